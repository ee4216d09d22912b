"""Exchanges: questions and answers of transcripts and of reports, each in its speaker's own words."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.formats import markdown
from ingest.grammar.hearing_lines import is_stage, line_of
from ingest.model import Document, Passage, Reading
from ingest.records.exchanges import find
from tests.cases import Case, cases, check_slices, reading, shown
from tests.growth import assert_linear

PIECES = st.sampled_from(
    ["MS HARDY: ", "MR COLE: ", "Dow: ", "Q. ", "A. ", "Dow was asked: ", "It was put to her:", "Dow replied: ", "“Who lit it?”", "‘I did.’",
     "”who lit it?’", "\n\n", "\n", "(Pause)", "MRS BEE (sworn)", "Examined by MR COLE", "word? ", "**Ann Bee:** ", "MR COLE"]
)  # fmt: skip


def named(passage: Passage) -> str:
    return " ".join(filter(None, [f"p{passage.position}:", passage.kind, passage.speaker]))


@pytest.mark.parametrize("case", cases("exchanges"))
def test_exchanges(case: Case) -> None:
    """Each case of the fixture gives the exchanges it says, and names the speakers of its passages."""
    opened = reading(case.text, **case.fields)
    rows: list[Any] = [
        {name: value for name, value in shown(row).items() if name != "position"} for row in find(opened)
    ]
    rows += [named(passage) for passage in opened.passages if passage.kind not in ("paragraph", "list item")]
    assert rows == case.expected


def test_passages_of_question_and_answer() -> None:
    """An exchange says in which passage the words of each speaker begin."""
    (exchange,) = find(reading("MS HARDY:\n\nWho lit it?\n\n(Pause)\n\nMR COLE: I did."))
    assert (exchange.id, exchange.position) == ("doc-exchange-1", 1)
    assert (exchange.question_passage_id, exchange.answer_passage_id) == ("doc-p2", "doc-p4")


def test_a_day_of_three_thousand_speeches() -> None:
    """In a long transcript every speech has its speaker, and every question the answer below it."""
    said = [f"MS HARDY: Did you see boat {n}?\n\nMR COLE: I did.\n\nIt was dark." for n in range(1500)]
    opened = reading("\n\n".join(said), kind="hearing")
    rows = list(find(opened))
    assert len(rows) == 1500
    assert {(row.asker, row.answerer, row.answer) for row in rows} == {
        ("MS HARDY", "MR COLE", "I did.\n\nIt was dark.")
    }
    assert Counter(passage.speaker for passage in opened.passages) == {"MS HARDY": 1500, "MR COLE": 3000}


def test_time_grows_with_the_text() -> None:
    """Four times the speeches take about four times the time."""

    def work(count: int) -> None:
        opened = reading("\n\n".join(["MS HARDY: Did you see it?\n\nMR COLE: I did."] * count), kind="hearing")
        assert len(list(find(opened))) == count

    assert_linear(work, 300)


def test_pages_and_lines_of_speeches_stay() -> None:
    """A speech is pointed at by the page and line that its format found."""
    opened = reading("MS HARDY: Did you see it?\n\nMR COLE: I did.", kind="hearing")
    opened.passages[0].locator = "p 12, l 5–9"
    assert len(list(find(opened))) == 1
    assert [passage.locator for passage in opened.passages] == ["p 12, l 5–9", "para 2"]


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text stops the finder; questions and answers are slices, apart; ids and positions are unique."""
    rows = list(find(reading(text)))
    for row in rows:
        check_slices(row, text)
        assert row.question
        assert row.answer_start is None or row.question_end is None or row.answer_start >= row.question_end
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("WITNESS: Correct", None),
        ("WITNESS: Harbour Street", None),
        ("WITNESS: CORRECT", None),
        ("WITNESS: NO COMMENT", None),
        ("WITNESS:  CARL DOW", "CARL DOW"),
        ("WITNESS:  WITNESS K12", "WITNESS K12"),
        ("xx by Ann", None),
        ("Xn by Post", None),
        ("XX by Post", None),
        ("By Post", None),
        ("XX by Mr Cole", "Mr Cole"),
        ("XXn by EVE HARDY", "EVE HARDY"),
        ("ReX by Ms Hardy", "Ms Hardy"),
        ("BY MR. COLE:", "MR. COLE"),
    ],
)
def test_who_is_named(words: str, name: str | None) -> None:
    """A line names who asks or answers where capitals or a title mark the name; an answer under a label is nobody."""
    line = line_of(words)
    assert (line.name if line else None) == name


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("Motion 14 was withdrawn by me.", False),
        ("Motion 14 withdrawn by me.", False),
        ("Clause 12 was agreed to by everyone in the room.", False),
        ("Question put to me was a trick.", False),
        ("The meeting was closed to members like me.", False),
        ("Question put and agreed to.", True),
        ("Question put.", True),
        ("Question proposed, That the Bill be now read a second time.", True),
        ("Question accordingly negatived.", True),
        ("Motion, by leave, withdrawn.", True),
        ("Clauses 2 to 5 agreed to.", True),
        ("Clause 3, as amended, agreed to.", True),
        ("Motion made, and Question put, That the House do now adjourn.", True),
        ("Bill read the third time and passed.", True),
        ("The hearing adjourned until 10 am on Monday", True),
    ],
)
def test_what_happens_in_the_room(words: str, stage: bool) -> None:
    """What the room does is told in set words; a sentence about it is someone's speech."""
    assert is_stage(words) is stage


