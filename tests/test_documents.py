"""Documents: where each unit of reading begins and ends, of which kind it is, and what the source says of it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration, Hints
from ingest.errors import DeclarationError
from ingest.formats import format_of, markdown, plain, rst
from ingest.formats.html import html
from ingest.grammar.edtf import earliest_latest
from ingest.parsing.opened import Opened, read_split
from ingest.records import documents
from ingest.records.kinds import classify, kind_by_name
from tests.archives import built, rows
from tests.cases import Case, cases
from tests.growth import assert_linear

SHOWN = ("id", "kind", "title", "author", "publisher", "published_date", "date_basis", "url", "language")


def opened(text: str, **declaration: Any) -> Opened:
    """Read a plain text as the source `src`, declared as said."""
    said = msgspec.convert(declaration, Declaration, strict=False)
    return read_split(plain.split(text, said.include), text, "src", said)


def described(found: Opened, text: str) -> list[dict[str, Any]]:
    """Return each document: what is known of it, how many passages, its discards and its problems with their words."""
    shown = []
    for reading in found.readings:
        said = {name: getattr(reading.document, name) for name in SHOWN}
        said["passages"] = str(len(reading.passages))
        said["discards"] = [block.kind for block in _discards(found, reading.document)]
        said["problems"] = [
            f"{each.reason} | {text[each.start : each.end]}" for each in _problems(found, reading.document)
        ]
        shown.append({name: value for name, value in said.items() if value})
    return shown


def _next(found: Opened, document: Any) -> int:
    return min(
        [each.document.start for each in found.readings if each.document.start > document.start], default=1 << 30
    )


def _discards(found: Opened, document: Any) -> list[Any]:
    """Return the discards of a document: those within, and those that stand around it up to its neighbours."""
    taken = [each for reading in found.readings if reading.document is document for each in reading.discards]
    return sorted(taken, key=lambda block: block.start)


def _problems(found: Opened, document: Any) -> list[Any]:
    above = max([each.document.end for each in found.readings if each.document.end < document.start], default=0)
    return [each for each in found.problems if above <= (each.start or 0) < document.end]


@pytest.mark.parametrize("case", cases("documents"))
def test_plain_text(case: Case) -> None:
    """A text is divided into documents as a person would divide it; what is unsure is left whole, or proposed."""
    declaration = {name: yaml.load(value, yaml.BaseLoader) for name, value in case.fields.items()}
    text = case.text.strip("\n") + "\n"
    found = opened(text, **declaration)
    assert described(found, text) == case.expected
    assert [reading.document.position for reading in found.readings] == list(range(1, len(found.readings) + 1))


def test_a_diary_whose_days_end_at_a_line_break() -> None:
    """A page of old has each day in bold at the front of a paragraph, and the words behind the end of its line."""
    entries = "".join(
        f"<hr><p><b>{day}</b><br>I went to the kettle and it was {state}, which nobody in my hall had expected.\n"
        for day, state in (
            ("Friday, March 12, 1999", "gone"),
            ("Thursday, March 11, 1999", "cold"),
            ("Monday, March 1, 1999", "hot"),
        )
    )
    page = f"<h1>Ada's Diary</h1><img alt='Under construction'><a href='x'>Home</a>{entries}<p>Nobody knows.</p>"
    decoded = html.decode(page.encode(), None, ())
    assert decoded.split is not None
    found = read_split(decoded.split, decoded.text, "src", Declaration())
    assert [reading.document.published_date for reading in found.readings] == ["1999-03-12", "1999-03-11", "1999-03-01"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
@pytest.mark.parametrize("bom", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("e-mail", "From: Ada\nSent: 5 March 2013 09:14\nTo: Bob\nSubject: Tea\n\nIs there tea?\n"),
        ("chat", "[04/11/2021, 19:03:45] Ada: tea?\n[04/11/2021, 19:04:10] Bob: no\n[04/11/2021, 19:04:52] Ada: oh\n"),
    ],
)
def test_messages_of_every_system(kind: str, text: str, bom: str, end: str) -> None:
    """Messages are read whatever the line ends are, and whether or not a byte order mark stands above them."""
    kept = bom + text.replace("\n", end)
    found = opened(kept)
    assert [reading.document.kind for reading in found.readings] == [kind]
    assert [block.kind for block in found.discards] == (["byte order mark"] if bom else [])
    assert [each.text.replace("\r", "") for each in found.readings[0].passages] == [
        each.text for each in opened(text).readings[0].passages
    ]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        pytest.param("Gone", "12 March 2019\n\nThe kettle\n\nIt is back.\n", id="dump"),
        pytest.param("Gone", "The kettle\n\nIt is back.\n", id="no dump"),
        pytest.param("Gone", "", id="nothing"),
    ],
)
def test_hint_that_fits_nothing(title: str, rest: str) -> None:
    """A hinted post whose title does not stand in the source is refused, never passed over."""
    with pytest.raises(DeclarationError, match="hints: posts: no line reads `Gone`"):
        opened(rest, hints={"posts": [{"title": title}]})


FRONT = """\
---
title: {title}
author: Ada Quill
date: {date}
url: https://scales.example/kettle
lang: en-GB
type: {type}
---

