"""Hearings: which documents are transcripts, by how much of them is speech under labels."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import COUNTED, DateHeading, read_date_heading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.hearing_lines import LONGEST_STAGE, is_stage
from ingest.grammar.labels import LONGEST_LABEL, NAMED, Label, label
from ingest.grammar.numbered_evidence import is_evidence
from ingest.grammar.titles import title_like
from ingest.grammar.turns import SPOKEN
from ingest.records.hearing_captions import caption_at
from ingest.records.parts import Given

# "Transcript of the hearing on 3 May", "Oral evidence: harbour lamps"
TRANSCRIPT = re.compile(
    r"\b(?:transcript of|transcript\b.{0,40}\bhearing|oral evidence|minutes of evidence|verbatim report|deposition of|compte rendu|procès-verbal|"
    r"(?:stenogra(?:f|ph)isches |wort)protokoll|protokoll der (?:vernehmung|anhörung|verhandlung|sitzung))\b",
    re.I,
)
# "Day 2: 5 March 2019", "Hearing of 5 March 2019", "Date: 5 March 2019"; not "Published on 6 March 2019"
OF_SITTING = re.compile(r"\W*(?:day|session|sitting|hearing|proceedings|date)\b", re.IGNORECASE)
# "Issued", "Date of issue", "Born", "Prepared by Ada Quill", "Hearing:" above a date; the colon of "ANN BEE,        :" only draws
LABELLED_ABOVE = re.compile(
    r".*(?<!\s\s\s):\W*\Z|.*\b(?:dated?|dates|issued?|publi(?:shed|cation)|born|birth|prepared|printed|sent|signed|filed|received|updated|"
    r"revised|corrected|released|posted|uploaded|created|delivered|approved|promulgated|handed down|by)\b",
    re.IGNORECASE,
)
# "10.02 AM, " above a date
TIME_FIRST = re.compile(r"\A\W*\d{1,2}[.:]\d\d\s?[ap]\.?m\.?,\s+(?=\S)", re.IGNORECASE)
# "Day 2" behind a date
COUNT = re.compile(rf"{COUNTED}\W*\Z", re.IGNORECASE)
# "HEARING OF 5 MARCH 2019", "Transcript of the meeting held on 5 March 2019": what was held, before a date that ends the line
HELD = re.compile(
    r".*\b(?:hearing|session|sitting|meeting|evidence|proceedings|transcript|deposition|inquest|interview|examination|court|tribunal)s?\b",
    re.IGNORECASE | re.DOTALL,
)
# "Held on 5 March 2019 at Quay House": before a date that need not end the line
HELD_ON = re.compile(
    r"(?:.*\b)?(?:held|taken|recorded|sitting)(?:\s+(?:at|in)\s[^.\n]{2,60}?)?,?\s+on\s+(?:the\s+)?\Z", re.I | re.DOTALL
)
# "Ordered by the House of Commons to be published on 12 March 2019.", "Published on 6 March 2019"
PUBLISHED = re.compile(r"\W*(?:ordered|published|printed)\b", re.IGNORECASE)
FEWEST_SPEECHES = 6
HEAD = 20  # lines in which a text says what it is
LONGEST_CAPTION = 80  # lines above the first speech: committee, members, contents, witnesses
MOST_APART = 60  # lines between two speeches of the one who speaks first

# "FAQ", "Questions and answers": no one is heard there
FAQ = re.compile(r"\bFAQs?\b|\b(?i:frequently asked|questions and answers|q\s?(?:&|and)\s?a)\b")
# "ACT I", "Scene 2. A works by the sea", "A play in one act", "Dramatis personae", "INT. WORKS – NIGHT", "Exeunt": nobody is heard there either
PLAY = re.compile(
    r"[\W_]*(?:(?-i:ACT|SCENE)\b|(?:act|scene) (?:\d|[ivx]+\b|one\b|two\b|three\b)|dramatis personae\b|the curtain (?:rises|falls)|"
    r".{0,40}\b(?:a (?:\w+ )?(?:play|comedy|farce|tragedy|sketch|drama) in|play in)\b|curtain\W*\Z|exeunt\b|"
    r"(?-i:INT|EXT)\. [A-Z]|fade (?:in|out)\b)",
    re.IGNORECASE,
)
LONGEST_SCENE = 120
# words above questions and answers that say that someone was heard
HEARD = re.compile(
    r"\b(?:hearing|tribunal|inquiry|inquest|court|deposition|transcript|examin(?:ed|ation)|committee|evidence|sworn|witness|"
    r"testimony|proceedings|deponent|interview(?:ed)?(?! with\b)|grievance|disciplinary|investigat(?:ion|ory))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The labelled blocks of a text: all, with a title of address or a letter, marked as labels, said to someone."""

    speeches: int
    speakers: int
    titled: int
    set_off: int
    said: int
    letters_only: bool

    def is_dense(self, blocks: int, staged: bool) -> bool:
        """Tell whether there are speeches enough: a third of the blocks, fewer where most have a title of address.

        In a transcript that also prints what happens in the room, `staged`, speeches may be long.
        """
        if self.speeches * 3 >= blocks:
            return self.set_off * 3 >= self.speeches
        if self.titled * 2 < self.speeches:
            return False
        return self.speeches * 12 >= blocks if staged else self.titled >= 12 and self.speeches * 6 >= blocks

    def is_said(self) -> bool:
        """Tell whether speakers come again, or speak to someone; names without a title must."""
        if self.speakers * 2 > self.speeches and self.said * 3 < self.speeches:
            return False
        return self.titled * 3 >= self.speeches or self.said * 6 >= self.speeches


