"""Numbered lines: transcripts whose every line begins with its number, which starts again at 1 on every page.

Lists that start again are numbered too; but their items begin with capitals, and few have twenty. In a short text the labels
of speakers behind the numbers say that it is a transcript.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.formats.blocks import Cut
from ingest.formats.page_lines import LINE_END, Line, lines_of
from ingest.grammar.labels import begins_speech
from ingest.grammar.lines import lines_with

# "1  MR HARDY: …", "   25", "7.<tab>the shed"
NUMBERED = re.compile(r"(\d{1,2})(?:\.?(?:[ \t\xa0]+|\Z)|(?=[A-Z]))")
# "0012:05  A.  No.", "12:5 the shed"
PAGE_AND_LINE = re.compile(r"(\d{1,5}):(\d{1,2})(?:[ \t\xa0]+|\Z)")

# "10:02   7   Q.  Did you", "10.15    1": the time of day before some of the numbers
TIMED = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?[ \t\xa0]+(\d{1,2})(?:[ \t\xa0]+|\Z)")

# line 15 of a page: texts without it are looked at no further
FIFTEENTH = re.compile(r"[ \t\xa0]*(?:\d{1,5}:|\d{1,2}[:.]\d\d[ \t\xa0]+)?15(?!\d)")

# line 8 of an excerpt that is shorter
EIGHTH = re.compile(r"[ \t\xa0]*8[ \t\xa0]")
# "14  Q.  Did", "14  Q   Did", "  3   MS HARDY:  Did": a numbered line that begins a speech
SPOKEN = re.compile(
    r"^[ \t\xa0]*(?:\d{1,2}[:.]\d\d[ \t\xa0]+)?\d{1,2}[ \t\xa0]+(?:[QA](?:\.[ \t\xa0]|[ \t\xa0]{3})|[A-Z][A-Z.’' ]{2,40}:[ \t\xa0\[])",
    re.MULTILINE,
)

# "Page 41" above the lines of a page
PAGE = re.compile(r"(?i:page)\s(\d{1,5})")
FEWEST_PAGES = 3
FEWEST_SPEECHES = 6
FEWEST_LINES = 15  # on a page
FEWEST_OF_EXCERPT = 8  # on a page of which a part is copied, where "Q." and "A." say what it is
FEWEST_INSIDE = 2  # lines that begin inside a sentence
FAR = 12  # more blanks behind its number than others have: a line in the middle of the page
FEWEST_SET = 3  # of them
MOST_LINES = 60
LONGEST_EXCERPT = 4000  # characters of less than a page


class Run(NamedTuple):
    """The numbered lines of one page: the place of each among all lines, its number, and the end of what is printed of it."""

    page: str | None
    lines: list[tuple[int, int, int]]


class Numbered(NamedTuple):
    """A text with line numbers: its lines without them, the stretches that they take, and the labels of pages, if printed.

    `firsts` are the places, among all lines, with which the pages begin and end; a label belongs to a line's start. `heads` are where
    lines begin that print such a label above a page, and no more.
    """

    lines: list[Line]
    cuts: list[Cut]
    firsts: list[tuple[int, int]]
    pages: dict[int, str]
    heads: dict[int, str]

    def sheets(self) -> tuple[list[list[Line]], bool | None]:
        """Return the lines of each page, and whether what stands between two pages is a foot (None: not certain)."""
        head, tail = self.firsts[0][0] > 0, self.firsts[-1][1] < len(self.lines)
        foot = None if head == tail and any(a[1] < b[0] for a, b in pairwise(self.firsts)) else tail
        bounds = [end for _, end in self.firsts[:-1]] if foot is False else [start for start, _ in self.firsts[1:]]
        return [self.lines[a:b] for a, b in pairwise([0, *bounds, len(self.lines)])], foot


def find(text: str) -> Numbered | None:
    """Return the lines without their numbers, or None where it is not certain that these are line numbers."""
    full = sum(FIFTEENTH.match(text, line) is not None for line in lines_with("15", text))
    some = full or (len(text) < LONGEST_EXCERPT and any(EIGHTH.match(text, line) for line in lines_with("8", text)))
    if full < FEWEST_PAGES and (not some or len(SPOKEN.findall(text)) < FEWEST_SPEECHES):
        return None
    lines = list(lines_of(text))
    runs = _paged(lines) or _counted(lines)
    if not runs:
        return None
    stripped, cuts = list(lines), []
    doubled = _is_doubled(lines, runs, text)
    for run in runs:
        gap = min(
            (_gap(lines[index].words, end) for index, _, end in run.lines if end < len(lines[index].words)), default=0
        )
        for index, number, end in run.lines:
            line = lines[index]
            until = min(line.end, line.start + len(line.words[:end].rstrip()) + gap)
            begin = _after_line_end(text, lines[index - 1].end, line.begin) if doubled and number > 1 else line.begin
            cuts.append(Cut(begin, until, "line number"))
            stripped[index] = Line(until, line.start + end, line.end, line.words[end:], number)
    firsts = [(run.lines[0][0], run.lines[-1][0] + 1) for run in runs]
    printed = _printed(runs, lines)
    heads = dict(zip((lines[run.lines[0][0] - 1].start for run in runs), printed, strict=False)) if printed else {}
    labels: Sequence[str | None] = printed or [run.page for run in runs]
    pages = {
        stripped[run.lines[0][0]].start: label for run, label in zip(runs, labels, strict=True) if label is not None
    }
    return Numbered(stripped, cuts, firsts, pages, heads)


def _printed(runs: list[Run], lines: Sequence[Line]) -> list[str]:
    """Return the numbers that stand above the pages, where several are printed on a sheet: "Page 41", "Page 42"; nothing where not all do."""
    above = [PAGE.fullmatch(lines[run.lines[0][0] - 1].words) if run.lines[0][0] else None for run in runs]
    numbers = [int(match[1]) for match in above if match]
    counts = len(numbers) == len(runs) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return [str(number) for number in numbers] if counts else []


def _gap(words: str, end: int) -> int:
    """Return how many blanks stand between a line number and the words."""
    return end - len(words[:end].rstrip())


def _is_doubled(lines: Sequence[Line], runs: list[Run], text: str) -> bool:
    """Tell a text that has an empty line above nearly every numbered one."""
    pairs = [(lines[b[0] - 1].end, lines[b[0]].begin) for run in runs for _, b in pairwise(run.lines)]
    apart = sum(len(LINE_END.findall(text, start, end)) > 1 for start, end in pairs)
    return apart * 10 > len(pairs) * 8


def _after_line_end(text: str, start: int, end: int) -> int:
    """Return the place behind the first line end, unless a page ends there."""
    match = LINE_END.search(text, start, end)
    return match.end() if match and "\f" not in text[start:end] else end


def _paged(lines: Sequence[Line]) -> list[Run]:
    """Return lines with page and line at their front. A clock does not go on by one from line to line, and has a minute 0."""
    runs: list[Run] = []
    steps = leaps = 0
    for index, line in enumerate(lines):
        match = PAGE_AND_LINE.match(line.words)
        if match is None:
            continue
        page, number = match[1], int(match[2])
        if number == 0:
            return []
        if runs and int(runs[-1].page or 0) == int(page):
            steps += number == runs[-1].lines[-1][1] + 1
            leaps += number != runs[-1].lines[-1][1] + 1
        else:
            goes_on = not runs or (number == 1 and int(page) == int(runs[-1].page or 0) + 1)
            steps, leaps = steps + goes_on, leaps + (not goes_on)
            runs.append(Run(page, []))
        runs[-1].lines.append((index, number, match.end()))
    sure = len(runs) >= FEWEST_PAGES and steps >= 40 and steps >= 30 * leaps
    return [Run((run.page or "").lstrip("0") or "0", run.lines) for run in runs] if sure else []


def _counted(lines: Sequence[Line]) -> list[Run]:
    """Return lines that are numbered from 1 on every page."""
    runs: list[Run] = []
    expected = 1
    for index, line in enumerate(lines):
        match = (NUMBERED.match(line.words) or TIMED.match(line.words)) if line.words[0].isdigit() else None
        number = int(match[1]) if match else 0
        if match and number == expected and runs and expected > 1:
            runs[-1].lines.append((index, number, match.end()))
        elif match and number == 1:
            runs.append(Run(None, [(index, 1, match.end())]))
        else:
            continue
        expected = number + 1 if number < MOST_LINES else 1
    return _certain([run for run in runs if len(run.lines) > 2], lines)


def _certain(runs: list[Run], lines: Sequence[Line]) -> list[Run]:
    whole = [run for run in runs if len(run.lines) >= FEWEST_LINES]
    if not whole and len(runs) == 1 and len(runs[0].lines) >= FEWEST_OF_EXCERPT and _is_transcript(runs, lines):
        return [Run(None, runs[0].lines)]
    if not whole or not (_are_pages(whole, runs, lines) or _is_transcript(runs, lines)):
        return []
    full = (
        whole[:-1] if len(whole) > 1 and len(whole[-1].lines) < len(whole[-2].lines) else whole
    )  # the last may be short
    usual, pages = Counter(len(run.lines) for run in full).most_common(1)[0]
    first, last = runs[0].lines[0][0], runs[-1].lines[-1][0]
    numbered = sum(len(run.lines) for run in runs)
    if pages * 10 < len(full) * 7 or numbered * 5 < (last - first + 1) * 4:
        return []
    return [Run(None, run.lines[:usual]) for run in runs]  # behind line 25, "26" is the number of a page


def _are_pages(whole: list[Run], runs: list[Run], lines: Sequence[Line]) -> bool:
    """Tell pages from lists: several, most of them full, with lines that begin inside a sentence."""
    if len(whole) < FEWEST_PAGES or len(whole) * 10 < len(runs) * 7:
        return False
    return _goes_on(list(_said(whole, lines)))


def _is_transcript(runs: list[Run], lines: Sequence[Line]) -> bool:
    """Tell a transcript: every sixth line begins a speech, and some go on inside a sentence, many of a single page.

    A single run of numbers may be those of the turns themselves, one of which happens to go on below.
    """
    said = list(_said(runs, lines))
    speeches = sum(map(begins_speech, said))
    if speeches < FEWEST_SPEECHES or speeches * 6 < len(said):
        return False
    inside = sum(words[0].islower() for words in said)
    if len(runs) > 1:
        return inside > 0
    return _goes_on(said) or _is_set(runs[0], lines) or (inside >= FEWEST_INSIDE and speeches < len(said) - inside)


def _is_set(run: Run, lines: Sequence[Line]) -> bool:
    """Tell lines that are set on a page, some of them in its middle, from turns with numbers."""
    gaps = [_gap(lines[index].words, end) for index, _, end in run.lines if end < len(lines[index].words)]
    return sum(gap >= min(gaps, default=0) + FAR for gap in gaps) >= FEWEST_SET


def _goes_on(said: Sequence[str]) -> bool:
    """Tell whether every seventh line begins inside a sentence."""
    return sum(words[0].islower() for words in said) * 7 >= len(said)


def _said(runs: list[Run], lines: Sequence[Line]) -> Iterator[str]:
    """Yield the words of the numbered lines that have some."""
    words = (lines[index].words[end:].strip() for run in runs for index, _, end in run.lines)
    return (each for each in words if each)
