"""Org files of Emacs: headings, paragraphs, items, quotations, code and tables; its settings, drawers and comments set aside.

The Org Manual, 2 and 12; the marks within a line (`*bold*`, `[[link][words]]`) stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.formats import marked_lines
from ingest.formats.blocks import Split
from ingest.formats.marked_lines import Fence, Marks

MARKS = Marks(
    # "** The kettle"
    heading=re.compile(r"(?P<level>\*{1,20})[ \t]+\S"),
    # "- It was", "+ It was", "1. It was", "a) It was"
    item=re.compile(r"(?:[-+]|\d{1,4}[.)]|[A-Za-z][.)])(?:[ \t]+\S|\Z)"),
    # "# a comment", "#+OPTIONS:", "-----", "SCHEDULED: <2019-03-12 Tue>", "CLOCK: [2019-03-12 Tue]"
    markup=re.compile(r"#(?:\Z|[ \t+])|-{5,}\Z|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<\[]"),
    # "#+TITLE: The kettle"
    value=re.compile(r"#\+(?P<key>title|author|date|language):[ \t]*(?P<value>\S.*)", re.IGNORECASE),
    fences=(
        Fence(re.compile(r"#\+begin_(?P<mark>quote|verse)\b", re.IGNORECASE), r"#\+end_@\b.*", "quote"),
        Fence(re.compile(r"#\+begin_(?P<mark>comment)\b", re.IGNORECASE), r"#\+end_@\b.*", "markup", discard=True),
        Fence(re.compile(r"#\+begin_(?P<mark>\w{1,40})", re.IGNORECASE), r"#\+end_@\b.*", "code"),
        Fence(re.compile(r":(?P<mark>PROPERTIES|LOGBOOK):\Z", re.IGNORECASE), ":end:", "markup", discard=True),
    ),
    table=re.compile(r"\|"),
)


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of an Org file and the values at its top."""
    return marked_lines.split(text, MARKS)
