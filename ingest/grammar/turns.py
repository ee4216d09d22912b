"""Turns: which labels of a document are speakers, judged by what stands around them all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from ingest.grammar.labels import ANSWER, NAMED, QUESTION, Label
from ingest.grammar.names import GAP, HONORIFIC, WORD
from ingest.model import Reading

# "Mr Cole", "Mrs Ann Bee"
ADDRESSED = re.compile(rf"{HONORIFIC}{GAP}(?:{WORD}{GAP})?({WORD})")
# the first two letters of such a title, which are looked for many times as fast
TITLES = re.compile(r"[MDSLCPBJ](?<!\w.)(?=(?i:[rsixageuhmol]))")
# "I was", "Did you", "my", "us", "?": what is said to someone
SPOKEN = re.compile(
    r"[IyYwWmou?](?:(?<=\?)|(?<!\w.)(?:(?<=I)|(?<=[yY])ou|(?<=y)our|(?<=[wW])e|(?<=m)[ye]|(?<=o)ur|(?<=u)s)\b)"
)
# kinds of documents with a writer, whose words stand between those of speakers
TOLD_BY_SOMEONE = ("blog post", "e-mail", "article", "comment")
# offices that are printed without an article in front of what they say
PRESIDES = frozenset(
    (
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "convener",
        "convenor",
        "president",
        "clerk",
        "judge",
        "coroner",
        "tribunal",
    )
)
FEWEST_CERTAIN = 4  # labels that make a transcript, in which one that is printed once speaks too
FEWEST_ALONE = 4  # names on lines of their own that make a transcript
MOST_INLINE = 8  # labels in front of speeches for each name on a line of its own; more are the rule
FEWEST_STOPPED = 4  # labels that end with a full stop


@dataclass(frozen=True, slots=True)
class Mark:
    """A label, the place in the source where its speech begins, and whether that is in quotation marks."""

    label: Label
    start: int
    quoted: bool = False

    @property
    def key(self) -> str:
        return self.label.key


Marks = dict[int, Mark]


class Near:
    """Who speaks close to a passage: in a transcript the three speeches above and below it, however long; elsewhere passages."""

    def __init__(self, reading: Reading, marks: Marks) -> None:
        self.marks, self.numbers = marks, sorted(marks)
        self.heard = reading.document.kind == "hearing"

    def takes_turns(self, n: int, mark: Mark) -> bool:
        """Tell whether someone else speaks close above or below the label in passage `n`."""
        at = bisect_left(self.numbers, n)
        near = self.numbers[max(0, at - 3) : at + 4]
        return any(self.marks[m].key != mark.key and (self.heard or abs(m - n) <= 3) for m in near)


def accepted(reading: Reading, marks: Marks) -> Marks:
    """Return the marks that this document shows to be speakers, by the numbers of their passages.

    A report quotes what is said after a label, and is read by `reported`; in a transcript a label that speaks
    elsewhere speaks here too when its words are in quotation marks.
    """
    marks = _without_columns(reading, marks)
    if not marks:
        return {}
    letters = _letters(marks)
    lines = _alone(reading, {n: mark for n, mark in marks.items() if mark.label.alone and not mark.label.titled})
    stopped = _stopped({n: mark for n, mark in marks.items() if mark.label.stopped})
    plain = {
        n: mark for n, mark in marks.items() if mark.label.form == NAMED and not (mark.quoted or mark.label.stopped)
    }
    plain = _without_lone(reading, {n: mark for n, mark in plain.items() if mark.label.titled or not mark.label.alone})
    found = letters | lines | stopped | _named(reading, plain)
    if len(found) >= FEWEST_CERTAIN:
        near = Near(reading, found)
        found |= {n: mark for n, mark in plain.items() if _is_heard_once(reading, n, mark, near)}
    speaking = {mark.key for mark in found.values() if mark.label.name}
    return found | {n: mark for n, mark in marks.items() if mark.quoted and mark.key in speaking}


def _without_columns(reading: Reading, marks: Marks) -> Marks:
    """Leave out names in a column of their own but where a hearing has them again and again: other tables have such a column too."""
    if not any(mark.label.column for mark in marks.values()):
        return marks
    names = Counter(mark.key for mark in marks.values())
    heard = reading.document.kind == "hearing"
    return {n: mark for n, mark in marks.items() if not mark.label.column or (heard and names[mark.key] > 1)}


def _letters(marks: Marks) -> Marks:
    """Return the marks "Q." and "A.", if there are both."""
    letters = {n: mark for n, mark in marks.items() if mark.label.form != NAMED}
    return letters if {mark.label.form for mark in letters.values()} == {QUESTION, ANSWER} else {}


def _named(reading: Reading, marks: Marks) -> Marks:
    heard = reading.document.kind == "hearing"
    names = Counter(mark.key for mark in marks.values())
    titled = sum(mark.label.titled for mark in marks.values())
    begun = sum(
        mark.label.titled and not reading.text[mark.start : mark.start + 1].islower() for mark in marks.values()
    )
    asked = any("?" in reading.passages[n].text for n in marks)
    known = _addressed(reading) if len(marks) > titled else set()
    said = _is_said(reading, [n for n, mark in marks.items() if not mark.label.titled])
    addressed = heard or (len(names) > 1 and _is_said(reading, list(marks)))
    near = Near(reading, marks)
    found = {}
    for n, mark in marks.items():
        each = mark.label
        repeated = names[mark.key] > 1
        if each.titled and addressed and (each.set_off or (titled > 1 and begun)):
            if not each.alone or (near.takes_turns(n, mark) and reading.document.kind != "witness statement"):
                found[n] = mark
            continue
        spoken = asked or repeated if each.set_off and not each.role else asked and repeated
        last = (each.name or "").split()[-1]
        if ((said and spoken) or last in known) and not each.alone and near.takes_turns(n, mark):
            found[n] = mark
    return found


def _without_lone(reading: Reading, marks: Marks) -> Marks:
    """Leave out a name on a line of its own above the first speech where nearly all others stand in front of what they say."""
    alone = {n for n, mark in marks.items() if mark.label.alone and ":" not in reading.passages[n].text}
    if not alone or len(alone) * MOST_INLINE > len(marks):
        return marks
    first = min(marks.keys() - alone)
    return {n: mark for n, mark in marks.items() if n not in alone or n > first}


def _is_heard_once(reading: Reading, n: int, mark: Mark, near: Near) -> bool:
    """Tell whether a label that comes once speaks in a transcript: "A MEMBER OF THE PUBLIC", a full name, "Chairman: I welcome …"."""
    if not (mark.label.role or len((mark.label.name or "").split()) > 1 or _presides(reading, n, mark)):
        return False
    return near.takes_turns(n, mark)


def _presides(reading: Reading, n: int, mark: Mark) -> bool:
    """Tell "Chairman: I welcome Mr Cole" in a hearing from "Chairman: Ann Bee" in the list of those present."""
    words = reading.text[mark.start : reading.passages[n].end]
    return reading.document.kind == "hearing" and mark.key in PRESIDES and bool(SPOKEN.search(words))


def _is_said(reading: Reading, numbers: list[int]) -> bool:
    """Tell whether what stands after labels is said to someone: in one of six passages are "I", "you", or a question."""
    words = [_with_below(reading, n) for n in numbers]
    return bool(words) and sum(bool(SPOKEN.search(each)) for each in words) * 6 >= len(words)


def _with_below(reading: Reading, n: int) -> str:
    """Return the words of a passage; of one that is a label alone, those of the passage below."""
    passages = reading.passages
    return passages[n].text + (passages[n + 1].text if len(passages[n].text) < 80 and n + 1 < len(passages) else "")


def _addressed(reading: Reading) -> set[str]:
    """Return the surnames that the document prints with a title of address: "Cole" of "Mr Cole"."""
    document, found, at = reading.document, set(), 0
    for title in TITLES.finditer(reading.text, document.start, document.end):
        match = ADDRESSED.match(reading.text, title.start(), document.end) if title.start() >= at else None
        if match:
            found.add(match[1])
            at = match.end()
    return found


def _alone(reading: Reading, marks: Marks) -> Marks:
    """Return the names that stand on lines of their own above what they say, as in a play.

    Two names at least come again, what stands below them is speech, and the last line is none of them: a letter has the
    name below its words.
    """
    if len(marks) < FEWEST_ALONE or reading.document.kind in TOLD_BY_SOMEONE:
        return {}
    names = Counter(mark.key for mark in marks.values())
    found = {n: mark for n, mark in marks.items() if names[mark.key] > 1}
    if len(found) < FEWEST_ALONE or len({mark.key for mark in found.values()}) < 2:
        return {}
    first, last = min(found), max(found)
    below = [reading.passages[n + 1] for n in found if n + 1 < len(reading.passages) and n + 1 not in marks]
    said = sum(bool(SPOKEN.search(passage.text)) for passage in below)
    dense = len(found) * 6 >= last - first + 1
    ends = last + 1 >= len(reading.passages)
    return found if dense and not ends and len(below) * 5 >= len(found) * 4 and said * 4 >= len(below) else {}


def _stopped(marks: Marks) -> Marks:
    """Return the labels that end with a full stop, if there are enough of them and some come again: "Mr. Hardy. I thank"."""
    names = Counter(mark.key for mark in marks.values())
    enough = len(marks) >= FEWEST_STOPPED and len(names) > 1 and max(names.values()) > 1
    return marks if enough else {}
