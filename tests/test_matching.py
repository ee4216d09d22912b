"""Quotations held against a text, and against an archive."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from contextlib import closing
from itertools import pairwise
from math import log
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.archive import Archive
from ingest.matching import asking
from ingest.matching.asking import COMMON
from ingest.matching.cut import exactly
from ingest.matching.diff import diff
from ingest.matching.finding import Claim
from ingest.matching.folding import fold, key, plain
from ingest.matching.grade import grade
from ingest.matching.held import LONGEST_TEXT, Held
from ingest.matching.in_a_row import standing
from ingest.matching.texts import Quoted, quoted, quoted_in
from ingest.matching.wrapped import unwrapped
from ingest.parse import parse
from ingest.sources.single import one
from tests.archives import DUMP, LETTER, built, rows
from tests.cases import Case, cases
from tests.growth import assert_linear

WORDS = "kettle branch ballot secretary Fenn 1999 not the of must motion’s e-mail “so” (and) hall, shed.".split()  # noqa: SIM905
sentences = st.lists(st.sampled_from(WORDS), min_size=6, max_size=40)


def weight(word: str) -> float:
    return 0.1 if word in COMMON else log(500)


@pytest.mark.parametrize("case", cases("../matching/quotations"))
def test_a_quotation_is_graded(case: Case) -> None:
    """State and flags are those that a careful reader would give."""
    quote, text = (words.replace("|", "\n\n") for words in (case.fields["quote"], case.text))
    found = grade(quote, text, weight, log(1001))
    assert (found.state if found else "not found") == case.expected["state"]
    flags = [str(flag) for flag in case.expected.get("flags", [])]
    assert list(found.flags if found else []) == flags


@given(sentences, st.data())
def test_words_cut_from_a_text_are_exact(words: list[str], data: st.DataObject) -> None:
    """Whole words cut out of a text are exact in it, and stand where they say."""
    first = data.draw(st.integers(0, len(words) - 2))
    last = data.draw(st.integers(first + 1, len(words)))
    text, quote = " ".join(words), " ".join(words[first:last])
    found = grade(quote, text, weight, log(1001))
    assert found
    assert found.state == "exact"
    assert text[found.start : found.end] == quote


@given(sentences, st.data())
def test_a_changed_word_is_never_exact(words: list[str], data: st.DataObject) -> None:
    """With one word changed a quotation is a variant or nothing."""
    at = data.draw(st.integers(0, len(words) - 1))
    changed = [*words[:at], "zebra", *words[at + 1 :]]
    found = grade(" ".join(changed), " ".join(words), weight, log(1001))
    assert found is None or found.state == "variant"


@given(sentences, st.data())
def test_a_word_left_out_is_never_exact_unless_it_stands_so(words: list[str], data: st.DataObject) -> None:
    """A quotation from which a word is dropped equals the source only where the source reads so itself."""
    at = data.draw(st.integers(1, len(words) - 2))
    quote, text = " ".join([*words[:at], *words[at + 1 :]]), " ".join(words)
    found = grade(quote, text, weight, log(1001))
    if found and found.state != "variant":
        left, held = fold(quote).words(), fold(text).words()
        assert len(held) == len(left) or found.end - found.start < len(text)


@given(st.lists(st.sampled_from("ab"), min_size=1, max_size=6), st.lists(st.sampled_from("ab"), max_size=40))
def test_where_words_stand_in_a_row(row: list[str], words: list[str]) -> None:
    """Every place is found, also of rows that overlap, from any place on."""
    for start in range(3):
        expected = [n for n in range(start, len(words)) if words[n : n + len(row)] == row]
        assert list(standing(row, words, start)) == expected


@pytest.mark.parametrize("quote", ["{} yes maybe", "yes {} maybe", "so {} no … {}"], ids=["end", "both", "parts"])
def test_grading_a_word_said_very_often(quote: str) -> None:
    """A word said thousands of times, in a quotation and in a text, takes no more than as many times as it is said."""

    def work(size: int) -> None:
        grade(quote.replace("{}", " ".join(["no"] * size)), "no " * (8 * size), weight, log(1001))

    began = process_time()
    work(2_500)
    assert process_time() - began < 2  # it was five seconds and more


def test_characters_that_are_cut_very_often() -> None:
    """A long quotation that stands thousands of times in a text, each time with its minus cut off, takes no longer for it."""
    quote = "5" + " -5" * 6_000
    began = process_time()
    assert exactly(quote, "-5 " * 60_000) is None
    assert exactly(quote, "-5 " * 60_000 + f" {quote}.") == 180_001
    assert process_time() - began < 2


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_graded(quote: str, text: str) -> None:
    """No text breaks the grading; what is exact is the same, and a place lies within the text."""
    found = grade(quote, text, weight, log(1001))
    if found:
        assert 0 <= found.start < found.end <= len(text)
        if found.state == "exact":
            assert text[found.start : found.end] == quote.strip()


@given(st.text(max_size=200))
def test_folded_words_have_their_places(text: str) -> None:
    """Tokens follow one another, and none is empty."""
    folded = fold(text)
    assert all(folded.tokens)
    assert all(a < b for a, b in zip(folded.starts, folded.ends, strict=True))
    assert all(a <= b for a, b in zip(folded.ends, folded.starts[1:], strict=False))


@given(st.text(max_size=100), st.text(max_size=100))
def test_a_diff_holds_all_the_words(before: str, after: str) -> None:
    """What is the same and what was added is the one text, to the letter."""
    assert "".join(piece.text for piece in diff(before, after) if piece.kind != "removed") == after


SOURCE = """\
12 March 2019

