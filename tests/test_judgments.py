"""Judgments: what their paragraphs are called, and when they were given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.formats import plain
from ingest.records.judgments import find, is_judgment, judgment_date, judgment_title
from ingest.records.kinds import classify
from ingest.records.parts import Given
from tests.cases import reading
from tests.growth import assert_linear

REASONS = """\
JUDGMENT

1. The complaint succeeds.

2. No order is made.

REASONS

1. The claimant kept a lamp.

2. The issues were:

(a) was it dark; and

(b) who knew of it?

The facts

3. It was dark. Rule 4 says:

"4. A keeper shall light the lamp."

4. We find for the claimant.

Judge Hall
"""
PIECES = st.sampled_from(
    ["[2019] EWHC 12 (QB)", "JUDGMENT", "Between:", "v", "Bee v Dow", "1. ", "2. ", "[1] ", "(a) ", "Date: 3 May 2019", "3 May 2019",
     "REASONS", "The facts", "\n\n", "\n", "words", "Claimant: ", "Case No: 12/2019", "HALL, J.: "]
)  # fmt: skip


def test_paragraphs_are_named_by_their_numbers() -> None:
    """Numbers that begin again have their heading before them; headings are pointed at by the paragraph below."""
    opened = reading(REASONS, kind="judgment")
    assert not list(find(opened))
    assert [passage.locator for passage in opened.passages] == [
        "head, para 1",
        "JUDGMENT, para 1",
        "JUDGMENT, para 2",
        "above para 1",
        "para 1",
        "para 2",
        "para 2(a)",
        "para 2(b)",
        "above para 3",
        "para 3",
        "para 3",
        "para 4",
        "para 4",
    ]


def test_other_documents_keep_their_numbers() -> None:
    """Only the paragraphs of a judgment are named."""
    opened = reading(REASONS)
    assert not list(find(opened))
    assert {passage.locator for passage in opened.passages} == {f"para {n}" for n in range(1, 14)}


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Date of Decision: 3 May 2019", "4 April 2019"], "2019-05-03"),
        (["JUDGMENT GIVEN ON", "3 May 2019", "Heard on", "4 April 2019"], "2019-05-03"),
        (["Handed down on 3 May 2019", "Date: 4 May 2019"], "2019-05-03"),
        (["Decided May 3, 2019"], "2019-05-03"),
        (["STRASBOURG", "3 May 2019"], "2019-05-03"),
        (["STRASBOURG", "6 février 1981"], "1981-02-06"),
        (["3 May 2019", "4 May 2019"], None),
        (["Hearing dates:", "3 May 2019"], None),
        (["On 3 May 2019"], None),
        (["Date: 03/05/2019", "4 May 2019"], None),
        (["May 2019"], None),
        (["Friday 4 May 2019"], None),
    ],
)
def test_the_day(lines: list[str], day: str | None) -> None:
    """A day is that of a judgment if a line says so, or if it alone stands above the first paragraph."""
    text = "\n\n".join([*lines, "1. This is a claim about a lamp, which was lit on 1 March 2018."])
    assert judgment_date(plain.split(text).blocks, Given(text, "src", Declaration(), {})) == day


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text stops the reading of a judgment."""
    blocks = [block for block in plain.split(text).blocks if not block.discard]
    is_judgment(blocks, text)
    judgment_title(blocks, text)
    judgment_date(blocks, Given(text, "src", Declaration(), {}))
    opened = reading(text, kind="judgment")
    list(find(opened))
    assert all(passage.locator for passage in opened.passages)


def test_time_grows_with_the_text() -> None:
    """Four times the paragraphs take about four times the time."""

    def work(count: int) -> None:
        text = "JUDGMENT\n\n" + "\n\n".join(f"{n}. The lamp was lit." for n in range(1, count))
        list(find(reading(text, kind="judgment")))

    assert_linear(work, 500)


def test_an_opinion_of_a_supreme_court() -> None:
    """The number of the case may have an en dash, and the day stands in square brackets."""
    text = (
        "SUPREME COURT OF THE NORTH\n\nNo. 03–9999\n\nKELL, PETITIONER v. HARBOUR BOARD\n\n[June 14, 2004]\n\n"
        "JUSTICE HALL delivered the opinion of the Court.\n\nA keeper was dismissed for a letter.\n\nIt is so ordered.\n"
    )
    blocks = plain.split(text).blocks
    assert is_judgment(blocks, text)
    assert judgment_title(blocks, text) == "KELL, PETITIONER v. HARBOUR BOARD"
    assert judgment_date(blocks, Given(text, "src", Declaration(), {})) == "2004-06-14"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (["SECOND SECTION", "DECISION", "Application no. 1234/10 by Ann BEE against Northland"], "Ann BEE against Northland"),
        (["THIRD SECTION", "DECISION", "Application no. 1234/10", "Ann BEE", "against Northland"], "Ann BEE against Northland"),
        (["COUR (CHAMBRE)", "AFFAIRE BEE c. NORLANDE (ARTICLE 50)", "(Requête n o 1234/10)", "ARRÊT"], "AFFAIRE BEE c. NORLANDE (ARTICLE 50)"),
        (["In the case of Bee v. Northland*,", "Delivers the following judgment, which was adopted on that date:"], "Bee v. Northland"),
        (["En l'affaire Bee et Dow c. Norlande (1),", "Rend l'arrêt que voici, adopté à cette dernière date:"], "Bee et Dow c. Norlande"),
    ],
)  # fmt: skip
def test_courts_of_several_states(head: list[str], title: str) -> None:
    """The case is told by the line that has both sides, or by who applies above the state it is against; no section is a title."""
    paragraphs = [f"{n}. The lamp was lit by the keeper of the harbour." for n in range(1, 5)]
    text = "\n\n".join([*head, *paragraphs])
    blocks = plain.split(text).blocks
    assert is_judgment(blocks, text)
    assert judgment_title(blocks, text) == title


def test_a_statement_of_facts_is_no_article() -> None:
    """Nobody is the author of an application that is "by" him, against a state."""
    text = "3 September 2010\n\nFIRST SECTION\n\nApplication no. 1234/10\n\nby Ann Bee\n\nagainst Northland\n\nThe lamp was lit by the keeper."
    assert classify(plain.split(text).blocks, text) == "document"
