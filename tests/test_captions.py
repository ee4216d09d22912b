"""Captions of a recording as a transcript: every sign in a passage or a named discard, each passage at the time of its words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats import captions
from ingest.parsing.correct import correct
from ingest.parsing.decoded import located
from ingest.parsing.spans import Slices
from ingest.verify import verify
from tests.archives import LETTER, built, rows
from tests.cases import Case, cases
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.packed import zipped

HEARING = """\
WEBVTT

00:00:01.000 --> 00:00:03.000
MR FENN: Who took
the kettle?

00:00:03.100 --> 00:00:05.000
MS QUILL: I did not.
Write to ada.quill@post.example.

00:00:05.100 --> 00:00:07.000
<v Sam Lark>It was Sam Lark.</v>
"""
PIECES = [
    "word", "two words", "Mr Fenn: so", "<v Ada Quill>", "<v>", "</v>", "<i>", "</i>", "<00:00:01.000>", "<c.x", "{\\an8}", "{", "&amp;", "&", "<",
    "\n", "\n", "\n\n", "\r\n", "\r", " ", "\t", "\ufeff", "\u2028", "\x0c", "\x85", "-->", "7", "NOTE", "STYLE", "WEBVTT", "- no", ">> yes", "it is.",
    "\n00:01.000 --> 00:02.000\n", "\n8\n00:00:02,000 --> 00:00:09,000 align:start\n", "\n99:99:99.9 --> 1:00\n", "\n\n00:30.000 --> 00:31.000\n",
    "١", "²",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def shown(text: str) -> list[dict[str, str]]:
    """Return the blocks of captions as the fixtures describe them, and assert law 1 on the way."""
    pages = captions.find(text)
    corrected = correct(text, (), pages.cuts)
    slices = Slices(text, [(cut.start, cut.end) for cut in corrected.cuts])
    assert all(a.end <= b.start for a, b in zip(pages.cuts, pages.cuts[1:], strict=False))
    here, left, found = 0, "", []
    for block in located(captions.split(corrected.text), pages, corrected).blocks:
        start, end = corrected.received(block.start), corrected.received(block.end, end=True)
        assert here <= start < end
        left += slices.slice(here, start)
        here = end
        said = {"at": block.locator or "", block.kind: slices.slice(start, end)}
        found.append({**said, "by": block.speaker} if block.speaker else said)
    left += slices.slice(here, len(text))
    assert not left.strip("\ufeff \t\r\n\f\x0b\x85\u2028\xa0")
    return found


@pytest.mark.parametrize("case", cases("../formats/captions"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_captions(case: Case, newline: str) -> None:
    """Captions are the paragraphs that a person would make of them, whatever their line ends are."""
    found = shown(case.text.replace("\n", newline))
    assert [{name: words.replace(newline, "\n") for name, words in each.items()} for each in found] == case.expected


@settings(max_examples=300, deadline=None)
@given(SOUP.map("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx".__add__) | SOUP | st.text())
def test_nothing_is_lost(text: str) -> None:
    """Whatever stands in captions, every sign but white space is in one paragraph or one named cut."""
    shown(text)


def test_archive(tmp_path: Path) -> None:
    """A passage has its time and its speaker; an exchange is found; what is withheld is gone, as a voice too; the bytes come back."""
    said = "kind: hearing\nwithhold: [{pattern: Sam Lark, reason: privacy}]\n"
    db = built(
        tmp_path, day__vtt=HEARING, day__yml=said, papers__zip=zipped({"day 2.srt": HEARING}), letter__txt=LETTER
    )
    assert rows(db, "select locator, speaker, kind, text from passages where source_id = 'day' order by position") == [
        ("00:00:01", "MR FENN", "speech", "MR FENN: Who took\nthe kettle?"),
        ("00:00:03", "MS QUILL", "speech", "MS QUILL: I did not.\nWrite to ██████████████████████."),
        ("00:00:05", "████████", "speech", "It was ████████."),
    ]
    assert rows(db, "select asker, question, answerer from exchanges where document_id = 'day'") == [
        ("MR FENN", "Who took\nthe kettle?", "MS QUILL")
    ]
    assert rows(db, "select id, media_type from sources where container is not null") == [
        ("papers-day-2", "application/x-subrip")
    ]
    assert rows(db, "select source_id from segments where source_id = 'day' and text like '%Sam Lark%'") == []
    assert verify(db, tmp_path / "sources").faults == []


VOICES = """\
WEBVTT

00:01.000 --> 00:03.000
<v Fenn, Tobias>Who took it from the shelf?</v>

00:03.000 --> 00:04.000
<v Room 2>You did, I think.</v>

00:09.000 --> 00:10.000
<v Room 2>So we all say.</v>