The kettle in the packing hall was returned to its shelf on Monday night, which nobody had expected of the works council.

Ada Quill must not use the telephones of the branch for her campaign, said the secretary.
"""
QUOTER = """\
20 March 2019

The report has it that “the
kettle in the packing hall was returned to its shelf on Monday night” and that
Ada Quill “must use the telephones of the branch for her campaign”.

Nobody wrote that “every candidate was given a list of the addresses of all members”.

“On Monday night” it rained. Zeno Marr said: “There was never a kettle in that hall, and no shelf to put it on.”
"""


def test_the_quotations_of_an_archive_are_graded(tmp_path: Path) -> None:
    """Each quotation of one source is looked for in the others, and its words stand where the row says."""
    db = built(tmp_path, report__txt=SOURCE, quoter__txt=QUOTER)
    found = rows(
        db, "select state, matched_passage_id, flags, diff, matched_start, matched_end from quotations order by rowid"
    )
    assert [row[0] for row in found] == [
        "exact after folding",
        "variant",
        "not found",
        "exact after folding",
        "source not held",
    ]
    assert [row[1] is not None for row in found] == [True, True, False, True, False]
    assert json.loads(found[1][2]) == ["negation", "unmarked omission"]
    assert ["removed", "not "] in json.loads(found[1][3])
    text = SOURCE[found[0][4] : found[0][5]]
    assert text.casefold() == "the kettle in the packing hall was returned to its shelf on monday night"


def test_words_in_two_documents_are_ambiguous(tmp_path: Path) -> None:
    """Where two documents hold the words equally well both are named and none is chosen."""
    db = built(tmp_path, one__txt=SOURCE, two__txt=SOURCE.replace("12 March", "13 March"), quoter__txt=QUOTER)
    found = rows(db, "select id, state, matched_passage_id from quotations order by rowid limit 1")
    assert found[0][1:] == ("ambiguous", None)
    assert len(rows(db, "select document_id from quotation_places where quotation_id = ?", found[0][0])) == 2


ARTICLE = """\
---
title: The kettle
author: Ada Quill
date: 2019-03-12
type: article
---

The kettle in the packing hall was returned to its shelf on Monday night, which nobody had expected of the works council.

Its lid was found a week later, behind the scales; “we looked everywhere”, said the foreman of the second shift.
"""
TAKEN = """\
20 March 2019

On 12 March 2019 Ada Quill posted “The kettle”

“The kettle in the packing hall was returned to its shelf on Monday night, which nobody had expected of the works council.

“Its lid was found a {time} later, behind the scales; ‘we looked everywhere’, said the foreman of the second shift.”

