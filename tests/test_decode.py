"""Texts with a few wrong bytes are read, and say what is lost; what is no text is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableError
from ingest.formats.decode import decode
from ingest.verify import verify
from tests.archives import built, folder, rows

PROSE = "“It was gone,” said Zoë Müller, “with its flex and its saucer.” Nobody spoke. " * 20
WRONG = {
    "a byte of Windows-1252 in UTF-8": (PROSE.encode()[:500] + b"\xe9" + PROSE.encode()[500:], "1 of its bytes are not UTF-8"),
    "cut within a sign": (PROSE.encode()[:-1] + "é".encode()[:1], "1 of its bytes are not UTF-8"),
    "half a character": (PROSE.encode() + b"\xed\xa0\x80", "3 of its bytes are not UTF-8"),
    "a control character": (PROSE.encode() + b"\x00.", "1 of its bytes are control characters"),
    "a byte that Windows-1252 has not": (PROSE.replace("“", "'").replace("”", "'").encode("cp1252") + b"\x81", "1 of its bytes are in no"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), WRONG.values(), ids=WRONG.keys())
def test_mended(tmp_path: Path, data: bytes, reason: str) -> None:
    """A wrong byte loses itself alone: every other word is read as it is, and a problem says what is lost."""
    db = built(tmp_path, day__txt=data)
    ((text,),) = rows(db, "select text from passages")
    assert "said Zoë Müller, " in text
    assert "\ufffd" in text
    assert rows(db, "select encoding from sources") == [(None,)]
    assert [why for (why,) in rows(db, "select reason from problems") if why.startswith(reason)]
    verify(db, tmp_path / "sources").or_raise()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PROSE.encode(), id="UTF-8"),
        pytest.param("Zoë’s café – “closed”. ".encode("cp1252") * 50, id="Windows-1252"),
        pytest.param("É".encode("cp1252"), id="one letter"),
        pytest.param("Ã©tÃ© ".encode() * 9, id="mojibake as received"),
    ],
)
def test_exact(data: bytes) -> None:
    """What is right is left alone, and gives its bytes back."""
    found = decode(data)
    assert found.encoding is not None
    assert found.text.encode(found.encoding) == data


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 400, bytes(range(256)) * 9, PROSE.encode() + b"\x00" * 40], ids=["zeros", "all", "many"]
)
def test_no_text(data: bytes) -> None:
    """What holds many control characters is no text."""
    with pytest.raises(UnreadableError, match="not text"):
        decode(data)


def test_empty_containers(tmp_path: Path) -> None:
    """A container with nothing in it is told."""
    sources = folder(tmp_path / "sources", day__txt=PROSE, empty__warc=b"", zero__zip=b"PK\x05\x06" + bytes(18))
    db = built(tmp_path, day__txt=PROSE)
    assert sources.is_dir()
    assert rows(db, "select locator, reason from problems where source_id is null") == [
        ("empty.warc", "there is nothing in it; get it again"),
        ("zero.zip", "there is nothing in it; get it again"),
    ]
