"""Numbers at the front of lines that may begin provisions: without those of tables of contents and inside sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.formats.wrapped import is_inside
from ingest.grammar.numbering import Marker, marker_at
from ingest.grammar.rule_headings import CONTENTS
from ingest.grammar.rule_parts import Stretch
from ingest.grammar.titles import folded, title_like

# a line within a stretch
LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?=\S)")
# "4. Voting ........ 12", "4. Voting<tab>12": a line of a table of contents
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}|\t)[ .\t]*\d{1,3}[ \t]*\Z")


def markers_of(stretches: Sequence[Stretch], text: str) -> Iterator[tuple[int, Marker]]:
    """Yield the numbers at the front of lines, each with the index of its stretch."""
    for at, stretch in enumerate(stretches):
        if stretch.kind in ("code", "html", "table"):
            continue
        starts = [stretch.start, *(match.end() for match in LINE.finditer(text, stretch.start, stretch.end))]
        for start, end in zip(starts, [*starts[1:], stretch.end], strict=True):
            marker = marker_at(text, start, end)
            if marker and not _is_no_clause(text, start, end, max(stretch.start, start - 200)):
                yield at, marker


def _is_no_clause(text: str, start: int, end: int, first: int) -> bool:
    """Tell a line of a table of contents, or a number inside a wrapped sentence, from the beginning of a provision."""
    above = text[first:start].rstrip().rpartition("\n")[2] if start > first else ""
    return bool(CONTENTS_LINE.search(text, max(start, end - 60), end)) or is_inside(above, text[start:end])


def without_contents(
    markers: list[tuple[int, Marker]], stretches: Sequence[Stretch], text: str, headings: dict[int, str | None]
) -> list[tuple[int, Marker]]:
    """Leave out the numbers of a table of contents: titles from its heading to where the first number comes again."""
    top = min((at for at, words in headings.items() if folded(words or "") in CONTENTS), default=None)
    first = next((n for n, (at, _) in enumerate(markers) if top is not None and at > top), len(markers))
    for n in range(first, len(markers)):
        sign = markers[n][1].signs[0]
        opening = markers[first][1].signs[0]
        if n > first and sign.value == opening.value and sign.counted == opening.counted:
            return markers[:first] + markers[n:]
        stretch = stretches[markers[n][0]]
        if not title_like(text[stretch.start : stretch.end]):
            break
    return markers
