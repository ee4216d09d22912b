"""Numbers at the front of lines that may begin provisions: without those of tables of contents and inside sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.formats.wrapped import INLINE, is_inside
from ingest.grammar import eastern_articles
from ingest.grammar.numbering import WORDS, Marker, marker_at
from ingest.grammar.rule_ahead import AHEAD, follower
from ingest.grammar.rule_headings import CONTENTS, NOTES
from ingest.grammar.rule_parts import Stretch
from ingest.grammar.rule_run_in import titled
from ingest.grammar.titles import folded, title_like

# a line within a stretch
LINE = re.compile(r"(?:\r\n?|\n)[ \t\u3000]*(?=\S)")
# "pursuant to" before "Section 3.5.", "as provided in" before "(a) above": a sentence goes on
GOES_ON = re.compile(
    r"(?:\b(?:in|of|to|by|under|with|from|and|or|than|this|these|see|per|the|that|said|such|for|on|as|at|through|until|"
    r"pursuant|[Ss]ections?|[Aa]rticles?|[Rr]ules?|[Cc]lauses?|[Pp]aragraphs?|[Pp]arts?|[Ss]chedules?|[Nn]os?\.|pp?\.)|[a-z],)\Z"
)
# "Section 3.5", "Rule 4 of", "(a) or (b)", "§ 4"
CITATION = re.compile(r"[A-Za-z-]{3,12}\s\d|\(\w{1,4}\)(?:\(|,| and | or | above| below|\.)|§")
# "4. Voting ........ 12", "4. Voting<tab>12": a line of a table of contents
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}|\t)[ .\t]*\d{1,3}\s*\Z")
# "4   Voting            12": one too, where a line beside it has dots
BLANK_LINE = re.compile(r" {4,}\d{1,3}\s*\Z")
# what is left of the line of a number, if it is short
REST_OF_LINE = re.compile(r"[^\r\n]*(?=[\r\n])")
# "](#1-name)" of "[Name](#1-name)"
LINK = re.compile(r"\]\([^)\s]*\)")
NO_LETTERS = re.compile(r"[\W\d_]+")
# "SCHEDULE 1", "Appendix B – Forms", "ANNEX": parts that may say under which section they stand
SCHEDULE = re.compile(r"\W*(?:the )?(?:schedule|appendix|annexe?)\b.{0,100}\Z", re.IGNORECASE)
LONGEST_TITLE = 120  # characters
MOST_INDENTED = 200  # characters
MOST_ABOVE = 2  # lines above "Section 2": "SCHEDULE 1", and its title
BESIDE = 400  # characters in which the line above, or below, is looked at
FEWEST_TITLES = 2  # that make a table of contents

Title = tuple[tuple[int, ...], str]  # the number and the letters of a heading
Numbered = tuple[int, Marker]  # the index of a stretch, and a number in it


def markers_of(stretches: Sequence[Stretch], text: str) -> Iterator[Numbered]:
    """Yield the numbers at the front of lines, each with the index of its stretch."""
    for at, stretch in enumerate(stretches):
        if stretch.kind in ("code", "html", "table"):
            continue
        lines = [stretch.start, *(match.end() for match in LINE.finditer(text, stretch.start, stretch.end))]
        ends = [*lines[1:], stretch.end]
        starts = [
            start
            for line, end in zip(lines, ends, strict=True)
            for start in (line, *eastern_articles.run_in(text, line, end))
        ]
        for start, end in zip(starts, [*starts[1:], stretch.end], strict=True):
            marker = marker_at(text, start, end)
            if marker and not _is_no_clause(text, start, end, max(stretch.start, start - 200)):
                yield at, titled(marker, text, stretch.end)


def counted(numbers: list[Numbered], stretches: Sequence[Stretch], text: str) -> Iterator[Numbered]:
    """Yield the numbers, those of a list of Markdown in which each item is written as "1." counted, as a page shows them."""
    above: dict[int, int] = {}  # the column of a list that is open, and its last number
    last = 0
    for at, marker in numbers:
        if not _is_list_item(stretches[at]):
            above.clear()
            yield at, marker
            continue
        if not all(_is_list_item(stretches[n]) for n in range(last, at)):
            above.clear()
        column = marker.line - text.rfind("\n", max(0, marker.line - MOST_INDENTED), marker.line)
        above = {each: number for each, number in above.items() if each <= column}
        sign = marker.signs[0]
        if sign.style != "1." or sign.label != "1":
            above.pop(column, None)
        elif column not in above:
            above[column] = 1
        else:
            above[column] += 1
            last = at
            sign = replace(sign, value=(above[column], 0), label=str(above[column]))
            yield at, replace(marker, chain=((sign,), *marker.chain[1:]))
            continue
        last = at
        yield at, marker


def _is_list_item(stretch: Stretch) -> bool:
    """Tell an item of a list of Markdown, which has a level."""
    return stretch.kind == "list item" and stretch.level > 0


def _is_no_clause(text: str, start: int, end: int, first: int) -> bool:
    """Tell a line of a table of contents, or a number inside a wrapped sentence, from the beginning of a provision."""
    if ends_as_contents(text, start, end):
        return True
    if start == first:
        return INLINE.match(text, start, end) is not None
    above = text[first:start].rstrip().rpartition("\n")[2]
    return is_inside(above, text[start:end]) or bool(CITATION.match(text, start, end) and GOES_ON.search(above))


def ends_as_contents(text: str, start: int, end: int) -> bool:
    """Tell whether a line ends as those of a table of contents do: with dots, a tab or much room, and the number of a page."""
    last = text[end - 1]
    if not (last.isdigit() or last.isspace()):
        return False
    tail = max(start, end - 60)
    if CONTENTS_LINE.search(text, tail, end):
        return True
    beside = (text[max(start - BESIDE, 0) : start].rstrip(), text[end : end + BESIDE].lstrip().partition("\n")[0])
    return BLANK_LINE.search(text, tail, end) is not None and any(CONTENTS_LINE.search(each[-60:]) for each in beside)


def without_notes(numbers: list[Numbered], headings: dict[int, str | None]) -> list[Numbered]:
    """Leave out the numbers of notes: what stands below "Notes" or "References", up to the next heading."""
    opened = sorted(at for at, words in headings.items() if words)
    if not any(folded(headings[at] or "") in NOTES for at in opened):
        return numbers
    kept, heading = [], 0
    for at, marker in numbers:
        while heading < len(opened) and opened[heading] <= at:
            heading += 1
        if not heading or folded(headings[opened[heading - 1]] or "") not in NOTES:
            kept.append((at, marker))
    return kept


def without_margins(numbers: list[Numbered], stretches: Sequence[Stretch], text: str) -> Iterator[Numbered]:
    """Yield the numbers but for "Section 2" alone below "SCHEDULE 1": it says under which section the schedule stands."""
    for n, (at, marker) in enumerate(numbers):
        sign, ahead = marker.signs[0], [below for _, below in numbers[n + 1 : n + 1 + AHEAD]]
        alone = sign.style in WORDS and not text[marker.words : stretches[at].end].strip(" ()0-9,")
        if alone and ahead and not follower(sign, ahead):
            other = any(each.first and each.style != sign.style for each in ahead[0].signs)
            above = stretches[max(0, at - MOST_ABOVE) : at]
            if other and any(SCHEDULE.match(text, each.start, each.end) for each in above):
                continue
        yield at, marker


def without_contents(
    numbers: list[Numbered], stretches: Sequence[Stretch], text: str, headings: dict[int, str | None]
) -> list[Numbered]:
    """Leave out the numbers of tables of contents: those whose titles all stand again, with the same number, below."""
    kept = list(_without_twins(numbers, text))
    return kept if len(kept) < len(numbers) else _below_contents(numbers, stretches, text, headings)


def _without_twins(numbers: list[Numbered], text: str) -> Iterator[Numbered]:
    """Yield the numbers but for runs of titles that follow each other at once and stand a second time."""
    lines = [_title(marker, text) for _, marker in numbers]
    twins: list[int] = [0] * len(numbers)
    counts, bodies = [0] * (len(numbers) + 1), [0] * (len(numbers) + 1)
    seen: dict[Title, tuple[int, bool]] = {}  # the place of a title, and whether words stand below it there or later
    for n in range(len(numbers) - 1, -1, -1):
        key, end = lines[n]
        if key is None:
            continue
        at_once = n + 1 < len(numbers) and not text[end : numbers[n + 1][1].line].strip()
        if at_once and key in seen:
            twins[n], bodies[n + 1] = seen[key]
        seen[key] = n, not at_once or (key in seen and seen[key][1])
    for n, twin in enumerate(twins):
        counts[n + 1] = counts[n] + bool(twin)
        bodies[n + 1] += bodies[n]
    at, kept = 0, 0
    while at < len(numbers):
        below = twins[at]
        listed, worded = counts[below] - counts[at], bodies[below] - bodies[at]
        if below - at >= FEWEST_TITLES and listed * 10 >= (below - at) * 6 and worded * 3 >= below - at:
            whole = any(marker.signs[0].counted for _, marker in numbers[at:below])
            yield from numbers[kept : max(kept, _first_of(numbers, lines, at, text)) if whole else at]
            at = kept = below
        else:
            at += 1
    yield from numbers[kept:]


def _first_of(numbers: list[Numbered], lines: list[tuple[Title | None, int]], at: int, text: str) -> int:
    """Return where the table of contents begins of which number `at` is a title: some titles may stand otherwise below."""
    while at and lines[at - 1][0] and not text[lines[at - 1][1] : numbers[at][1].line].strip():
        at -= 1
    return at


def _title(marker: Marker, text: str) -> tuple[Title | None, int]:
    """Return what a line of a table of contents has in common with the heading it lists, and where the line ends."""
    sign = marker.signs[0]
    if len(marker.chain) > 1 or sign.style[0] == "(":
        return None, 0
    match = REST_OF_LINE.match(text, marker.words, marker.words + LONGEST_TITLE)
    if match is None or match.group().rstrip().endswith((";", ",", ":")):
        return None, 0
    letters = NO_LETTERS.sub("", LINK.sub("", match.group())).casefold()
    return ((sign.value, letters) if letters else None), match.end()


def _below_contents(
    numbers: list[Numbered], stretches: Sequence[Stretch], text: str, headings: dict[int, str | None]
) -> list[Numbered]:
    """Leave out titles from the heading "Contents" to where the first number comes again, if nothing stands between."""
    top = min((at for at, words in headings.items() if folded(words or "") in CONTENTS), default=None)
    first = next((n for n, (at, _) in enumerate(numbers) if top is not None and at > top), len(numbers))
    for n in range(first, len(numbers)):
        sign = numbers[n][1].signs[0]
        opening = numbers[first][1].signs[0]
        if n > first and sign.value == opening.value and sign.counted == opening.counted:
            return numbers[:first] + numbers[n:]
        stretch = stretches[numbers[n][0]]
        following = numbers[n + 1][0] if n + 1 < len(numbers) else len(stretches)
        between = range(numbers[n][0] + 1, following)
        if not title_like(text[stretch.start : stretch.end]) or not all(at in headings for at in between):
            break
    return numbers
