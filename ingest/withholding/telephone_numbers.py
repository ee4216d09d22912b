"""Telephone numbers, which are private wherever they stand unless they are those of a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.digits import DIGIT

# what may stand between the digits of a number: white space of every width, brackets, full stops, dashes, a slash
SIGNS = r"[ \u00a0\u2007\u2009\u202f().\-‐‑‒–/]{0,3}"
# seven digits and more: "44 (0)20 7946 0018", "07700-900123", "12345 – 07700 900123"; a regex that begins with a digit is
# looked for ten times as fast as one that may begin with a sign
RUN = re.compile(rf"{DIGIT}(?<![\d_].)(?:{SIGNS}\d){{6,}}(?!\w)")
# "T0161 496 0018", "tel020 7946 0018", "M: +44…" without a space: a letter before a number says what it is, or makes it a reference
LETTERS = re.compile(r"[^\W\d_]+\Z")
SAYS_NUMBER = frozenset((
    "t", "f", "m", "p", "h", "w", "o", "d", "tel", "tels", "fax", "mob", "ph", "tlf", "tél", "telephone", "telefax",
    "phone", "mobile", "cell", "direct", "office", "home", "work",
))  # fmt: skip
LONGEST_LABEL = 10  # letters
# A cheap look before that dear one, at the bytes of a text in UTF-8: every digit of ours made a 0, and what may stand between
# two digits taken away, with everything that is not ASCII but the first bytes of the digits of other scripts
FEWEST_DIGITS = b"0" * 7
OF_OTHER_SCRIPTS = b"\xd9\xdb\xdf\xe0\xe1\xea\xef\xf0"
ONE_DIGIT = bytes.maketrans(b"123456789" + OF_OTHER_SCRIPTS, b"0" * 9 + b"\xf0" * len(OF_OTHER_SCRIPTS))
BETWEEN = b" ().-/" + bytes(byte for byte in range(0x80, 0x100) if byte not in OF_OTHER_SCRIPTS)
# "+", "((", "(+" before it
LEAD = re.compile(r"(?<![\d_])[+(]{1,2}\Z")
# "+44", "(020", "7946": the groups of a run
GROUP = re.compile(r"[+(]*(?P<digits>\d+)")
# "ISBN 0198526636", "ISBN-10: 0 19 …"
BEFORE_A_BOOK = re.compile(r"\bISBN(?:-1[03])?:?\s?\Z", re.IGNORECASE)
# "DTSTART;VALUE=DATE:20190503", "UNTIL=20190628": a day in a calendar, which eight digits of a telephone may be elsewhere
BEFORE_A_DAY = re.compile(r"\b(?:VALUE=DATE:|DT(?:START|END):|DUE:|UNTIL=)\Z")
A_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![ ().\-\d])")
# Of the numbers that Ofcom keeps for drama, those that count as never given out: 07700 900xxx and 01632 960xxx.
DRAMA = re.compile(r"(?:7700900|1632960)\d{3}")
COUNTRY = re.compile(r"(?:\+|00)44(?:0(?=\d{9}))?|0")
MOST_DIGITS = 17  # 00, the fifteen digits of ITU-T E.164
# numbers of services that anyone is meant to call are not private
PUBLIC = ("TOLL_FREE", "SHARED_COST", "PREMIUM_RATE", "UAN", "VOICEMAIL")


def is_region(code: str) -> bool:
    """Tell whether a country has this code, so that its telephone numbers are known."""
    if code == "GB":
        return True
    import phonenumbers  # noqa: PLC0415 # it takes long to load, and few archives are of another country

    return code in phonenumbers.SUPPORTED_REGIONS


def telephone_numbers(text: str, region: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every private telephone number; `region` is where they are dialled, as GB."""
    for run in RUN.finditer(text) if _may_have_run(text) else ():
        lead = LEAD.search(text, max(0, run.start() - 3), run.start())
        sure = lead is not None and ("(" in lead[0] or not _is_in_word(text, lead.start()))
        start = lead.start() if lead and sure else run.start()
        if not sure and _is_in_word(text, start):
            continue
        groups = list(GROUP.finditer(text, start, run.end()))
        first = 0
        while first < len(groups):
            last = _number(text, groups, first, region)
            if last is not None:
                yield groups[first].start(), groups[last].end()
            first = first + 1 if last is None else last + 1


def _is_in_word(text: str, start: int) -> bool:
    """Tell whether letters stand right before a place, unless they say that a number follows: "T0161 496 0018"."""
    if not text[max(0, start - 1) : start].isalpha():
        return False
    letters = LETTERS.search(text, max(0, start - LONGEST_LABEL - 2), start)
    label = letters[0].casefold() if letters else ""
    # what stands right before the letters makes them part of something longer, as in "B2T0161"
    return label not in SAYS_NUMBER or text[max(0, start - len(label) - 1) : start - len(label)].isalnum()


def _may_have_run(text: str) -> bool:
    digits = text.encode("utf-8", "surrogatepass").translate(ONE_DIGIT, BETWEEN)
    return FEWEST_DIGITS in digits or b"\xf0" in digits


def _number(text: str, groups: list[re.Match[str]], first: int, region: str) -> int | None:
    """Return the index of the group that ends the number which the group `first` begins; the longest is taken."""
    if not _begins(groups[first], region):
        return None
    least, most = (10, 11) if _is_british(groups[first], region) else (7, MOST_DIGITS)
    count, ends = 0, []
    for index in range(first, len(groups)):
        count += len(groups[index]["digits"])
        if count > most:
            break
        if count >= least:
            ends.append(index)
    start = groups[first].start()
    if BEFORE_A_BOOK.search(text, max(0, start - 12), start):
        return None
    if A_DAY.match(text, start) and BEFORE_A_DAY.search(text, max(0, start - 12), start):
        return None
    return next((each for each in reversed(ends) if _private(text[start : groups[each].end()], region)), None)


def _begins(group: re.Match[str], region: str) -> bool:
    """Tell whether a number may begin so. British ones have their 0 or +44: other digits are references and sums."""
    if group[0].startswith(("+", "(+")) or group["digits"].startswith("00"):
        return True
    return region != "GB" or (group["digits"].startswith("0") and len(group["digits"]) > 2)


def _is_british(group: re.Match[str], region: str) -> bool:
    """Tell whether a number is dialled as in Britain: 0 and nine or ten digits."""
    return region == "GB" and not group[0].startswith(("+", "(+")) and not group["digits"].startswith("00")


def _private(words: str, region: str) -> bool:
    import phonenumbers  # noqa: PLC0415 # it takes long to load, and few texts have a number

    digits = re.sub(r"[^+\d]", "", words)
    if DRAMA.fullmatch(COUNTRY.sub("", digits, count=1)):
        return True
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(number))
    return phonenumbers.is_valid_number(number) and kind not in PUBLIC
