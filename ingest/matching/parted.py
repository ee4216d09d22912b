"""Words that one text joins and another parts or writes out: "cannot" and "can not", "anyone" and "any one", "shan't" and "shall not"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import accumulate

MOST = 3  # parts of a word: "none the less"
HYPHENS = re.compile("[-‐‑]")
# whose beginning is written otherwise with "not"
CONTRACTED = {"can't": "cannot", "won't": "willnot", "shan't": "shallnot"}

Words = list[str]


def unalike(
    removed: Sequence[Words], added: Sequence[Words], alike: Callable[[Words, Words], bool]
) -> tuple[Words, Words]:
    """Return the words of both sides, without those that are the same letters, joined here and parted there.

    Each side is given piece by piece: words of one piece stand one behind another. `alike` tells whether a word and its parts say
    the same. What has a digit is no word: "10 00" is not "1000".
    """
    here, there = [list(piece) for piece in removed], [list(piece) for piece in added]
    if here and there:
        _drop(here, there, alike)
        _drop(there, here, alike)
    return [word for piece in here for word in piece if word], [word for piece in there for word in piece if word]


def _drop(parted: list[Words], joined: list[Words], alike: Callable[[Words, Words], bool]) -> None:
    """Empty each word of `joined` whose letters stand in a row in `parted`, and those there."""
    wanted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, piece in enumerate(joined):
        for at, word in enumerate(piece):
            if word:
                wanted[letters(word)].append((n, at))
    for piece in parted if wanted else ():
        for start in range(len(piece)):
            row = piece[start : start + MOST]
            for count, key in enumerate(accumulate(map(letters, row)), 1):
                if key not in wanted or not all(row[:count]) or any(sign.isdecimal() for sign in key):
                    continue
                n, at = wanted[key][-1]
                if row[:count] != [joined[n][at]] and alike([joined[n][at]], row[:count]):
                    joined[n][at], piece[start : start + count] = "", [""] * count
                    wanted[key].pop()
                    if not wanted[key]:
                        del wanted[key]
                    break


def letters(word: str) -> str:
    """Return the letters of a word, those of "n't" as of "not"."""
    word = HYPHENS.sub("", word.casefold().replace("’", "'"))
    if word.endswith("n't"):
        return CONTRACTED.get(word, f"{word[:-3]}not")
    return word
