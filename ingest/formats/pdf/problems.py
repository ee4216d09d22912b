"""What could not be read of a PDF, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

OCR = "run OCR over it (ocrmypdf) and put the result in its place"


def why_empty(unread: Mapping[str, Sequence[int]]) -> str:
    """Return why a file has no text, whose pages that are not read are named by reason."""
    if not unread:
        return "there is no text in it; put a file that has some in its place."
    scans = f"have no text layer; {OCR}"
    if scans in unread:
        return f"none of its pages has a text layer; {OCR}."
    return f"its pages {next(iter(unread))}."


def problems(unread: Mapping[str, Sequence[int]], lined: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield a sentence for each run of pages without text, with the place where it should stand."""
    starts = [0]
    for text in lined:
        starts.append(starts[-1] + len(text) + 2)
    end = starts[-1] - 2
    for reason, numbers in unread.items():
        for first, last in _runs(numbers):
            which = f"pages {first} to {last}" if last > first else f"page {first}"
            at = min(starts[min(first, len(starts)) - 1], end)
            yield f"{which} {reason if last > first else _of_one(reason)}", at, at
    if sum(text.count("\ufffd") for text in lined) * 20 > end:
        yield f"its fonts do not say which letters they draw, so many are \ufffd; {OCR}", 0, end


def _of_one(reason: str) -> str:
    first, _, rest = reason.partition(" ")
    return f"{ {'have': 'has', 'hold': 'holds', 'were': 'was'}.get(first, first) } {rest}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
