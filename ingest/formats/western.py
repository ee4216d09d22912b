"""Whether a text in a single-byte encoding that nobody names may be in Windows-1252, which old texts of Western Europe are in.

Every text in such an encoding can be read as Windows-1252: one in Russian, Greek or Arabic then has letters with accents alone,
and one of MS-DOS, or in Polish, has signs within its words.
"""

from __future__ import annotations

import re

# what Western texts have beyond ASCII besides letters, and as often as they like: quotation marks, dashes, degrees, currencies
USUAL = "\xa0\xad‘’“”«»‹›–—…•·°´¨¬£€§©®™½¼¾¹²³ªº¡¿"
ASCII_LETTER = re.compile(r"[A-Za-z]")
BEYOND = re.compile(rf"[^\x00-\x7f{USUAL}]")
# "caf‚t", "s³owo": a sign between two letters, where nobody writes one
WITHIN = re.compile(r"[^\W\d_][¡-§©«®¯±²³¶¸¹»¼½¾¿×÷€‚ƒ„†‡ˆ‰‹›•˜™](?=[^\W\d_])")

FEWEST = 16  # characters beyond ASCII that say something
FOREIGN = 0.4  # of all letters: Icelandic, which has most, has a fifth of them
FEWEST_WITHIN = 8
ODD = 0.2  # of the characters beyond ASCII


def is_foreign(text: str) -> bool:
    """Tell a text of which so many letters have accents that its letters are of another alphabet."""
    beyond = len(BEYOND.findall(text))
    return beyond >= FEWEST and beyond >= FOREIGN * (beyond + len(ASCII_LETTER.findall(text)))


def doubt(text: str) -> int | None:
    """Return where the first of many signs stands that are no letters, but stand within words; None if there are few."""
    found = [match.end() - 1 for match in WITHIN.finditer(text)]
    if len(found) < FEWEST_WITHIN or len(found) < ODD * (len(BEYOND.findall(text)) + len(found)):
        return None
    return found[0]