00:12.000 --> 00:13.000
(Laughter.) Let us go on.
"""


def test_voices_ask_and_answer(tmp_path: Path) -> None:
    """Where the file names who speaks, a question has its answer whatever the names are like, and nobody says what nobody is named for."""
    db = built(tmp_path, day__vtt=VOICES)
    assert rows(db, "select locator, speaker, kind from passages order by position") == [
        ("00:01", "Fenn, Tobias", "speech"), ("00:03", "Room 2", "speech"), ("00:09", "Room 2", "speech"), ("00:12", None, "paragraph"),
    ]  # fmt: skip
    assert rows(db, "select asker, question, answerer, answer from exchanges") == [
        ("Fenn, Tobias", "Who took it from the shelf?", "Room 2", "You did, I think.\nSo we all say.")
    ]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("voice", ["", "<v Ada Quill>"])
def test_what_is_said_first_is_no_title(tmp_path: Path, voice: str) -> None:
    """Nobody wrote it above the others."""
    cues = (("00:01.000", "When did you see it?"), ("00:09.000", "In March, by the door."))
    lines = "".join(f"{at} --> {at[:-1]}9\n{voice}{words}\n\n" for at, words in cues)
    db = built(tmp_path, day__vtt=f"WEBVTT\n\n{lines}")
    assert rows(db, "select title from documents") == [(None,)]


def test_corrected(tmp_path: Path) -> None:
    """A correction in captions is applied where its words stand, a tag beside them or not."""
    said = "corrections: [{before: the kettle, after: the cattle, reason: misheard}]\n"
    db = built(tmp_path, day__vtt=HEARING, day__yml=said)
    assert rows(db, "select before, after, locator from corrections") == [("the kettle", "the cattle", "00:00:01")]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize(
    "data",
    [LETTER.encode(), b"{1}{50}It was gone.", b"WEBVTT\n\nNOTE nothing\n"],
    ids=["a letter", "MicroDVD", "no cue"],
)
def test_no_captions(data: bytes) -> None:
    """What has no times is told."""
    with pytest.raises(UnreadableError, match="no line of it says when its words are shown"):
        captions.decode(data)


@settings(max_examples=100, deadline=None)
@given(mutated(HEARING.encode()))
def test_mutated(data: bytes) -> None:
    """Captions that are broken are read or told, and nothing of them is lost."""
    with suppress(UnreadableError):
        shown(captions.decode(data).text)


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        "00:00:01.000 --> 00:00:02.000\nIt was gone\n\n", "<v Ada Quill>a ", "<", "{\\", "&amp;", "<c>", "00:00:01.000 --> 00:00:02.000\n", "\n", " ",
        "\r", "-->", "00:01 --> 00:02\nx\n", "- a\n", "Ann Bee: a\n", "<v A", "NOTE\n\n", "9\n",
    ],
)  # fmt: skip
def test_growth(piece: str) -> None:
    """Captions four times as long take about four times as long to read."""

    def work(size: int) -> None:
        text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx" + piece * size
        pages = captions.find(text)
        corrected = correct(text, (), pages.cuts)
        located(captions.split(corrected.text), pages, corrected)

    assert_linear(work, 20_000)


SRT = "1\n00:00:01,000 --> 00:00:03,000\nWho took the kettle?\n\n2\n00:00:09,000 --> 00:00:11,000\nI did not.\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(SRT, ["Who took the kettle?", "I did not."], id="SubRip"),
        pytest.param(SRT.replace("\n", "\r\n"), ["Who took the kettle?", "I did not."], id="SubRip of Windows"),
        pytest.param(
            "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>Tea?\n\n00:09.000 --> 00:11.000\nNo.\n",
            ["Tea?", "No."],
            id="WebVTT",
        ),
        pytest.param(f"About WEBVTT.\n\n{SRT}", None, id="about a format"),
        pytest.param(f"{SRT}\n{'A page of words about the recording. ' * 40}\n", None, id="words below it"),
        pytest.param(SRT[: SRT.index("2")], None, id="one caption"),
        pytest.param("1\n00:00:01,000 --> soon\nTea\n\n2\na --> b\n", None, id="arrows"),
        pytest.param("00:01.000 --> 00:03.000\nTea?\n\n00:09.000 --> 00:11.000\nNo.\n", None, id="times alone"),
    ],
)
def test_captions_in_a_text(tmp_path: Path, text: str, words: list[str] | None) -> None:
    """A plain text that is captions from its first line to its last is read as captions, and no other is."""
    db = built(tmp_path, day__txt=text)
    cues = rows(db, "select text from segments where discard = 'caption cue'")
    assert bool(cues) is (words is not None)
    if words:
        assert [each for (each,) in rows(db, "select text from passages order by position")] == words
