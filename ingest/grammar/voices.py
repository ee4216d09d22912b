"""Voices: who speaks a passage where the file itself names them, apart from the words, as captions do."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar.labels import NAMED, Label
from ingest.grammar.turns import Mark
from ingest.model import Passage


def is_voiced(passage: Passage) -> bool:
    """Tell a passage whose speaker the file names."""
    return passage.kind == "speech" and passage.speaker is not None


def marks(passages: Sequence[Passage]) -> dict[int, Mark]:
    """Return the passages in which another voice begins, each with what a printed label would say."""
    return {
        n: Mark(Label(NAMED, passage.speaker, 0, 0, 0), passage.start)
        for n, passage in enumerate(passages)
        if is_voiced(passage) and (n == 0 or passages[n - 1].speaker != passage.speaker)
    }


def unnamed(passages: Sequence[Passage]) -> set[int]:
    """Return the passages of which a file that names who speaks does not say so."""
    voiced = {n for n, passage in enumerate(passages) if is_voiced(passage)}
    return set(range(len(passages))) - voiced if voiced else voiced
