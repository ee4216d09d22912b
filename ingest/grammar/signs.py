"""What the number of a provision or a point may mean: `(i)` is the ninth letter or the first Roman number.

`ingest.grammar.numbering` finds numbers at the front of lines, `ingest.grammar.rule_sequence` decides which reading holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# "Article One", "ARTICLE FIRST"
CARDINAL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
)
SPELT = {word: n for words in (CARDINAL, ORDINAL) for n, word in enumerate(words.split("|"), 1)}
# "Article premier", "Artículo primero"
_ABROAD = (
    ("premier", "primero", "primo"), ("segundo", "secondo"), ("tercero", "terzo"), ("cuarto", "quarto"), ("quinto",), ("sexto", "sesto"),
    ("séptimo", "settimo"), ("octavo", "ottavo"), ("noveno", "nono"), ("décimo", "decimo"),
)  # fmt: skip
ABROAD = "|".join(word for words in _ABROAD for word in words)
SPELT |= {word: n for n, words in enumerate(_ABROAD, 1) for word in words}
# "Статья 5", "Стаття 5", "Άρθρο 5", "Madde 5", "Artykuł 5", "Članak 5", "Článek 5"
ARTICLES = ("статья", "стаття", "άρθρο", "αρθρο", "madde", "artykuł", "članak", "článek")
# "2bis", "2 ter": clauses inserted where letters are not used
LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
# XIV, but not IIII or VX
ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
LETTERED = 1_000_000  # A.1 is (1000001, 1): the schedules A, B, C come after all numbers
KNOWN = 4096  # labels whose readings are remembered: lists everywhere begin with the same numbers
FIRST = frozenset(((1, 0), (1, 1, 0), (1, 1, 1, 0), *((LETTERED + 1, *more, 0) for more in ((), (0,), (1,), (1, 1)))))


@dataclass(frozen=True, slots=True)
class Sign:
    """One reading of a number: its `style` (what its neighbours in a list look like), place in the list, and label.

    `value` is (49, 0) for 49, (49, 1) for 49A, (4, 1, 3, 0) for 4.1.3: the last part counts inserted letters. A letter inside
    is a part of its own, after all numbers: (12, 1000001, 1, 0) for 12A.1.
    `until` is the value of the last number of several: (10, 0) for 8–10. `named` says that "§" stands before a number with
    points, which the text may leave a few hundred of out.
    """

    style: str
    value: tuple[int, ...]
    label: str
    until: tuple[int, ...] | None = None
    named: bool = False

    @property
    def first(self) -> bool:
        return self.value in FIRST

    @property
    def path(self) -> tuple[int, ...]:
        """Return what the numbers below it begin with: (12,) of 12, (12, 1000001) of 12A, a letter as it stands in A.1."""
        if self.style == "A.":
            return (LETTERED + self.value[0],)
        *numbers, inserted = self.value
        return (*numbers, LETTERED + inserted) if inserted else tuple(numbers)

    @property
    def counted(self) -> bool:
        """Tell whether it is a whole number as clauses have it: 49. or Rule 49 or § 49, not (49)."""
        return self.style in ("1.", "1)", "1:", "1", "1|", "§", "cited") or (
            len(self.style) == 3 and self.style.isalpha()
        )

    @property
    def dotted(self) -> bool:
        return self.style == "1.1"


@lru_cache(KNOWN)
def sign_of(style: str, label: str, until: str | None) -> Sign:
    """Return the one reading of a label of figures, or of several clauses that share their words."""
    if until is None:
        return Sign(style, _numbers(label), label)
    return Sign(style, _numbers(label), f"{label}–{until}", _numbers(until))


def of_word(word: str, label: str, until: str | None) -> Iterator[Sign]:
    """Yield the reading of "Rule 12": rules of one kind form a list, whatever is printed after the number."""
    letters = "art" if word.casefold() in ARTICLES else re.sub(r"[^a-z]", "", word.casefold())
    style = "cla" if letters == "cl" else letters[:3]
    if label[0].isdigit():
        yield sign_of("1.1" if "." in label else style, label, until)
    elif "." in label:  # "L. 111-2" of a French code
        yield Sign("1.1", _numbers(label.replace(" ", "").replace("\xa0", "").replace("-", ".")), label)
    elif label.casefold() in SPELT:
        yield Sign(style, (SPELT[label.casefold()], 0), label)
    else:
        if roman(label):
            yield Sign(style, (roman(label), 0), label)
        if len(label) == 1:
            yield Sign(style, (LETTERED + ord(label.upper()) - ord("A") + 1, 0), label)


def of_points(label: str, until: str | None) -> Iterator[Sign]:
    """Yield the readings of a number with points: "A.4" is of a letter, "IV.2" of a Roman number, "I.2" of either."""
    front, _, rest = label.partition(".")
    if len(front) == 1 or not front.isalpha():
        yield sign_of("1.1", label, until)
    if front.isalpha() and rest and until is None and roman(front):
        yield Sign("1.1", (roman(front), *_numbers(rest)), label)


@lru_cache(KNOWN)
def readings(label: str, opening: str, closing: str) -> tuple[Sign, ...]:
    """Return the readings of a label: as a number, as letters, as a Roman number."""
    return tuple(_read(label, opening, closing))


def _read(label: str, opening: str, closing: str) -> Iterator[Sign]:
    if label[0].isdigit():
        yield Sign(f"{opening}1{closing}", _numbers(label), label)
        return
    case = "a" if label.islower() else "A"
    letters = [ord(letter) - ord("a") + 1 for letter in label.casefold()]
    if len(letters) == 1:
        yield Sign(f"{opening}{case}{closing}", (letters[0], 0), label)
    elif len(letters) == 2:
        yield Sign(f"{opening}{case}{closing}", (letters[0], letters[1]), label)
        if letters[0] == letters[1]:
            yield Sign(f"{opening}{case}{closing}", (26 + letters[0], 0), label)
    if roman(label):
        yield Sign(f"{opening}{'i' if case == 'a' else 'I'}{closing}", (roman(label), 0), label)


def _numbers(label: str) -> tuple[int, ...]:
    """Return 4.1.3A as (4, 1, 3, 1), 2bis as (2, 1), B.4 and B4 as (1000002, 4, 0)."""
    if label[0].isalpha():
        first, _, rest = label[1:].lstrip(".").partition(".")
        return (LETTERED + ord(label[0]) - ord("A") + 1, *_numbers(f"{first}.{rest}" if rest else first))
    *above, last = label.split(".")
    return (*(part for each in above for part in _path(each)), *_inserted(last))


def _path(part: str) -> tuple[int, ...]:
    """Return (12,) of the "12" of 12.1, and (12, 1000001) of the "12A" of 12A.1."""
    number, inserted = _inserted(part)
    return (number, LETTERED + inserted) if inserted else (number,)


def _inserted(part: str) -> tuple[int, int]:
    """Return the number and what is inserted behind it: (12, 0) of 12, (12, 1) of 12A and of 12bis."""
    number, inserted = part.rstrip(LETTERS), 0
    suffix, number = part[len(number) :], number.strip()
    if suffix in LATIN:
        return int(number), LATIN.index(suffix) + 1
    for letter in "" if suffix == "er" else suffix.casefold():  # "Article 1er" is the first
        inserted = inserted * 26 + ord(letter) - ord("a") + 1
    return int(number), inserted


def roman(label: str) -> int:
    """Return the value of a Roman number, or 0."""
    match = ROMAN.fullmatch(label.casefold())
    if match is None:
        return 0
    values = [ROMAN_VALUES[letter] for letter in match.group()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def gap(before: Sign, after: Sign) -> int | None:
    """Return how many numbers are missing between two of one list: 0 if `after` is next, None if it is not later."""
    from_, to = before.until or before.value, after.value
    if len(from_) == len(to) and from_[:-2] == to[:-2]:  # 4.1.3 and 4.1.4: what follows says the same of all others
        if from_[-2] == to[-2]:
            return 0 if to[-1] == from_[-1] + 1 else None
        return to[-2] - from_[-2] - 1 + to[-1] if to[-2] > from_[-2] else None
    (*old, old_inserted), (*new, new_inserted) = from_, to
    if old == new:
        return 0 if new_inserted == old_inserted + 1 else None
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if at == len(new) or (at < len(old) and new[at] < old[at]):
        return None
    lettered = new[at] > LETTERED and (at == len(old) or old[at] < LETTERED)  # 12A.1 after 12.4
    first = new[at] - (LETTERED if lettered and at else old[at] if at < len(old) else 0) - 1
    return max(first, 0) + sum(max(part - 1, 0) for part in new[at + 1 :]) + new_inserted
