"""A piece of an e-mail: a stretch of its text with its blocks, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.formats.blocks import Block

UNREADABLE = "[nothing of this part can be read]"

Problem = tuple[str, int, int]


@dataclass(slots=True)
class Piece:
    """A stretch of the text of a message, its places counted from 0, and the bytes that it was made of."""

    text: str
    blocks: list[Block]
    place: tuple[int, int]
    problems: list[Problem] = field(default_factory=list)
    is_body: bool = False
    is_attachment: bool = False


def aside(kind: str, text: str, place: tuple[int, int]) -> Piece:
    """Return a piece that is a discard of this name."""
    words = text.strip()
    return Piece(words, [Block(kind, 0, len(words), discard=True)] if words else [], place)


def with_problems(piece: Piece, problems: list[str]) -> Piece:
    """Tell problems of a piece; where nothing of it could be read, a line stands for it."""
    if problems and not piece.text:
        piece = aside("unreadable part", UNREADABLE, piece.place)
    piece.problems += [(reason, 0, len(piece.text)) for reason in problems]
    return piece
