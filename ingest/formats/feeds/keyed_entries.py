"""Entries under lines of keys, as people keep what they copied: "Title: …", "Date: …", "URL: …", and below them the words.

The first stands at the top of the text, or below the name of what they are from, and every other begins with the same key below an
empty line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from ingest.formats.blocks import Block, Item, Split

KEYS = {
    "title": "title", "headline": "title", "date": "date", "published": "date", "publication date": "date", "date published": "date",
    "posted": "date", "author": "author", "authors": "author", "by": "author", "byline": "author", "url": "url", "link": "url",
    "permalink": "url", "source": "publisher", "publication": "publisher", "publisher": "publisher",
    "tags": "", "categories": "", "category": "", "keywords": "",
}  # fmt: skip
# "Title: The kettle is back"
LINE = rf"(?i:{'|'.join(sorted(KEYS, key=len, reverse=True))})[ \t]*:[ \t]*[^\r\n]*(?:\r?\n|\Z)"
# two such lines and more, one of them the title; behind them no other line of keys ("From: Ada")
HEAD = re.compile(
    rf"(?=(?:{LINE}){{0,6}}(?i:title|headline)[ \t]*:)(?:{LINE}){{2,10}}(?!{LINE}|[A-Z][A-Za-z-]{{1,20}}:[ \t])"
)
FIELD = re.compile(r"(?P<key>[^:\r\n]+?)[ \t]*:[ \t]*(?P<value>[^\r\n]*)")
# the top of a text, up to three lines that name it, and an empty line or a line of signs above another entry
TOP = re.compile(r"\ufeff?(?:[ \t]*(?:[-=*_#~]{3,}[ \t]*)?\r?\n)*")
NAMES = re.compile(
    rf"(?:(?!{LINE})[^\s:=*_#~-][^\r\n:]{{0,79}}\r?\n(?:[ \t]*(?:[-=*_#~]{{3,}}[ \t]*)?\r?\n)*){{1,3}}(?<=\n\n|\r\n|[-=*_#~]\n)(?={LINE})"
)
BELOW = re.compile(r"\n[ \t]*(?:[-=*_#~]{3,}[ \t]*)?\r?\n(?=[A-Za-z])")
EMPTY = "no words stand below these keys"
FEWEST = 2  # entries, each with its date, that are posts


def find(text: str, paragraphs: Callable[[str], Split]) -> Split | None:
    """Return the entries of a text that begins with lines of keys; None where it does not, or holds nothing else.

    Of a text with one entry the lines are its front matter. `paragraphs` divides the words of an entry.
    """
    top = TOP.match(text)
    start = top.end() if top else 0
    names = NAMES.match(text, start)
    first = HEAD.match(text, names.end() if names else start)
    if first is None or not _is_entry(_fields(first)):
        return None
    heads = [first, *_others(text, first)]
    if names and len(heads) < FEWEST:
        return None
    fields = [_fields(head) for head in heads]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    below = [
        list(_moved(paragraphs(text[head.end() : end]), head.end())) for head, end in zip(heads, ends, strict=True)
    ]
    if not any(map(_has_words, below)):
        return None  # a list of books
    posts = len(heads) >= FEWEST and all("date" in each and "publisher" not in each for each in fields)
    above = _moved(paragraphs(text[: first.start()]), 0)
    found = Split([each if each.discard else replace(each, kind="masthead", discard=True) for each in above])
    for head, said, words, end in zip(heads, fields, below, ends, strict=True):
        kind = {"kind": "blog post"} if posts else {}
        basis = {"date_basis": "date among the keys above the text"} if "date" in said else {}
        if len(heads) > 1:
            found.items.append(Item(head.start(), end, kind | basis | said))
        else:
            found.front_matter.update(said)
        keys = Block("front matter", head.start(), head.start() + len(head[0].rstrip()), discard=True)
        found.blocks.extend([keys, *words])
        if not _has_words(words):
            found.problems.append((EMPTY, keys.start, keys.end))
    return found


def _has_words(blocks: list[Block]) -> bool:
    return not all(each.discard for each in blocks)


def _others(text: str, first: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the lines of keys further down that begin as the first ones do."""
    key, at = _first_key(first), first.end()
    while below := BELOW.search(text, max(0, at - 1)):
        head = HEAD.match(text, below.end())
        if head and _first_key(head) == key and _is_entry(_fields(head)):
            yield head
            at = head.end()
        else:
            at = below.end()


def _first_key(head: re.Match[str]) -> str:
    return head[0].partition(":")[0].strip().casefold()


def _fields(head: re.Match[str]) -> dict[str, str]:
    """Return what the keys say; of two that say the same thing the first."""
    said: dict[str, str] = {}
    for match in FIELD.finditer(head[0]):
        name, value = KEYS.get(match["key"].strip().casefold(), ""), match["value"].strip()
        if name and value:
            said.setdefault(name, value)
    return said


def _is_entry(said: dict[str, str]) -> bool:
    return "title" in said and len(said) > 1


def _moved(found: Split, by: int) -> Iterator[Block]:
    return (replace(each, start=each.start + by, end=each.end + by) for each in found.blocks)
