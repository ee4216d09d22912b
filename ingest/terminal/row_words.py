"""How many rows a table has, in words: "1 blog post", "2 people"."""

from __future__ import annotations

import re


def row_words(table: str, count: int) -> str:
    """Return a count and what the rows of a table are called."""
    words = table.replace("_", " ")
    if count == 1:
        words = "person" if words == "people" else re.sub("ies$", "y", words).removesuffix("s")
    return f"{count:,} {words}"
