"""Blocks of a page of a PDF: words that were drawn one after the other and stand as lines below each other.

Programs that set pages draw one column after the other, and a table cell by cell: where drawing jumps, a block ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise

from ingest.formats.pdf.words import Word

WIDE = 1.2  # of the height of a letter: room between words that is no blank
BEHIND = 4  # of it: such room behind what begins a line, as the number of a line, "Q." and "THE COURT:" in transcripts
LABELS = 2  # of these at the front of a line
DEEP = 2.2  # of it: how far a line stands below the one above, at the most
DOUBLE, NEARLY = (
    3.5,
    1.1,
)  # of it: how far lines stand from each other at the most that are set double; by how much that differs
SAME_LINE = 0.5  # of it: words that stand nearer are of one line
BEFORE = 2.5  # of it: how far a line may begin before those above, as below an indent
BODY = 0.5  # of it: how high letters are, without what stands above and below
AS_LARGE = 0.9  # times the height of other letters: no smaller than those
LABEL = 4  # letters before the words of a paragraph, as "12.", "(iv)", "Q."
MOST = 400  # blocks on a page; one of more is no prose
MOST_LEVEL = 4_000  # times that two of them stand at one height


@dataclass(slots=True, eq=False)
class Row:
    """Words of a block that stand level, with the room that they take up."""

    words: list[Word]
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = min(word.left for word in self.words), max(word.right for word in self.words)
        self.height = max(word.height for word in self.words)
        lines = [word.line for word in self.words if word.height >= self.height * AS_LARGE]
        self.bottom, self.top = min(lines), max(lines) + self.height * BODY


@dataclass(slots=True, eq=False)
class Group:
    """Lines of a page that are read one below the other, with the room that they take up; `first` counts as they are drawn."""

    first: float
    rows: list[Row]
    is_note: bool = False  # in the margin
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    height: float = field(init=False)  # of its letters, in most lines

    def __post_init__(self) -> None:
        self.left, self.right = min(row.left for row in self.rows), max(row.right for row in self.rows)
        self.bottom, self.top = min(row.bottom for row in self.rows), max(row.top for row in self.rows)
        self.height = sorted(row.height for row in self.rows)[len(self.rows) // 2]

    @property
    def words(self) -> list[Word]:
        return [word for row in self.rows for word in row.words]

    def with_(self, others: Iterable[Group]) -> Group:
        """Return one block of this and others, its lines from above."""
        every = [self, *others]
        if len(every) == 1:
            return self
        rows = sorted((row for each in every for row in each.rows), key=lambda row: -row.top)
        return Group(min(each.first for each in every), _level(rows))

    def is_beside(self, other: Group) -> bool:
        """Tell whether both stand side by side."""
        return self.is_level(other) and not self.is_across(other)

    def is_level(self, other: Group | Row) -> bool:
        """Tell whether both stand at one height of the page."""
        return self.bottom < other.top and other.bottom < self.top

    def is_across(self, other: Group | Row) -> bool:
        """Tell whether one stands above the other, or upon it."""
        return self.left < other.right and other.left < self.right


def groups(words: Iterable[Word]) -> list[Group]:
    """Return the blocks of a page, none upon another, as they are drawn; none where there are too many."""
    drawn = list(_of_one_size(_drawn(words)))
    if len(drawn) > MOST or any(islice(level(drawn), MOST_LEVEL, None)):
        return []
    return _apart(_parted(_with_labels(drawn)))


def level(found: Iterable[Group]) -> Iterator[tuple[Group, Group]]:
    """Yield each two blocks that stand at one height of the page."""
    from_above = sorted(found, key=lambda each: -each.top)
    for n, group in enumerate(from_above, 1):
        for other in from_above[n:]:
            if other.top <= group.bottom:
                break
            if group.top > other.bottom:
                yield group, other


def _drawn(words: Iterable[Word]) -> Iterator[Group]:
    """Yield lines that were drawn one below the other."""
    first = 0
    rows: list[Row] = []
    row: list[Word] = []
    words = list(words)
    deep = _deep(words)
    for n, word in enumerate(words):
        if row and _goes_on(row, word):
            row.append(word)
            continue
        if row:
            rows.append(Row(row))
        if rows and not _is_below(rows, word, deep):
            yield Group(first, rows)
            first, rows = n, []
        row = [word]
    if row:
        yield Group(first, [*rows, Row(row)])


def _goes_on(row: Sequence[Word], word: Word) -> bool:
    """Tell a word that stands beside the one drawn before it, which may be read from the right."""
    last = row[-1]
    height = max(last.height, word.height)
    room = max(word.left - last.right, last.left - word.right)
    is_label = last.text[-1] == ":" or (len(row) <= LABELS and all(len(each.text) <= LABEL for each in row))
    wide = BEHIND if is_label else WIDE
    return abs(word.line - row[0].line) <= height * SAME_LINE and room <= height * wide


def _deep(words: Sequence[Word]) -> float:
    """Return how far a line stands below the one above, at the most, times the height: more where nearly all are set double."""
    downs = Counter(
        round((above.line - below.line) / below.height, 1)
        for above, below in pairwise(words)
        if below.height * SAME_LINE < above.line - below.line <= below.height * DOUBLE
    )
    most = max(downs, key=lambda each: downs[each], default=0.0)
    return max(DEEP, most * NEARLY) if downs[most] * 4 >= downs.total() * 3 else DEEP


def _is_below(rows: Sequence[Row], word: Word, deep: float) -> bool:
    """Tell a word that begins the line below others."""
    last = rows[-1]
    down, room = last.bottom - word.line, word.height * BEFORE
    is_near = word.height * SAME_LINE < down <= max(word.height, last.height) * deep
    return is_near and min(row.left for row in rows[-2:]) - room <= word.left <= max(row.right for row in rows[-2:])


def _of_one_size(drawn: Iterable[Group]) -> Iterator[Group]:
    """Yield blocks parted where letters grow larger or smaller, as below a title."""
    for group in drawn:
        first, rows = group.first, [group.rows[0]]
        for above, row in pairwise(group.rows):
            if min(above.height, row.height) < max(above.height, row.height) * AS_LARGE:
                yield Group(first, rows)
                first, rows = first + sum(len(each.words) for each in rows), []
            rows.append(row)
        yield Group(first, rows)


def _with_labels(drawn: Sequence[Group]) -> list[Group]:
    """Return the blocks, each with the number, or the large letter, that is drawn before it and stands on its left; and marks of notes."""
    found: list[Group] = []
    for group in drawn:
        last = found[-1] if found else None
        if last and ((_is_label(last) and last.is_level(group) and last.right <= group.left) or _is_mark(group, last)):
            found[-1] = last.with_([group])
        else:
            found.append(group)
    return found


def _is_label(group: Group) -> bool:
    return len(group.rows) == 1 and sum(len(word.text) for word in group.words) <= LABEL


def _is_mark(group: Group, text: Group) -> bool:
    """Tell the small number of a note behind the last words of a block."""
    row, height = text.rows[-1], text.height
    is_near = 0 <= group.left - row.right < height * DEEP and abs(group.bottom - row.bottom) < height
    return is_near and _is_label(group) and group.height < height * AS_LARGE


def _parted(drawn: Sequence[Group]) -> list[Group]:
    """Return the blocks, each parted where another begins beside its lower lines: those above stand over both."""
    cuts: dict[Group, list[float]] = {}
    for pair in level(drawn):
        if pair[0].is_across(pair[1]):
            for group, other in (pair, pair[::-1]):
                if len(group.rows) > 1 and not any(other.is_level(row) and other.is_across(row) for row in group.rows):
                    cuts.setdefault(group, []).append(other.top)
    return [part for group in drawn for part in (_cut(group, cuts[group]) if group in cuts else (group,))]


def _cut(group: Group, cuts: Sequence[float]) -> Iterator[Group]:
    first = group.first
    for _, part in groupby(group.rows, lambda row: sum(row.bottom < cut for cut in cuts)):
        rows = list(part)
        yield Group(first, rows)
        first += sum(len(row.words) for row in rows)


def _apart(found: list[Group]) -> list[Group]:
    """Return blocks of which none stands upon another: those that do are one."""
    while True:
        into: dict[Group, list[Group]] = {}  # the blocks that stand upon each other, by each of them
        for group, other in level(found):
            if group.is_across(other) and into.setdefault(group, [group]) is not into.setdefault(other, [other]):
                into[group] += into[other]
                into.update(dict.fromkeys(into[other], into[group]))
        if not into:
            return sorted(found, key=lambda each: each.first)
        upon = {id(each): each for each in into.values()}.values()
        found = [*(each for each in found if each not in into), *(each[0].with_(each[1:]) for each in upon)]


def _level(rows: Sequence[Row]) -> list[Row]:
    """Return lines from above, those that stand level as one."""
    found: list[Row] = []
    for row in rows:
        if found and row.top > found[-1].bottom and abs(row.bottom - found[-1].bottom) < row.height * SAME_LINE:
            found[-1] = Row([*found[-1].words, *row.words])
        else:
            found.append(row)
    return found
