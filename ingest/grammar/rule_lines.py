"""Lines above, between and below the numbers of rules that are headings, and those that are not."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar import eastern_articles
from ingest.grammar.numbering import Marker
from ingest.grammar.rule_headings import CONTENTS, SENTENCE_END, closes, heading_at, is_history, is_part, is_title
from ingest.grammar.rule_parts import Stretch
from ingest.grammar.titles import folded


def leads(marker: Marker, stretch: Stretch) -> bool:
    """Tell whether a number is the first thing of its stretch."""
    return marker.line <= stretch.start


def first_of(markers: Sequence[tuple[int, Marker]], led: dict[int, int]) -> frozenset[int]:
    """Return the stretches that begin with the first number of a list, of the kind that the first number of all is."""
    leading = [(at, marker.signs) for at, marker in markers if led.get(at) == marker.words]
    outer = {sign.style for sign in leading[0][1]} if leading else set()
    return frozenset(at for at, signs in leading if any(sign.first and sign.style in outer for sign in signs))


def headings_of(
    stretches: Sequence[Stretch], text: str, led: dict[int, int], title: str | None, opening: frozenset[int]
) -> dict[int, str | None]:
    """Return the headings by index; None for the title of the document, which is no heading of a clause.

    `led` are the stretches that begin with a number, and where their words begin; `opening` those whose number is the first
    of an outermost list, which may be introduced: "Objects", "Its objects are:", "(a) to …".
    """
    found: dict[int, str | None] = {}
    first, last = min(led, default=0), max(led, default=0)
    for at in range(len(stretches) - 1, -1, -1):
        if at in led:
            continue
        caption = eastern_articles.CAPTION.match(text, stretches[at].start, stretches[at].end)
        if caption and at + 1 in led:
            found[at] = caption["words"]
            continue
        above = _ends(stretches, at, text, led) if at >= first else ""
        introduced = at + 2 in opening and at + 1 not in led and text[stretches[at + 1].end - 1] == ":"
        words = heading_at(stretches[at], text, above, below=at + 1 in led or at + 1 in found or introduced)
        if (
            words is not None
            and stretches[at].kind == "paragraph"
            and not is_part(words)
            and _is_bare(at - 1, stretches, led)
        ):
            continue  # the heading of that number alone
        if words is not None:
            named = is_part(words) or folded(words) in CONTENTS
            is_title = folded(words) == folded(title or "") or (at == 0 and not named)
            found[at] = None if is_title else words
        elif is_history(stretches[at], text) or (led and at > last and closes(stretches[at], text)):
            found[at] = None
    return found


def _is_bare(at: int, stretches: Sequence[Stretch], led: dict[int, int]) -> bool:
    """Tell a number that stands alone: "7."."""
    return at in led and stretches[at].kind != "heading" and led[at] >= stretches[at].end


def _ends(stretches: Sequence[Stretch], at: int, text: str, led: dict[int, int]) -> str:
    """Return the last character of what stands above a line: that of a sentence, where both are titles.

    The one above has a number then, or stands below a sentence itself: "PART 3", "DECISIONS", "Unanimous decisions".
    """
    above, line = stretches[at - 1], stretches[at]
    words = led.get(at - 1, above.start)
    last = text[above.end - 1]
    if last in SENTENCE_END or not is_title(text[line.start : line.end]) or not is_title(text[words : above.end]):
        return last
    if at - 1 in led:
        return "."
    below_sentence = at > 1 and text[stretches[at - 2].end - 1] in ".;" and not is_part(text[above.start : above.end])
    return "." if below_sentence else last


def beyond_contents(headings: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave out headings that a table of contents lists: only one that stands again below it is a heading."""
    keys = [folded(words) for words, _ in headings]
    if CONTENTS.isdisjoint(keys):
        return headings
    return [heading for n, heading in enumerate(headings) if keys[n] in keys[:n]]
