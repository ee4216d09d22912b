"""The packed files of the sample archive are those that are written here, and each is read in its format."""

from __future__ import annotations

import pytest

from tests.conftest import Query
from tests.formats.samples import SOURCES, written

WRITTEN = written()


@pytest.mark.parametrize("name", WRITTEN)
def test_written(name: str) -> None:
    """A packed file of the sample archive is the same bytes on every machine: `python -m tests.formats.samples`."""
    assert (SOURCES / name).read_bytes() == WRITTEN[name]


def test_read(sample: Query) -> None:
    """Each is a source of its format, with the day and the address that a page was saved with, and bears its title."""
    found = sample(
        "select sources.id, media_type, container, documents.title, retrieved_date from sources join documents on source_id = sources.id where "
        " sources.id like 'lantern-%' or sources.id in ('shed-history', 'shed-orders', 'leith-chairs') or container like '%.tar' order by 1"
    )
    assert [row for row in found if row[0] != "lantern-feed" and row[1] != "text/markdown"] == [
        ("count-notices-at-the-count-coats", "text/plain", "count-notices.tar", "NOTICE TO EVERYONE AT THE COUNT", "2019-02-11"),
        ("count-notices-at-the-count-tea", "text/plain", "count-notices.tar", "NOTICE TO OBSERVERS", "2019-02-11"),
        ("lantern-clock", "text/html", "lantern-clock.mhtml", "The clock is to be mended", "2019-07-01"),
        ("lantern-questions", "application/rtf", None, "The Harbour Lantern to Alison Greaves: four questions", "2019-03-25"),
        ("leith-chairs", "application/vnd.oasis.opendocument.text", None, "Leith branch: notes for whoever is in the chair", "2018-12-01"),
        ("shed-history", "application/epub+zip", None, "A short history of Number Two Shed", "2019-01-14"),
        ("shed-orders", "application/msword", None, "Humber branch: orders for the use of Number Two Shed", "2018-12-01"),
    ]  # fmt: skip
