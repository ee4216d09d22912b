"""Speeches of a transcript: who speaks from which label on, and what is not speech (a pause, a time, a witness sworn).

A label counts only where the document shows that its labels are speakers: two of them take turns, or they carry a
title of address. One "Note:" makes no transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.names import GAP, HONORIFIC, NAME, OFFICE, WORD, is_name, label
from ingest.model import Passage, Reading

QUESTION, ANSWER, NAMED = "Q", "A", "named"

# "Q. Did you", "A: I did", "**Q:** Did you", "Q12. Did you"
LETTER = re.compile(r"\A[*_\s]{0,4}(?P<letter>Q|A|Question|Answer)(?:\s?\d{1,4})?[*_]{0,2}\s?[.:][*_]{0,2}\s+(?=\S)")
# "MS HARDY", "**Ms Hardy**", "THE CHAIR:" alone on a line
ALONE = re.compile(rf"\A(?P<bold>\*\*|__|)(?P<name>{OFFICE}\b|{HONORIFIC}{GAP}(?>{NAME}))\s?:?(?P=bold)\s?:?\Z")
# "(Pause)", "[The witness withdrew]", "(10.35 am)"
IN_BRACKETS = re.compile(r"\A[*_\s]*[(\[][^()\[\]]{1,200}[)\]][.*_\s]*\Z")
# "10.35 am", "The hearing adjourned at 4.15 pm"
STAGE = re.compile(
    r"\A\W*(?:\d{1,2}[.:]\d\d\s?(?:[ap]\.?m\.?)?|(?:the\s+)?(?:hearing|tribunal|court|meeting|inquiry|session|committee|inquest)"
    r"\s+(?:was\s+|then\s+|is\s+)*(?:adjourned|closed|concluded|rose|resumed|ended)\b.{0,80})\W*\Z",
    re.IGNORECASE,
)
# "Cross-examined by MR COLE", "Questions from THE TRIBUNAL", "BY MR. COLE:"
EXAMINED = re.compile(
    rf"\A[*_#\s]*(?i:(?:(?:further\s+|re-?|cross-?|direct\s+)?(?:examined|examination|questioned|questioning|questions?)"
    rf"(?:[\s-]in[\s-]chief)?(?:,?\s+continued)?\s+(?:by|from)|by))\s+(?P<name>(?:{OFFICE}\b|(?i:the\s+)(?>{NAME})|(?>{NAME})))[\s:.*_]*\Z"
)
# "MRS A B (sworn)", "MR COLE, affirmed", "Ann Bee (recalled)"
SWORN = re.compile(
    rf"\A[*_#\s]*(?P<name>(?>{NAME}))[*_]*[\s,(\[]+(?i:sworn|affirmed|recalled|called|continued|on\s+former\s+oath|"
    rf"having\s+been\s+(?:duly\s+|first\s+)*(?:sworn|affirmed)|previously\s+(?:sworn|affirmed)).{{0,60}}\Z"
)
# "MR BANK (affirmed): examined by …" in an index of witnesses: told of him, not said by him
TOLD = re.compile(r"(?:re-|cross-)?(?:examined|questioned|recalled)\b", re.IGNORECASE)
# "(The hearing was adjourned until …)", "(The tribunal rose)": what follows is no one's speech
CLOSED = re.compile(r"\b(?:adjourned|concluded|rose|ended|closed)\b", re.IGNORECASE)
BEGINS_QUOTED = re.compile(r"[“‘\"”]")
THE_WITNESS = "the witness"

LONGEST_LINE = 140  # characters of a line about the hearing
MOST_UNLABELLED = 2  # for each labelled passage of a transcript, unlabelled ones that go on with a speech


@dataclass(slots=True)
class Speech:
    """Words of one speaker, from `start` to `end`; `first` and `last` are numbers of passages."""

    form: str
    speaker: str | None
    start: int
    end: int
    first: int
    last: int
    follows: bool

    @property
    def empty(self) -> bool:
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Mark:
    """A label found at the front of a passage: whose speech begins, and where; `quoted` if in quotation marks."""

    form: str
    name: str | None
    start: int
    strong: bool
    titled: bool
    quoted: bool = False


def speeches(reading: Reading) -> list[Speech]:
    """Return the speeches of a transcript in order, and name their passages; none where it is not one."""
    marks = _accepted(reading, dict(_marks(reading.passages)))
    if not marks:
        return []
    first, goes_on = min(marks), _goes_on(reading, marks)
    found: list[Speech] = []
    asker = witness = None
    current: Speech | None = None
    apart = True
    for n, passage in enumerate(reading.passages):
        mark = marks.get(n)
        line = None if mark else _line(passage)
        if line or passage.kind in ("heading", "code", "html"):
            asker, witness = _people(line, asker, witness)
            current, apart = None, True
        elif mark is None and (current or n < first) and _is_stage(passage):
            passage.kind = "stage direction"
            if CLOSED.search(passage.text):
                current, apart = None, True
        elif mark:
            name = {QUESTION: asker, ANSWER: witness}.get(mark.form, mark.name)
            current = Speech(mark.form, name, *_place(passage, mark), n, n, not apart)
            found.append(current)
            apart = False
            _name(passage, current)
        elif current and (n < goes_on or current.empty):
            _extend(current, n, passage)
        else:
            current, apart = None, True
    return [speech for speech in found if not speech.empty]


def _marks(passages: list[Passage]) -> Iterator[tuple[int, Mark]]:
    for n, passage in enumerate(passages):
        if passage.kind in ("heading", "code", "html", "table", "quote", "header", "attribution"):
            continue
        words = passage.text
        letter = LETTER.match(words)
        found = None if letter else label(words)
        alone = ALONE.match(words) if len(words) < 80 and not letter else None
        if letter:
            yield n, Mark(letter["letter"][0], None, passage.start + letter.end(), True, True)
        elif alone:
            yield (
                n,
                Mark(NAMED, alone["name"], passage.end, bool(alone["bold"]) or alone["name"].isupper(), True),
            )
        elif (
            found
            and not TOLD.match(words, found.speech)
            and (found.set_off or not words[found.speech : found.speech + 1].isdigit())
        ):
            quoted = bool(BEGINS_QUOTED.match(words, found.speech))
            yield n, Mark(NAMED, found.name, passage.start + found.speech, found.set_off, found.titled, quoted)


def _accepted(reading: Reading, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return the marks that this document shows to be speakers.

    A report quotes what is said after a label, and is read by `reported`; in a transcript a label that speaks
    elsewhere speaks here too when its words are in quotation marks.
    """
    quoted = {n: mark for n, mark in marks.items() if mark.quoted}
    accepted = _unquoted(reading, {n: mark for n, mark in marks.items() if not mark.quoted})
    speaking = {(mark.name or "").casefold() for mark in accepted.values()} - {""}
    return accepted | {n: mark for n, mark in quoted.items() if (mark.name or "").casefold() in speaking}


