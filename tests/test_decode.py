"""Texts with a few wrong bytes are read, and say what is lost; what is no text is not read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from ingest.errors import UnreadableError
from ingest.formats.decode import decode
from ingest.formats.html import html
from ingest.formats.single_byte import found
from ingest.verify import verify
from tests.archives import built, folder, rows
from tests.growth import assert_linear

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


def test_no_text_is_told_at_once() -> None:
    """A large file that is no text is refused before it is decoded, which would take ten times its size and a minute."""
    data = bytes(8 << 20)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match="not text"):
            decode(data)
        assert tracemalloc.get_traced_memory()[1] < 2 * len(data)
    finally:
        tracemalloc.stop()


RUSSIAN = "Чайник вернулся на полку в понедельник вечером, чего никто не ожидал. " * 3
# in KOI8-R nothing but lines and frames of MS-DOS
SMALL = (
    "вчера вечером на собрании было решено, что выборы нового секретаря пройдут в марте; многие были недовольны. " * 6
)
UNNAMED = (
    ("Polish", "Zażółć gęślą jaźń, a potem wróć do domu i powiedz, że czajnik stoi na półce. ", ("cp1250", "iso8859-2")),
    ("Czech", "Konvice se vrátila v pondělí večer, což nikdo nečekal; příliš žluťoučký kůň. ", ("cp1250", "iso8859-2", "cp852")),
    ("Hungarian", "A vízforraló hétfőn este visszakerült a polcára, amire senki sem számított; őt űzték. ", ("cp1250", "iso8859-2")),
    ("Turkish", "Çaydanlık pazartesi akşamı rafına geri kondu, kimse bunu beklemiyordu; ağaç güzel. ", ("cp1254",)),
    ("French", "L'été dernier, la bouilloire a été remise à sa place par l'équipe ; où êtes-vous, garçon ? ", ("cp850", "cp437", "mac-roman")),
    ("German", "Der Wasserkocher steht größer und schöner im Regal; müßig wäre es zu fragen. ", ("cp850", "cp437", "mac-roman")),
    ("English of a Mac", "“It’s gone,” she said – and didn’t know why. The café’s kettle wasn’t there… ", ("mac-roman",)),
    ("English of MS-DOS", "It was £40, they said, for the kettle at the café. Nobody had paid £12 before. ", ("cp850", "cp437")),
)  # fmt: skip
WESTERN = {
    "French": "L’été dernier, la bouilloire a été remise à sa place par l'équipe de nuit ; personne ne l’a vue.",
    "German": "Der Wasserkocher steht größer und schöner im Regal; „müßig“ wäre es zu fragen – 3 × 2 € für alle.",
    "Icelandic": "Ketillinn er kominn aftur á hilluna, sem enginn átti von á; það þótti ótrúlegt og þó ekki.",
    "Catalan and signs": "La col·laboració d´en Joan inter¬nacional costa 5 £ per m² i no ha pagat mai 1½ l de te.",
}


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5", "cp866"])
@pytest.mark.parametrize("name", ["txt", "html"])
@pytest.mark.parametrize("text", [RUSSIAN, SMALL], ids=["a text", "small letters alone"])
def test_other_alphabets(encoding: str, name: str, text: str) -> None:
    """A text in another alphabet, whose encoding nothing says, is not read as if it were Western: it would be no words."""
    page = f"<html><head><title>x</title></head><body class='one two three four five'><p>{text}</p></body></html>"
    with pytest.raises(UnreadableError, match="its encoding is not known; declare it"):
        decode(text.encode(encoding)) if name == "txt" else html.decode(page.encode(encoding), None, ())
    assert decode(text.encode(encoding), encoding).text == text
    said = page.replace("<title>", f"<meta charset={encoding.replace('iso8859', 'iso-8859')}><title>")
    assert text.strip() in html.decode(said.encode(encoding), None, ()).text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(text, encoding, id=f"{name} in {encoding}")
        for name, text, encodings in UNNAMED
        for encoding in encodings
    ],
)
@pytest.mark.parametrize("name", ["txt", "html"])
def test_unnamed(text: str, encoding: str, name: str) -> None:
    """A text whose encoding nothing says is read in the only one that makes words of it, and a problem says so; a short one is told."""
    if name == "html":
        page = f"<html><body class='one two three four five'><p>{text * 9}</p></body></html>"
        whole = html.decode(page.encode(encoding), None, ())
        assert " ".join(whole.text.split()) == " ".join((text * 9).split())
    else:
        whole = decode((text * 9).encode(encoding))
        assert whole.text == text * 9
        assert whole.encoding is not None
        assert whole.text.encode(whole.encoding) == (text * 9).encode(encoding)
    assert whole.split
    assert [reason.partition(";")[0] for reason, _, _ in whole.split.problems] == [
        "nothing says in which encoding it is"
    ]
    short = decode((text * 2).encode(encoding)).split
    assert short
    assert [reason.partition(";")[0] for reason, _, _ in short.problems] == ["nothing says in which encoding it is"]


def test_two_encodings() -> None:
    """A text that two encodings make words of is read as before, and the problem names both."""
    text = "Tekannan ställdes tillbaka på hyllan på måndagskvällen, vilket ingen hade väntat sig. " * 9
    read = decode(text.encode("mac-roman"))
    assert read.encoding == "cp1252"
    assert read.split
    assert "may be in cp850 or mac-roman" in read.split.problems[0][0]


def test_signs_within_words() -> None:
    """A text with signs within its words, of which no encoding that is known makes words, is read, and told."""
    found = decode(
        "The lamp\xb3s light and the kettle\xb3s lid were ca\xbfled away by kee\xa7ers, one \xe5\xe7\xf5\xfe. ".encode(
            "latin-1"
        )
        * 9
    )
    assert found.encoding == "cp1252"
    assert found.split
    assert [reason.partition(",")[0] for reason, _, _ in found.split.problems] == ["signs stand within its words"]


@pytest.mark.alone
@pytest.mark.parametrize(
    "data", [b"\x82", b"a\x82", b"\x82 ", b"abcdefg ", "ÄÄ".encode("cp1252"), b"\x99b\x82\n"], ids=repr
)
def test_growth(data: bytes) -> None:
    """The time of looking for an encoding grows with the text."""
    assert_linear(lambda size: found(data * size + b"\x82t\x82"), 400_000)


def test_other_alphabet_hint() -> None:
    """What is not read is told with the encoding that it may be in."""
    for encoding in ("cp1251", "koi8-r", "cp866"):
        with pytest.raises(UnreadableError, match=f"it may be in {encoding}"):
            decode(RUSSIAN.encode(encoding))


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
