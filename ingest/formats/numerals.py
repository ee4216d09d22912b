"""Numbers as words, letters and Roman numerals: what programs set before the items of a list."""

from __future__ import annotations

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
NUMERALS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


def letters(number: int) -> str:
    """Return a, b … z, aa, ab …, as browsers count; the number itself below 1."""
    words, rest = "", number
    while rest > 0:
        rest, letter = divmod(rest - 1, 26)
        words = chr(ord("a") + letter) + words
    return words or str(number)


def doubled(number: int) -> str:
    """Return a, b … z, aa, bb …, as word processors count; the number itself below 1."""
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 20) if number > 0 else str(number)


def roman(number: int) -> str:
    """Return a number in small Roman letters, where it can be written so."""
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        words += sign * count
    return words


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th …"""
    ending = "th" if 10 < number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def named(names: tuple[str, ...], number: int) -> str:
    """Return the word for a number, as far as there is one."""
    return names[number].capitalize() if 0 < number < len(names) else str(number)
