"""Cues of captions, WebVTT or SubRip: the words of each, by whom, and what stands between them, named.

WebVTT (W3C, 2019), 4: a cue begins with an identifier, which may be left out, and a line of its times. SubRip has no standard; its
identifiers are numbers, and its words may have empty lines among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.blocks import Cut

CUE, HEADER, COMMENT, MARKUP, SPEAKER = (
    "caption cue", "caption header", "caption comment", "caption markup", "caption speaker"
)  # fmt: skip
LONGEST_TIMES = 300  # characters of a line of times
# "00:12:03,120 --> 00:12:06,560 align:start", "12:03.120 --> 12:06.560"
TIMES = re.compile(
    r"(?P<first>(?:\d{1,3}:)?\d{1,2}:\d\d)(?:[.,](?P<a>\d{1,3}))?[ \t]*-->[ \t]*(?P<last>(?:\d{1,3}:)?\d{1,2}:\d\d)(?:[.,](?P<b>\d{1,3}))?(?!\S)"
)
# "NOTE by Ada", "STYLE", "REGION": blocks of WebVTT that hold no words
BLOCK = re.compile(r"(?P<comment>NOTE)(?!\S)|(?:STYLE|REGION)\Z")
# "<v Ada Quill>", "<v.loud Ada Quill>", "</v>"
VOICE = re.compile(r"<v(?:\.[\w.-]{1,80})?[ \t]+(?P<name>[^<>\n]{1,200})>|</v>")
# "<i>", "</c>", "<c.yellow>", "<00:00:01.500>", "<font color=red>", "{\an8}", "{\i1}"; "&amp;" but for its first sign
TAG = re.compile(
    r"</?(?:c|i|b|u|s|em|strong|ruby|rt|lang|font)(?:[ \t.][^<>\n]{0,200})?>|<(?:\d{1,3}:)?\d{1,2}:\d\d\.\d{1,3}>|\{\\[^{}\n]{1,100}\}|(?<=&)amp;",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Said:
    """A stretch of words on one line of a caption, without the tags around it, and who says it, as the file names them."""

    start: int
    end: int
    voice: str | None = None


@dataclass(slots=True)
class Cue:
    """A caption: when it is shown, in seconds and as printed, and its words in order."""

    start: float
    end: float
    printed: str
    says: list[Said] = field(default_factory=list)
    voice: str | None = None  # who speaks where it ends


Line = tuple[int, int]  # where its words begin and end, without the white space around them


def read(text: str) -> tuple[list[Cue], list[Cut]]:
    """Return the cues of a text in order, and what of it is no words: a header, comments, identifiers, times, tags."""
    lines = list(_lines(text))
    cues: list[Cue] = []
    cuts: list[Cut] = []
    block, is_below_empty = HEADER, True  # the name of the block that a line belongs to, "" for the words of a cue
    for n, (start, end) in enumerate(lines):
        times = times_at(text, start, end)
        if times:
            cues.append(Cue(_seconds(times["first"], times["a"]), _seconds(times["last"], times["b"]), times["first"]))
            cuts.append(Cut(start, end, CUE))
            block = ""
        elif start == end:
            block = "" if cues else HEADER
        elif n + 1 < len(lines) and times_at(text, *lines[n + 1]) and (is_below_empty or text[start:end].isdecimal()):
            cuts.append(Cut(start, end, CUE))
        else:
            begins = BLOCK.match(text, start, end) if is_below_empty else None
            if begins:
                block = COMMENT if begins["comment"] else HEADER
            cuts += [Cut(start, end, block)] if block else _say(cues[-1], text, start, end)
        is_below_empty = start == end
    return cues, cuts


def times_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match of a line of times."""
    if text.find("-->", start, min(end, start + LONGEST_TIMES)) < 0:
        return None
    return TIMES.match(text, start, min(end, start + LONGEST_TIMES))


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        words = line.strip(" \t\v\f\xa0\ufeff")
        start = at + line.find(words) if words else at
        yield start, start + len(words)
        at += len(line) + 1


def _seconds(clock: str, parts: str | None) -> float:
    """Return the seconds of "01:12:03" and of the digits behind it."""
    found = 0
    for each in clock.split(":"):
        found = found * 60 + int(each)
    return found + int((parts or "0").ljust(3, "0")) / 1000


def _say(cue: Cue, text: str, start: int, end: int) -> list[Cut]:
    """Add the words of a line to a cue, by whom they are said; return the tags in it."""
    marks = list(_marks(text, start, end))
    open_words: Said | None = None
    here = start
    for mark in [*marks, None]:
        words = text[here : mark.start() if mark else end]
        if words.strip():
            if open_words is None:
                open_words = Said(here + len(words) - len(words.lstrip()), end, cue.voice)
                cue.says.append(open_words)
            open_words.end = here + len(words.rstrip())
        if mark and mark.re is VOICE:
            open_words = None
            cue.voice = " ".join(mark["name"].replace("&amp;", "&").split()) if mark["name"] else None
        here = mark.end() if mark else end
    return [Cut(each.start(), each.end(), SPEAKER if each.re is VOICE and each["name"] else MARKUP) for each in marks]


def _marks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the tags in a line, in order and apart."""
    if text.find("<", start, end) < 0 and text.find("{", start, end) < 0 and text.find("&", start, end) < 0:
        return
    found = [*VOICE.finditer(text, start, end), *TAG.finditer(text, start, end)]
    here = start
    for each in sorted(found, key=lambda match: match.start()):
        if each.start() >= here:
            yield each
            here = each.end()
