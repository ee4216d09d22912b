"""Where a speech ends that no label ends: what happens in the room, lines that divide a transcript, and its headings."""

from __future__ import annotations

import re

from ingest.grammar import eastern_labels
from ingest.grammar.hearing_lines import in_brackets, is_stage, is_timed, line_of
from ingest.grammar.labels import begins_speech
from ingest.grammar.titles import title_like
from ingest.grammar.turns import Mark
from ingest.model import Passage, Reading

ENDS_SENTENCE = frozenset('.?!)]—–"”’')
# "R.O. & A.C.": read over and accepted as correct, below the evidence of a witness in India
RECORDED = re.compile(r"R\.?\s?O\.?\s?(?:&|and)?\s?A\.?\s?C\.?")
# "High level goals:", "Categorizing our issues:": what notes of a meeting print between speeches; not "He then said:"
TOPIC = re.compile(
    r"(?!.*\b(?:I|you|he|she|it|we|they|that|this|there|said|says?|reads?|wrote|writes|follows|following|asked|is|are|was|were|[Ii]n|[Tt]o)\b)"
    r"[A-Z][\w’'-]*(?: [\w’'&-]+){1,5}:\Z"
)
# "MR. COLE asked the Minister for Harbours", "Ms FOX moved—", "Question No. 77": what a report tells between speeches
REPORTED = re.compile(
    r"(?:M(?:R|RS|S|ISS)|M(?:r|rs|s|iss))\.? (?:[A-Z]\.\s?){0,3}[A-Z][A-Z’'-]+(?: [A-Z’'-]{2,20}){0,2} (?:asked|moved|to ask|presented|laid)\b|"
    r"(?:[Oo]ral )?(?:Question|QUESTION) [Nn][Oo]\.\s?\d{1,4}[A-Z]?\Z"
)
MOST_HEADINGS = 2  # one below the other
LONGEST_CAPITALS = 80  # characters of a line in capitals that divides a transcript: "INDEX", "CROSS-EXAMINATION"


def happens(passage: Passage, within: bool) -> bool:
    """Tell whether a passage says what happens in the room; `within` a transcript brackets around it say so."""
    return is_stage(passage.text) or (within and in_brackets(passage.text))


def divides(passage: Passage, shouts: bool, within: bool) -> bool:
    """Tell a line that is no part of the speech above it: one in capitals, or one with a label of its own."""
    words = passage.text
    if not shouts and len(words) < LONGEST_CAPITALS and words.isupper() and words[-1].isalnum() and len(words) > 3:
        return True
    if within and (REPORTED.match(words) or eastern_labels.HEADING.match(words)):
        return True
    if RECORDED.fullmatch(words) or is_timed(words) or line_of(words) is not None:
        return True
    return within and begins_speech(words) and not words.startswith(("Q", "A"))


def is_topic(passage: Passage) -> bool:
    """Tell a line of notes that says what is spoken of next."""
    return passage.text.endswith(":") and len(passage.text) < LONGEST_CAPITALS and TOPIC.match(passage.text) is not None


def heads(reading: Reading, n: int, marks: dict[int, Mark]) -> bool:
    """Tell a heading of a transcript: a line that is no sentence, below one, and above another speaker or what happens there."""
    if reading.document.kind != "hearing" or n == 0 or reading.passages[n - 1].text[-1] not in ENDS_SENTENCE:
        return False
    for m in range(n, min(n + MOST_HEADINGS, len(reading.passages) - 1)):
        if not _is_heading(reading.passages[m].text):
            return False
        below = reading.passages[m + 1]
        if m + 1 in marks or happens(below, True) or REPORTED.match(below.text):
            return True
    return False


def _is_heading(words: str) -> bool:
    return title_like(words) and words[0].isupper() and words[-1] not in '?!-–—"”’' and len(words) < LONGEST_CAPITALS
