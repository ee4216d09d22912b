"""Whatever text comes in: nothing is lost, every span is a slice, and nothing raises but a sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from ingest.build import build
from ingest.declarations.archive import Archive
from ingest.declarations.source import CorrectionHint, Declaration, Hints, PostHint, Withhold
from ingest.errors import ArchiveError
from ingest.formats.blocks import PAGE_FURNITURE
from ingest.model import Segment
from ingest.parse import Parsed, parse
from ingest.parsing.spans import Slices, spans
from ingest.sources.received import Received
from ingest.verify import verify
from tests.archives import everything

PIECES = [
    "Tuesday, 12 March 2019", "Monday, 12 March 2019", "9-10 March 2019", "12/03/2019", "30 February 2019", "2019", "\n", "\n",
    "\n", "\n\n", "\n\n\n\n", "\r\n", "\r\n\r\n", "\r", " ", "\xa0", "\t", "\f", "\x0b", "\u2028", "\ufeff", "\u200b", "\u202e",
    "\n\f", "Page 1", "Page 2\n", "\n2\n",
    "“", "”", "‘", "’", '"', "'", "«", "»", "(", ")", "[", "]", "…", "—", "- ", "• ", "1. ", "2. ", "(a) ", "(ii) ", "4.1 ", "> ",
    "# ", "## ", "**", "***", "-----", "---\n", "```\n", "| a | b |\n|---|---|\n", "title: x\n", "<!-- ", " -->",
    "http://scales.example/kettle?x=1", "www.scales.example", "ada.quill@post.example", "07700 900123", "020 7946 0018", "£1,204.50",
    "The kettle is back", "It was returned to its shelf on Monday night, which nobody had expected of the works council.",
    "MS QUILL: Did you take it?", "MR FENN: I did not.", "Q. Was it locked?", "A. It was not.", "Ms Quill was asked: “Was it?”",
    "WITNESS STATEMENT OF ADA QUILL", "I, Ada Quill, will say as follows:", "Statement of truth", "Signed", "By Ada Quill", "Issue 604",
    "On 9 March 2019 Ada Quill posted “Kettle”", "ELECTION PROCEDURES 2019", "This branch notes:", "This branch resolves:",
    "10 am to 12 noon at 1 Fish Quay, London, W1S 2QN", "Latest News", "Share this", "© 2019", "Rule 12.3 says “no kettle”.",
    "e\u0301", "é", "שלום", "مرحبا", "😀", "👩‍🚒", "𝔘", "ﬁ", "█", "ß", "İ", "word", "Word", "WORD", ".", ",", ":", ";", "?", "!",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
LINES = st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map(" ".join), max_size=30).map("\n\n".join)
TEXT = st.text(max_size=200) | SOUP | LINES
NAMES = ["source.txt", "source.md"]
UNDECLARED = Declaration()


def examples(count: int) -> Any:
    """So many examples, all in the same folder."""
    return settings(max_examples=count, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def parsed(folder: Path, data: bytes, name: str, declaration: Declaration = UNDECLARED) -> Parsed | None:
    """Parse a file, or return None where it is refused with a sentence."""
    (folder / name).write_bytes(data)
    try:
        return parse(Received("source", folder / name, declaration), Archive(title="x"))
    except ArchiveError as error:
        if not str(error).startswith(str(folder / name)):
            raise
        return None


def check(found: Parsed, data: bytes) -> None:
    """Assert laws 1 and 2, and that ids are there once and plain."""
    source = found.source
    segments = found.rows.get("segments", [])
    text = published(found)
    assert [each.start for each in segments] == [0, *(each.end for each in segments)][: len(segments)]
    assert len(text) == source.character_count
    assert [each.byte_start for each in segments] == [0, *(each.byte_end for each in segments)][: len(segments)]
    assert (segments[-1].byte_end if segments else 0) == source.byte_count == len(data)
    assert all(each.discard != "unread" for each in segments)
    if not found.rows.get("withheld"):
        assert text.encode(source.encoding) == data
    slices = Slices(text, [(each.start, each.end) for each in segments if each.discard in PAGE_FURNITURE])
    for table, rows in found.rows.items():
        for row in rows:
            check_places(row, slices)
        ids = Counter(getattr(row, "id", n) for n, row in enumerate(rows))
        assert [id for id, count in ids.items() if count > 1] == [], table


def published(found: Parsed) -> str:
    """Return the text of a source from its segments: a passage that page furniture interrupts has several."""
    left = {each.id: each.text for each in found.rows.get("passages", [])}
    parts = []
    for each in found.rows.get("segments", []):
        size = each.end - each.start
        words = each.text if each.passage_id is None else left[each.passage_id][:size]
        assert len(words) == size
        if each.passage_id is not None:
            left[each.passage_id] = left[each.passage_id][size:]
        parts.append(words)
    assert not any(left.values())
    return "".join(parts)


def check_places(row: Any, text: Slices) -> None:
    for value, start, end in spans(type(row)):
        begins, ends = getattr(row, start), getattr(row, end)
        if begins is not None and start != "byte_start":
            assert 0 <= begins <= ends <= len(text.text)
            if value and getattr(row, value) is not None:
                whole = isinstance(row, Segment)  # the words of page furniture themselves
                assert getattr(row, value) == (text.text[begins:ends] if whole else text.slice(begins, ends))


@pytest.mark.parametrize("name", NAMES)
@examples(100)
@given(text=TEXT)
@example(text="")
@example(text="\ufeff")
@example(text="12 March 2019\n\n12 March 2019\n\n12 March 2019")
def test_any_text(tmp_path: Path, name: str, text: str) -> None:
    """Any text is cut into segments that give it back, and every span in it is a slice."""
    data = text.encode("utf-8")
    found = parsed(tmp_path, data, name)
    if found:
        check(found, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@examples(40)
@given(text=TEXT)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    """The bytes of every encoding are had back, its mark included."""
    data = ("\ufeff" if encoding == "utf-16-be" else "").encode(encoding) + text.encode(encoding, "ignore")
    found = parsed(tmp_path, data, "source.txt")
    if found:
        check(found, data)


@examples(100)
@given(data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """Any bytes are read as text that gives them back, or refused with a sentence."""
    found = parsed(tmp_path, data, "source.txt")
    if found:
        check(found, data)


@st.composite
def declarations(draw: st.DrawFn) -> tuple[str, Declaration]:
    """A text, and a declaration that speaks of it: corrections, hints, withheld words and passages."""
    text = draw(LINES)
    paragraphs = [each for each in text.split("\n\n") if each.strip()]
    chosen = draw(st.lists(st.sampled_from(paragraphs), max_size=3, unique=True)) if paragraphs else []
    corrections = [
        CorrectionHint(words, draw(st.sampled_from(["", "x", "12 March 2019", "The kettle is back", words + "!"])), "misprint")
        for words in chosen if text.count(words) == 1
    ]  # fmt: skip
    return text, Declaration(
        kind=draw(st.sampled_from([None, "blog post", "article", "witness statement", "hearing", "rules", "motion", "document"])),
        hints=Hints(
            posts=tuple(PostHint(words, draw(st.sampled_from([None, "2018"]))) for words in chosen if draw(st.booleans())),
            year=draw(st.sampled_from([None, 2019])),
        ),
        corrections=tuple(each for each in corrections if draw(st.booleans())),
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@examples(100)
@given(case=declarations(), data=st.data())
def test_any_declaration(tmp_path: Path, name: str, case: tuple[str, Declaration], data: st.DataObject) -> None:
    """What is corrected and withheld keeps the laws too, and the ids of all the rest."""
    text, declaration = case
    whole = parsed(tmp_path, text.encode(), name, declaration)
    if whole is None:
        return
    check(whole, text.encode())
    withheld = data.draw(st.lists(st.one_of(choices(whole)), max_size=3))
    part = parsed(tmp_path, text.encode(), name, structs.replace(declaration, withhold=tuple(withheld)))
    if part is None:
        return
    check(part, text.encode())
    if not any(each.pattern for each in withheld):
        assert ids(part, "documents") == ids(whole, "documents") - {each.document for each in withheld}
        assert ids(part, "passages") <= ids(whole, "passages")
    for each in part.rows.get("withheld", []):
        assert set(published(part)[each.start : each.end]) <= set("█\r\n")


def choices(found: Parsed) -> list[st.SearchStrategy[Withhold]]:
    """Return what may be withheld of a source: some pattern, or a document or passage that it has."""
    patterns = st.sampled_from([r"\w+", "kettle", r"March\s+2019", ".", r"(?s)back.*", r"\s.\s"])
    chosen = [patterns.map(lambda words: Withhold(pattern=words, reason="privacy"))]
    for table, key in (("documents", "document"), ("passages", "passage")):
        names = sorted(ids(found, table))
        if names:
            chosen.append(st.sampled_from(names).map(lambda id, key=key: Withhold(**{key: id}, reason="privacy")))
    return chosen


def ids(found: Parsed, table: str) -> set[str]:
    return {row.id for row in found.rows.get(table, [])}


@examples(30)
@given(texts=st.lists(TEXT, min_size=1, max_size=3))
def test_any_archive(tmp_path: Path, texts: list[str]) -> None:
    """A folder of any texts is built into an archive that keeps every promise, or refused with a sentence."""
    sources = tmp_path / "sources"
    sources.mkdir(exist_ok=True)
    for old in sources.iterdir():
        old.unlink()
    for n, text in enumerate(texts):
        (sources / f"s{n}.{'md' if n % 2 else 'txt'}").write_bytes(text.encode("utf-8"))
    try:
        report = build(sources, tmp_path / "archive.db")
    except ArchiveError as error:
        if not str(error).startswith(str(sources)):
            raise
        return
    assert report.faults == []
    assert verify(tmp_path / "archive.db").faults == []
    assert "ada.quill@post.example" not in everything(tmp_path / "archive.db")
