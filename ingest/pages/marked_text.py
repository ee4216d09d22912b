"""Marked paragraphs: a passage as far as a page shows it, with signs around the words that a reader looked for and around names."""

from __future__ import annotations

from typing import Any

from ingest.matching.folding import QUOTE_MARK
from ingest.matching.pieces import in_text
from ingest.pages import inline_markdown, laid_out
from ingest.search import marks as search_marks

# signs that mark a name on its way to a link; a text that holds one of them gets no such links
NAME_START, NAME_END = "\x0e{}\x0f", "\x0e\x0f"


def marked(passage: dict[str, Any], mentions: list[dict[str, Any]], hits: list[tuple[int, int]]) -> dict[str, Any]:
    """Return the passage with `marks`: the signs to put around the words found, and around names with where each leads."""
    text, pieces = passage["text"], passage["pieces"]
    is_plain = not set("\x0e\x0f") & set(text)
    targets = inline_markdown.link_targets(text) if mentions or hits else []
    # of signs at one place those that end something go first, and a name goes around its words
    signs: list[tuple[int, int, str]] = []
    addresses: list[str] = []
    for each in mentions if is_plain else ():
        first, last = in_text(pieces, each["start"]), in_text(pieces, each["end"])
        if not inline_markdown.target_at(targets, first, last):
            signs += [(first, 2, NAME_START.format(len(addresses))), (last, 1, NAME_END)]
            addresses.append(each["address"])
    for first, last in hits:
        if not inline_markdown.target_at(targets, first, last):
            signs += [(first, 3, search_marks.START), (last, 0, search_marks.END)]
    marks = [(at, sign) for at, _, sign in sorted(signs)]
    return passage | {"marks": marks, "addresses": addresses}


def with_marks(text: str, marks: list[tuple[int, str]], start: int) -> str:
    """Return a text that begins at `start` of its passage with the marks that lie in it."""
    parts, here = [], 0
    for at, mark in marks:
        if 0 <= at - start <= len(text):
            parts += [text[here : at - start], mark]
            here = at - start
    return "".join([*parts, text[here:]])


def cut(
    passage: dict[str, Any], start: int, end: int, withheld: list[dict[str, Any]], corrections: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the passage as far as it lies in the stretch, with the reasons of its gaps, and what is corrected in it."""
    first, last = max(start, passage["start"]), min(end, passage["end"])
    whole = (first, last) == (passage["start"], passage["end"])
    begin, finish = (in_text(passage["pieces"], place) for place in (first, last))
    text = passage["text"] if whole else passage["text"][begin:finish]
    marked = with_marks(text, passage["marks"], begin)
    is_quote = passage["kind"] == "quote"
    return passage | {
        # set apart as a quotation, it needs no mark on every line
        "text": QUOTE_MARK.sub("", text) if is_quote else text,
        "marked": QUOTE_MARK.sub("", marked) if is_quote else marked,
        "reasons": [each["reason"] for each in withheld if each["start"] < last and each["end"] > first],
        "corrections": [each for each in corrections if first <= each["start"] < last],
        "flows": laid_out.is_wrapped(passage["text"], passage["locator"]),
    }
