"""Which database is the archive is said once."""

from __future__ import annotations

import re

import pytest

from ingest.served import archive
from tests.site import ROOT


@pytest.mark.parametrize(
    ("names", "found"),
    [(["_internal", "archive"], "archive"), (["a", "b"], "a"), (["_internal"], None), ([], None)],
    ids=["not Datasette's own", "the first", "none but its own", "none at all"],
)
def test_the_archive(names: list[str], found: str | None) -> None:
    """It is the first database that is not Datasette's own."""
    assert archive({name: name for name in names}) == found


def test_no_plugin_says_it_again() -> None:
    """Plugins ask `ingest.served`; none looks at the names of databases itself."""
    for plugin in sorted((ROOT / "plugins").glob("*.py")):
        assert not re.search(r"""startswith\(["']_["']\)|datasette\.databases\.items""", plugin.read_text("utf-8")), (
            plugin.name
        )
