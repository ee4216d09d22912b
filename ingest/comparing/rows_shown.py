"""Rows shown: a row of editions side by side as a page says it, each clause with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.comparing.became import changed
from ingest.comparing.clauses import Clause, Link, folded
from ingest.comparing.editions import Edition
from ingest.comparing.side_by_side import Row
from ingest.matching.diff import words_added, words_removed

SAME = ("same", "changed", "renumbered", "renumbered and changed")  # one clause that one became


def shown(row: Row, chosen: list[Edition], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a row as the page says it: for each edition its clauses, and what is no more there."""
    cells = []
    for n, edition in enumerate(chosen):
        links = row.links[n - 1] if n else []
        cells.append(
            {
                "edition": edition,
                "clauses": [_clause(each, links, known[each.id]) for each in row.cells[n]],
                "gone": [link for link in links if link.after is None],
            }
        )
    return {"cells": cells, "id": next(each.id for cell in reversed(row.cells) for each in cell)}


def _clause(clause: Clause, links: Sequence[Link], known: dict[str, Any]) -> dict[str, Any]:
    mine = [link for link in links if link.after and link.after.id == clause.id]
    before = [link.before for link in mine if link.before]
    pieces = changed(clause, links)
    return {
        **known, "id": clause.id, "number": clause.number, "text": clause.text, "kind": mine[0].kind if mine else None,
        "before": before, "diff": pieces, "unchanged": not pieces and bool(mine) and mine[0].kind in SAME,
        "added": words_added(pieces), "removed": words_removed(pieces),
        "whole_words": len(before) == 1 and folded(before[0].text) == folded(clause.text),
    }  # fmt: skip
