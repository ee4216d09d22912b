"""Dates as people type them into the fields of questions."""

from __future__ import annotations

import re

import pytest

from plugins.typed_dates import as_kept, unread
from tests.site import Site


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("from_date=14+March+2019&x=1", "from_date=2019-03-14&x=1"),
        ("from_date=14%2F03%2F2019&to_date=april+2019", "from_date=2019-03-14&to_date=2019-04"),
        ("date=+2019-03-14+", "date=2019-03-14"),
        ("date=2019-03-14", "date=2019-03-14"),
        ("date=2019-03-14%2F2019-03-16", "date=2019-03-14%2F2019-03-16"),
        ("date=", "date="),
        ("date=3%2F4%2F2019", "date=3%2F4%2F2019"),  # two days
        ("date=14+March+2019+or+15+March+2019", "date=14+March+2019+or+15+March+2019"),
        ("published_date=14+March+2019", "published_date=14+March+2019"),
        ("q=14+March+2019", "q=14+March+2019"),
    ],
)
def test_a_date_goes_as_it_is_kept(query: str, left: str) -> None:
    """What is one day or month, however it is written; all else stays byte for byte."""
    assert as_kept(query) == left


def test_what_is_no_date() -> None:
    """Of the fields that are for dates alone."""
    assert unread({"from_date": "soon", "to_date": "2019", "date": None, "author": "soon"}) == ["soon"]


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("events_between", ("14 March 2019", "14/03/2019", "2019-03-14")),
        ("messages_between", ("14 November 2018", "14/11/2018", "2018-11-14")),
        ("extracts_by_author", ("6th march 2019", "2019/03/06", "2019-03-06")),
    ],
)
@pytest.mark.parametrize("field", ["from_date", "to_date"])
def test_a_question_about_a_time(published: Site, question: str, typed: tuple[str, ...], field: str) -> None:
    """A day finds the same however it is typed; what is no date finds nothing, not everything, and is told."""
    path = f"/archive/{question}"
    answers = [published.rows(f"{path}.json", **{field: each}) for each in typed]
    assert answers[0] == answers[1] == answers[2]
    if question != "messages_between" or field == "from_date":  # the last message is of that day
        assert 0 < len(answers[0]) < len(published.rows(f"{path}.json"))
    for wrong in ("3/4/2019", "yesterday", "31/02/2020"):
        assert published.rows(f"{path}.json", **{field: wrong}) == []
        page = published.get(path, **{field: wrong}).text
        assert f"“{wrong}” is no date that can be read, or could be more than one." in page
        assert "Nothing was looked for." in page


def test_rules_on_a_day(published: Site) -> None:
    """And so does the page of a set of rules."""
    page = published.get("/rules/Election+Procedures?clause=34&at=1+June+2018").text
    assert page == published.get("/rules/Election+Procedures?clause=34&at=2018-06-01").text
    assert "On 1 June 2018" in re.sub("<[^>]+>", "", page)


def test_near_a_date(published: Site) -> None:
    """So does a question about the days around a day."""
    found = published.rows("/archive/passages_near_a_date.json", date="14 March 2019")
    assert found == published.rows("/archive/passages_near_a_date.json", date="2019-03-14") != []
