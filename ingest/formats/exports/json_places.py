"""JSON of which the elements of some lists are wanted with their places: each is decoded alone, when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import JSONDecoder
from typing import Any

from ingest.errors import UnreadableError

Path = tuple[str, ...]
SPACE = re.compile(r"[ \t\r\n]*")
ANY = "*"  # any element of a list, in a path
# what no text has: control characters, halves of characters, and what is no character
STRANGE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LOST = "\ufffd"
TOO_DEEP = "its JSON is nested deeper than any export is; look at it first"
# numbers stay as they are written: an id has more digits than a number keeps
_decode = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False).raw_decode


@dataclass(frozen=True, slots=True)
class Elements:
    """A list of which the elements are wanted, by where each begins and ends in the text."""

    text: str
    places: list[tuple[int, int]]

    def __iter__(self) -> Iterator[tuple[Any, int, int]]:
        """Yield each element with its place."""
        return ((_decode(self.text, start)[0], start, end) for start, end in self.places)

    def first(self) -> Any:
        """Return the first element, or None."""
        return next((value for value, *_ in self), None)


@dataclass(slots=True)
class Json:
    """A JSON text: its `value`, the lists that are wanted as `Elements`, and the place from which on it is broken, or None."""

    value: Any
    fault: int | None = None


def read(text: str, at: int, wanted: Collection[Path]) -> Json:
    """Return the JSON that begins at a place of a text; `wanted` are the paths of the lists whose elements are wanted.

    What is broken off ends where it breaks. Raises UnreadableError where it is no JSON, or nested without end.
    """
    reader = _Reader(text, frozenset(wanted))
    try:
        value, end = reader.value(at, ())
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    if reader.fault is None and (rest := _skip(text, end)) < len(text) and text[rest] != ";":
        reader.fault = rest
    return Json(value, reader.fault)


def words(value: Any) -> str:
    """Return a value as words: a text without what no text has, a number as written, and nothing for anything else."""
    return STRANGE.sub(LOST, value) if isinstance(value, str) else ""


def mapping(value: Any) -> dict[str, Any]:
    """Return a value that is an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return a value that is a list, or an empty one."""
    return value if isinstance(value, list) else []


class _Reader:
    """Goes down the wanted paths; everything beside them is decoded whole. Once `fault` is set nothing more is read."""

    def __init__(self, text: str, wanted: Collection[Path]) -> None:
        self.text, self.wanted = text, wanted
        self.above = frozenset(path[:n] for path in wanted for n in range(len(path)))
        self.fault: int | None = None

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        at = _skip(self.text, at)
        sign = self.text[at : at + 1]
        if sign == "[" and path in self.wanted:
            places: list[tuple[int, int]] = []
            return Elements(self.text, places), self._list(at, path, places, None)
        if sign == "[" and (*path, ANY) in self.above:
            values: list[Any] = []
            return values, self._list(at, (*path, ANY), [], values)
        if sign == "{" and path in self.above:
            return self._object(at, path)
        try:
            return _decode(self.text, at)
        except ValueError:
            self.fault = at
            return None, at

    def _list(self, at: int, path: Path, places: list[tuple[int, int]], values: list[Any] | None) -> int:
        at = _skip(self.text, at + 1)
        while self.text[at : at + 1] != "]":
            if values is None:
                value, end = self._alone(at)
            else:
                value, end = self.value(at, path)
                values.append(value)
            if self.fault is not None:
                return end
            places.append((at, end))
            at = self._next(end, "]")
            if self.fault is not None:
                return at
        return at + 1

    def _alone(self, at: int) -> tuple[Any, int]:
        try:
            return _decode(self.text, at)
        except ValueError:
            self.fault = at
            return None, at

    def _object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = _skip(self.text, at + 1)
        while self.text[at : at + 1] != "}":
            key, at = self._alone(at)
            at = _skip(self.text, at)
            if self.fault is not None or not isinstance(key, str) or self.text[at : at + 1] != ":":
                self.fault = at if self.fault is None else self.fault
                return found, at
            value, at = self.value(at + 1, (*path, key))
            if isinstance(value, Elements) and isinstance(above := found.get(key), Elements):
                above.places.extend(value.places)  # Mastodon has an empty list before the one with its posts
                value = above
            found[key] = value
            at = at if self.fault is not None else self._next(at, "}")
            if self.fault is not None:
                return found, at
        return found, at + 1

    def _next(self, at: int, last: str) -> int:
        """Return where the next element begins, or where the list or object ends."""
        at = _skip(self.text, at)
        sign = self.text[at : at + 1]
        if sign == ",":
            return _skip(self.text, at + 1)
        if sign != last:
            self.fault = at
        return at


def _skip(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at
