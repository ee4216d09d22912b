"""Captions of a recording (`.vtt`, `.srt`) as a transcript: paragraphs, each pointed at by the time at which its words begin.

Times, tags and comments are named discards. A paragraph ends where another voice speaks, where nobody speaks for a while, and at
the end of a sentence once it is long. Who speaks is known where the file names them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Cut, Pages, Split
from ingest.formats.caption_cues import TAG, Cue, Said, read, times_at
from ingest.formats.decode import Decoded
from ingest.formats.decode import decode as as_text
from ingest.grammar.labels import LONGEST_LABEL, label

PAUSE = 3.0  # seconds in which nobody speaks
LONG = 20.0  # seconds after which a paragraph ends with the next sentence
LONGEST = 60.0  # seconds after which it ends anyway: a machine that hears words writes no full stops
AGAIN = "repeated caption"
FEWEST_AGAIN = 3  # captions that begin with the last line of those before them, as they roll up a screen
# "it is.", "is it?”", "gone …"
SENTENCE_END = re.compile(r"[.?!…][”’\"')\]]*\Z")
# "- Who took it?", ">> I did": another voice
DASHED = re.compile(r"(?:[-–—]|>{2,3})\s?\S")
# "WEBVTT - Day 3" at the top, or "1" above "00:00:01,000 --> 00:00:04,000"
TOP = re.compile(
    r"\ufeff?\s{0,100}(?:WEBVTT(?:[ \t][^\r\n]{0,300})?(?=[\r\n])|1[ \t]*(?:\r\n?|\n)\d\d?:\d\d:\d\d[,.]\d{3} --> )"
)
# a line of times
TIMED = re.compile(r"^(?:\d{1,3}:)?\d\d?:\d\d[,.]\d{3}[ \t]+-->[ \t]+(?:\d{1,3}:)?\d\d?:\d\d[,.]\d{3}", re.MULTILINE)
LONGEST_LAST = 1_000  # characters below the last line of times: what is longer is no caption
FEWEST_CUES = 2
LINE, LINE_END = re.compile(r"[^\r\n]+"), re.compile(r"\r\n?|\n")
NONE = "no line of it says when its words are shown; give it the name of its format."

Spoken = list[tuple[Cue, Said]]


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of captions. Raises UnreadableError where no cue stands in it."""
    found = as_text(data, declared)
    if found.text.strip() and not any(times_at(line := each.strip(), 0, len(line)) for each in found.text.splitlines()):
        raise UnreadableError(NONE)
    return found


def is_pasted(text: str) -> bool:
    """Tell a plain text that is captions from its first line to its last."""
    if TOP.match(text) is None:
        return False
    last = text.rfind("-->")
    return (
        text.count("-->") >= FEWEST_CUES
        and len(text) - last <= LONGEST_LAST
        and TIMED.search(text, 0, last + 40) is not None
    )


def find(text: str) -> Pages:
    """Return what of captions is no words, and when each of them is shown and who says it."""
    cues, marks = read(text)
    said = [(cue, each) for cue in cues for each in cue.says]
    again = set(_again(cues, text))
    marks += [Cut(each.start, each.end, AGAIN) for _, each in said if each.start in again]
    marks.sort(key=attrgetter("start"))
    said = [(cue, each) for cue, each in said if each.start not in again]
    places: list[tuple[int, str, str | None]] = [(each.start, cue.printed, None) for cue, each in said]
    speakers = [(each.start, each.voice) for _, each in said]
    return Pages(list(_cuts(said, marks, text)), places, speakers, unit="")


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the paragraphs of captions without their times: they end at an empty line, and where a line begins with another voice."""
    blocks: list[tuple[int, int]] = []
    for line in LINE.finditer(text):
        words = line.group().strip()
        start = line.start() + line.group().find(words)
        goes_on = blocks and len(LINE_END.findall(text, blocks[-1][1], line.start())) < 2 and not _begins(words)
        if words and goes_on:
            blocks[-1] = (blocks[-1][0], start + len(words))
        elif words:
            blocks.append((start, start + len(words)))
    return Split([Block("paragraph", start, end) for start, end in blocks])


def _begins(words: str) -> bool:
    """Tell a line that begins with another voice."""
    named = label(words[:LONGEST_LABEL])
    return DASHED.match(words) is not None or (named is not None and not named.alone)


def _again(cues: list[Cue], text: str) -> Iterator[int]:
    """Yield where captions begin with the last line of those before them, where captions roll up the screen: it is said once."""
    held = [cue for cue in cues if cue.says]
    words = [(_words(cue.says[0], text), _words(cue.says[-1], text)) for cue in held]
    found = [
        below.says[0].start
        for (above, (_, last)), (below, (first, _)) in pairwise(zip(held, words, strict=True))
        if first == last and below.start - above.end < PAUSE
    ]
    if len(found) >= FEWEST_AGAIN and len(found) * 2 >= len(held):
        yield from found


def _words(said: Said, text: str) -> str:
    return " ".join(TAG.sub("", text[said.start : said.end]).split())


def _parted(said: Spoken, text: str) -> Iterator[bool]:
    """Yield for any two stretches of words in a row whether a paragraph ends between them."""
    began = said[0][0].start if said else 0.0
    for (above, a), (below, b) in pairwise(said):
        length = above.end - began
        is_parted = a.voice != b.voice or (
            above is not below
            and (
                below.start - above.end >= PAUSE
                or length >= LONGEST
                or (length >= LONG and SENTENCE_END.search(text[max(a.start, a.end - 10) : a.end]) is not None)
            )
        )
        began = below.start if is_parted else began
        yield is_parted


def _cuts(said: Spoken, marks: list[Cut], text: str) -> Iterator[Cut]:
    """Yield what lies between any two stretches of words, so that one line end is left, or two where a paragraph ends."""
    starts = [each.start for each in marks]
    here = 0
    for (_, each), is_parted in zip(said, [False, *_parted(said, text)], strict=False):
        yield from _between(
            here, each.start, marks[bisect_left(starts, here) : bisect_left(starts, each.start)], is_parted, text
        )
        yield from marks[bisect_left(starts, each.start) : bisect_left(starts, each.end)]
        here = each.end
    yield from _between(here, len(text), marks[bisect_left(starts, here) :], False, text)


def _between(start: int, end: int, marks: Sequence[Cut], is_parted: bool, text: str) -> Iterator[Cut]:
    """Yield the marks between two stretches of words, with the empty lines around those that have lines of their own."""
    line_end = LINE_END.search(text, start, end) if start else None
    first = line_end.end() if line_end else start
    last = max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1 if end < len(text) else end
    rows = [each for each in marks if first <= each.start < last] if start == 0 or line_end else []
    if not rows:
        for n, each in enumerate(marks):
            yield replace(each, reads="\n\n") if is_parted and n == 0 else each
        return
    yield from (each for each in marks if each.start < first)
    for n, each in enumerate(rows):
        is_last = n + 1 == len(rows)
        here, there = (first if n == 0 else each.start), (last if is_last else rows[n + 1].start)
        yield Cut(here, there, each.name, "\n\n" if is_parted and is_last else "")
    yield from (each for each in marks if each.start >= last)
