"""Who may see a table is asked of metadata once, and is what Datasette itself says."""

from __future__ import annotations

import pytest
from datasette.app import Datasette

from plugins.table_permissions import startup

TABLES = {"open": {"title": "Open"}, "closed": {"allow": False}, "for-some": {"allow": {"id": "ada"}}}


@pytest.mark.parametrize(("table", "allows"), [("open", []), ("closed", [False]), ("for-some", [{"id": "ada"}]), ("none", [])])  # fmt: skip
def test_metadata_is_copied_once_for_each_table(table: str, allows: list[object]) -> None:
    """The second answer is the first, for which metadata was read; a table that is closed stays so."""
    datasette = Datasette(memory=True, metadata={"databases": {"archive": {"tables": TABLES}}})
    plain = datasette._table_permission_allows("archive", table)
    startup(datasette)
    read: list[object] = []
    sources = datasette._metadata_sources
    datasette._metadata_sources = lambda *asked: read.append(asked) or sources(*asked)
    answers = [datasette._table_permission_allows("archive", table) for _ in range(3)]
    assert answers == [plain] * 3 == [allows] * 3
    assert len(read) == 1
