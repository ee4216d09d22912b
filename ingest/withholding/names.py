"""A name that is kept back, as the regular expression that finds it however it is written: in any capitals, run together, surname first."""

from __future__ import annotations

import re
from functools import lru_cache

# between two words of a name: "Sam Lark", "sam-lark", "sam_lark", "SamLark"; none that would fit signs it does not name
# (`ingest.spelt.reads_on`), so that it is read over the ends of lines too
BETWEEN = r"(?: ?|[-._+])"
COMMA = r" ?, ?"
LETTERS = "a-z\u00aa-\u1fff\u2c00-\ud7ff"  # digits and signs may stand beside a name: "@samlark99", "_Sam Lark_"
WORD = re.compile(r"[^\s,]+")


@lru_cache(maxsize=4096)
def pattern_of(name: str) -> str:
    """Return the regular expression that finds a name, and nothing within a longer word."""
    words = [re.escape(word) for word in WORD.findall(name)] or [re.escape(name)]
    forms = [BETWEEN.join(words)]
    if len(words) > 1:
        forms.append(words[-1] + COMMA + BETWEEN.join(words[:-1]))
    return rf"(?i)(?<![{LETTERS}])(?:{'|'.join(forms)})(?![{LETTERS}])"
