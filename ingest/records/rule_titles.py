"""Titles of statutory instruments: printed below the number and the subject, not at the top."""

from __future__ import annotations

import re

from ingest.formats.blocks import Block
from ingest.grammar.titles import title_like

# "STATUTORY INSTRUMENTS", "SCOTTISH STATUTORY INSTRUMENTS", "STATUTORY RULES OF NORTHERN IRELAND"
SERIES = re.compile(r"\W*(?:\w+ )?STATUTORY (?:INSTRUMENTS?|RULES)\b[\w ]{0,40}\W*\Z", re.IGNORECASE)
# "The Harbour Lamps Regulations 2019", "The Harbour Lamps (Fees) (Amendment) Order 2019"
INSTRUMENT = re.compile(
    r"The .{3,150}\b(?:Regulations|Order|Rules|Scheme|Byelaws|Direction|Measure)(?: \([^()]{1,40}\)){0,2} (?:18|19|20)\d\d\Z"
)
HEAD = 12  # lines in which it stands


def instrument_title(blocks: list[Block], text: str) -> str | None:
    """Return the title of a statutory instrument, the only one in its head; None for other rules."""
    lines = [text[block.start : block.end].strip("#*_ ") for block in blocks[:HEAD]]
    if not any(SERIES.match(words) for words in lines[:3]):
        return None
    titles = {words for words in lines if title_like(words) and INSTRUMENT.match(words)}
    return titles.pop() if len(titles) == 1 else None
