"""A name and a day on two lines near the top of a text, as papers print them where they do without "By"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.grammar.bylines import read_bare
from ingest.grammar.date_headings import LONGEST_ALONE, behind_time, read_date_heading
from ingest.grammar.dates import A_DIGIT
from ingest.grammar.day_of_what import INVITES
from ingest.grammar.edtf import DateWords
from ingest.grammar.foreign_dates import leading_date
from ingest.grammar.furniture import is_of_web_page
from ingest.grammar.mastheads import is_masthead, is_section
from ingest.grammar.names import UPPER
from ingest.grammar.titles import title_like

SHORTEST_PROSE = 80  # characters
# "Valencia, 14 de marzo", "Porto Velho, 3 de maio de 2014": the place and the day of a report
PLACE = re.compile(rf"[{UPPER}][\w.’'-]+(?: [\w.’'-]+){{0,3}}[,.]\s+(?=\d{{1,2}}\s+(?:de\s|d[’']))")


def is_day(words: str) -> bool:
    """Tell a line that is a day with its year, and a time at most."""
    if len(words) > LONGEST_ALONE:
        return False
    line = read_date_heading(words)
    return bool(
        line and line.is_day and line.date.year and line.style == "plain" and not line.title and not line.author
    )


def is_minute(words: str) -> bool:
    """Tell such a line that prints the time: only papers and web pages do."""
    line = read_date_heading(words) if is_day(words) else None
    return line is not None and behind_time(words, line.date.end) > line.date.end


def place_and_day(words: str) -> DateWords | None:
    """Return the day of "Valencia, 14 de marzo", alone on a line; places are those of the date itself."""
    place = PLACE.match(words) if len(words) <= LONGEST_ALONE else None
    date = leading_date(words[place.end() :]) if place else None
    return date if place and date and not words[place.end() + date.end :].strip(" .") else None


def is_headed(lines: Sequence[str]) -> bool:
    """Tell whether a headline may stand among some lines: not the name of a paper, or of its section."""
    return any(title_like(words) and not (is_masthead(words) or is_section(words) or is_day(words)) for words in lines)


def is_signed(lines: Sequence[str]) -> bool:
    """Tell an article by a name beside its day, below a title and above prose: the day with a time or a place, or a paper near them.

    The day of a concert is none.
    """
    near = [n for n, pair in enumerate(pairwise(lines)) if any(map(_may_be_day, pair))]
    printed = bool(near) and any(map(is_masthead, lines))
    return any(_is_signed(lines, n, printed) for n in near) and not any(map(INVITES.search, lines))


def _is_signed(lines: Sequence[str], n: int, printed: bool) -> bool:
    """Tell whether a line and the one below it are a name and its day."""
    above, below = lines[n : n + 2]
    if not _is_above_prose(lines[n + 2 :]):
        return False
    if n and read_bare(above) and (place_and_day(below) or is_minute(below) or (printed and is_day(below))):
        return True
    return bool(read_bare(below) and (is_minute(above) or (printed and is_day(above))) and is_headed(lines[:n]))


def _may_be_day(words: str) -> bool:
    """Tell in a moment most lines that are no day."""
    return len(words) <= LONGEST_ALONE and A_DIGIT.search(words) is not None


def _is_above_prose(lines: Sequence[str]) -> bool:
    """Tell whether a paragraph stands first among some lines, but for the name of a paper and "Share": not the venue of a meeting."""
    first = next((words for words in lines if not (is_masthead(words) or is_of_web_page(words))), "")
    return len(first) >= SHORTEST_PROSE