That was all.
"""
GRADED = "select state, matched_passage_id, flags, matched_start, matched_end from article_extracts"


@pytest.mark.parametrize(("time", "state", "edits"), [("week", "exact after folding", 0), ("year", "variant", 1)])
def test_an_extract_is_graded(tmp_path: Path, time: str, state: str, edits: int) -> None:
    """An extract is held against the article that it names, whatever marks its quoter put around the paragraphs."""
    text = TAKEN.format(time=time)
    db = built(tmp_path, kettle__md=ARTICLE, round_up__txt=text, copy__txt=ARTICLE.split("---")[2])
    ((found, passage, flags, start, end),) = rows(db, GRADED)
    assert (found, passage) == (state, "kettle-p1")
    assert ARTICLE[start:end].split() == ARTICLE.split("---")[2].split()
    assert ("fold: quote marks" in (flags or "")) == (not edits)


def test_an_extract_that_leaves_a_paragraph_out(tmp_path: Path) -> None:
    """Where a paragraph is missing between two that stand in the article, all of its place is named, and the omission."""
    head, middle = (
        "which nobody had expected of the works council.",
        "Nothing else was missing from the hall that week, said Quill.",
    )
    article = ARTICLE.replace(head, f"{head}\n\n{middle}\n\n{middle.replace('hall', 'shed')}")
    db = built(tmp_path, kettle__md=article, round_up__txt=TAKEN.format(time="week"))
    ((state, passage, flags, start, end),) = rows(db, GRADED)
    ((diff,),) = rows(db, "select diff from article_extracts")
    assert [words.split()[0] for kind, words in json.loads(diff) if kind == "removed"] == ["Nothing"]
    assert (state, passage, json.loads(flags)[0]) == ("variant", "kettle-p1", "unmarked omission")
    assert article[start:end].split() == article.split("---")[2].split()


def test_an_extract_in_another_order(tmp_path: Path) -> None:
    """Paragraphs that stand in the article the other way round are no extract of it."""
    first, second = ARTICLE.split("---")[2].strip().split("\n\n")
    db = built(
        tmp_path,
        kettle__md=ARTICLE.replace(first, "").replace(second, f"{second}\n\n{first}"),
        round_up__txt=TAKEN.format(time="week"),
    )
    assert rows(db, GRADED)[0][:2] == ("not found", None)


def test_an_extract_of_what_is_not_held(tmp_path: Path) -> None:
    """An extract from an article that is not held says so."""
    db = built(tmp_path, round_up__txt=TAKEN.format(time="week"), other__txt=LETTER)
    assert rows(db, GRADED) == [("source not held", None, None, None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.”", " One. "),
        ("“One.\n\n“Two.”", " One.\n\n Two. "),
        ("“One.”\n\nTwo.", "“One.”\n\nTwo."),
        ("“‘One’, she said.”", " ‘One’, she said. "),
        ("", ""),
    ],
    ids=["one", "two", "not each", "inner marks", "nothing"],
)
def test_unwrapped(text: str, expected: str) -> None:
    """Only marks around every paragraph are the quoter's."""
    assert unwrapped(text) == expected


def test_a_pasted_text_is_read_as_a_source_is() -> None:
    """The title and the date that a pasted text gives for its quotations are found as in a document; an extract is told once."""
    title, extract, inner = quoted(TAKEN.format(time="week"))
    assert title == Quoted("The kettle", 50, 60, "Ada Quill")
    assert (extract.title, extract.date, extract.text[:10]) == ("The kettle", "2019-03-12", "The kettle")
    assert inner.text == "we looked everywhere"


@pytest.mark.parametrize("name", ["notes.md", "notes.txt"])
def test_block_quotes_are_looked_for(tmp_path: Path, name: str) -> None:
    """What is set apart by a mark before its lines is a quotation, in a file and in a pasted text."""
    text = "They wrote:\n\n> The shed is closed.\n\nThat was all.\n"
    (tmp_path / name).write_text(text)
    wanted = [Quoted("The shed is closed.", 15, 34)]
    assert quoted(text) == wanted
    if name.endswith(".md"):
        assert quoted_in(parse(one(tmp_path / name), Archive(title="Notes")).rows) == wanted


@given(st.text(alphabet="ab “”‘’\"'\n\t.", max_size=80))
def test_unwrapped_words_stay_in_their_places(text: str) -> None:
    """Nothing but marks goes, and what stays stands where it stood."""
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(new == old or (new == " " and old in "“”‘’\"'") for new, old in zip(found, text, strict=True))


@pytest.mark.parametrize("shape", ["1.", "1’", "1.1x ", "a’", "“"])
def test_folding_is_linear(shape: str) -> None:
    """However a text goes on, folding it takes as long as it is."""
    assert_linear(lambda size: fold(shape * size + "1x"), 20_000)


