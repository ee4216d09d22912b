"""Old Word documents with texts, properties and lists of our choosing, as Word 97 keeps them ([MS-DOC])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import accumulate

from tests.compound import CUTOFF, compound

TEXT = 0x400  # where the text begins in its stream
PAGE = 512
NIL = 0xFFF


@dataclass(frozen=True)
class Run:
    """Characters that have the same properties, those as bytes."""

    text: str
    properties: bytes = b""


@dataclass(frozen=True)
class P:
    """A paragraph: its runs, the number of its style, its properties, and the sign that ends it."""

    runs: tuple[Run, ...]
    style: int = 0
    properties: bytes = b""
    end: str = "\r"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs) + self.end


@dataclass
class Parts:
    """What stands in the second stream: a part by its index in the header."""

    found: dict[int, tuple[int, int]] = field(default_factory=dict)
    data: bytearray = field(default_factory=lambda: bytearray(16))

    def put(self, index: int, part: bytes, beyond: bytes = b"") -> None:
        self.found[index] = (len(self.data), len(part))
        self.data += part + beyond


def p(*runs: str | Run, style: int = 0, **properties: int | tuple[int, int]) -> P:
    """Return a paragraph; `numbered` is the number of a list and a level, `outline` the level of a heading."""
    found = b""
    if isinstance(numbered := properties.get("numbered"), tuple):
        found += struct.pack("<HBHH", 0x260A, numbered[1], 0x460B, numbered[0])
    if isinstance(outline := properties.get("outline"), int):
        found += struct.pack("<HB", 0x2640, outline)
    return P(tuple(Run(halves(each)) if isinstance(each, str) else each for each in runs), style, found)


def halves(text: str) -> str:
    """Return a text in which a character that needs two of UTF-16 is two."""
    return "".join(
        sign if sign < "\U00010000" else "".join(map(chr, struct.unpack("<HH", sign.encode("utf-16-le"))))
        for sign in text
    )


def row(*cells: str) -> list[P]:
    """Return the cells of a row of a table, and the end of the row."""
    inside = struct.pack("<HB", 0x2416, 1)
    edges = struct.pack(f"<B{len(cells) + 1}h", len(cells), *range(0, 2_500 * (len(cells) + 1), 2_500))
    ends = (
        inside
        + struct.pack("<HB", 0x2417, 1)
        + struct.pack("<HH", 0xD608, len(edges) + 20 * len(cells) + 1)
        + edges
        + bytes(20 * len(cells))
    )
    return [*(P((Run(cell),), 0, inside, "\x07") for cell in cells), P((), 0, ends, "\x07")]


def deleted(text: str) -> Run:
    return Run(text, struct.pack("<HB", 0x0800, 1))


def inserted(text: str) -> Run:
    return Run(text, struct.pack("<HB", 0x0801, 1))


def hidden(text: str) -> Run:
    return Run(text, struct.pack("<HB", 0x083C, 1))


def sign(code: int) -> Run:
    return Run("(", struct.pack("<HHH", 0x6A09, 0, code))


def style(
    number: int, name: str, based: int = NIL, properties: bytes = b"", characters: bytes = b"", kind: int = 1
) -> bytes:
    """Return a style of paragraphs: the number that Word has for it (0xFFE for one of its maker's), and its name."""
    head = struct.pack("<HHHHH", number, based << 4 | kind, NIL << 4 | 2, 0, 0)
    words = struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    return head + words + b"".join(map(_even, (b"\0\0" + properties, characters)))


def level(form: int, pattern: str, start: int = 1, flags: int = 0, follows: int = 0) -> bytes:
    """Return a level of a list; in its pattern "%1" stands for the number of the first."""
    words, places = "", []
    while pattern:
        if pattern[0] == "%":
            words, pattern = words + chr(int(pattern[1]) - 1), pattern[2:]
            places.append(len(words))
        else:
            words, pattern = words + pattern[0], pattern[1:]
    head = struct.pack("<iBB9sBiiBBBB", start, form, flags, bytes(places), follows, 0, 0, 0, 0, 0, 0)
    return head + struct.pack("<H", len(words)) + words.encode("utf-16-le")


def doc(
    *paragraphs: P,
    styles: tuple[bytes, ...] = (),
    lists: tuple[tuple[bytes, ...], ...] = (),
    uses: tuple[tuple[int, dict[int, int]], ...] = (),
    notes: tuple[tuple[P, ...], ...] = (),
    headers: tuple[str, ...] = (),
    comments: tuple[str, ...] = (),
    is_narrow: bool = False,
    flags: int = 0,
) -> bytes:
    """Return a document. `uses` are what paragraphs number themselves by, from 1: the index of a list, and levels that begin elsewhere.

    Of the main text each sign U+0002 refers to the next of `notes`; `headers` are the six of one section.
    """
    texts = ["".join(each.text for each in paragraphs), "", "", "", "", "", "", ""]
    all_paragraphs, parts = list(paragraphs), Parts()
    if notes:
        texts[1] = _notes(notes, texts[0], parts)
        all_paragraphs += [*(each for note in notes for each in note), P((), 0)]
    if headers:
        texts[2] = _texts(("", "", "", "", "", "", *headers), parts, 11)
        all_paragraphs += [P((Run(words),)) for words in headers if words] + [P((), 0)]
    if comments:
        texts[4] = _texts(comments, parts, 5)
        all_paragraphs += [P((Run(words),)) for words in comments] + [P((), 0)]
    text = "".join(texts)
    assert text == "".join(each.text for each in all_paragraphs)
    _styles(styles, parts)
    _lists(lists, uses, parts)
    data = text.encode("cp1252") if is_narrow else text.encode("utf-16-le", "surrogatepass")
    width = 1 if is_narrow else 2
    fc = TEXT * 2 | 1 << 30 if is_narrow else TEXT
    parts.put(33, b"\x02" + struct.pack("<IIIHIH", 16, 0, len(data) // width, 0, fc, 0))
    main = bytearray(bytes(TEXT) + data)
    _pages(main, all_paragraphs, width, parts)
    lengths = list(map(len, texts))
    main[:12] = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x409, 0, 0x0200 | flags)
    main[32:34], main[62:64], main[152:154] = b"\x0e\0", b"\x16\0", b"\x5d\0"
    main[0x4C : 0x4C + 32] = struct.pack("<8i", *lengths)
    for index, place in parts.found.items():
        main[0x9A + 8 * index : 0xA2 + 8 * index] = struct.pack("<II", *place)
    return _saved({"WordDocument": bytes(main), "1Table": bytes(parts.data)})


def old(text: str, flags: int = 0, encoding: str = "cp1252", of_mac: bool = False, count: int = 0) -> bytes:
    """Return a document of Word 6; `count` is how many characters it says that it has."""
    main = bytearray(TEXT) + text.encode(encoding)
    main[:12] = struct.pack("<HHHHHH", 0xA5DC, 0x65, 0, 0x409, 0, flags)
    main[0x14:0x16] = struct.pack("<H", 0x100 if of_mac else 0)
    main[0x18:0x1C], main[0x34:0x38] = struct.pack("<I", TEXT), struct.pack("<I", count or len(text))
    return _saved({"WordDocument": bytes(main)})


def _saved(streams: dict[str, bytes]) -> bytes:
    """Return a compound file of streams so long that none stands among the small ones, as in every file of Word."""
    return compound({name: data.ljust(CUTOFF, b"\0") for name, data in streams.items()})


def _even(part: bytes) -> bytes:
    return struct.pack("<H", len(part)) + part + bytes(len(part) % 2)


def _notes(notes: tuple[tuple[P, ...], ...], main: str, parts: Parts) -> str:
    places = [at for at, sign in enumerate(main) if sign == "\x02"]
    assert len(places) == len(notes)
    parts.put(
        2, struct.pack(f"<{len(notes) + 1}I", *places, len(main)) + struct.pack(f"<{len(notes)}H", *[1] * len(notes))
    )
    return _texts(tuple("".join(each.text for each in note)[:-1] for note in notes), parts, 3)


def _texts(words: tuple[str, ...], parts: Parts, index: int) -> str:
    """Write some short texts one behind the other, with an empty paragraph behind them, and where each begins."""
    ended = [f"{each}\r" if each else "" for each in words]
    places = [0, *accumulate(map(len, ended))]
    parts.put(index, struct.pack(f"<{len(places) + 1}I", *places, places[-1] + 1))
    return "".join(ended) + "\r"


def _styles(styles: tuple[bytes, ...], parts: Parts) -> None:
    header = struct.pack("<HHHHHHHHH", len(styles), 10, 1, 0, 0, 0, 0, 0, 0)
    held = b"".join(_even(each) if each else b"\0\0" for each in styles)
    parts.put(1, struct.pack("<H", len(header)) + header + held)


def _lists(lists: tuple[tuple[bytes, ...], ...], uses: tuple[tuple[int, dict[int, int]], ...], parts: Parts) -> None:
    heads = b"".join(struct.pack("<ii9HBB", 1000 + n, 0, *[NIL] * 9, len(each) == 1, 0) for n, each in enumerate(lists))
    held = b"".join(b"".join((each * 9)[:9] if len(each) > 1 else each) for each in lists)
    parts.put(73, struct.pack("<H", len(lists)) + heads, held)
    heads = b"".join(struct.pack("<iIIBBBB", 1000 + n, 0, 0, len(starts), 0, 0, 0) for n, starts in uses)
    held = b"".join(
        b"\xff\xff\xff\xff" + b"".join(struct.pack("<iI", start, at | 0x10) for at, start in starts.items())
        for _, starts in uses
    )
    parts.put(74, struct.pack("<I", len(uses)) + heads + held)


def _pages(main: bytearray, paragraphs: list[P], width: int, parts: Parts) -> None:
    """Write the properties of paragraphs and of characters, each page with one stretch."""
    for index, stretches in ((13, _of_paragraphs(paragraphs)), (12, _of_characters(paragraphs))):
        places, numbers = [TEXT], []
        for length, properties in stretches:
            main += bytes(-len(main) % PAGE)
            numbers.append(len(main) // PAGE)
            end = places[-1] + width * length
            page = bytearray(PAGE)
            page[:8], page[8], page[-1] = struct.pack("<II", places[-1], end), (PAGE - 2 - len(properties)) // 2, 1
            page[2 * page[8] : 2 * page[8] + len(properties)] = properties
            if not properties:
                page[8] = 0
            main += page
            places.append(end)
        parts.put(index, struct.pack(f"<{len(places)}I", *places) + struct.pack(f"<{len(numbers)}I", *numbers))


def _of_paragraphs(paragraphs: list[P]) -> list[tuple[int, bytes]]:
    found = []
    for each in paragraphs:
        held = struct.pack("<H", each.style) + each.properties
        held += bytes(1 - len(held) % 2)
        found.append((len(each.text), bytes([(len(held) + 1) // 2]) + held))
    return found


def _of_characters(paragraphs: list[P]) -> list[tuple[int, bytes]]:
    return [
        (len(run.text), bytes([len(run.properties)]) + run.properties if run.properties else b"")
        for each in paragraphs
        for run in (*each.runs, Run(each.end))
        if run.text
    ]
