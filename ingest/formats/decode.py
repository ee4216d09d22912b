"""Bytes to text, so that the same bytes can be had back."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.blocks import Block, Pages, Split
from ingest.formats.single_byte import found as found_in
from ingest.formats.single_byte import of_other_alphabet
from ingest.formats.western import doubt, is_foreign

# A control character that does not stand in text: files with them are not text, whatever their name.
BINARY = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\b"))
IN_TEXT = re.compile(f"[{BINARY.decode('ascii')}]")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# the names of encodings that take the mark away when they read, and write it again before every piece
MARKED = ("utf-8-sig", "utf-16", "utf16", "utf-32", "utf32")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
LOST = "\ufffd"  # what stands for a byte that cannot be read
FEWEST_SIGNS = 500  # for each lost byte: what has more of them is no text
FEW_OF_MANY = 3  # signs in UTF-8 for each wrong byte: fewer may as well be Windows-1252
SHORTEST = 100  # characters of a text that is worth mending
UNKNOWN = "its encoding is not known; declare it with `encoding:`{}."
MAY_BE = " (it may be in {})"
READ_AS = "nothing says in which encoding it is; it is read as {0}, for as Windows-1252 it has no words: declare `encoding: {0}` if that is right"
OTHER = "nothing says in which encoding it is; it is read as Windows-1252, but may be in {0}: declare its `encoding:`"
DOUBT = "signs stand within its words, as in a text that is not in Windows-1252 but was read as such; if it is not, declare its `encoding:`"
NOT_TEXT = "it holds control characters and is not text; give it the name of its format, or declare its `encoding:`."


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text (in characters), and the bytes of the file that it was made of."""

    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and what its format found while making it.

    Where the text is the bytes in another spelling, `encoding` gives them back, and a byte order mark is the first
    character of the text. Where words were taken out of something else (a page, a mailbox, a PDF) there is none: `split`
    then holds the blocks, in places of `text`, and `runs`, in order, say which bytes a stretch was made of, where that is
    known. A format that has a `split` of its own besides gives only what stands behind the text that is split (comments,
    form fields), and problems. `pages` is the page furniture, where the format has pages; `headings` are stretches of the text that
    is split which the format knows to be headings, in order and apart.
    """

    text: str
    encoding: str | None
    split: Split | None = None
    runs: tuple[Run, ...] = ()
    pages: Pages | None = None
    headings: tuple[Block, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`: as declared, as its byte order mark says, as UTF-8, or as Windows-1252 if it can be that.

    A text in another single-byte encoding is read in that if no other makes words of it, with a problem that says so. One
    with a few wrong bytes is read with U+FFFD in their place, and a problem that says so; its bytes cannot be had back
    then. Raises UnreadableError where it is not text, DeclarationError where it is not in the encoding declared, or where
    that would not give the same bytes back.
    """
    if declared is None and b"\0" in data and _is_no_text(data):
        raise UnreadableError(NOT_TEXT)
    found = None if declared else _not_utf8(data)
    if found:
        return found
    for encoding in _candidates(data, declared):
        try:
            text = data.decode(encoding)
            again = text.encode(encoding)
        except (LookupError, ValueError) as error:
            if declared:
                raise DeclarationError(
                    f"encoding: it cannot be read as {declared} ({error}); declare the right one, or take the key out."
                ) from None
            continue
        if _is_binary(text, data, encoding):
            return _mended(IN_TEXT.sub(LOST, text), "are control characters", NOT_TEXT)
        if again == data:
            return Decoded(text, encoding)
    if declared:
        raise DeclarationError(
            f"encoding: {declared} does not give the same bytes back; declare the exact one, as utf-16-le."
        )
    if b"\0" in data or data.startswith(codecs.BOM_UTF16_LE) or data.startswith(codecs.BOM_UTF16_BE):
        raise UnreadableError(NOT_TEXT)
    if found_in(data)[1]:
        raise UnreadableError(unknown(data))
    text = IN_TEXT.sub(LOST, data.decode("cp1252", "replace"))
    return _mended(text, "are in no encoding that is known", unknown(data))


def unknown(data: bytes) -> str:
    """Return the sentence on a text whose encoding is not known, with those that it may be in."""
    name = of_other_alphabet(data)
    names = [name] if name else found_in(data)[1]
    return UNKNOWN.format(MAY_BE.format(" or ".join(names)) if names else "")


def _is_no_text(data: bytes) -> bool:
    """Tell bytes that are no text in any encoding, before they are decoded: of a large file that takes a minute."""
    if any(data.startswith(bom) for bom, _ in BOMS):
        return False
    return len(data) - len(data.translate(None, BINARY)) > max(1, len(data) // FEWEST_SIGNS)


def _not_utf8(data: bytes) -> Decoded | None:
    """Return a text that is not in UTF-8, or has a wrong byte here and there; None where it is in no encoding that is tried here."""
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    lost = text.count(LOST)
    right = len(BEYOND_ASCII.findall(text)) - lost
    if any(data.startswith(bom) for bom, encoding in BOMS if encoding != "utf-8"):
        return None
    if right >= lost * FEW_OF_MANY:
        return _mended(IN_TEXT.sub(LOST, text), "are not UTF-8", NOT_TEXT)
    return None if data.startswith(codecs.BOM_UTF8) else _unnamed(data)


def _unnamed(data: bytes) -> Decoded | None:
    """Return a text in a single-byte encoding that nothing names. Raises UnreadableError where its letters are of another alphabet."""
    name, names = found_in(data)
    try:
        text = data.decode(name or "cp1252")
    except UnicodeDecodeError:
        return None
    if _is_binary(text, data, "cp1252"):
        return None
    if not name and is_foreign(text):
        raise UnreadableError(unknown(data))
    first = BEYOND_ASCII.search(text) if names else None
    if first:
        reason = READ_AS.format(name) if name else OTHER.format(" or ".join(names))
        return Decoded(text, name or "cp1252", Split([], problems=[(reason, first.start(), first.end())]))
    odd = doubt(text)
    return Decoded(text, "cp1252", None if odd is None else Split([], problems=[(DOUBT, odd, odd + 1)]))


def _mended(text: str, fault: str, refusal: str) -> Decoded:
    """Return a text with the place of what is lost. Raises UnreadableError where that is more than here and there."""
    lost = text.count(LOST)
    if lost > max(1, len(text) // FEWEST_SIGNS) or len(text) < SHORTEST:
        raise UnreadableError(refusal)
    at = text.index(LOST)
    reason = (
        f"{lost} of its bytes {fault}; {LOST} stands for each of them. Get a whole copy, or declare its `encoding:`"
    )
    return Decoded(text, None, Split([], problems=[(reason, at, at + 1)]))


def _is_binary(text: str, data: bytes, encoding: str) -> bool:
    if encoding in ("utf-8", "cp1252"):  # each of their control characters is one byte of the same number
        return len(data.translate(None, BINARY)) < len(data)
    return IN_TEXT.search(text) is not None


def _candidates(data: bytes, declared: str | None) -> tuple[str, ...]:
    """Return the encodings to try; with a byte order mark, the one that leaves the mark in the text."""
    marked = next((encoding for bom, encoding in BOMS if data.startswith(bom)), None)
    if declared is None or not data:
        return (marked,) if marked else ("utf-8", "cp1252")
    name = declared.casefold().replace("_", "-")
    return (marked,) if marked and name in (*MARKED, marked) else (declared,)
