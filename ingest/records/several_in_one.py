"""Several documents of one kind in one text: cuttings, editions of the same rules, minutes of meetings, witness statements."""

from __future__ import annotations

from ingest.formats.blocks import Block
from ingest.records.cuttings import FEWEST, cuttings
from ingest.records.editions_in_one import editions
from ingest.records.minutes_in_one import meetings
from ingest.records.parts import Given
from ingest.records.statements_in_one import statements

# of whose documents each has a title and a date of its own, whatever is declared of them all
APART = ("minutes", "witness statement")
DIVIDED = (None, "article", "rules", *APART)  # what may be declared of a text that is looked at for several


def starts_of(kind: str, blocks: list[Block], given: Given) -> list[int]:
    """Return the indexes of the blocks with which several documents begin, where a text of this kind holds several; none where it is one."""
    if kind == "rules":
        found = editions(blocks, given.text)
    elif kind == "minutes":
        found = meetings(blocks, given.text, given.declaration.hints.date_order)
    elif kind == "witness statement":
        found = statements(blocks, given.text)
    else:
        found = cuttings(blocks, given)
    return found if len(found) >= FEWEST else []
