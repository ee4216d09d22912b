"""Minutes of several meetings in one text: the line that announces them stands again, with another day, above who was present."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.blocks import Block
from ingest.grammar.minutes import announces, lists_present
from ingest.grammar.titles import folded
from ingest.grammar.written_dates import dates_of
from ingest.records.minutes import HEAD, LONGEST_TOP, lines_of, meeting_day, top

# "14th", "3"
NUMBERED = re.compile(r"\b\d+(?:st|nd|rd|th)?\b")


def meetings(blocks: Sequence[Block], text: str, order: str | None) -> list[int]:
    """Return the indexes of the blocks with which the minutes of several meetings begin, in a text that is minutes; [0] for one."""
    first = top(blocks, text)
    if first is None:
        return [0]
    masthead, shape = {folded(line.words) for line in first.above}, _shape(first.line.words)
    starts = [0]
    for n in range(first.line.at + 1, len(blocks)):
        words = text[blocks[n].start : min(blocks[n].end, blocks[n].start + LONGEST_TOP)].partition("\n")[0]
        if not announces(words) or _shape(words) != shape:
            continue
        if not _has_day(words) and meeting_day(blocks[n : n + HEAD], text, order) is None:
            continue
        if not any(lists_present(line.words) for line in lines_of(blocks[n + 1 : n + 1 + HEAD], text)):
            continue
        begin = n
        while begin - 1 > starts[-1] and folded(text[blocks[begin - 1].start : blocks[begin - 1].end]) in masthead:
            begin -= 1
        starts.append(begin)
    return starts


def _has_day(words: str) -> bool:
    return any(day.day is not None for day in dates_of(words, 0, len(words)))


def _shape(words: str) -> str:
    """Return what stands before the day on the line that announces minutes, or the whole of it, without numbers."""
    days = dates_of(words, 0, len(words))
    return folded(NUMBERED.sub("", words[: days[0].start] if days else words)).strip(" #*_")
