"""Page labels: what the pages of a text are called, as printed on them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.line_numbers import Numbered
from ingest.formats.page_lines import Line
from ingest.formats.running_heads import Furniture, as_roman, roman


def printed(sheets: Sequence[Sequence[Line]], furniture: dict[int, Furniture], numbered: Numbered | None) -> list[str]:
    """Return the label of each page: as printed, or as it follows from those around it; else counted from 1.

    A page before the first in the count has none (""). Pages with two different numbers are counted from 1.
    """
    if numbered and numbered.pages:
        return [
            next((numbered.pages[line.start] for line in sheet if line.start in numbered.pages), "") for sheet in sheets
        ]
    own = [_own(sheet, furniture) for sheet in sheets]
    if not any(own) or any(len(each) > 1 for each in own):
        return [str(n) for n in range(1, len(sheets) + 1)]
    labels = [each.pop() if each else "" for each in own]
    return _filled(labels)


def _own(sheet: Sequence[Line], furniture: dict[int, Furniture]) -> set[str]:
    """Return the numbers that a page prints: on a line of their own, or else in its running heads."""
    found = [furniture[line.start] for line in sheet if line.start in furniture]
    numbers = {each.number for each in found if each.number and each.name == "page number"}
    return numbers or {each.number for each in found if each.number}


def _filled(labels: list[str]) -> list[str]:
    """Return labels for the pages between, before and after those that print one."""
    for index, label in enumerate(labels):
        if not label and index and labels[index - 1]:
            labels[index] = _beside(labels[index - 1], 1)
    for index in range(len(labels) - 2, -1, -1):
        if not labels[index]:
            labels[index] = _beside(labels[index + 1], -1)
    return labels


def _beside(label: str, step: int) -> str:
    """Return the label of the page before or after; nothing before the first."""
    if label.isdecimal():
        number = int(label) + step
        return str(number) if number > 0 else ""
    number = roman(label.casefold()) + step if label.isalpha() else 0
    return as_roman(number) if number > 0 else ""
