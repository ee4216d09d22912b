"""A page that was captured from the web: what reads it, in which encoding it was served, its address, and the day of its capture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.containers.member import Member, Unread, printable
from ingest.errors import UnreadableError
from ingest.formats import format_for, format_of
from ingest.formats.html.charset import read_markup
from ingest.grammar.edtf import earliest_latest

# media types that say less than the name of the file
UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download")
# media types that are read as another
SAME = {
    "application/xhtml+xml": "text/html",
    "text/x-markdown": "text/markdown",
    "text/xml": "application/xml",
    "text/rtf": "application/rtf",
    "application/csv": "text/csv",
    "text/x-csv": "text/csv",
    "text/comma-separated-values": "text/csv",
}
# What is served as these is read as Windows-1252 (WHATWG Encoding Standard, 4.2)
LATIN = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")
# "http://branch.example/2015/": no control character, no space
URL = re.compile(r"https?://[^\x00-\x20\x7f\ud800-\udfff]+")
HTML = "text/html"
MOST_COUNTED = 1000
MOST_FRAMES = 3  # that are named
MOST_KINDS = 12  # kinds of what is no page that are named in the line about it


def page(url: str, place: tuple[int, ...], size: int, stamp: str, served_as: tuple[str, str | None]) -> Member | None:
    """Return a page by its address, or None where no format reads what it was served as: a media type, and a charset if one was named.

    `stamp` is the moment of its capture, "2016-01-05T10:11:12Z".
    """
    media_type, charset = served_as
    format = format_for(SAME.get(media_type, media_type))
    if media_type in UNSAID:
        format = format_of(url.partition("?")[0].partition("#")[0])
    if format is None or format.takes_people:  # what programs say to each other is no export
        return None
    encoding = charset.strip().casefold() if charset else None
    return Member(
        url or "without an address", place, size, printable(stamp), format.media_type,
        "cp1252" if encoding in LATIN else encoding, url if URL.fullmatch(url) else None, _day(stamp),
    )  # fmt: skip


def is_html(media_type: str) -> bool:
    """Tell a page of HTML by its media type."""
    return SAME.get(media_type, media_type) == HTML


def shows_words(content: bytes) -> bool:
    """Tell whether a page has words that a reader sees."""
    from ingest.formats.html.text import read_fragment  # noqa: PLC0415 # what reads pages takes long to load, and frames are rare

    try:
        return bool(read_fragment(read_markup(content).words)[0].strip())
    except UnreadableError:
        return False


def besides(frames: Sequence[str], others: Counter[str]) -> Iterator[Unread]:
    """Yield what is told of the frames of a page with words of their own, by their addresses, and of what else it is made of."""
    if frames:
        shown = ", ".join(frames[:MOST_FRAMES]) + (" …" if len(frames) > MOST_FRAMES else "")
        yield Unread("", f"it has frames with words that are not read ({shown}); open each and save it by itself")
    if others:
        yield Unread("", f"parts of it that are no pages are not read: {counted(others)}", is_fault=False)


def counted(others: Counter[str]) -> str:
    """Return how many there are of each kind, the most frequent first."""
    named = sorted(others.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(f"{count:,} {kind}" for kind, count in named[:MOST_KINDS])
    rest = sum(count for _, count in named[MOST_KINDS:])
    return f"{shown}, {rest:,} of other kinds" if rest else shown


def _day(stamp: str) -> str | None:
    """Return the day of a moment, where there is such a day."""
    day = stamp[:10]
    return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and earliest_latest(day)[0] else None
