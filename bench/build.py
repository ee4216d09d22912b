"""How fast an archive is built, beside the limit and a peer: python -m bench.build [--passages N] [--sources N].

In one run and over the same documents: `ingest build`; a raw load of the very rows that it wrote into the same tables, indexes
and full-text indexes, by sqlite3 at its best settings (the limit); `sqlite-utils insert` and `enable-fts` of the same rows
(the peer); and a rebuild after one source has changed.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from json import dumps
from pathlib import Path

import click

from bench import corpus
from ingest.tables import make_tables, tables
from ingest.writing.indexes import SEARCHED, index, search

PYTHON = Path(sys.executable).parent
CHUNK = 20_000
SAMPLED = 0.5  # seconds between two looks at the memory


@click.command()
@click.option("--passages", default=100_000, show_default=True)
@click.option("--sources", default=10_000, show_default=True)
@click.option("--rounds", default=3, show_default=True, help="Times that build and limit are run, one after the other.")
@click.option("--peer/--no-peer", default=True, help="Also load the rows with sqlite-utils, which takes long.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to work; a temporary folder if not said.")
def main(passages: int, sources: int, rounds: int, peer: bool, folder: Path | None) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        at = Path(name)
        size = corpus.write(at / "sources", passages, sources)
        click.echo(f"{sources:,} sources, {size / 1e6:,.1f} MB of text, {len(os.sched_getaffinity(0))} cores")
        full, limit = [], []
        for _ in range(rounds):
            shutil.rmtree(at / "cache", ignore_errors=True)
            full.append(_build(at))
            limit.append(_timed(lambda: _raw(at)))
        (counted,) = _ask(at / "archive.db", "select count(*) from passages")
        full.sort()
        limit.sort()
        (seconds, memory), raw = full[rounds // 2], limit[rounds // 2]
        _change(at / "sources")
        again, _ = _build(at)
        _row("ingest build", seconds, counted, f"{seconds / raw:.2f} x the limit, {memory / 1e6:,.0f} MB at the peak")
        _row("raw sqlite3 load (the limit)", raw, counted, "1.00")
        if peer:
            spent = _timed(lambda: _peer(at))
            _row("sqlite-utils (the peer)", spent, counted, f"{spent / seconds:.2f} x ingest build")
        _row("rebuild, one source changed", again, counted, f"{again / seconds:.0%} of a full build")
        stored = (at / "archive.db").stat().st_size
        click.echo(f"{'archive.db':<30} {stored / 1e6:>9,.1f} MB  {stored / size:.2f} x the text")


def _row(name: str, seconds: float, passages: int, said: str) -> None:
    click.echo(f"{name:<30} {seconds:>9,.2f} s  {passages / seconds:>9,.0f} passages/s  {said}")


def _build(at: Path) -> tuple[float, float]:
    """Run the command, and return its seconds, and the bytes that it and its workers had at once at the most."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(at / "cache")}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "build", str(at / "sources"), "--db", str(at / "archive.db")],
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    most = 0
    ended = False
    while not ended:
        with suppress(subprocess.TimeoutExpired):
            process.wait(SAMPLED)
            ended = True
        most = max(most, sum(_memory(pid) for pid in _family(process.pid)))
    if process.returncode:
        raise click.ClickException("ingest build failed")
    return time.perf_counter() - began, most


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        try:
            found += map(int, Path(f"/proc/{each}/task/{each}/children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid: int) -> int:
    """Return the bytes of memory that a process holds, its part of what it shares with others (PSS, see man 5 proc)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("Pss:")), 0)


def _timed(work: Callable[[], float | None]) -> float:
    """Return the seconds that `work` took, or says that it took."""
    began = time.perf_counter()
    said = work()
    return time.perf_counter() - began if said is None else said


def _ask(db: Path, sql: str) -> tuple[int, ...]:
    with closing(sqlite3.connect(db)) as connection:
        found: tuple[int, ...] = connection.execute(sql).fetchone()
        return found


def _raw(at: Path) -> float:
    """Load the rows of the archive into the same tables and indexes; reading them out of it is not counted."""
    path = at / "raw.db"
    path.unlink(missing_ok=True)
    spent = 0.0
    with (
        closing(sqlite3.connect(at / "archive.db")) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as raw,
    ):
        raw.executescript("pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory;")
        make_tables(raw)
        raw.execute("begin")
        for table in tables(source):
            names = [name for _, name, *_, hidden in source.execute(f'pragma table_xinfo("{table}")') if not hidden]
            asked, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
            cursor = source.execute(f'select {asked} from "{table}"')
            while rows := cursor.fetchmany(CHUNK):
                began = time.perf_counter()
                raw.executemany(f'insert into "{table}" ({asked}) values ({marks})', rows)
                spent += time.perf_counter() - began
        began = time.perf_counter()
        raw.execute("commit")
        index(raw)
        search(raw)
        raw.execute("analyze")
        return spent + time.perf_counter() - began


def _peer(at: Path) -> float:
    """Load the rows with the sqlite-utils command: insert from lines of JSON, then enable-fts."""
    path = at / "peer.db"
    path.unlink(missing_ok=True)
    spent = 0.0
    with closing(sqlite3.connect(at / "archive.db")) as source:
        for table in tables(source):
            lines = at / "rows.jsonl"
            if not _write_lines(source, table, lines):
                continue
            began = time.perf_counter()
            _run("insert", path, table, lines, "--nl")
            if table in SEARCHED:
                _run("enable-fts", path, table, *SEARCHED[table], "--tokenize", "porter unicode61 remove_diacritics 2")
            spent += time.perf_counter() - began
    return spent


def _write_lines(source: sqlite3.Connection, table: str, path: Path) -> int:
    cursor = source.execute(f'select * from "{table}"')
    names = [each[0] for each in cursor.description]
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in cursor:
            file.write(dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
            count += 1
    return count


def _run(*words: str | Path) -> None:
    subprocess.run([PYTHON / "sqlite-utils", *words], check=True)


def _change(sources: Path) -> None:
    """Add a paragraph to one source in the middle."""
    every = sorted(sources.glob("*.txt"))
    with every[len(every) // 2].open("a", encoding="utf-8") as file:
        file.write("\n" + corpus.Words(99).paragraph() + "\n")


if __name__ == "__main__":
    main()
