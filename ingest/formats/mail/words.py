"""Words of an e-mail: bytes in the encoding that a header names, and the encoded words of headers."""

from __future__ import annotations

import re
from binascii import Error as BadBase64
from binascii import a2b_base64, a2b_qp, a2b_uu
from collections.abc import Iterator

from ingest.formats.decode import BINARY

# "=?utf-8?Q?Lo=C3=B6s?=", "=?iso-8859-1*en?b?…?="
ENCODED = re.compile(r"=\?(?P<charset>[\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?(?P<how>[bBqQ])\?(?P<words>[^?]{0,2000})\?=")
# "begin 644 minutes.doc"
UU_BEGINS = re.compile(rb"(?:\A|\n)begin [0-7]{3,4} [^\n]*\n")
# what no text can hold: control characters, and halves of characters, which UTF-7 can spell
NO_TEXT = re.compile("[\ud800-\udfff" + re.escape(BINARY.decode("ascii")) + "]")
SPACE = re.compile(r"\s+")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
SPACES = re.compile(rb"\s")
PADDING = re.compile(rb"=+")
# "To leave the list, …", "_______": no line of base64
FOOTER = re.compile(rb"\S[ \t]{1,3}\S|_{5}")

# What programs write, and what they mean by it: the larger set, as the Encoding Standard of the WHATWG has it.
MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "ansi_x3.4-1968": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "windows-1252": "cp1252", "x-ansi": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932", "shift-jis": "cp932",
    "x-sjis": "cp932", "iso-2022-jp": "iso2022_jp_ext", "iso-8859-8-i": "iso8859_8", "iso-8859-8-e": "iso8859_8",
    "unicode-1-1-utf-7": "utf_7", "x-unicode-2-0-utf-7": "utf_7", "unicode-1-1-utf-8": "utf_8", "utf8": "utf_8",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "x-macroman": "mac_roman", "cp-850": "cp850",
}  # fmt: skip
# codecs of Python that spell text in another way, slowly or with escapes: no mail program writes them
NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
MISREAD = "it is labelled {label}, but it is UTF-8, and is read as such"
UNKNOWN = "its encoding is not known by the name it gives; it is read as UTF-8 where it can be, else as Windows-1252"
BROKEN = "bytes in it are not of the encoding that it names; � stands in their place"
ODD = "it holds characters that are no text; � stands in their place"
CUT = "its base64 is broken; what can be read of it stands here"


def words_of(data: bytes, label: str | None) -> tuple[str, list[str]]:
    """Return the text of `data`, whose charset is `label`, and what is wrong with it as sentences."""
    text, problems = _decoded(data, (label or "").strip().casefold())
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    clean = NO_TEXT.sub("\ufffd", text)
    return clean, problems if clean == text else [*problems, ODD]


def _decoded(data: bytes, label: str) -> tuple[str, list[str]]:
    codec = MEANT.get(label, label)
    if codec in ("", "cp1252"):
        text = _as(data, "utf-8")
        if text is None:
            return _windows(data)
        labelled = label in MEANT and "ascii" not in label and not data.isascii()
        return text, [MISREAD.format(label=label)] if labelled else []
    if not _is_known(codec):
        text = _as(data, "utf-8")
        return (text, [] if data.isascii() else [UNKNOWN]) if text is not None else (_windows(data)[0], [UNKNOWN])
    text = _as(data, codec)
    return (text, []) if text is not None else (data.decode(codec, "replace"), [BROKEN])


def _is_known(codec: str) -> bool:
    """Tell whether Python has a codec of this name that makes text of bytes (b"".decode would not look)."""
    try:
        return codec.replace("-", "_") not in NO_CHARSETS and bool(b"    ".decode(codec, "replace"))
    except (LookupError, ValueError):
        return False


def _as(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _windows(data: bytes) -> tuple[str, list[str]]:
    text = data.decode("cp1252", "replace")
    return text, [BROKEN] if "\ufffd" in text else []


def transferred(data: bytes, encoding: str) -> tuple[bytes, list[str]]:
    """Return the bytes that `data` stands for in a Content-Transfer-Encoding, and what is wrong with it."""
    if encoding == "base64":
        return from_base64(data)
    if encoding == "quoted-printable":
        return a2b_qp(data), []
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uu(data)
    return data, []


def from_base64(data: bytes) -> tuple[bytes, list[str]]:
    """Return what `data` holds in base64, as far as it can be read.

    A list of words below it, which mailing lists append to a message without looking, stays as it is.
    """
    footer = FOOTER.search(data)
    below = data.rfind(b"\n", 0, footer.start()) + 1 if footer else len(data)
    found, odd = [], False
    for chunk in PADDING.split(data[:below]):
        signs = NOT_BASE64.sub(b"", chunk)
        odd = odd or len(signs) % 4 == 1 or len(signs) + len(SPACES.findall(chunk)) < len(chunk)
        whole = signs[: len(signs) - 1] if len(signs) % 4 == 1 else signs
        found.append(a2b_base64(whole + b"=" * (-len(whole) % 4)))
    if below < len(data):
        found += [b"\n", data[below:]]
    return b"".join(found), [CUT] if odd else []


def _from_uu(data: bytes) -> tuple[bytes, list[str]]:
    begin = UU_BEGINS.search(data)
    found = []
    for line in data[begin.end() if begin else 0 :].splitlines():
        if line.strip() == b"end":
            break
        try:
            found.append(a2b_uu(line))
        except BadBase64:
            return b"".join(found), ["its uuencoded lines are broken; what can be read of them stands here"]
    return b"".join(found), []


def header_words(value: bytes) -> str:
    """Return a header's value as a person reads it: unfolded, encoded words decoded (RFC 2047), on one line."""
    plain = _as(value, "utf-8") or _windows(value)[0]
    if "=?" in plain:
        plain = "".join(_unencoded(plain))
    return SPACE.sub(" ", NO_TEXT.sub("\ufffd", plain.replace("\0", " "))).strip()


def _unencoded(words: str) -> Iterator[str]:
    """Yield the pieces of a header; encoded words that stand side by side may share a character between them."""
    here, charset = 0, ""
    held: list[bytes] = []
    for match in ENCODED.finditer(words):
        between = words[here : match.start()]
        apart = bool(between.strip()) or not held
        if held and (apart or match["charset"].casefold() != charset):
            yield words_of(b"".join(held), charset)[0]
            held = []
        if apart:
            yield between
        charset = match["charset"].casefold()
        held.append(_word(match))
        here = match.end()
    if held:
        yield words_of(b"".join(held), charset)[0]
    yield words[here:]


def _word(match: re.Match[str]) -> bytes:
    words = match["words"].encode("utf-8", "replace")
    return from_base64(words)[0] if match["how"] in "bB" else a2b_qp(words.replace(b" ", b"_"), header=True)
