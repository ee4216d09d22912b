"""WACZ: a zip that holds web archives, and lists of the pages that a person meant to capture, with their titles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from ingest.containers import zipped
from ingest.containers.member import Member, Unread, printable
from ingest.errors import UnreadableError

PAGES = "pages/"
# what belongs to the container (WACZ 1.1.1, section 4): lists, indexes and digests of what is in it
MACHINERY = (PAGES, "indexes/", "logs/", "datapackage.json", "datapackage-digest.json", "datapackage-signature.json")
LONGEST_LIST = 64 << 20  # bytes of one list of pages


def members(stream: BinaryIO, name: str) -> Iterator[Member | Unread]:
    """Yield the web archives in a WACZ, and what does not belong in it."""
    for each in zipped.members(stream, name):
        where = each.name if isinstance(each, Member) else each.locator
        if not where.startswith(MACHINERY):
            yield each


def titles(stream: BinaryIO) -> dict[str, str]:
    """Return the titles of pages by their addresses, as far as the lists of pages can be read."""
    found: dict[str, str] = {}
    for each in zipped.members(stream, ""):
        if isinstance(each, Member) and each.name.startswith(PAGES) and each.size <= LONGEST_LIST:
            try:
                lines = zipped.load(stream, each).splitlines()
            except UnreadableError:
                continue
            found.update(_titles(lines))
    return found


def _titles(lines: list[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict):
            url, title = page.get("url"), page.get("title")
            if isinstance(url, str) and isinstance(title, str) and title.strip():
                yield url, " ".join(printable(title).split())
