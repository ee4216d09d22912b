"""Rich Text Format (RTF): paragraphs with their numbers, headings, tables, notes; what is not shown stays as named discards.

Of the properties of the file nothing is taken but a title that its text has too, as in other documents of word processors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import IN_TEXT, LOST, Decoded, Run
from ingest.formats.docx_styles import HEADING, KINDS, TITLES
from ingest.formats.paragraphs import ITEM
from ingest.formats.rtf_reader import Reader
from ingest.formats.rtf_text import Filled, Paragraph, Row
from ingest.formats.written import PICTURES, Written, add_table

MAGIC = b"{\\rtf"
NONE = "it is no RTF, which begins with {\\rtf; give it the name of its format, or save it again."
CUT_OFF = "it breaks off before its end; get the whole"
BROKEN = f"{{}} of its bytes or signs are no characters; {LOST} stands for each; declare the right `encoding:`, or look at it in its program"
BEHIND = "something stands behind its end, and is kept as a discard: look at it"
BODY_TEXT = 9  # an outline level that is none


@dataclass(slots=True)
class Writing(Written):
    """The text that is made of a file, the bytes of each block, and where those that are written stand."""

    runs: list[Run] = field(default_factory=list)
    place: tuple[int, int] = (-1, -1)

    def add(self, kind: str, words: str, level: int = 0, discard: bool = False, gap: str = "\n\n") -> None:
        count = len(self.blocks)
        Written.add(self, kind, words, level, discard, gap)
        if len(self.blocks) > count and self.place[0] >= 0:
            self.runs.append(Run(self.blocks[-1].start, self.length, *self.place))


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of an RTF file and its blocks. Raises UnreadableError for a file that is none, DeclarationError for no encoding."""
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf \t\r\n\0"))
    if not data.startswith(MAGIC, start):
        raise UnreadableError(NONE)
    if declared is not None and not _is_known(declared):
        raise DeclarationError(
            f"encoding: there is none of the name {declared}; declare the right one, or take the key out."
        )
    reader, writing = Reader(data, declared), Writing()
    _write(reader.read(), reader, writing)
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    writing.place = (-1, -1)
    for name, words in reader.apart:
        writing.add(name, words, discard=True)
    for address in reader.links:
        writing.add("link of the file", " ".join(address.split()), discard=True)
    problems = writing.changes()
    if reader.behind >= 0 and (words := _readable(data[reader.behind :])):
        writing.place = (reader.behind, len(data))
        writing.add("behind the text", words, discard=True)
        problems.append((BEHIND, writing.blocks[-1].start, writing.length))
    if not reader.is_whole:
        problems.append((CUT_OFF, 0, 0))
    if reader.lost:
        problems.append((BROKEN.format(reader.lost), 0, 0))
    title = " ".join(reader.title.split())
    said = {"title": title} if title and writing.says(title) else {}
    return Decoded(writing.text, None, Split(writing.blocks, said, problems), tuple(writing.runs))


def _readable(data: bytes) -> str:
    return IN_TEXT.sub(LOST, data.strip(b"\0 \t\r\n").decode("cp1252", "replace"))


def _is_known(encoding: str) -> bool:
    try:
        return bool(b" ".decode(encoding))
    except (LookupError, ValueError):
        return False


def _write(filled: Iterable[Filled], reader: Reader, writing: Writing) -> None:
    """Write the paragraphs and tables of a text, of a box, of a note."""
    for is_table, run in groupby(filled, lambda each: isinstance(each, Row)):
        if is_table:
            _table([each for each in run if isinstance(each, Row)], reader, writing)
        else:
            for each in run:
                assert isinstance(each, Paragraph)
                _paragraph(each, reader, writing)


def _paragraph(paragraph: Paragraph, reader: Reader, writing: Writing, mark: str = "") -> None:
    writing.place = (paragraph.start, paragraph.end)
    writing.count(paragraph)
    text = "".join(paragraph.shown).strip()
    is_gone = not text and bool(paragraph.apart)  # all of it was deleted, and its number with it
    number = f"{words} " if (words := " ".join(paragraph.number.split())) and not is_gone else ""
    name = reader.styles.get(paragraph.style, "").strip().casefold()
    level = _level(paragraph, name, reader)
    if mark:
        writing.add("paragraph", f"{mark}{number}{text}")
    elif level:
        writing.add("heading", number + text, level)
    elif number or ITEM.match(text):
        writing.add("list item", number + text, 1 if number else 0)
    else:
        writing.add(KINDS.get(name, "paragraph"), text)
    _behind_paragraph(paragraph, reader, writing)


def _level(paragraph: Paragraph, name: str, reader: Reader) -> int:
    """Return the level of a heading, as the paragraph or its style says; 0 for any other."""
    outline = paragraph.outline if paragraph.outline is not None else reader.outlines.get(paragraph.style)
    if outline is not None and 0 <= outline < BODY_TEXT:
        return outline + 1
    match = HEADING.match(name)
    return int(match[1]) if match and match[1] != "0" else TITLES.get(name, 0)


def _behind_paragraph(paragraph: Paragraph, reader: Reader, writing: Writing) -> None:
    """Write what belongs to a paragraph and is not part of it: deleted and hidden words, boxes, notes."""
    place = (paragraph.start, paragraph.end)
    for name, apart in paragraph.apart.items():
        writing.place = place
        writing.add(name, "".join(apart), discard=True)
    for filled in paragraph.texts:
        _write(filled, reader, writing)
    for mark, filled in paragraph.notes:
        own = next((n for n, each in enumerate(filled) if isinstance(each, Paragraph) and any(each.shown)), None)
        for n, each in enumerate(filled):
            if isinstance(each, Paragraph):
                _paragraph(each, reader, writing, f"[{mark}] " if n == own else "")
            else:
                _table([each], reader, writing)


def _table(rows: list[Row], reader: Reader, writing: Writing) -> None:
    def write(cell: tuple[list[Paragraph], tuple[int, int]]) -> None:
        _write(cell[0], reader, writing)

    def read(cell: tuple[list[Paragraph], tuple[int, int]]) -> tuple[str, list[Paragraph]]:
        writing.place = cell[1]
        for each in cell[0]:
            writing.count(each)
        words = (f"{each.number} {''.join(each.shown)}" for each in cell[0])
        return " ".join(" ".join(words).split()), cell[0]

    add_table(writing, map(_cells, rows), write, read, lambda words: _behind_paragraph(words, reader, writing))


def _cells(row: Row) -> list[tuple[list[Paragraph], tuple[int, int]]]:
    """Return the cells of a row, each with the bytes from the first word of the row to its last."""
    held = [each for cell in row.cells for each in cell if each.start >= 0]
    place = (min(each.start for each in held), max(each.end for each in held)) if held else (-1, -1)
    return [(cell, place) for cell in row.cells]
