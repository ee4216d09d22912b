"""Items of minutes: passages are pointed at by the numbers that minutes print, "item 4.2", "item 16/88, para 3"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.grammar.minutes import ITEM
from ingest.grammar.titles import title_like
from ingest.model import Passage

FEWEST = 2  # items
WIDEST_STEP = 2  # between two items, where one is left out
# "AI: Tomasz to write", "Action: JS", "Motion: That …"
NOBODY = frozenset(
    ("ai", "ap", "action", "actions", "motion", "moved", "seconded", "resolved", "decision", "noted", "agreed", "aob")
)
LONGEST_BARE = 12  # characters of "4.2" and the like: a bare number of more is a figure


def name_items(passages: Sequence[Passage]) -> None:
    """Set the locators of the passages of minutes, if they number their items; what only labels what was done speaks nowhere."""
    for passage in passages:
        if passage.speaker and passage.speaker.casefold() in NOBODY:
            passage.speaker, passage.kind = None, "paragraph"
    starts = _starts(passages)
    if len(starts) < FEWEST:
        return
    first = min(starts)
    for n in range(first):
        if passages[n].locator.startswith("para "):
            passages[n].locator = f"head, para {n + 1}"
    number, count = "", 0
    for n in range(first, len(passages)):
        if n in starts:
            number, count = starts[n], 0 if _is_heading(passages[n].text) else 1
            passages[n].locator = f"item {number}"
        else:
            count += 1
            passages[n].locator = f"item {number}, para {count}"


def _is_heading(words: str) -> bool:
    return title_like(words)


def _starts(passages: Sequence[Passage]) -> dict[int, str]:
    """Return the numbers of the items by the place of the passage; a number that does not follow the one above is none."""
    found: dict[int, str] = {}
    above: tuple[int, ...] = ()
    front: str | None = None
    for n, passage in enumerate(passages):
        match = ITEM.match(passage.text) if passage.kind not in ("quote", "table", "code", "motion point") else None
        if match is None or not _may_be(match, passage.text):
            continue
        of_front = (match["front"] or "").casefold()
        number = match["number"][len(of_front) :]
        value = tuple(int(each) for each in number.split("."))
        if front is None or (of_front == front and _follows(above, value)):
            front, above = of_front, value
            found[n] = match["number"]
    return found


def _may_be(match: re.Match[str], words: str) -> bool:
    """Tell a number that is marked as one: with a point, a bracket or a word, of several parts, or bare before a capital letter."""
    if match["sign"] or match["word"] or match["front"]:
        return True
    behind = words[match.end() : match.end() + 1]
    return behind.isupper() and match.end() <= LONGEST_BARE


def _follows(above: tuple[int, ...], value: tuple[int, ...]) -> bool:
    """Tell 4.2 behind 4.1, 5 behind 4.2, 4.1 behind 4."""
    if len(value) > len(above):
        return value[: len(above)] == above and value[len(above) :] == (1,) * (len(value) - len(above))
    at = len(value) - 1
    return value[:at] == above[:at] and 0 < value[at] - above[at] <= WIDEST_STEP
