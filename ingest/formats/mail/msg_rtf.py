"""RTF of Outlook: packed ([MS-OXRTFCP]), and in it the HTML or the plain text that a message was written in ([MS-OXRTFEX])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.word.rtf_reader import MOST_TOKENS
from ingest.formats.word.rtf_tokens import CHARSETS, SIGNS, SYMBOLS, Token, codec_of, decoded, tokens
from ingest.formats.word.rtf_words import NOT_READ

HEADER = struct.Struct("<IIII")  # bytes behind this number, bytes unpacked, the mark, a checksum
PACKED, BARE = 0x75465A4C, 0x414C454D  # "LZFu", "MELA"
WINDOW = 4096
# what stands in the window before anything is unpacked
BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New "
    b"RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
MOST = 50_000_000  # bytes unpacked
FRONT = 600  # bytes at the top in which RTF says what it was made of
HTML, TEXT = b"\\fromhtml", b"\\fromtext"
DEEPEST = 10_000  # groups
TOO_MANY = f"the RTF of it has more than {MOST_TOKENS:,} control words and groups; save the message as .eml."
MOST_SKIPPED = 100  # characters that stand for one
# groups of which nothing was in the HTML
SILENT = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pntext", "listtext", "mhtmltag", *NOT_READ))


def unpacked(data: bytes) -> bytes:
    """Return RTF as it was before it was packed; as much as there is of one that is broken or says that it is longer."""
    if len(data) < HEADER.size:
        return b""
    _, size, mark, _ = HEADER.unpack_from(data)
    if mark == BARE:
        return data[HEADER.size :][:size]
    if mark != PACKED:
        return b""
    return _window(data, min(size, MOST))


def _window(data: bytes, size: int) -> bytes:
    """Unpack: eight times a byte, or a place in the last 4,096 bytes and how many are repeated from there."""
    found = bytearray(BEFORE)
    start, at, end = len(BEFORE), HEADER.size, len(data)
    # places count from the beginning of a ring, in which the first byte unpacked stands behind BEFORE
    while at < end and len(found) - start < size:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                if at >= end:
                    return bytes(found[start:][:size])
                found.append(data[at])
                at += 1
                continue
            if at + 1 >= end:
                return bytes(found[start:][:size])
            pair = data[at] << 8 | data[at + 1]
            at += 2
            back = (len(found) - (pair >> 4)) % WINDOW
            if not back:  # the place that is written next is the end
                return bytes(found[start:][:size])
            _repeat(found, back, (pair & 15) + 2)
    return bytes(found[start:][:size])


def _repeat(found: bytearray, back: int, count: int) -> None:
    if back > len(found):  # before the beginning, where there is nothing
        found += bytes(count)
        return
    run = found[len(found) - back :][:count] if back <= count else found[len(found) - back : len(found) - back + count]
    found += (run * (count // len(run) + 1))[:count]


def written_in(rtf: bytes) -> str:
    """Return what RTF was made of: "html", "text", or nothing for RTF that was written as such."""
    front = rtf[:FRONT]
    return "html" if HTML in front else "text" if TEXT in front else ""


def taken_out(rtf: bytes) -> str:
    """Return the HTML, or the plain text, that RTF was made of."""
    reader = _Reader()
    for n, token in enumerate(tokens(rtf)):
        if n > MOST_TOKENS:
            raise UnreadableError(TOO_MANY)
        if not reader.take(token):
            break
    reader.flush()
    return "".join(reader.parts)


@dataclass(slots=True)
class _State:
    """What holds in a group until it ends."""

    silent: bool = False
    is_rtf: bool = False  # \htmlrtf: words for those who read no HTML
    in_fonts: bool = False
    is_tag: bool = False  # \htmltag
    font: int | None = None
    skips: int = 1  # characters behind \u that stand for it where it is not known


@dataclass(slots=True)
class _Reader:
    """The words that are taken out so far, and what holds where they are read."""

    page: str = "cp1252"
    usual: int | None = None  # the font where none is named
    fonts: dict[int, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    skip: int = 0
    star: bool = False
    _bytes: bytearray = field(default_factory=bytearray)
    _units: bytearray = field(default_factory=bytearray)
    _codec: str = ""

    def take(self, token: Token) -> bool:
        """Take what stands there; return whether something may follow."""
        if token.brace:
            return self._brace(token.brace)
        if token.word:
            star, self.star = self.star, False
            self._word(token.word, token.value, star)
        elif token.symbol == b"*":
            self.star = True
        elif token.symbol:
            self._symbol(token.symbol)
        else:
            data, self.skip = token.data[self.skip :], max(0, self.skip - len(token.data))
            self._characters(data)
        return True

    def flush(self) -> None:
        """Write the characters that were taken."""
        if self._bytes:
            self.parts.append(decoded(bytes(self._bytes), self._codec))
            self._bytes.clear()
        if self._units:
            self.parts.append(self._units.decode("utf-16-le", "replace"))
            self._units.clear()

    @property
    def is_read(self) -> bool:
        return not self.state.silent and not self.state.is_rtf

    def _brace(self, brace: str) -> bool:
        self.skip, self.star = 0, False
        if brace == "{":
            here = self.state
            self.stack.append(here)
            self.state = _State(here.silent, here.is_rtf, here.in_fonts, False, here.font, here.skips)
            return len(self.stack) <= DEEPEST
        if self.stack:
            self.state = self.stack.pop()
        return bool(self.stack)

    def _word(self, word: str, value: int | None, star: bool) -> None:
        state = self.state
        if word == "fonttbl":
            state.silent = state.in_fonts = True
        elif word == "htmltag":
            state.silent, state.is_tag = False, True
        elif word == "htmlrtf":
            state.is_rtf = value != 0
        elif word == "f":
            state.font = value
        elif word == "deff":
            self.usual = value
        elif state.in_fonts:
            self._font(word, value)
        elif word == "ansicpg":
            self.page = codec_of(value) or self.page
        elif word == "uc":
            state.skips = min(max(1 if value is None else value, 0), MOST_SKIPPED)
        elif star or word in SILENT:
            state.silent = True
        else:
            self._said(word, value)

    def _said(self, word: str, value: int | None) -> None:
        """Write what a control word stands for."""
        if word == "u" and value is not None:
            self.skip = self.state.skips
            if self.is_read:
                if self._bytes:
                    self.flush()
                self._units += (value & 0xFFFF).to_bytes(2, "little")
        elif self.is_read and (word in SIGNS or word == "par"):
            if self.skip:
                self.skip -= 1
            else:
                self._say("\n" if word == "par" else SIGNS[word])

    def _symbol(self, symbol: bytes) -> None:
        if self.skip:
            self.skip -= 1
        elif self.is_read and (symbol in SYMBOLS or symbol in b"\r\n"):
            self._say(SYMBOLS.get(symbol, "\n"))

    def _say(self, words: str) -> None:
        self.flush()
        self.parts.append(words)

    def _font(self, word: str, value: int | None) -> None:
        number = -1 if value is None else value
        found = CHARSETS.get(number) if word == "fcharset" else codec_of(value) if word == "cpg" else None
        if found and self.state.font is not None:
            self.fonts[self.state.font] = found

    def _characters(self, data: bytes) -> None:
        if not data or not self.is_read:
            return
        state = self.state
        font = self.usual if state.font is None else state.font
        codec = self.page if state.is_tag or font is None else self.fonts.get(font, self.page)
        if self._units or codec != self._codec:
            self.flush()
        self._codec = codec
        self._bytes += data
