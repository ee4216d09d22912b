"""Stretches of two passages, made of the words that both have in a row: as far as they go, small differences included."""

from __future__ import annotations

from collections.abc import Iterator

GAP = 6  # words between two seeds of one stretch
AGAIN = 3  # words that must be the same again behind a difference
MOST_CHANGED = 3  # words left out or put in at one difference, where a stretch is followed beyond its seeds
# how many words are left out or put in at a difference, the smallest difference first
STEPS = sorted(
    ((a, b) for a in range(MOST_CHANGED + 1) for b in range(MOST_CHANGED + 1) if a or b),
    key=lambda step: (max(step), sum(step), step),
)


def chains(hashes: memoryview, runs: list[tuple[int, ...]], limits: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield the stretches of two passages: runs that follow each other closely, as far as words are the same at both ends."""
    begun, begun_there, end, end_there, same = 0, 0, -1, -1, 0
    for a, b, length in runs:
        if begun <= a and a + length <= end and begun_there <= b and b + length <= end_there:
            continue  # within the stretch so far
        overlap = max(0, end - a, end_there - b)
        if end >= 0 and overlap < length and -GAP <= end - a <= length and -GAP <= end_there - b <= length:
            end, end_there, same = a + length, b + length, same + length - overlap
        else:
            if end >= 0:
                yield begun, end, begun_there, end_there, same
            begun, begun_there, end, end_there, same = a, b, a + length, b + length, length
        steps = _grow(hashes, end, end_there, limits[1], limits[3], 1)
        end, end_there, same = steps[0], steps[1], same + steps[2]
        if same == length + steps[2] and (begun, begun_there) == (a, b):
            begun, begun_there, more = _grow(hashes, a - 1, b - 1, limits[0] - 1, limits[2] - 1, -1)
            begun, begun_there, same = begun + 1, begun_there + 1, same + more
    if end >= 0:
        yield begun, end, begun_there, end_there, same


def _grow(hashes: memoryview, a: int, b: int, stop: int, stop_there: int, way: int) -> tuple[int, int, int]:
    """Return how far two passages go on alike from words `a` and `b`, small differences included, and the words the same."""
    same = 0
    while True:
        while a != stop and b != stop_there and hashes[a] == hashes[b]:
            a, b, same = a + way, b + way, same + 1
        if _near(hashes, a, way).isdisjoint(_near(hashes, b, way)):  # so it is mostly, and cheaply told
            return a, b, same
        step = next((step for step in STEPS if _goes_on(hashes, a, b, stop, stop_there, way, step)), None)
        if step is None:
            return a, b, same
        a, b = a + way * step[0], b + way * step[1]


def _near(hashes: memoryview, at: int, way: int) -> set[int]:
    """Return the words at which a passage may go on, and perhaps some beyond its end."""
    return set(hashes[at : at + MOST_CHANGED + 1] if way > 0 else hashes[max(0, at - MOST_CHANGED) : at + 1])


def _goes_on(hashes: memoryview, a: int, b: int, stop: int, stop_there: int, way: int, step: tuple[int, int]) -> bool:
    """Tell whether words are the same again behind a difference: three of them, or all there are up to both ends."""
    a, b = a + way * step[0], b + way * step[1]
    left, left_there = (stop - a) * way, (stop_there - b) * way
    if left <= 0 or left_there <= 0 or hashes[a] != hashes[b]:
        return False
    count = AGAIN if left >= AGAIN <= left_there else left if left == left_there else 0
    return count > 0 and all(hashes[a + way * n] == hashes[b + way * n] for n in range(1, count))
