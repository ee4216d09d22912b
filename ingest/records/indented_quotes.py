"""Quotations that nothing but their indent sets off, below words that end with a colon and name who says them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.grammar.labels import begins_speech
from ingest.model import Passage, Reading

DEEPER = 2  # columns by which a quotation stands in from the words above it
MOST_INDENTED = 60  # columns
TAB = 4  # columns
MARKS = "“\"'‘«„-*•"


def mark(reading: Reading, leads_in: Callable[[Passage], str | None]) -> None:
    """Call those passages quotes; `leads_in` tells who speaks next, as the end of a passage says."""
    n = 0
    while n < len(reading.passages):
        run = set_off_below(reading, n)
        if run and leads_in(reading.passages[n]):
            for passage in run:
                passage.kind = "quote"
            n += len(run)
        n += 1


def set_off_below(reading: Reading, n: int) -> list[Passage]:
    """Return the passages that are set off by their indent below the one with this number, which ends with a colon."""
    passages = reading.passages
    if n + 1 >= len(passages) or passages[n].kind != "paragraph" or not passages[n].text.endswith(":"):
        return []
    if not _is_set_off(reading.text, passages[n], passages[n + 1]):
        return []
    return list(_run(reading.text, passages, n + 1))


def _run(text: str, passages: list[Passage], first: int) -> Iterator[Passage]:
    """Yield the paragraphs from the first on that are indented alike."""
    column = _column(text, passages[first].start)
    for n in range(first, len(passages)):
        passage = passages[n]
        if passage.kind != "paragraph" or passage.text[0] in MARKS or begins_speech(passage.text):
            return
        if not text[passages[n - 1].end : passage.start].isspace() or _columns(text, passage) != (column, column):
            return
        yield passage


def _is_set_off(text: str, above: Passage, passage: Passage) -> bool:
    """Tell whether all lines of a passage stand in from those above it, with a line between the two."""
    if passage.kind != "paragraph" or not _is_apart(text, above, passage):
        return False
    return _columns(text, passage)[0] >= _columns(text, above)[1] + DEEPER


def _is_apart(text: str, above: Passage, passage: Passage) -> bool:
    """Tell whether an empty line, and nothing else, stands between two passages: not the marks of a page."""
    between = text[above.end : passage.start]
    return between.count("\n") > 1 and between.isspace()


def _columns(text: str, passage: Passage) -> tuple[int, int]:
    """Return how far the lines of a passage are indented, the least and the most."""
    found = [_column(text, passage.start)]
    for line in passage.text.splitlines()[1:]:
        words = line.expandtabs(TAB)
        found.append(len(words) - len(words.lstrip()))
    return min(found), max(found)


def _column(text: str, start: int) -> int:
    """Return how many columns stand before a place on its line; none where they are not blank."""
    line = text.rfind("\n", max(0, start - MOST_INDENTED), start) + 1
    before = text[line:start]
    return len(before.expandtabs(TAB)) if line and not before.strip() else 0
