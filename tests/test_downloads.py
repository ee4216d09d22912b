"""Every table can be taken away whole, in every format, and the files say what the tables say."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import socket
import sqlite3
import time
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import BufferReader
from pyarrow.parquet import ParquetFile

from ingest.exports import parquet, table_files
from plugins import downloads, rates
from tests.archives import DUMP, built, rows, tables
from tests.site import Site

HARD = [
    ("=1+1", 1, 0.1 + 0.2, b"\x00\xff"),
    ("+44 20", -7, -1.5, b""),
    ("-x", 2**63 - 1, 1e300, None),
    ("@home", -(2**63), 51.4545, b"a"),
    ("\tx", 0, 1.0, b"a"),
    ("\rx", 0, -0.0, b"a"),
    ("'quoted'", None, None, None),
    ("", 0, 5e-324, b"a"),
    (None, 0, 0.0, b"a"),
    ('a "b", c\r\nd\ne', 1, 2.0, b"a"),
    ("＝1", 1, 2.0, b"a"),
    ("infinite", 1, float("inf"), None),
    ("infinite", 1, float("-inf"), None),
    ("a\x00b", 1, 2.0, b"a"),
    ("x=1 – “é” \U0001f600 \x1f", 1, 2.0, b"a"),
]


def _made(at: Path, values: list[tuple[Any, ...]]) -> Path:
    with closing(sqlite3.connect(at)) as connection:
        connection.execute(
            'create table "hard ""one" (words text, number integer, share real, bytes blob, "a""b" any) strict'
        )
        connection.executemany('insert into "hard ""one" values (?, ?, ?, ?, null)', values)
        connection.commit()
    return at


def _file(db: Path, table: str, format: str) -> bytes:
    with closing(table_files.open_to_export(db)) as connection:
        return b"".join(table_files.FORMATS[format][1](connection, table))


@pytest.mark.parametrize("format", ["csv", "spreadsheet.csv"])
@pytest.mark.parametrize("has_nul", [False, True])
def test_a_csv_is_the_same_when_more_is_known_of_its_table(tmp_path: Path, format: str, has_nul: bool) -> None:
    """A whole download shows whether a sign that ends a text stands in a table; the next is made as quickly as that allows."""
    db = _made(tmp_path / "made.db", [row for row in HARD if has_nul or "\x00" not in (row[0] or "")] * 3)
    first = _file(db, 'hard "one', format)
    with closing(table_files.open_to_export(db)) as connection:
        assert table_files.nul_held[table_files._stamp(connection, 'hard "one')] is has_nul
    assert _file(db, 'hard "one', format) == first
    assert (b"\0" in first) is has_nul


def _cells(value: Any) -> str:
    return "" if value is None else value.hex() if isinstance(value, bytes) else str(value)


def _read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def test_every_table_in_every_format_says_what_it_holds(published_db: Path) -> None:
    """CSV, JSON and NDJSON of each table of the sample, read back, are its rows in their order."""
    for table in tables(published_db):
        names = [name for (name,) in rows(published_db, "select name from pragma_table_xinfo(?)", table)]
        held = rows(published_db, f"select {', '.join(map(_quoted, names))} from {table} order by rowid")
        assert _read_csv(_file(published_db, table, "csv")) == [names, *([_cells(v) for v in row] for row in held)]
        expected = [dict(zip(names, row, strict=True)) for row in held]
        assert json.loads(_file(published_db, table, "json")) == expected
        assert list(map(json.loads, _file(published_db, table, "ndjson").splitlines())) == expected


def _quoted(name: str) -> str:
    return f'"{name}"'


def test_hard_values_survive(tmp_path: Path) -> None:
    """Quotes, line ends, control signs, the largest numbers, and what is unknown beside what is empty."""
    db = _made(tmp_path / "hard.db", HARD)
    content = _file(db, 'hard "one', "csv")
    assert _read_csv(content)[1:] == [
        [_cells(words), _cells(number), read, _cells(blob), ""]
        for (words, number, _, blob), read in zip(HARD, [row[2] for row in _read_csv(content)[1:]], strict=True)
    ]
    assert [float(row[2]) if row[2] else None for row in _read_csv(content)[1:]] == [row[2] for row in HARD]
    assert b'\r\n"",0,' in content
    assert b"\r\n,0," in content
    objects = json.loads(_file(db, 'hard "one', "json"))
    assert [(o["words"], o["number"], o["share"]) for o in objects] == [row[:3] for row in HARD]
    assert [o["bytes"] for o in objects] == [None if row[3] is None else row[3].hex() for row in HARD]


def test_both_ways_to_make_a_line_are_one(tmp_path: Path) -> None:
    """Where U+0000 stands in a text, lines are made another way; the others are the same."""
    some = [row for row in HARD if "\0" not in (row[0] or "")]
    for format in ("csv", "spreadsheet.csv"):
        lines = _file(_made(tmp_path / f"{format}-1.db", some), 'hard "one', format)
        more = _file(_made(tmp_path / f"{format}-2.db", [*some, ("\0", 1, 0.5, None)]), 'hard "one', format)
        assert more == lines + b'"\0",1,0.5,,\r\n'


def test_no_cell_is_a_formula_and_the_guard_comes_off(tmp_path: Path) -> None:
    """In the safe CSV no text begins as a formula does; one apostrophe less, and the faithful text is there again."""
    content = _file(_made(tmp_path / "hard.db", HARD), 'hard "one', "spreadsheet.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [row[0] for row in _read_csv(content[3:])[1:]]
    assert [cell for cell in cells if cell[:1] and cell[0] in "=+-@\t\r＝＋－＠"] == []
    assert [cell.removeprefix("'") for cell in cells] == [_cells(row[0]) for row in HARD]
    assert cells[-1] == HARD[-1][0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**63), 2**63 - 1),
    st.floats(-180, 180).map(lambda each: round(each, 12)), st.binary()), max_size=20))  # fmt: skip
def test_any_value_survives(tmp_path_factory: pytest.TempPathFactory, values: list[tuple[Any, ...]]) -> None:
    """Whatever stands in a table, JSON and CSV hold it."""
    db = _made(tmp_path_factory.mktemp("any") / "any.db", values)
    objects = json.loads(_file(db, 'hard "one', "json"))
    assert [(o["words"], o["number"], o["share"], o["bytes"]) for o in objects] == [
        (words, number, share, blob.hex()) for words, number, share, blob in values
    ]
    assert [row[0] for row in _read_csv(_file(db, 'hard "one', "csv"))[1:]] == [row[0] for row in values]


def test_long_rows_after_short_ones(tmp_path: Path) -> None:
    """Thousands of short rows, then rows of megabytes: nothing is lost, and no piece is larger than it may be."""
    values = [(str(n), n, 0.5, None) for n in range(9_000)] + [("x" * 3_000_000, n, 0.5, None) for n in range(9)]
    values += [("y" * 9_000_000, 1, 0.5, None)] + [(str(n), n, 0.5, None) for n in range(5_000)]
    db = _made(tmp_path / "long.db", values)
    with closing(table_files.open_to_export(db)) as connection:
        pieces = list(table_files.ndjson(connection, 'hard "one'))
    assert [json.loads(line)["words"] for line in b"".join(pieces).splitlines()] == [row[0] for row in values]
    assert max(map(len, pieces)) < 9_100_000
    assert sum(len(piece) > 2 * table_files.LONGEST_PIECE for piece in pieces) == 0


def test_parquet_is_read_by_others(published_db: Path, tmp_path: Path) -> None:
    """pyarrow reads every table with its types, values and missing values; large ones in several row groups."""
    many = [(*row[:3], row[3]) for row in HARD] * 4_000
    cases = [(published_db, table) for table in tables(published_db)] + [
        (_made(tmp_path / "many.db", many), 'hard "one')
    ]
    for db, table in cases:
        names = [name for (name,) in rows(db, "select name from pragma_table_xinfo(?)", table)]
        quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
        held = rows(db, f'select {quoted} from "{table.replace(chr(34), chr(34) * 2)}" order by rowid')
        read = ParquetFile(BufferReader(_file(db, table, "parquet")))
        assert read.schema_arrow.names == names
        assert [tuple(row.values()) for row in read.read().to_pylist()] == held
    assert read.num_row_groups == 3


def test_parquet_of_nothing_has_its_ends() -> None:
    """A table without rows is a file with a schema."""
    content = b"".join(parquet.parts([parquet.Column("a", "TEXT")], []))
    read = ParquetFile(BufferReader(content))
    assert (read.schema_arrow.names, read.metadata.num_rows) == (["a"], 0)


def test_the_page_offers_every_table_in_every_format(published: Site) -> None:
    """Each link of the page answers with the file whose SHA-256 the sums give, which a second answer repeats in its head."""
    page = published.get("/downloads").text
    sums = dict(reversed(line.split("  ")) for line in published.get("/downloads/SHA256SUMS").text.splitlines())
    assert sums["archive.db"] == sha256(published.db.read_bytes()).hexdigest()
    assert sums["archive.db"] in page
    assert len(sums) == 1 + 5 * len(tables(published.db))
    for table in tables(published.db):
        (count,) = published.sql(f"select count(*) from {table}")[0]
        assert f"{count:,} row" in page
        for format, (media_type, _) in table_files.FORMATS.items():
            path = f"/downloads/{table}.{format}"
            assert f'href="{path}"' in page
            answer = published.get(path)
            digest = sha256(answer.content).digest()
            assert sums[f"archive-{table}.{format}"] == digest.hex(), path
            assert answer.headers["content-type"] == media_type
            assert answer.headers["content-disposition"] == f'attachment; filename="archive-{table}.{format}"'
            assert answer.headers["repr-digest"] == f"sha-256=:{b64encode(digest).decode()}:"
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert published.get("/downloads/passages.sha256").text.splitlines() == [
        f"{sums[f'archive-passages.{format}']}  archive-passages.{format}" for format in table_files.FORMATS
    ]


@pytest.mark.parametrize("path", ["/downloads/none.csv", "/downloads/passages_fts.csv", "/downloads/none.sha256",
    "/downloads/sqlite_master.csv", "/downloads/passages.exe", "/downloads/passages_fts_data.json"])  # fmt: skip
def test_no_such_file(published: Site, path: str) -> None:
    """What is no table of the archive is not found."""
    assert published.get(path).status_code == 404


def test_the_head_of_a_file(published: Site) -> None:
    """HEAD answers at once, with the headers alone."""
    answer = httpx.head(published.url + "/downloads/passages.csv")
    assert (answer.status_code, answer.content) == (200, b"")


def test_nothing_is_cut_and_a_lost_client_ends_the_work(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """A table of 300,000 rows comes whole; a client that leaves frees its place, so that the next is served."""
    db = built(tmp_path / "made", day__txt=DUMP)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n limit 300000)"
            " insert into retired_ids select 'kettle-' || i, null, 'invented ' || hex(zeroblob(50)) from n"
        )
        connection.commit()
    with serve(db, {}) as site:
        for _ in range(6):  # more than one client may have at once
            _leave(site.url, "/downloads/retired_ids.csv")
        for _ in range(50):
            answer = site.get("/downloads/retired_ids.ndjson")
            if answer.status_code == 200:
                break
            time.sleep(0.1)
        assert answer.content.count(b"\n") == 300_000
        idle = _seconds(site.pid)
        time.sleep(0.5)
        assert _seconds(site.pid) - idle < 0.3


def test_one_client_has_only_so_many_at_once(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Clients that read nothing take four places; the fifth is told to wait, and pages are still served."""
    db = built(tmp_path / "made", day__txt=DUMP)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(
            "with recursive n(i) as (select 1 union all select i + 1 from n limit 200000)"
            " insert into retired_ids select 'kettle-' || i, null, 'invented ' || hex(zeroblob(100)) from n"
        )
        connection.commit()
    with serve(db, {}) as site:
        asked = [_ask(site.url, "/downloads/retired_ids.csv") for _ in range(4)]
        answer = site.get("/downloads/retired_ids.csv")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert site.get("/archive/documents").status_code == 200
        for connection in asked:
            connection.close()


