"""An archive that somebody begins with: one letter without a date, or nothing to be read at all; nothing of the sample shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.archives import built
from tests.site import PLENTY, Site, serving

LETTER = "Dear neighbours,\n\nThe sluice is shut and nobody will say why. Ask at the Reading Room.\n\nA friend of the river\n"
RULES = """\
# Angling Club: Rules

## 1. Name

1.1 The name of the club is the Club.

1.2 The Club is an association of those who fish.

## 2. The weir

2.1 The committee is responsible for the weir.

2.2 The keys shall be held by the bailiff.

2.3 The sluice shall be kept open from 1 April to 30 September in each year.

2.4 No person other than the bailiff may operate the sluice.
"""
TITLE = "title: The weir papers\n"
# of the union, the ballot and the leaflets in the sample
OF_THE_SAMPLE = re.compile(r"\b(?:unions?|ballot\w*|leaflet\w*|elect\w*|invented|sample)\b", re.IGNORECASE)
PATHS = (
    "/", "/search", "/search?q=zebra", "/timeline", "/map", "/people", "/organisations", "/charts", "/allegations",
    "/rules", "/reuse", "/check", "/about", "/downloads", "/archive", "/archive/documents", "/archive/organisations",
)  # fmt: skip


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An archive of one letter and of rules, without a declaration."""
    folder = tmp_path_factory.mktemp("letter")
    db = built(folder, letter__txt=LETTER, rules__md=RULES, archive__yml=TITLE)
    with serving(db, tmp_path_factory.mktemp("site"), PLENTY) as site:
        yield site


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An archive of one letter that is withheld."""
    folder = tmp_path_factory.mktemp("nothing")
    declared = "withhold:\n  - {document: letter, reason: request}\n"
    db = built(folder, letter__txt=LETTER, letter__yml=declared, archive__yml=TITLE)
    with serving(db, tmp_path_factory.mktemp("site"), PLENTY) as site:
        yield site


def words(site: Site, path: str) -> str:
    """Return what a reader reads on a page, SQL left out."""
    answer = site.get(path)
    assert answer.status_code == 200, path
    without = re.sub(r"<(script|pre|textarea|style)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("which", ["letter", "nothing"])
def test_nothing_is_said_of_the_sample(request: pytest.FixtureRequest, which: str, path: str) -> None:
    """Pages are in words of every dispute, examples of what may be typed included."""
    assert OF_THE_SAMPLE.findall(words(request.getfixturevalue(which), path)) == []


def test_undated_documents_stand_on_the_front_page(letter: Site) -> None:
    """Where none is dated the first ones do, so that there is something to read."""
    page = letter.get("/").text
    assert '<h2 id="latest">Documents</h2>' in page
    assert 'href="/archive/documents/letter"' in page
    assert "Latest documents" not in page


def test_nothing_stands_above_nothing(nothing: Site) -> None:
    """Of what is not held not even the heading is there."""
    page = nothing.get("/").text
    assert re.findall(r"<h3>([^<]+)</h3>\s*<ul class=\"counts\">", page) == ["To check"]
    assert "This archive holds no document that can be read here." in page


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/about", "none of them is described by a person"),
        ("/rules", "This archive holds no edition of any set of rules whose name is known."),
        ("/rules", "it belongs: nothing is compared. Angling Club: Rules"),
        ("/rules", "1 edition , held or quoted, of which it is not known to which set of rules it belongs"),
    ],
)
def test_what_is_not_known_is_told(letter: Site, path: str, told: str) -> None:
    """In a sentence that fits one as it fits many."""
    assert told in words(letter, path)


def test_an_edition_that_is_called_by_its_content_is_told_once(letter: Site) -> None:
    """At the foot of each page."""
    (content,) = letter.sql("select substr(content_sha256, 1, 12) from about")[0]
    foot: Any = re.search(r'<footer class="site">.*?</footer>', letter.get("/about").text, re.DOTALL)
    assert foot[0].count(content) == 1


def test_no_address_in_the_menu_is_empty(nothing: Site) -> None:
    """Every page that the menu leads to has something to say."""
    menu = re.findall(r'<nav class="on-wide".*?</nav>', nothing.get("/").text, re.DOTALL)[0]
    addresses = [unescape(each).partition("#")[0] for each in re.findall(r'href="([^"]+)"', menu)]
    assert len(addresses) > 8
    for address in addresses:
        assert re.search(r"\b[Nn]o\b|Nothing|Paste|0 rows", words(nothing, address)), address
