"""Lists of an old file of Word, as the counter of Word's numbers knows them ([MS-DOC] 2.9.131, 2.9.147, 2.9.150)."""

from __future__ import annotations

import struct
from dataclasses import replace

from ingest.formats.word.doc_file import wide
from ingest.formats.word.docx_numbers import LEVELS, Level, Numbers

LIST, LEVEL, USE, OVERRIDE = 28, 28, 16, 8  # bytes of a list, the head of a level, a use of a list, a changed level
MOST = 20_000  # levels
FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal", 6: "cardinalText", 7: "ordinalText",
    22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
LEGAL, NEVER_RESTARTS = 0x04, 0x08
NO_GAP = 2
CHANGES_START, CHANGES_FORM = 0x10, 0x20


def read(lists: bytes, uses: bytes) -> Numbers:
    """Return the lists; `lists` goes on behind its own end, where their levels stand, `uses` are what paragraphs name, from 1."""
    numbers = Numbers()
    try:
        _lists(lists, numbers)
        _uses(uses, numbers)
    except (struct.error, IndexError):  # it breaks off: what was read counts
        pass
    return numbers


def _lists(data: bytes, numbers: Numbers) -> None:
    if not data:
        return
    (count,) = struct.unpack_from("<H", data)
    at = 2 + LIST * count
    for index in range(min(count, MOST // LEVELS)):
        (id,) = struct.unpack_from("<i", data, 2 + LIST * index)
        styles = struct.unpack_from("<9H", data, 2 + LIST * index + 8)
        is_simple = data[2 + LIST * index + 26] & 1
        levels: dict[int, Level] = {}
        for number in range(1 if is_simple else LEVELS):
            level, at = _level(data, at)
            levels[number] = replace(level, style=str(styles[number]))
        numbers.lists[str(id)] = levels


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return a level, and where it ends."""
    start, form, flags = struct.unpack_from("<iBB", data, at)
    follows, of_characters, of_paragraph, restart = data[at + 15], data[at + 24], data[at + 25], data[at + 26]
    places = data[at + 6 : at + 15]
    at += LEVEL + of_characters + of_paragraph
    (length,) = struct.unpack_from("<H", data, at)
    words = wide(data[at + 2 : at + 2 + 2 * length])
    level = Level(
        max(0, min(start, 1_000_000)),
        FORMS.get(form, f"number {form}"),
        _pattern(words, places),
        bool(flags & LEGAL),
        restart if flags & NEVER_RESTARTS else None,
        follows != NO_GAP,
    )
    return level, at + 2 + 2 * length


def _pattern(words: str, places: bytes) -> str:
    """Return the words around numbers as Word writes them since: "%1.%2"."""
    numbered = {place - 1 for place in places if place}
    return "".join(
        f"%{ord(sign) + 1}" if n in numbered and ord(sign) < LEVELS else sign for n, sign in enumerate(words)
    )


def _uses(data: bytes, numbers: Numbers) -> None:
    if not data:
        return
    (count,) = struct.unpack_from("<I", data)
    at = 4 + USE * count
    for index in range(min(count, MOST)):
        (id,) = struct.unpack_from("<i", data, 4 + USE * index)
        changed = data[4 + USE * index + 12]
        at += 4
        starts: dict[int, int] = {}
        own: dict[int, Level] = {}
        for _ in range(changed):
            start, flags = struct.unpack_from("<iI", data, at)
            at, level = at + OVERRIDE, flags & 0xF
            if flags & CHANGES_FORM:
                own[level], at = _level(data, at)
                start = own[level].start
            if flags & CHANGES_START:
                starts[level] = max(0, min(start, 1_000_000))
                own[level] = replace(
                    own.get(level, numbers.lists.get(str(id), {}).get(level, Level())), start=starts[level]
                )
        numbers.used[str(index + 1)] = (str(id), starts, own)
