"""Events: what is announced or recorded on a day, and the much that only mentions one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.declarations.source import Declaration, Hints
from ingest.model import Problem
from ingest.records.events import Event, find
from tests.cases import Case, cases, check_slices, reading, shown
from tests.growth import assert_linear


@pytest.mark.parametrize("case", cases("events"))
def test_events(case: Case) -> None:
    """The events of a text are those the case lists."""
    assert [shown(row) for row in find(reading(case.text, **case.fields))] == case.expected


def events(text: str, declaration: Declaration | None = None, **fields: str) -> list[Event]:
    return [row for row in find(reading(text, declaration, **fields)) if isinstance(row, Event)]


def test_place_of_an_event() -> None:
    """An event covers its announcement and its address, and belongs to the passage it begins in."""
    text = "Notice.\n\nDay Two of the Inquiry takes place on 8 March 2017\nDock Hotel\nHull\nHU1 1AA\n\nThat is all."
    (event,) = events(text)
    assert (event.id, event.passage_id, event.place_id) == ("doc-event-1", "doc-p2", None)
    assert (event.start, event.end) == (text.index("Day Two"), text.index("HU1 1AA") + 7)


def test_passage_of_an_event_with_its_title_above() -> None:
    """An event whose title stands in the passage above its date begins there, and belongs there."""
    (event,) = events("9. Date of next meeting\n\nMonday 8 April 2019, 7 pm, at the Dock Hotel, Hull.")
    assert (event.passage_id, event.title, event.start) == ("doc-p1", "Next meeting", 11)


def test_rules_hold_no_events() -> None:
    """The days of a rulebook are rules, not events."""
    assert events("The conference takes place on 8 March 2017.", kind="rules") == []


def test_the_day_of_an_article_is_no_event() -> None:
    """A line that an article has been given its day from announces nothing, whatever stands above it."""
    opened = reading("Members say the ballot had closed\n\nWed, Mar 11, 2015, 01:00", kind="article")
    opened.passages[1].kind = "date line"
    assert list(find(opened)) == []


def test_declared_year() -> None:
    """A year that a person declared is taken where the document states none, and the basis says so."""
    (event,) = events("The Forum meets on 2 March.", Declaration(hints=Hints(year=2016)))
    assert (event.event_date, event.date_basis) == ("2016-03-02", "year from the declaration")


def test_declared_order() -> None:
    """Dates of numbers are read in the order that a person declared."""
    (event,) = events("The Forum meets on 03/04/2017.", Declaration(hints=Hints(date_order="dmy")))
    assert (event.event_date, event.date_basis) == ("2017-04-03", "as printed")


PIECES = st.sampled_from(
    [
        *(
            "8 March",
            "8 March 2017",
            "Wednesday",
            "31 February",
            "03/04/2017",
            "takes place on",
            "held on",
            "was held",
            "meets",
        ),
        *(
            "10 am",
            "6-8pm",
            "10:00-12:00",
            "at",
            "in",
            "Dock Hotel",
            "25 Some St",
            "London",
            "W1W 5EE",
            "w1w 5ee",
            "The hearing",
        ),
        *(
            "Date:",
            "Time:",
            "Venue:",
            "What:",
            "From:",
            "–",
            ",",
            ".",
            ":",
            "(",
            ")",
            "“",
            "”",
            "**",
            "> ",
            "* ",
            "\n",
            "\n\n",
            " ",
        ),
        *("and", "I received", "each year", "rally", "A", "é"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join))


@settings(max_examples=300)
@given(TEXTS)
def test_any_text(text: str) -> None:
    """Any text gives events that are slices, with ids of their own, in a passage of the document."""
    opened = reading(text, published_date="2017-02-19")
    rows = list(find(opened))
    found = [row for row in rows if isinstance(row, Event)]
    assert len({event.id for event in found}) == len(found)
    passages = {passage.id for passage in opened.passages}
    for event in found:
        check_slices(event, text)
        assert event.title
        assert event.text
        assert event.passage_id in passages
        assert event.date_words in event.text
        assert event.place_words is None or event.place_words in event.text
        assert (event.event_date is None) == (event.date_earliest is None)
    assert all(isinstance(row, Event | Problem) for row in rows)


@pytest.mark.parametrize(
    "unit",
    [
        "The rally takes place on 8 March 2017 at noon at 25 Some St, ",
        "8 March, ",
        "Dock Hotel\n",
        "Date: 8 March 2017\n",
        "held on ",
    ],
)
def test_long_passages(unit: str) -> None:
    """A passage of a hundred thousand characters is read in linear time."""
    assert_linear(lambda size: events(unit * (size // len(unit))), 25_000)


def test_time_grows_with_a_chronology() -> None:
    """Four times the entries take about four times the time."""
    line = "3 May 2011 – The lamp was lit,\n\n14 June 2011: it was\nput out.\n\n"
    assert_linear(lambda count: events("CHRONOLOGY\n\n" + line * count), 200)
