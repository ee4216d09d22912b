"""Segments: every character of a source in exactly one passage or one named discard (law 1)."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from ingest.correct import Corrected
from ingest.errors import DeclarationError, SourceError
from ingest.formats.blocks import Block
from ingest.model import Problem, Reading, Segment, Source
from ingest.withhold import Stretch

Piece = tuple[int, int, str | None, str | None]  # start, end, passage id or None, name of the discard or None


def tile(
    source: Source,
    text: str,
    published: str,
    readings: list[Reading],
    discards: list[Block],
    gone: list[Stretch],
    corrected: Corrected,
) -> tuple[list[Segment], list[Problem]]:
    """Return the segments of a source, and a problem for each stretch that no parser has named.

    `published` is `text` with what is withheld masked; `gone` are the places of withheld documents.
    Raises DeclarationError where a correction cuts a paragraph in two, SourceError for an encoding whose
    bytes cannot be counted piece by piece.
    """
    pieces: list[Piece] = [(p.start, p.end, p.id, None) for reading in readings for p in reading.passages]
    pieces += [(each.start, each.end, None, "withheld") for each in gone]
    pieces += [
        (each.start, each.end, None, each.kind)
        for each in discards
        if not any(hole.start <= each.start < hole.end for hole in gone)
    ]
    pieces.sort(key=itemgetter(0, 1))
    segments, problems = [], []
    byte = 0
    for start, end, passage_id, discard in _filled(pieces, published, corrected):
        size = len(text[start:end].encode(source.encoding))
        words = published[start:end] if discard else None
        segments.append(Segment(source.id, start, end, byte, byte + size, passage_id, discard, words))
        byte += size
        if discard == "unread":
            problems.append(Problem(source.id, "no parser has read these words", None, start, end))
    if byte != source.byte_count:
        raise SourceError(
            f"encoding: its bytes cannot be counted piece by piece in {source.encoding}; save the file as UTF-8."
        )
    return segments, problems


def _filled(pieces: list[Piece], published: str, corrected: Corrected) -> Iterator[Piece]:
    """Yield the pieces with what lies between them: white space, or words that no parser has named."""
    here = 0
    for start, end, passage_id, discard in pieces:
        if start < here:
            raise DeclarationError("corrections: one of them cuts a paragraph in two; correct fewer words.")
        if start > here:
            yield here, start, None, _name(here, start, published, corrected)
        if end > start:
            yield start, end, passage_id, discard
        here = end
    if here < len(published):
        yield here, len(published), None, _name(here, len(published), published, corrected)


def _name(start: int, end: int, published: str, corrected: Corrected) -> str:
    if not published[start:end].strip(" \t\r\n\ufeff") or published[start:end].isspace():
        return "blank"
    if any(a < end and start < b for a, b, _ in corrected.spans):
        return "corrected away"
    return "unread"
