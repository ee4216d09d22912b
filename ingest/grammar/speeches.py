"""Speeches of a transcript: who speaks from which label on, and what is not speech (a pause, a time, a witness sworn).

A label counts only where the document shows that its labels are speakers (see `turns`). One "Note:" makes no transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from ingest.grammar import voices
from ingest.grammar.bare_letters import bare_letters
from ingest.grammar.hearing_lines import CLOSED, TOLD, WITHDREW, Line, is_seated, line_of
from ingest.grammar.labels import ANSWER, NAMED, QUESTION, key_of, label
from ingest.grammar.names import is_name
from ingest.grammar.speaker_names import canonical
from ingest.grammar.speech_ends import divides, happens, heads, is_topic
from ingest.grammar.turns import TOLD_BY_SOMEONE, Mark, accepted
from ingest.model import Passage, Reading

__all__ = ["ANSWER", "NAMED", "QUESTION", "Speech", "speeches"]

NO_SPEECH = ("heading", "code", "html", "table", "quote", "statement paragraph", "header", "attribution")
ENDS_SPEECH = ("heading", "code", "html", "statement paragraph")
BEGINS_QUOTED = re.compile(r"[“‘\"”]")
# "Board officer: In June", "Man at the back (standing): No"
LIKE_A_LABEL = re.compile(r"[A-Z][^\W\d_]*(?:\s[^\W\d_]+){0,4}(?:\s\([^()]{1,40}\))?:(?=\s+[A-Z“\"])")
OATHS = ("d.s.s.", "d.s.s", "d. s. s.")  # "CARL DOW: d.s.s.": nobody says so
THE_WITNESS = ("witness", "deponent")
MOST_UNLABELLED = 2  # for each labelled passage of a transcript, unlabelled ones that go on with a speech


@dataclass(slots=True)
class Speech:
    """Words of one speaker, from `start` to `end`; `first` and `last` are numbers of passages, `label` that with its label.

    `follows` is False for the first speech after a line that divides the transcript; `office` is True for who presides,
    `of_witness` for words under "THE WITNESS"; `witness` is who was sworn last above it.
    """

    form: str
    speaker: str | None
    start: int
    end: int
    first: int
    last: int
    label: int
    follows: bool
    office: bool = False
    of_witness: bool = False
    witness: str | None = None

    @property
    def empty(self) -> bool:
        return self.end <= self.start


@dataclass(slots=True)
class Room:
    """Who asks and who answers at a place in a transcript; of two that are sworn together none is *the* witness.

    `ever` are all who have been sworn.
    """

    asker: str | None = None
    witness: str | None = None
    sworn: int = 0
    ever: set[str] = field(default_factory=set)

    def read(self, line: Line) -> None:
        """Take from a line who asks, or who is sworn, from there on."""
        if line.sworn and line.name is None:
            return  # the oath below the name
        if line.sworn and line.name:
            self.ever.add(line.name)
            self.asker, self.witness, self.sworn = None, line.name if self.sworn == 0 else None, self.sworn + 1
        else:
            self.asker = line.name


def speeches(reading: Reading) -> list[Speech]:
    """Return the speeches of a transcript in order, and name their passages; none where it is not one."""
    voiced = voices.marks(reading.passages)
    printed = dict(_marks(reading.passages)) | _bare(reading.passages) | voiced
    marks = accepted(reading, printed)
    if not marks:
        return []
    doubtful = (printed.keys() - marks.keys()) | _unread(reading, printed.keys())
    doubtful |= voices.unnamed(reading.passages) if voiced else set()
    found, sworn = _divided(reading, marks, doubtful)
    names = canonical(marks.values(), sworn)
    for speech in found:
        speech.speaker = names.get(key_of(speech.speaker), speech.speaker) if speech.speaker else None
        speech.witness = names.get(key_of(speech.witness), speech.witness) if speech.witness else None
        for passage in reading.passages[speech.label : speech.last + 1]:
            if passage.kind == "speech":
                passage.speaker = speech.speaker
    return [speech for speech in found if not speech.empty]


def _unread(reading: Reading, printed: Set[int]) -> set[int]:
    """Return the passages that begin with words and a colon, "Board officer: In June", and are no label.

    In a transcript such words come again; of notes of a meeting, "Poll results: Nine" and "High level goals:" are nobody's words either.
    """
    begun = {
        n: match[0]
        for n, passage in enumerate(reading.passages)
        if n not in printed and passage.kind not in NO_SPEECH and (match := LIKE_A_LABEL.match(passage.text))
    }
    counts = Counter(begun.values())
    if reading.document.kind == "hearing":
        return {n for n, words in begun.items() if counts[words] > 1}
    return begun.keys() | {n for n, passage in enumerate(reading.passages) if n not in printed and is_topic(passage)}


def _divided(reading: Reading, marks: dict[int, Mark], doubtful: Set[int]) -> tuple[list[Speech], set[str]]:
    """Return the speeches between the marks, and who was sworn; a `doubtful` label ends the speech above it, and is nobody's."""
    first, last, goes_on = min(marks), max(marks), _goes_on(reading, marks)
    shouts = sum(passage.text.isupper() for passage in reading.passages) * 2 > len(reading.passages)
    found: list[Speech] = []
    room, current, apart = Room(), None, True
    for n, passage in enumerate(reading.passages):
        mark = marks.get(n)
        line = None if mark else line_of(passage.text, _below(reading, n))
        if line or passage.kind in ENDS_SPEECH:
            if line:
                room.read(line)
            current, apart = None, True
        elif mark is None and happens(passage, current is not None or n < first or reading.document.kind == "hearing"):
            passage.kind = "stage direction"
            if WITHDREW.search(passage.text):
                room, current, apart = Room(ever=room.ever), None, True
            if CLOSED.search(passage.text):
                current, apart = None, True
        elif mark:
            current, room.sworn = _speech(mark, room, passage, n, not apart), 0
            found.append(current)
            apart = False
            passage.kind = "speech"
        elif (
            current
            and (n < goes_on or current.empty)
            and not (n in doubtful or divides(passage, shouts, n < last) or heads(reading, n, marks))
        ):
            _extend(current, n, passage)
        else:
            current, apart = None, True
    return found, room.ever


