"""The positions of all words: the same words, and the same answers, as the full-text index has."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching import at_once, many_postings, positions
from ingest.matching.asking import Index
from ingest.matching.at_once import Asked, looking
from ingest.matching.finding import Claim
from ingest.matching.held import Held
from ingest.matching.positions import Positions
from ingest.search import apart, prepare
from ingest.search.stems import Stems
from ingest.search.texts import AT_ONCE, texts
from ingest.tables import make_tables
from ingest.writing import fulltext
from tests.growth import assert_linear

# signs that one who compares, or FTS5, takes for another, for none, or for two
STRANGE = [
    *["’", "\u00ad", "\u200b", "ﬁ", "ß", "ſ", "İ", "ς", "Å", "\u212b", "e\u0301", "\u0345", "\ue000", "²", "_", "\x00", "\x1c"],
    *["שָׁלוֹם", "한", "\u1112\u1161\u11ab", "が", "か\u3099", "ǅ", "\U0001e900", "\U00010400", "🙂", "ｆｕｌｌ", "½", "١٢", "Ⅳ", "\u0378"],
]  # fmt: skip
PLAIN = "the of and hall was votes vote voted don’t it's 1,250.50 12th café CAFÉ kettle ballot"
WORDS = [*PLAIN.split(), *STRANGE]
DOCUMENT = """
insert into documents (id, source_id, position, kind, word_count, "start", "end") values (?, 's', ?, 'post', 0, 0, 0)"""
PASSAGE = """
insert into passages (id, document_id, source_id, position, kind, locator, "start", "end", text)
values (?, ?, 's', ?, 'paragraph', '', ?, ?, ?)"""


def _archive(path: Path, passages: list[str]) -> sqlite3.Connection:
    """Make an archive of passages, three to a document, with their full-text index."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma foreign_keys = off")
    make_tables(connection)
    connection.execute("begin")
    for n, text in enumerate(passages):
        if n % 3 == 0:
            connection.execute(DOCUMENT, (f"d{n // 3}", n // 3 + 1))
        connection.execute(PASSAGE, (f"p{n}", f"d{n // 3}", n % 3 + 1, 1_000 * n, 1_000 * n + len(text), text))
    connection.execute("commit")
    fulltext.make(connection, "passages", ("text",))
    fulltext.fill(connection, "passages", ("text",))
    connection.execute('create temp table quotations_read (document_id text, "start" integer, "end" integer)')
    connection.execute("create temp table frequent_words (term text, passage_count integer)")
    return connection


def _said(chance: random.Random, count: int) -> str:
    weights = [1 / (n + 2) for n in range(len(WORDS))]
    signs = chance.choices([" ", "  ", ", ", "-", "", "\n"], [12, 1, 2, 1, 1, 1], k=count)
    return "".join(word + sign for word, sign in zip(chance.choices(WORDS, weights, k=count), signs, strict=True))


@pytest.fixture(scope="module", params=[1, 2])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive of passages full of strange signs, one of them empty."""
    chance = random.Random(request.param)
    passages = [_said(chance, chance.randint(1, 40)) for _ in range(400)]
    path = tmp_path_factory.mktemp("held") / "archive.db"
    with closing(_archive(path, [*passages, "", "  ", passages[7]])) as connection:
        yield connection


def _path(connection: sqlite3.Connection) -> Path:
    return Path(connection.execute("select file from pragma_database_list where name = 'main'").fetchone()[0])


def test_every_sign() -> None:
    """Every sign that there is becomes in a word what FTS5 makes of it, and stays so."""
    signs, whole = apart.Signs(), Stems(fulltext.WHOLE_WORDS)
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    lots = [every[n : n + 50_000] for n in range(0, len(every), 50_000)]
    between = {sign: signs._between(sign) for sign in ["a", "É", "\u0301", "-", "\ue000"]}
    assert between == {"a": "a", "É": "e", "\u0301": "", "-": " ", "\ue000": "\ue000"}
    kept = {}
    for lot in lots:
        for sign, found in zip(lot, whole.of_each([f"a{sign}b" for sign in lot]), strict=True):
            kept[sign] = found[0][1:-1] if len(found) == 1 else " "
    again = sorted({*kept.values()} - {"", " "})
    found = whole.of_each([f"a{sign}b" for sign in again])
    assert [terms for terms in found if len(terms) != 1] == []
    assert [terms[0][1:-1] for terms in found] == again
    assert len(again) > 40_000


def test_words(held: sqlite3.Connection) -> None:
    """The words of passages are those of FTS5, and so is what it keeps of each."""
    taken = apart.Apart(texts(held))
    lots = [(list(numbers), lengths) for numbers, lengths in taken.lots()]
    numbers = iter([number for lot, _ in lots for number in lot])
    passages = [list(islice(numbers, length)) for _, lengths in lots for length in lengths]
    words, (stems, times) = [*taken.words], taken.counted()
    rows = [text for (text,) in held.execute("select text from passages order by rowid")]
    whole, ended = Stems(fulltext.WHOLE_WORDS).of_each(rows), Stems().of_each(rows)
    assert [tuple(words[n] for n in passage) for passage in passages] == whole
    assert [tuple(stems[words[n]] for n in passage) for passage in passages] == ended
    assert apart.counted(held) == (stems, times)
    assert times == Counter(word for each in whole for word in each)
    assert len(stems) > 30


def test_vocabulary(held: sqlite3.Connection) -> None:
    """What search keeps of the words is what FTS5 lists, in order."""
    words, stems, stem = prepare._vocabulary(apart.counted(held).stems)
    held.execute(f"create virtual table temp.whole using fts5 (words, tokenize = '{fulltext.WHOLE_WORDS}')")
    held.execute("insert into temp.whole select text from passages")
    held.execute("create virtual table temp.whole_words using fts5vocab (temp, whole, row)")
    held.execute("create virtual table temp.stems using fts5vocab (main, passages_fts, row)")
    assert words == sorted(term for (term,) in held.execute("select term from temp.whole_words"))
    assert stems == sorted(term for (term,) in held.execute("select term from temp.stems"))
    assert [stems[n] for n in stem] == ["".join(terms) for terms in Stems().of_each(words)]
    for table in ("whole_words", "whole", "stems"):
        held.execute(f"drop table temp.{table}")


def test_texts_in_lots(tmp_path: Path) -> None:
    """However many there are, and whatever signs they have, every text comes out as it went in."""
    passages = [f"{n}\x00,’{'x' * (n % 7)}" if n % 5 else "" for n in range(2 * AT_ONCE + 3)]
    with closing(_archive(tmp_path / "a.db", passages)) as connection:
        lots = list(texts(connection))
    assert [len(lot) for lot in lots] == [AT_ONCE, AT_ONCE, 3]
    assert [text for lot in lots for text in lot] == passages


def test_no_passages(tmp_path: Path) -> None:
    """An archive without passages, or words in them, has no words."""
    for n, passages in enumerate([[], ["", " — "]]):
        path = tmp_path / f"{n}.db"
        with closing(_archive(path, passages)) as connection, positions.writing(connection, path) as words:
            assert words == ({}, {})
        assert [each.name for each in tmp_path.iterdir()] == [f"{n}.db"]
        path.unlink()


@pytest.mark.parametrize("sizes", [(1 << 20, 1 << 23, 1 << 11), (64, 50, 2)])
def test_passages_of_words_in_a_row(
    held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, int, int]
) -> None:
    """Words, and up to five in a row, stand in the passages that the full-text index names, in shares of any size."""
    for name, size in zip(("AT_ONCE", "SHARE", "FIRST"), sizes, strict=True):
        monkeypatch.setattr(positions, name, size)
    chance = random.Random(5)
    path = _path(held)
    index = Index(held, reading=True)
    asked = [word for word in WORDS if " " not in word and "\x00" not in word and "\x1c" not in word] + ["", "nowhere"]
    found = 0
    with positions.writing(held, path):
        positions.sort(positions.beside(path))
        ours = Positions(positions.beside(path))
        for _ in range(3_000):
            row = " ".join(chance.choices(asked, k=chance.choice([1, 2, 2, 3, 4, 5])))
            expected = index.posting(row).rowids.tolist()
            assert ours.passages(row, 400).tolist() == expected[:400]
            assert ours.passages(row, 3).tolist() == expected[:3]
            found += bool(expected)
    assert found > 500


@pytest.mark.parametrize("few", [1 << 11, 5])
def test_postings_of_many_at_once(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Asked for at once, words and two in a row stand in the passages that each alone is told to; those in many places are left out."""
    monkeypatch.setattr(many_postings, "FIRST", few)
    asked = [word for word in WORDS if " " not in word and "\x00" not in word and "\x1c" not in word] + ["", "nowhere"]
    rows = [*asked, *(f"{one} {other}" for one in asked for other in asked)]
    path = _path(held)
    with positions.writing(held, path):
        positions.sort(positions.beside(path))
        ours = Positions(positions.beside(path))
        for most in (400, 3):
            told = dict(many_postings.postings(ours, rows, most))
            assert {row: found.tolist() for row, found in told.items()} == {
                row: ours.passages(row, most).tolist() for row in told
            }
            assert sum(map(len, told.values())) > 100
        if few > 5:
            known = {row for row in rows if len(numbers := _numbers(ours, row)) in (1, 2) and min(numbers) >= 0}
            assert told.keys() == known
        assert dict(many_postings.postings(ours, [], 400)) == {}


def test_stems_held(held: sqlite3.Connection) -> None:
    """Which stems stand in a passage is told as bits, of more stems than a number has bits and of passages without words."""
    path = _path(held)
    (count,) = held.execute("select max(rowid) from passages").fetchone()
    with positions.writing(held, path):
        positions.sort(positions.beside(path))
        ours = Positions(positions.beside(path))
        every = Stems().of_each([text for (text,) in held.execute("select text from passages order by rowid")])
        numbers = [*range(int(ours.words[-1])), -1]
        random.Random(1).shuffle(numbers)
        stems = [ours._names[number] if number >= 0 else None for number in numbers]
        rows = [*range(count, 0, -1)]
        assert len(numbers) > 2 * positions.BITS
        assert ours.held(rows, numbers) == [
            sum(1 << n for n, stem in enumerate(stems) if stem in {*every[row - 1]}) for row in rows
        ]
        assert ours.held([], numbers) == []
        assert ours.held([count, 1], []) == [0, 0]


def _numbers(ours: Positions, row: str) -> list[int]:
    return [number for word in row.split(" ") for number in ours.numbers(word)]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_quotations(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """A quotation comes to the same with the positions and without."""
    chance = random.Random(seed)
    rows = held.execute("select text, document_id from passages where length(text) > 30").fetchall()
    claims = []
    for _ in range(300):
        text, document = chance.choice(rows)
        at = chance.randrange(len(text) - 20)
        words = text[at : at + chance.randint(10, 90)].split(" ")
        for _ in range(chance.choice([0, 0, 1, 2])):
            words[chance.randrange(len(words))] = chance.choice([*WORDS, "[the]", "…"])
        claims.append(Claim(" ".join(words), document_id=chance.choice([None, document])))
    path = _path(held)
    with positions.writing(held, path):
        positions.sort(positions.beside(path))
        known = {table: [] for table in at_once.KNOWN}
        with_positions = looking(str(path), known)()([Asked(claim) for claim in claims])
    one = Held(held, reading=True)
    assert with_positions == [one.find(claim) for claim in claims]
    assert {each.state for each in with_positions} >= {"exact", "not found"}


@given(st.lists(st.text(st.sampled_from([*"aB 'x1_", *"".join(STRANGE)]), max_size=12), min_size=1, max_size=4))
def test_any_text_is_taken_apart(several: list[str]) -> None:
    """Whatever signs stand beside one another, a text has the words that FTS5 finds in it."""
    signs = apart.Signs()
    taken = [tuple(text.translate(signs).split()) for text in several]
    assert taken == Stems(fulltext.WHOLE_WORDS).of_each(several)


def test_signs_that_compare_otherwise_are_odd() -> None:
    """A passage is odd if a quotation may find a word in it that FTS5 does not have there."""
    signs = apart.Signs()
    for sign in [*"aé’–½", *STRANGE]:
        for each in sign:
            _ = signs[ord(each)]
    assert signs.odd >= {"\u00ad", "\u200b", "ﬁ", "ß", "\ue000"}
    assert signs.odd.isdisjoint("aé’–")
    taken = apart.Apart([["plain", "caf\u00e9 don’t", "cafe\u0301", "in\u00adside"], ["ﬁnd", "last"]])
    assert len(list(taken.lots())) == 2
    assert taken.odd == [2, 3, 4]


def test_removed_when_a_build_ends(tmp_path: Path) -> None:
    """The folder beside the archive is gone, also where a build ends in the middle."""
    path = tmp_path / "a.db"
    with closing(_archive(path, ["kettle"])) as connection, suppress(RuntimeError), positions.writing(connection, path):
        assert positions.beside(path).is_dir()
        raise RuntimeError
    assert not positions.beside(path).exists()


def test_full_disk(held: sqlite3.Connection) -> None:
    """Where there is no room for the places, the error says so."""
    folder = positions.beside(_path(held))
    with positions.writing(held, _path(held)):
        (folder / positions.PLACES).symlink_to("/dev/full")
        with pytest.raises(OSError, match="No space left on device"):
            positions.sort(folder)


@pytest.mark.alone
def test_in_time_with_the_words(tmp_path: Path) -> None:
    """Writing and sorting take time with the words, however they repeat."""

    def work(count: int) -> None:
        path = tmp_path / f"{count}.db"
        path.unlink(missing_ok=True)
        chance = random.Random(count)
        passages = [" ".join(chance.choices(["the", "of", f"x{n % 997}"], k=60)) for n in range(count)]
        with closing(_archive(path, passages)) as connection, positions.writing(connection, path):
            positions.sort(positions.beside(path))

    assert_linear(work, 3_000)
