"""Pages of forums, of comments and of guest books: who wrote each post, and when, and what it repeats of another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.formats import plain
from ingest.parsing.opened import Opened, read_split
from tests.cases import Case, cases
from tests.growth import assert_linear

PIECES = st.sampled_from(
    ["Postby ada » Wed Nov 30, 2016 8:12 pm", "Re: Kettle", "Posted April 3, 2009", "Members", "112 posts", "Old 03-07-2007, 09:15 AM", "Ada Ada is offline",
     "#1", "Default Re: Kettle", "Quote:", "Originally Posted by Ada", "Ada wrote:", "Ada wrote:it is", "Eastgater • 8 years ago", "3 △ ▽ • Reply • Share ›",
     "Like · Reply · 3y", "Like", "Comment", "14", "Ada Quill", "6 March 2019 ·", "Name: Ada", "Date: 3 May 2019", "Comments: It is gone.", "Comments:",
     "The kettle is gone.", "Top", "\n", "\n\n"]
)  # fmt: skip


def opened(text: str) -> Opened:
    return read_split(plain.split(text), text, "src", Declaration())


@pytest.mark.parametrize("case", cases("forums"))
def test_forums(case: Case) -> None:
    """Each post has its author, its day where one is printed, and its words; what it repeats is a quotation."""
    found = []
    for reading in opened(case.text.strip("\n") + "\n").readings:
        assert reading.document.kind == "comment"
        said = {name: getattr(reading.document, name) for name in ("author", "title", "published_date")}
        found.append({name: value for name, value in said.items() if value})
        found += [{passage.kind: passage.text} for passage in reading.passages]
    assert found == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "The form\n\nName: Ada Quill\nDate: 3 May 2019\nComments: It is gone.\n",
        "Posted April 3, 2009\n\nIt is gone.\n\nPosted April 5, 2009\n\nIt is back.\n",
        "The board said:\n\nIt is gone.\n\nLike it or not, Reply to it.\n\nShare it.\n",
        "What is on\n\nName: Spring fair\nDate: 3 May 2019\nComments: Bring a cup.\n\nName: Lamp walk\nDate: 9 May 2019\nComments: Wear boots.\n",
    ],
    ids=["one form", "days without names", "prose", "events"],
)
def test_what_is_no_forum(text: str) -> None:
    """One form, a diary, a list of events, and prose that has words of a forum, are no posts by somebody."""
    assert {reading.document.author for reading in opened(text).readings} <= {None}


def test_a_line_of_buttons_is_nobody() -> None:
    """ "Reply • Share ›" below a comment is not who wrote the next one."""
    text = "Ada • 8 years ago\n\nIt is gone.\n\nReply • Share ›\n\nBob • 8 years ago\n\nIt is back.\n\n1 Reply • Share ›\n\nAdd a comment\n"
    assert [reading.document.author for reading in opened(text).readings] == ["Ada", "Bob"]


ENTRY = "Name: {}\nDate: {}\nComments: We never asked.\n\n"


def test_nobody_wrote_what_is_not_signed() -> None:
    """An entry whose name is left empty is by nobody, and no words of the one above it."""
    text = (
        "Guestbook\n\n"
        + ENTRY.format("Ada", "3 May 2019")
        + ENTRY.format("Bob", "4 May 2019")
        + ENTRY.format("", "5 May 2019")
    )
    found = [(each.document.author, each.document.published_date) for each in opened(text).readings]
    assert found == [("Ada", "2019-05-03"), ("Bob", "2019-05-04"), (None, "2019-05-05")]


def test_a_comment_that_cannot_be_told_is_no_words_of_another() -> None:
    """Where one of the comments has no name above its day, nobody is said to have written any of them."""
    comment = "{}\n12 January 2016 at 8:40 pm\nNobody was asked.\nReply\n\n"
    text = (
        "Comments (3)\n\n"
        + comment.format("Ada Quill")
        + comment.format("P. Fenn")
        + "Pingback: the lamp\nA third said so.\nReply\n"
    )
    assert "P. Fenn" not in {each.document.author for each in opened(text).readings}


def test_two_days_of_an_entry_are_none() -> None:
    """Of two days none is taken, and of two fields with words none is left out, whatever the order in which a set has them."""
    entry = "Name: {}\nDate: 3 May 2019\nPosted: 4 May 2019\nComments: We never asked.\nMessage: Hello to us.\n\n"
    found = opened("Guestbook\n\n" + entry.format("Ada") + entry.format("Bob")).readings
    assert [(each.document.author, each.document.published_date) for each in found] == [("Ada", None), ("Bob", None)]
    assert all([passage.text for passage in each.passages][1:] == ["We never asked.", "Hello to us."] for each in found)


@given(st.lists(PIECES, max_size=40).map("\n".join))
def test_any_text(text: str) -> None:
    """No page breaks the reader, and its passages and discards stay apart."""
    found = opened(text)
    spans = sorted((each.start, each.end) for reading in found.readings for each in reading.passages)
    spans = sorted([*spans, *((each.start, each.end) for each in found.discards)])
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [
        "Re: Kettle\nPostby ada » Wed Nov 30, 2016 8:12 pm\n\nada wrote:It is gone.\n\nIt is.\n\nada\nTop\n\n",
        "Ada\nMembers\n3 posts\nPosted April 3, 2009\n\nIt is gone.\n\n",
        "#1\nOld 13-07-2007, 09:15 AM\nAda Ada is offline\nPosts: 3\nDefault Kettle\nOriginally Posted by Ada\nIt is gone.\nIt is.\n\n",
        "Ada • 8 years ago\nIt is gone.\n3 △ ▽ • Reply • Share ›\n\n",
        "Ada Quill\nIt is gone.\nLike · Reply · 3y\n\n",
        "Name: Ada\nDate: 3 May 2019\nComments: It is gone.\n\n",
        "Comments " * 20 + "\n\n",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the posts take about four times the time."""
    assert_linear(lambda count: opened(piece * count), 300)
