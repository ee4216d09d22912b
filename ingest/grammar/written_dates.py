"""Dates as legal papers write them out: "this third day of May, two thousand and fifteen", "the 21st day of May, A.D. 1897"."""

from __future__ import annotations

import re

from ingest.grammar.date_parts import MONTH_NAMES
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
DAYS = {name: number for number, name in enumerate(ORDINALS, 1)}
DAYS |= {f"twenty {name}": 20 + number for number, name in enumerate(ORDINALS[:9], 1)} | {
    "thirtieth": 30,
    "thirty first": 31,
}
UNDER_HUNDRED = {name: number for number, name in enumerate((*ONES, *TEENS), 1)}
UNDER_HUNDRED |= {name: 10 * number for number, name in enumerate(TENS, 2)}
UNDER_HUNDRED |= {
    f"{ten} {one}": 10 * number + unit for number, ten in enumerate(TENS, 2) for unit, one in enumerate(ONES, 1)
}
NUMBER = "|".join(sorted((name.replace(" ", r"[\s-]+") for name in UNDER_HUNDRED), key=len, reverse=True))
MANY = "|".join(
    sorted((name.replace(" ", r"[\s-]+") for name in UNDER_HUNDRED if name not in ONES), key=len, reverse=True)
)
DAY = "|".join(sorted((name.replace(" ", r"[\s-]+") for name in DAYS), key=len, reverse=True))
# ", in the year of our Lord ", " A.D. ", ", "
BETWEEN = r"[\s,]+(?:in\s+the\s+year\s+(?:of\s+our\s+lord\s+)?|a\.?\s?d\.?\s+|of\s+)?"
# "two thousand and fifteen", "one thousand eight hundred and ninety-seven", "nineteen hundred and four", "nineteen ninety-nine"
YEAR = (
    rf"(?:(?P<thousands>one|two)\s+thousand(?:[\s,]+(?P<hundreds>{'|'.join(ONES)})\s+hundred)?(?:[\s,]+(?:and\s+)?(?P<rest>{NUMBER}))?"
    rf"|(?P<century>fifteen|sixteen|seventeen|eighteen|nineteen|twenty)\s+(?:hundred\s+(?:and\s+)?(?P<of_hundred>{NUMBER})|(?P<last>{MANY}))"
    r"|(?P<digits>(?:1[5-9]|20)\d\d))\b(?!-|\s+and\b)"
)
# "third day of May, two thousand and fifteen", "twenty-first May 1897", "3rd day of May, two thousand and fifteen"
WRITTEN = re.compile(
    rf"\b(?:(?P<word>{DAY})|(?P<number>\d{{1,2}})(?:st|nd|rd|th))\s+(?:day\s+)?(?:of\s+)?(?P<month>{'|'.join(MONTH_NAMES)}){BETWEEN}{YEAR}",
    re.IGNORECASE,
)


# "two thousand people", "the first May 2016 hearing": what stands behind it is counted, or called so; but "at Hull", "and signed"
COUNTED = re.compile(r"\s+(?!(?:and|as|at|before|between|by|for|from|in|is|of|on|the|to|was|when|with)\b)[a-z]")


def written_dates(text: str, start: int, end: int) -> list[DateWords]:
    """Return the dates between two places that are written out, at least the day or the year in words, as far as they are certain."""
    return [
        _date(match)
        for match in WRITTEN.finditer(text, start, end)
        if (match["word"] or not match["digits"]) and not COUNTED.match(text, match.end(), end)
    ]


def dates_of(text: str, start: int, end: int, date_order: str | None = None) -> list[DateWords]:
    """Return the dates between two places in their order, however they are written."""
    found = written_dates(text, start, end)
    others = find_dates(text, start, end, date_order=date_order)
    found += [each for each in others if not any(one.start < each.end and each.start < one.end for one in found)]
    return sorted(found, key=lambda each: each.start)


def _date(match: re.Match[str]) -> DateWords:
    day = DAYS[_bare(match["word"])] if match["word"] else int(match["number"])
    month = [name.casefold() for name in MONTH_NAMES].index(match["month"].casefold()) + 1
    return DateWords(match.start(), match.end(), match.group(), _year(match), month, day)


def _year(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    if match["century"]:
        return (
            UNDER_HUNDRED[match["century"].casefold()] * 100
            + UNDER_HUNDRED[_bare(match["of_hundred"] or match["last"])]
        )
    hundreds = UNDER_HUNDRED[match["hundreds"].casefold()] * 100 if match["hundreds"] else 0
    rest = UNDER_HUNDRED[_bare(match["rest"])] if match["rest"] else 0
    return UNDER_HUNDRED[match["thousands"].casefold()] * 1000 + hundreds + rest


def _bare(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
