"""Properties of a page that Notion exported: lines of keys in one paragraph, right below the title."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.formats.blocks import Block

# "Created: 12 September 2024 18:02"
PROPERTY = re.compile(r"(?P<key>[A-Z][\w ()/-]{0,40}): (?P<value>\S.*)")
# keys that Notion itself makes, or that a table of posts has
SURE = frozenset(
    (
        "created",
        "created time",
        "created by",
        "last edited",
        "last edited time",
        "last edited by",
        "tags",
        "status",
        "publish date",
    )
)
FEWEST = 2  # properties
LONGEST = 4_000  # characters


def properties(blocks: list[Block], text: str) -> tuple[dict[str, str], list[Block]]:
    """Return the properties below the title of a page, two and more, one of which is of Notion, and the blocks with them as front matter.

    There are none where other words stand there.
    """
    title = next((n for n, block in enumerate(blocks[:2]) if block.kind == "heading" and block.level == 1), None)
    lines = blocks[title + 1] if title is not None and title + 1 < len(blocks) else None
    if lines is None or lines.kind != "paragraph" or lines.end - lines.start > LONGEST:
        return {}, blocks
    words = text[lines.start : lines.end]
    found = [PROPERTY.fullmatch(line.strip()) for line in words.splitlines()] if ": " in words else []
    said = {match["key"].casefold(): match["value"] for match in found if match}
    if not len(said) == len(found) >= FEWEST or SURE.isdisjoint(said):
        return {}, blocks
    return said, [replace(block, kind="front matter", discard=True) if block is lines else block for block in blocks]
