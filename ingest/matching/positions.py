"""Positions: every word of all passages in its order, and where each word stands, in files beside an archive that is being built.

The full-text index answers the same, one question after the other, from lists of all places of each word; of two common words in a
row it goes through both. Here the places of the rarer one are looked at, some at a time, until enough passages are found, and
every process has the same files in its memory.
"""

from __future__ import annotations

import shutil
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.rebuild.replace import WORDS as FOLDER
from ingest.search.apart import Apart, Counted
from ingest.search.stems import Stems
from ingest.search.texts import texts

# the number of the stem of every word, the places of each stem one behind the other by what stands behind it, the first of them
# of each stem, the first word of each passage, whether a passage is odd, and the stems
WORDS, PLACES, STARTS, BOUNDS, ODD, STEMS = "words", "places", "starts", "bounds", "odd", "stems"
FORMS, STEM = "forms", "stem"  # every word as it stands, and the number of its stem
AT_ONCE = 1 << 20  # words that are in memory at a time
SHARE = 1 << 23  # places, about, that are sorted at once
NEAR = 16  # words between two whose passage is kept
BITS = 62  # of a number of numpy, that are used
FIRST, FASTER = 1 << 11, 4  # places of a word that are looked at first, and how many times as many after that

Numbers = NDArray[Any]
Rowids = NDArray[np.int64]  # of passages


