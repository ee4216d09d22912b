"""Cut out: where the very words of a quotation stand in a text, as whole words, whole numbers and whole denials."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.matching.in_a_row import standing

LONG = 1_000  # characters that would take too long to be looked for again from every place on

# "1,|250", "1|,250", " -|5", "can|’t", "non-|members": a place inside a number or a denial, given as what stands before and behind it
CUT = re.compile(r"\d[.,:/]\0\d|\d\0[.,:/]\d|(?<!\S)[-−–]\0\d|[nN]\0['’‘ʼ‛][tT]\b|\b[nN](?:on|ON)[-‐‑]\0\w")
NON = re.compile(r"\b[nN](?:on|ON)[-‐‑]$")


def exactly(quoted: str, text: str) -> int | None:
    """Return where the very characters stand, as whole words."""
    uncut = (at for at in _places(quoted, text) if not (is_inside(text, at) or is_inside(text, at + len(quoted))))
    return next(uncut, None)


def _places(quoted: str, text: str) -> Iterator[int]:
    at = text.find(quoted) if quoted else -1
    while at >= 0:
        yield at
        if len(quoted) > LONG:
            yield from standing(quoted, text, at + 1)
            return
        at = text.find(quoted, at + 1)


def is_inside(text: str, at: int) -> bool:
    """Tell whether a word, a number or a denial goes on over a place."""
    if not 0 < at < len(text):
        return False
    around = f"{text[max(0, at - 5) : at]}\0{text[at : at + 3]}"
    return (text[at - 1].isalnum() and text[at].isalnum()) or CUT.search(around) is not None


def begun(text: str, at: int) -> int:
    """Return where a word or a number at a place begins, with its minus or its "non-"."""
    if not is_inside(text, at):
        return at
    before = NON.search(text, max(0, at - 5), at)
    return before.start() if before else at - 1
