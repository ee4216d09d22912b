"""The export of Movable Type and TypePad: entries as plain text, each with fields, a body, comments.

The format: https://movabletype.org/documentation/appendices/import-export-format.html; its dates have the month first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.formats.blocks import Block, Item, Split

# "AUTHOR: Ada", "TITLE: The kettle" and more of them, above "-----" and "BODY:"
EXPORT = re.compile(r"\s{0,20}(?:[A-Z][A-Z ]{2,30}:[^\r\n]*\r?\n){2,40}-----[ \t]*\r?\nBODY:[ \t]*\r?\n")
# "--------" below an entry, or within one
ENTRY_END = re.compile(r"^--------[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
# "-----" and "--------": the last section and the entry both end
CLOSED = re.compile(r"^-----[ \t]*\r?\n(?P<end>--------[ \t]*(?:\r?\n|\Z))", re.MULTILINE)
# "-----" and the name of what follows
SECTION = re.compile(
    r"^-----[ \t]*\r?\n(?:(?P<name>BODY|EXTENDED BODY|EXCERPT|KEYWORDS|COMMENT|PING):[ \t]*(?:\r?\n|\Z))?", re.MULTILINE
)
FIELD = re.compile(r"^(?P<key>[A-Z][A-Z ]{2,30}):[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
# "03/12/2019 10:15:00 AM"
DATE = re.compile(r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})\b")
DISCARDS = {"COMMENT": "comments", "PING": "comments", "EXCERPT": "front matter", "KEYWORDS": "front matter"}
SAID = {"TITLE": "title", "AUTHOR": "author", "BASENAME": "name"}


def find(text: str, paragraphs: Callable[[str], Split]) -> Split | None:
    """Return the entries of an export, drafts and comments as discards; None where a text is no export.

    `paragraphs` divides the body of an entry.
    """
    if EXPORT.match(text, text.startswith("\ufeff")) is None:
        return None
    found = Split([Block("byte order mark", 0, 1, discard=True)] if text.startswith("\ufeff") else [])
    begin = len(found.blocks)
    for match in [*_ends(text), None]:
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            found.blocks.extend(_entry(text, begin, end, found.items, paragraphs))
        if match:
            found.blocks.append(_trimmed("separator", text, match.start(), match.end()))
            begin = match.end()
    return found


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that end an entry: behind them another begins, or there is nothing; any other is of the text."""
    words_end = len(text.rstrip())
    for match in ENTRY_END.finditer(text):
        if match.end() >= words_end or EXPORT.match(text, match.end()):
            yield match


def _entry(text: str, begin: int, end: int, items: list[Item], paragraphs: Callable[[str], Split]) -> Iterator[Block]:
    marks = [match for match in SECTION.finditer(text, begin, end) if match["name"]]
    closed = CLOSED.search(text, marks[-1].end() if marks else begin, end)
    until = closed.start("end") if closed else end
    yield from _sections(text, begin, until, marks, items, paragraphs)
    if closed:  # words behind the last entry, of no entry
        yield _trimmed("separator", text, until, closed.end())
        yield from _paragraphs(text, closed.end(), end, paragraphs)


def _sections(
    text: str,
    begin: int,
    end: int,
    marks: list[re.Match[str]],
    items: list[Item],
    paragraphs: Callable[[str], Split],
) -> Iterator[Block]:
    head = marks[0].start() if marks else end
    fields = {match["key"]: match["value"].strip() for match in FIELD.finditer(text, begin, head)}
    if fields.get("STATUS", "").casefold() in ("draft", "unpublish", "review", "future"):
        yield _trimmed("draft", text, begin, end)
        return
    items.append(Item(begin, end, dict(_said(fields))))
    yield _trimmed("front matter", text, begin, head)
    for mark, until in zip(marks, [*(mark.start() for mark in marks[1:]), end], strict=True):
        if mark["name"] in DISCARDS:
            yield _trimmed(DISCARDS[mark["name"]], text, mark.start(), until)
            continue
        yield _trimmed("markup", text, mark.start(), mark.end())
        yield from _paragraphs(text, mark.end(), until, paragraphs)


def _paragraphs(text: str, start: int, end: int, paragraphs: Callable[[str], Split]) -> Iterator[Block]:
    for each in paragraphs(text[start:end]).blocks:
        yield replace(each, start=each.start + start, end=each.end + start)


def _said(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "kind", "blog post"
    yield from ((SAID[key], value) for key, value in fields.items() if key in SAID and value)
    date = DATE.match(fields.get("DATE", ""))
    if date:
        yield "date", f"{date['year']}-{date['month']}-{date['day']}"
        yield "date_basis", "DATE of the export"


def _trimmed(kind: str, text: str, start: int, end: int) -> Block:
    """Return a discard without the white space around it."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Block(kind, first, first + len(words.strip()), discard=True)
