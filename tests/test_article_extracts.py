"""Article extracts: passages under a line that says whose article they are from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Problem
from ingest.records.article_extracts import find
from ingest.waiting import ArticleExtract
from tests.cases import Case, cases, check_slices, reading, shown

PIECES = st.sampled_from(
    ["On ", "3 May 2016", "May 3 , 2016", " Ann Bee ", "posted", "wrote", ": ", " “Dark again”", "\n\n", "“The lamp.”", "“The lamp",
     "dark”", "Read the article http://example.org/a", "Writing in the Gazette on ", "From the Gazette, ", "> "]
)  # fmt: skip


@pytest.mark.parametrize("case", cases("article_extracts"))
def test_article_extracts(case: Case) -> None:
    """Each case of the fixture gives the extracts it says, and names the passages they are made of."""
    opened = reading(case.text, **case.fields)
    rows: list[Any] = [{"problem": row.reason} if isinstance(row, Problem) else _shown(row) for row in find(opened)]
    rows += [f"p{passage.position}: {passage.kind}" for passage in opened.passages if passage.kind == "extract"]
    assert rows == case.expected


def _shown(row: ArticleExtract) -> dict[str, str]:
    return {name: value for name, value in shown(row).items() if name != "state"}


def test_first_and_last_passage() -> None:
    """An extract says from which passage to which it goes; a heading inside keeps its kind."""
    opened = reading("On 3 May 2016 Ann Bee posted “Dark”\n\n“One.”\n\nSTATEMENT BY CARL DOW\n\n“Two.”\n\nMine.")
    opened.passages[2].kind = "heading"
    (extract,) = find(opened)
    assert isinstance(extract, ArticleExtract)
    assert (extract.id, extract.first_passage_id, extract.last_passage_id) == ("doc-extract-1", "doc-p2", "doc-p4")
    assert [passage.kind for passage in opened.passages] == ["paragraph", "extract", "heading", "extract", "paragraph"]


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    """No text stops the finder; texts are slices and ids unique."""
    rows = [row for row in find(reading(text)) if isinstance(row, ArticleExtract)]
    for row in rows:
        check_slices(row, text)
    assert len({row.id for row in rows}) == len(rows)