def is_hearing(blocks: list[Block], text: str) -> bool:
    """Tell whether a good part of the blocks are speeches, as in a transcript.

    Letters alone ("Q.", "A.") are a hearing only where a word above them says so, and names without a title only where
    what they say is said to someone.
    """
    if is_evidence(blocks, text):
        return True
    found = [
        (each, blocks[min(n + each.alone, len(blocks) - 1)])  # the words of a label alone stand below it
        for n, block in enumerate(blocks)
        if (each := label(_front(block, text))) and _may_speak(each)
    ]
    if _is_transcript(found, blocks, text):
        return True
    if len(found) < FEWEST_SPEECHES:
        return False
    tally = _tally(found, text)
    if (
        tally.speeches < FEWEST_SPEECHES
        or not tally.is_dense(len(blocks), _is_staged(blocks, text))
        or not tally.is_said()
    ):
        return False
    head = [words for block in blocks[:HEAD] if len(words := text[block.start : block.end]) < LONGEST_LABEL]
    if tally.letters_only and not any(HEARD.search(words) for words in head):
        return False
    if any(PLAY.match(text, block.start, block.end) for block in blocks if block.end - block.start < LONGEST_SCENE):
        return False
    return not any(FAQ.search(words) for words in head[:3] if title_like(words))


def _may_speak(found: Label) -> bool:
    """Tell a label from a name on a line of its own, and from a heading that ends with a full stop."""
    if found.alone:
        return found.titled or found.timed
    return found.titled or found.set_off or not found.stopped


def _is_transcript(found: list[tuple[Label, Block]], blocks: list[Block], text: str) -> bool:
    """Tell whether a text is called a transcript, and two speeches at least have a title of address before them."""
    if sum(each.form == NAMED and each.titled for each, _ in found) < 2:
        return False
    head = [text[block.start : block.end] for block in blocks[:3]]
    return any(TRANSCRIPT.search(words) for words in head if title_like(words))


def _is_staged(blocks: list[Block], text: str) -> bool:
    """Tell whether a line says what happens in the room: "(10.32 am)", "The hearing adjourned at 4.15 pm"."""
    return any(block.end - block.start < LONGEST_STAGE and is_stage(text[block.start : block.end]) for block in blocks)


def _front(block: Block, text: str) -> str:
    return text[block.start : min(block.end, block.start + LONGEST_LABEL)]


def _tally(found: list[tuple[Label, Block]], text: str) -> Tally:
    counts = Counter(each.key for each, _ in found)
    found = [
        (each, block)
        for each, block in found
        if counts[each.key] > 1 or (not each.column and (each.titled or each.set_off))
    ]
    labels = [each for each, _ in found]
    letters = sum(each.form != NAMED for each in labels)
    return Tally(
        len(found), len({each.key for each in labels}), sum(each.titled for each in labels),
        sum(each.titled or each.set_off for each in labels),
        sum(bool(SPOKEN.search(text, block.start, block.end)) for _, block in found),
        letters * 10 >= 9 * len(found) and not any(each.titled and each.form == NAMED for each in labels),
    )  # fmt: skip


def sitting_date(blocks: list[Block], given: Given) -> str | None:
    """Return the day of a hearing: the only date above the first speech, if a line is that date or says what was held on it."""
    order = given.declaration.hints.date_order
    printed: set[str] = set()
    days: set[str | None] = set()
    above = ""
    first = caption_at(blocks, given.text) or 0
    for n, block in enumerate(blocks[first : first + LONGEST_CAPTION], first):
        words = TIME_FIRST.sub("", given.words(block).replace("*", ""))
        if len(words) >= LONGEST_LABEL:
            above = ""
            continue
        if _is_spoken(blocks, n, given.text):
            break
        line = read_date_heading(words, order)
        if line and line.date.day is not None:
            printed.add(line.date.edtf or line.date.words)
            if _is_of_sitting(line, words, above):
                days.add(_certain(line.date))
        rest = line.date.end if line and line.date.day is not None else 0
        others = list(find_dates(words, rest, date_order=order)) if not PUBLISHED.match(words) else []
        printed.update(each.edtf or each.words for each in others)
        if len(others) == 1 and not rest and _is_held(others[0], words):
            days.add(_certain(others[0]))
        above = words.splitlines()[-1]
    return days.pop() if len(days) == len(printed) == 1 else None


def _is_spoken(blocks: list[Block], n: int, text: str) -> bool:
    """Tell whether a line begins with the label of a speech: one with a title of address, a letter, or a name that speaks again."""
    found = label(_front(blocks[n], text))
    if found is None or found.alone:
        return False
    if found.form != NAMED or found.titled:
        return True
    below = (label(_front(block, text)) for block in blocks[n + 1 : n + 1 + MOST_APART])
    return any(each is not None and each.key == found.key for each in below)


def _certain(date: DateWords) -> str | None:
    return date.edtf if date.consistent and date.flag != BY_CONVENTION else None


def _is_held(date: DateWords, words: str) -> bool:
    """Tell whether a line says what was held on a day, and ends with it."""
    above, rest = words[: date.start], words[date.end :].strip(" .,;:()[]*_")
    if date.day is None or LABELLED_ABOVE.match(above):
        return False
    return HELD_ON.match(above) is not None or (not rest and HELD.match(above) is not None)


def _is_of_sitting(line: DateHeading, words: str, above: str) -> bool:
    """Tell the day of a sitting from one that a label, a title or an author says something else of."""
    if line.author is not None or (line.title and not COUNT.match(words[slice(*line.title)])):
        return False
    return not LABELLED_ABOVE.match(above) and (line.style != "labelled" or OF_SITTING.match(words) is not None)
