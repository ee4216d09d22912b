"""Paragraphs and rows as Word keeps them in a file (RTF, DOC), written as blocks; what is not shown stays as named discards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from ingest.formats import written
from ingest.formats.decode import Run
from ingest.formats.paragraphs import ITEM
from ingest.formats.word.docx_styles import HEADING, KINDS, TITLES
from ingest.formats.written import Written, add_table

BODY_TEXT = 9  # an outline level that is none


@dataclass(slots=True)
class Paragraph(written.Words):
    """The words of a paragraph, its number as Word shows it, its style, the notes in it, and the bytes it is made of."""

    number: str = ""
    depth: int = 1  # of its list
    style: int = 0
    outline: int | None = None
    notes: list[tuple[str, list[Filled]]] = field(default_factory=list)
    texts: list[list[Filled]] = field(default_factory=list)
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class Row:
    """A row of a table: the paragraphs of each of its cells."""

    cells: list[list[Paragraph]]


Filled = Paragraph | Row


def plain(filled: Filled) -> str:
    """Return the words of a paragraph or a row that are shown."""
    if isinstance(filled, Row):
        return " ".join(words for cell in filled.cells for each in cell if (words := plain(each)))
    return "".join(filled.shown).strip()


@dataclass(slots=True)
class Writing(Written):
    """The text that is made of a file, by the names and the outline levels of its styles; where known, the bytes of each block.

    `place` is where that which is written stands.
    """

    styles: dict[int, str] = field(default_factory=dict)
    outlines: dict[int, int] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    place: tuple[int, int] = (-1, -1)

    def add(self, kind: str, words: str, level: int = 0, discard: bool = False, gap: str = "\n\n") -> None:
        count = len(self.blocks)
        Written.add(self, kind, words, level, discard, gap)
        if len(self.blocks) > count and self.place[0] >= 0:
            self.runs.append(Run(self.blocks[-1].start, self.length, *self.place))


def write(filled: Iterable[Filled], writing: Writing) -> None:
    """Write the paragraphs and tables of a text, of a box, of a note."""
    for is_table, run in groupby(filled, lambda each: isinstance(each, Row)):
        if is_table:
            _table([each for each in run if isinstance(each, Row)], writing)
        else:
            for each in run:
                assert isinstance(each, Paragraph)
                _paragraph(each, writing)


def _paragraph(paragraph: Paragraph, writing: Writing, mark: str = "") -> None:
    writing.place = (paragraph.start, paragraph.end)
    writing.count(paragraph)
    text = "".join(paragraph.shown).strip()
    is_gone = not text and bool(paragraph.apart)  # all of it was deleted, and its number with it
    number = f"{words} " if (words := " ".join(paragraph.number.split())) and not is_gone else ""
    name = writing.styles.get(paragraph.style, "").strip().casefold()
    level = _level(paragraph, name, writing)
    if mark:
        writing.add("paragraph", f"{mark}{number}{text}")
    elif level:
        writing.add("heading", number + text, level)
    elif number or ITEM.match(text):
        writing.add("list item", number + text, paragraph.depth if number else 0)
    else:
        writing.add(KINDS.get(name, "paragraph"), text)
    _behind_paragraph(paragraph, writing)


def _level(paragraph: Paragraph, name: str, writing: Writing) -> int:
    """Return the level of a heading, as the paragraph or its style says; 0 for any other."""
    outline = paragraph.outline if paragraph.outline is not None else writing.outlines.get(paragraph.style)
    if outline is not None and 0 <= outline < BODY_TEXT:
        return outline + 1
    match = HEADING.match(name)
    return int(match[1]) if match and match[1] != "0" else TITLES.get(name, 0)


def _behind_paragraph(paragraph: Paragraph, writing: Writing) -> None:
    """Write what belongs to a paragraph and is not part of it: deleted and hidden words, boxes, notes."""
    place = (paragraph.start, paragraph.end)
    for name, apart in paragraph.apart.items():
        writing.place = place
        writing.add(name, "".join(apart), discard=True)
    for filled in paragraph.texts:
        write(filled, writing)
    for mark, filled in paragraph.notes:
        own = next((n for n, each in enumerate(filled) if isinstance(each, Paragraph) and any(each.shown)), None)
        for n, each in enumerate(filled):
            if isinstance(each, Paragraph):
                _paragraph(each, writing, f"[{mark}] " if n == own else "")
            else:
                _table([each], writing)


def _table(rows: list[Row], writing: Writing) -> None:
    def stand(cell: tuple[list[Paragraph], tuple[int, int]]) -> None:
        write(cell[0], writing)

    def read(cell: tuple[list[Paragraph], tuple[int, int]]) -> tuple[str, list[Paragraph]]:
        writing.place = cell[1]
        for each in cell[0]:
            writing.count(each)
        words = (f"{each.number} {''.join(each.shown)}" for each in cell[0])
        return " ".join(" ".join(words).split()), cell[0]

    add_table(writing, map(_cells, rows), stand, read, lambda words: _behind_paragraph(words, writing))


def _cells(row: Row) -> list[tuple[list[Paragraph], tuple[int, int]]]:
    """Return the cells of a row, each with the bytes from the first word of the row to its last."""
    held = [each for cell in row.cells for each in cell if each.start >= 0]
    place = (min(each.start for each in held), max(each.end for each in held)) if held else (-1, -1)
    return [(cell, place) for cell in row.cells]
