"""Answers behind dashes: "MS FOX: What is your name?---Ivo Kell.", as transcripts of Australian hearings print them.

The label is that of who asks. The witness, whom the line above names as sworn, answers behind the dashes, and what is asked next
stands without a label. Where nobody is sworn, only three hyphens say so: "Who paid?—We did." may be one speaker's rhetoric.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.labels import ANSWER, QUESTION
from ingest.grammar.speeches import Speech
from ingest.model import Passage, Reading

FEWEST = 3  # passages with an answer behind dashes
# "?---I do.", "? --- Yes", "?‑‑‑No", "?—In May"
BEGINS = r"\s?(?=[“‘\"'(\[$£\w.…])"
DASHES = re.compile(rf"(?P<end>\?[”\"’')]{{0,2}})\s?(?:[-‑]{{2,4}}|[—–]{{1,3}}){BEGINS}")
HYPHENS = re.compile(rf"(?P<end>\?[”\"’')]{{0,2}})\s?[-‑]{{3,4}}{BEGINS}")


def answered(said: list[Speech], reading: Reading) -> list[Speech]:
    """Return the speeches of a transcript, those with an answer behind dashes parted into question and answer."""
    shape = DASHES if any(speech.witness for speech in said) else HYPHENS
    passages = {n for speech in said for n in range(speech.first, speech.last + 1)}
    if sum(bool(shape.search(reading.passages[n].text)) for n in passages) < FEWEST:
        return said
    return [part for speech in said for part in _parted(speech, reading, shape)]


def _parted(speech: Speech, reading: Reading, shape: re.Pattern[str]) -> Iterator[Speech]:
    """Yield the parts of one speech in order; a paragraph below an answer may be of either speaker, and is of none."""
    follows, is_answered = speech.follows, False
    opening: Speech | None = None
    for n in range(speech.first, speech.last + 1):
        passage = reading.passages[n]
        start = max(speech.start, passage.start)
        parts = list(shape.finditer(reading.text, start, passage.end))
        if not parts and not is_answered:
            opening = _extended(opening, speech, n, start, passage)
            continue
        if opening:
            yield opening
            opening, follows = None, True
        passage.speaker = None
        is_answered = True
        if len(parts) == 1:
            yield _part(speech, QUESTION, speech.speaker, start, parts[0].end("end"), n, follows)
            yield _part(speech, ANSWER, speech.witness, parts[0].end(), passage.end, n, True)
            follows = True
    if opening:
        yield opening


def _extended(opening: Speech | None, speech: Speech, n: int, start: int, passage: Passage) -> Speech:
    """Return the words in front of the first question with one more passage."""
    if opening:
        opening.end, opening.last = passage.end, n
        return opening
    part = _part(
        speech, speech.form, speech.speaker, start, min(passage.end, max(speech.end, start)), n, speech.follows
    )
    part.office, part.of_witness = speech.office, speech.of_witness
    return part


def _part(speech: Speech, form: str, speaker: str | None, start: int, end: int, n: int, follows: bool) -> Speech:
    return Speech(form, speaker, start, end, n, n, speech.label, follows, witness=speech.witness)
