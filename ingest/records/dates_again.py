"""Dates that a page prints twice of one entry: above its title and below it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.titles import title_like
from ingest.records.date_series import is_prose
from ingest.records.heading_days import Heading
from ingest.records.parts import Given


def printed_once(blocks: list[Block], headings: list[Heading], given: Given) -> tuple[list[Block], list[Heading]]:
    """Return the blocks and the headings without a day that only a title, or nothing, parts from the same day: it is set aside."""
    dated = {each.index for each in headings}
    again = {b.index for a, b in pairwise(headings) if _is_again(a, b, blocks, given) and _has_words(b, blocks, dated)}
    if not again:
        return blocks, headings
    kept = [each for each in headings if each.index not in again]
    set_aside = [replace(each, kind="date heading", discard=True) for each in blocks]
    return [set_aside[n] if n in again else each for n, each in enumerate(blocks)], kept


def _has_words(below: Heading, blocks: list[Block], dated: set[int]) -> bool:
    """Tell whether words follow: of an entry that has none every day stays, for it has nothing else."""
    following = next((n for n in range(below.index + 1, len(blocks)) if not blocks[n].discard), None)
    return following is not None and following not in dated


def _is_again(above: Heading, below: Heading, blocks: list[Block], given: Given) -> bool:
    if above.date is None or above.date != below.date or above.line.title or below.line.title:
        return False
    between = [each for each in blocks[above.index + 1 : below.index] if not each.discard]
    if len(between) > 1:
        return False
    return not between or (not is_prose(between[0]) and title_like(given.words(between[0])))
