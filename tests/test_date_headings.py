"""Date headings and bylines: which lines are read as the date of an entry, with its title and author, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar.bylines import read_bare, read_byline
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.foreign_dates import FOREIGN_MONTHS

READ = [
    ("Tuesday, 12 March 2019", "2019-03-12", "plain", None, None),
    ("Tue 12 Mar 2019", "2019-03-12", "plain", None, None),
    ("Tuesday 12th of March, 2019", "2019-03-12", "plain", None, None),
    ("Mar. 12th 2019", "2019-03-12", "plain", None, None),
    ("MAR 12 2019", "2019-03-12", "plain", None, None),
    ("2019.03.12", "2019-03-12", "plain", None, None),
    ("2019/3/12", "2019-03-12", "plain", None, None),
    ("2019-03-12 (Tue)", "2019-03-12", "plain", None, None),
    ("12 March 2019, 10:15 am", "2019-03-12", "plain", None, None),
    ("Mar. 12th, 2019 | 10:15 pm", "2019-03-12", "plain", None, None),
    ("2019-03-12T10:15:00Z", "2019-03-12", "plain", None, None),
    ("Tue Mar 12 10:15:00 GMT 2019", "2019-03-12", "plain", None, None),
    ("------ 12/Mar/2019 ------", "2019-03-12", "marked", None, None),
    ("**12 March 2019**", "2019-03-12", "marked", None, None),
    ("[13/3/2019]", "2019-03-13", "marked", None, None),
    ("Ada Q's .plan for Feb 18, 1998", "1998-02-18", "labelled", None, None),
    ("Entry for 12 March 2019", "2019-03-12", "labelled", None, None),
    ("Date: Tue, 12 Mar 2019 10:15:00 +0000", "2019-03-12", "labelled", None, None),
    ("Posted on 12 March 2019 by Ada", "2019-03-12", "labelled", None, "Ada"),
    ("Posted by Ada Quill on March 12, 2019 at 10:15 am", "2019-03-12", "labelled", None, "Ada Quill"),
    ("Posted by Ada at 10:15 on 12 March 2019", "2019-03-12", "labelled", None, "Ada"),
    ("12 March 2019 | Ada Quill", "2019-03-12", "labelled", None, "Ada Quill"),
    ("Ada Quill | 12 March 2019", "2019-03-12", "labelled", None, "Ada Quill"),
    ("by Ada Quill | Mar 12, 2019 | News, Kettles | 2 comments", "2019-03-12", "labelled", None, "Ada Quill"),
    ("Ada Quill | 12 March 2019 | Kettles", "2019-03-12", "labelled", None, "Ada Quill"),
    ("12 March 2019\nby Ada Quill", "2019-03-12", "plain", None, "Ada Quill"),
    ("By Ada Quill\n12 March 2019", "2019-03-12", "plain", None, "Ada Quill"),
    ("12 March 2019 — The kettle is back", "2019-03-12", "plain", "The kettle is back", None),
    ("12 March 2019: “Kettle”", "2019-03-12", "plain", "“Kettle”", None),
    ("2019-03-12 - The kettle", "2019-03-12", "plain", "The kettle", None),
    ("12 March 2019 (Tuesday) - The kettle", "2019-03-12", "plain", "The kettle", None),
    ("mardi 12 mars 2019", "2019-03-12", "plain", None, None),
    ("الثلاثاء ١٢ مارس ٢٠١٩", "2019-03-12", "plain", None, None),
    ("12 آذار 2019", "2019-03-12", "plain", None, None),
    ("2019년 3월 12일 (화요일)", "2019-03-12", "plain", None, None),
    ("2019년 3월 12일 화요일", "2019-03-12", "plain", None, None),
    ("2019. 3. 12. (화)", "2019-03-12", "plain", None, None),
    ("2019年3月12日（火）", "2019-03-12", "plain", None, None),
    ("平成31年3月12日（火）", "2019-03-12", "plain", None, None),
    ("平成三十一年三月十二日", "2019-03-12", "plain", None, None),
    ("平成31年（2019年）3月12日", "2019-03-12", "plain", None, None),
    ("2019年3月12日 星期二", "2019-03-12", "plain", None, None),
    ("Dienstag, den 12. März 2019", "2019-03-12", "plain", None, None),
    ("martes, 12 de marzo de 2019", "2019-03-12", "plain", None, None),
    ("martedì 12 marzo 2019", "2019-03-12", "plain", None, None),
    ("dinsdag 12 maart 2019", "2019-03-12", "plain", None, None),
    ("Dydd Mawrth, 12 Mawrth 2019", "2019-03-12", "plain", None, None),
    ("Day 2 – Tuesday, 12 March 2019", "2019-03-12", "labelled", None, None),
    ("DAY TWO OF FIVE: Tuesday 12 March 2019", "2019-03-12", "labelled", None, None),
    ("Tuesday, 12 March 2019 (Day 2)", "2019-03-12", "plain", None, None),
    ("Tuesday, 12 March 2019          Day 2", "2019-03-12", "plain", None, None),
    ("Tuesday, March 12, 2019; 9:00 a.m.", "2019-03-12", "plain", None, None),
    ("Day twelfth, 12 March 2019", "2019-03-12", "labelled", None, None),
    ("Day 13 – 12 March 2019", "2019-03-12", "labelled", None, None),
    ("12 March 2019, sitting no. 4 of twenty", "2019-03-12", "plain", None, None),
    ("Hearing on 12 March 2019", "2019-03-12", "labelled", None, None),
    ("Transcript of the proceedings on Tuesday 12 March 2019", "2019-03-12", "labelled", None, None),
    ("Proceedings of Tuesday, 12 March 2019", "2019-03-12", "labelled", None, None),
    ("12. March 2019", "2019-03-12", "plain", None, None),
    ("2019 Mar 12", "2019-03-12", "plain", None, None),
    ("2019-Mar-12", "2019-03-12", "plain", None, None),
    ("2019, March 12th", "2019-03-12", "plain", None, None),
    ("tuesday, march 12, 2019", "2019-03-12", "plain", None, None),
    ("20190312", "2019-03-12", "plain", None, None),
    ("=== 12 March 2019 === The kettle ===", "2019-03-12", "marked", "The kettle", None),
    ("The kettle - 12 March 2019", "2019-03-12", "ended", "The kettle", None),
    ("The kettle: a tale (Tue 12 March 2019, 10.15am)", "2019-03-12", "ended", "The kettle: a tale", None),
    ("=== The kettle === 2019-03-12 ===", "2019-03-12", "ended", "The kettle", None),
    ("Posted by: ada_q | Tuesday, March 12th, 2019", "2019-03-12", "labelled", None, "ada_q"),
    ("2019", "2019", "plain", None, None),
    ("MARCH 2019", "2019-03", "plain", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "edtf", "style", "title", "author"), READ, ids=[line for line, *_ in READ])
def test_read(line: str, edtf: str, style: str, title: str | None, author: str | None) -> None:
    """A heading is read whole: its date, a time that belongs to it, the title or the author beside it."""
    found = read_date_heading(line)
    assert found is not None
    words = line[slice(*found.title)] if found.title else None
    assert (found.date.edtf, found.date.consistent, found.style, words, found.author) == (
        edtf,
        True,
        style,
        title,
        author,
    )


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("=== Mar 12 ===", (None, 3, 12, None)),
        ("Tuesday 12th", (None, None, 12, 1)),
        ("March", (None, 3, None, None)),
        ("Lundi 5 mai", (None, 5, 5, 0)),
        ("Wednesday 3/4/2019", (2019, None, None, 2)),
    ],
)
def test_parts(line: str, parts: tuple[int | None, ...]) -> None:
    """What a heading leaves out stays out, for the headings around it to tell."""
    found = read_date_heading(line)
    assert found is not None
    assert (found.date.year, found.date.month, found.date.day, found.date.weekday) == parts


@pytest.mark.parametrize(
    "line",
    [
        "12 March 2019 was cold", "The 12th", "march", "may", "[1.2.0] - 2019-03-12", "1.2.0 (2019-03-12)", "2019-03-12  Ada Quill  <ada@x.example>",
        "On 12 March 2019 Ada wrote:", "2019.3.12", "twelfth of March 2019", "12 March 2019\n\nThe kettle", "5 people", "", "---", "Room 2019",
        "12 fructidor 2019", "2019-03-12 The kettle",
        "Day before 5 March 2019", "Session ended 5 March 2019", "5 March 2019 day after", "Session Monday 5 March 2019", "Day 5-6 March 2019",
        "Day 5–6 March 2019", "Day 5 – 6 March 2019", "Hearing day 5 - 6th of March 2019", "Sitting 5 March 2019", "Day 5 to 6 March 2019",
        "Our post on 5 March 2017", "Read his blog on 5 March 2019", "An update on 5 March 2019", "Notes of hearing on 5 March 2019",
        "Entry on 5 March 2019", "Room 12 - 5 March 2019", "the kettle (5 March 2019) is back", "20191312", "2019031", "10-30-2019-4",
        "Le 5 octobre 2009, le gardien forma opposition contre la décision.", "5 October 2009, the keeper appealed against it.",
        "The kettle, 5 March 2019", "A sentence about a kettle. (5 March 2019)",
    ],
)  # fmt: skip
def test_not_read(line: str) -> None:
    """Sentences, versions, changes with an address, ordinal words and what has two readings are no date headings."""
    assert read_date_heading(line) is None


def test_a_title_without_a_mark() -> None:
    """In a heading of Markdown the title may follow the date at once."""
    found = read_date_heading("2019-03-12 The kettle", titled=True)
    assert found is not None
    assert found.title == (11, 21)


def test_foreign_months() -> None:
    """A month has one meaning in all the languages that have the name."""
    assert sorted(set(FOREIGN_MONTHS.values())) == list(range(1, 13))
    assert all(name == name.casefold() for name in FOREIGN_MONTHS)


@given(
    st.text()
    | st.lists(st.sampled_from([line for line, *_ in READ] + [" ", "\n", ": ", "— ", "by ", "x"])).map("".join)
)
def test_any_line(line: str) -> None:
    """Any line is read, or not, without complaint; what is read are slices of it."""
    found = read_date_heading(line, titled=True)
    if found:
        assert found.date.words == line[found.date.start : found.date.end]
        assert found.title is None or line[slice(*found.title)].strip()
    read_byline(line)
    read_bare(line)


BYLINES = [
    ("By Ada Quill, Political Editor", "Ada Quill"),
    ("by Tobias Fenn and Ada Quill, industrial editor", "Tobias Fenn and Ada Quill"),
    ("By ADA QUILL", "ADA QUILL"),
    ("WORDS: Ada Quill", "Ada Quill"),
    ("Words by Ada Quill", "Ada Quill"),
    ("Ada Quill reports", "Ada Quill"),
    ("By Ada Quill in Zennor", "Ada Quill"),
    ("By Ada Quill | 12 March 2019", "Ada Quill"),
    ("By Máire de Búrca, Jean-Luc O’Neill and A. J. Smith", "Máire de Búrca, Jean-Luc O’Neill and A. J. Smith"),
    ("By Ada", None),
    ("By Ada Quill Kettle correspondent", None),
]


@pytest.mark.parametrize(("line", "author"), BYLINES, ids=[line for line, _ in BYLINES])
def test_byline(line: str, author: str | None) -> None:
    """A byline names its author where it is certain which of its words are the name."""
    found = read_byline(line)
    assert found is not None
    assert found.author == author


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the kettle was back",
        "UK News | 12 March 2019",
        "Harbour Board | 12 March 2019",
        "Ada Quill",
        "by the way",
    ],
)
def test_no_byline(line: str) -> None:
    """Sentences, sections, bodies and names alone are no bylines."""
    assert read_byline(line) is None
