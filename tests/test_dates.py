"""Dates and times of day: what is read, what is left alone, and what a date without a year may become."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.dates import complete, earliest_latest, find_dates, read_date
from ingest.grammar.times import find_times
from ingest.grammar.written_dates import dates_of, written_dates
from tests.growth import assert_linear

READ = [
    ("Sunday, 19 February 2017", "2017-02-19"),
    ("19th of Feb., 2017", "2017-02-19"),
    ("February 19, 2017", "2017-02-19"),
    ("Feb 19th 2017", "2017-02-19"),
    ("Thursday 9 February, 2017", "2017-02-09"),
    ("January 3 , 2017", "2017-01-03"),
    ("December 20,\u00a0 2016", "2016-12-20"),
    ("19\u00a0February\u00a02017", "2017-02-19"),
    ("19\nFebruary 2017", "2017-02-19"),
    ("FRIDAY 3 MARCH 2017", "2017-03-03"),
    ("Friday, March 3, 2017", "2017-03-03"),
    ("22nd day of February 2017", "2017-02-22"),
    ("Sunday the 19th of February 2017", "2017-02-19"),
    ("19 Sept. 2017", "2017-09-19"),
    ("19-Feb-2017", "2017-02-19"),
    ("2017-02-19", "2017-02-19"),
    ("19/02/2017", "2017-02-19"),
    ("2/19/2017", "2017-02-19"),
    ("19.02.17", "2017-02-19"),
    ("04/04/2017", "2017-04-04"),
    ("03/04/2017", "2017"),
    ("February 2017", "2017-02"),
    ("27-28 February 2017", "2017-02-27/2017-02-28"),
    ("27th – 28th February 2017", "2017-02-27/2017-02-28"),
    ("3 to 5 March 2017", "2017-03-03/2017-03-05"),
    ("27 and 28 February 2017", "2017-02-27/2017-02-28"),
    ("Wednesday 1 to Friday 3 March 2017", "2017-03-01/2017-03-03"),
    ("3 March - 5 April 2017", "2017-03-03/2017-04-05"),
    ("28 December – 3 January 2017", "2016-12-28/2017-01-03"),
    ("19 February 2017 to 3 March 2017", "2017-02-19/2017-03-03"),
    ("March 3-5, 2017", "2017-03-03/2017-03-05"),
    ("January–March 2017", "2017-01/2017-03"),
    ("December 2016 to January 2017", "2016-12/2017-01"),
    ("19 February ’17", "2017-02-19"),
]


@pytest.mark.parametrize(("words", "edtf"), READ, ids=[words for words, _ in READ])
def test_whole_date(words: str, edtf: str) -> None:
    """A date on its own is read whole, and in a sentence it is the same slice."""
    found = read_date(words)
    assert found is not None
    assert (found.words, found.edtf, found.consistent) == (words, edtf, True)
    sentence = f"It was on {words}, they say."
    assert [(date.words, date.edtf) for date in find_dates(sentence)] == [(words, edtf)]


WITHOUT_YEAR = [
    ("27th February", (2, 27, None, None)),
    ("Wednesday 22 February", (2, 22, 2, None)),
    ("February 19", (2, 19, None, None)),
    ("Sat. 4 March", (3, 4, 5, None)),
    ("27-28 February", (2, 27, None, (None, 2, 28))),
    ("28 December to 3 January", (12, 28, None, (None, 1, 3))),
]


@pytest.mark.parametrize(("words", "parts"), WITHOUT_YEAR, ids=[words for words, _ in WITHOUT_YEAR])
def test_date_without_year(words: str, parts: tuple[object, ...]) -> None:
    """A date without a year has no EDTF form of its own."""
    found = read_date(words)
    assert found is not None
    assert (found.month, found.day, found.weekday, found.last) == parts
    assert (found.year, found.edtf, found.consistent) == (None, None, True)


IN_PROSE = [
    ("On December 15, 2016 Ann Lee posted", ["December 15, 2016"]),
    ("from 3 to 5 March 2017 at noon", ["3 to 5 March 2017"]),
    ("between 3 and 9 March 2017", ["3 and 9 March 2017"]),
    ("on 3 and 17 March", ["17 March"]),
    ("on May 5 at noon", ["May 5"]),
    ("on 5 March 10 people came", ["5 March"]),
    ("under Section 4 March 2017 was", ["March 2017"]),
    ("(19 February 2017) and 2017-02-20T10:00", ["19 February 2017", "2017-02-20"]),
    ("due 3 May.", ["3 May"]),
    ("dated 19.12.17", ["19.12.17"]),
    ("in the years 2016–17 March 2018 was", ["March 2018"]),
    ("19 February 2017 – 3 March is late", ["19 February 2017", "3 March"]),
]


@pytest.mark.parametrize(("text", "words"), IN_PROSE, ids=[text for text, _ in IN_PROSE])
def test_dates_in_prose(text: str, words: list[str]) -> None:
    """The slice of a date is the date, without the words around it."""
    assert [date.words for date in find_dates(text)] == words


NOT_DATES = [
    "may 5 people", "May 5 people came", "March 10 miles", "Section 4 March", "Day 3 March", "£5 March", "v1.2.17",
    "clause 13.10.12 says", "13.10.12 The Committee", "version 19.02.17", "http://x.example/2017/02/19/page",
    "file-2017-02-19.pdf", "2017", "in 2017", "Monday", "Margate 5", "1.5 March", "Decade 5", "99/99/2017", "1/2",
    "2017-13-01", "10:30", "3.50", "1,234", "Mayor 5 2017",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_DATES)
def test_not_a_date(text: str) -> None:
    """Numbers beside other words, prices, versions, clauses and paths are no dates."""
    assert list(find_dates(text)) == []


def test_impossible_day() -> None:
    """A day that is not in the calendar is found, and never told as a date."""
    (found,) = find_dates("on 31 February 2017")
    assert (found.words, found.edtf, found.consistent) == ("31 February 2017", None, False)
    assert complete(found, None) == (None, "no such day")


def test_wrong_weekday() -> None:
    """A weekday that does not fit is told, and the date stays as printed."""
    (found,) = find_dates("Monday 19 February 2017")
    assert (found.edtf, found.consistent) == ("2017-02-19", False)
    assert complete(found, None) == ("2017-02-19", "as printed, but the weekday is another")


@pytest.mark.parametrize(("order", "edtf"), [("dmy", "2017-04-03"), ("mdy", "2017-03-04"), (None, "2017")])
def test_order_of_numbers(order: str | None, edtf: str) -> None:
    """Numbers that could be either way round give the year alone, unless the source declares their order."""
    (found,) = find_dates("on 03/04/2017", date_order=order)
    assert found.edtf == edtf
    assert found.flag == (None if order else "day and month could be either way round")


@pytest.mark.parametrize("words", ["19 February 2017 was cold", "the 19 February", "2017", "Monday", "", "no"])
def test_not_a_whole_date(words: str) -> None:
    """A heading is a date only if it says nothing else."""
    assert read_date(words) is None


@pytest.mark.parametrize("words", ["  Sunday, 19 February 2017 \n", "19 February 2017:", "19 Feb 2017 –"])
def test_heading_is_a_date(words: str) -> None:
    """White space around a date and punctuation after it do not matter."""
    found = read_date(words)
    assert found is not None
    assert found.edtf == "2017-02-19"
    assert words[found.start : found.end] == found.words


FROM_DOCUMENT = "year from the date of the document"
CHECKED = "year from the date of the document, checked against the weekday"
UNSURE = "no year printed, and none certain from the date of the document"
COMPLETED = [
    ("27th February", "2017-02-19", "2017-02-27", FROM_DOCUMENT),
    ("27th February", "2017-02", "2017-02-27", FROM_DOCUMENT),
    ("27th February", "2017", None, UNSURE),
    ("27th February", None, None, "no year printed"),
    ("27th February", "2017-11-05", None, UNSURE),
    ("20 December", "2017-01-07", None, UNSURE),
    ("3 January", "2016-12-20", None, UNSURE),
    ("Tuesday 20 December", "2017-01-07", "2016-12-20", CHECKED),
    ("Tuesday 3 January", "2016-12-20", "2017-01-03", CHECKED),
    ("Wednesday 22 February", "2017-02-07", "2017-02-22", CHECKED),
    ("Wednesday 22 February", "2017", "2017-02-22", CHECKED),
    ("Wednesday 22 February", "2019-02-07", None, UNSURE),
    ("27-28 February", "2017-02-19", "2017-02-27/2017-02-28", FROM_DOCUMENT),
    ("28 December to 3 January", "2016-12-20", "2016-12-28/2017-01-03", FROM_DOCUMENT),
    ("29 February", "2017-02-01", None, UNSURE),
    ("29 February", "2016-02-01", "2016-02-29", FROM_DOCUMENT),
    ("19 February 2017", "2019-01-01", "2017-02-19", "as printed"),
    ("19.02.17", None, "2017-02-19", "as printed, century by convention"),
    ("03/04/2017", None, "2017", "as printed, day and month could be either way round"),
]


@pytest.mark.parametrize(("words", "near", "edtf", "basis"), COMPLETED)
def test_missing_year(words: str, near: str | None, edtf: str | None, basis: str) -> None:
    """A year is derived only where it is certain, and the basis says from what."""
    found = read_date(words)
    assert found is not None
    assert complete(found, near) == (edtf, basis)


SPANS = [
    ("2016-12-05", ("2016-12-05", "2016-12-05")),
    ("2016-12", ("2016-12-01", "2016-12-31")),
    ("2016-02", ("2016-02-01", "2016-02-29")),
    ("2016", ("2016-01-01", "2016-12-31")),
    ("2016-02/2017", ("2016-02-01", "2017-12-31")),
    ("2016-02-30", (None, None)),
    ("2016-13", (None, None)),
    ("0000", (None, None)),
    ("a/b", (None, None)),
    ("2016/2017/2018", (None, None)),
    ("", (None, None)),
    (None, (None, None)),
]


@pytest.mark.parametrize(("edtf", "days"), SPANS)
def test_earliest_latest(edtf: str | None, days: tuple[str | None, str | None]) -> None:
    """A date as far as it is known covers the days it may be."""
    assert earliest_latest(edtf) == days


TIMES = [
    ("10 am to 12 noon", "10:00", "12:00"),
    ("at 10.30am", "10:30", None),
    ("7.30pm – 9pm", "19:30", "21:00"),
    ("6-8pm", "18:00", "20:00"),
    ("6.30-8.30pm", "18:30", "20:30"),
    ("2 – 4 pm", "14:00", "16:00"),
    ("10-12pm", "10:00", "12:00"),
    ("11-1pm", "11:00", "13:00"),
    ("9-5pm", "09:00", "17:00"),
    ("10.30 to noon", "10:30", "12:00"),
    ("5pm", "17:00", None),
    ("at noon", "12:00", None),
    ("12 midnight", "00:00", None),
    ("10:00-12:00", "10:00", "12:00"),
    ("9:00-17:00", "09:00", "17:00"),
    ("from 9:15 a.m. until 4:30 p.m.", "09:15", "16:30"),
    ("between 2pm and 4pm", "14:00", "16:00"),
    ("1400 hours", "14:00", None),
    ("14.00 hrs", "14:00", None),
    ("Time: 19:00", "19:00", None),
    ("19 February 2017, 18:30", "18:30", None),
    ("12am", "00:00", None),
    ("12.15pm", "12:15", None),
]


@pytest.mark.parametrize(("text", "first", "last"), TIMES)
def test_times(text: str, first: str, last: str | None) -> None:
    """A time of day is read with its half of the day, at either end of a stretch."""
    found = find_times(text, 0, len(text))
    assert found is not None
    assert (found.start_time, found.end_time) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["John 3:16", "a ratio of 10:30", "£5pm", "at 7:30", "11-1am", "25:00", "odds of 3:10, 4:10", "10 amp", "0pm",
     "clause 10.30", "10.30", "13pm", "at 10 people", "1.10pm2", "10-midnight"],
)  # fmt: skip
def test_not_a_time(text: str) -> None:
    """Ratios, verses, prices and clauses are no times, nor is an hour that may be of either half of the day."""
    assert find_times(text, 0, len(text)) is None


WORDS = st.sampled_from(
    [
        *(
            "Sunday",
            "Mon.",
            "3",
            "3rd",
            "31",
            "of",
            "the",
            "Feb",
            "February",
            "MARCH",
            "May",
            "may",
            "2017",
            "17",
            "-",
            "–",
            "to",
        ),
        *(
            "and",
            "&",
            ",",
            ".",
            "/",
            ":",
            "03/04/2017",
            "19.02.17",
            "2016-02-30",
            "12",
            "10",
            "am",
            "pm",
            "noon",
            "10:30",
        ),
        *("6-8pm", "hours", "at", "£5", "Section", "\n", "\u00a0"),
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map("".join)))
def test_any_text(text: str) -> None:
    """Any text gives dates and times that are slices, apart, in order, and possible."""
    dates = list(find_dates(text))
    for found in dates:
        assert found.words == text[found.start : found.end] != ""
        assert found.edtf is None or earliest_latest(found.edtf) != (None, None)
        for near in (None, "2017", "2017-01-05", "0001", "9999-12-31"):
            edtf, basis = complete(found, near)
            assert basis
            assert edtf is None or earliest_latest(edtf) != (None, None)
    assert all(a.end <= b.start for a, b in pairwise(dates))
    times = find_times(text)
    assert times is None or times.words == text[times.start : times.end]
    whole = read_date(text)
    assert whole is None or text[whole.start : whole.end] == whole.words


def test_text_without_dates() -> None:
    """Text that is full of what looks like dates at first takes time in proportion, and has none."""
    line = "The branch may ask that members at National level pay 3.50 or 10.5% under Section 4.\n"
    assert list(find_dates(line * 12_000)) == []
    assert_linear(lambda count: list(find_dates(line * count)), 12_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this third day of May Two Thousand and Fifteen", ["2015-05-03"]),
        ("3rd day of May, two thousand and fifteen", ["2015-05-03"]),
        ("twenty-first day of May, in the year of our Lord two thousand and fifteen.", ["2015-05-21"]),
        ("third day of May, One Thousand Eight Hundred and Ninety-Seven", ["1897-05-03"]),
        ("the twenty first day of May A.D. 1897", ["1897-05-21"]),
        ("second of May nineteen ninety-nine", ["1999-05-02"]),
        ("the first day of June nineteen hundred and four", ["1904-06-01"]),
        ("thirty-first day of April two thousand", [None]),
        ("3 May 2015", []),
        ("third of May twenty five people came", []),
        ("third day of May two thousand and fifteen-year-olds", []),
        ("the third of May", []),
    ],
)  # fmt: skip
def test_written_out(text: str, expected: list[str | None]) -> None:
    """A date that a legal paper writes out has the day and the year of its words."""
    assert [date.edtf for date in written_dates(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the third of May, two thousand people marched.", []),
        ("the second March 2015 newsletter", ["2015-03"]),
        ("heard on the third day of March 2015, given on 4 May 2015", ["2015-03-03", "2015-05-04"]),
        ("Dated this first day of May, two thousand, at Hull", ["2000-05-01"]),
        ("Dated this first day of May two thousand and one by me", ["2001-05-01"]),
    ],
)
def test_written_beside_others(text: str, expected: list[str]) -> None:
    """What is counted is no year, and a day that is written out is not the only one where another is printed too."""
    assert [date.edtf for date in dates_of(text, 0, len(text))] == expected


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece", ["third day of May ", "twenty ", "one thousand ", "third   ", "1st May, ", "two thousand, "]
)
def test_written_out_in_time(piece: str) -> None:
    """The time that it takes grows with the text."""
    assert_linear(lambda size: written_dates(piece * size, 0, len(piece) * size), 20_000)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("令和5年3月3日", "2023-03-03"), ("令和元年5月1日", "2019-05-01"), ("昭和六十四年一月七日", "1989-01-07"), ("明治6年1月1日", "1873-01-01"),
        ("令和５年３月３日", "2023-03-03"), ("令和元年4月30日", None), ("明治5年12月2日", None), ("令和5年（2022年）3月3日", None), ("昭和0年1月1日", None),
    ],
)  # fmt: skip
def test_years_of_an_era(words: str, edtf: str | None) -> None:
    """A year that is counted in an era is a year; a day before the era began, or before Japan had our calendar, is not known."""
    found = read_date(words)
    assert (found and found.edtf) == edtf
