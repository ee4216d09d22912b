"""Paragraphs of someone else's text, each in the marks of who repeats it."""

from __future__ import annotations

import re

# what stands between blank lines
PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t\r]*\n))*")
OPENING, CLOSING = "“‘„«\"'", "”’»\"'"


def unwrapped(text: str) -> str:
    """Return a text, as long as before, without the marks that its quoter put around each paragraph, if each begins with one."""
    letters = list(text)
    for match in PARAGRAPH.finditer(text):
        words = match.group().rstrip()
        if words[0] not in OPENING:
            return text
        letters[match.start()] = " "
        if words[-1] in CLOSING:
            letters[match.start() + len(words) - 1] = " "
    return "".join(letters)


def paragraphs(text: str) -> list[str]:
    """Return what stands between blank lines."""
    return [match.group().strip() for match in PARAGRAPH.finditer(text)]
