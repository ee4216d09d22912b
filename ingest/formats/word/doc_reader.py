"""The texts of an old file of Word as paragraphs and rows, with their numbers, notes and boxes; what is not shown stands apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.decode import IN_TEXT, LOST
from ingest.formats.word import doc_numbers, doc_styles
from ingest.formats.word import doc_properties as properties
from ingest.formats.word.doc_file import File, paired
from ingest.formats.word.doc_properties import Properties
from ingest.formats.word.docx_numbers import Numbers
from ingest.formats.word.docx_text import symbol
from ingest.formats.word.word_flow import Filled, Paragraph, Row, plain

# signs that are no letters: ends of paragraphs and cells, breaks, places of notes, pictures, fields
END, CELL, PAGE = "\r", "\x07", "\x0c"
BEGINS, PARTS, ENDS = "\x13", "\x14", "\x15"
PICTURES = ("\x01", "\x08")
SIGNS = {"\x0b": "\n", "\x0e": "\n", PAGE: "\n", "\x1e": "\u2011"}  # what is seen of them; of all others nothing is
STOPS = re.compile(r"[\r\x07\x0c]")
SPECIAL = re.compile(r"[\0-\x08\x0b-\x1f]")
# parts of a file by their index
STYLES, SECTIONS, HEADERS, COMMENTS, LISTS, USES = 1, 6, 11, 5, 73, 74
NOTES = {"footnote": (2, 3), "endnote": (46, 47)}  # where they are referred to, and where each begins
ANCHORS, BOXES = 40, 56
ON = (1, 0x81)  # switched on, or to the other of what the style says
FIRST_HEADERS = 6  # texts before those of the first section: lines between notes and the text
OF_FOOTERS = (2, 3, 5)  # of six texts of a section
DEEPEST_FIELD = 50
FIELD = (PARTS, ENDS)
LINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
LONGEST_CODE = 2_000  # characters of what a field says to the program
NO_LIST = (0, 2047)
NOWHERE = -1  # where boxes hang that are part of a drawing: they stand behind the text


@dataclass(slots=True)
class Reader:
    """Reads a file once: `read` gives its paragraphs and rows; what else was found is told beside them."""

    file: File
    apart: dict[tuple[str, str], None] = field(default_factory=dict)  # headers, footers, comments: name and words
    links: dict[str, None] = field(default_factory=dict)
    styles: list[doc_styles.Style] = field(init=False)
    numbers: Numbers = field(init=False)
    _properties: Properties = field(init=False)
    _sections: set[int] = field(init=False)
    # by the place of what refers to a note its sign and the place of its text; by that of what a box hangs from those of its texts
    _marks: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    _boxes: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        file = self.file
        self.styles = doc_styles.read(file.part(STYLES))
        self.numbers = doc_numbers.read(file.part(LISTS, beyond=True), file.part(USES))
        self._properties = Properties(file)
        self._sections = {each - 1 for each in file.plex(SECTIONS, 12)[0][1:]}
        if not file.is_old:
            self._find_notes()
            self._find_boxes()

    def read(self) -> list[Filled]:
        """Return the paragraphs and rows of the text, with its notes and boxes."""
        filled = self._filled(*self.file.range_of("main"))
        for first, end in self._boxes.get(NOWHERE, ()):
            filled += self._filled(first, end, is_inner=True)
        for index, place in enumerate(self._texts("header", HEADERS)):
            if index >= FIRST_HEADERS:
                self._keep("page footer" if index % FIRST_HEADERS in OF_FOOTERS else "page header", *place)
        self._keep("page header", *self.file.range_of("header box"))
        for place in self._texts("comment", COMMENTS):
            self._keep("comment of the file", *place)
        return filled

    def _texts(self, name: str, index: int) -> Iterator[tuple[int, int]]:
        """Yield where each of the texts of one sort begins and ends; one that overlaps those before it is empty."""
        start, end = self.file.range_of(name)
        at = start
        for first, stop in pairwise(self.file.plex(index, 0)[0][:-1]):
            place = max(at, start + first), min(end, start + stop)
            yield place if place[0] < place[1] else (at, at)
            at = max(place)

    def _keep(self, name: str, start: int, end: int) -> None:
        words = "\n".join(filter(None, map(plain, self._filled(start, end))))
        if words:
            self.apart[name, words] = None

    def _find_notes(self) -> None:
        for kind, (references, texts) in NOTES.items():
            places, _ = self.file.plex(references, 2)
            for number, (place, (first, end)) in enumerate(
                zip(places, self._texts(kind, texts), strict=False), start=1
            ):
                self._marks[place] = (f"e{number}" if kind == "endnote" else str(number), first, end)

    def _find_boxes(self) -> None:
        places, anchors = self.file.plex(ANCHORS, 26)
        where = {int.from_bytes(anchor[:4], "little"): place for anchor, place in zip(anchors, places, strict=False)}
        begins, boxes = self.file.plex(BOXES, 22)
        at, end = self.file.range_of("box")
        start = at
        for box, (first, stop) in zip(boxes, pairwise(begins), strict=False):
            if at <= start + first < start + stop <= end:
                at = start + stop
                place = where.get(int.from_bytes(box[14:18], "little"), NOWHERE)
                self._boxes.setdefault(place, []).append((start + first, at))

    def _filled(self, start: int, end: int, is_inner: bool = False) -> list[Filled]:
        """Return what stands between two places; of what stands `is_inner`, notes and boxes are not looked for again."""
        filled: list[Filled] = []
        row: list[list[Paragraph]] = []
        cell: list[Paragraph] = []
        for first, stop in self._ends(start, min(end, len(self.file.text))):
            sign = self.file.text[stop - 1]
            said, style = self._properties.of_paragraph(stop - 1)
            if sign == CELL and said.get(properties.ROW_END):
                filled.append(Row([*row, cell] if cell else row))
                row, cell = [], []
                continue
            here = self._paragraph(first, stop, said, style, is_inner)
            if sign == CELL and not self.file.is_old:
                row.append([*cell, here])
                cell = []
            elif said.get(properties.IN_TABLE) and not self.file.is_old:
                cell.append(here)
            else:
                filled += [each for held in row for each in held] + cell
                row, cell = [], []
                filled.append(here)
        return filled + [each for held in row for each in held] + cell

    def _ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield where each paragraph begins, and where it ends, its sign with it."""
        at = start
        for match in STOPS.finditer(self.file.text, start, end):
            if match[0] != PAGE or match.start() in self._sections:
                yield at, match.end()
                at = match.end()
        if at < end:
            yield at, end

    def _paragraph(self, start: int, end: int, said: dict[int, int], number: int, is_inner: bool) -> Paragraph:
        here = Paragraph(style=number)
        style = self.styles[number] if number < len(self.styles) else doc_styles.Style()
        here.outline = said.get(properties.OUTLINE, style.outline)
        self._fill(here, start, end, "hidden text" if style.hidden else None, is_inner)
        if any(here.shown) or not here.apart:
            self._count(here, said, style)
        return here

    def _count(self, here: Paragraph, said: dict[int, int], style: doc_styles.Style) -> None:
        """Give a paragraph of a list its number."""
        list_id = said.get(properties.LIST, style.list_id)
        if list_id in NO_LIST:
            return
        level = said.get(properties.LEVEL, style.level)
        if level is None:
            level = self.numbers.level_of(str(list_id), str(here.style))
        here.number, here.depth = self.numbers.next(str(list_id), level), level + 1

    def _fill(self, here: Paragraph, start: int, end: int, name: str | None, is_inner: bool) -> None:
        """Fill a paragraph with its words; of fields only what they show."""
        fields: list[
            list[str] | None
        ] = []  # of each that is open: what it says to the program, until it shows something
        for first, stop, said in self._properties.of_characters(start, end):
            apart = _name(said) or name
            here.inserted |= said.get(properties.INSERTED) in ON
            at = first
            for words in self._pieces(first, stop):
                code = next((each for each in reversed(fields) if each is not None), None)
                if words == BEGINS and len(fields) < DEEPEST_FIELD:
                    fields.append([])
                elif words in FIELD and fields:
                    self._end_code(fields.pop())
                    fields += [None] if words == PARTS else []
                elif code is not None:
                    code.append(words)
                else:
                    self._say(here, words, at, said, apart, is_inner)
                at += len(words)

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        """Yield the letters between two places together, and each sign that is none by itself."""
        text, at = self.file.text, start
        for match in SPECIAL.finditer(text, start, end):
            if match.start() > at:
                yield text[at : match.start()]
            yield match[0]
            at = match.end()
        if at < end:
            yield text[at:end]

    def _say(
        self, here: Paragraph, words: str, cp: int, said: dict[int, int], apart: str | None, is_inner: bool
    ) -> None:
        if properties.SYMBOL in said:
            here.add(symbol(said[properties.SYMBOL] >> 16) * len(words), apart)
            return
        here.pictures += words in PICTURES
        if not is_inner and cp in self._marks and not apart:
            mark, first, end = self._marks[cp]
            here.shown.append(f"[{mark}]")
            here.notes.append((mark, self._filled(first, end, is_inner=True)))
        if not is_inner and cp in self._boxes:
            here.texts += [self._filled(first, end, is_inner=True) for first, end in self._boxes[cp]]
        here.add(SIGNS.get(words, "") if SPECIAL.match(words) else IN_TEXT.sub(LOST, paired(words)), apart)

    def _end_code(self, code: list[str] | None) -> None:
        """Keep the address that a field leads to: HYPERLINK "http://…"."""
        match = LINK.match("".join(code or ())[:LONGEST_CODE])
        if match:
            self.links[IN_TEXT.sub(LOST, paired(match[1]))] = None


def _name(said: dict[int, int]) -> str | None:
    """Return the name of the discard to which characters belong by their properties."""
    if said.get(properties.DELETED) in ON:
        return "deleted text"
    return "hidden text" if said.get(properties.HIDDEN) in ON else None
