"""United Kingdom postcodes, by the grammar of the Royal Mail (BS 7666, annex)."""

from __future__ import annotations

import re

# "W1S", "M1", "B33", "EC1A", "CR2", "DN55"
OUTWARD = r"(?:[A-PR-UWYZ](?:\d\d?|[A-HK-Y]\d\d?)|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])"
# "2QN": never C, I, K, M, O or V
INWARD = r"\d[ABD-HJLNP-UW-Z]{2}"
# "W1S 2QN", "EC1A1BB", "GIR 0AA"
POSTCODE = re.compile(rf"(?<![\w£$-])(?:GIR[ \xa0]{{0,2}}0AA|{OUTWARD}[ \xa0]{{0,2}}{INWARD})(?![\w-])")
ANY_CASE = re.compile(POSTCODE.pattern, re.IGNORECASE | re.ASCII)


def find_postcode(text: str, start: int = 0, end: int | None = None, any_case: bool = False) -> re.Match[str] | None:
    """Return the first postcode in `text[start:end]`; `any_case` also reads "w1s 2qn", for places known to be addresses."""
    return (ANY_CASE if any_case else POSTCODE).search(text, start, len(text) if end is None else end)


def normalised(postcode: str) -> str:
    """Return a postcode in capitals with one space before its last three characters: `W1S 2QN`."""
    letters = "".join(postcode.split()).upper()
    return f"{letters[:-3]} {letters[-3:]}"
