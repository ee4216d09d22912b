"""Reported speech: what people are quoted as asking and answering in a report of a hearing or an interview."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.attribution import ANSWER, ASK, ASKED_OF, LABELLED, SAY, Attribution, attribute
from ingest.grammar.code_like import code_like
from ingest.grammar.names import STARTS_WITH_HONORIFIC
from ingest.grammar.pairs import Span, pair_once
from ingest.model import Passage, Reading

BARE = "bare"
STATED = "statement paragraph"  # the words of a witness, whoever is quoted in them
# a cheap look before the dear ones: a verb of asking or answering, a quotation after a sign or at the front
STEMS = ("ask", "put", "repl", "answer", "respon", "inquir", "enquir", "demand")
VERB = re.compile(rf"\b(?:{'|'.join(STEMS)})")
AFTER_A_SIGN = re.compile(r"[:,]\*{0,2}\s{0,3}[“‘\"'”’]")
IN_FRONT = re.compile(r"[\s*_]*[“‘\"'”’]")
# what stands behind a word that is a label: ":", " :"
COLON = re.compile(r"\w|\s?:")


class Vocabulary:
    """The words of a document, but for those before a colon; each is looked up when it is first asked for."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._start, self._end = reading.text, reading.document.start, reading.document.end
        self._known: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        known = self._known.get(str(word))
        if known is None:
            known = self._known[str(word)] = self._find(str(word))
        return known

    def _find(self, word: str) -> bool:
        at = self._text.find(word, self._start, self._end)
        while at >= 0:
            after = at + len(word)
            if not self._text[at - 1 : at].isalpha() and not COLON.match(self._text, after):
                return True
            at = self._text.find(word, after, self._end)
        return False


@dataclass(frozen=True, slots=True)
class Reported:
    """Quoted words of one speaker. `how` says what introduces them; `alone` that the passage quotes nothing else."""

    how: str
    speaker: str | None
    start: int
    end: int
    first: int
    last: int
    asks: bool
    alone: bool

    def answers(self, question: Reported) -> bool:
        """Tell whether these words, printed next, are the answer to a question."""
        if not question.asks or (self.speaker and self.speaker == question.speaker):
            return False
        if question.how == ASKED_OF or (question.how == ASK and self.speaker):
            return self.how in (ANSWER, SAY, LABELLED)
        if question.how == SAY:
            return self.how == ANSWER
        return self.how in (LABELLED, ANSWER)


def reported(reading: Reading, taken: set[int]) -> Iterator[Reported]:
    """Yield what people are quoted as saying, passage by passage, and name the passages that are labelled speeches.

    `taken` are the numbers of passages that are speeches of a transcript.
    """
    words = Vocabulary(reading)
    taken = taken | code_like(reading)
    for n in sorted(reading.anchors.marks - taken):
        passage = reading.passages[n]
        if passage.kind in ("code", "html", "heading", "header", "attribution") or not _is_likely(passage.text):
            continue
        found = _spans(reading, passage)
        if not found:
            continue
        for span in found:
            each = _reported(reading, n, passage, span, len(found) == 1)
            if each.how == LABELLED and not is_speaker(each.speaker or "", words):
                continue
            if each.how == LABELLED and each.alone and passage.end - span.end < 4 and passage.kind != STATED:
                passage.kind, passage.speaker = "speech", each.speaker
            yield each


def _is_likely(words: str) -> bool:
    if AFTER_A_SIGN.search(words) or IN_FRONT.match(words):
        return True
    return any(map(words.__contains__, STEMS)) and VERB.search(words) is not None


def _spans(reading: Reading, passage: Passage) -> list[Span]:
    """Return the quoted spans of a passage that are not inside another."""
    outer: list[Span] = []
    paired = pair_once(reading.text, passage.start, passage.end, reading.known)
    for span in sorted(paired.spans, key=lambda each: each.opened):
        if span.closed is not None and (not outer or span.opened > outer[-1].end):
            outer.append(span)
    return outer


def _reported(reading: Reading, n: int, passage: Passage, span: Span, alone: bool) -> Reported:
    text = reading.text
    said = attributed(reading, passage.start, passage.end, span)
    asks = "?" in text[span.start : span.end]
    whole = not (
        text[passage.start : span.opened].strip(" *_>") or text[(span.closed or 0) + 1 : passage.end].strip(" *_.")
    )
    how = said.how if said else BARE if whole else "scattered"
    return Reported(
        how, said.name if said else None, span.start, span.end, n, n,
        how in (ASK, ASKED_OF) or (asks and how in (BARE, LABELLED, SAY)), alone,
    )  # fmt: skip


def attributed(reading: Reading, start: int, end: int, span: Span) -> Attribution | None:
    """Return what the passage `text[start:end]` says about who said `span`: asked for exchanges and for quotations."""
    key = (start, end, span)
    if key not in reading.known:
        reading.known[key] = attribute(reading.text, start, end, span)
    found: Attribution | None = reading.known[key]
    return found


def is_speaker(name: str, words: Vocabulary) -> bool:
    """Tell whether the label before a quotation names someone: "Mr Cole", "Ann Bee"; "Cole" if it is printed elsewhere.

    A label is no name if the document, whose `words` are given, has all its words in small letters too.
    """
    parts = name.split()
    if STARTS_WITH_HONORIFIC.match(name):
        return True
    if all(part.lower() in words for part in parts):
        return False
    return len(parts) > 1 or name in words
