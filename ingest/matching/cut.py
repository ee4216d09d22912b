"""Cut out: where the very words of a quotation stand in a text, as whole words, whole numbers and whole denials."""

from __future__ import annotations

import re

# "1,|250", "1|,250", " -|5", "can|’t": a place inside a number or a denial, given as what stands before and behind it
CUT = re.compile(r"\d[.,:/]\0\d|\d\0[.,:/]\d|(?<!\S)[-−–]\0\d|n\0['’]t\b")


def exactly(quoted: str, text: str) -> int | None:
    """Return where the very characters stand, as whole words."""
    at = text.find(quoted) if quoted else -1
    while at >= 0:
        end = at + len(quoted)
        if not (is_inside(text, at) or is_inside(text, end)):
            return at
        at = text.find(quoted, at + 1)
    return None


def is_inside(text: str, at: int) -> bool:
    """Tell whether a word, a number or a denial goes on over a place."""
    if not 0 < at < len(text):
        return False
    around = f"{text[max(0, at - 3) : at]}\0{text[at : at + 3]}"
    return (text[at - 1].isalnum() and text[at].isalnum()) or CUT.search(around) is not None
