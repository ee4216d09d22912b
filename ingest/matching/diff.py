"""What changed between two texts, word by word: what stayed, what was removed and what was added, in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

Kind = Literal["same", "removed", "added"]

# a word with what is inside it (members’, 2017-19), a run of white space, or one mark
TOKEN = re.compile(r"\w+(?:[-'’]\w+)*|\s+|[^\w\s]")
MARKS: dict[Kind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
MOST_CELLS = 400_000_000  # words times words that are compared one by one: 50 megabytes of a bit each


class Piece(NamedTuple):
    """A stretch of the two texts: in both, in the first alone or in the second alone."""

    kind: Kind
    text: str


class Change(NamedTuple):
    """Tokens `a1:a2` of the first text stand where `b1:b2` of the second do."""

    a1: int
    a2: int
    b1: int
    b2: int


def diff(before: str, after: str) -> list[Piece]:
    """Return what changed from `before` to `after`, in as few words and marks as possible.

    The pieces that are same or removed are `before`, those that are same or added are `after`. Where a change could
    stand in several places alike, it stands at the bounds of sentences and clauses. The fewest words are those outside a
    longest common subsequence (Hunt and McIlroy 1976; computed bit by bit as by Hyyrö 2004); of two texts of which one
    has more than some 20,000 words in the middle that is not alike, the whole middle is changed.
    """
    a, b = TOKEN.findall(before), TOKEN.findall(after)
    return list(_pieces(_apart(_shifted(_changes(a, b), a, b)), a, b))


def as_json(pieces: Iterable[Piece]) -> str:
    """Return pieces as JSON: `[["same", "Candidates "], ["added", "or agents "]]`."""
    return json.dumps([list(piece) for piece in pieces], ensure_ascii=False, separators=(",", ":"))


def as_words(pieces: Iterable[Piece]) -> str:
    """Return pieces as one line of text: [-what stands in the first alone-] {+what stands in the second alone+}."""
    line = ""
    for kind, text in pieces:
        bare = text.strip()
        if bare:
            start = text.index(bare)
            line += f"{text[:start]}{MARKS[kind][0]}{bare}{MARKS[kind][1]}{text[start + len(bare) :]}"
        elif kind != "removed":
            line += text
    return " ".join(line.replace("-]{+", "-] {+").split())


def words_added(pieces: Iterable[Piece]) -> int:
    """Count the words that stand in the second text alone."""
    return _words(pieces, "added")


def words_removed(pieces: Iterable[Piece]) -> int:
    """Count the words that stand in the first text alone."""
    return _words(pieces, "removed")


def _words(pieces: Iterable[Piece], kind: Kind) -> int:
    return sum(_is_word(token) for piece in pieces if piece.kind == kind for token in TOKEN.findall(piece.text))


def _changes(a: list[str], b: list[str]) -> Iterator[Change]:
    """Yield what lies between words that are alike; white space counts only there, so that it never parts words."""
    at_a = [place for place, token in enumerate(a) if not token.isspace()]
    at_b = [place for place, token in enumerate(b) if not token.isspace()]
    last_a = last_b = 0
    for word_a, word_b in alike([a[place] for place in at_a], [b[place] for place in at_b]):
        yield from _trimmed(Change(last_a, at_a[word_a], last_b, at_b[word_b]), a, b)
        last_a, last_b = at_a[word_a] + 1, at_b[word_b] + 1
    yield from _trimmed(Change(last_a, len(a), last_b, len(b)), a, b)


def alike(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the words of a longest common subsequence; those at both ends alone where too many lie between."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        yield start, start
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    if len(middle_a) * len(middle_b) <= MOST_CELLS:
        for code in Indel.opcodes(middle_a, middle_b):
            if code.tag == "equal":
                yield from (
                    (start + code.src_start + n, start + code.dest_start + n)
                    for n in range(code.src_end - code.src_start)
                )
    yield from ((len(a) - n, len(b) - n) for n in range(end, 0, -1))


def _trimmed(change: Change, a: list[str], b: list[str]) -> Iterator[Change]:
    """Yield a change without the tokens that both sides begin or end with; nothing if none are left."""
    a1, a2, b1, b2 = change
    while a1 < a2 and b1 < b2 and a[a1] == b[b1]:
        a1, b1 = a1 + 1, b1 + 1
    while a1 < a2 and b1 < b2 and a[a2 - 1] == b[b2 - 1]:
        a2, b2 = a2 - 1, b2 - 1
    if a1 < a2 or b1 < b2:
        yield Change(a1, a2, b1, b2)


def _shifted(changes: Iterable[Change], a: list[str], b: list[str]) -> list[Change]:
    """Move each change that only adds or only removes to the best of the places where it says the same."""
    found = list(changes)
    for n, (a1, a2, b1, b2) in enumerate(found):
        if a1 < a2 and b1 < b2:
            continue
        tokens, start, end = (b, b1, b2) if a1 == a2 else (a, a1, a2)
        low = a1 - (found[n - 1].a2 if n else 0)
        high = (found[n + 1].a1 if n + 1 < len(found) else len(a)) - a2
        by = max(
            _slides(tokens, start, end, low, high), key=lambda by: (_bound(tokens, start + by, end + by), -abs(by))
        )
        found[n] = Change(a1 + by, a2 + by, b1 + by, b2 + by)
    return found


def _slides(tokens: list[str], start: int, end: int, low: int, high: int) -> Iterator[int]:
    """Yield by how many tokens a stretch can move: as far as what it leaves is what it reaches."""
    yield 0
    for by in range(1, low + 1):
        if tokens[start - by] != tokens[end - by]:
            break
        yield -by
    for by in range(high):
        if tokens[start + by] != tokens[end + by]:
            break
        yield by + 1


def _bound(tokens: list[str], start: int, end: int) -> int:
    return _break(tokens, start) + _break(tokens, end)


def _break(tokens: list[str], at: int) -> int:
    """Weigh a place between two tokens: the end of a sentence, of a clause, or of a word, best behind its space."""
    if at == 0 or at == len(tokens):
        return 8
    last = tokens[at - 1]
    if not last.isspace():
        return {".": 5, "!": 5, "?": 5, ";": 4, ":": 4, ",": 2}.get(last, 0) if tokens[at].isspace() else 0
    if "\n" in last:
        return 7
    mark = tokens[at - 2] if at > 1 else "."
    return {".": 6, "!": 6, "?": 6, ";": 5, ":": 5, ",": 3}.get(mark, 1)


def _apart(changes: list[Change]) -> Iterator[Change]:
    """Yield changes, those that touch as one."""
    held: list[Change] = changes[:1]
    for last, change in pairwise(changes):
        if last.a2 == change.a1 and last.b2 == change.b1:
            held = [Change(held[0].a1, change.a2, held[0].b1, change.b2)]
        else:
            yield held[0]
            held = [change]
    yield from held


def _pieces(changes: Iterable[Change], a: list[str], b: list[str]) -> Iterator[Piece]:
    last = 0
    for a1, a2, b1, b2 in [*changes, Change(len(a), len(a), len(b), len(b))]:
        if last < a1:
            yield Piece("same", "".join(a[last:a1]))
        if a1 < a2:
            yield Piece("removed", "".join(a[a1:a2]))
        if b1 < b2:
            yield Piece("added", "".join(b[b1:b2]))
        last = a2


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"
