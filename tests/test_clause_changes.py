"""Rules compared edition by edition."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.comparing.became import changed
from ingest.comparing.clauses import Clause, Link, align, folded
from ingest.comparing.side_by_side import Column, counted, side_by_side
from ingest.matching.diff import Piece, as_words, diff
from tests.archives import rows
from tests.cases import Case, cases
from tests.conftest import Query
from tests.growth import assert_linear

WORDS = [
    "kettle",
    "branch",
    "ballot",
    "secretary",
    "shall",
    "not",
    "be",
    "moved",
    "without",
    "leave",
    "of",
    "the",
    "chair",
    "and",
]
clauses = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=12)


def _edition(side: str, text: str) -> list[Clause]:
    """Return the clauses of a fixture: a line each, the number first."""
    lines = [line.partition(" ") for line in text.strip().splitlines()]
    return [Clause(f"{side}{n}", number, words) for n, (number, _, words) in enumerate(lines)]


@pytest.mark.parametrize("case", cases("../matching/clauses"))
def test_align(case: Case) -> None:
    """Each clause is linked with what it became, and with nothing where that is not certain."""
    before, _, after = case.text.partition("\n====\n")
    whole = [case.fields.get(side) != "quoted" for side in ("before", "after")]
    found = align(_edition("a", before), _edition("b", after), *whole)
    assert [f"{kind} {a.number if a else '-'} {b.number if b else '-'}" for kind, a, b in found] == case.expected


@given(clauses, clauses)
def test_any_two_editions_are_aligned(one: list[str], other: list[str]) -> None:
    """Every clause is told of; it is linked once unless it is split or merged, and what is the same has the same words."""
    before, after = (
        [Clause(f"{side}{n}", str(n), text) for n, text in enumerate(some)]
        for side, some in zip("ab", (one, other), strict=True)
    )
    found = align(before, after)
    assert {link.before for link in found if link.before} == set(before)
    assert {link.after for link in found if link.after} == set(after)
    befores = [link.before for link in found if link.before and link.kind != "split"]
    afters = [link.after for link in found if link.after and link.kind != "merged"]
    assert len(befores) == len(set(befores))
    assert len(afters) == len(set(afters))
    for kind, a, b in found:
        if kind in ("same", "renumbered"):
            assert a
            assert b
            assert folded(a.text) == folded(b.text)


@given(clauses)
def test_an_edition_beside_itself_is_the_same(texts: list[str]) -> None:
    """Nothing is found to have changed where nothing has."""
    some = [Clause(f"a{n}", str(n), text) for n, text in enumerate(texts)]
    assert {link.kind for link in align(some, some)} <= {"same"}


@given(st.randoms(use_true_random=False))
def test_what_becomes_of_clauses_is_told(chance: Random) -> None:
    """Whatever is moved, changed, split and merged among clauses of rare words is linked with what it came from, as what it is."""
    numbers = iter(range(10_000))
    before = [[f"word{next(numbers)}" for _ in range(chance.randint(16, 40))] for _ in range(12)]
    fates = [chance.choice(["same", "changed", "split", "merged", "removed"]) for _ in before]
    after: list[tuple[str, list[int], list[str]]] = []
    left = list(range(len(before)))
    while left:
        n = left.pop(0)
        words = before[n].copy()
        for _ in range(chance.randint(1, 2) if fates[n] != "same" else 0):
            words[chance.randrange(len(words))] = f"other{next(numbers)}"
        if fates[n] == "split":
            half = len(words) // 2
            after += [("split", [n], words[:half]), ("split", [n], words[half:])]
        elif fates[n] == "merged" and left:
            other = left.pop(0)
            after.append(("merged", [n, other], words + before[other]))
        elif fates[n] != "removed":
            after.append((fates[n], [n], words))
    links = align(
        [Clause(str(n), str(n), " ".join(words)) for n, words in enumerate(before)],
        [Clause(str(n), str(n), " ".join(words)) for n, (*_, words) in enumerate(after)],
    )
    found = {(int(link.before.id), int(link.after.id)): link.kind for link in links if link.before and link.after}
    assert found.keys() == {(n, at) for at, (_, origins, _) in enumerate(after) for n in origins}
    for (_, at), kind in found.items():
        assert kind in {"same": ("same", "renumbered"), "split": ("split",)}.get(
            after[at][0], ("merged",) if len(after[at][1]) > 1 else ("changed", "renumbered and changed")
        )


@given(clauses, clauses)
def test_what_changed_is_told_of_every_clause(one: list[str], other: list[str]) -> None:
    """The pieces of a clause give its words back; those of the parts of a split, and of what was merged, what they came from."""
    columns = [
        Column([Clause(f"{side}{n}", str(n), text) for n, text in enumerate(some)], True)
        for side, some in zip("ab", (one, other), strict=True)
    ]
    for row in side_by_side(columns, [align(columns[0].clauses, columns[1].clauses)]):
        (links,) = row.links
        told = {link.after: changed(link.after, links) for link in links if link.after}
        for clause, pieces in told.items():
            assert not pieces or "".join(piece.text for piece in pieces if piece.kind != "removed") == clause.text
        for origin in {link.before for link in links if link.before and link.kind == "split"}:
            parts = [told[link.after] for link in links if link.before == origin and link.after]
            assert origin
            kept = "".join(piece.text for part in parts for piece in part if piece.kind != "added")
            assert not any(parts) or kept.split() == origin.text.split()


def test_a_split_and_a_merger_word_by_word() -> None:
    """What was changed is told in the part in which it stands; merged clauses are one text."""
    whole = Clause("a", "1", "The kettle shall stand by the scales, and nobody shall move it without leave.")
    parts = [
        Clause("b", "1", "The kettle shall stand by the scales."),
        Clause("c", "2", "Nobody shall move it without our leave."),
    ]
    split = [Link("split", whole, part) for part in parts]
    assert [as_words(changed(part, split)) for part in parts] == [
        "The kettle shall stand by the scales[-, and nobody-] {+.+}",
        "{+Nobody+} shall move it without {+our+} leave.",
    ]
    merged = [Link("merged", part, whole) for part in parts]
    assert as_words(changed(whole, merged)) == (
        "The kettle shall stand by the scales[-. Nobody-] {+, and nobody+} shall move it without [-our-] leave."
    )


def test_words_left_out_between_the_parts_of_a_split() -> None:
    """A sentence that stood between two parts, and is in neither, is told where it was: behind the first."""
    whole = Clause("a", "1", "The kettle shall be blue. The cups are counted daily. Nobody shall move it.")
    parts = [Clause("b", "1", "The kettle shall be blue."), Clause("c", "2", "Nobody shall move it.")]
    split = [Link("split", whole, part) for part in parts]
    assert [as_words(changed(part, split)) for part in parts] == [
        "The kettle shall be blue. [-The cups are counted daily.-]",
        "Nobody shall move it.",
    ]


def test_a_split_into_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a clause are compared once, however many parts it was split into."""
    calls: list[str] = []

    def counted_diff(before: str, after: str) -> list[Piece]:
        calls.append(before)
        return diff(before, after)

    monkeypatch.setattr("ingest.comparing.became.diff", counted_diff)
    parts = [Clause(f"b{n}", str(n), f"Part {n} of the cups.") for n in range(50)]
    whole = Clause("a", "1", " ".join(part.text.lower() for part in parts))
    split = [Link("split", whole, part) for part in parts]
    assert all(changed(part, split) for part in parts)
    assert len(calls) == 1


