"""Snippets: the stretch of a passage around the words that were found, in the words that a reader of the page sees.

FTS5 chooses the stretch of the passage as it is stored. Where that is Markdown, the whole passage is read as such, with signs
that travel with its words: the ends of the stretch, and those of what was found.
"""

from __future__ import annotations

from ingest.pages import inline_markdown, laid_out
from ingest.search.marks import END, START

FIRST, LAST = "\x10", "\x11"  # around the stretch
SIGNS = frozenset((START, END, FIRST, LAST))
CUT = "…"
Parts = list[tuple[str, bool]]


def snippet(marked: str, text: str, kind: str, media_type: str | None) -> Parts:
    """Return what FTS5 marked of the `text` of a passage, as it is read, in stretches, each with whether it was found.

    Of a text that holds one of the signs, or of which this is no stretch, it is returned as it is stored.
    """
    stored = parts(marked)
    if SIGNS & set(text) or as_read(text, kind, media_type) == text:
        return stored
    stretch = "".join(words for words, _ in stored)
    before = CUT if stretch.startswith(CUT) and not text.startswith(stretch.rstrip(CUT)) else ""
    body = stretch.removeprefix(before)
    after = CUT if body.endswith(CUT) and body not in text else ""
    body = body.removesuffix(after)
    at = text.find(body)
    if at < 0:
        return stored
    read = as_read(_with_signs(text, stored, at - len(before), (at, at + len(body)), media_type), kind, media_type)
    _, _, shown = read.rpartition(FIRST)
    shown = shown.partition(LAST)[0].strip()
    return parts(before + shown + after) if shown else stored


def opening(text: str, kind: str, media_type: str | None, words: int) -> Parts:
    """Return the beginning of a passage in which nothing was found, as it is read."""
    read = as_read(text, kind, media_type).split()
    return [(" ".join(read[:words]) + (f" {CUT}" if len(read) > words else ""), False)] if read else []


def as_read(text: str, kind: str, media_type: str | None) -> str:
    """Return the words of a passage as its page shows them, in a line."""
    text = laid_out.alone(text, kind, media_type)
    return inline_markdown.words(text, media_type) if media_type in inline_markdown.READ else text


def parts(marked: str) -> Parts:
    """Return a text in stretches, each with whether it was found."""
    found: Parts = []
    for n, piece in enumerate(marked.split(START)):
        inside, end, after = piece.partition(END)
        if n and end:
            found += [(inside, True), (after, False)]
        else:
            found.append((piece, False))
    return [(words, is_found) for words, is_found in found if words]


def signed(snippet: Parts) -> str:
    """Return the stretches of a snippet as one text, with the signs around what was found."""
    return "".join(f"{START}{words}{END}" if is_found else words for words, is_found in snippet)


def _with_signs(text: str, stored: Parts, here: int, stretch: tuple[int, int], media_type: str | None) -> str:
    """Return a passage with the signs in it; none within the target of a link, which is not read."""
    signs = [(stretch[0], 0, FIRST)] if stretch[0] else []
    for words, is_found in stored:
        if is_found:
            signs += [(here, 2, START), (here + len(words), 1, END)]
        here += len(words)
    signs += [(stretch[1], 3, LAST)] if stretch[1] < len(text) else []
    targets = inline_markdown.link_targets(text) if media_type in inline_markdown.READ else []
    placed = []
    for at, order, sign in signs:
        target = inline_markdown.target_at(targets, at, at)
        if target is None:
            placed.append((at, order, sign))
        elif sign in (FIRST, LAST):
            placed.append((target[1], order, sign))
    pieces, here = [], 0
    for at, _, sign in sorted(placed):
        pieces += [text[here:at], sign]
        here = at
    return "".join([*pieces, text[here:]])
