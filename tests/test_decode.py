"""Texts with a few wrong bytes are read, and say what is lost; what is no text is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnreadableError
from ingest.formats import html
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


RUSSIAN = "Чайник вернулся на полку в понедельник вечером, чего никто не ожидал. " * 3
POLISH = "Zażółć gęślą jaźń, a potem wróć do domu i powiedz, że czajnik stoi na półce. " * 9
WESTERN = {
    "French": "L’été dernier, la bouilloire a été remise à sa place par l'équipe de nuit ; personne ne l’a vue.",
    "German": "Der Wasserkocher steht größer und schöner im Regal; „müßig“ wäre es zu fragen – 3 × 2 € für alle.",
    "Icelandic": "Ketillinn er kominn aftur á hilluna, sem enginn átti von á; það þótti ótrúlegt og þó ekki.",
    "Catalan and signs": "La col·laboració d´en Joan inter¬nacional costa 5 £ per m² i no ha pagat mai 1½ l de te.",
}


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5", "cp866"])
@pytest.mark.parametrize("name", ["txt", "html"])
def test_other_alphabets(encoding: str, name: str) -> None:
    """A text in another alphabet, whose encoding nothing says, is not read as if it were Western: it would be no words."""
    page = f"<html><head><title>x</title></head><body class='one two three four five'><p>{RUSSIAN}</p></body></html>"
    with pytest.raises(UnreadableError, match="its encoding is not known; declare it"):
        decode(RUSSIAN.encode(encoding)) if name == "txt" else html.decode(page.encode(encoding), None, ())
    assert decode(RUSSIAN.encode(encoding), encoding).text == RUSSIAN
    said = page.replace("<title>", f"<meta charset={encoding.replace('iso8859', 'iso-8859')}><title>")
    assert RUSSIAN.strip() in html.decode(said.encode(encoding), None, ()).text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp852"])
def test_doubt(encoding: str) -> None:
    """A text with signs within its words is read, and told: it may be in another encoding."""
    found = decode(POLISH.encode(encoding))
    assert found.encoding == "cp1252"
    assert found.split
    assert [reason.partition(",")[0] for reason, _, _ in found.split.problems] == ["signs stand within its words"]


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western(text: str) -> None:
    """What people of Western Europe write is read without a word about its encoding."""
    found = decode((text + "\n").encode("cp1252") * 40)
    assert found.encoding == "cp1252"
    assert found.split is None
    assert found.text == (text + "\n") * 40


def test_empty_containers(tmp_path: Path) -> None:
    """A container with nothing in it is told."""
    sources = folder(tmp_path / "sources", day__txt=PROSE, empty__warc=b"", zero__zip=b"PK\x05\x06" + bytes(18))
    db = built(tmp_path, day__txt=PROSE)
    assert sources.is_dir()
    assert rows(db, "select locator, reason from problems where source_id is null") == [
        ("empty.warc", "there is nothing in it; get it again"),
        ("zero.zip", "there is nothing in it; get it again"),
    ]
