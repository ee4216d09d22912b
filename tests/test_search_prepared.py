"""What search keeps beside the index fits the passages, or `ingest verify` tells what does not."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.search import prepared
from ingest.verify import MOST_SHOWN, verify
from tests.archives import LETTER, built, rows, run

ARRAYS = [
    "length", "document", "document_row", "date", "kind", "kind_values", "author", "author_values", "publisher",
    "publisher_values", "year", "year_values", "speaker", "speaker_values", "named_in", "person", "person_values", "words", "stems", "stem",
    "times", "frequent", "frequent_counts",
]  # fmt: skip
POSTINGS = ["ada", "by", "hall", "kettl", "of", "the"]
# what someone may do to a row, by the table
DAMAGE = {
    "search_arrays": {
        "emptied": "value = x''",
        "null": "value = null",
        "a byte more": "value = cast(value || x'00' as blob)",
        "a text": "value = cast(value as text)",
        "no text": "value = cast(x'ff' as text)",
        "of another type": "type = '<f8'",
    },
    "search_postings": {
        "counted otherwise": "passage_count = passage_count + 1",
        "in no passage": "passages = x'00', times = x'00'",
        "a byte less": "times = cast(substr(times, 1, length(times) - 1) as blob)",
        "without times": "times = null",
        "said once": "times = cast(replace(hex(times), '1', '2') as blob)",
    },
}
NAMES = {"search_arrays": ("name", ARRAYS), "search_postings": ("term", POSTINGS)}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with words in so many passages that they are kept as postings."""
    paragraphs = "\n\n".join(f"Kettle {n} of the hall was weighed by Ada Quill." for n in range(510))
    archive = "title: Kettles\npeople: [{name: Ada Quill}]\n"
    return built(tmp_path_factory.mktemp("many"), pile__txt=paragraphs, letter__txt=LETTER, archive__yml=archive)


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(whole, tmp_path / "archive.db"))


def _changed(db: Path, *statements: str) -> list[str]:
    """Return what search keeps wrongly once an archive is changed, which it is not for long."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.executescript("pragma ignore_check_constraints = on; begin")
        for sql in statements:
            assert connection.execute(sql).rowcount != 0, sql
        return list(prepared.unlike(connection))


def test_as_built(whole: Path) -> None:
    """An archive holds the postings of its common words and every array, and they are those that its rows make."""
    assert set(POSTINGS) <= {term for (term,) in rows(whole, "select term from search_postings")}
    assert [name for (name,) in rows(whole, "select name from search_arrays order by rowid")] == ARRAYS
    assert verify(whole).faults == []


@pytest.mark.parametrize(
    ("table", "damage"), [(table, damage) for table, found in DAMAGE.items() for damage in found.values()]
)
def test_damaged(copy: Path, table: str, damage: str) -> None:
    """Whatever is done to a posting or an array is told of that one alone."""
    key, names = NAMES[table]
    for name in names:
        assert _changed(copy, f"update {table} set {damage} where {key} = '{name}'") == [
            f"{table}: `{name}` is not what the passages and their search index make of it"
        ]


@pytest.mark.parametrize("table", NAMES)
def test_missing(copy: Path, table: str) -> None:
    """A posting or an array that is not there is told, and of one under another name both things are."""
    key, names = NAMES[table]
    for name in names:
        ((row,),) = rows(copy, f"select rowid from {table} where {key} = ?", name)
        gone = f"{table}: `{name}` is not there"
        assert _changed(copy, f"delete from {table} where {key} = '{name}'") == [gone]
        assert _changed(copy, f"update {table} set {key} = '{name.upper()}' where {key} = '{name}'") == [
            gone,
            f"{table}: row {row} is not one that `ingest` makes",
        ]


@pytest.mark.parametrize(
    "row", ["'spell', 1, x'', x''", "null, 1, x'', x''", "cast(x'ff' as text), 1, x'', x''", "x'746865', 1, x'', x''"]
)
def test_added(copy: Path, row: str) -> None:
    """A row that a build does not make is told."""
    assert _changed(
        copy, f"insert into search_postings (rowid, term, passage_count, passages, times) values (99, {row})"
    ) == ["search_postings: row 99 is not one that `ingest` makes"]


def test_of_other_passages(copy: Path) -> None:
    """Where a passage says something else, and its search index with it, what search keeps does not fit them any more."""
    told = _changed(
        copy,
        "update passages set text = 'Nothing of the hall.' where position = 1",
        "insert into passages_fts (passages_fts) values ('rebuild')",
    )
    for name in ("search_postings: `kettl`", "search_arrays: `length`", "search_arrays: `words`"):
        assert f"{name} is not what the passages and their search index make of it" in told


def test_all_of_them(copy: Path) -> None:
    """Where nothing fits, as many are told of each table as of a check, and the command ends with exit status 1."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("delete from search_postings")
        connection.execute("update search_arrays set value = null")
        connection.commit()
    result = run("verify", copy)
    assert result.exit_code == 1
    assert result.output.count("search_postings: ") == result.output.count("search_arrays: ") == MOST_SHOWN
    assert "The archive does not keep these promises." in result.output


@pytest.mark.parametrize("number", [-1, 2**62, 2**63 - 1])
@pytest.mark.parametrize("table", ["passages", "documents", "people", "mentions"])
def test_rows_out_of_number(copy: Path, table: str, number: int) -> None:
    """Search counts on rows that are numbered one after another: one that is not is told, in no time."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(f"update {table} set rowid = ? where rowid = (select max(rowid) from {table})", (number,))
        connection.commit()
    told = f"{table}: its rows are not numbered one after another; the file was edited after it was built"
    assert told in verify(copy).faults
