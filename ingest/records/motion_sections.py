"""Motions that stand below a heading "Motion": all that is below it, where other sections give a synopsis, or the background."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar.motion_cues import ASKED, BARE_HEADING, Part, bare
from ingest.grammar.motion_points import Unit
from ingest.records.motion_drafts import Draft

LONGEST = 40  # characters of such a line


def section(found: Sequence[Unit], text: str) -> tuple[int, int] | None:
    """Return the first and the last unit below the only heading "Motion" of a document, up to the next heading; None where nothing is."""
    headings = [n for n, unit in enumerate(found) if _is_heading(unit, text)]
    if len(headings) != 1 or headings[0] + 1 == len(found):
        return None
    first = headings[0] + 1
    is_marked = found[headings[0]].kind == "heading"
    last = next((n for n in range(first, len(found)) if is_marked and found[n].kind == "heading"), len(found)) - 1
    asks = last >= first and ASKED.search(bare(text[found[first].start : found[last].end]))
    return (first, last) if asks else None


def whole(drafts: Sequence[Draft], first: int, last: int) -> Draft:
    """Return the motion that a section is, with the parts and the points of those that were read in it from its beginning."""
    within = [each for each in drafts if first <= each.first and each.last <= last]
    opening = next((each for each in within if each.first <= first + 1 and each.place is None), None)
    if opening is None:
        return Draft(first, last, [Part(None, None, True)])
    return Draft(
        first,
        last,
        [part for each in within for part in each.parts] or [Part(None, None, True)],
        [point for each in within for point in each.points],
    )


def _is_heading(unit: Unit, text: str) -> bool:
    return unit.end - unit.start <= LONGEST and BARE_HEADING.match(bare(text[unit.start : unit.end])) is not None
