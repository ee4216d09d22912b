"""Quotation marks around the words of a quoted rule: where they open and close, and the words without them."""

from __future__ import annotations

import re

from ingest.grammar.rule_parts import Provision

OPENING = re.compile(r"[\s>*_]*(?P<mark>[“”\"„«‘])")
CLOSINGS = {"“": "”", "”": "”", "„": "“”", '"': '"', "«": "»", "‘": "’"}
AFTER_CLOSING = ".,; *_\xa0\t\r\n"


def opens(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` opens a quotation and does not close it."""
    match = OPENING.match(text, start, end)
    return match is not None and closing(text, match.end(), end, match["mark"]) is None


def closing(text: str, start: int, end: int, mark: str) -> int | None:
    """Return where a quotation mark is closed, marks of the same kind within it passed over."""
    depth = 1
    for at in range(start, end):
        if text[at] in CLOSINGS[mark] and not (mark == "‘" and text[at + 1 : at + 2].isalnum()):
            depth -= 1
        elif text[at] == mark:
            depth += 1
        if depth == 0:
            return at
    return None


def without_marks(text: str, provision: Provision) -> tuple[int, int]:
    """Return the place of the words of a provision without quotation marks and emphasis around them."""
    start, end = provision.start, provision.end
    before = text[provision.line : start]
    if any(mark in before for mark in "*_"):
        end = start + len(text[start:end].rstrip("*_ "))
    bare = start + len(text[start:end].rstrip(AFTER_CLOSING))
    words = text[start:bare]
    mark, last = words[:1], words[-1:]
    if len(words) > 1 and mark in CLOSINGS and last in CLOSINGS[mark] and not _inside(words[1:-1], mark, last):
        start, end = start + 1, bare - 1
    elif (last in ("”", "»") and words.count(last) > words.count({"”": "“", "»": "«"}[last])) or (
        (last == '"' and words.count('"') % 2) or (last == "’" and "‘" in before)
    ):
        end = bare - 1
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), max(start, start + len(words.rstrip()))


def _inside(words: str, mark: str, last: str) -> bool:
    """Tell whether the first and the last mark belong to two quotations: “a” and “b”."""
    return last in words and words.find(last) < (words.find(mark) if mark in words else len(words))
