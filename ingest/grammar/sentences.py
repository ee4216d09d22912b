"""Sentences around dates: where they begin and end in a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.dates import DateWords
from ingest.grammar.venues import Span

# a sentence ends: ". T", "! “T"; not after "a.m.", "St.", "J."
SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=[.!?])(?<![ (][A-Z].)(?<![ap]\.m.)(?<!\b[SMR][trsd].)(?<!\bMrs.)(?<!\bNo.)[\"”’')\]*_]*\s+"
    r"(?=[\"“‘(\[*_]*[A-Z\d])|(?<=\n)\s*\n)"
)

REACH = 400  # characters of a sentence that are looked at on either side of a date


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, `start:whole`, with dates in it: between earlier dates and later ones they have `after:end`."""

    text: str
    start: int
    after: int
    end: int
    whole: int
    dates: tuple[DateWords, ...]

    @property
    def day(self) -> Span:
        """Where its dates stand."""
        return self.dates[0].start, self.dates[-1].end


def sentence_of(text: str, low: int, high: int, dates: tuple[DateWords, ...]) -> Span:
    """Return the start and end of the sentence around some dates in `text[low:high]`, looked for within reach."""
    start, reach = max(low, dates[0].start - REACH), min(high, dates[-1].end + REACH)
    for found in SENTENCE_END.finditer(text, start, dates[0].start):
        start = found.end()
    after = SENTENCE_END.search(text, dates[-1].end, reach)
    return start, after.start() + len(after[0].rstrip()) if after else reach
