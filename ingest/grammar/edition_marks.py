"""Marks of editions: what tells one edition of a set of rules from another in their titles, and is no part of its name.

"Rule Book 2019", "Standing Orders (v1.4)", "Election Procedures – third edition, May 2018", "Historical version of the Charter".
"""

from __future__ import annotations

import re

from ingest.grammar.date_parts import MONTH

YEAR = r"(?:1[89]|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?"
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{MONTH}\s)?{YEAR}"
ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|new|current|latest|final|draft)"
# what stands behind a name: "v1.4", "version 2", "third edition", "edition of May 2018", "as amended in 2019", "2018 edition", "2018"
MARK = (
    rf"(?:(?:v|ver|version|edition|rev|revision|issue|draft)\.?\s?\d[\w.]*|{ORDINAL}\s(?:edition|version|revision|draft)"
    rf"|{DAY}\s(?:edition|version|revision|draft|text)|(?:edition|version)\s(?:of|dated)\s{DAY}"
    rf"|(?:as\s)?(?:amended|revised|updated|adopted|ratified|in\sforce|effective|consolidated)(?:\s(?:on|in|at|to|from|by|of|the|up)\b)*\s{DAY}"
    rf"|(?:as\s)?(?:amended|revised|updated|adopted|consolidated)|{DAY})"
)
BEHIND = re.compile(
    rf"[\s,;:–—-]*(?:\(\s*{MARK}(?:[\s,;]+{MARK})*\s*\)|\[\s*{MARK}\s*\]|(?<=[\s,;:–—-]){MARK})\s*\Z", re.IGNORECASE
)
# what stands before it: "Historical version of the ", "2018 edition of ", "Draft ", "Revised "
BEFORE = re.compile(
    rf"\A\s*(?:(?:{ORDINAL}|historical|former|old|previous|original|consolidated|{DAY})\s(?:edition|version|text|revision)\sof\s(?:the\s)?"
    rf"|(?:draft|revised|consolidated|{YEAR})\s(?=\w+\s?\w))",
    re.IGNORECASE,
)
FEWEST = 3  # letters of a name
LONGEST = 300  # characters of a title; of a longer one no name is made


def name_of_rules(title: str) -> str:
    """Return the title of an edition without what marks it as one; the title as it is where nothing else would be left."""
    words = " ".join(title.split())
    again = len(words) <= LONGEST
    while again:
        shorter = BEFORE.sub("", BEHIND.sub("", words)).strip(" ,;:–—-")
        again = shorter != words and sum(map(str.isalpha, shorter)) >= FEWEST
        words = shorter if again else words
    return words