def _below(reading: Reading, n: int) -> str:
    return reading.passages[n + 1].text if n + 1 < len(reading.passages) else ""


def _marks(passages: list[Passage]) -> Iterator[tuple[int, Mark]]:
    begun = False
    for n, passage in enumerate(passages):
        if passage.kind in NO_SPEECH or voices.is_voiced(passage):
            continue
        words = passage.text
        found = label(words)
        if found is None or ((found.alone or words.endswith(OATHS)) and line_of(words)):
            continue
        if found.form != NAMED or found.alone:
            begun = begun or found.form != NAMED or found.titled  # "ACTU APPLICATION" may be a line of the caption
            yield n, Mark(found, passage.end if found.alone else passage.start + found.speech)
            continue
        if not begun and ((found.role and is_name(words[found.speech :])) or is_seated(words, found.speech)):
            continue  # "Interviewer: Jo Lamb"; below a question it is an answer
        numbers = not found.set_off and words[found.speech : found.speech + 1].isdigit()
        if not numbers and not TOLD.match(words, found.speech):
            begun = True
            yield n, Mark(found, passage.start + found.speech, bool(BEGINS_QUOTED.match(words, found.speech)))


def _bare(passages: list[Passage]) -> dict[int, Mark]:
    found = bare_letters([passage.text if passage.kind not in NO_SPEECH else "" for passage in passages])
    return {n: Mark(each, passages[n].start + each.speech) for n, each in found.items()}


def _speech(mark: Mark, room: Room, passage: Passage, n: int, follows: bool) -> Speech:
    """Return the speech that a mark begins; "THE WITNESS" is the one that the lines above it name as sworn."""
    found = mark.label
    witness = found.form == NAMED and found.key in THE_WITNESS
    if found.form == QUESTION and found.name:
        room.asker = found.name  # "Q. (By Mr. Cole) Did you see it?"
    name = {QUESTION: room.asker, ANSWER: room.witness}.get(found.form, found.name)
    name = (room.witness or found.name) if witness else name
    start, end = _place(passage, mark)
    return Speech(found.form, name, start, end, n, n, n, follows, found.office and not witness, witness, room.witness)


def _goes_on(reading: Reading, marks: dict[int, Mark]) -> int:
    """Return the number of the passage from which an unlabelled passage is no part of a speech.

    In a transcript speeches have several paragraphs; in a report, or one with a few labels, the next paragraph may be
    the reporter's. What follows the last label of a text that is not a hearing may be either, and is left alone.
    """
    if reading.document.kind == "hearing" or any(map(voices.is_voiced, reading.passages)):
        return len(reading.passages)
    if reading.document.kind in TOLD_BY_SOMEONE:
        return 0
    first, last = min(marks), max(marks)
    strong = all(mark.label.set_off or mark.label.titled for mark in marks.values())
    if (strong or len(marks) * 2 > last - first) and len(marks) > 1:
        return last if last - first + 1 <= (MOST_UNLABELLED + 1) * len(marks) else 0
    return 0


def _place(passage: Passage, mark: Mark) -> tuple[int, int]:
    """Return where the words of a speech begin and end in its passage: inside the quotation marks around them all."""
    start, end = mark.start, _end(passage, mark)
    words = passage.text[start - passage.start : end - passage.start]
    if mark.quoted and len(words) > 2 and words[0] + words[-1] in ("“”", "‘’", '""', "''"):
        return start + 1, end - 1
    return start, end


def _end(passage: Passage, mark: Mark) -> int:
    """Return where a speech ends: before the marks that close an emphasis opened in front of its label."""
    for marks in ("**", "__"):
        opened = passage.text[: mark.start - passage.start].count(marks) % 2
        if opened and passage.text.endswith(marks) and passage.end - 2 > mark.start:
            return passage.end - 2
    return passage.end


def _extend(speech: Speech, n: int, passage: Passage) -> None:
    if speech.empty:
        speech.start, speech.first = passage.start, n
    speech.end, speech.last = passage.end, n
    passage.kind, passage.speaker = "speech", speech.speaker
