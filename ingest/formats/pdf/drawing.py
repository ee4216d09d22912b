"""How much draws a page of a PDF, in its drawing and those that it shows, and whether it shows pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import StreamObject

DEEPEST = 50  # drawings in drawings: a few more than PDFium follows
# "/Fm1 Do": a drawing, or a picture, is shown here
SHOWN = re.compile(rb"/([^\s/%()<>\[\]{}]+)\s+Do\b")
# "Do" below a comment: what is shown is said above it
BELOW = re.compile(rb"[\r\n]\s{0,20}Do\b")
LONGEST = 32_767  # bytes of a string that PDFium reads
# "(The kettle …": so long a string in brackets, or in the codes of its letters
LONG = re.compile(rb"\((?:[^()\\]|\\[\s\S]){%d}|<[0-9A-Fa-f\s]{%d}" % (LONGEST + 1, 2 * LONGEST + 1))
# "#49" in a name: a letter by its code
CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


class Drawing(NamedTuple):
    """How many bytes draw a page, and whether there is a string among them whose end PDFium does not read."""

    size: int
    is_cut: bool


def drawn(page: PageObject, most: int) -> Drawing:
    """Return what draws a page, the bytes of a drawing counted as often as it is shown; where they are more than `most`, the rest is not counted."""
    contents = page.get_contents()
    data = contents.get_data() if isinstance(contents, StreamObject) else b""
    count = _Count(most)
    return Drawing(count.of(data, _shown(page), DEEPEST), count.is_cut)


def has_images(page: PageObject) -> bool:
    """Tell whether a page shows pictures."""
    return any(each.get("/Subtype") == "/Image" for each in _within(page, set(), DEEPEST))


class _Count:
    """Counts the bytes of drawings, each once however often it is shown."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[int, int] = {}
        self.is_cut = False

    def of(self, data: bytes, shown: Sequence[tuple[bytes, Any]], deep: int) -> int:
        """Return how many bytes `data`, a drawing that may show those in `shown`, is with what it shows."""
        count = len(data)
        self.is_cut = self.is_cut or (count > LONGEST and LONG.search(data) is not None)
        times = Counter(CODE.sub(_letter, match[1]) for match in SHOWN.finditer(data)) if shown and deep else Counter()
        more = sum(1 for _ in BELOW.finditer(data)) if shown and deep and b"%" in data else 0
        for name, each in shown if times or more else ():
            if count > self._most:
                break
            if (name in times or more) and each.get("/Subtype") == "/Form":
                count += self._form(each, shown, deep) * (times[name] + more)
        return count

    def _form(self, form: Any, around: Sequence[tuple[bytes, Any]], deep: int) -> int:
        if id(form) not in self._known:
            self._known[id(form)] = 0  # what it shows of itself is not shown
            shown = _shown(form) if "/Resources" in form else around
            self._known[id(form)] = self.of(form.get_data(), shown, deep - 1)
        return self._known[id(form)]


def _letter(code: re.Match[bytes]) -> bytes:
    return bytes([int(code[1], 16)])


def _within(holder: Any, seen: set[int], deep: int) -> Iterator[Any]:
    """Yield the drawings and the pictures that a page or a drawing shows, and those that these show, each once."""
    for _, each in _shown(holder):
        if id(each) not in seen and deep:
            seen.add(id(each))
            yield each
            yield from _within(each, seen, deep - 1)


def _shown(holder: Any) -> list[tuple[bytes, Any]]:
    try:
        resources: Any = holder["/Resources"].get_object()
        shown = resources["/XObject"].get_object() if "/XObject" in resources else {}
        return [(name[1:].encode(), shown[name].get_object()) for name in shown]
    except Exception:  # resources that cannot be read show nothing
        return []
