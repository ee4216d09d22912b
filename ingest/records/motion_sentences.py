"""Motions of sentences: "This branch resolves to send …" below the points that a branch notes, and whole motions of two such sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.grammar.motion_cues import Part, decides, goes_on_in, sentence_in
from ingest.grammar.motion_points import Unit
from ingest.records.motion_drafts import Draft

KINDS = ("paragraph", "list item")


def with_sentences(drafts: Sequence[Draft], units: Sequence[Unit], text: str) -> list[Draft]:
    """Return the motions with the sentences right below their points that are of them, and those that are no more than sentences."""

    def words(n: int) -> str:
        return text[units[n].start : units[n].end] if units[n].kind in KINDS else ""

    found: list[Draft] = []
    for draft, below in pairwise([*drafts, None]):
        if draft is None:
            continue
        end = below.first if below else len(units)
        verbs = {part.verb for part in draft.parts}
        while draft.last + 1 < end and (part := goes_on_in(words(draft.last + 1))) and part.verb not in verbs:
            verbs.add(part.verb)
            draft = replace(draft, last=draft.last + 1, parts=[*draft.parts, part])  # noqa: PLW2901 (it grows)
        found.append(draft)
    taken = {n for draft in found for n in range(draft.first, draft.last + 1)}
    return sorted([*found, *_of_sentences(units, taken, words)], key=lambda draft: draft.first)


def _of_sentences(units: Sequence[Unit], taken: set[int], words: Callable[[int], str]) -> list[Draft]:
    """Return the motions in which a body notes something in one paragraph, and decides in the next."""
    found: list[Draft] = []
    n = 0
    while n < len(units):
        parts: list[Part] = []
        while n + len(parts) < len(units) and n + len(parts) not in taken:
            part = (goes_on_in if parts else sentence_in)(words(n + len(parts)))
            if part is None or part.verb in {each.verb for each in parts}:
                break
            parts.append(part)
        if len(parts) > 1 and not decides(parts[0]) and decides(parts[-1]):
            found.append(Draft(n, n + len(parts) - 1, parts))
        n += max(len(parts), 1)
    return found
