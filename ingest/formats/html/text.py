"""The words of an HTML fragment as a browser shows them: of a mail, an entry of a feed, a page.

Elements that a browser sets apart become blocks with an empty line between them; `<br>` is a line end; white space
is one space, but for `<pre>`. What is not shown (scripts, styles, comments, `hidden`, `display:none`) is left out.
Pictures are not held, so the words that their pages give for them (`alt`) stand in their place.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.formats.blocks import Block
from ingest.formats.html.reader import Reader
from ingest.formats.html.tables import Stretch

BETWEEN = "\n\n"


def read_fragment(markup: str, at: int = 0) -> tuple[str, list[Block]]:
    """Return the visible text of a fragment and its blocks, their places those of the text plus `at`."""
    text, places = set_apart(Reader(markup).read())
    return text, [Block(each.kind, start + at, end + at, each.level) for each, (start, end) in places]


def set_apart(stretches: Iterable[Stretch]) -> tuple[str, list[tuple[Stretch, tuple[int, int]]]]:
    """Return the text of stretches with an empty line between any two, and the place of each without white space around it."""
    parts: list[str] = []
    places: list[tuple[Stretch, tuple[int, int]]] = []
    length = 0
    for each in stretches:
        words = each.words
        if parts:
            parts.append(BETWEEN)
            length += len(BETWEEN)
        start = length + len(words) - len(words.lstrip())
        length += len(words)
        parts.append(words)
        places.append((each, (start, length)))
    return "".join(parts), places
