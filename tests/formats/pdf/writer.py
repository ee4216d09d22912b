"""A small writer of PDF files for tests: lines of one font at their places, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import compress

Line = tuple[float, float, str]  # from the left, from the bottom, words

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"


def pdf(
    pages: Sequence[bytes],
    catalog: str = "",
    page: str = "",
    others: Sequence[bytes] = (),
    drawings: str = "",
    fonts: str = "",
) -> bytes:
    """Return a PDF of these content streams.

    `catalog`, `page`, `drawings` and `fonts` are more entries of those dictionaries; `others` are more objects, numbered from 4.
    """
    first = 4 + len(others)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        FONT,
        *others,
    ]
    for n, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * n + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R {fonts} >> {drawings} >> {page} >>".encode()
        )
        objects.append(stream(content))
    return _file(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    packed = compress(content)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), entries.encode(), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(data),
    )  # fmt: skip


def content(lines: Sequence[Line], size: int = 10, font: str = "F") -> bytes:
    """Return the content stream that draws some lines."""
    drawn = [
        b"BT /" + font.encode() + b" %d Tf %.1f %.1f Td (%s) Tj ET" % (size, x, y, _escaped(words))
        for x, y, words in lines
    ]
    return b"\n".join(drawn)


def set_page(lines: Sequence[str], leading: float = 12) -> bytes:
    """Return the content stream of a page: lines below each other; an empty line is one and a half times as far."""
    placed, y = [], 740.0
    for line in lines:
        if line.strip():
            placed.append((72 + 6 * (len(line) - len(line.lstrip())), y, line.strip()))
        y -= leading if line.strip() else leading / 2
    return content(placed)


def _escaped(words: str) -> bytes:
    data = words.encode("cp1252", "replace")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
