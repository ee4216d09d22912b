"""XML from bytes to characters: in the encoding that fits them, whatever the first line of the file says.

Files lie about their encoding; a person's declaration is believed, then a byte order mark, then what the bytes prove.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.decode import BOMS

# <?xml version="1.0" encoding="iso-8859-1"?>
LABEL = re.compile(rb"\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
# what may be declared; Python has others (punycode, unicode_escape) that no XML is written in
KNOWN = re.compile(
    r"utf-(?:8|16|16-le|16-be)|ascii|iso8859-\d+|cp125\d|cp\d{3}|koi8-[rut]|mac-\w+|tis-620|gb2312|gbk|gb18030|big5(?:hkscs)?|"
    r"shift_jis|cp932|euc_(?:jp|kr)|iso2022_(?:jp|kr)|johab"
)
MANY_BYTES = re.compile(r"gb|big5|shift_jis|cp932|euc|iso2022|johab")
# as the WHATWG Encoding Standard reads these labels: bytes 80 to 9F are meant as Windows' quotation marks
AS_WINDOWS = {"ascii": "utf-8", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874"}
WITHOUT_MARK = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
# four letters beyond ASCII side by side: Greek, Russian, Japanese
NOT_WESTERN = re.compile(rb"[\x80-\x9f\xa1-\xff]{4}")
# what no XML may hold: "\x03"; the vertical tab and the form feed, which word processors leave, are line ends
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n"})
LOST = "\ufffd"


@dataclass(slots=True)
class Characters:
    """The text of an XML file; `encoding` gives its bytes back, after `mark` bytes of a byte order mark, if it is not None."""

    text: str
    encoding: str | None = None
    mark: int = 0
    problems: list[str] = field(default_factory=list)


def characters(data: bytes, declared: str | None = None) -> Characters:
    """Return the characters of an XML file; what stood for no character is U+FFFD, and told.

    Raises DeclarationError where a person declared an encoding in which the bytes cannot be read.
    """
    made = _declared(data, declared) if declared else _told(data)
    strange = CONTROL.search(made.text)
    if strange:
        made.problems.append(
            f"it holds control characters, which XML does not allow, the first in {place(made.text, strange.start())}; "
            "they are kept as U+FFFD, vertical tabs and form feeds as line ends"
        )
        # sign for sign, so that bytes can still be counted
        made.text = CONTROL.sub(LOST, made.text.translate(LINE_ENDS))
        made.encoding = None
    return made


def place(text: str, offset: int) -> str:
    """Return where something stands as a person finds it: "line 12, column 3"."""
    return f"line {text.count(chr(10), 0, offset) + 1:,}, column {offset - text.rfind(chr(10), 0, offset):,}"


def _declared(data: bytes, declared: str) -> Characters:
    try:
        text = data.decode(declared)
    except (LookupError, ValueError) as error:
        raise DeclarationError(
            f"encoding: it cannot be read as {declared} ({error}); declare the right one, or take the key out."
        ) from None
    return _faithful(text, data, declared)


def _told(data: bytes) -> Characters:
    bom, marked = next(((bom, encoding) for bom, encoding in BOMS if data.startswith(bom)), (b"", ""))
    if marked and marked != "utf-8":
        return _forced(data, marked, len(bom))
    wide = next((encoding for start, encoding in WITHOUT_MARK if data.startswith(start)), None)
    if wide:
        return _forced(data, wide, 0)
    if b"\0" in data[:1000] and b"<" not in data[:1000]:
        raise UnreadableError("it holds control characters and is not XML; give it the name of its format.")
    label = LABEL.match(data[len(bom) : 1000])
    name = label[1].decode("ascii") if label else "UTF-8"
    return _narrow(data, len(bom), name, "utf-8" if bom else _codec(name))


def _forced(data: bytes, encoding: str, mark: int) -> Characters:
    text = data[mark:].decode(encoding, "replace")
    return _faithful(text, data, encoding, mark)


def _codec(name: str) -> str | None:
    """Return Python's name of the encoding that an XML declaration names; None for one that is not read."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    if not KNOWN.fullmatch(found):
        return None
    # a declaration that can be read byte by byte is not in two bytes each
    return "utf-8" if found.startswith("utf-16") else AS_WINDOWS.get(found, found)


def _narrow(data: bytes, mark: int, name: str, encoding: str | None) -> Characters:
    """Read bytes that begin as ASCII. Those that are UTF-8 beyond doubt are read so whatever they are declared to be."""
    body = data[mark:]
    if encoding and MANY_BYTES.match(encoding):  # they prove themselves, and may be UTF-8 by chance
        try:
            return _faithful(body.decode(encoding), data, encoding, mark)
        except ValueError:
            pass
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf_8(data, mark, name, encoding, error)
    lies = encoding != "utf-8" and not text.isascii()
    return _faithful(text, data, "utf-8", mark, _wrong(name, "UTF-8") if lies else None)


def _wrong(name: str, found: str) -> str:
    return (
        f"it is declared to be in {name[:40]}, but its bytes are {found}, as which it was read; nothing is to be done"
    )


def _not_utf_8(data: bytes, mark: int, name: str, encoding: str | None, error: UnicodeDecodeError) -> Characters:
    body = data[mark:]
    if encoding not in (None, "utf-8"):
        return _faithful(body.decode(encoding, "replace"), data, encoding, mark)
    cut = error.reason == "unexpected end of data"  # in the middle of its last character
    if not cut and body.decode("utf-8", "ignore").isascii() and not NOT_WESTERN.search(body):
        try:  # not one character beyond ASCII is UTF-8
            return _faithful(body.decode("cp1252"), data, "cp1252", mark, _wrong(name, "Windows-1252"))
        except ValueError:
            pass
    text = body.decode("utf-8", "replace")
    return Characters(text, None, mark, [] if cut else [_broken(text, body, error)])


def _broken(text: str, body: bytes, error: UnicodeDecodeError) -> str:
    line = body.count(b"\n", 0, error.start) + 1
    return (
        f"some of its bytes are not UTF-8, the first in line {line:,}; U+FFFD stands for them ({text.count(LOST):,} times); "
        "if it is in another encoding, declare `encoding:`"
    )


def _faithful(text: str, data: bytes, encoding: str, mark: int = 0, problem: str | None = None) -> Characters:
    """Return characters with their encoding, if it gives the bytes back."""
    problems = [problem] if problem else []
    if LOST in text and text.encode(encoding, "replace") != data[mark:]:
        problems.append(
            f"some of its bytes are no characters of {encoding}, the first in {place(text, text.index(LOST))}; "
            "U+FFFD stands for them"
        )
        return Characters(text.removeprefix("\ufeff"), None, mark, problems)
    try:
        same = text.encode(encoding) == data[mark:]
    except (LookupError, ValueError):
        same = False
    bare = text.removeprefix("\ufeff")
    if same and bare is not text and len(bare) < len(text):
        mark += len("\ufeff".encode(encoding))
    return Characters(bare, encoding if same else None, mark, problems)
