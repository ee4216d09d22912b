"""Markdown told apart from prose: paragraphs that can be nothing else are not sent through the parser.

A paragraph each line of which begins with a letter or a quotation mark in the first column, with empty lines around it, opens
nothing, goes on with nothing, and ends every list and quote above it (CommonMark 0.31, 4.8 and 5). Only a fence or a
comment that is still open holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.formats.markdown_places import Leaf, Places

# what may stand in the first column of such a line, besides letters
OPENING = frozenset("“‘\"'(")
STANDS_FOR_PROSE = "prose"  # a line of it, set below lines of Markdown to see whether they hold it

# a Markdown text -> its leaves, and the lines that define links
Parse = Callable[[str], tuple[list[Leaf], set[int]]]


def leaves_of(text: str, lines: Places, parse: Parse) -> tuple[list[Leaf], set[int]]:
    """Return the leaves of `text` in these lines, as the parser would find them, and the lines that define links."""
    leaves: list[Leaf] = []
    definitions: set[int] = set()
    here = 0  # the first line that is not read
    for first, last in [*_prose(text, lines), (len(lines), len(lines))]:
        end = first
        if here < end and text[lines[here][0] : lines[end - 1][1]].strip(" \t\r\n"):
            found, defined = _parsed(text, lines, here, end, parse)
            if end < len(lines) and not _is_free(found, end - here):
                end = len(lines)
                found, defined = _parsed(text, lines, here, end, parse)
            within = (leaf for leaf in found if leaf.first < end - here)
            leaves += [leaf._replace(first=leaf.first + here, last=leaf.last + here) for leaf in within]
            definitions |= {line + here for line in defined}
        if end == len(lines):
            break
        leaves.append(Leaf("paragraph", 0, first, last, text[slice(*lines[first])], ""))
        here = last
    return leaves, definitions


def _prose(text: str, lines: Places) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that can be nothing else: the first line, and the one behind the last."""
    first: int | None = None
    is_prose = False
    for n, (start, end) in enumerate(lines):
        if start == end or not text[start:end].strip(" \t"):
            if is_prose and first is not None:
                yield first, n
            first = None
        elif first is None:
            first, is_prose = n, _opens_nothing(text[start])
        else:
            is_prose = is_prose and _opens_nothing(text[start])
    if is_prose and first is not None:
        yield first, len(lines)


def _opens_nothing(sign: str) -> bool:
    return sign.isalpha() or sign in OPENING


def _parsed(text: str, lines: Places, first: int, end: int, parse: Parse) -> tuple[list[Leaf], set[int]]:
    """Return what the parser finds in some lines; below them stands a line of prose, if there are more."""
    words = text[lines[first][0] : lines[end][0]] + STANDS_FOR_PROSE if end < len(lines) else text[lines[first][0] :]
    return parse(words)


def _is_free(found: list[Leaf], line: int) -> bool:
    """Tell whether the prose in this line is a paragraph: nothing above it is still open."""
    return bool(found) and found[-1].first == line and found[-1].kind == "paragraph" and found[-1].level == 0
