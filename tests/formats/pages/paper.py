"""Paper for tests: invented words set into lines and pages, with the furniture that pages have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from textwrap import wrap

SAID = """\
the kettle in the packing hall was returned to its shelf on Monday night, which nobody had expected of the works council;
it had stood beside the scales for eleven years until somebody took it away with its flex and its saucer of scale"""
WORDS = SAID.split()

Furnish = Callable[[int, list[str]], list[str]]


def sentence(seed: int, words: int) -> str:
    """Return a sentence of so many words, another one for each seed."""
    chosen = [WORDS[(seed * 7 + n * (1 + seed % 3)) % len(WORDS)].strip(",;") for n in range(words)]
    return " ".join(chosen).capitalize() + f" in room b{seed}."


def paragraphs(count: int, words: int = 60) -> list[str]:
    """Return so many different paragraphs of four sentences."""
    return [" ".join(sentence(4 * n + k, words // 4) for k in range(4)) for n in range(count)]


def set_on_pages(texts: Sequence[str], lines: int, width: int = 64) -> list[list[str]]:
    """Return the lines of each page: paragraphs apart by an empty line, none of which stands at the edge of a page."""
    whole: list[str] = []
    for text in texts:
        whole += [*wrap(text, width), ""]
    pages = [whole[n : n + lines] for n in range(0, len(whole) - 1, lines)]
    return [_trimmed(page) for page in pages]


def _trimmed(page: list[str]) -> list[str]:
    while page and not page[0]:
        page = page[1:]
    while page and not page[-1]:
        page = page[:-1]
    return page


def printed(pages: Sequence[list[str]], furnish: Furnish, between: str = "\f") -> str:
    """Return the text of pages, furniture and all; `between` is what parts them."""
    return between.join("\n".join(furnish(n, page)) + "\n" for n, page in enumerate(pages, 1))


def joined(text: str) -> str:
    """Return a text with one blank between its words."""
    return " ".join(text.split())
