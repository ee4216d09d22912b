"""The characters of a page: which encoding its bytes are in, as a browser would find out (WHATWG Encoding, HTML 13.2.3)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.decode import BOMS, IN_TEXT, NOT_TEXT, OTHER, READ_AS, unknown
from ingest.formats.single_byte import found as found_in
from ingest.formats.western import is_foreign

# 'charset="utf-8"' in a <meta>, "charset=windows-1252" in what one says of the content
META = re.compile(rb"<meta(?=[\s/])[^>]{0,2000}?charset\s*=\s*[\"']?\s*([^\s\"'/>;]{1,40})", re.IGNORECASE)
# '<?xml version="1.0" encoding="ISO-8859-1"?>'
XML = re.compile(rb"\s{0,99}<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([^\"'>]{1,40})")
# "<p>": its letters are no words
TAG = re.compile(rb"<[^<>]*>")
# "<!-- … -->"
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

LOOKED_AT = 65_536  # bytes: a browser looks at 1,024, but pages put more than that before their <meta>
# the codecs of Python by the names of WHATWG's encodings, each with its labels; "" is no encoding a page may have
LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "cp866": "ibm866 866 cp866 csibm866",
    "iso8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2 iso-ir-101",
    "iso8859-3": "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 latin3 l3 csisolatin3 iso-ir-109",
    "iso8859-4": "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 latin4 l4 csisolatin4 iso-ir-110",
    "iso8859-5": "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 cyrillic csisolatincyrillic iso-ir-144",
    "iso8859-6": (
        "iso-8859-6 iso-8859-6-e iso-8859-6-i iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 arabic asmo-708 "
        "csiso88596e csiso88596i csisolatinarabic ecma-114 iso-ir-127"
    ),
    "iso8859-7": (
        "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 greek greek8 csisolatingreek ecma-118 elot_928 "
        "iso-ir-126 sun_eu_greek"
    ),
    "iso8859-8": (
        "iso-8859-8 iso-8859-8-e iso-8859-8-i iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 hebrew visual logical "
        "csiso88598e csiso88598i csisolatinhebrew iso-ir-138"
    ),
    "iso8859-10": "iso-8859-10 iso8859-10 iso885910 latin6 l6 csisolatin6 iso-ir-157",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "koi8-r koi koi8 koi8_r cskoi8r",
    "koi8-u": "koi8-u koi8-ru",
    "mac-roman": "macintosh mac x-mac-roman csmacintosh",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251",
    "cp1252": (
        "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 l1 csisolatin1 "
        "iso-ir-100 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 x-user-defined"
    ),
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": (
        "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 latin5 l5 csisolatin5 "
        "iso-ir-148"
    ),
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 csiso58gb231280 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022-jp": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis shift-jis sjis ms932 ms_kanji windows-31j x-sjis csshiftjis",
    "cp949": (
        "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cseuckr csksc56011987 iso-ir-149"
    ),
    "utf-16-le": "utf-16le utf-16 ucs-2 unicode iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
}
CODECS = {label: codec for codec, labels in LABELS.items() for label in labels.split()}
# their characters are of more than one byte, and Python's codecs say which bytes are none
WIDE = frozenset(("gb18030", "big5hkscs", "euc-jp", "iso2022-jp", "cp932", "cp949", "utf-16-le", "utf-16-be"))


class Markup(NamedTuple):
    """The characters of a page. `raw` is them again, with a lone surrogate for each byte that is none, and `codec` gives
    its bytes back; it is None where they cannot be had back. `broken` counts the bytes that are no characters; `doubt`
    says what encoding nobody named.
    """

    words: str
    codec: str
    raw: str | None
    broken: int = 0
    doubt: str | None = None


def read_markup(data: bytes, declared: str | None = None) -> Markup:
    """Return the characters of a page.

    Its byte order mark is believed first, then what is declared, what the page says of itself, UTF-8, Windows-1252.
    Raises DeclarationError for a declared encoding that it is not in, UnreadableError where it is no text.
    """
    marked = next((codec for bom, codec in BOMS if data.startswith(bom)), None)
    if marked:
        found = _decoded(data, marked)
    elif declared:
        found = _as_declared(data, declared)
    else:
        codec, doubt = _told(data)
        found = _decoded(data, codec)._replace(doubt=doubt)
    head = found.words[:4096]
    if len(IN_TEXT.findall(head)) * 20 > len(head):
        raise UnreadableError(NOT_TEXT)
    return found


def _as_declared(data: bytes, declared: str) -> Markup:
    codec = CODECS.get(declared.strip().casefold(), declared)
    try:
        words = data.decode(codec)
        return Markup(words, codec, words if words.encode(codec) == data else None)
    except (LookupError, ValueError) as error:
        raise DeclarationError(
            f"encoding: it cannot be read as {declared} ({error}); declare the right one, or take the key out."
        ) from None


def _told(data: bytes) -> tuple[str, str | None]:
    """Return the codec that a page without a byte order mark is in, and what is uncertain of it. Raises UnreadableError where nothing
    says it, and its letters are of another alphabet.

    A page that says Windows-1252 and has the sequences of UTF-8 in it, and nothing else beyond ASCII, is in UTF-8:
    the server said so, and what servers say is not saved.
    """
    if data.isascii() and b"\x1b" not in data and b"\0" not in data:
        return "utf-8", None
    head = COMMENT.sub(b"", data[:LOOKED_AT])
    labels = [match[1] for match in (XML.match(head), *META.finditer(head)) if match]
    codecs = [CODECS.get(label.decode("latin-1").strip().casefold()) for label in labels]
    said = next((codec for codec in codecs if codec), None)
    if said in ("utf-16-le", "utf-16-be"):
        said = "utf-8"  # it could not have been read if it were
    if b"\0" in data[:64]:
        return _without_mark(data), None
    if said and said in WIDE and not (_can_be(data, "utf-8") and not _can_be(data, said)):
        return said, None
    if _is_utf8(data, said):
        return "utf-8", None
    return _unnamed(TAG.sub(b" ", data)) if said is None else (said if said != "utf-8" else "cp1252", None)


def _unnamed(words: bytes) -> tuple[str, str | None]:
    """Return the codec of a page that says none, as its words tell it, and what a person should know of that."""
    name, names = found_in(words)
    if name:
        return name, READ_AS.format(name)
    if is_foreign(words.decode("cp1252", "replace")):
        raise UnreadableError(unknown(words))
    return "cp1252", OTHER.format(" or ".join(names)) if names else None


def _without_mark(data: bytes) -> str:
    """Return the codec of a page whose every other byte is zero."""
    even, odd = data[:64:2].count(0), data[1:64:2].count(0)
    return "utf-16-be" if even > odd and even > 16 else "utf-16-le" if odd > 16 else "utf-8"


def _is_utf8(data: bytes, said: str | None) -> bool:
    """Tell a page in UTF-8, although a few of its bytes may be broken if it says that it is."""
    if _can_be(data, "utf-8"):
        return True
    words = data.decode("utf-8", "replace")
    whole = sum(not sign.isascii() and sign != "\ufffd" for sign in words)
    return said == "utf-8" and whole > words.count("\ufffd")


def _can_be(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(data: bytes, codec: str) -> Markup:
    if codec in WIDE or codec.startswith("utf-32"):
        words = data.decode(codec, "replace")
        return Markup(words, codec, words if words.encode(codec, "replace") == data else None, words.count("\ufffd"))
    if _can_be(data, codec):
        words = data.decode(codec)
        return Markup(words, codec, words, words.count("\ufffd") if codec == "utf-8" else 0)
    raw = data.decode(codec, "surrogateescape")
    # a byte that is no character: a control in the encodings of Windows (as browsers have it), broken in UTF-8
    lone = {0xDC00 + byte: "\ufffd" if codec == "utf-8" else chr(byte) for byte in range(128, 256)}
    words = raw.translate(lone)
    return Markup(words, codec, raw, words.count("\ufffd") if codec == "utf-8" else 0)
