"""Telegram Desktop's export as pages (messages.html): the chat of it, message by message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.exports.places import as_far_as
from ingest.formats.exports.text import HEADER, Chat, Message
from ingest.formats.feeds.entries import one_line
from ingest.formats.html.charset import Markup
from ingest.formats.html.text import read_fragment
from ingest.formats.html.tokens import attributes_of, resolved, tokens
from ingest.grammar.edtf import earliest_latest

# '<div class="message default clearfix joined" id="message12">'; that of a day has a number below nought
BEGINS = re.compile(
    r'<div class="message (?P<kind>default clearfix|service)(?P<joined> joined)?" id="message(?P<number>-?\d{1,20})">'
)
NAME = re.compile(
    r'<div class="page_header">\s{0,200}<(?:div|a)\b[^<>]{0,2000}>\s{0,200}<div class="text bold">\s{0,200}(?P<name>[^<>]{1,500}?)\s{0,200}</div>'
)
# "06.05.2023 14:03:11 UTC+01:00", as Telegram writes it in every language
MOMENT = re.compile(
    r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d)(?P<zone> UTC(?:[+-]\d\d:\d\d)?)?\Z",
    re.ASCII,
)
# "Ada Quill via @gif"
VIA = re.compile(r"(?P<name>.*?) (?P<via>via @\w+)\Z")
TEXT, SENDER, CLOCK, FORWARDED, PICTURE = (
    "text",
    "from_name",
    "pull_right date details",
    "forwarded body",
    "userpic_wrap",
)
DEEPEST = 20  # elements within one another
SERVICE = "body details"


@dataclass(slots=True)
class _Read:
    """What stands in one message: its words, who sent it and when, and everything else as lines."""

    words: list[str] = field(default_factory=list)
    author: str = ""
    date: str = ""
    lines: list[str] = field(default_factory=list)


def is_export(markup: str) -> bool:
    """Tell a page of Telegram's export."""
    return 'id="message' in markup and 'class="page_header"' in markup and BEGINS.search(markup) is not None


def written(markup: str, found: Markup) -> Decoded:
    """Return the text of the chat on a page; `found` tells the bytes of its characters."""
    begun = list(BEGINS.finditer(markup))
    text, author = Chat(), ""
    runs: list[Run] = []
    name = NAME.search(markup)
    title = one_line(resolved(name["name"])) if name else ""
    text.discard(HEADER, title)
    ends = [each.start() for each in begun] + [len(markup)]
    bytes = _Bytes(found)
    for each, (start, end) in zip(begun, pairwise(ends), strict=True):
        message = _message(markup[each.end() : end], each["kind"] == "service", int(each["number"]))
        if each["kind"] != "service":
            author = message.author = message.author or (author if each["joined"] else "")
        else:
            author = ""
        runs += bytes.run(text.message(message), start, end)
    said = {"kind": "chat"} | ({"title": title} if title else {})
    whole = "".join(text.parts).rstrip()
    return Decoded(
        whole, None, Split(text.blocks, said, [(each, 0, 0) for each in _doubts(found)]), as_far_as(runs, len(whole))
    )


def _doubts(found: Markup) -> list[str]:
    lost = (
        [f"{found.broken} bytes of this page are no characters of {found.codec} and stand as \ufffd"]
        if found.broken
        else []
    )
    return lost + ([found.doubt] if found.doubt else [])


def _message(markup: str, is_service: bool, number: int) -> Message:
    read = _read(markup, SERVICE if is_service else TEXT)
    words = "\n\n".join(read.words)
    if is_service and number < 0:  # the day above its messages
        return Message(kind="notice", lines=[one_line(words), *read.lines])
    via = VIA.match(read.author)
    lines = [f"id: {number}", *([via["via"]] if via else []), *read.lines]
    return Message(via["name"] if via else read.author, read.date, words, "notice" if is_service else "message", lines)


def _read(markup: str, words_in: str) -> _Read:
    """Read what stands in a message by the classes of the elements around it; what ends it ends the reading."""
    read = _Read()
    stack: list[tuple[str, int]] = []
    deeper = 0  # elements within one another that nothing is asked of
    for token in tokens(markup):
        if token.text_start < token.text_end and stack:
            _say(read, [each for each, _ in stack], markup[token.text_start : token.text_end], words_in)
        if token.name != "div":
            continue
        if deeper or (len(stack) == DEEPEST and not token.slash):
            deeper += -1 if token.slash else 1
        elif not token.slash:
            said = attributes_of(token.attributes)
            stack.append((said.get("class", "").strip(), token.end))
            if stack[-1][0] == CLOCK:
                read.date = _moment(said.get("title", "")) or read.date
        elif stack:
            kind, begins = stack.pop()
            if kind == words_in and all(each != words_in for each, _ in stack):
                read.words.append(read_fragment(markup[begins : token.text_end])[0].strip())
        else:
            return read
    if stack and stack[-1][0] == words_in:  # the file breaks off in it
        read.words.append(read_fragment(markup[stack[-1][1] :])[0].strip())
    return read


def _say(read: _Read, around: list[str], text: str, words_in: str) -> None:
    """Take words that are not those of the message: its sender, and what else is told of it."""
    words = one_line(resolved(text))
    if not words or words_in in around or around[-1] == CLOCK or any(PICTURE in each for each in around):
        return
    if around[-1] == SENDER and FORWARDED not in around:
        read.author = f"{read.author} {words}".strip()
    else:
        label = "forwarded from" if around[-1] == SENDER else around[-1].partition(" ")[0]
        read.lines.append(f"{label}: {words}" if label else words)


def _moment(title: str) -> str:
    found = MOMENT.match(title)
    if found is None:
        return ""
    day = f"{found['year']}-{found['month']}-{found['day']}"
    zone = (found["zone"] or "").removeprefix(" UTC") or ("Z" if found["zone"] else "")
    return f"{day}T{found['time']}{zone}" if earliest_latest(day)[0] else ""


class _Bytes:
    """The bytes of messages, counted once from the beginning to the end of the page."""

    def __init__(self, found: Markup) -> None:
        self.raw, self.codec, self.at, self.byte = found.raw, found.codec, 0, 0

    def run(self, place: tuple[int, int], start: int, end: int) -> Iterator[Run]:
        if self.raw is None or place[0] >= place[1]:
            return
        self.byte += self._size(self.at, start)
        self.at = start
        yield Run(*place, self.byte, self.byte + self._size(start, end))

    def _size(self, start: int, end: int) -> int:
        words = (self.raw or "")[start:end]
        return len(words) if self.codec.startswith("cp125") else len(words.encode(self.codec, "surrogateescape"))
