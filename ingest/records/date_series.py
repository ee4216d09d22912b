"""Series of date headings: which lines of a source are the dates of its entries, and which day each of them is.

What one line leaves open the others may settle: the order of day and month, the year that stands once above, the century.
Only what is certain is taken, and the basis says from where.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import DateHeading, may_be, read_date_heading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.digits import DIGIT
from ingest.grammar.edtf import DateWords, complete
from ingest.records.parts import Given

# 1998, 2019
FULL_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# 5/3/2019, 05.03.19: a date whose day and month could change places; never 2019-03-05
OF_NUMBERS = re.compile(r"(?<!\d)\d\d?[-/.]\d\d?[-/.]\d")
# "5/3" of 5/3/2019, "’19": without one of them no date is uncertain
UNCERTAIN = re.compile(rf"{DIGIT}(?:[-/.]\d|\d(?<=['’‘]\d\d))")
ORDERS = ("dmy", "mdy")
# what a date heading is when two styles of them stand in a source equally often
PREFERRED = ("heading", "marked", "plain", "labelled", "ended")

LONGEST_LISTED = 40  # characters of a date behind a bullet
FEWEST = 3  # dates that say something together
HALF_A_YEAR = 6  # months
STILL_TO_COME = 2069  # the first year that two digits never mean (POSIX, strptime): nobody has written in it
DECLARE_ORDER = "day and month could be either way round; declare hints: date_order"


@dataclass(frozen=True, slots=True)
class Heading:
    """A date heading and the index of its block; `date` (EDTF) is None where it is not certain, and `fault` says why.

    One that is no day, but a year or a month above days, has neither.
    """

    index: int
    line: DateHeading
    date: str | None = None
    basis: str = "date heading"
    fault: str | None = None

    @property
    def is_day(self) -> bool:
        return self.line.is_day


def date_headings(blocks: list[Block], given: Given) -> list[Heading]:
    """Return the lines that are dates of entries, each with what is certain of its day; none if no day is read."""
    found = _series(blocks, given)
    return found if any(each.is_day and each.fault != DECLARE_ORDER for each in found) else []


def _series(blocks: list[Block], given: Given) -> list[Heading]:
    order = given.declaration.hints.date_order
    found = _with_context(_in_style(list(_candidates(blocks, given, order)), blocks), blocks, given)
    if order is None and any(each.line.date.flag and each.line.date.day is None for each in found):
        return list(_resolved(*_ordered(found, blocks, given), given))
    return list(_resolved(found, "date heading", given))


def either_way(blocks: list[Block], given: Given) -> Iterator[tuple[str, int, int]]:
    """Propose the order of day and month for dates of numbers that stand alone above prose."""
    if given.declaration.kind not in (None, "blog post") or not any(_may_be_uncertain(each, given) for each in blocks):
        return
    found = _series(blocks, given)
    headings = [each for each in found if any(map(is_prose, blocks[each.index + 1 : each.index + 3]))]
    if len(headings) >= 2 and all(each.fault == DECLARE_ORDER for each in found if each.is_day):
        block = blocks[headings[0].index]
        yield f"these lines may be the dates of posts, but {DECLARE_ORDER}", block.start, block.end


def _may_be_uncertain(block: Block, given: Given) -> bool:
    return may_be(given.text, block.start, block.end) and bool(UNCERTAIN.search(given.text, block.start, block.end))


def is_prose(block: Block) -> bool:
    """Tell a paragraph of some length from a line."""
    return block.end - block.start > 60 and block.kind not in ("heading", "table", "code")


def _candidates(blocks: list[Block], given: Given, order: str | None) -> Iterator[Heading]:
    for index, block in enumerate(blocks):
        if not may_be(given.text, block.start, block.end) or block.kind not in ("heading", "paragraph", "list item"):
            continue
        words = given.words(block)
        # "12. März 2019" begins as a numbered item does; "* 12 March 2019" is no item, if it says no more
        listed = block.kind == "list item" and not words[0].isdigit()
        if listed and len(words) > LONGEST_LISTED:
            continue
        line = read_date_heading(words, order, titled=block.kind == "heading")
        if line and not (listed and (line.title or not line.is_day)):
            yield Heading(index, line)


def _in_style(found: list[Heading], blocks: list[Block]) -> list[Heading]:
    """Return the headings of the style in which most of the days stand; a year and a month stand in any.

    Dates at the ends of lines are those of the entries only where no others are: they may as well be those of what is cited.
    """
    others = [each for each in found if each.line.style != "ended"]
    found = others if any(each.is_day for each in others) else found

    def style(each: Heading) -> tuple[str, int]:
        block = blocks[each.index]
        return ("heading", block.level) if block.kind == "heading" else (each.line.style, 0)

    counts = Counter(style(each) for each in found if each.is_day)
    if len(counts) < 2:
        return found
    usual = max(counts, key=lambda each: (counts[each], -PREFERRED.index(each[0]), -each[1]))
    return [each for each in found if not each.is_day or style(each) == usual]


def _with_context(found: list[Heading], blocks: list[Block], given: Given) -> list[Heading]:
    """Return the days with a year, or below one; and the years and months that stand right above a day."""
    kept: list[Heading] = []
    below: int | None = None
    for each in reversed(found):
        if each.is_day or below == each.index + 1:
            kept.append(each)
            below = each.index
    kept.reverse()
    days = [each for each in kept if each.is_day]
    dated = [each for each in days if each.line.date.year]
    bare = [each for each in days if not each.line.date.year]
    if not bare:
        return days
    if given.declaration.hints.year:
        return kept
    if any(not each.is_day and each.line.date.year for each in kept):
        return kept
    named = [each for each in bare if each.line.date.weekday is not None and each.line.date.month]
    begins = dated and days[0] is dated[0] and len(named) > len(dated) and len(named) >= FEWEST - 1
    if begins and all(any(map(is_prose, blocks[each.index + 1 : each.index + 3])) for each in named):
        return [each for each in days if each in dated or each in named]
    return dated


def _ordered(found: list[Heading], blocks: list[Block], given: Given) -> tuple[list[Heading], str]:
    """Return the headings read in the order of day and month that fits them all, and the basis of that order."""
    lines = {order: [_again(each, blocks, given, order) for each in found] for order in ORDERS}
    fits = [{order for order in ORDERS if _is_day(lines[order][n])} for n, each in enumerate(found) if each.is_day]
    left = set(ORDERS).intersection(*(each for each in fits if each))
    if not left:
        return found, "date heading"
    read = {
        order: [replace(each, line=line or each.line) for each, line in zip(found, lines[order], strict=True)]
        for order in ORDERS
    }
    basis = "date heading, day and month told by the other dates"
    if len(left) == 2:
        left = {order for order in ORDERS if _follows(read[order])}
        basis = "date heading, day and month told by the order of the posts"
    return (read[left.pop()], basis) if len(left) == 1 else (found, "date heading")


def _again(each: Heading, blocks: list[Block], given: Given, order: str) -> DateHeading | None:
    block = blocks[each.index]
    return read_date_heading(given.words(block), order, titled=block.kind == "heading") if each.is_day else each.line


def _is_day(line: DateHeading | None) -> bool:
    return line is not None and line.date.edtf is not None and line.date.day is not None and line.date.consistent


def _follows(headings: list[Heading]) -> bool:
    """Tell whether three different days and more run in one direction."""
    days = [each.line.date.edtf for each in headings if each.is_day and each.line.date.edtf]
    if len(set(days)) < FEWEST:
        return False
    return all(a <= b for a, b in pairwise(days)) or all(a >= b for a, b in pairwise(days))


def _resolved(found: list[Heading], basis: str, given: Given) -> Iterator[Heading]:
    """Yield each heading with its day, the year and the month from above where it prints none."""
    years = _full_years(found, given)
    turning = _turning(found)
    year = month = None
    near: str | None = None
    for each in found:
        date = each.line.date
        if not each.is_day:
            year, month = date.year or year, date.month if date.month else None
            yield each
            continue
        if date.flag and date.day is None:
            yield replace(each, fault=DECLARE_ORDER)
            continue
        made = replace(each, basis=basis if OF_NUMBERS.search(date.words) else "date heading")
        if date.year is None:
            made = _with_year(made, given.declaration.hints.year, year, month, near, each.index in turning)
        elif date.flag == BY_CONVENTION:
            made = _with_century(made, years)
        made = _checked(made)
        near = made.date or near
        yield made


def _with_year(
    each: Heading, declared: int | None, year: int | None, month: int | None, near: str | None, turns: bool
) -> Heading:
    date = each.line.date
    if date.month is None and month:
        date = replace(date, month=month)
    if declared or year:
        full = year or declared or 0
        last = (full, *date.last[1:]) if date.last else None
        date = replace(date, year=full, last=last)
        basis = "date heading, year from the heading above" if year else "date heading, year declared"
        if year and turns and date.weekday is None:
            fault = f"“{date.words}” does not follow on the days around it, so the year {full} above may not be its own"
            return replace(each, line=replace(each.line, date=date), fault=fault + "; declare it under hints: posts:")
        checked = ", checked against the weekday" if year and date.weekday is not None else ""
        return replace(each, line=replace(each.line, date=date), basis=basis + checked)
    edtf, _ = complete(date, near)
    if edtf is None or date.weekday is None:
        return replace(each, fault=f"“{date.words}” prints no year; declare it under hints: year:")
    return replace(each, date=edtf, basis="date heading, year from the date above, checked against the weekday")


def _with_century(each: Heading, years: set[int]) -> Heading:
    """Return a heading of a two-digit year with the century that its weekday, or a year printed in full, leaves."""
    date = each.line.date
    fits, basis = _by_weekday(date), "century checked against the weekday"
    if len(fits) != 1:
        fits = [full for full in _centuries(date) if full in years]
        basis = "century from the other years of the source"
    if not fits and date.weekday is None and len(_centuries(date)) == 1:
        fits, basis = _centuries(date), "the century in which such a year has been"
    if len(fits) != 1:
        fault = f"the year of “{date.words}” is printed with two digits; declare its century under hints: year:"
        return replace(each, fault=fault)
    line = replace(each.line, date=replace(date, year=fits[0], flag=None))
    return replace(each, line=line, basis=f"{each.basis}, {basis}")


def _centuries(date: DateWords) -> list[int]:
    """Return what a year of two digits may be in full, in the twentieth century or as far as the twenty-first has come."""
    return [full for by in (-100, 0, 100) if 1900 <= (full := (date.year or 0) + by) < STILL_TO_COME]


def _by_weekday(date: DateWords) -> list[int]:
    if date.weekday is None:
        return []
    return [full for full in _centuries(date) if replace(date, year=full, flag=None).consistent]


def _checked(each: Heading) -> Heading:
    date = each.line.date
    if each.fault or each.date:
        return each
    if date.edtf and date.consistent:
        return replace(each, date=date.edtf)
    fault = "the weekday is not that of the date" if date.edtf else "there is no such day as"
    return replace(each, fault=f"{fault} “{date.words}”; declare a correction, or the post has no date")


def _full_years(found: list[Heading], given: Given) -> set[int]:
    """Return the years that the source prints in full, or tells by a weekday, if a date of it has a year of two digits."""
    short = [each.line.date for each in found if each.line.date.flag == BY_CONVENTION]
    if not short:
        return set()
    if declared := given.declaration.hints.year:
        return set(range(declared // 100 * 100, declared // 100 * 100 + 100))
    told = [years[0] for date in short if len(years := _by_weekday(date)) == 1]
    return {*told, *(int(match.group()) for match in FULL_YEAR.finditer(given.text))}


def _turning(found: list[Heading]) -> set[int]:
    """Return the indexes of days without a year, below a year, that run both ways and leap: another year may have begun."""
    groups: list[list[Heading]] = [[]]
    for each in found:
        if not each.is_day and each.line.date.year and not each.line.date.month:
            groups.append([])
        elif each.is_day and each.line.date.month and each.line.date.year is None:
            groups[-1].append(each)
    turning: set[int] = set()
    for group in groups:
        days = [(each.line.date.month or 0, each.line.date.day or 0) for each in group]
        steps = [(a, b) for a, b in pairwise(days) if a != b]
        both_ways = any(a > b for a, b in steps) and any(a < b for a, b in steps)
        if both_ways and any(abs(a[0] - b[0]) >= HALF_A_YEAR for a, b in steps):
            turning |= {each.index for each in group}
    return turning
