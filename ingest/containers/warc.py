"""Web archives (WARC, ISO 28500): each page that was captured, with its address and the day of its capture.

Responses with status 2xx, and resources and conversions, of a media type that a format reads are pages. Of all the rest (images,
scripts, requests, errors, captures of what had not changed) the kinds are counted, and told in one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from ingest.containers.captured import counted, page
from ingest.containers.member import LARGEST, TOO_LARGE, Member, Unread, printable
from ingest.containers.warc_record import Record, content, next_record, skip
from ingest.containers.warc_stream import Broken, Stream
from ingest.errors import UnreadableError

PAGES = ("response", "resource", "conversion")
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
        said = f"{others.total():,} records in it are no pages that can be read: {counted(others)}"
        yield Unread("", said, is_fault=False)
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
    found = page(url, place, record.left, record.headers.get("warc-date", ""), record.content_type)
    return found or printable(record.content_type[0])[:60] or "record of no media type"
