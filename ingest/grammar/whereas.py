"""Resolutions: "WHEREAS, the pier is old; and", "RESOLVED, That the pier be mended.", and minutes: "RESOLVED: that …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.grammar.motion_points import Point, Unit, points_from

# "WHEREAS, the pier", "Whereas the pier", "A. whereas the pier"
WHEREAS = re.compile(
    r"[>*_\s]*(?:(?:AND|And|and)\s+)?(?:WHEREAS|Whereas|[A-Z]{1,2}\.\s+[Ww]hereas)[*_]*(?:[,:;][*_]*)?\s+"
)
# "NOW, THEREFORE, BE IT RESOLVED, That", "FURTHER IT BE RESOLVED that", "RESOLVED: that", "RESOLVED – to", "Be it further resolved that"
RESOLVED = re.compile(
    r"[>*_\s]*(?:(?:AND|And|and|Now|NOW|now),?\s+)?(?:(?:THEREFORE|Therefore|therefore),?\s+)?"
    r"(?:(?:AND\s+)?(?:(?:FURTHER|Further|further),?\s+)?(?:BE\s+IT|Be\s+it|be\s+it|IT\s+BE|[Ii]t\s+be)\s+(?:(?:FINALLY|FURTHER|ALSO|finally|further|also)\s+)?"
    r"(?:RESOLVED|[Rr]esolved)|(?:IT\s+WAS\s+(?:FURTHER\s+)?)?(?:FURTHER\s+)?(?P<alone>RESOLVED)|(?P<mixed>Resolved))"
    r"[*_]*(?:\s+(?:unanimously|UNANIMOUSLY|further|FURTHER|nem\.? con\.?))?(?:\s*[,:;–—-][*_]*)?\s+"
    r"(?:that\b|That\b|THAT\b|to\b|TO\b|by\b|BY\b)[,\s]*"
)
# "… seconded. RESOLVED: that the quotation be accepted.", "It was RESOLVED to write to the board": behind another sentence of minutes
WITHIN = re.compile(
    r"(?:(?<=[.;:!?)]\s)|(?<=\n))[*_]{0,3}(?:(?:It|IT)\s(?:was|WAS)\s(?:(?:then|further|also|unanimously)\s)?)?RESOLVED[*_]{0,3}(?:\s(?:unanimously|UNANIMOUSLY|further))?"
    r"(?:\s*[,:–—-][*_]*)?\s+(?:that|That|THAT|to|TO)\b[,\s]*(?=\S)"
)
LONGEST_BETWEEN = 30  # characters of a heading between recitals and resolves
# "… which shall read:", "… the following:": what stands below it is part of the resolve
SAYS = re.compile(r"\b(?:reads?|follows|following\b[^.:;]{0,80}|steps\b[^.:;]{0,80}):[*_\s]*\Z")
NEAR = 60  # characters around the word
SENTENCE_END = re.compile(r"(?<=[^\s.][.;])(?=\s+[A-Z“(])|\Z")


def resolved_within(unit: Unit, index: int, text: str) -> list[tuple[str, Point]]:
    """Return what a paragraph of minutes says within it to be resolved, each to the end of its sentence."""
    found: list[tuple[str, Point]] = []
    floor = unit.start
    while (at := text.find("RESOLVED", floor, unit.end)) >= 0:
        match = WITHIN.search(text, max(floor, at - NEAR), min(unit.end, at + NEAR))
        floor = at + len("RESOLVED")
        if match and match.start() <= at < match.end():
            end = SENTENCE_END.search(text, match.end(), unit.end)
            floor = end.start() if end else unit.end
            found.append(("resolved", Point(str(len(found) + 1), None, index, index, match.end(), floor)))
    return found


def resolution_from(found: Sequence[Unit], at: int, text: str, stops: Callable[[str], bool]) -> list[tuple[str, Point]]:
    """Return the recitals and resolves of the resolution that begins with unit `at`, each with its part and place.

    A run of recitals is read once, from its first. One resolve alone is a resolution if it says so in capitals.
    """
    if at and WHEREAS.match(text, found[at - 1].start, found[at - 1].end):
        return []
    read: list[tuple[str, Point]] = []
    counts = {"whereas": 0, "resolved": 0}
    capitals, index = False, at
    while index < len(found):
        unit = found[index]
        recital = WHEREAS.match(text, unit.start, unit.end) if not counts["resolved"] else None
        match = recital or RESOLVED.match(text, unit.start, unit.end)
        if match is None and read and text[unit.start].islower() and text[found[index - 1].end - 1] not in ".;:":
            part, point = read[-1]  # a line of a wrapped recital
            read[-1] = part, point._replace(last=index, end=unit.end)
            index += 1
            continue
        if match is None and counts["whereas"] and not counts["resolved"] and _is_between(found, index, text):
            index += 1
            continue
        if match is None and read and (last := _goes_on(found, index, read[-1], text)):
            part, point = read[-1]
            read[-1] = part, point._replace(last=last - 1, end=found[last - 1].end)
            index = last
            continue
        if match is None or (match.end() >= unit.end and recital):
            break
        part = "whereas" if recital else "resolved"
        capitals = capitals or bool(not recital and match["alone"])
        listed = _listed(found, index, match.end(), text, stops) if not recital else []
        counts[part] += 1
        if not listed and match.end() >= unit.end:
            break
        listed = listed or [Point(str(counts[part]), None, index, index, match.end(), unit.end)]
        read += [(part, point) for point in listed]
        index = listed[-1].last + 1
    return read if counts["resolved"] and (len(read) > 1 or capitals) else []


def _is_between(found: Sequence[Unit], at: int, text: str) -> bool:
    """Tell a line between recitals and resolves, such as "Operative" or "Therefore:"."""
    if found[at].end - found[at].start > LONGEST_BETWEEN or at + 1 >= len(found):
        return False
    return RESOLVED.match(text, found[at + 1].start, found[at + 1].end) is not None


def _goes_on(found: Sequence[Unit], at: int, above: tuple[str, Point], text: str) -> int:
    """Return the unit up to which what stands below a point belongs to it: what it quotes, or says that it announces; 0 where nothing does.

    A point is gone on with once.
    """
    part, point = above
    words = text[max(point.start, point.end - 2 * NEAR) : point.end].rstrip("*_ ")
    kind = found[at].kind
    if not words.endswith(":") or point.last != at - 1 or found[at - 1].kind in ("quote", "list item"):
        return 0
    if part == "resolved" and kind not in ("quote", "heading") and not SAYS.search(words):
        return 0
    if kind == "paragraph" and part == "resolved":
        return at + 1
    last = at
    while last < len(found) and found[last].kind == kind and kind in ("quote", "list item"):
        last += 1
    return last if last > at else 0


def _listed(found: Sequence[Unit], at: int, words: int, text: str, stops: Callable[[str], bool]) -> list[Point]:
    """Return the numbered points below "RESOLVED, That:"; none where the words themselves are the resolve."""
    rest = text[words : found[at].end].rstrip("*_ ")
    if rest and not (rest.endswith(":") and len(rest) < 120):
        return []
    points = points_from(found, at + 1, text, None, stops)
    return points if points and points[0].sign else []
