"""The export of Movable Type and TypePad: entries as plain text, each with fields, a body, comments.

The format: https://movabletype.org/documentation/appendices/import-export-format.html; its dates have the month first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

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
FIELD = re.compile(r"(?:^|(?<=\ufeff))(?P<key>[A-Z][A-Z ]{2,30}):[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
# "AUTHOR: Bob", "IP: 192.0.2.1" and more of them, above the words of a comment
COMMENT_HEAD = re.compile(r"COMMENT:[ \t]*\r?\n(?:(?:AUTHOR|EMAIL|IP|URL|DATE|TITLE):[^\r\n]*(?:\r?\n|\Z))*")
# "03/12/2019 10:15:00 AM"
DATE = re.compile(r"(?P<month>\d\d)/(?P<day>\d\d)/(?P<year>\d{4})\b")
HIDDEN = ("draft", "unpublish", "review", "future")
DISCARDS = {"COMMENT": "comments", "PING": "comments", "EXCERPT": "front matter", "KEYWORDS": "front matter"}
EMPTY = "no words stand below the fields of this entry"
SAID = {"TITLE": "title", "AUTHOR": "author", "BASENAME": "name"}


@dataclass(slots=True)
class _Export:
    """What is read of an export so far; `paragraphs` divides words, `include` is what a person asks for."""

    text: str
    paragraphs: Callable[[str], Split]
    include: Collection[str]
    items: list[Item] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    empty: list[Block] = field(default_factory=list)  # the fields of entries without words


def find(text: str, paragraphs: Callable[[str], Split], include: Collection[str] = ()) -> Split | None:
    """Return the entries of an export, its drafts and comments as discards; None where a text is no export.

    `paragraphs` divides the body of an entry; with "drafts" or "comments" in `include` these are documents too.
    """
    if EXPORT.match(text, text.startswith("\ufeff")) is None:
        return None
    found = Split([Block("byte order mark", 0, 1, discard=True)] if text.startswith("\ufeff") else [])
    export = _Export(text, paragraphs, include, found.items)
    begin = len(found.blocks)
    for match in [*_ends(text), None]:
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            found.blocks.extend(_entry(export, begin, end))
        if match:
            found.blocks.append(_trimmed("separator", text, match.start(), match.end()))
            begin = match.end()
    found.problems.extend((reason, 0, 0) for reason in _told(export.left_out))
    found.problems.extend((EMPTY, each.start, each.end) for each in export.empty)
    return found


def _told(left_out: Counter[str]) -> Iterator[str]:
    """Yield what was not read, and how to have it."""
    if left_out:
        counts = " and ".join(f"{count:,} {name if count > 1 else name[:-1]}" for name, count in left_out.items())
        yield f"not read: {counts}; declare include: [{', '.join(left_out)}] to have them"


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that end an entry: behind them another begins, or there is nothing; any other is of the text."""
    words_end = len(text.rstrip())
    for match in ENTRY_END.finditer(text):
        if match.end() >= words_end or EXPORT.match(text, match.end()):
            yield match


def _entry(export: _Export, begin: int, end: int) -> Iterator[Block]:
    text = export.text
    marks = [match for match in SECTION.finditer(text, begin, end) if match["name"]]
    closed = CLOSED.search(text, marks[-1].end() if marks else begin, end)
    until = closed.start("end") if closed else end
    yield from _sections(export, begin, until, marks)
    if closed:  # words behind the last entry, of no entry
        yield _trimmed("separator", text, until, closed.end())
        yield from _paragraphs(export, closed.end(), end)


def _sections(export: _Export, begin: int, end: int, marks: list[re.Match[str]]) -> Iterator[Block]:
    text = export.text
    head = marks[0].start() if marks else end
    fields = _fields(text, begin, head)
    if fields.get("STATUS", "").casefold() in HIDDEN and "drafts" not in export.include:
        export.left_out["drafts"] += 1
        yield _trimmed("draft", text, begin, end)
        return
    read, number = "comments" in export.include, 0
    first = next((mark.start() for mark in marks if read and mark["name"] == "COMMENT"), end)
    export.items.append(Item(begin, first, dict(_said(fields))))
    heading = _trimmed("front matter", text, begin, head)
    yield heading
    words = False
    for mark, until in zip(marks, [*(mark.start() for mark in marks[1:]), end], strict=True):
        if mark["name"] == "COMMENT" and read:
            number += 1
            yield from _comment(export, mark, until, fields, number)
        elif mark["name"] in DISCARDS:
            export.left_out.update(["comments"] if mark["name"] == "COMMENT" else [])
            yield _trimmed(DISCARDS[mark["name"]], text, mark.start(), until)
        else:
            if mark.start() > first:  # behind a comment that is a document, the entry goes on in another
                export.items.append(
                    Item(mark.start(), until, dict(_said(fields)) | {"name": _name(fields, mark["name"])})
                )
            yield _trimmed("markup", text, mark.start(), mark.end())
            within = list(_paragraphs(export, mark.end(), until))
            words = words or not all(each.discard for each in within)
            yield from within
    if not words:
        export.empty.append(heading)


def _name(fields: dict[str, str], part: str) -> str:
    return f"{fields.get('BASENAME') or fields.get('TITLE') or 'undated'} {part}"


def _comment(export: _Export, mark: re.Match[str], end: int, of: dict[str, str], number: int) -> Iterator[Block]:
    """Yield the blocks of a comment, which is a document of its own; `of` are the fields of its entry."""
    head = COMMENT_HEAD.match(export.text, mark.start("name"), end)
    words = head.end() if head else mark.end()
    said = dict(_said(_fields(export.text, mark.end(), words)))
    name = of.get("BASENAME") or of.get("TITLE") or said.get("date", "undated")
    export.items.append(Item(mark.start(), end, said | {"kind": "comment", "name": f"{name} comment {number}"}))
    yield _trimmed("front matter", export.text, mark.start(), words)
    yield from _paragraphs(export, words, end)


def _fields(text: str, start: int, end: int) -> dict[str, str]:
    return {match["key"]: match["value"].strip() for match in FIELD.finditer(text, start, end)}


def _paragraphs(export: _Export, start: int, end: int) -> Iterator[Block]:
    for each in export.paragraphs(export.text[start:end]).blocks:
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
