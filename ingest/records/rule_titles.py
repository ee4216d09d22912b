"""Titles of statutory instruments: printed below the number and the subject, not at the top."""

from __future__ import annotations

import re

from ingest.formats.blocks import Block
from ingest.grammar.rule_names import is_named, is_named_abroad, is_named_in_the_east
from ingest.grammar.titles import title_like

# "STATUTORY INSTRUMENTS", "SCOTTISH STATUTORY INSTRUMENTS", "STATUTORY RULES OF NORTHERN IRELAND"
SERIES = re.compile(r"\W*(?:\w+ )?STATUTORY (?:INSTRUMENTS?|RULES)\b[\w ]{0,40}\W*\Z", re.IGNORECASE)
# "The Harbour Lamps Regulations 2019", "The Harbour Lamps (Fees) (Amendment) Order 2019"
INSTRUMENT = re.compile(
    r"The .{3,150}\b(?:Regulations|Order|Rules|Scheme|Byelaws|Direction|Measure)(?: \([^()]{1,40}\)){0,2} (?:18|19|20)\d\d\Z"
)
# "DIRECTIVE 2011/31/EU OF THE EUROPEAN PARLIAMENT", "Commission Implementing Regulation (EU) No 12/2014"
OF_THE_UNION = re.compile(
    r"(?:(?:council|commission|delegated|implementing|framework) ){0,3}(?:directive|regulation|decision) "
    r"(?:\((?:EU|EC|EEC|Euratom|EU, Euratom)\) )?(?:No )?\d{1,4}/\d{1,4}\b",
    re.IGNORECASE,
)
TOP = 3  # lines in which rules say what they are called
BELOW_MENU = 6  # and those abroad, below the name and the menu of a site
LONGEST = 300  # characters of a few lines
HEAD = 12  # lines in which it stands


def instrument_title(blocks: list[Block], text: str) -> str | None:
    """Return the title of a statutory instrument, the only one in its head, or of an act of the European Union.

    Of other rules it is the line near the top that calls them so: "RULE BOOK" may stand below the name of a union, or
    "BYLAWS OF THE PIER CLUB" above what the club is.
    """
    lines = [_words(block, text).strip("#*_ ") for block in blocks[:HEAD]]
    union = next((line for words in lines for line in words.splitlines()[:1] if OF_THE_UNION.match(line)), None)
    if union and title_like(union):
        return union
    if not any(SERIES.match(words) for words in lines[:3]):
        first = [line.strip("#*_ :") for words in lines[:TOP] if len(words) < LONGEST for line in words.splitlines()]
        named = next((line for line in first[:TOP] if title_like(line) and is_named(line)), None)
        below = (line.strip("#*_ :") for words in lines[TOP:BELOW_MENU] for line in words.splitlines())
        abroad = (line for line in (*first, *below) if title_like(line) and _is_named_abroad(line))
        return named or next(abroad, None)
    titles = {words for words in lines if title_like(words) and INSTRUMENT.match(words)}
    return titles.pop() if len(titles) == 1 else None


def _words(block: Block, text: str) -> str:
    """Return the words of a block, those of a heading on one line."""
    words = text[block.start : block.end]
    return " ".join(words.split()) if block.kind == "heading" else words


def _is_named_abroad(line: str) -> bool:
    """Tell a title in another language: of three words at least, where it has blanks between them."""
    return is_named_in_the_east(line) or (line.count(" ") > 1 and is_named_abroad(line))
