"""Words that the end of a line parts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from textwrap import wrap

import pytest

from ingest.formats import pages
from ingest.formats.pdf import pdf as pdf_format
from ingest.matching.as_corrected import as_corrected
from ingest.matching.finding import Claim
from ingest.matching.held import Held
from ingest.parsing.correct import correct
from tests.archives import built, rows, run
from tests.formats.pages.paper import paragraphs
from tests.formats.pdf.writer import pdf, set_page
from tests.growth import assert_linear


def read(text: str) -> str:
    return correct(text, (), pages.find(text).cuts).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the mem-\nbers; all members", "the members; all members", id="whole elsewhere"),
        pytest.param("the mem-  \r\n  bers; all members", "the members; all members", id="blanks around the line end"),
        pytest.param("The MEM-\nBERS; all members", "The MEMBERS; all members", id="in capitals"),
        pytest.param("the key\u2010\nholder; a keyholder", "the keyholder; a keyholder", id="a hyphen of its own sign"),
        pytest.param("a sub-com-\nmittee; the committee", "a sub-committee; the committee", id="behind another hyphen"),
        pytest.param("well-\nknown; a well-known lamp", "well-\nknown; a well-known lamp", id="a compound elsewhere"),
        pytest.param("re-\nsign; to re-sign; they resign, and resign", "resign; to re-sign; they resign, and resign", id="more often whole"),
        pytest.param("of the lamp-\nlighter", "of the lamp-\nlighter", id="nothing tells"),
        pytest.param("improv-\ning", "improving", id="an ending"),
        pytest.param("the de\u00ad\nbate", "the debate", id="a soft hyphen"),
        pytest.param("the Commis¬\nsioners", "the Commissioners", id="a sign of OCR"),
        pytest.param("is 5 ¬\nsee a¬b", "is 5 ¬\nsee a¬b", id="such a sign alone"),
        pytest.param("the key\u2011\nholder; a keyholder", "the keyholder; a keyholder", id="a hyphen that does not part"),
        pytest.param("a well\u2011\nknown, well\u2011known lamp", "a well\u2011\nknown, well\u2011known lamp", id="such a one in a compound"),
        pytest.param("a mem-\n\nbers, members", "a mem-\n\nbers, members", id="another paragraph"),
        pytest.param("members -\nbers, -bers", "members -\nbers, -bers", id="a dash"),
        pytest.param("a-\nB; ab", "a-\nB; ab", id="a name behind it"),
        pytest.param("see http://a.example/mem-\nbers, members", "see http://a.example/mem-\nbers, members", id="an address"),
        pytest.param("ada@mem-\nbers.example, members", "ada@mem-\nbers.example, members", id="an e-mail address"),
        pytest.param("see 12-\nbers; 12bers", "see 12-\nbers; 12bers", id="a number"),
    ],
)  # fmt: skip
def test_words(text: str, expected: str) -> None:
    """A word is joined where the text itself tells that it is one, and no compound."""
    assert read(text) == expected


def test_across_pages() -> None:
    """A word goes on over the end of a page, its head and its number."""
    words = [("mem", "bers"), ("lan", "tern"), ("trea", "surer"), ("bal", "lot")]
    body = [wrap(f"The {''.join(words[n % 4])} is named. {text}", 60) for n, text in enumerate(paragraphs(5))]
    for n, (front, behind) in enumerate(words):
        body[n].append(f"and {n + 20} of them saw the {front}-")
        body[n + 1].insert(0, f"{behind} at {n + 2} in the night.")
    sheets = [["The Harbour Inquiry", "", *page, "", f"{n}"] for n, page in enumerate(body, 1)]
    corrected = read("\n\f".join("\n".join(sheet) for sheet in sheets))
    assert "Harbour" not in corrected
    for n, word in enumerate(map("".join, words)):
        assert f"and {n + 20} of them saw the {word} at {n + 2} in the night." in corrected


@pytest.mark.parametrize("name", ["minutes.txt", "minutes.pdf"])
def test_archive(tmp_path: Path, name: str) -> None:
    """The passage has the word whole, which is found and quoted so, and the archive keeps the line as it was received."""
    lines = ["The members of the council met, and the chair told the mem-", "bers that the lamp was out."]
    data = pdf([set_page(lines)]) if name.endswith(".pdf") else "\n".join(lines)
    said = "She wrote that “the chair told the members that the lamp was out” that day."
    db = built(tmp_path, **{name: data, "letter.txt": said})
    assert run("verify", db).exit_code == 0
    assert rows(db, "select text from passages where source_id = 'minutes'") == [
        ("The members of the council met, and the chair told the members that the lamp was out.",)
    ]
    assert rows(db, "select text from segments where discard = 'hyphenation'") == [("-\n",)]
    assert rows(db, "select state, matched_passage_id from quotations") == [("exact", "minutes-p1")]
    assert rows(db, "select count(*) from passages_fts where passages_fts match 'members'") == [(2,)]


@pytest.mark.parametrize("text", ["The chair told the mem-\nbers that the lamp was out. All members heard it."])
def test_places(tmp_path: Path, text: str) -> None:
    """What is found in such a passage is pointed at where it stands in the source."""
    said = (
        "It says “that the lamp was out. All members heard it” and “The chair told the members that the lamp was out”."
    )
    db = built(tmp_path, **{"minutes.txt": text, "letter.txt": said})
    found = rows(db, "select text, matched_start, matched_end from quotations order by rowid")
    assert [text[start:end].replace("-\n", "") for _, start, end in found] == [words for words, *_ in found]
    assert len(found) == 2


def test_corrected(tmp_path: Path) -> None:
    """A correction in such a passage is read in its place: a quotation is held against the words as they should be, too."""
    text = "The chair told the mem-\nbers that the lmap was out. All members heard it on that day."
    said = "corrections: [{before: lmap, after: lamp, reason: misprint}]\n"
    db = built(tmp_path, **{"minutes.txt": text, "minutes.yml": said})
    with closing(sqlite3.connect(db)) as connection:
        held = Held(connection)
        quotation = "told the members that the lamp was out. All members heard it on that day"
        place = held.find(Claim(quotation)).place
        assert place is not None
        found = as_corrected(connection, held, quotation, place)
    assert found is not None
    assert found.grade is not None
    assert found.grade.state == "exact"
    assert [text[each["start"] : each["end"]] for each in found.corrections] == ["lmap"]


def test_labels_of_pages() -> None:
    """The places of pages stay where they were."""
    found = pdf_format.decode(pdf([set_page(["All members told the mem-", "bers."]), set_page(["Yes."])])).pages
    assert found is not None
    assert [name for _, name, _ in found.places] == ["1", "2"]


@pytest.mark.alone
@pytest.mark.parametrize("line", ["a mem-\nbers of the members\n", "x-\n", "mem\u00ad\n", f"{'m' * 90}-\n"])
def test_growth(line: str) -> None:
    """A text of four times as many such lines takes about four times as long."""
    assert_linear(lambda size: read(line * size), 4000)
