"""AsciiDoc: headings, paragraphs, items, quotations, code and tables; attributes, anchors and comments set aside.

AsciiDoc Language (Eclipse), as far as lines tell what they are. Nothing is included; the marks within a line stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.formats import marked_lines
from ingest.formats.blocks import Split
from ingest.formats.marked_lines import Fence, Marks

MARKS = Marks(
    # "== The kettle", "## The kettle"
    heading=re.compile(r"(?P<level>={1,6}|#{1,6})[ \t]+\S"),
    # "* It was", "** It was", "- It was", ". It was", "1. It was", "a. It was", "<1> It was"
    item=re.compile(r"(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[A-Za-z]\.|<\d{1,3}>)[ \t]+\S"),
    # "// a comment", "[quote, Ada]", "[[anchor]]", "include::day.adoc[]", "'''", "<<<", "+", "====", "****", "--"
    markup=re.compile(
        r"//(?!/)|\[[^\]\n]{0,300}\]\Z|\[\[[^\]\n]{0,300}\]\]\Z|(?:include|ifdef|ifndef|ifeval|endif|toc|image|video|audio)::[^\[\]\n]{0,1000}\[.*\]\Z|"
        r"'{3}\Z|<{3}\Z|\+\Z|={4,}\Z|\*{4,}\Z|--\Z|:!?[\w-]{1,80}!?:(?:[ \t].*|\Z)"
    ),
    # ":author: Ada Quill"
    value=re.compile(r":(?P<key>author|revdate|date|lang|language|doctitle):[ \t]+(?P<value>\S.*)", re.IGNORECASE),
    fences=(
        Fence(re.compile(r"(?P<mark>/{4,})\Z"), "@", "markup", discard=True),
        Fence(re.compile(r"(?P<mark>(?:-{4,}|\.{4,}|\+{4,})(?=\Z)|`{3})"), "@", "code"),
        Fence(re.compile(r"(?P<mark>_{4,})\Z"), "@", "quote"),
        Fence(re.compile(r"(?P<mark>[|,:!]={3,})\Z"), "@", "table"),
    ),
)
NAMES = {"revdate": "date", "lang": "language", "doctitle": "title"}


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of an AsciiDoc text and the values at its top."""
    found = marked_lines.split(text, MARKS)
    said = {NAMES.get(key, key): value for key, value in found.front_matter.items()}
    return Split(found.blocks, said)