@given(st.text(alphabet="12.,:/ax’'\u00ad\u0301 -_²", max_size=40))
def test_a_number_before_letters_is_no_number(text: str) -> None:
    """Points belong to a number only where no letters follow."""
    folded = fold(text)
    assert all(
        token == text[a:b] or not text[a:b].isascii() or token in '-"…'
        for token, a, b in zip(folded.tokens, folded.starts, folded.ends, strict=True)
    )
    assert not any(re.search(r"\d[.,:/]\d.*[a-z]", token) for token in folded.tokens)


@given(st.text(max_size=60), st.text(max_size=200))
def test_words_are_known_before_a_text_is_folded(word: str, text: str) -> None:
    """Every word that a text holds folded stands in its plain letters."""
    letters = plain(f"{text} {word}")
    folded = fold(f"{text} {word}")
    assert letters is None or all(key(folded.tokens[n]) in letters for n in folded.words())


def test_an_archive_without_quotations_has_none(tmp_path: Path) -> None:
    """Nothing is graded where nothing is quoted."""
    db = built(tmp_path, blog__txt=DUMP)
    assert rows(db, "select count(*) from quotations") == [(0,)]
    with closing(sqlite3.connect(db)) as connection:
        assert Held(connection).find(Claim("It stood beside the scales for eleven years")).state == "exact"
        assert Held(connection).find(Claim("…")).state == "not found"


def test_a_rebuild_grades_again(tmp_path: Path) -> None:
    """A quotation is held against sources that came later, though its own has not changed."""
    db = built(tmp_path, quoter__txt=QUOTER, other__txt=LETTER)
    assert rows(db, "select count(*) from quotations where matched_passage_id is not null") == [(0,)]
    db = built(tmp_path, quoter__txt=QUOTER, other__txt=LETTER, report__txt=SOURCE)
    assert rows(db, "select state from quotations order by rowid limit 2") == [("exact after folding",), ("variant",)]


def test_brackets_of_the_text_itself(tmp_path: Path) -> None:
    """Words that stand with brackets in them are found as they stand, though brackets in a quotation are its quoter's."""
    line = "the [e]lection was not [f]air at all [a]nd we were there"
    said = "\n\n".join(
        [f"Of kettle {n} nobody knows who mended the lid of it." for n in range(300)] + [f"We say {line}."]
    )
    db = built(tmp_path, said__txt=said)
    with closing(sqlite3.connect(db)) as connection:
        assert Held(connection).find(Claim(line)).state == "exact"


def test_passages_of_great_length(tmp_path: Path) -> None:
    """In passages in which no difference is looked for a quotation stands as whole words, or not at all."""
    said = "the kettle of the packing hall was never to leave the town"
    filler = " ".join(f"lid{n}" for n in range(40_000))
    db = built(tmp_path, said__txt=f"Now {said}ship {filler} and {said} again {filler}.")
    with closing(sqlite3.connect(db)) as connection:
        held = Held(connection)
        found = held.find(Claim(f" {said} "))
        (text,) = connection.execute("select text from passages").fetchone()
        assert len(text) > LONGEST_TEXT
        assert found.place
        assert (found.state, found.place.start) == ("exact", text.index(f"{said} again"))
        assert held.find(Claim(f"{said}sh")).state == "not found"


def test_a_title_without_words_names_nothing(tmp_path: Path) -> None:
    """A quotation that is said to come from "***" does not come from a document without a title."""
    words = "the kettle of the packing hall was never to leave the town"
    said = f"---\nauthor: {{}}\n---\n\nWe say {words}."
    db = built(tmp_path, first__md=said.format("Bert Fenn"), second__md=said.format("Ada Quill"))
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("update documents set title = 'A kettle' where id = 'second'")
        found = Held(connection).find(Claim(words, "Ada Quill", "***"))
        assert found.place
        assert found.place.document_id == "second"


def test_words_that_are_all_frequent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every word and every pair of a quotation stands in many passages, longer rows of its words lead to it."""
    monkeypatch.setattr(asking, "FREQUENT", 6)
    chance = random.Random(7)
    lines = [" ".join(chance.choices(["kettle", "ballast", "lantern", "quorum"], k=12)) for _ in range(60)]
    db = built(tmp_path, said__txt="\n\n".join(f"{line}." for line in lines))
    with closing(sqlite3.connect(db)) as connection:
        held = Held(connection)
        for n, line in enumerate(lines, 1):
            assert all(not held.index.posting(" ".join(pair)).whole for pair in pairwise(line.split()))
            found = held.find(Claim(line))
            assert found.place is not None
            assert (found.state, found.place.passage_id) == ("exact", f"said-p{n}")