TABLE = """\
| Time  | Speaker              | Words                                  |
|-------|----------------------|----------------------------------------|
"""


def test_a_table_of_speakers() -> None:
    """Each row of a table of speakers is a speech; who sits in the chair is named without the office, and an empty cell is nobody."""
    rows_ = [
        "18:02 | Ann Bee (Chair) | Who lit it?",
        "18:03 | Carl Dow | I did \\| we did.",
        "18:04 | | (Pause)",
        "18:05 | Ann Bee (Chair) | When?",
    ]
    opened = of_markdown(TABLE + "".join(f"| {row} |\n" for row in [*rows_, "18:06 | Carl Dow | In May."]))
    rows = list(find(opened))
    assert [(row.asker, row.question, row.answerer, row.answer) for row in rows] == [
        ("Ann Bee", "Who lit it?", "Carl Dow", "I did \\| we did."),
        ("Ann Bee", "When?", "Carl Dow", "In May."),
    ]
    for row in rows:
        check_slices(row, opened.text)
    assert [passage.speaker for passage in opened.passages] == [
        None,
        "Ann Bee",
        "Carl Dow",
        None,
        "Ann Bee",
        "Carl Dow",
    ]


def test_other_tables_speak_to_nobody() -> None:
    """A table with other columns, or of people who come once each, holds no exchange."""
    for head, rows_ in (
        ("| Name | Amount |", ["Ann Bee | 12", "Carl Dow | Who knows?"] * 3),
        ("| Speaker | Talk |", ["Ann Bee | Who lit it?", "Carl Dow | The lamp"] * 3),
        ("| Speaker | Text |", ["Ann Bee | Who lit it?", "Carl Dow | The lamp", "Eve Fox | Oil", "Ivo Kell | Wicks"]),
    ):
        assert not list(find(of_markdown(f"{head}\n|---|---|\n" + "".join(f"| {row} |\n" for row in rows_))))


def of_markdown(text: str) -> Reading:
    """Return a Markdown text as one document open for reading."""
    blocks = [block for block in markdown.split(text).blocks if not block.discard]
    passages = [
        Passage(f"doc-p{n}", "doc", "doc", n, b.kind, None, f"para {n}", b.start, b.end, text[b.start : b.end], b.level)
        for n, b in enumerate(blocks, 1)
    ]
    return Reading(Document("doc", "doc", 1, "document", end=len(text)), passages, text, Declaration())


def test_time_grows_with_a_table_of_speakers() -> None:
    """Four times the rows, or the cells of a row, take about four times the time."""
    row = "| 18:02 | Ann Bee | Who lit it? |\n| 18:03 | Carl Dow | I did. |\n"
    assert_linear(lambda count: list(find(of_markdown(TABLE + row * count))), 300)
    assert_linear(lambda count: list(find(of_markdown(TABLE + "| 1 | Ann Bee | " + "\\| |" * count + "\n"))), 2000)
