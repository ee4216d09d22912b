"""Motions: their parts and points, and the lists that are none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.formats import markdown
from ingest.grammar import motion_cues
from ingest.grammar.motion_cues import part_in
from ingest.model import Document, Passage, Reading
from ingest.records import motions
from ingest.records.motions import Motion
from tests.archives import built, rows
from tests.cases import Case, cases, check_slices, reading, shown
from tests.growth import assert_linear

PIECES = [
    "This branch notes:", "Conference believes that:", "Council RESOLVES", "We resolved:", "This conference:", "Motion 4: The pier",
    "Composite 2", "Here is what members carried:", "The following resolution was carried:", "This branch notes the pier.", "1. ", "2. ",
    "3. ", "(a) ", "(b) ", "(i) ", "i) ", "• ", "- ", "* ", "to mend", "Agenda:",
    "WHEREAS, ", "It was seconded. RESOLVED to ", "MOTION 15 – PIERS", "That this branch agrees to mend it for all.", "Der Parteitag möge beschließen:",
    "verzoekt de regering om", "Le conseil décide :", "RESOLVED: that ", "Resolved, that ",
    "BE IT RESOLVED that:", "The Assembly,", "Notes that ",
    "Amendment 1", "Moved by: Ann", "Delete 2 and insert", "A. whereas ", "15. PIERS", "**", "> ", "# ", ":", ".", "\n", "\n", "\n", "\n\n", "\xa0",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def check(document: Reading) -> list[Any]:
    """Assert what holds for all motions: exact slices, ids apart, points in their motion and in order."""
    records = list(motions.find(document))
    assert len({record.id for record in records}) == len(records)
    passages = {passage.id: passage for passage in document.passages}
    motion: Motion | None = None
    for record in records:
        check_slices(record, document.text)
        assert set(record.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        if isinstance(record, Motion):
            motion, place = record, record.start
            assert {motion.first_passage_id, motion.last_passage_id} <= passages.keys()
            continue
        assert motion
        assert record.motion_id == motion.id
        assert place <= record.start < record.end <= motion.end
        assert passages[record.passage_id].start <= record.start < passages[record.passage_id].end
        place = record.start
    return records


@pytest.mark.parametrize("case", cases("motions"))
def test_motions(case: Case) -> None:
    """Motions are found as a person would find them."""
    assert [shown(record) for record in check(reading(case.text, **case.fields))] == case.expected


def opened(text: str, kind: str = "blog post") -> Reading:
    """Return a Markdown text as one document open for reading."""
    blocks = [block for block in markdown.split(text).blocks if not block.discard]
    passages = [
        Passage(f"doc-p{n}", "doc", "doc", n, b.kind, None, f"para {n}", b.start, b.end, text[b.start : b.end], b.level)
        for n, b in enumerate(blocks, 1)
    ]
    return Reading(Document("doc", "doc", 1, kind, end=len(text)), passages, text, Declaration())


def test_a_markdown_motion() -> None:
    """Bullets of Markdown are points, its heading is the title, and the next heading ends the motion."""
    text = (
        "# Minutes\n\n## Save the pier\n\nThis branch notes:\n\n- The pier is old.\n- It leaks.\n\n### This branch resolves:\n\n"
        "(a) to mend it;\n(b) to tell the board.\n\n## Any other business\n\n1. None.\n"
    )
    document = opened(text)
    found = [shown(record) for record in check(document)]
    assert [row.get("title") for row in found[:1]] == ["Save the pier"]
    assert found[1:] == [
        {"number": "1", "part": "notes", "text": "The pier is old."},
        {"number": "2", "part": "notes", "text": "It leaks."},
        {"number": "a", "part": "resolves", "text": "to mend it;"},
        {"number": "b", "part": "resolves", "text": "to tell the board."},
    ]
    points = [passage.text for passage in document.passages if passage.kind == "motion point"]
    assert points == ["The pier is old.", "It leaks.", "(a) to mend it;\n(b) to tell the board."]


def test_a_resolution_in_headings() -> None:
    """Headings may recite and resolve; what a recital quotes and what a resolve announces stands below it."""
    text = (
        "# Kettle Resolution\n\n## WHEREAS, the kettle is old,\n\n**WHEREAS**, our programme of 2021 calls to:\n\n> Boil water for all.\n\n"
        "**WHEREAS,** it leaks,\n\n## THEREFORE IT BE RESOLVED, that Rule 7 shall read:\n\nThe kettle is shared.\n\n"
        "## FURTHER IT BE RESOLVED, that the board take the following steps:\n\n- buy a kettle\n- lock it up\n\nIt costs 5 pounds.\n"
    )
    document = opened(text)
    found = [shown(record) for record in check(document)]
    assert found[1:] == [
        {"number": "1", "part": "whereas", "text": "the kettle is old,"},
        {"number": "2", "part": "whereas", "text": "our programme of 2021 calls to:\n\n> Boil water for all."},
        {"number": "3", "part": "whereas", "text": "it leaks,"},
        {"number": "1", "part": "resolved", "text": "Rule 7 shall read:\n\nThe kettle is shared."},
        {
            "number": "2",
            "part": "resolved",
            "text": "the board take the following steps:\n\n- buy a kettle\n- lock it up",
        },
    ]
    assert found[0]["title"] == "Kettle Resolution"
    assert [passage.text for passage in document.passages if passage.kind == "quote"] == ["Boil water for all."]


def test_ids() -> None:
    """Ids say which motion, which part and which number."""
    found = check(
        reading("This branch notes:\n1. Old.\n2. Wet.\nThis branch resolves:\n1. Mend.\n\nEnd.\n\nWe resolved:\n1. Go.")
    )
    assert [record.id for record in found] == [
        "doc-motion-1",
        "doc-motion-1-notes-1",
        "doc-motion-1-notes-2",
        "doc-motion-1-resolves-1",
        "doc-motion-2",
        "doc-motion-2-resolved-1",
    ]


@given(st.text() | SOUP, st.sampled_from(["motion", "rules", "blog post"]))
def test_any_text_is_read(text: str, kind: str) -> None:
    """No text makes the finder fail, and every point is a slice of it."""
    check(reading(text, kind=kind))


@given(SOUP)
@example("This branch notes:\n(a) ")
@example("This branch notes:\n(a)\n\n- b")
@example("This branch notes:\n(a) b\n(b)\n(c) d")
def test_any_markdown_is_read(text: str) -> None:
    """Passages of Markdown may hold several points each."""
    check(opened(text))


@pytest.mark.parametrize(
    "piece",
    [
        "1. a\n",
        "We resolved:\n1. a\n- b\n",
        "This branch notes x ",
        "what we agreed:\n1. a\n",
        "motion " * 50 + "\n(a) b\n",
    ],
)
def test_long_texts_take_no_long_time(piece: str) -> None:
    """Four times as many such pieces take about four times as long, and what is found in them holds as anywhere."""
    assert_linear(lambda count: check(reading(piece * count, kind="motion")), 1_000)


@pytest.mark.parametrize("verb", motion_cues.VERBS.split("|"))
def test_no_verb_is_passed_over(verb: str) -> None:
    """Every verb of a motion, in any letters that count as its own, is seen by the look that comes before the pattern."""
    word = re.sub(r"\\s\+(?:\(\?:up\)\?)?", " ", re.sub(r"\[(\w)\w\]", r"\1", verb)).replace("?", "")
    for spelt in (word, word.upper(), word.replace("s", "ſ"), word.upper().replace("K", "\u212a").replace("I", "İ")):
        found = part_in(f"This branch {spelt}:")
        assert found is not None, spelt


@pytest.mark.parametrize(
    "piece",
    [
        "It was seconded. RESOLVED to mend it. ",
        "RESOLVED RESOLVED ",
        "MOTION 15 – PIERS\n\nThat this branch agrees to mend the pier for all.\n\nMoved by: Ann\n\n",
        "Der Parteitag möge beschließen:\n\n1. Lampen.\n\n",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the motions, or the words of one, take about four times the time."""
    assert_linear(lambda count: check(reading("MOTION 1\n\nWe resolve:\n\n1. to go.\n\n" + piece * count)), 400)


def test_an_amendment_is_called_by_what_it_amends(tmp_path: Path) -> None:
    """Of an amendment that has no title the front matter says of which motion it is, and which."""
    words = "---\nmotion_title: The kettle\namendment_number: 2\n---\nIn Clause 7 insert “and the lamp” behind “kettle”, so that it is warm.\n"
    db = built(tmp_path, a__md=words, b__md=words.replace("---\nIn", "---\n# A lamp\n\nIn"))
    assert rows(db, "select title from documents order by id") == [("The kettle, amendment 2",), ("A lamp",)]
