"""RTF cut into groups, control words and characters (Rich Text Format Specification 1.9.1), each with its place in the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# "\par", "\u8217", "\li-360 "; "\'e9"; "\~", "\*"; "{"; "words"
TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40}+)(?P<value>-?\d{1,10}+)? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}]++)",
    re.DOTALL,
)
LINE_ENDS = b"\r\n"

# the codecs of Python by the numbers that \ansicpg and \cpg name, where they are not "cp" and the number
CODE_PAGES = {
    10000: "mac_roman",
    65001: "utf-8",
    936: "gb18030",
    1361: "johab",
    10007: "mac_cyrillic",
    54936: "gb18030",
    0: "cp1252",
}
# by the numbers that \fcharset names
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = "symbol"  # a font whose letters are signs
SYMBOL_CHARSET = 2
BULLETS = b"\xb7\xa7\xd8"
# control words that stand for a sign
SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "zwbo": "\u200b", "ltrmark": "\u200e", "rtlmark": "\u200f", "page": "\n", "column": "\n",
}  # fmt: skip
SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}


class Token(NamedTuple):
    """A control word with its number, a brace, a symbol, or bytes; one of them, and where it stands."""

    word: str
    value: int | None
    brace: str
    symbol: bytes
    data: bytes
    start: int
    end: int


def tokens(data: bytes) -> Iterator[Token]:
    """Yield what stands in a file, in order; bytes behind `\\bin` are passed over."""
    at = 0
    while match := TOKEN.search(data, at):
        at = match.end()
        start, end = match.span()
        word, value, hexadecimal, symbol, brace, text = match.groups()
        if word is not None:
            number = int(value) if value is not None else None
            name = word.decode("ascii")
            if name == "bin" and number:
                at += max(0, number)
            yield Token(name, number, "", b"", b"", start, end)
        elif text is not None:
            yield Token("", None, "", b"", text.translate(None, LINE_ENDS), start, end)
        elif hexadecimal is not None:
            yield Token("", None, "", b"", bytes.fromhex(hexadecimal.decode("ascii")), start, end)
        elif brace is not None:
            yield Token("", None, brace.decode("ascii"), b"", b"", start, end)
        else:
            yield Token("", None, "", symbol, b"", start, end)


def codec_of(number: int | None) -> str | None:
    """Return the codec of a code page, or None where there is none."""
    if number is None or not 0 <= number < 100_000:
        return None
    name = CODE_PAGES.get(number, f"cp{number}")
    try:
        b" ".decode(name)
    except LookupError:
        return None
    return name


def decoded(data: bytes, codec: str) -> str:
    """Return the characters of bytes; U+FFFD stands for one that is none."""
    if codec == SYMBOL:
        return "".join("•" if byte in BULLETS else chr(byte) if byte == 32 else "\ufffd" for byte in data)
    return data.decode(codec, "replace")
