"""Where the marks of pictures go: dates never more precise than known, columns, stretches of time, coasts and dots."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pages.date_words import date_words
from ingest.pictures import land
from ingest.pictures.columns import columns, scale
from ingest.pictures.dates import Stretch, between, stretch
from ingest.pictures.lanes import lanes
from ingest.pictures.periods import period
from tests.site import ROOT

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
DATES = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016", "2016"),
        ("2016-12", "December 2016"),
        ("2016-12-05", "5 December 2016"),
        ("2019-05-20/2019-05-23", "20 to 23 May 2019"),
        ("2019-05-20/2019-06-01", "20 May 2019 to 1 June 2019"),
        ("2016-12/2017-02", "December 2016 to February 2017"),
        ("2015/2017", "2015 to 2017"),
        ("2010s", "2010s"),
        ("2016-02-30", "2016-02-30"),
        ("2016-13", "2016-13"),
        ("2016-XX", "2016-XX"),
        ("2016?", "2016?"),
        ("../2016", "../2016"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_is_said_no_more_precisely_than_it_is_known(edtf: str | None, words: str) -> None:
    """A month is a month and a year a year: no day is added."""
    assert date_words(edtf) == words


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


@pytest.mark.parametrize(
    ("edtf", "first", "sure", "last"),
    [
        ("2016-12-05", "2016-12-05", ("2016-12-05", "2016-12-05"), "2016-12-05"),
        ("2016-12", "2016-12-01", None, "2016-12-31"),
        ("2016-12/2017-02", "2016-12-01", ("2016-12-31", "2017-02-01"), "2017-02-28"),
        ("2016-12-05/2017", "2016-12-05", ("2016-12-05", "2017-01-01"), "2017-12-31"),
    ],
)
def test_what_is_certain_of_a_stretch_is_told_apart(
    edtf: str, first: str, sure: tuple[str, str] | None, last: str
) -> None:
    """Of a month no day is certain; of two months, what lies between them is."""
    found = stretch(edtf)
    assert (found.start, found.end) == (_day(first), _day(last))
    assert found.begun is not None
    assert found.ending is not None
    assert (found.begun <= found.ending) is (sure is not None)
    if sure:
        assert (found.begun, found.ending) == (_day(sure[0]), _day(sure[1]))


def test_an_office_without_an_end_has_none() -> None:
    """What is not stated stays open, and reaches the edge of the picture."""
    found = between("2014-03", None)
    assert found == Stretch(_day("2014-03-01"), _day("2014-03-31"), None, None)
    (bar,) = lanes([found], _day("2010-01-01"), _day("2019-12-31"))
    assert bar is not None
    assert (bar.open_left, bar.open_right, round(bar.x + bar.width, 1)) == (False, True, 100.0)


@pytest.mark.parametrize(
    ("asked", "years", "name", "unit", "count"),
    [
        (None, (2018, 2019), "", "month", 24),
        (None, (2001, 2019), "", "year", 19),
        (None, (1650, 2019), "", "ten years", 37),
        ("2010s", (1650, 2019), "2010s", "year", 10),
        ("2016", (2001, 2019), "2016", "month", 12),
        ("2016-02", (2001, 2019), "2016-02", "day", 29),
        ("2016-13", (2018, 2019), "", "month", 24),
        ("0000", (2018, 2019), "", "month", 24),
        ("<script>", (2018, 2019), "", "month", 24),
        ("٢٠١٦", (2018, 2019), "", "month", 24),
    ],
)
def test_what_part_of_the_calendar_is_shown(
    asked: str | None, years: tuple[int, int], name: str, unit: str, count: int
) -> None:
    """What is asked for, if there is such a part; else all the years, in columns that are neither few nor many."""
    seen = period(asked, *years)
    assert (seen.name, seen.unit, len(seen.bins)) == (name, unit, count)


@pytest.mark.parametrize(
    ("asked", "only", "found"),
    [
        (None, "2017-02", ("", "", "day", 28)),
        ("2017", "2017-02", ("2017", "2017", "month", 12)),
        ("2017-02", "2017-02", ("2017-02", "2017-02", "day", 28)),
        (None, "2017", ("", "", "month", 12)),
        (None, "2017-21", ("", "", "month", 12)),  # a spring (EDTF)
        (None, "0000-02", ("", "", "month", 12)),
        (None, None, ("", "", "month", 12)),
    ],
)
def test_a_single_month_is_shown_by_day(asked: str | None, only: str | None, found: tuple[str, str, str, int]) -> None:
    """Where everything lies in one month its days are the columns, and they are all that there is; closer parts stay what they are."""
    seen = period(asked, 2017, 2017, only)
    assert (seen.prefix, seen.name, seen.unit, len(seen.bins)) == found


@given(first=st.integers(1, 9999), more=st.integers(0, 500), day=DAYS)
def test_every_day_has_one_column(first: int, more: int, day: str) -> None:
    """The columns of all years lie one behind another: a day in them belongs to exactly one."""
    last = min(9999, first + more)
    seen = period(None, first, last)
    found = [each for each in seen.bins if day.startswith(each.prefix)]
    assert len(found) == (seen.first <= _day(day) <= seen.last)
    assert len({len(each.prefix) for each in seen.bins}) == 1
    assert sum(bool(each.label) for each in seen.bins) <= 13


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 10**6)), max_size=50))
def test_columns_stand_on_the_ground_and_in_the_picture(counts: list[dict[str, int]]) -> None:
    """No part sticks out, none is lost, and what there is one of can be seen."""
    drawn = columns(counts, 100)
    assert [each.count for each in drawn] == [sum(each.values()) for each in counts]
    for each, given_counts in zip(drawn, counts, strict=True):
        assert {part.name: part.count for part in each.parts} == {k: n for k, n in given_counts.items() if n}
        assert all(part.height >= 1.5 and part.y >= 0 and part.y + part.height <= 103.1 for part in each.parts)
        assert 0 <= each.x <= each.x + each.width <= 100.01


@pytest.mark.parametrize(
    ("most", "steps"),
    [(0, []), (1, [1]), (4, [1, 2, 3, 4]), (31, [10, 20, 30, 40]), (28_000, [10_000, 20_000, 30_000])],
)
def test_a_scale_is_of_few_round_numbers(most: int, steps: list[int]) -> None:
    """At most four, the last not below what is shown."""
    assert scale(most) == steps


@given(st.lists(st.tuples(DATES, st.none() | DATES), max_size=30), DAYS, st.integers(0, 40_000))
def test_no_two_stretches_lie_upon_each_other(dates: list[tuple[str, str | None]], first: str, days: int) -> None:
    """In one lane each begins behind the one before, inside the picture, and what is certain lies inside it."""
    start = _day(first)
    last = min(date.max.toordinal(), start + days)
    bars = [bar for bar in lanes([between(*pair) for pair in dates], start, last, 20) if bar is not None]
    ends: dict[int, float] = {}
    for bar in bars:
        assert bar.x >= ends.get(bar.lane, 0)
        ends[bar.lane] = bar.x + bar.width
        assert 0 <= bar.x <= bar.x + bar.width <= 100.01
        assert bar.sure_width >= 0


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=40))
def test_every_place_is_on_the_map_once(places: list[tuple[float, float]]) -> None:
    """Whichever places there are, each is in one dot, and each dot in the picture."""
    rows = [{"id": n, "latitude": a, "longitude": b, "count": n} for n, (a, b) in enumerate(places)]
    dots = land.dots(rows, land.window(places))
    assert sorted(each["id"] for dot in dots for each in dot.places) == list(range(len(places)))
    assert all(-0.01 <= dot.x <= 100.01 and -0.01 <= dot.y <= 100.01 for dot in dots)


TOWNS = [["Chelmsford", 51.74, 0.47, 5], ["London", 51.51, -0.13, 4], ["Reading", 51.45, -0.97, 5]]


def test_towns_are_named_beside_what_lies_on_them() -> None:
    """A single place is shown with coasts and towns around it; a town under its dot comes first, with its name beside the dot."""
    seen = land.window([(51.52, -0.14)])
    (dot,) = land.dots([{"latitude": 51.52, "longitude": -0.14, "count": 1}], seen)
    first, second, third = land.names(TOWNS, seen, [(dot.x, dot.y)])
    assert first == {"name": "London", "x": 50.0, "y": 50.0, "dotted": True}
    assert [(each["name"], each["dotted"]) for each in (second, third)] == [("Chelmsford", False), ("Reading", False)]
    assert [each["name"] for each in land.names(TOWNS, seen, [], most=1)] == ["Chelmsford"]
    assert "Chelmsford" not in [
        each["name"] for each in land.names(TOWNS, seen, [], sign=4)
    ]  # it would go over the edge


@pytest.mark.parametrize("name", ["land-world.json", "land-near.json"])
@pytest.mark.parametrize("places", [[(51.5, -0.1)], [(51.5, -0.1), (55.9, -3.2)], [(-80.0, -179.0), (80.0, 179.0)]])
def test_coasts_are_cut_at_the_edges(name: str, places: list[tuple[float, float]]) -> None:
    """No point of the path lies outside the picture, and the path stays small."""
    shapes = json.loads((ROOT / "static" / name).read_text(encoding="utf-8"))
    drawn = land.path(shapes, land.window(places))
    points = [pair.split() for ring in drawn.split("M")[1:] for pair in ring.rstrip("Z").split("L")]
    assert all(-0.1 <= float(x) <= 1000.1 and -0.1 <= float(y) <= 800.1 for x, y in points)
    assert len(drawn) < 80_000


def test_days_are_counted_as_the_calendar_does() -> None:
    """The middle of a year of 366 days lies in the middle of the picture."""
    seen = period("2016", 2016, 2016)
    assert seen.percent(seen.first + 183) == 50.0
    assert date.fromordinal(seen.last) + timedelta(1) == date(2017, 1, 1)
