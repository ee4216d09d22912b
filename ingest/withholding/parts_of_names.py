"""What a withheld name is known by when it is not written whole: a surname, a first name, initials."""

from __future__ import annotations

import re
import unicodedata

from ingest.grammar.names import HONORIFIC
from ingest.withholding.names import WORD, spelt

A_TITLE = re.compile(HONORIFIC)
ENDING = r"[^\W\d_]{0,3}"
FEWEST_WITH_ENDING = 4  # letters of a name; a shorter one is the beginning of too many words


def parts_of(name: str) -> dict[str, re.Pattern[str]]:
    """Return the words of a name and its initials, each with the regular expression that finds it.

    A word may have an ending ("Larks", "Larkovi"). Titles, initials and small words ("van") mean nobody on their own.
    """
    words = [word for word in WORD.findall(unicodedata.normalize("NFC", name)) if _is_known_by(word)]
    found = {word: _finds("(?i)", "".join(map(spelt, word)) + _ending(word)) for word in words}
    if len(words) > 1:
        initials = [re.escape(word[0]) for word in words]
        found["".join(f"{each[0]}." for each in words)] = _finds("", r"\.? ?".join(initials))
    return found


def _finds(flags: str, shape: str) -> re.Pattern[str]:
    return re.compile(rf"{flags}(?<!\w){shape}(?!\w)")


def _is_known_by(word: str) -> bool:
    return len(word.rstrip(".")) > 1 and not word[0].islower() and not A_TITLE.fullmatch(word)


def _ending(word: str) -> str:
    return ENDING if len(word) >= FEWEST_WITH_ENDING else ""