def test_clauses_too_long_to_be_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more words would be compared one by one than memory is there for, no clause is called a part of another."""
    words = [f"word{n}" for n in range(40)]
    before = [Clause("a", "1", " ".join(["one", *words, "two"]))]
    after = [Clause("b", "1", " ".join(["three", *words[:20]])), Clause("c", "2", " ".join([*words[20:], "four"]))]
    assert [link.kind for link in align(before, after)] == ["split", "split"]
    monkeypatch.setattr("ingest.matching.diff.MOST_CELLS", 1_000)
    assert "split" not in {link.kind for link in align(before, after)}


@given(st.lists(clauses, min_size=1, max_size=4))
def test_side_by_side(editions: list[list[str]]) -> None:
    """Every clause stands in one row, in the column of its edition; rows of the last edition are in its order."""
    columns = [
        Column([Clause(f"{n}-{at}", str(at), text) for at, text in enumerate(texts)], True)
        for n, texts in enumerate(editions)
    ]
    steps = [align(a.clauses, b.clauses) for a, b in pairwise(columns)]
    rows_found = side_by_side(columns, steps)
    for n, column in enumerate(columns):
        stand = [clause.id for row in rows_found for clause in row.cells[n]]
        assert sorted(stand) == sorted(clause.id for clause in column.clauses)
    firsts = [int(row.cells[-1][0].number) for row in rows_found if row.cells[-1]]
    assert firsts == sorted(firsts)
    for n, step in enumerate(steps):
        assert sum(counted(rows_found, n)[kind] for kind in ("same", "changed", "added", "removed")) == sum(
            link.kind in ("same", "changed", "added", "removed") for link in step
        )


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        pytest.param(["1 2 3 4", "1 3 4"], "1 2 3 4", id="one taken out"),
        pytest.param(["1 2 3", "2 3"], "1 2 3", id="the first taken out"),
        pytest.param(["1 2 3", "1 2"], "1 2 3", id="the last taken out"),
        pytest.param(["1 2 3 4", "1 4"], "1 2 3 4", id="two taken out"),
        pytest.param(["1 2 3", "3 1"], "3 1 2", id="moved"),
        pytest.param(["1 2 4", "1 2 3 4", "1 4"], "1 2 3 4", id="put in and taken out"),
        pytest.param(["1 2", "1 3", "1"], "1 3 2", id="one for another"),
        pytest.param(["1 2", ""], "1 2", id="nothing left"),
    ],
)
def test_what_is_removed_stands_where_it_stood(editions: list[str], expected: str) -> None:
    """Right behind the clause that it followed, not below all that is left."""
    columns = [
        Column([Clause(f"{n}-{number}", number, f"The kettle {number}.") for number in numbers.split()], True)
        for n, numbers in enumerate(editions)
    ]
    steps = [
        [
            Link("same", a, b)
            for a in before.clauses
            for b in after.clauses
            if a.number == b.number
        ]
        for before, after in pairwise(columns)
    ]  # fmt: skip
    found = side_by_side(columns, steps)
    assert [next(cell[0].number for cell in row.cells if cell) for row in found] == expected.split()


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(
            lambda size: [f"{n} shall be {n * 7 % 1000} of the kettle and {n} cups" for n in range(size)], id="alike"
        ),
        pytest.param(lambda size: ["the kettle shall stand on its shelf"] * size, id="the same everywhere"),
        pytest.param(lambda size: ["a " * 40 + str(n) for n in range(size)], id="one word over and over"),
    ],
)
def test_align_is_linear(texts: Callable[[int], list[str]]) -> None:
    """Four times as many clauses take about four times as long, also if each is renumbered and changed."""

    def work(size: int) -> None:
        some = texts(size)
        before = [Clause(f"a{n}", str(n), text) for n, text in enumerate(some)]
        align(before, [Clause(f"b{n}", str(n + 1), f"{text} too") for n, text in enumerate(some)])

    assert_linear(work, 400)


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


def test_quoted_editions_are_compared(unisongate: Query) -> None:
    """Of the three editions that a post quotes, the first two have the same words, the third has three more; none is removed."""
    found = unisongate(
        "select a.number, b.number, kind, words_added, words_removed, order_basis, diff from clause_changes "
        "join rule_clauses a on a.id = from_clause_id join rule_clauses b on b.id = to_clause_id order by clause_changes.rowid"
    )
    assert [row[:-1] for row in found] == [
        ("49", "60", "renumbered", 0, 0, "order in the document"),
        ("60", "55", "renumbered and changed", 3, 0, "order in the document"),
    ]
    assert found[0][-1] is None
    changed = [(kind, text.strip()) for kind, text in json.loads(found[1][-1]) if kind != "same"]
    assert changed == [("added", "or their representatives")]
    assert unisongate("select count(*) from clause_changes") == [(2,)]


def test_no_order_no_comparison(undeclared: Query) -> None:
    """Editions of which nobody says that they are of one set of rules are not compared."""
    assert undeclared("select count(*) from clause_changes") == [(0,)]
