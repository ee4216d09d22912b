"""Properties of Outlook ([MS-OXMSG], [MS-OXPROPS]): what a message, a recipient or an attachment says, by the numbers of its properties."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ingest.formats.compound import STORAGE, Compound, Entry
from ingest.formats.mail.words import words_of
from ingest.formats.word.rtf_tokens import codec_of

FIXED = "__properties_version1.0"
VALUE = "__substg1.0_"
RECIPIENT, ATTACHMENT, NAMES = "__recip_version1.0_", "__attach_version1.0_", "__nameid_version1.0"
# bytes above the properties of fixed length, in a file, in a message within another, and elsewhere
ABOVE, ABOVE_INNER, ABOVE_OTHERS = 32, 24, 8
PROPERTY = struct.Struct("<HHI8s")  # type, number, flags, value
MOST_PROPERTIES = 5_000  # of one storage; a message has some hundred
UNICODE, EIGHT_BIT, BINARY, OBJECT = "001f", "001e", "0102", "000d"
WHOLE = {0x0002: "<h", 0x0003: "<i", 0x000B: "<h", 0x0014: "<q"}
TIME = 0x0040
# properties by their numbers
CODE_PAGE, INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
BEGAN = datetime(1601, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1970, 2200
# codecs by the numbers of code pages that `codec_of` does not know
PAGES = {
    1200: "utf-16-le", 1201: "utf-16-be", 20127: "us-ascii", 20866: "koi8_r", 21866: "koi8_u", 20932: "euc_jp", 50220: "iso-2022-jp",
    50221: "iso-2022-jp", 50222: "iso-2022-jp", 50225: "iso2022_kr", 51932: "euc_jp", 51936: "gb2312", 51949: "euc_kr", 52936: "hz", 65000: "utf-7",
    38598: "iso8859_8", **{28590 + n: f"iso8859_{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15)},
}  # fmt: skip
NAMED = struct.Struct("<IHH")  # number or place of a name; set and kind; index
FIRST_NAMED = 0x8000
SETS, IN_SETS = 0x0002, 0x0003  # what names stand in, and the names
FIRST_SET, SET_SIZE = 3, 16  # sets that are not counted among those of the file, and the bytes of one


@dataclass(slots=True)
class Properties:
    """What a storage holds: its streams and storages by name, and its numbers and times; `page` is that of its 8-bit words."""

    file: Compound
    entries: dict[str, Entry]
    numbers: dict[int, int] = field(default_factory=dict)
    times: dict[int, datetime] = field(default_factory=dict)
    page: str | None = None
    problems: list[str] = field(default_factory=list)

    def text(self, number: int) -> str:
        """Return the words of a property, or nothing."""
        entry = self.entries.get(f"{VALUE}{number:04x}{UNICODE}")
        if entry is not None:
            words = self.file.bytes_of(entry).decode("utf-16-le", "replace")
        else:
            entry = self.entries.get(f"{VALUE}{number:04x}{EIGHT_BIT}")
            words = self.read(self.file.bytes_of(entry), self.page) if entry is not None else ""
        return words.rstrip("\0")

    def read(self, data: bytes, page: str | None) -> str:
        """Return the words of bytes in a code page; what is wrong with them is kept as problems."""
        if page and page.startswith("utf-16"):
            data, page = data.decode(page, "replace").encode("utf-8"), "utf-8"
        words, problems = words_of(data.rstrip(b"\0"), page)
        self.problems += [each for each in problems if each not in self.problems]
        return words

    def line(self, number: int) -> str:
        """Return the words of a property on one line."""
        return " ".join(self.text(number).split())

    def bytes_of(self, number: int) -> bytes:
        entry = self.entries.get(f"{VALUE}{number:04x}{BINARY}")
        return self.file.bytes_of(entry) if entry is not None else b""

    def size_of(self, number: int) -> int:
        """Return how many bytes a property has, without reading them."""
        entry = self.entries.get(f"{VALUE}{number:04x}{BINARY}")
        return int(entry.size) if entry is not None else 0

    def storage(self, number: int) -> Entry | None:
        entry = self.entries.get(f"{VALUE}{number:04x}{OBJECT}")
        return entry if entry is not None and entry.entry_type == STORAGE else None

    def storages(self, name: str) -> list[Entry]:
        """Return the storages whose names begin so (recipients, attachments), in order."""
        return [
            each for key, each in self.entries.items() if key.startswith(name.lower()) and each.entry_type == STORAGE
        ]


def properties_of(file: Compound, storage: Entry, above: int, page: str | None = None) -> Properties | None:
    """Return the properties of a storage, None where it has none; `page` is the codec of 8-bit words if it names none."""
    found = Properties(file, file.within(storage), page=page)
    entry = found.entries.get(FIXED)
    if entry is None:
        return None
    data = file.bytes_of(entry)[above:][: MOST_PROPERTIES * PROPERTY.size]
    for kind, number, _, value in PROPERTY.iter_unpack(data[: len(data) - len(data) % PROPERTY.size]):
        if kind in WHOLE:
            found.numbers.setdefault(number, struct.unpack_from(WHOLE[kind], value)[0])
        elif kind == TIME:
            when = _moment(struct.unpack("<Q", value)[0])
            if when:
                found.times.setdefault(number, when)
    found.page = codec(found.numbers.get(CODE_PAGE)) or codec(found.numbers.get(INTERNET_CODE_PAGE)) or page
    return found


def codec(number: int | None) -> str | None:
    """Return the codec of a code page, or None where there is none."""
    return PAGES.get(number) or codec_of(number) if number else None


def _moment(ticks: int) -> datetime | None:
    """Return the moment of a FILETIME: tenths of microseconds since 1601, in UTC; None for one that stands for no time."""
    try:
        when = BEGAN + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None
    return when if FIRST_YEAR <= when.year < LAST_YEAR else None


def names_of(properties: Properties) -> dict[tuple[bytes, int], int]:
    """Return the numbers by which a file calls properties that have a number in a set of properties, as appointments have.

    It is asked once, as a storage gives what stands in it once.
    """
    storage = properties.entries.get(NAMES)
    if storage is None:
        return {}
    inside = Properties(properties.file, properties.file.within(storage))
    sets, entries = inside.bytes_of(SETS), inside.bytes_of(IN_SETS)
    found: dict[tuple[bytes, int], int] = {}
    for number, kind, index in NAMED.iter_unpack(entries[: len(entries) - len(entries) % NAMED.size]):
        at = ((kind >> 1) - FIRST_SET) * SET_SIZE
        if not kind & 1 and at >= 0:
            found[sets[at : at + SET_SIZE], number] = FIRST_NAMED + index
    return found
