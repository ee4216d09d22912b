"""How a search is read: every sign a reader may type has one meaning, and none is an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.search.match import telling
from ingest.search.query import LONGEST, MOST_TERMS, Filter, Query, Term, read, told, years


def word(text: str) -> tuple[Term, ...]:
    return (Term("word", text),)


def phrase(text: str) -> tuple[Term, ...]:
    return (Term("phrase", text),)


READ = {
    "words": ("ballot papers", Query("ballot papers", (word("ballot"), word("papers")))),
    "a word twice": ("tea tea", Query("tea tea", (word("tea"),))),
    "straight quotes": ('"ballot papers"', Query('"ballot papers"', (phrase("ballot papers"),))),
    "curly quotes": ("“ballot papers”", Query("“ballot papers”", (phrase("ballot papers"),))),
    "low quotes": ("„ballot papers“", Query("„ballot papers“", (phrase("ballot papers"),))),
    "French quotes": ("«ballot papers»", Query("«ballot papers»", (phrase("ballot papers"),))),
    "single quotes": ("‘ballot papers’ tea", Query("‘ballot papers’ tea", (phrase("ballot papers"), word("tea")))),
    "an apostrophe": ("o’brien don't", Query("o’brien don't", (word("o’brien"), word("don't")))),
    "an open quote": ("“ballot papers", Query("“ballot papers", (phrase("ballot papers"),))),
    "or": ("fire OR smoke alarm", Query("fire OR smoke alarm", ((Term("word", "fire"), Term("word", "smoke")), word("alarm")))),
    "or in small letters": ("fire or smoke", Query("fire or smoke", (word("fire"), word("or"), word("smoke")))),
    "or at the end": ("OR fire OR", Query("OR fire OR", (word("fire"),))),
    "minus": ("fire -smoke", Query("fire -smoke", (word("fire"),), (Term("word", "smoke"),))),
    "a dash for minus": ("fire –smoke", Query("fire –smoke", (word("fire"),), (Term("word", "smoke"),))),
    "not": ("fire NOT smoke", Query("fire NOT smoke", (word("fire"),), (Term("word", "smoke"),))),
    "minus a phrase": ("-“no smoke”", Query("-“no smoke”", (), (Term("phrase", "no smoke"),))),
    "a hyphen within": ("post-office", Query("post-office", (word("post-office"),))),
    "prefix": ("elect*", Query("elect*", ((Term("prefix", "elect"),),))),
    "a prefix of one letter": ("e*", Query("e*", (word("e"),))),
    "speaker": ("speaker:okoro", Query("speaker:okoro", filters=(Filter("speaker", "okoro"),))),
    "speaker in quotes": ("speaker:“Mr Okoro” tea", Query("speaker:“Mr Okoro” tea", (word("tea"),), (), (Filter("speaker", "Mr Okoro"),))),
    "a space behind the colon": ("By: quill", Query("By: quill", filters=(Filter("by", "quill"),))),
    "not of a kind": ("-kind:rules", Query("-kind:rules", filters=(Filter("kind", "rules", False),))),
    "a year": ("year:2016", Query("year:2016", filters=(Filter("year", "2016"),))),
    "years": ("year:2016..2017", Query("year:2016..2017", filters=(Filter("year", "2016..2017"),))),
    "no year": ("year:soon", Query("year:soon", (word("year soon"),), notes=("“year:soon” is no year, and was left out.",))),
    "near words": ("near:5 fire smoke", Query("near:5 fire smoke", (word("fire"), word("smoke")), within=5)),
    "near a place": ("near:leith", Query("near:leith", filters=(Filter("near", "leith"),))),
    "a field without a value": ("by:", Query("by:", (word("by"),))),
    "an unknown field": ("colour:red", Query("colour:red", (word("colour:red"),))),
    "signs around a word": ("(why?)", Query("(why?)", (word("why"),))),
    "signs alone": ("( ) ** \" ' — ☃", Query("( ) ** \" ' — ☃")),
    "FTS5 syntax": ("NEAR(a b, 2) ^c {d}:e", Query("NEAR(a b, 2) ^c {d}:e", tuple(map(word, ["NEAR(a", "b", "2", "c", "d}:e"])))),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), READ.values(), ids=READ)
def test_each_sign_is_read(typed: str, expected: Query) -> None:
    """What is typed becomes this."""
    if typed == "year:soon":
        assert read(typed).notes == expected.notes
    else:
        assert read(typed) == expected


@given(st.text() | st.text(alphabet="ab \"'“”‘’«»-–*:()[]{}^~.,|&\\/\x00\ud800yearbynORNOT012").map(str))
def test_anything_can_be_read(typed: str) -> None:
    """Any text is read within its limits, to terms that hold a letter or digit, and can be told in words."""
    query = read(typed)
    terms = [term for group in query.wanted for term in group] + list(query.unwanted)
    assert len(terms) + len(query.filters) <= MOST_TERMS
    assert len(query.typed) <= LONGEST
    for term in terms:
        assert any(sign.isalnum() for sign in term.text)
        assert '"' not in term.text
        assert "\x00" not in term.text
    assert bool(told(query)) is not query.is_empty or query.within is not None
    assert all(group for group in query.wanted)


TOLD = {
    "ballot papers": "all of ballot, papers",
    "“ballot papers” fire OR smoke -tea": "all of “ballot papers” as it stands, fire or smoke; without tea",
    "elect* by:Quill -kind:rules year:2016..2017": (
        "words that begin with elect; by Quill; not of the kind rules; of 2016 to 2017"
    ),
    "year:2016..": "of 2016 or after",
    "year:..2016": "of 2016 or before",
    "near:5 fire smoke": "all of fire, smoke; within 5 words of each other",
}


@pytest.mark.parametrize("typed", TOLD)
def test_a_reading_is_told_in_words(typed: str) -> None:
    """The line above the results says how the words were read."""
    assert told(read(typed)) == TOLD[typed]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016", (2016, 2016)),
        ("2016..2018", (2016, 2018)),
        ("2018-2016", (2016, 2018)),
        ("2016–2018", (2016, 2018)),
        ("2016..", (2016, 9999)),
        ("..2016", (0, 2016)),
        ("20162018", None),
        ("16", None),
        ("..", None),
        ("MMXVI", None),
    ],
)
def test_years(value: str, expected: tuple[int, int] | None) -> None:
    """Years and ranges of years, from the earlier to the later."""
    assert years(value) == expected


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("what is a quorum", ["quorum"]),
        ("the who", ["the", "who"]),
        ("“the” branch", ["the", "branch"]),
        ("who told the IT department", ["told", "IT", "department"]),
        ("WHO TOLD THE BRANCH", ["TOLD", "BRANCH"]),
        ("the branch near:5", ["the", "branch"]),
    ],
)
def test_words_that_say_nothing_are_left_out(typed: str, words: list[str]) -> None:
    """A function word is not looked for beside others, unless it is quoted, or in capitals among small letters."""
    assert [term.text for terms in telling(read(typed)) for term in terms] == words
