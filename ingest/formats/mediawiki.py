"""Pages of a wiki as they are written (MediaWiki): headings, paragraphs, items, code and tables; comments and categories set aside.

The marks within a line (`''words''`, `[[page|words]]`), and templates, stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.formats import marked_lines
from ingest.formats.blocks import Split
from ingest.formats.marked_lines import Fence, Marks

MARKS = Marks(
    # "== The kettle =="
    heading=re.compile(r"(?P<level>={1,6})(?!=).*(?P=level)\Z"),
    # "* It was", "#: It was", "; kettle : a vessel"
    item=re.compile(r"[*#:;]{1,9}[ \t]*[^\s*#:;]"),
    # "<!-- a comment -->", "__NOTOC__", "----", "[[Category:Kettles]]"
    markup=re.compile(r"<!--(?:[^-]|-(?!->)){0,2000}-->\Z|__[A-Z]{2,30}__\Z|-{4,}\Z|\[\[Category:[^\]\n]{1,300}\]\]\Z"),
    value=re.compile(r"\{\{(?P<key>DISPLAYTITLE):(?P<value>[^{}\n]{1,300})\}\}\Z"),
    fences=(
        Fence(re.compile(r"<(?P<mark>pre|syntaxhighlight|source)\b[^<>\n]{0,300}>\Z", re.IGNORECASE), "</@>", "code"),
        Fence(re.compile(r"<(?P<mark>blockquote)>\Z", re.IGNORECASE), "</@>", "quote"),
        Fence(re.compile(r"\{\|"), r"\|\}.*", "table"),
    ),
)


def split(text: str, include: Collection[str] = ()) -> Split:  # noqa: ARG001
    """Return the blocks of a page of a wiki and the title that it gives itself."""
    found = marked_lines.split(text, MARKS)
    title = found.front_matter.get("displaytitle")
    return Split(found.blocks, {"title": title} if title else {}, slanted=True)
