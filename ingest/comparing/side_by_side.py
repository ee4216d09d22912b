"""Several editions beside each other: one row for a clause and all that it came from and became, in the order of the last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.comparing.clauses import Clause, Link

NOT_HELD = "not held"  # what stands in one of two editions alone, where the other is not held whole


@dataclass(frozen=True, slots=True)
class Column:
    """The clauses of one edition; `whole` unless it is held only as far as a document quotes it."""

    clauses: Sequence[Clause]
    whole: bool


@dataclass(slots=True)
class Row:
    """A clause in every edition: `cells` are its clauses in each, `links` what became of them from each to the next."""

    cells: list[list[Clause]]
    links: list[list[Link]]

    @property
    def kinds(self) -> set[str]:
        """Return what happened between any of the editions."""
        return {link.kind for step in self.links for link in step}

    @property
    def changed(self) -> bool:
        return bool(self.kinds - {"same", NOT_HELD})


def side_by_side(columns: Sequence[Column], steps: Sequence[Sequence[Link]]) -> list[Row]:
    """Return the rows of editions, of which `steps` are the links from each to the next.

    Clauses that are linked stand in one row. A row without a clause in the last edition follows the one that it followed
    in the edition before.
    """
    rows = _joined(columns, steps)
    for n, step in enumerate(steps):
        before, after = columns[n], columns[n + 1]
        linked_before = {link.before.id for link in step if link.before and link.after}
        linked_after = {link.after.id for link in step if link.before and link.after}
        for link in step:
            if link.before and link.after:
                rows[link.after.id].links[n].append(link)
        for clause in before.clauses:
            if clause.id not in linked_before:
                rows[clause.id].links[n].append(Link("removed" if after.whole else NOT_HELD, clause, None))
        for clause in after.clauses:
            if clause.id not in linked_after:
                rows[clause.id].links[n].append(Link("added" if before.whole else NOT_HELD, None, clause))
    return _ordered(columns, rows)


def counted(rows: Sequence[Row], step: int) -> Counter[str]:
    """Count what happened from one edition to the next, by kind; a clause that is split or made of several counts once."""
    found: Counter[str] = Counter()
    for row in rows:
        links = row.links[step]
        found.update(link.kind for link in links if link.kind not in ("split", "merged"))
        found["split"] += len({link.before for link in links if link.kind == "split"})
        found["merged"] += len({link.after for link in links if link.kind == "merged"})
    return +found


def _joined(columns: Sequence[Column], steps: Sequence[Sequence[Link]]) -> dict[str, Row]:
    """Return for each clause its row, the same for all that are linked."""
    above: dict[str, str] = {clause.id: clause.id for column in columns for clause in column.clauses}

    def top(id: str) -> str:
        while above[id] != id:
            above[id] = id = above[above[id]]
        return id

    for step in steps:
        for link in step:
            if link.before and link.after:
                above[top(link.after.id)] = top(link.before.id)
    rows: dict[str, Row] = defaultdict(lambda: Row([[] for _ in columns], [[] for _ in steps]))
    for n, column in enumerate(columns):
        for clause in column.clauses:
            rows[top(clause.id)].cells[n].append(clause)
    return {id: rows[top(id)] for id in above}


def _ordered(columns: Sequence[Column], rows: dict[str, Row]) -> list[Row]:
    """Return each row once: those of the last edition in its order, every other right after the one that it followed."""
    following: dict[int, list[Row]] = defaultdict(list)  # rows that are put in behind another, by the id() of that
    ahead: list[Row] = []  # of an edition before, above all that the last one has
    first: list[Row] = []
    placed: set[int] = set()
    for column in reversed(columns):
        last: Row | None = None
        for clause in column.clauses:
            row = rows[clause.id]
            if id(row) not in placed:
                placed.add(id(row))
                if column is columns[-1]:
                    first.append(row)
                elif last is None:
                    ahead.append(row)
                else:
                    following[id(last)].append(row)
            last = row
    return _flat([*ahead, *first], following)


def _flat(first: list[Row], following: dict[int, list[Row]]) -> list[Row]:
    found, left = [], first[::-1]
    while left:
        row = left.pop()
        found.append(row)
        left += following[id(row)][::-1]
    return found
