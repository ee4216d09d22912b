"""A second number on the line of the first: "Article IV, Section 1.", "Artículo 5.- 1. La", "32. a. Subject to"."""

from __future__ import annotations

import re

# "Section 1." behind "Article IV, ", "Article IV. " or "Article IV – ": the two stand before every rule
SECOND = re.compile(
    r"[*_\s–—-]{0,6}(?i:(?P<word>articles?|art\.|sections?|sec\.|clauses?|cl\.|rules?|paragraphs?|para\.?)\s{1,3}|§+\s?)"
    r"(?P<label>\d{1,3}[A-Z]?|[IVXLC]{1,7})(?:[*_]{0,3}[.:)][*_]{0,3}(?=\s|\Z)|(?=\s*[–—]|\s+-\s|[ \t]*(?:[\r\n]|\Z)|\())"
)
# "1. La Asamblea" behind "Artículo 5.-": the first of its numbers on the same line
NUMBERED_AFTER = re.compile(r"[ \t\xa0]*[–—-]?[ \t\xa0]+(?P<number>1)(?P<end>[.)])(?=[ \t\xa0]+[A-ZÀ-Þ“\"«])")
# "a. Subject to" behind "32.": the first of its letters on the same line
LETTERED_AFTER = re.compile(r"[ \t\xa0]+(?P<letter>[ai])(?P<end>[.)])(?=[ \t\xa0]+[A-Z“\"])")
