"""Allegations: declared beside the sources, joined with the words that they rest on, what is missing told in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.links.pointers import find
from tests.archives import DUMP, LETTER, built, folder, rows, run

ARCHIVE = """\
title: The kettle
people:
  - {name: Ada Quill, aliases: [Ms Quill]}
  - {name: Tobias Fenn, aliases: [The chair]}
organisations:
  - {name: Works council, aliases: [The chair]}
"""
RULES = """\
THE RULES OF THE PACKING HALL, 2018

1. Nobody takes a kettle.

2. A kettle that was taken is brought back:

(a) to its shelf;

(b) by Monday.
"""
ALLEGATIONS = """\
allegations:
  - title: That the kettle was taken
    made_by: Ms Quill
    made_date: 2019-03-10
    against: works-council
    passage: day-2019-03-10-p2
    evidence:
      - {role: supports, quote: "it was gone with  its flex", note: on the Friday}
      - {role: rule applied, clause: rules-cl-1}
      - {role: reply, quote: borrowed for an inventory, in: letter}
  - {id: second, title: That nobody was told, made_by: The chair, status: withdrawn}
"""
GIVEN = {
    "archive__yml": ARCHIVE,
    "day__txt": DUMP,
    "letter__txt": LETTER,
    "rules__txt": RULES,
    "rules__yml": "kind: rules\n",
}


@pytest.fixture(scope="module")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with two allegations: one with everything, one with next to nothing."""
    return built(tmp_path_factory.mktemp("kettle"), **GIVEN, allegations__yml=ALLEGATIONS)


def test_rows(kettle: Path) -> None:
    """An allegation and its evidence are rows as declared; names are joined with whom they mean, if that is one alone."""
    assert rows(kettle, "select * from allegations order by rowid") == [
        ("that-the-kettle-was-taken", "That the kettle was taken", "Ada Quill", "ada-quill", None, "2019-03-10", 2019,
         "Works council", None, "works-council", "made", "day-2019-03-10-p2", None, None),
        ("second", "That nobody was told", "The chair", None, None, None, None,
         None, None, None, "withdrawn", None, None, None),
    ]  # fmt: skip
    assert rows(
        kettle,
        "select id, position, role, passage_id, clause_id, note from allegation_evidence order by position",
    ) == [
        ("that-the-kettle-was-taken-e1", 1, "supports", "day-2019-03-10-p2", None, "on the Friday"),
        ("that-the-kettle-was-taken-e2", 2, "rule applied", None, "rules-cl-1", None),
        ("that-the-kettle-was-taken-e3", 3, "reply", "letter-p3", None, None),
    ]


def test_quoted_words_are_a_slice(kettle: Path) -> None:
    """Law 2: the place of quoted words is that of the words in the source, as they stand there."""
    assert rows(
        kettle,
        'select substr(passages.text, evidence."start" - passages."start" + 1, evidence."end" - evidence."start") '
        'from allegation_evidence evidence join passages on passages.id = passage_id where evidence."start" is not null',
    ) == [("it was gone with its flex",), ("borrowed for an inventory",)]


def test_gaps(kettle: Path) -> None:
    """Law 5: what is missing is a row, in words."""
    assert rows(kettle, "select allegation_id, gap from allegation_gaps") == [
        ("second", "not held where it is made"),
        ("second", "not dated"),
        ("second", "not said against whom"),
        ("second", "clause not quoted"),
        ("second", "no evidence held"),
        ("second", "no reply held"),
    ]


def test_they_are_searched_and_verified(kettle: Path) -> None:
    """Allegations are found by their words, and the archive keeps its promises."""
    assert rows(kettle, "select rowid from allegations_fts where allegations_fts match 'kettle'") == [(1,)]
    assert run("verify", kettle).exit_code == 0


def test_a_rebuild_gives_the_same_bytes(tmp_path: Path) -> None:
    """Law 8: also where nothing but an allegation has changed, and where sources are copied."""
    db = built(tmp_path, **GIVEN, allegations__yml=ALLEGATIONS)
    first = db.read_bytes()
    folder(tmp_path / "sources", allegations__yml=ALLEGATIONS.replace("withdrawn", "decided"))
    assert run("build", tmp_path / "sources", "--db", db).exit_code == 0
    assert rows(db, "select status from allegations where id = 'second'") == [("decided",)]
    folder(tmp_path / "sources", allegations__yml=ALLEGATIONS)
    assert run("build", tmp_path / "sources", "--db", db).exit_code == 0
    assert db.read_bytes() == first


def test_a_pointer_into_a_text_with_page_furniture(tmp_path: Path) -> None:
    """The place of quoted words counts what lies in the passage and is no part of it."""
    pages = "".join(
        f"THE KETTLE PAPERS\n\nOn page {n} the kettle is looked for in cupboard {n}, where it is not to be found,\nand on shelf\n\n"
        f"                    {n}\n\f"
        for n in range(1, 6)
    )
    said = "allegations:\n  - {title: T, made_by: A, evidence: [{role: context, quote: in cupboard 3}]}\n"
    db = built(tmp_path, pages__txt=pages, allegations__yml=said)
    ((start, end),) = rows(db, 'select "start", "end" from allegation_evidence')
    assert pages[start:end] == "in cupboard 3"


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("a kettle and a kettle", "kettle", [(2, 8), (15, 21)]),
        ("“Ring\n  me,” she said", '"Ring me," she', [(0, 16)]),
        ("a ‘b’ and a 'b'", "a ‘b’", [(0, 5)]),
        ("the kettle", "Kettle", []),
        ("a.b", "a+b", []),
    ],
    ids=["every place", "folded", "exact before folded", "letters are not folded", "no pattern"],
)
def test_where_words_stand(text: str, words: str, found: list[tuple[int, int]]) -> None:
    """Words are found as they stand or, failing that, with white space and quotation marks folded; nothing else is."""
    assert find(text, words) == found


@given(st.text("ab “”\"'\n", max_size=30), st.integers(0, 30), st.integers(1, 30))
def test_what_is_copied_is_found(text: str, start: int, length: int) -> None:
    """Whatever is copied out of a text is found where it stood."""
    words = text[start : start + length]
    if words:
        assert (start, start + len(words)) in find(text, words) or words in text[:start] + text[start + 1 :]
