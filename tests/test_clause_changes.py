"""Rules compared edition by edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.matching.clauses import Clause, align
from ingest.matching.diff import diff
from tests.archives import rows
from tests.conftest import Query

KETTLE = "The kettle shall stand on its shelf beside the scales."
CUPS = "Each member of the branch may bring one cup of their own."
TEA = "Tea shall be bought by the treasurer out of the branch fund."
CASES = {
    "same": ([("1", KETTLE)], [("1", KETTLE)], [("same", "1", "1")]),
    "changed": ([("1", CUPS)], [("1", CUPS.replace("one", "two"))], [("changed", "1", "1")]),
    "renumbered": ([("1", KETTLE)], [("1", TEA), ("2", KETTLE)], [("added", None, "1"), ("renumbered", "1", "2")]),
    "renumbered and changed": (
        [("1", CUPS)],
        [("1", TEA), ("2", CUPS.replace("one", "two"))],
        [("added", None, "1"), ("renumbered and changed", "1", "2")],
    ),
    "removed": ([("1", KETTLE), ("2", TEA)], [("1", KETTLE)], [("same", "1", "1"), ("removed", "2", None)]),
    "split": ([("1", f"{KETTLE} {CUPS}")], [("1", KETTLE), ("2", CUPS)], [("split", "1", "1"), ("split", "1", "2")]),
    "merged": ([("1", KETTLE), ("2", CUPS)], [("1", f"{KETTLE} {CUPS}")], [("merged", "1", "1"), ("merged", "2", "1")]),
    "two equally good": (
        [("1", CUPS)],
        [("2", CUPS), ("3", CUPS)],
        [("added", None, "2"), ("added", None, "3"), ("removed", "1", None)],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_align(
    case: tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str | None, str | None]]],
) -> None:
    """Each clause is linked with what it became, and with nothing where that is not certain."""
    before, after = ([Clause(f"{side}{n}", *each) for n, each in enumerate(case[side])] for side in (0, 1))
    found = align(before, after)
    assert [(kind, a and a.number, b and b.number) for kind, a, b in found] == case[2]


def test_diffs_of_the_sample(published_db: Path) -> None:
    """Each diff applied to the earlier wording gives the later one; the editions of the sample are compared in order."""
    found = rows(
        published_db,
        "select a.text, b.text, diff from clause_changes left join rule_clauses a on a.id = from_clause_id "
        "left join rule_clauses b on b.id = to_clause_id where diff is not null",
    )
    assert found
    for before, after, pieces in found:
        assert "".join(text for kind, text in json.loads(pieces) if kind != "added") == before
        assert "".join(text for kind, text in json.loads(pieces) if kind != "removed") == after
    assert rows(
        published_db, "select from_edition_id, to_edition_id from clause_changes group by 1, 2 order by min(rowid)"
    )[:2] == [("procedures-2015", "procedures-2017"), ("procedures-2017", "procedures-2019")]


def test_words_of_two_editions(unisongate: Query) -> None:
    """Clauses 49 and 60 have the same words; clause 55 has three more, and nothing else."""
    texts = dict(unisongate("select number, text from rule_clauses"))
    assert [kind for kind, _ in diff(texts["49"], texts["60"])] == ["same"]
    changed = [(kind, text.strip()) for kind, text in diff(texts["60"], texts["55"]) if kind != "same"]
    assert changed == [("added", "or their representatives")]
