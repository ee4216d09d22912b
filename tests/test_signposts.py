"""Signposts above the results of a search: the day, the month, the clause, the person that it speaks of."""

from __future__ import annotations

import re

import pytest

from ingest.search.meant import clauses, days
from tests.site import Site


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14 March 2019", ["2019-03-14"]),
        ("what happened on 14 march 2019?", ["2019-03-14"]),
        ("March 14, 2019 or 2019-03-15", ["2019-03-14", "2019-03-15"]),
        ("14/03/2019", ["2019-03-14"]),
        ("march 2019", ["2019-03"]),
        ("3/4/2019", []),  # two days could be meant
        ("31 February 2019", []),
        ("14 March", []),
        ("7 to 14 November 2018", []),
        ("2019", []),
        ("march", []),
        ("1 May 2019 " * 40, ["2019-05-01"]),
        ("", []),
    ],
)
def test_the_days_of_a_search(typed: str, expected: list[str]) -> None:
    """As far as they are typed, in either case of letters; what could be two is none."""
    assert days(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("clause 34", ["34"]),
        ("Rule 34.2", ["34.2"]),
        ("rule 12.3(a)?", ["12.3(a)"]),
        ("cl. 3A and clauses 4", ["3a", "4"]),
        ("procedure 34", ["34"]),
        ("12.3", ["12.3"]),
        ("34(A)", ["34(a)"]),
        ("34", []),  # a number like others
        ("the rule of 34", []),
        ("overrule 34", []),
        ("clause 34567", []),
        ("", []),
    ],
)
def test_the_clauses_of_a_search(typed: str, expected: list[str]) -> None:
    """A number behind the word for a provision, or one that has parts."""
    assert clauses(typed) == expected


@pytest.mark.parametrize(
    ("typed", "words", "leads_to"),
    [
        ("14/03/2019", "14 March 2019: Clause 34, or how to stand on a pavement", "/archive/documents/early-shift-2019-03-14"),
        ("19 March 2019", "19 March 2019: Day Three of the hearing", "/archive/events/early-shift-2019-03-17-event-1"),
        ("March 2019", "March 2019: ", "/timeline?in=2019-03"),
        ("clause 34", "Clause 34: Election Procedures, 4 editions", "/rules/Election+Procedures?clause=34"),
        ("CLAUSE 2(A)", "Clause 2(a): Election Procedures, 3 editions", "/rules/Election+Procedures?clause=2%28a%29"),
        ("tulloch", "Known here: Ewan Tulloch", "/archive/people/ewan-tulloch"),
        ("“The Federation”", "Known here: Federation of Harbour and Market Workers", "/archive/organisations/federation"),
    ],
)  # fmt: skip
def test_a_search_leads_to_the_pages_about_it(published: Site, typed: str, words: str, leads_to: str) -> None:
    """Whether or not its words are found; each address answers."""
    page = published.get("/search", q=typed).text
    (shown,) = re.findall(r'<ul class="signposts".*?</ul>', page, re.DOTALL)
    assert words in " ".join(re.sub("<[^>]+>", "", shown).split())
    assert f'href="{leads_to}"' in shown
    assert published.get(leads_to).status_code == 200


@pytest.mark.parametrize(
    "typed", ["tea", "", "rule 9999", "1 May 1850", "%", "' or 1=1 --", "x" * 3000, "\x00", "﷽ 2(a"]
)
def test_a_search_without_signposts(published: Site, typed: str) -> None:
    """Where there is no such page nothing is said."""
    response = published.get("/search", q=typed)
    assert response.status_code == 200
    assert "signposts" not in response.text
