"""Answers kept in memory, by the address that asks for them."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

Key = tuple[str, bytes | None, bytes, bytes]  # scheme, host, path, query


class Answer(NamedTuple):
    """A whole answer, the same compressed once somebody took it so, until when it is kept, and whether it is worth compressing.

    Of a very long one only what is compressed is kept, and `body` is empty.
    """

    headers: list[tuple[bytes, bytes]]
    body: bytes
    squeezed: bytes | None
    until: float
    is_worth: bool = False


class Memory:
    """The answers that were asked for last, as many as there is room for."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.size = most_bytes, 0
        self.held: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key, now: float) -> Answer | None:
        """Return an answer that is held and still to be kept."""
        found = self.held.get(key)
        if found is None or found.until < now:
            return None
        self.held.move_to_end(key)
        return found

    def replace(self, key: Key, before: Answer, answer: Answer) -> None:
        """Hold an answer in the place of another, if that is still held."""
        if self.held.get(key) is before:
            self.put(key, answer)

    def put(self, key: Key, answer: Answer) -> None:
        """Hold an answer, and let go of those that were not asked for longest."""
        before = self.held.pop(key, None)
        self.size += weight(key, answer) - (weight(key, before) if before else 0)
        self.held[key] = answer
        while self.size > self.most_bytes:
            other, dropped = self.held.popitem(last=False)
            self.size -= weight(other, dropped)


def weight(key: Key, answer: Answer) -> int:
    """Return about how many bytes an answer takes in memory."""
    return (
        len(answer.body)
        + len(answer.squeezed or b"")
        + sum(len(name) + len(value) for name, value in answer.headers)
        + len(repr(key))
        + 500
    )