def beside(path: Path) -> Path:
    """Return the folder of the positions of an archive."""
    return path.with_name(f"{path.name}{FOLDER}")


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[Counted]:
    """Write the positions of the archive at `path`, whose passages are all there, yield its words, and remove what was written.

    They lack the places of each stem, which `sort` adds.
    """
    folder = beside(path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        found = _write(connection, folder)
        if not found.stems:
            shutil.rmtree(folder)  # where there are no words there is nothing to sort or to map into memory
        yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(connection: sqlite3.Connection, folder: Path) -> Counted:
    apart, bounds = Apart(texts(connection)), array("q", [0])
    with (folder / WORDS).open("wb") as file:
        for lot, lengths in apart.lots():
            file.write(lot.data)
            bounds.extend(islice(accumulate(lengths, initial=bounds[-1]), 1, None))
    found = apart.counted()
    names = sorted({*found.stems.values()})
    number = {stem: n for n, stem in enumerate(names)}
    numbers = np.fromiter((number[stem] for stem in found.stems.values()), np.uint32, len(found.stems))
    if found.stems:
        words = np.memmap(folder / WORDS, np.uint32, "r+")
        for n in range(0, len(words), AT_ONCE):
            words[n : n + AT_ONCE] = numbers[words[n : n + AT_ONCE]]
    with (folder / WORDS).open("ab") as file:
        file.write(array("I", [len(names)]))  # behind the last word: a number that no stem has
    odd = np.zeros(len(bounds) - 1, bool)
    odd[apart.odd] = True
    (folder / BOUNDS).write_bytes(bounds)
    (folder / ODD).write_bytes(odd.tobytes())
    for name, each in ((STEMS, names), (FORMS, found.stems)):
        (folder / name).write_text("\n".join(each), encoding="utf-8")
    (folder / STEM).write_bytes(numbers.tobytes())
    return found


def sort(folder: Path) -> None:
    """Add where each stem stands, by the stem behind it and then in order, in shares, so that few places are in memory at a time."""
    words = _read(folder, WORDS, np.uint32)
    count, total = int(words[-1]), len(words) - 1
    chunks = range(0, total, AT_ONCE)
    times = sum(np.bincount(words[n : min(n + AT_ONCE, total)], minlength=count) for n in chunks)
    starts = np.concatenate(([0], np.cumsum(times)))
    # a stem, that behind it and a place are sorted as one number
    of_next, of_place = count.bit_length(), total.bit_length()
    with (folder / PLACES).open("wb") as file:
        for first, end in _shares(starts, 1 << 64 - of_next - of_place):
            found = []
            for n in chunks:
                some = words[n : min(n + AT_ONCE, total) + 1].astype(np.uint64)
                at = np.flatnonzero((some[:-1] >= first) & (some[:-1] < end))
                found.append(((some[at] - first << of_next | some[at + 1]) << of_place) | (at + n).astype(np.uint64))
            keys = np.concatenate(found)
            keys.sort()
            # not `tofile`, whose error does not say that the disk is full
            file.write((keys & ((1 << of_place) - 1)).astype(np.uint32).data)
    (folder / STARTS).write_bytes(starts.astype(np.int64).tobytes())


def _shares(starts: Numbers, most: int) -> Iterator[tuple[int, int]]:
    """Yield stems, from the first up to the end: at most so many, and with few places unless it is one alone."""
    first, count = 0, len(starts) - 1
    while first < count:
        end = int(np.searchsorted(starts, starts[first] + SHARE, side="right")) - 1
        end = max(first + 1, min(end, first + most))
        yield first, end
        first = end


def _read(folder: Path, name: str, type: Any) -> Numbers:
    return np.memmap(folder / name, type, "r").view(np.ndarray)


class Positions:
    """The positions of an archive, sorted; its passages are numbered from 1, as in the archive."""

    def __init__(self, folder: Path) -> None:
        self.words, self.places = _read(folder, WORDS, np.uint32), _read(folder, PLACES, np.uint32)
        self.bounds, self._odd = _read(folder, BOUNDS, np.int64), _read(folder, ODD, np.bool_)
        self.starts = _read(folder, STARTS, np.int64)
        # numbers are read one by one out of these
        self._start, self._bound = self.starts.data, self.bounds.data
        self._word, self._place = self.words.data, self.places.data
        # the passage of every so manieth word, which is mostly that of the next ones, too
        self._near = self.bounds.searchsorted(np.arange(0, len(self.words), NEAR), side="right")
        names, forms = ((folder / name).read_text(encoding="utf-8").split("\n") for name in (STEMS, FORMS))
        self._names, self._numbers = names, {stem: n for n, stem in enumerate(names)}
        self._known: dict[str, tuple[int, ...]] = dict(
            zip(forms, zip(_read(folder, STEM, np.uint32).tolist(), strict=True), strict=True)
        )
        self._stems = Stems()
        self._bits = np.zeros(len(names) + 1, np.int64)  # that of each stem, while it is looked for

    def numbers(self, word: str) -> tuple[int, ...]:
        """Return the numbers of what the index has a word as; one that no passage has is -1."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = tuple(self._numbers.get(stem, -1) for stem in self._stems.of(word))
        return known

    def stems(self, word: str) -> list[str]:
        """Return what the index has a word as, as far as any passage has it."""
        return [self._names[number] for number in self.numbers(word) if number >= 0]

    def passages(self, words: str, most: int) -> Rowids:
        """Return the first passages, at most so many, in which words stand in a row in any ending, in their order."""
        numbers = [number for word in words.split(" ") for number in self.numbers(word)]
        if not numbers or min(numbers) < 0:
            return np.empty(0, np.int64)
        if len(numbers) == 1:
            known, reach = 0, self._all(numbers[0])
        else:
            known, reach = self._rarest(numbers)
        places = self.places[reach.start : reach.stop]
        size = FIRST
        while True:
            # those of one word alone are not in order
            some = places[:size] if len(numbers) > 1 else _smallest(places, size)
            found = different(self._rows(some, numbers, known))
            if size >= len(places) or len(found) >= most:
                return found[:most]
            size *= FASTER

    def _all(self, number: int) -> range:
        return range(self._start[number], self._start[number + 1])

    def _rarest(self, numbers: Sequence[int]) -> tuple[int, range]:
        """Return which two words in a row stand in the fewest places, and which of all places are those of the first of them."""
        return min(
            ((n, self._followed(*pair)) for n, pair in enumerate(pairwise(numbers))), key=lambda each: len(each[1])
        )

    def _followed(self, number: int, next: int) -> range:
        every = self._all(number)
        behind = self._behind
        first = bisect_left(every, next, key=behind)
        end = bisect_right(every, next, first, key=behind)
        return every[first:end]

    def _behind(self, n: int) -> int:
        """Return the word behind the nth of all places."""
        return self._word[self._place[n] + 1]

    def _rows(self, places: Numbers, numbers: Sequence[int], known: int) -> Rowids:
        """Return the passages in which all words stand in a row, the one with the number `known` and that behind it at `places`."""
        if len(numbers) > 2:  # the others lie between the first and the last word of all
            ends = known, len(self.words) - len(numbers) + known
            places = places[slice(*places.searchsorted(ends).tolist())]
        firsts = places.astype(np.int64) - known
        for n, number in enumerate(numbers):
            if n not in (known, known + 1):
                firsts = firsts[self.words[firsts + n] == number]
        passages = self.passages_at(firsts)
        return passages[self.bounds[passages] >= firsts + len(numbers)] if len(numbers) > 1 else passages

    def passages_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the passages in which words stand."""
        found = self._near[places // NEAR]
        later = (self.bounds[found] <= places).nonzero()[0]
        found[later] = self.bounds.searchsorted(places[later], side="right")
        return found

    def held(self, passages: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """Return for each passage which of some stems stand in it, as bits; the numbers of the stems differ."""
        rows = np.fromiter(passages, np.int64, len(passages))
        firsts, counts = self.bounds[rows - 1], self.bounds[rows] - self.bounds[rows - 1]
        ends = counts.cumsum()
        words = self.words[np.arange(counts.sum()) + (firsts - ends + counts).repeat(counts)]
        found = [0] * len(passages)
        for shift in range(0, len(numbers), BITS):
            some = numbers[shift : shift + BITS]
            self._bits[some] = 1 << np.arange(len(some))
            # a bit for what stands behind the last, which an empty passage at the end would begin with
            bits = np.bitwise_or.reduceat(np.append(self._bits[words], 0), ends - counts)
            self._bits[some] = 0
            here = np.where(counts > 0, bits, 0).tolist()
            found = [known | more << shift for known, more in zip(found, here, strict=True)]
        return found

    def is_odd(self, passage: int) -> bool:
        """Tell whether a quotation may find other words in a passage than are told of it."""
        return bool(self._odd[passage - 1])


def different(ordered: Rowids) -> Rowids:
    """Return numbers that are in order, each once."""
    begins = np.ones(len(ordered), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    return ordered[begins]


def _smallest(places: Numbers, count: int) -> Numbers:
    """Return the smallest places, in order."""
    return np.sort(places if count >= len(places) else np.partition(places, count)[:count])
