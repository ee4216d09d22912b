"""Exchanges: a question and its answer, in the words that each speaker is printed to have used.

Transcripts print them as speeches under labels, reports between quotation marks with a name beside them. Only an
answer that follows its question directly is taken for one; who asked is not guessed where it is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from ingest.grammar.reported import Reported, reported
from ingest.grammar.speeches import ANSWER, NAMED, QUESTION, THE_WITNESS, Speech, speeches
from ingest.ids import join
from ingest.model import Reading


@dataclass(slots=True)
class Exchange:
    """A question and an answer: each is the slice of its speaker's own words, without label and marks."""

    table: ClassVar[str] = "exchanges"
    id: str
    document_id: str
    position: int
    asker: str | None
    question: str | None
    answerer: str | None
    answer: str | None
    question_passage_id: str | None
    answer_passage_id: str | None
    question_start: int | None
    question_end: int | None
    answer_start: int | None
    answer_end: int | None


def find(reading: Reading) -> Iterator[Exchange]:
    """Yield the exchanges of a document in order; speeches get their speaker, and the kind `speech`."""
    said = speeches(reading)
    pairs: list[tuple[Speech | Reported, Speech | Reported | None]] = []
    taken = {n for speech in said for n in range(speech.first, speech.last + 1)}
    pairs += _asked(said, reading.text)
    pairs += _reported(reading, taken)
    for position, (question, answer) in enumerate(sorted(pairs, key=lambda each: each[0].start), 1):
        yield Exchange(
            join(reading.document.id, "exchange", position), reading.document.id, position,
            question.speaker, reading.text[question.start : question.end],
            answer.speaker if answer else None, reading.text[answer.start : answer.end] if answer else None,
            reading.passages[question.first].id, reading.passages[answer.first].id if answer else None,
            question.start, question.end, answer.start if answer else None, answer.end if answer else None,
        )  # fmt: skip


def _asked(said: list[Speech], text: str) -> Iterator[tuple[Speech, Speech | None]]:
    """Yield the questions of a transcript, each with the speech that answers it."""
    answers = _answers(said)
    for n, speech in enumerate(said):
        if speech.form == QUESTION:
            yield speech, answers[n]
            continue
        following = said[n + 1] if n + 1 < len(said) and said[n + 1].follows else None
        asks = speech.form == NAMED and "?" in text[speech.start : speech.end]
        if asks and following and following.form != QUESTION and following.speaker != speech.speaker:
            yield speech, following


def _answers(said: list[Speech]) -> list[Speech | None]:
    """Return for every speech the first "A." or speech of the witness below it, before the next "Q."."""
    found: list[Speech | None] = []
    answer = named = None
    for speech in reversed(said):
        found.append(answer or named)
        if speech.form == QUESTION:
            answer = named = None
        elif speech.form == ANSWER:
            answer = speech
        elif (speech.speaker or "").casefold() == THE_WITNESS:
            named = speech
    return found[::-1]


def _reported(reading: Reading, taken: set[int]) -> Iterator[tuple[Reported, Reported]]:
    """Yield the questions of a report, each with the answer printed right after it."""
    found = list(reported(reading, taken))
    for question, answer in pairwise(found):
        if answer.first - question.last > 1 or not answer.answers(question):
            continue
        for each in (question, answer):
            if each.alone and question.first != answer.first:
                passage = reading.passages[each.first]
                passage.kind, passage.speaker = "speech", each.speaker
        yield question, answer
