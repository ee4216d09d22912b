"""A correction is data: the text stays as received, what is read from it is right, and the change is a row."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.declarations.source import CorrectionHint
from ingest.errors import DeclarationError
from ingest.formats.blocks import PAGE_FURNITURE, Cut
from ingest.parsing.correct import correct
from ingest.parsing.spans import Slices
from tests.archives import DUMP, built, rows, run

HEARING = """\
MS QILL: Did you take the kettle?

MR FENN: I did not.

MS QILL: Did you see who did?

MR FENN: I saw the door, and the door was shut.

MS QUILL: Was it locked?

MR FENN: It was not.
"""


def test_value_and_text(tmp_path: Path) -> None:
    """A title, a date and an address are as corrected; every text is as received."""
    text = DUMP.replace("Tuesday, 12 March 2019", "Tuseday, 12 Mach 2019").replace(
        "The kettle is back", "Teh kettel is back"
    )
    declared = """\
corrections:
  - {before: "Tuseday, 12 Mach 2019", after: "Tuesday, 12 March 2019", reason: two letters}
  - {before: "Teh kettel is", after: "The kettle is", reason: misprint}
"""
    db = built(tmp_path, day__txt=text, day__yml=declared)
    assert rows(db, "select id, title, published_date from documents where position = 1") == [
        ("day-2019-03-12", "The kettle is back", "2019-03-12")
    ]
    assert rows(db, "select title, text like 'Teh kettel is back%' from document_texts where id like '%12'") == [
        ("The kettle is back", 1)
    ]
    assert rows(db, "select text from passages where id = 'day-2019-03-12-p1'") == [("Teh kettel is back",)]
    assert rows(db, "select text from segments where discard = 'date heading' limit 1") == [("Tuseday, 12 Mach 2019",)]
    assert rows(db, 'select id, passage_id, locator, "start", "end", before, after, reason from corrections') == [
        ("day-correction-1", None, None, 0, 21, "Tuseday, 12 Mach 2019", "Tuesday, 12 March 2019", "two letters"),
        ("day-correction-2", "day-2019-03-12-p1", "para 1", 23, 36, "Teh kettel is", "The kettle is", "misprint"),
    ]
    assert run("verify", db).exit_code == 0


def test_speaker(tmp_path: Path) -> None:
    """A speaker is named as corrected."""
    declared = 'corrections: [{before: "QILL: Did you take", after: "QUILL: Did you take", reason: misprint}]\n'
    db = built(tmp_path, day__txt=HEARING, day__yml=f"kind: hearing\n{declared}")
    assert rows(db, "select speaker, text from passages where position = 1") == [
        ("MS QUILL", "MS QILL: Did you take the kettle?")
    ]
    assert run("verify", db).exit_code == 0


def test_places_after_a_correction(tmp_path: Path) -> None:
    """What stands after a correction that changes lengths keeps its place: texts, and gaps and their passages."""
    declared = (
        "corrections: [{before: The kettle is back, after: 'The kettle, which was never gone, is back', reason: x}]\n"
    )
    plain = built(tmp_path / "plain", day__txt=DUMP)
    db = built(tmp_path / "mended", day__txt=DUMP, day__yml=declared)
    for table in ("passages", "segments", "withheld", "links", "quotations", "events"):
        asked = f"select * from {table} order by rowid"
        assert rows(db, asked) == rows(plain, asked), table
    assert rows(db, "select title from documents limit 1") == [("The kettle, which was never gone, is back",)]


def test_paragraph_corrected_away(tmp_path: Path) -> None:
    """A paragraph that is corrected away is no passage, and its words stay in a discard of that name."""
    declared = 'corrections: [{before: "Who took the kettle", after: "", reason: printed twice}]\n'
    db = built(tmp_path, day__txt=DUMP, day__yml=declared)
    assert rows(db, "select text from segments where discard = 'corrected away'") == [("\n\nWho took the kettle\n\n",)]
    assert run("verify", db).exit_code == 0


def test_paragraphs_joined(tmp_path: Path) -> None:
    """Two paragraphs that a correction joins are one passage, as received."""
    declared = 'corrections: [{before: "back\\n\\nThe kettle", after: "back, the kettle", reason: one sentence}]\n'
    db = built(tmp_path, day__txt=DUMP, day__yml=declared)
    assert rows(
        db, "select count(*) from passages where text like '%is back' || char(10, 10) || 'The kettle in the%'"
    ) == [(1,)]
    assert run("verify", db).exit_code == 0


def hint(before: str, after: str) -> CorrectionHint:
    return CorrectionHint(before, after, "misprint")


@pytest.mark.parametrize(
    ("text", "hints", "words"),
    [
        pytest.param("abc", [hint("d", "e")], "`d` stands 0 times in the file; check its spelling", id="nowhere"),
        pytest.param("it’s “so”", [hint("it's", "is")], "it is written `it’s` there; copy it", id="quotes"),
        pytest.param("end\nof - it", [hint("end of – it", "is")], "it is written `end\nof - it` there", id="line"),
        pytest.param("abc", [hint("d" * 600, "e")], "check its spelling", id="long"),
        pytest.param("abab", [hint("b", "c")], "`b` stands 2 times", id="twice"),
        pytest.param("abcd", [hint("abc", ""), hint("cd", "")], "`cd` overlaps", id="overlapping"),
        pytest.param("abcd", [hint("ab", ""), hint("ab", "x")], "`ab` overlaps", id="the same"),
    ],
)
def test_refused(text: str, hints: list[CorrectionHint], words: str) -> None:
    """A correction stands exactly once and alone."""
    with pytest.raises(DeclarationError, match=words):
        correct(text, tuple(hints))


@st.composite
def corrections(draw: st.DrawFn) -> tuple[str, tuple[CorrectionHint, ...]]:
    """A text of different letters, some stretches of it to be corrected, in any order."""
    text = draw(st.permutations("abcdefghijklmnopqrstuvwxyz").map("".join))
    cuts = sorted(draw(st.sets(st.integers(0, 26), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False)) if draw(st.booleans()) else list(itertools.pairwise(cuts))
    hints = [hint(text[a:b], draw(st.text("0123456789", max_size=4))) for a, b in pairs]
    return text, tuple(draw(st.permutations(hints)))


@given(corrections(), st.data())
def test_places(case: tuple[str, tuple[CorrectionHint, ...]], data: st.DataObject) -> None:
    """Every place of the corrected text leads back: untouched letters to themselves, spans to spans, in order."""
    text, hints = case
    corrected = correct(text, hints)
    assert [text[start:end] for start, end, _ in corrected.spans] == [each.before for _, _, each in corrected.spans]
    places = [corrected.received(offset) for offset in range(len(corrected.text) + 1)]
    ends = [corrected.received(offset, end=True) for offset in range(len(corrected.text) + 1)]
    assert places == sorted(places)
    assert ends == sorted(ends)
    for offset, sign in enumerate(corrected.text):
        if sign.isalpha():
            assert text[places[offset]] == sign
            assert ends[offset + 1] == places[offset] + 1
    assume(corrected.text)
    start = data.draw(st.integers(0, len(corrected.text) - 1))
    end = data.draw(st.integers(start + 1, len(corrected.text)))
    assert 0 <= places[start] <= ends[end] <= len(text)
    kept = [sign for sign in corrected.text[start:end] if sign.isalpha()]
    assert [sign for sign in text[places[start] : ends[end]] if sign in kept] == kept
    expected = text
    for each in hints:
        expected = expected.replace(each.before, each.after)
    assert corrected.text == expected


@given(corrections(), st.sets(st.integers(0, 26), max_size=10), st.data())
def test_cuts(case: tuple[str, tuple[CorrectionHint, ...]], places: set[int], data: st.DataObject) -> None:
    """Page furniture is left out unless a correction overlaps it, and every place leads there and back."""
    text, hints = case
    ends = sorted(places)
    cuts = [Cut(a, b, PAGE_FURNITURE[a % 5]) for a, b in zip(ends[::2], ends[1::2], strict=False)]
    corrected = correct(text, hints, cuts)
    corrected_spans = [(start, end) for start, end, _ in corrected.spans]
    overlapped = [cut for cut in cuts if any(a < cut.end and cut.start < b for a, b in corrected_spans)]
    assert corrected.cuts == [cut for cut in cuts if cut not in overlapped]
    gone = {text[n] for cut in corrected.cuts for n in range(cut.start, cut.end)}
    assert gone.isdisjoint(corrected.text)
    mended = {text[n] for a, b in corrected_spans for n in range(a, b)}
    assert [sign for sign in text if sign not in gone | mended] == [sign for sign in corrected.text if sign.isalpha()]
    for offset, sign in enumerate(corrected.text):
        if sign.isalpha():
            assert text[corrected.received(offset)] == sign
            assert corrected.received(offset + 1, end=True) == corrected.received(offset) + 1
            assert corrected.corrected(corrected.received(offset)) == offset
    slices = Slices(text, [(cut.start, cut.end) for cut in corrected.cuts])
    start = data.draw(st.integers(0, 26))
    end = data.draw(st.integers(start, 26))
    assert slices.slice(start, end) == "".join(sign for sign in text[start:end] if sign not in gone)
    assert all(start <= a < b <= end for a, b in slices.pieces(start, end))
