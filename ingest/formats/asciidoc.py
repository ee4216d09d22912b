"""AsciiDoc: headings, paragraphs, items, quotations, code and tables; attributes, anchors and comments set aside.

AsciiDoc Language (Eclipse), as far as lines tell what they are. Nothing is included; the marks within a line stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.formats import marked_lines
from ingest.formats.blocks import Block, Split
from ingest.formats.marked_lines import Fence, Marks

MARKS = Marks(
    # "== The kettle", "## The kettle"
    heading=re.compile(r"(?P<level>={1,6}|#{1,6})[ \t]+\S"),
    # "* It was", "** It was", "- It was", ". It was", "1. It was", "a. It was", "<1> It was", "Kettle:: It was", "Shelf;;"
    item=re.compile(
        r"(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[A-Za-z]\.|<\d{1,3}>)[ \t]+\S|[^\s:;][^:;\n]{0,120}(?::{2,4}|;;)(?=[ \t]|\Z)"
    ),
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
    # "The kettle" above "----------"
    under="=-~^+",
)
# "Ada Quill <ada@quay.example>" below the title, and below it "v1.2, 18 January 2011: as agreed"
AUTHOR = re.compile(r"(?P<author>[^\W\d_][^<>\n]{1,80}?) <[^<>\s]{5,200}>\Z")
REVISION = re.compile(r"v?\d[\w.]{0,12}, (?P<date>[^:\n]{6,30})(?::.{0,200})?\Z")
NAMES = {"revdate": "date", "lang": "language", "doctitle": "title"}


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of an AsciiDoc text and the values at its top."""
    found = marked_lines.split(text, MARKS)
    said = {NAMES.get(key, key): value for key, value in found.front_matter.items()}
    return Split(found.blocks, _head(found.blocks, text) | said)


def _head(blocks: list[Block], text: str) -> dict[str, str]:
    """Return the author and the day of the revision, which stand right below the title."""
    words = [each for each in blocks if not each.discard][:2]
    if len(words) < 2 or words[0].kind != "heading" or words[0].level > 1:
        return {}
    lines = text[words[1].start : words[1].end].splitlines()
    author = AUTHOR.match(lines[0].strip())
    revision = REVISION.match(lines[1].strip()) if author and len(lines) > 1 else None
    return (author.groupdict() if author else {}) | (revision.groupdict() if revision else {})
