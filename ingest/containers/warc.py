"""Web archives (WARC, ISO 28500): each page that was captured, with its address and the day of its capture.

Responses with status 2xx, and resources and conversions, of a media type that a format reads are pages. Of all the rest (images,
scripts, requests, errors, captures of what had not changed) the kinds are counted, and told in one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, printable
from ingest.containers.warc_record import Record, content, next_record, skip
from ingest.containers.warc_stream import Broken, Stream
from ingest.errors import UnreadableError
from ingest.formats import format_for, format_of
from ingest.grammar.edtf import earliest_latest

PAGES = ("response", "resource", "conversion")
# media types that say less than the name of the file
UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/download", "application/force-download")
# media types that are read as another
SAME = {"application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown", "text/xml": "application/xml"}
# What is served as these is read as Windows-1252 (WHATWG Encoding Standard, 4.2)
LATIN = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")
# "http://branch.example/2015/": no control character, no space
URL = re.compile(r"https?://[^\x00-\x20\x7f\ud800-\udfff]+")
MOST_KINDS = 12  # kinds of records that are named in the line about those that are no pages
MOST_COUNTED = 1000


def members(stream: BinaryIO, _: str) -> Iterator[Member | Unread]:
    """Yield the pages in the order of their capture, then a line about the other records, and where the file breaks off."""
    records = Stream(stream)
    others: Counter[str] = Counter()
    broken, found = "", ""
    try:
        while (place := records.place()) is not None:
            record = next_record(records)
            if record is None:
                break
            member = _member(record, place)
            found = member.name if isinstance(member, Member) else found
            if isinstance(member, str):
                member = member if member in others or len(others) < MOST_COUNTED else "others"
                others[member] += 1
            elif member.size > LARGEST:
                yield Unread(member.name, TOO_LARGE)
            else:
                yield member
            skip(records, record)
    except Broken as error:
        broken = str(error)
    if others:
        yield Unread("", f"{others.total():,} records in it are no pages that can be read: {_counted(others)}")
    if broken:
        where = f" behind {found}" if found else ""
        yield Unread("", f"it is broken{where} ({broken}); what stands before is read; get it again, or recompress it")


def load(stream: BinaryIO, member: Member) -> bytes:
    """Return the content of a page as a browser would have it. Raises UnreadableError where it cannot be had."""
    try:
        records = Stream(stream, (member.place[0], member.place[1]))
        record = next_record(records)
        if record is None:
            raise Broken("there is no record")
        return content(records, record)
    except Broken as error:
        raise UnreadableError(f"it cannot be read in its container ({error}); get the container again") from None


def _member(record: Record, place: tuple[int, int]) -> Member | str:
    """Return the page that a record holds, or the kind of record that it is."""
    if record.kind not in PAGES:
        return printable(f"{record.kind or 'unnamed'} record")[:60]
    if record.status and not record.status.startswith("2"):
        return f"response of status {record.status}"
    url = printable(record.headers.get("warc-target-uri", "").strip("<> "))
    media_type, charset = record.content_type
    format = format_for(SAME.get(media_type, media_type))
    if media_type in UNSAID:
        format = format_of(url.partition("?")[0].partition("#")[0])
    if format is None:
        return printable(media_type)[:60] or "record of no media type"
    encoding = charset.strip().casefold() if charset else None
    date = record.headers.get("warc-date", "")
    return Member(
        url or "without an address", place, record.left, printable(date), format.media_type,
        "cp1252" if encoding in LATIN else encoding, url if URL.fullmatch(url) else None, _day(date),
    )  # fmt: skip


def _day(date: str) -> str | None:
    """Return the day of a moment, "2016-01-05T10:11:12Z", where there is such a day."""
    day = date[:10]
    return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and earliest_latest(day)[0] else None


def _counted(others: Counter[str]) -> str:
    named = sorted(others.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(f"{count:,} {kind}" for kind, count in named[:MOST_KINDS])
    rest = sum(count for _, count in named[MOST_KINDS:])
    return f"{shown}, {rest:,} of other kinds" if rest else shown