@pytest.mark.parametrize("how", ["stalled", "gone"])
def test_who_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """A client that takes no piece in time, or is gone, ends the work; the file is not ended as if it were whole."""
    monkeypatch.setattr(downloads, "STALLED_SECONDS", 0.05)
    made, sent, closed = [0], list[Any](), list[bool]()

    async def pieces() -> AsyncIterator[bytes]:
        try:
            while True:
                made[0] += 1
                await asyncio.sleep(0.001)
                yield b"piece"
        finally:
            closed.append(True)

    async def send(event: Any) -> None:
        sent.append(event)
        if how == "stalled" and len(sent) > 3:
            await asyncio.sleep(30)

    async def receive() -> Any:
        await asyncio.sleep(0.05 if how == "gone" else 30)
        return {"type": "http.disconnect"}

    request = SimpleNamespace(scope={"client": ("192.0.2.1", 1)}, method="GET")
    answer = downloads._send(request, {}, pieces(), send, receive)
    with ThreadPoolExecutor(1) as thread:  # a browser of other tests may run a loop in this one
        thread.submit(asyncio.run, asyncio.wait_for(answer, 5)).result()
    assert closed == [True]
    assert all(event.get("more_body") for event in sent[1:])
    assert made[0] < 200
    assert downloads.sending.total() == 0


def test_downloads_count_as_dear() -> None:
    """A client may ask for so many files, as for queries of its own."""
    assert rates.is_dear({"type": "http", "path": "/downloads/passages.csv", "method": "GET"})
    assert not rates.is_dear({"type": "http", "path": "/downloads", "method": "GET"})


def _ask(url: str, path: str) -> socket.socket:
    """Ask for a file, read the beginning of it, and leave the rest."""
    at = urlsplit(url)
    asked = socket.create_connection((str(at.hostname), at.port or 80), timeout=30)
    asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asked.sendall(f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode())
    assert b"200 OK" in asked.recv(1000)
    return asked


def _leave(url: str, path: str) -> None:
    _ask(url, path).close()
    time.sleep(0.2)


def _seconds(pid: int) -> float:
    """Return what a process has worked, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
