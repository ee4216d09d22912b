"""Lines of a text that are worth a look: those that hold a sign, found without looking at the others."""

from __future__ import annotations

from collections.abc import Iterator


def lines_with(words: str, text: str) -> Iterator[int]:
    """Yield where each line begins that holds `words`; a line ends with a line feed."""
    at = text.find(words)
    while at >= 0:
        yield text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        at = text.find(words, end) if end >= 0 else -1
