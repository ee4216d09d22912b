"""Styles of an old file of Word: which paragraphs are headings, quotations or captions, hidden, or numbered ([MS-DOC] 2.9.271)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from ingest.formats.word import doc_properties as properties
from ingest.formats.word.doc_file import wide
from ingest.formats.word.docx_styles import DEEPEST, HEADING, TITLES

NIL = 0xFFF  # a style that is based on none
OF_PARAGRAPHS = 1
BODY_TEXT = 9  # an outline level that is none
LONGEST_NAME = 100  # characters
# the numbers of styles that every Word has, however they are called in its language
BUILT_IN = {
    **{number: f"heading {number}" for number in range(1, 10)},
    34: "caption",
    62: "title",
    74: "subtitle",
    84: "block text",
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs, with what it takes from those it is based on."""

    name: str = ""
    list_id: int = 0
    level: int | None = None
    outline: int | None = None
    hidden: bool = False


def read(data: bytes) -> list[Style]:
    """Return the styles by their numbers."""
    raw = list(_raw(data))
    return [_whole(index, raw) for index in range(len(raw))]


def _raw(data: bytes) -> list[tuple[Style, int]]:
    """Return each style as it stands there, and the number of the one that it is based on."""
    if len(data) < 6:
        return []
    header, count, size = struct.unpack_from("<HHH", data)
    at, found = 2 + header, []
    for _ in range(count):
        if at + 2 > len(data):
            break
        length = int.from_bytes(data[at : at + 2], "little")
        found.append(_style(data[at + 2 : at + 2 + length], size))
        at += 2 + length + length % 2
    return found


def _style(data: bytes, size: int) -> tuple[Style, int]:
    if len(data) < size + 2 or size < 10:
        return Style(), NIL
    number, kind, parts = struct.unpack_from("<HHH", data)
    if kind & 0xF != OF_PARAGRAPHS:
        return Style(), NIL
    length = int.from_bytes(data[size : size + 2], "little")
    at = size + 2 + 2 * length + 2
    name = wide(data[size + 2 : at - 2])[:LONGEST_NAME]
    own: list[dict[int, int]] = []
    for index in range(min(parts & 0xF, 2)):
        held = int.from_bytes(data[at : at + 2], "little")
        words = data[at + 2 : at + 2 + held]
        own.append(properties.values(words[2:] if index == 0 else words))
        at += 2 + held + held % 2
    paragraph, characters = (*own, {}, {})[:2]
    style = Style(
        BUILT_IN.get(number & 0xFFF, name),
        paragraph.get(properties.LIST, 0),
        paragraph.get(properties.LEVEL),
        paragraph.get(properties.OUTLINE),
        bool(characters.get(properties.HIDDEN, 0) & 1),
    )
    return style, kind >> 4


def _whole(index: int, raw: list[tuple[Style, int]]) -> Style:
    style, based = raw[index]
    for _ in range(DEEPEST):
        if based >= len(raw):
            break
        far, based = raw[based]
        style = replace(
            style,
            list_id=style.list_id or far.list_id,
            level=style.level if style.level is not None else far.level,
            outline=style.outline if style.outline is not None else _heading(far),
            hidden=style.hidden or far.hidden,
        )
    outline = _heading(style)
    return replace(style, outline=outline)


def _heading(style: Style) -> int | None:
    """Return the outline level (from 0) that a style says, by its name or by itself."""
    name = style.name.casefold()
    if match := HEADING.match(name):
        return int(match[1]) - 1
    return TITLES[name] - 1 if name in TITLES else style.outline
