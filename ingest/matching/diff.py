"""What differs between two wordings, word by word."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

# a word or a sign, with the white space after it
WORD = re.compile(r"(?:\w+(?:['’]\w+)*|[^\w\s])\s*|\s+")


class Piece(NamedTuple):
    """Words that are `same` in both, or stand in one alone, `removed` or `added`."""

    kind: str
    text: str


def diff(before: str, after: str) -> list[Piece]:
    """Return the pieces of two wordings in order: `before` is the same and the removed, `after` the same and the added."""
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    steps = Indel.opcodes([word.rstrip() for word in old], [word.rstrip() for word in new])
    for same, run in groupby(steps, lambda step: step.tag == "equal"):
        several = list(run)
        removed = "".join(old[several[0].src_start : several[-1].src_end])
        added = "".join(new[several[0].dest_start : several[-1].dest_end])
        told = [("same", added)] if same else [("removed", removed), ("added", added)]
        pieces += [Piece(kind, text) for kind, text in told if text]
    return pieces