# A heading of its own

It was returned to its shelf on Monday night, which nobody had expected of the works council.
"""


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("2019-03-12", ("2019-03-12", "front matter"), id="day"),
        pytest.param("2019-03-12T10:30:00Z", ("2019-03-12", "front matter"), id="timestamp"),
        pytest.param("2019-03-12 10:30", ("2019-03-12", "front matter"), id="day and time"),
        pytest.param("Tuesday, 12 March 2019", ("2019-03-12", "front matter"), id="in words"),
        pytest.param("2019-03", ("2019-03", "front matter"), id="month"),
        pytest.param("2019", ("2019", "front matter"), id="year"),
        pytest.param("Monday, 12 March 2019", (None, None), id="wrong weekday"),
        pytest.param("2019-02-30", (None, None), id="no such day"),
        pytest.param("03/04/2019", ("2019", "front matter"), id="day and month either way"),
        pytest.param("last spring", (None, None), id="no date"),
        pytest.param("March 12, 2019 10:00 AM", ("2019-03-12", "front matter"), id="American, with a time"),
        pytest.param("Tue, 12 Mar 2019 10:15:00 +0000", ("2019-03-12", "front matter"), id="of an e-mail"),
        pytest.param("2019-03-12 10:15:00 +01:00", ("2019-03-12", "front matter"), id="with a zone"),
        pytest.param("12 mars 2019", ("2019-03-12", "front matter"), id="in French"),
        pytest.param("12/13/19", (None, None), id="a year of two digits"),
        pytest.param('""', (None, None), id="empty"),
    ],
)
def test_front_matter_date(tmp_path: Path, date: str, expected: tuple[str | None, str | None]) -> None:
    """The date of front matter is taken as far as it is certain; one that is not understood is a problem."""
    db = built(tmp_path, kettle__md=FRONT.format(title="The kettle", date=date, type="post"))
    assert rows(db, "select published_date, date_basis from documents") == [expected]
    reasons = [reason for (reason,) in rows(db, "select reason from problems") if "front matter" in reason]
    assert len(reasons) == (expected[0] is None and date != '""')


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("post", "blog post"),
        ("Article", "article"),
        ("transcript", "hearing"),
        ("rules", "rules"),
        ("zine", "document"),
    ],
)
def test_front_matter(tmp_path: Path, name: str, kind: str) -> None:
    """What the front matter says of a document is taken from it; a kind it does not know is found by shape."""
    db = built(tmp_path, kettle__md=FRONT.format(title="The kettle", date="2019-03-12", type=name))
    assert rows(db, f"select {', '.join(SHOWN)} from documents") == [
        (
            "kettle", kind, "The kettle", "Ada Quill", None, "2019-03-12", "front matter", "https://scales.example/kettle",
            "en-GB",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said", "expected"),
    [
        ("2019-03-12-kettle.md", "title: Kettle", ("blog post", None, "2019-03-12")),
        ("2019-03-12 kettle.md", "title: Kettle", ("document", None, "2019-03-12")),
        ("kettle.md", "layout: layouts/post.njk", ("blog post", None, None)),
        ("kettle.md", "taxonomies: {authors: [Ada Quill, Tobias Fenn]}", ("document", "Ada Quill, Tobias Fenn", None)),
        ("2019-03-12-kettle.md", "layout: page", ("page", None, "2019-03-12")),
        ("kettle.md", "date: Last Modified\npublishDate: 2019-03-12", ("document", None, "2019-03-12")),
    ],
)
def test_posts_of_site_generators(tmp_path: Path, name: str, said: str, expected: tuple[str | None, ...]) -> None:
    """A page with front matter is a post where site generators name their posts so, unless it says that it is something else."""
    file = tmp_path / "sources" / name
    file.parent.mkdir(parents=True)
    file.write_text(f"---\n{said}\n---\n\nIt was returned to its shelf.\n", encoding="utf-8")
    db = built(tmp_path)
    assert rows(db, "select kind, author, published_date from documents") == [expected]


@pytest.mark.parametrize(
    ("name", "is_post"),
    [("_posts/kettle.md", True), ("site/blog/2019/kettle.md", True), ("blog.md", False), ("compost/kettle.md", False)],
)
def test_posts_in_a_container(name: str, is_post: bool) -> None:
    """A page in a folder of posts of a zip is a post, if it has front matter."""
    assert kind_by_name({"title": "Kettle"}, name) == ("blog post" if is_post else None)
    assert kind_by_name({}, name) is None


def test_properties_of_notion(tmp_path: Path) -> None:
    """What Notion prints below the title of a page that it exports is its front matter; other lines of keys are words."""
    page = "# The kettle\n\nCreated: 12 March 2019 18:02\nAuthor: Ada Quill\nTags: tea, water\n\nIt is back.\n"
    db = built(tmp_path, kettle__md=page, keys__md="# The kettle\n\nColour: red\nVolume: 2 l\n\nIt is back.\n")
    assert rows(db, "select title, author, published_date, date_basis from documents order by id") == [
        ("The kettle", "Ada Quill", "2019-03-12", "front matter"),
        ("The kettle", None, None, None),
    ]
    assert rows(db, "select count(*) from passages group by document_id order by 1") == [(2,), (3,)]


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ("# Council update\n\nDate: 2019-02-26\n\nWe met on Monday.\n", "2019-02-26"),
        ("# Council update\n\n**Date:** 26 February 2019\n\nWe met on Monday.\n", "2019-02-26"),
        ("# Minutes of the council\n\nDate: 2019-02-26\n\nWe met on Monday.\n", None),
        ("# Council update\n\nDate: soon\n\nWe met on Monday.\n", None),
    ],
)
def test_a_date_below_a_heading(tmp_path: Path, page: str, date: str | None) -> None:
    """A line "Date: …" right below a title dates a text, but for minutes, of which it dates the meeting."""
    db = built(tmp_path, update__md=page)
    assert rows(db, "select published_date from documents") == [(date,)]


def test_a_page_of_posts_is_no_article() -> None:
    """A page on which several posts say each when it was published is not an article of the day of the first."""
    first = "# Posts\n\n## The kettle\n\nPublished: Wed 29 February 2012\n\nBy Ada Quill\n\nIt is back on its shelf, and nobody asked where it was.\n"
    both = (
        first
        + "\n## The saucer\n\nPublished: Wed 20 April 2011\n\nBy Ada Quill\n\nIt was gone with the flex, and nobody spoke.\n"
    )
    assert [classify(markdown.split(text).blocks, text) for text in (first, both)] == ["article", "document"]


def test_rules_by_the_title_of_their_front_matter(tmp_path: Path) -> None:
    """A text that only its front matter calls rules is rules; the numbers begin again below each heading."""
    page = (
        "---\ntitle: Kettle Club Bylaws\n---\n\nVersion of 2021\n\n## Purpose\n\n1. The name of the club is Kettle.\n\n2. The club should boil water.\n\n"
        "## Members\n\n1. Membership is granted by the board.\n\n2. All members should have a cup.\n\n3. The board should keep a list.\n"
    )
    db = built(tmp_path, bylaws__md=page)
    assert rows(db, "select kind, title from documents") == [("rules", "Kettle Club Bylaws")]
    assert rows(db, "select number, heading from rule_clauses order by position") == [
        ("1", "Purpose"), ("2", "Purpose"), ("1", "Members"), ("2", "Members"), ("3", "Members")
    ]  # fmt: skip


def test_declaration_before_front_matter(tmp_path: Path) -> None:
    """What a person declares goes before what the file says of itself."""
    declared = (
        "title: Declared\nkind: article\npublished_date: '2018'\nurl: https://a.example\nlanguage: cy\npublisher: P\n"
    )
    db = built(
        tmp_path, kettle__md=FRONT.format(title="The kettle", date="2019-03-12", type="post"), kettle__yml=declared
    )
    assert rows(db, f"select {', '.join(SHOWN)} from documents") == [
        ("kettle", "article", "Declared", "Ada Quill", "P", "2018", "declared", "https://a.example", "cy")
    ]


@pytest.mark.parametrize("title", ['"a\\0b"', '"a\\ud800b"'], ids=["control character", "half a character"])
def test_odd_front_matter(tmp_path: Path, title: str) -> None:
    """A value that no text can hold is not taken; the heading below is."""
    db = built(tmp_path, kettle__md=FRONT.format(title=title, date="2019", type="post"))
    assert rows(db, "select title from documents") == [("A heading of its own",)]


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("a.txt", "plain text"),
        ("A.TXT", "plain text"),
        ("a.b.md", "Markdown"),
        ("a.markdown", "Markdown"),
        ("a", None),
        ("a.numbers", None),
        ("a.pdf", "PDF"),
        ("a.docx", "Word"),
    ],
)
def test_format(name: str, reader: str | None) -> None:
    """A file is read by the format of its last suffix, in any case."""
    found = format_of(name)
    assert (found and found.name) == reader


def test_date_of_front_matter_that_reads_both_ways(tmp_path: Path) -> None:
    """A date whose day and month could change places is its year alone, and a problem that says what to declare."""
    db = built(tmp_path, post__md="---\ntitle: A lamp\ndate: 03/04/2019\n---\n\nIt was lit.\n")
    assert rows(db, "select published_date from documents") == [("2019",)]
    ((reason,),) = rows(db, "select reason from problems")
    assert reason == "day and month of “03/04/2019” could be either way round; declare hints: date_order"


def test_the_date_of_a_hint_is_that_of_its_post_alone(tmp_path: Path) -> None:
    """A hinted post without a date has that of the heading above, also below one whose date is declared."""
    db = built(
        tmp_path,
        lamp__txt="Tuesday, 12 March 2019\n\nA lamp\n\nIt was lit.\n\nA rope\n\nIt was cut.\n\nA boat\n\nIt was gone.\n",
        lamp__yml="kind: blog post\nhints: {posts: [{title: A rope, date: 2019-03-11}, {title: A boat}]}\n",
    )
    assert rows(db, "select title, published_date, date_basis from documents order by position") == [
        ("A lamp", "2019-03-12", "date heading"),
        ("A rope", "2019-03-11", "declared"),
        ("A boat", "2019-03-12", "date heading"),
    ]


@pytest.mark.parametrize(
    ("lines", "column", "value"),
    [
        pytest.param("authors: [Ada Quill, Tobias Fenn]", "author", "Ada Quill, Tobias Fenn", id="list of authors"),
        pytest.param("author: {name: Ada Quill, site: x}", "author", "Ada Quill", id="author with a name"),
        pytest.param(
            "authors:\n- name: Ada Quill\n- Tobias Fenn", "author", "Ada Quill, Tobias Fenn", id="authors with names"
        ),
        pytest.param("Publish-Date: 2019-03-12", "published_date", "2019-03-12", id="another key"),
        pytest.param(
            "pubDate: 2019-03-12\nlastmod: 2019-04-01", "published_date", "2019-03-12", id="not the last change"
        ),
        pytest.param("lastmod: 2019-04-01", "published_date", None, id="only the last change"),
        pytest.param("published: false\ncreated: 2019-03-12", "published_date", "2019-03-12", id="not published"),
        pytest.param("permalink: /kettle/", "url", None, id="part of an address"),
        pytest.param("link: javascript:alert(1)", "url", None, id="no address"),
        pytest.param("layout: default\ntype: post", "kind", "blog post", id="two kinds"),
    ],
)
def test_keys_of_front_matter(tmp_path: Path, lines: str, column: str, value: str | None) -> None:
    """Each site generator has its own keys; what they say is taken, and nothing else."""
    db = built(tmp_path, kettle__md=f"---\ntitle: A kettle\n{lines}\n---\n\nIt is back.\n")
    assert rows(db, f"select {column} from documents") == [(value,)]


@pytest.mark.parametrize("line", ["draft: true", "published: false", "status: draft"])
def test_draft(tmp_path: Path, line: str) -> None:
    """A text that its front matter calls a draft is read, and a problem says that it may never have been published."""
    db = built(tmp_path, kettle__md=f"---\ntitle: A kettle\n{line}\n---\n\nIt is back.\n")
    assert rows(db, "select reason from problems") == [
        (f"the front matter says `{line}`: this text may never have been published",)
    ]
    assert rows(db, "select text from passages") == [("It is back.",)]


@pytest.mark.parametrize(
    ("name", "front", "date"),
    [
        ("2019-03-12-the-kettle.md", "title: x", "2019-03-12"),
        ("2019-03-12 The kettle.md", "", "2019-03-12"),
        ("2019-03-12.markdown", "title: x", "2019-03-12"),
        ("2019-02-30-x.md", "title: x", None),
        ("2019-03-12-x.txt", "", None),
        ("12019-03-12-x.md", "title: x", None),
        ("2019-03-12-x.md", "date: 2018", "2018"),
        ("2019/03/12/the-kettle.md", "title: x", "2019-03-12"),
        ("2019/03/the-kettle.md", "title: x", None),
    ],
)
def test_date_of_the_file_name(name: str, front: str, date: str | None) -> None:
    """The day with which the name of a Markdown file begins is its date, where its front matter has none."""
    text = (f"---\n{front}\n---\n\n" if front else "") + "It is back.\n"
    found = read_split(markdown.split(text), text, "src", Declaration(), name)
    document = found.readings[0].document
    assert (document.published_date, document.date_basis) == (
        date, None if date is None else "front matter" if "date" in front else "file name",
    )  # fmt: skip


def test_front_matter_without_words(tmp_path: Path) -> None:
    """A file that is nothing but front matter is no document; a problem says so, so that its title is not lost unseen."""
    db = built(tmp_path, kettle__md="---\ntitle: Hire a kettle\n---\n\n<!-- more -->\n", lid__md="The lid is here.\n")
    assert rows(db, "select source_id from documents") == [("lid",)]
    assert rows(
        db,
        "select source_id, reason, text from problems join segments using (source_id) where discard = 'front matter'",
    ) == [
        (
            "kettle",
            "below its front matter stand no words; what that says is no document",
            "---\ntitle: Hire a kettle\n---",
        )
    ]


@pytest.mark.parametrize(
    ("name", "title", "date", "problem"),
    [
        ("20190312-kettle.rst", "2019-03-12 The kettle", "2019-03-12", None),
        ("kettle.rst", "2019-03-12: The kettle", "2019-03-12", None),
        (
            "20190313-kettle.rst",
            "2019-03-12 The kettle",
            None,
            "its title says 2019-03-12, and the name of its file 2019-03-13",
        ),
        ("20199999-kettle.rst", "2019-03-12 The kettle", "2019-03-12", None),
        ("20190313-kettle.rst", "The kettle of 2019-03-12", None, None),
        ("kettle.rst", "2019-31-03 The kettle", None, None),
    ],
)
def test_date_of_the_title(name: str, title: str, date: str | None, problem: str | None) -> None:
    """The day with which a title begins is that of the document, unless the name of its file says another."""
    text = f"{title}\n{'=' * len(title)}\n\nIt is back on its shelf.\n"
    found = read_split(rst.split(text), text, "src", Declaration(), name)
    document = found.readings[0].document
    assert (document.published_date, document.date_basis) == (date, "title" if date else None)
    assert [each.reason.partition(";")[0] for each in found.problems] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("Meeting transcript (2019-03-12).txt", "2019-03-12"),
        ("2019-03-12 or 2019-03-13.txt", None),
        ("transcript-120190-03-12.txt", None),
    ],
)
def test_day_in_the_name_of_a_transcript(name: str, date: str | None) -> None:
    """A transcript of a call has the only day in the name of its file, its speakers, and no title that says nothing."""
    said = (
        "Shall we begin?",
        "I think we can.",
        "Did you see the lamp?",
        "I did.",
        "What did you write?",
        "That it was dark.",
    )
    text = "Transcript\r\n\r\n" + "\r\n\r\n\r\n".join(
        f"10:0{n}:38 am - {('Ann Bee', 'Radosław Dow')[n % 2]}:\r\n  \r\n {words}" for n, words in enumerate(said)
    )
    found = read_split(plain.split(text), text, "src", Declaration(), name)
    reading = found.readings[0]
    assert (reading.document.kind, reading.document.title, reading.document.published_date) == ("hearing", None, date)
    assert [each.speaker for each in reading.passages if each.text in said] == ["Ann Bee", "Radosław Dow"] * 3


DATES = [
    "Tuesday, 12 March 2019", "10 March 2019", "March 7, 2019", "12/03/2019", "3/4/2019", "13.02.19", "12.03.19", "30 February 2019",
    "2019", "2018", "March 2019", "March", "Tuesday 12", "Sunday 10th", "12 March", "Monday 11 March", "------ 12/Mar/2019 ------",
    "[12/3/19]", "12 March 2019 — The kettle is back", "10 March 2019: The scales —", "### 12 March 2019 The kettle ###", "## 2019-03-12",
    "Posted by Ada on 12 March 2019", "Posted by Ada at 10:32", "Ada's .plan for Feb 18, 1998", "Date: 12 March 2019", "By Ada Quill",
    "12 March 2019 by Ada Quill", "10. März 2019", "2019-03-12T10:15:00Z", "* * *", "-----", "3 comments:", "The kettle is back",
    "It was returned to its shelf on Monday night, which nobody had expected of the works council. It boiled.", "- a kettle",
]  # fmt: skip


@pytest.mark.parametrize("format", [plain, markdown], ids=["plain", "Markdown"])
@given(
    st.lists(
        st.tuples(st.sampled_from(DATES), st.sampled_from(["\n", "\n\n", "\n\n\n"])).map("".join), max_size=14
    ).map("".join),
    st.sampled_from([None, "blog post", "hearing"]),
    st.sampled_from([None, "dmy", "mdy"]),
    st.sampled_from([None, 2019]),
)
@example(
    "Tuesday, 12 March 2019\nPosted by Ada on 12 March 2019\n12 March 2019 by Ada Quill\n", "blog post", None, None
)
def test_dates_divide_without_a_loss(format: Any, text: str, kind: Any, order: Any, year: int | None) -> None:
    """Whatever dates stand in a text, and however it is declared, each block is in one passage or one discard."""
    made = format.split(text)
    found = read_split(made, text, "src", Declaration(kind=kind, hints=Hints(date_order=order, year=year)))
    places = [(p.start, p.end) for reading in found.readings for p in reading.passages]
    places = sorted([*places, *((block.start, block.end) for block in found.discards)])
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert not "".join(text[a[1] : b[0]] for a, b in pairwise([(0, 0), *places, (len(text), 0)])).strip()
    ids = [reading.document.id for reading in found.readings]
    assert len(ids) == len(set(ids))
    for reading in found.readings:
        assert reading.document.published_date is None or earliest_latest(reading.document.published_date)[0]
        assert (reading.document.published_date is None) == (reading.document.date_basis is None)


@pytest.mark.parametrize(
    "line",
    ["12 March 2019", "12/03/19", "[", "=" * 150, "by " * 60, "Posted by " + "a " * 80, "Ada " * 40 + "| 1", "1 " * 90],
)
def test_speed_of_date_headings(line: str) -> None:
    """Four times as many lines made to hold the dates up take about four times as long."""

    paragraphs = f"{line}\n\n{'A kettle. ' * 9}\n\n"
    assert_linear(lambda count: opened(paragraphs * count), 200)


SPEECHES = """
THE CHAIR: Good morning. Is everyone here who means to be here?

