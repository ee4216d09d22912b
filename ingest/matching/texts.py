"""Quotations of a text from outside, found as they are in a source: each with whose and from where it is said to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.declarations.source import Declaration
from ingest.formats import plain
from ingest.matching.finding import Claim
from ingest.matching.wrapped import unwrapped
from ingest.model import Document, Passage, Problem, Reading
from ingest.records import article_extracts, quotations
from ingest.waiting import ArticleExtract, Quotation


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks, a block quote, an extract, or a whole text that has none of them."""

    text: str
    start: int
    end: int
    attributed_to: str | None = None
    title: str | None = None
    date: str | None = None

    @property
    def claim(self) -> Claim:
        """What is to be looked for."""
        return Claim(self.text, self.attributed_to, self.title, self.date)


def quoted(text: str) -> list[Quoted]:
    """Return the quotations of a text in their order; the whole text as one where nothing is quoted."""
    reading = _reading(text)
    reading.records += [each for each in article_extracts.find(reading) if not isinstance(each, Problem)]
    extracts = list(reading.found(ArticleExtract))
    return told([each for each in quotations.find(reading) if isinstance(each, Quotation)], extracts) or _whole(text)


def quoted_in(rows: dict[str, list[Any]]) -> list[Quoted]:
    """Return the quotations among the rows of a source, as `quoted` does."""
    text = "\n\n".join(passage.text for passage in rows.get("passages", []))
    return told(rows.get("quotations", []), rows.get("article_extracts", [])) or _whole(text)


def told(found: Sequence[Quotation], extracts: Iterable[ArticleExtract]) -> list[Quoted]:
    """Return quotations and extracts in their order; an extract that is one quotation is told once."""
    every = [
        Quoted(each.text, each.start, each.end, each.attributed_to, each.claimed_title, each.claimed_date)
        for each in found
    ]
    for each in extracts:
        if not any(one.start <= each.start + 1 and one.end >= each.end - 1 for one in found):
            words = unwrapped(each.text)
            every.append(Quoted(words, each.start, each.end, each.author, each.title, each.published_date))
    return sorted(every, key=lambda each: (each.start, -each.end))


def _whole(text: str) -> list[Quoted]:
    start = len(text) - len(text.lstrip())
    return [Quoted(text.strip(), start, start + len(text.strip()))] if text.strip() else []


def _reading(text: str) -> Reading:
    blocks = [block for block in plain.split(text).blocks if not block.discard]
    passages = [
        Passage(
            f"text-p{n}", "text", "text", n, _kind(text, block.start, block.end, block.kind), None, f"para {n}",
            block.start, block.end, text[block.start : block.end], block.level,
        )
        for n, block in enumerate(blocks, 1)
    ]  # fmt: skip
    return Reading(Document("text", "text", 1, "document", start=0, end=len(text)), passages, text, Declaration())


def _kind(text: str, start: int, end: int, kind: str) -> str:
    """Return the kind of a paragraph: a quote where each of its lines is marked as one."""
    lines = text[start:end].splitlines()
    return "quote" if lines and all(line.lstrip().startswith(">") for line in lines) else kind
