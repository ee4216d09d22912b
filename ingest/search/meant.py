"""What a search speaks of besides its words: a day or a month, a numbered clause; pure, it knows no archive."""

from __future__ import annotations

import re

from ingest.grammar.dates import find_dates

LONGEST, MOST = 200, 3  # characters of a search that are looked at; dates, and clauses, of it
# "march", at the beginning of a word in small letters
SMALL = re.compile(r"(?<![^\W_])[a-z]{3,}")
# rule 34.2   cl. 34(2)   Clauses 12   procedure 3A
CLAUSE = re.compile(
    r"\b(?:rules?|clauses?|cls?|procedures?|sections?|regulations?|regs?|articles?|paragraphs?|paras?|bye-?laws?"
    r"|standing orders?)\.?\s*(?P<number>\d{1,4}[A-Za-z]?(?:\.\d{1,4})*(?:\([0-9A-Za-z]{1,5}\))*)(?![^\W_])",
    re.IGNORECASE,
)
# the same, typed alone
ALONE = re.compile(r"\d{1,4}(?:\.\d{1,4})+(?:\([0-9A-Za-z]{1,5}\))*|\d{1,4}[A-Za-z]?(?:\([0-9A-Za-z]{1,5}\))+")


def days(typed: str) -> list[str]:
    """Return the days and months of which a search speaks, in EDTF: never one that could be another."""
    text = SMALL.sub(lambda word: word[0].capitalize(), typed[:LONGEST])
    found = (each.edtf for each in find_dates(text) if each.flag is None and each.consistent)
    return list(dict.fromkeys(each for each in found if each and "/" not in each))[:MOST]


def clauses(typed: str) -> list[str]:
    """Return the numbers of clauses of which a search speaks, in small letters."""
    text = typed[:LONGEST].strip()
    found = [text] if ALONE.fullmatch(text) else [match["number"] for match in CLAUSE.finditer(text)]
    return list(dict.fromkeys(number.lower() for number in found))[:MOST]
