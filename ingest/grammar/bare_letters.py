"""Questions and answers behind a letter and one blank, as many reporters of the United States set them: "Q Did you", "A I did.".

One such line is prose ("A White Paper"). They count where answers stand right below questions, again and again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.grammar.labels import ANSWER, QUESTION, Label, label

FEWEST = 2  # questions with an answer right below
LONGEST = 200  # characters in which a label stands
# "Q Did you", "A No.", "A  2 o'clock"
LETTER = re.compile(r"(?P<letter>[QA])[ \xa0]{1,2}(?=[A-Z0-9“\"(\[$£])")


def begins_turn(above: str, words: str) -> bool:
    """Tell a line that begins with the other of the two letters than the paragraph above it: "A I did." below "Q Did you"."""
    return (
        words[:1] in "QA"
        and above[:1] in "QA"
        and words[:1] != above[:1]
        and words[1:2] == above[1:2] == " "
        and LETTER.match(words) is not None
        and LETTER.match(above) is not None
    )


def bare_letters(fronts: Sequence[str]) -> dict[int, Label]:
    """Return the labels of questions and answers by the numbers of their paragraphs, of each of which `fronts` has the beginning."""
    if sum(words[:2] == "Q " for words in fronts) < FEWEST:
        return {}
    found = {n: each for n, words in enumerate(fronts) if (each := _letter(words))}
    pairs = sum(found[a].form == QUESTION and b == a + 1 and found[b].form == ANSWER for a, b in pairwise(found))
    if pairs < FEWEST:
        return {}
    kept: dict[int, Label] = {}
    last = ANSWER
    for n, each in found.items():
        if QUESTION in (each.form, last):  # "A White Paper" below an answer goes on with it
            kept[n], last = each, each.form
    return kept


def _letter(words: str) -> Label | None:
    match = LETTER.match(words) if words[:1] in ("Q", "A") else None
    if match is None:
        return None
    named = label(words[:LONGEST]) if words[:1] == "Q" else None
    if named and named.form == QUESTION:
        return named  # "Q (By Mr. Cole) Did you"
    return Label(QUESTION if match["letter"] == "Q" else ANSWER, None, 0, 1, match.end())
