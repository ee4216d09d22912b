"""A source that holds several documents, one after the other on pages of their own: each is split as if it were a file by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.declarations.source import DocumentHint
from ingest.errors import mistake
from ingest.formats.blocks import Item, Split
from ingest.parsing.correct import Corrected

FEED = "\f"
TOO_FAR = "hints: documents: it has no page {}; count its pages from 1, as a program shows them."
NO_PAGES = "hints: documents: its text has no pages; take the key out."


def pages_of(text: str, corrected: Corrected) -> tuple[int, ...]:
    """Return where each page of a text begins, in places of the corrected text; nothing where form feeds part none."""
    if FEED not in text:
        return ()
    starts = [0]
    while (at := text.find(FEED, starts[-1])) >= 0:
        starts.append(at + 1)
    return tuple(corrected.corrected(start, end=True) for start in starts)


def starts_of(pages: Sequence[int], hints: Sequence[DocumentHint], unfit: list[str] | None) -> tuple[int, ...]:
    """Return where the documents begin that a person declares. Raises DeclarationError for a page that there is not."""
    if hints and not pages:
        mistake(NO_PAGES, unfit)
        return ()
    if hints and hints[-1].page > len(pages):
        mistake(TOO_FAR.format(hints[-1].page), unfit)
        return ()
    return tuple(pages[hint.page - 1] for hint in hints)


def split_apart(
    split: Callable[[str, Collection[str]], Split], text: str, include: Collection[str], starts: Sequence[int]
) -> Split:
    """Return the blocks of a text of which each stretch is split by itself, and the documents that its format tells apart in each."""
    if not starts:
        return split(text, include)
    found = Split([])
    for start, end in pairwise([0, *starts, len(text)]):
        if start == end:
            continue
        made = split(text[start:end], include)
        found.blocks.extend(replace(each, start=each.start + start, end=each.end + start) for each in made.blocks)
        found.problems.extend((reason, here + start, there + start) for reason, here, there in made.problems)
        found.items.extend(Item(each.start + start, each.end + start, each.said) for each in made.items)
    return found
