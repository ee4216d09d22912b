"""Segments: every character of a source in exactly one passage or one named discard (law 1)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.blocks import Block
from ingest.formats.decode import Decoded, Run
from ingest.model import Problem, Reading, Segment, Source
from ingest.parsing.correct import Corrected
from ingest.parsing.spans import Slices
from ingest.withholding.withhold import Stretch

Piece = tuple[int, int, str | None, str | None]  # start, end, passage id or None, name of the discard or None


def tile(
    source: Source,
    decoded: Decoded,
    published: Slices,
    readings: list[Reading],
    discards: list[Block],
    gone: list[Stretch],
    corrected: Corrected,
) -> tuple[list[Segment], list[Problem]]:
    """Return the segments of a source, and a problem for each stretch that no parser has named.

    `published` is the decoded text with what is withheld masked, its holes the page furniture; `gone` are the places of
    withheld documents. Raises DeclarationError where a correction cuts a paragraph in two, UnreadableError for an
    encoding whose bytes cannot be counted piece by piece.
    """
    pieces: list[Piece] = [(p.start, p.end, p.id, None) for reading in readings for p in reading.passages]
    pieces += [(each.start, each.end, None, each.kind) for each in discards]
    if published.holes:
        pieces = [piece for whole in pieces for piece in _without_holes(whole, published)]
    pieces += [(each.start, each.end, None, each.name) for each in corrected.cuts]
    starts = [each.start for each in gone]
    pieces = [each for each in pieces if each[2] or not _lies_in(each[0], gone, starts)]
    pieces += [(each.start, each.end, None, "withheld") for each in gone]
    pieces.sort(key=itemgetter(0, 1))
    segments, problems = [], []
    source_id, text = source.id, published.text
    places = _Bytes(decoded)
    for start, end, passage_id, discard in _filled(pieces, decoded.text, corrected):
        first, last = places.of(start, end)
        words = text[start:end] if discard else None
        segments.append(Segment(source_id, start, end, first, last, passage_id, discard, words))
        if discard == "unread":
            problems.append(Problem(source_id, "no parser has read these words", None, start, end))
    places.check(source.byte_count)
    return segments, problems


def _lies_in(offset: int, gone: list[Stretch], starts: list[int]) -> bool:
    index = bisect_right(starts, offset) - 1
    return index >= 0 and offset < gone[index].end


def _without_holes(piece: Piece, published: Slices) -> Iterator[Piece]:
    """Yield the stretches of a passage, or of a discard, between the page furniture in it."""
    start, end, passage_id, discard = piece
    yield from ((a, b, passage_id, discard) for a, b in published.pieces(start, end))


class _Bytes:
    """The bytes of each stretch of a text, asked for one after the other; nothing where they are not known."""

    def __init__(self, decoded: Decoded) -> None:
        self.decoded, self._byte = decoded, 0
        self._text, self._encoding = decoded.text, decoded.encoding
        self._is_ascii = self._encoding in ("utf-8", "cp1252") and self._text.isascii()  # a byte for each character
        self._ends = [run.end for run in decoded.runs]

    def of(self, start: int, end: int) -> tuple[int | None, int | None]:
        if self._encoding is None:
            return self._of_runs(start, end)
        here = self._byte
        self._byte += end - start if self._is_ascii else len(self._text[start:end].encode(self._encoding))
        return here, self._byte

    def check(self, byte_count: int) -> None:
        """Raise UnreadableError unless the stretches made up all the bytes of an encoded text."""
        if self.decoded.encoding is not None and self._byte != byte_count:
            raise UnreadableError(
                f"encoding: its bytes cannot be counted piece by piece in {self.decoded.encoding}; save the file as UTF-8."
            )

    def _of_runs(self, start: int, end: int) -> tuple[int | None, int | None]:
        runs: list[Run] = []
        for index in range(bisect_right(self._ends, start), len(self._ends)):
            if self.decoded.runs[index].start >= end:
                break
            runs.append(self.decoded.runs[index])
        if not runs:
            return None, None
        return min(run.byte_start for run in runs), max(run.byte_end for run in runs)


def _filled(pieces: list[Piece], received: str, corrected: Corrected) -> Iterator[Piece]:
    """Yield the pieces with what lies between them: white space (withheld or not), or words that no parser has named."""
    here = 0
    for start, end, passage_id, discard in pieces:
        if start < here:
            raise DeclarationError("corrections: one of them cuts a paragraph in two; correct fewer words.")
        if start > here:
            yield here, start, None, _name(here, start, received, corrected)
        if end > start:
            yield start, end, passage_id, discard
        here = end
    if here < len(received):
        yield here, len(received), None, _name(here, len(received), received, corrected)


def _name(start: int, end: int, received: str, corrected: Corrected) -> str:
    words = received[start:end]
    if words.isspace() or not words.strip(" \t\r\n\ufeff"):
        return "blank"
    if any(a < end and start < b for a, b, _ in corrected.spans):
        return "corrected away"
    return "unread"
