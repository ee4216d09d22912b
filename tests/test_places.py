"""Places: an event is linked to one place, or to none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations import archive, curated
from ingest.declarations.curated import Place
from ingest.grammar.postcodes import find_postcode, normalised
from ingest.links.places import link
from ingest.records.events import Event

DOCK = archive.Place(
    name="Dock Hotel", address="Wharf St, Hull", postcode="hu1 1aa", latitude=53.7, longitude=-0.3, how_located="map"
)
ANNEXE = archive.Place(name="Customs House", postcode="HU1 1AA", aliases=("Old Customs",))
HALL = archive.Place(id="the-hall", name="Seamen’s Hall", address="Strand Row, Hull")
SQUARE = archive.Place(name="Market Square", postcode="LS1 2ES")


def event(words: str | None, position: int = 1) -> Event:
    return Event(
        f"doc-event-{position}", "doc", "Forum", None, None, None, None, "2 March", "no year printed", None, None, None, words,
        "doc-p1", 0, 0, "",
    )  # fmt: skip


def placed(words: str | None, *declared: archive.Place) -> tuple[str | None, list[Place]]:
    told = event(words)
    places = link([told], declared)
    return told.place_id, places


def test_declared_places_are_rows() -> None:
    """Every declared place is a row, whether an event is there or not."""
    assert list(curated.rows(archive.Archive(title="Quays", places=(DOCK, HALL)))) == [
        Place("dock-hotel", "Dock Hotel", "Wharf St, Hull", "HU1 1AA", 53.7, -0.3, "map", 1),
        Place("the-hall", "Seamen’s Hall", "Strand Row, Hull", declared=1),
    ]


LINKED = [
    ("the same postcode", "The Quay Room, Hull HU1 1AA", (DOCK, HALL), "dock-hotel"),
    ("the same postcode in lower case, without its space", "Wharf St, hu11aa", (DOCK,), "dock-hotel"),
    ("the name among two of one postcode", "Customs House, Hull, HU1 1AA", (DOCK, ANNEXE), "customs-house"),
    ("an alias among two of one postcode", "Old Customs, HU1 1AA", (DOCK, ANNEXE), "customs-house"),
    ("two of one postcode", "Wharf St, Hull, HU1 1AA", (DOCK, ANNEXE), None),
    ("both names of one postcode", "Dock Hotel behind Customs House, HU1 1AA", (DOCK, ANNEXE), None),
    ("a name without a postcode", "Main Room, Seamen's Hall", (DOCK, HALL), "the-hall"),
    ("a name with a postcode that is not declared", "Seamen’s Hall, Hull HU2 2BB", (HALL,), "the-hall"),
    ("nothing said", None, (DOCK,), None),
    ("a part of a word", "Dock Hotelier", (DOCK,), None),
]


@pytest.mark.parametrize(
    ("words", "declared", "place_id"), [case[1:] for case in LINKED], ids=[case[0] for case in LINKED]
)
def test_link_to_declared(words: str | None, declared: tuple[archive.Place, ...], place_id: str | None) -> None:
    """An event is at a declared place only if that one alone fits."""
    assert placed(words, *declared) == (place_id, [])


PRINTED: list[tuple[str, dict[str, Any]]] = [
    (
        "25 Some St, London, W1S 2QN",
        {"id": "25-some-st-w1s-2qn", "name": "25 Some St", "address": "London", "postcode": "W1S 2QN"},
    ),
    (
        "Dock Hotel (Annexe)\nWharf St\nFishton\nLondon\nW1W 5EE",
        {
            "id": "dock-hotel-annexe-w1w-5ee",
            "name": "Dock Hotel (Annexe)",
            "address": "Wharf St, Fishton, London",
            "postcode": "W1W 5EE",
        },
    ),
    ("25, Some St, hu1 1aa", {"id": "25-some-st-hu1-1aa", "name": "25 Some St", "postcode": "HU1 1AA"}),
    ("HU1 1AA", {"id": "hu1-1aa", "name": "HU1 1AA", "postcode": "HU1 1AA"}),
    ("City Hall, Leeds", {"id": "city-hall-leeds", "name": "City Hall", "address": "Leeds"}),
    ("Congress House", {"id": "congress-house", "name": "Congress House"}),
]


@pytest.mark.parametrize(("words", "fields"), PRINTED, ids=[words for words, _ in PRINTED])
def test_printed_place(words: str, fields: dict[str, Any]) -> None:
    """A place that is not declared is made from what the source prints, without coordinates."""
    assert placed(words) == (fields["id"], [Place(**fields)])


@pytest.mark.parametrize("words", ["Town Hall", "Room 4", "Committee Room", "the hall", "Leeds"])
def test_no_place(words: str) -> None:
    """A venue that many towns have is no place on its own."""
    assert placed(words) == (None, [])


def test_another_postcode() -> None:
    """A declared name with another postcode is another place."""
    assert placed("Market Square, York YO1 7EW", SQUARE)[0] == "market-square-yo1-7ew"


def test_two_events_at_one_place() -> None:
    """A place that two events print is one row."""
    told = [event("City Hall, Leeds"), event("City Hall,\nLeeds", 2)]
    assert [place.id for place in link(told, [])] == ["city-hall-leeds"]
    assert [one.place_id for one in told] == ["city-hall-leeds"] * 2


POSTCODES = [
    "W1S 2QN",
    "W1W 5EE",
    "EC1A 1BB",
    "GIR 0AA",
    "M1 1AE",
    "B33 8TH",
    "CR2 6XH",
    "DN55 1PT",
    "SW1A 0AA",
    "BS1 4AA",
]


@pytest.mark.parametrize("postcode", POSTCODES)
def test_postcodes(postcode: str) -> None:
    """Every form of postcode is found, and told with one space."""
    for printed in (postcode, postcode.replace(" ", ""), postcode.replace(" ", "\u00a0")):
        found = find_postcode(f"(London {printed}.)")
        assert found is not None
        assert normalised(found[0]) == postcode
    assert find_postcode(postcode.lower()) is None
    assert find_postcode(postcode.lower(), any_case=True) is not None


@pytest.mark.parametrize(
    "words", ["A9 9CC", "Q1 1AA", "W1S 2QNX", "XW1S 2QN", "AB1 5 min", "£M1 1AE", "1234 5AB", "W1S-2QN"]
)
def test_not_a_postcode(words: str) -> None:
    """What the grammar does not allow is no postcode."""
    assert find_postcode(words, any_case=True) is None


@given(
    st.lists(
        st.one_of(
            st.none(), st.text(), st.sampled_from(["Town Hall, Hull", "1 St, HU1 1AA", "Dock Hotel", "É, HU1 1AA"])
        )
    )
)
def test_any_words(words: list[str | None]) -> None:
    """Every place an event is linked to is a row, and ids are unique and plain."""
    told = [event(place, position) for position, place in enumerate(words)]
    places = link(told, [DOCK, ANNEXE, HALL])
    ids = [curated.id_of(place) for place in (DOCK, ANNEXE, HALL)] + [place.id for place in places]
    assert len(set(ids)) == len(ids)
    assert {one.place_id for one in told} - {None} <= set(ids)
    assert all(place_id and not set(place_id) - set("abcdefghijklmnopqrstuvwxyz0123456789-") for place_id in ids)
