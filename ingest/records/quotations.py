"""Quotations: every stretch between quotation marks, and every block quote, with who is said to have said it.

Titles and scare quotes are kept too: what is between marks is claimed to be someone's words, and can be checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ingest.grammar.attribution import LABELLED
from ingest.grammar.code_like import code_like
from ingest.grammar.marks import Mark
from ingest.grammar.pairs import Span
from ingest.grammar.reported import Vocabulary, attributed, is_speaker
from ingest.grammar.spans import spans
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records import indented_quotes
from ingest.records.exchanges import Exchange
from ingest.records.witness_statements import WitnessStatement
from ingest.waiting import ArticleExtract, Quotation

BLOCK = "block"
# "what I think of what Ann Bee said:": what follows is said by somebody else
ABOUT = re.compile(r"\b(?:of|to|about|on|with|from|against|for|than|by)\s+what\b[^.!?]*\Z")
LONGEST_ABOUT = 200  # characters
THREADED = ("e-mail", "chat", "comment")


def find(reading: Reading) -> Iterator[Quotation | Problem]:
    """Yield the quotations of a document, outer ones before those inside them, and the marks that have no partner."""
    extracts = list(reading.found(ArticleExtract))
    if reading.document.kind not in THREADED:
        indented_quotes.mark(reading, partial(_leads_in, reading))
    found = [*_blocks(reading)]
    quoting = reading.anchors.marks - code_like(reading)
    for each in spans(reading.passages, reading.text, _stops(reading, extracts), quoting, reading.known):
        if isinstance(each, Mark):
            yield reading.problem("this closing quotation mark has no opening one", each.at, each.at + 1)
            continue
        found.append(each)
        if each.closed is None:
            yield reading.problem("this quotation is not closed; it is taken to end here", each.opened, each.end)
    yield from _rows(reading, sorted(found, key=lambda span: (span.start, -span.end)), extracts)


def _stops(reading: Reading, extracts: list[ArticleExtract]) -> set[int]:
    """Return the numbers of the passages before which every quotation ends: where an extract begins, and after it."""
    place = {passage.id: n for n, passage in enumerate(reading.passages)} if extracts else {}
    return {place[each.first_passage_id] for each in extracts} | {place[each.last_passage_id] + 1 for each in extracts}


def _blocks(reading: Reading) -> Iterator[Span]:
    for passage in reading.passages:
        if passage.kind == "quote" or (passage.kind == "extract" and _is_block(reading.text, passage)):
            start = passage.start + len(passage.text) - len(passage.text.lstrip("> \t"))
            if start < passage.end:
                yield Span(BLOCK, start, passage.end, start, passage.end)


def _is_block(text: str, passage: Passage) -> bool:
    """Tell whether a passage stands behind a ">" at the front of its line."""
    line = text.rfind("\n", max(0, passage.start - 20), passage.start) + 1
    return text[max(line, passage.start - 20) : passage.start + 1].lstrip().startswith(">")


def _rows(reading: Reading, found: list[Span], extracts: list[ArticleExtract]) -> Iterator[Quotation]:
    said = _said(reading)
    within: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    words = Vocabulary(reading)
    for span in found:
        passage = reading.passage_at(span.start)
        if passage is None:
            continue
        while within and within[-1][0] < span.end:
            within.pop()
        counts[passage.id] = counts.get(passage.id, 0) + 1
        while extracts and extracts[0].end < span.end:
            extracts.pop(0)
        source = extracts[0] if extracts and extracts[0].start <= span.start else None
        row = Quotation(
            join(passage.id, "q", counts[passage.id]), reading.document.id, passage.id,
            within[-1][1] if within else None, span.kind, said.get(span.start) or _attributed(reading, passage, span, words),
            source.title if source else None, source.published_date if source else None,
            span.start, span.end, reading.text[span.start : span.end],
        )  # fmt: skip
        within.append((span.end, row.id))
        yield row


def _said(reading: Reading) -> dict[int, str]:
    """Return who speaks from a place on, where exchanges, statements and speeches have found it."""
    said: dict[int, str | None] = {}
    for each in reading.found(Exchange):
        said |= {each.question_start or -1: each.asker, each.answer_start or -1: each.answerer}
    for statement in reading.found(WitnessStatement):
        said[statement.start + 1] = statement.witness
    return {start: name for start, name in said.items() if name}


def _attributed(reading: Reading, passage: Passage, span: Span, words: Vocabulary) -> str | None:
    """Return who the sentence says it was; `words` are those of the document."""
    if span.kind == BLOCK:
        return _introduced(reading, passage)
    end = passage.end
    if span.end > end:
        last = reading.passage_at(span.end - 1)
        end = last.end if last else end
    found = attributed(reading, passage.start, end, span)
    if found and found.how == LABELLED and found.name != passage.speaker:
        return found.name if found.name and is_speaker(found.name, words) else None
    return found.name if found else None


def _introduced(reading: Reading, passage: Passage) -> str | None:
    """Return who said a block quotation, as the words right above it say: "Ann Bee, the secretary, said:".

    In a message the words above may be of whoever is quoted there.
    """
    if passage.kind != "quote" or passage.level > 1 or reading.document.kind in THREADED or passage.position < 2:
        return None
    above = reading.passages[passage.position - 2]
    if above.kind == "quote":  # it goes on: who said it is known from there
        name: str | None = reading.known.get((BLOCK, above.id)) if above.level == passage.level else None
    else:
        name = _leads_in(reading, above)
    reading.known[BLOCK, passage.id] = name
    return name


def _leads_in(reading: Reading, above: Passage) -> str | None:
    """Return who speaks next, as the end of a passage says."""
    if above.kind not in ("paragraph", "list item") or not above.text.rstrip().endswith(":"):
        return None
    if "what" in above.text[-LONGEST_ABOUT:] and ABOUT.search(above.text[-LONGEST_ABOUT:]):
        return None
    end = above.start + len(above.text.rstrip())
    found = attributed(reading, above.start, end, Span(BLOCK, end, None, end, end))
    return found.name if found and found.how != LABELLED else None
