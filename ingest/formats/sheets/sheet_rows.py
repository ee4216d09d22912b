"""Rows of a sheet: which of them stand above and below its table, and which one names the columns, where that is certain.

A program of spreadsheets knows nothing of this but what somebody told it; people see it from what stands in the cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

MOST_ABOVE = 10  # rows in which the one that names the columns stands
MOST_BELOW = 200  # rows below it that are looked at
LONGEST_NAME = 80  # characters of the name of a column
LONGEST_VALUE = 40  # characters of a number or a date
LONGEST_QUESTION = 400  # of one that asks: forms have their questions there
FEWEST_AGAIN = 2  # times that a word stands in a column of kinds
PROSE = 40  # characters that the cells of a column of sentences have on average
# "12", "-3.5 %", "£1,200", "(340)", "3 March 2019", "2019-03-28", "14:30", "12 kg": what no column is called
VALUE = re.compile(r"[\W\d_]*\d[\W\d_]*(?:[^\W\d_]{1,9}[\W\d_]*)?\Z")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[/–-]\s?(?:\d\d|(?:1[5-9]|20)\d\d))?\Z")
# "n/a", "–", "nil", "unknown": what stands in place of a value
NIL = re.compile(
    r"(?:n\.?\s?/?\s?a\.?|nil|none|null|unknown|not known|tb[ac]|true|false|yes|no|x|\W+)\Z", re.IGNORECASE
)
# "1. What is your branch?": a number in front of a question
ASKS = re.compile(r"\S.*\?\W*\Z", re.DOTALL)
# what columns are called everywhere
CALLED = re.compile(
    r"(?:s\.?no\.?|no\.?|nr\.?|n[o°º]|#|id|ref(?:erence)?|code|date|day|time|year|month|period|name|surname|first name|last name|title|branch|region|"
    r"area|district|ward|party|candidate|votes?|votes cast|total|amount|cost|value|quantity|unit|price|currency|description|details?|type|kind|category|status|"
    r"outcome|result|decision|notes?|comments?|remarks|source|e-?mail(?: address)?|telephone|phone|address|postcode|venue|place|location|event|what happened|"
    r"motion|mover|moved by|proposer|proposed by|seconder|seconded by|for|against|abstentions?|abstained|carried|question|answer|request|response|timestamp|"
    r"supplier|payee|department|office|role|position|member(?:s|ship)?|datum|betrag|ort|zeit|bezeichnung|nombre|fecha|nom|montant|lieu)[:.]?\Z",
    re.IGNORECASE,
)

Words = Callable[[int], list[str]]


class Layout(NamedTuple):
    """The rows (by number from 0) with which the table of a sheet begins and ends, and the one that names its columns, or None."""

    first: int
    last: int
    header: int | None


def layout(counts: Sequence[int], words_of: Words, told: int | None = None) -> Layout | None:
    """Return how a sheet is laid out, or None where no row has two cells with words.

    `counts` says how many cells of each row have words; `words_of` returns the words of the cells of a row, from the first column
    on; `told` is the row that the file itself says names the columns.
    """
    wide = [n for n, count in enumerate(counts) if count > 1]
    if not wide:
        return None
    if told is not None and counts[told] > 1:
        return Layout(wide[0], wide[-1], told)
    return Layout(wide[0], wide[-1], _header(wide, counts, words_of))


def _header(wide: Sequence[int], counts: Sequence[int], words_of: Words) -> int | None:
    """Return the row that names the columns.

    Of several above the first with values it is one as wide as most rows below, with the most names that columns have everywhere.
    """
    usual = median(counts[n] for n in wide[:MOST_BELOW])
    above: list[int] = []
    for at, n in enumerate(wide[:MOST_ABOVE]):
        names = [words for words in words_of(n) if words]
        if counts[n] * 2 >= usual:
            if any(is_value(words) and not YEAR.match(words) for words in names):
                break
            below = [words_of(row) for row in wide[at + 1 : at + 1 + MOST_BELOW]]
            above += [n] if names_columns(words_of(n), below) else []
    whole = [n for n in above if counts[n] >= usual] or above
    return max(whole, key=lambda n: _called(words_of(n)), default=None)


def names_columns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row names the columns of those below it: it says no values, says nothing twice, and is of another kind than they."""
    names = [words for words in row if words]
    if not below or len(names) < 2 or len(set(map(str.casefold, names))) < len(names):
        return False
    if not all(map(_may_name, names)) or all(map(is_value, names)):
        return False
    columns = [
        (name, [cells[n] for cells in below if n < len(cells) and cells[n]]) for n, name in enumerate(row) if name
    ]
    if any(name in held for name, held in columns):
        return False
    return _called(names) * 2 >= len(names) or any(_differs(name, held) for name, held in columns)


def _called(names: Sequence[str]) -> int:
    return sum(1 for name in names if CALLED.match(name) or ASKS.match(name))


def _may_name(words: str) -> bool:
    longest = LONGEST_QUESTION if ASKS.match(words) else LONGEST_NAME
    if NIL.match(words):
        return bool(CALLED.match(words))
    return len(words) <= longest and (not is_value(words) or bool(YEAR.match(words)))


def is_value(words: str) -> bool:
    """Tell a number, an amount, a date or a time from words."""
    return len(words) <= LONGEST_VALUE and VALUE.match(words) is not None


def _differs(name: str, held: Sequence[str]) -> bool:
    """Tell whether a column is of another kind than its name: of values, of sentences, or of a few words again and again."""
    if not held:
        return False
    values = sum(map(is_value, held))
    is_year = YEAR.match(name) and not any(map(YEAR.match, held))
    if values * 4 >= len(held) * 3 and (is_year or not is_value(name)):
        return True
    if len(held) > FEWEST_AGAIN and sum(map(len, held)) >= PROSE * len(held) and len(name) * 2 <= PROSE:
        return True
    counts = Counter(held)
    return len(held) > FEWEST_AGAIN * 2 and len(counts) * FEWEST_AGAIN <= len(held) and name not in counts
