"""Exchanges: a question and its answer, in the words that each speaker is printed to have used.

Transcripts print them as speeches under labels, reports between quotation marks with a name beside them. Only an
answer that follows its question directly is taken for one; who asked is not guessed where it is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from ingest.grammar.dashed_answers import answered
from ingest.grammar.interviews import interview
from ingest.grammar.numbered_evidence import evidence
from ingest.grammar.reported import STATED, Reported, reported
from ingest.grammar.speaker_tables import turns
from ingest.grammar.speeches import ANSWER, NAMED, QUESTION, Speech, speeches
from ingest.ids import join
from ingest.model import Reading

# "Objection. Form.", "I object to", "Same objection", "Move to strike"
OBJECTS = re.compile(
    r"(?:(?:same|my|i\s+have\s+an)\s+)?objection\b|i\s+(?:must\s+|do\s+)?object\b|move\s+to\s+strike|asked\s+and\s+answered",
    re.I,
)
# "Overruled.", "Sustained."
RULES = re.compile(r"overruled|sustained|you\s+may\s+answer|please\s+answer", re.IGNORECASE)
# "Please state your full names for the record.", "Would you spell your name.", "Tell us what you saw."
REQUESTS = re.compile(
    r"(?:[^.?!]{1,60}[,.]\s)?(?:(?:would|could|can|will)\s+you\s+)?(?:please\s+|kindly\s+)?"
    r"(?:(?:state|spell|give|say|confirm)\s+(?:(?:to|for)\s[^.,]{2,30},?\s)?your\b(?!\s+(?:\w+\s)?(?:attention|best|regards|prayers|time|apologies|patience)\b)|tell\s+(?:us|me|the\s(?:court|committee|commission|tribunal|inquiry|panel|board))\b|"
    r"describe\b|explain\b|introduce\s+yourself|identify\s+yourself)[^?]{0,160}\.\s*\Z",
    re.IGNORECASE,
)
QUESTION_MARKS = ("?", "？", "؟", "か。")
LONGEST_REQUEST = 240  # characters
LONGEST_OBJECTION = 8  # speeches between a question and its answer


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
    if reading.document.kind == "chat":
        return  # whom a message answers is not printed
    said = evidence(reading) or answered(speeches(reading), reading) or list(_of_table(reading))
    pairs: list[tuple[Speech | Reported, Speech | Reported | None]] = []
    taken = {n for speech in said for n in range(speech.first, speech.last + 1)}
    pairs += _asked(said, reading.text)
    pairs += _reported(reading, taken)
    pairs += [] if pairs else interview(reading)
    for position, (question, answer) in enumerate(sorted(pairs, key=lambda each: each[0].start), 1):
        yield Exchange(
            join(reading.document.id, "exchange", position), reading.document.id, position,
            question.speaker, reading.text[question.start : question.end],
            answer.speaker if answer else None, reading.text[answer.start : answer.end] if answer else None,
            reading.passages[question.first].id, reading.passages[answer.first].id if answer else None,
            question.start, question.end, answer.start if answer else None, answer.end if answer else None,
        )  # fmt: skip


def _of_table(reading: Reading) -> Iterator[Speech]:
    """Yield the speeches of a table of speakers, and name who speaks in each row."""
    if any(passage.kind == "table" for passage in reading.passages):
        for turn in turns(reading.passages, reading.text):
            reading.passages[turn.at].speaker = turn.speaker
            yield Speech(NAMED, turn.speaker, turn.start, turn.end, turn.at, turn.at, turn.at, True)


def _asked(said: list[Speech], text: str) -> Iterator[tuple[Speech, Speech | None]]:
    """Yield the questions of a transcript, each with the speech that answers it."""
    answers = _answers(said, text)
    askers = {speech.speaker for speech in said if speech.form == QUESTION}
    for n, speech in enumerate(said):
        if speech.form == QUESTION:
            yield speech, answers[n]
        elif speech.form == NAMED and (
            any(sign in text[speech.start : speech.end] for sign in QUESTION_MARKS)
            or _is_answered(said, n, askers)
            or _requests(speech, text)
        ):
            following = _following(said, n, text)
            if following:
                yield speech, following


def _is_answered(said: list[Speech], n: int, askers: set[str | None]) -> bool:
    """Tell a request of who asks, "MS FOX: Could you say your name, please.", by the "A." right below it."""
    return n + 1 < len(said) and said[n + 1].form == ANSWER and said[n].speaker in askers


def _requests(speech: Speech, text: str) -> bool:
    """Tell what asks for an answer without a question mark: "Please state your full names for the record."."""
    return speech.end - speech.start <= LONGEST_REQUEST and REQUESTS.match(text, speech.start, speech.end) is not None


def _following(said: list[Speech], n: int, text: str) -> Speech | None:
    """Return the speech that answers a question under a name: the next, or the first of someone who takes no part in an objection.

    An objection, and what is ruled on it, break no question off, unless who asked speaks again.
    """
    asker, objector = said[n].speaker, None
    for each in said[n + 1 : n + 1 + LONGEST_OBJECTION]:
        if not each.follows or each.form == QUESTION or each.speaker == asker:
            return None
        if OBJECTS.match(text, each.start, each.end):
            objector = objector or each.speaker
        elif objector is None or not (
            each.speaker == objector or each.office or RULES.match(text, each.start, each.end)
        ):
            return each
    return None


def _answers(said: list[Speech], text: str) -> list[Speech | None]:
    """Return for every speech the first "A." or speech of the witness below it, before the next "Q." or question under a name."""
    found: list[Speech | None] = []
    answer = named = None
    for speech in reversed(said):
        found.append(answer or named)
        if speech.form == QUESTION:
            answer = named = None
        elif speech.form == ANSWER:
            answer = speech
        elif speech.of_witness:
            named = speech
        elif (answer or named) and _asks(speech, text):
            answer = named = None
    return found[::-1]


def _asks(speech: Speech, text: str) -> bool:
    """Tell a question under the name of who asks, whose answer is none to the "Q." above it: "MR COLE: Did you see it?"."""
    words = text[speech.start : speech.end].rstrip()
    return words.endswith(QUESTION_MARKS) and not OBJECTS.match(words)


def _reported(reading: Reading, taken: set[int]) -> Iterator[tuple[Reported, Reported]]:
    """Yield the questions of a report, each with the answer printed right after it."""
    found = list(reported(reading, taken))
    for question, answer in pairwise(found):
        if answer.first - question.last > 1 or not answer.answers(question):
            continue
        for each in (question, answer):
            passage = reading.passages[each.first]
            if each.alone and question.first != answer.first and passage.kind != STATED:
                passage.kind, passage.speaker = "speech", each.speaker
        yield question, answer