MS QUILL: I am.

MR FENN: So am I.

THE CHAIR: Then let us begin with the kettle.

MS QUILL: Did you take it?

MR FENN: I did not.

THE CHAIR: We will rise.
"""


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("5 March 2019", "2019-03-05"),
        ("The Quayside Inquiry\n\nDay 2\n\nTuesday, 5 March 2019", "2019-03-05"),
        ("Heard at Quayside on 5 March 2019\n\n5 March 2019 – Day 2", "2019-03-05"),
        ("Hearing of 5 March 2019\n\n(10.00 am)", "2019-03-05"),
        ("Heard at Quayside on 5 March 2019\n\nIssued\n\n12 April 2019", None),
        ("Date of hearing: 5 March 2019\n\nDate of issue\n\n12 April 2019", None),
        ("Hearing dates: 5 to 7 March 2019\n\n12 April 2019", None),
        ("Born\n\n3 May 1970", None),
        ("Prepared by the clerk\n\n12 April 2019", None),
        ("Witness:\n\n3 May 1970", None),
        ("12 April 2019: the transcript was sent", None),
        ("By Ada Quill\n12 April 2019", None),
        ("Published on 12 April 2019", None),
    ],
)
def test_day_of_a_sitting(head: str, date: str | None) -> None:
    """A hearing is of the only date above it, where no label says that the date is of something else."""
    text = f"{head}\n{SPEECHES}"
    (reading,) = opened(text).readings
    assert (reading.document.kind, reading.document.published_date) == ("hearing", date)


def test_dates_by_the_way() -> None:
    """A book in which some dates stand far down is no blog; a person may say that it is one."""
    prose = "It stood beside the scales for eleven years, and on Friday it was gone with its flex and its saucer."
    text = "\n\n".join([*[prose] * 60, *(f"{n} March 2019\n\n{prose}" for n in range(1, 5))])
    assert [reading.document.kind for reading in opened(text).readings] == ["document"]
    assert len(opened(text, kind="blog post").readings) > 4


def test_a_long_last_post() -> None:
    """Days of the week from the top of a text on are those of its posts, however long the last of them is."""
    prose = "It stood beside the scales for eleven years, and on Friday it was gone with its flex and its saucer."
    days = ["Thursday, 14 March 2019", "Wednesday, 13 March 2019", "Tuesday, 12 March 2019"]
    found = opened("\n\n".join([*(f"{day}\n\n{prose}" for day in days), *[prose] * 60])).readings
    assert [reading.document.published_date for reading in found] == ["2019-03-14", "2019-03-13", "2019-03-12"]


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        "Ada says:\n\n12 March 2019, 10:15\n\n", "Ada said...\n\nShe did.\n\n12 March 2019, 10:15\n\n", "ada_q\n\n12 March 2019, 10:15\n\n",
        "by ada_q » Tue Mar 12, 2019 10:15 am\n\n", "The Herald, 12 March 2019, p. 7\n\n", "Tuesday 12 March 2019. I was there: ",
        "From: Ada Quill\nDate: 12 March 2019\nSubject: Kettle\n\n", "RULES\n\n1. It shall.\n\n2. It may.\n\n3. It must.\n\n",
        "Moved by Ada, seconded by Tobias:\n\nThat this branch ", "MS HARDY\tDid you?\n\n", "ZENNOR, 12 March 2019 — ", "Dear Ada\n\n12 March 2019\n\n",
    ],
)  # fmt: skip
def test_speed_of_shapes(piece: str) -> None:
    """Four times as many lines that begin threads, cuttings, letters or editions take about four times as long."""
    paragraphs = f"{piece}{'A kettle of mine. ' * 5}\n\n"
    assert_linear(lambda count: opened(paragraphs * count), 150)


@pytest.mark.alone
def test_speed_of_comments() -> None:
    """Four times as many comments, each with the time below it, take about four times as long to tell apart."""
    post = f"The kettle\n\n{'The kettle is back on its shelf. ' * 4}\n\n"
    comment = f"Ada{{}} said...\n\n{'I do not agree. ' * 5}\n\n3 March 2015 at 10:15\n\n"

    def work(count: int) -> None:
        text = post + "".join(comment.format(n % 7) for n in range(count))
        made = plain.split(text)
        blocks = [block for block in made.blocks if not block.discard]
        assert len(documents.split(blocks, text, "x", Declaration(), made)) == count + 1

    assert_linear(work, 2500)


def test_a_title_above_the_headings_of_rules(tmp_path: Path) -> None:
    """The heading of the first rule is no title of the rules; a line above it is."""
    rules = "".join(
        f"\n## Rule {n}. Lamp\n\nA keeper of the kettle shall light lamp {n}, and shall not leave it.\n"
        for n in range(1, 7)
    )
    db = built(tmp_path, book__md=f"Rule Book of the Kettle Club\n{rules}", bare__md=rules.lstrip())
    assert rows(db, "select id, kind, title from documents order by id") == [
        ("bare", "rules", None), ("book", "rules", "Rule Book of the Kettle Club"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "WITNESS STATEMENT OF ADA QUILL\n\n1. I saw it.\n\n", "AFFIDAVIT OF ADA QUILL\n\nI, ADA QUILL, say as follows:\n\n1. I am.\n\nSWORN before me\n\n",
        "Mr Dow said:\n\n    It was gone.\n\n    It was dark:\n\n", "Q Did you\nA I did.\n", "Name. — The club shall be called Quay.\n\n",
        "제1조(명칭) 본 회는 회라 한다. 제2조(목적) 목적이다. ② 둘째. ", "12 March 2019\n\nThe kettle\n\n", "**Who was it?**\n\nThe interview.\n\n",
        "Ada Quill\nMar 04, 2022\nDiscussion about this post\nReply\n\n",
    ],
    ids=lambda piece: piece.split("\n", 1)[0][:24],
)  # fmt: skip
def test_what_comes_again_takes_its_time_and_no_more(piece: str) -> None:
    """However often a shape comes again, four times as much of it takes about four times as long."""
    assert_linear(lambda count: opened(piece * count), 120)