def _unquoted(reading: Reading, marks: dict[int, Mark]) -> dict[int, Mark]:
    letters = Counter(mark.form for mark in marks.values() if mark.form != NAMED)
    if not (letters[QUESTION] and letters[ANSWER]):
        marks = {n: mark for n, mark in marks.items() if mark.form == NAMED}
    names = Counter(mark.name.casefold() for mark in marks.values() if mark.name)
    titled = sum(mark.titled for mark in marks.values())
    asked = any("?" in reading.passages[n].text for n in marks)
    known = _addressed(reading) if len(marks) > titled else set()
    accepted = {}
    for n, mark in marks.items():
        name = mark.name or ""
        repeated = names[name.casefold()] > 1
        addressed = mark.titled and (mark.strong or titled > 1)
        spoken = asked or repeated if mark.strong else asked and repeated
        if mark.form != NAMED or addressed or ((spoken or name.split()[-1] in known) and _takes_turns(n, mark, marks)):
            accepted[n] = mark
    return accepted


def _takes_turns(n: int, mark: Mark, marks: dict[int, Mark]) -> bool:
    """Tell whether someone else speaks close above or below."""
    near = (marks.get(other) for other in range(n - 3, n + 4))
    return any(each and (each.name or "").casefold() != (mark.name or "").casefold() for each in near)


def _addressed(reading: Reading) -> set[str]:
    """Return the surnames that the document prints with a title of address: "Cole" of "Mr Cole"."""
    document = reading.document
    return {match[1] for match in ADDRESSED.finditer(reading.text, document.start, document.end)}


# "Mr Cole", "Mrs Ann Bee"
ADDRESSED = re.compile(rf"\b(?=[MDSLCPBJ]){HONORIFIC}{GAP}(?:{WORD}{GAP})?({WORD})")


def _goes_on(reading: Reading, marks: dict[int, Mark]) -> int:
    """Return the number of the passage from which an unlabelled passage is no part of a speech.

    In a transcript speeches have several paragraphs; in a report with a few labels the next paragraph is the
    reporter's. What follows the last label of a text that is not a hearing may be either, and is left alone.
    """
    if reading.document.kind == "hearing":
        return len(reading.passages)
    first, last = min(marks), max(marks)
    strong = all(mark.strong for mark in marks.values())
    if strong and len(marks) > 1 and last - first + 1 <= (MOST_UNLABELLED + 1) * len(marks):
        return last
    return 0


def _line(passage: Passage) -> re.Match[str] | None:
    """Read a line about the hearing: who examines, who was sworn."""
    if len(passage.text) > LONGEST_LINE:
        return None
    found = EXAMINED.match(passage.text) or SWORN.match(passage.text)
    return found if found and (is_name(found["name"]) or found.re is EXAMINED) else None


def _people(line: re.Match[str] | None, asker: str | None, witness: str | None) -> tuple[str | None, str | None]:
    """Return who asks and who answers from here on."""
    if line is None:
        return asker, witness
    return (line["name"], witness) if line.re is EXAMINED else (None, line["name"])


def _is_stage(passage: Passage) -> bool:
    words = passage.text
    return len(words) < 220 and bool(IN_BRACKETS.match(words) or STAGE.match(words))


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


def _name(passage: Passage, speech: Speech) -> None:
    passage.kind, passage.speaker = "speech", speech.speaker


def _extend(speech: Speech, n: int, passage: Passage) -> None:
    if speech.empty:
        speech.start, speech.first = passage.start, n
    speech.end, speech.last = passage.end, n
    _name(passage, speech)
