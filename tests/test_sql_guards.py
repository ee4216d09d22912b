"""Readers may run any SELECT: every guard around that is attacked here, and the site answers the next request."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from plugins import answers, distance, limits, rates, search_words, text_functions, tracking
from tests.site import CLEAR, Site

REFUSED = "not authorized|authorization denied|no such function|prohibited|may not be modified"
LONG = "hex(zeroblob(490000))"  # nearly a million characters, as long as a value may be
NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n limit 100000) "

BOMBS = {
    "one random blob": "select randomblob(1000000000)",
    "rows of random blobs": NUMBERS + "select randomblob(900000) from n",
    "rows of long texts": NUMBERS + f"select {LONG} from n",
    "a zero blob": "select hex(zeroblob(900000000))",
    "endless recursion": "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
    "a text that doubles": "with recursive s(t) as (select 'x' union all select t || t from s) select max(length(t)) from s",
    "a cartesian product": "select count(*) from passages a, passages b, passages c, passages d, passages e, passages f",
    "all texts in one": "select length(group_concat(a.text)) from passages a, passages b, passages c",
    "a wide printf": "select printf('%.*c', 900000000, 'x')",
    "another wide printf": "select printf('%900000000d', 1)",
    "a wide format": "select format('%.900000000f', 1)",
    "a replace that multiplies": f"select replace({LONG}, '0', {LONG})",
    "a sorter": NUMBERS + f"select i from n order by {LONG} || i limit 1",
    "distinct long texts": NUMBERS + f"select count(distinct {LONG} || i) from n",
    "groups of long texts": NUMBERS + f"select i % 5000, max({LONG} || i) from n group by 1",
    "deep brackets": "select " + "(" * 900 + "1" + ")" * 900,
    "a deep expression": "select " + "1+" * 3000 + "1",
    "many selects": " union all ".join(["select 1"] * 500),
    "many columns": "select " + ",".join(["1"] * 1500),
    "a long program": "with t as (select text = 'a' or text = 'b' or text = 'c' or text = 'd' as x from passages) select "
    + ",".join(["+".join(["x"] * 60)] * 90) + " from t",
    "a long statement": "select '" + "x" * 25_000 + "'",
    "nested json": "select json_patch('{}', '{}')",
    "a wide trim": f"select trim({LONG}, {LONG})",
}  # fmt: skip
SLOW = {
    "a quadratic instr": f"select instr({LONG}, substr({LONG}, 1, 480000) || 'y')",
    "a long LIKE": f"select {LONG} like '%' || substr({LONG}, 1, 140) || 'y'",
    "a long GLOB": f"select {LONG} glob '*' || substr({LONG}, 1, 140) || 'y'",
    "LIKE with many gaps": f"select {LONG} like '%_%_%_%_%_%_%_%_%_%_%_%_%y'",
    "every prefix": "select count(*) from passages_fts where passages_fts match '"
    + " OR ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz") + "'",
}  # fmt: skip
FORBIDDEN = {
    "attach": "attach '{path}' as other",
    "detach": "detach main",
    "vacuum into a file": "vacuum into '{path}'",
    "create a table": "create table t (x)",
    "create a temporary table": "create temp table t (x)",
    "create a virtual table": "create virtual table t using fts5 (x)",
    "create a view": "create temp view v as select 1",
    "insert": "insert into links values ('a', 'b', 'c', 1, 2, 'd', 'e')",
    "update": "update passages set text = 'x'",
    "delete": "delete from passages",
    "write the index": "insert into passages_fts (passages_fts) values ('rebuild')",
    "write the schema": "update sqlite_master set sql = ''",
    "drop": "drop table passages",
    "writable schema": "pragma writable_schema = on",
    "lift the heap limit": "pragma hard_heap_limit = 0",
    "journal mode": "pragma journal_mode = wal",
    "query only": "pragma query_only = off",
    "temporary files elsewhere": "pragma temp_store_directory = '{path}'",
    "pragma as a table": "select * from pragma_hard_heap_limit",
    "analyze": "analyze",
    "reindex": "reindex",
    "a transaction": "begin exclusive",
    "load an extension": "select load_extension('{path}')",
    "write a file": "select writefile('{path}', 'x')",
    "read a file": "select readfile('/etc/hostname')",
    "edit": "select edit('x', 'sh')",
    "a tokenizer by address": "select fts3_tokenizer('x', x'00')",
}


@pytest.fixture
def connection(published_db: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the archive as the plugins prepare it, asked without Datasette in between."""
    datasette: Any = SimpleNamespace(plugin_config={}.get)
    with closing(sqlite3.connect(f"file:{published_db}?mode=ro", uri=True, isolation_level=None)) as opened:
        search_words.prepare_connection(opened)
        distance.prepare_connection(opened)
        text_functions.prepare_connection(opened, "archive")
        answers.prepare_connection(opened, "archive", datasette)
        limits.prepare_connection(opened, "archive", datasette)
        yield opened


def _peak(pid: int) -> int:
    """Return the most memory that a process has held, in bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


def _memory(pid: int) -> int:
    """Return the memory that a process holds, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _ask(site: Site, sql: str, path: str = "/archive.json") -> tuple[httpx.Response, float]:
    """Run a reader's SQL; return the answer and the seconds it took."""
    before = time.monotonic()
    return site.get(path, sql=sql, _shape="array"), time.monotonic() - before


@pytest.mark.parametrize("path", ["/archive.json", "/archive"])
@pytest.mark.parametrize("bomb", list(BOMBS))
def test_a_bomb_is_refused_soon_and_the_site_answers_on(published: Site, bomb: str, path: str) -> None:
    """Answered with an error within seconds, in little memory; the next request is answered as ever."""
    answer, seconds = _ask(published, BOMBS[bomb], path)
    assert answer.status_code == 400, answer.text[:300]
    assert seconds < 6
    assert _peak(published.pid) < 900_000_000
    assert published.rows("/archive.json", sql="select 1 as one") == [{"one": 1}]


def test_what_a_query_took_is_given_back(published: Site) -> None:
    """Whichever thread runs a large query, its memory serves the next one, and goes back to the machine."""
    before = _memory(published.pid)
    for _ in range(4):
        assert _ask(published, BOMBS["distinct long texts"])[0].status_code == 400
    assert _memory(published.pid) < before + 150_000_000


@pytest.mark.parametrize("bomb", list(BOMBS))
def test_a_bomb_does_not_go_off_in_a_download(published: Site, bomb: str) -> None:
    """Datasette 0.65 answers a failed query with an empty CSV file or a line that says so: soon, and never long."""
    answer, seconds = _ask(published, BOMBS[bomb], "/archive.csv")
    assert len(answer.content) < 2000
    assert seconds < 6
    assert published.rows("/archive.json", sql="select 1 as one") == [{"one": 1}]


@pytest.mark.parametrize("query", list(SLOW))
def test_what_sqlite_cannot_interrupt_is_soon_over(published: Site, query: str) -> None:
    """One step of a query is never long, for no value and no pattern is."""
    answer, seconds = _ask(published, SLOW[query])
    assert answer.status_code in (200, 400)
    assert seconds < 3


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed there")
def test_a_large_sort_writes_nothing_to_disk(connection: sqlite3.Connection) -> None:
    """What a query sets aside stays in memory, of which it has only so much: no reader fills the disk."""
    opened: list[str] = []

    def look() -> int:
        for number in os.listdir("/proc/self/fd"):
            with suppress(OSError):  # that of the list itself is closed by now
                opened.append(os.readlink(f"/proc/self/fd/{number}"))
        return 0

    connection.set_progress_handler(look, 1000)
    large = NUMBERS.replace("100000", "3000") + "select count(distinct hex(zeroblob(10000)) || i) from n"
    assert tuple(connection.execute(large).fetchone()) == (3000,)
    assert opened
    assert not [name for name in opened if "etilqs_" in name]  # as SQLite calls its temporary files


@pytest.mark.parametrize("deed", list(FORBIDDEN))
def test_nothing_but_reading_is_allowed(connection: sqlite3.Connection, deed: str, tmp_path: Path) -> None:
    """The connection itself refuses, whatever Datasette lets through."""
    target = tmp_path / "written"
    with pytest.raises(sqlite3.DatabaseError, match=REFUSED):
        connection.execute(FORBIDDEN[deed].format(path=target)).fetchall()
    assert not target.exists()


@pytest.mark.parametrize("deed", list(FORBIDDEN))
def test_nothing_but_reading_is_allowed_over_the_web(published: Site, deed: str, tmp_path: Path) -> None:
    """The page answers with an error, and the file is what it was."""
    before = sha256(published.db.read_bytes()).hexdigest()
    target = tmp_path / "written"
    assert _ask(published, FORBIDDEN[deed].format(path=target))[0].status_code == 400
    assert not target.exists()
    assert sha256(published.db.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from passages_fts where passages_fts match 'branch'",
        "select snippet(passages_fts, 0, '[', ']', '…', 8) from passages_fts where passages_fts match 'the' limit 3",
        "select name from pragma_table_info('passages')",
        "select * from pragma_foreign_key_list('passages')",
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 9) select i, sum(i) over (order by i) from n",
        "select value from json_each('[1, 2]')",
        "select substr(text, instr(text, ' ')), replace(text, 'a', 'b'), printf('%-20s|%5.2f', id, 1.5) from passages limit 5",
        "explain query plan select * from documents where kind = 'x'",
        "select text from passages where text like '%branch%' and trim(text) glob '*[a-z]*'",
    ],
)
def test_what_an_analyst_needs_is_allowed(published: Site, sql: str) -> None:
    """Search, windows, recursion, JSON, schema and the usual functions work."""
    assert published.get("/archive.json", sql=sql, _shape="array").status_code == 200


@pytest.mark.parametrize(
    "expression",
    [
        "instr('banana', 'na')", "instr('banana', 'x')", "instr('', '')", "instr('a', '')", "instr(null, 'a')", "instr('a', null)",
        "instr(12345, 34)", "instr(x'0102', x'02')", "instr('é', x'c3a9')", "replace('banana', 'an', 'AN')", "replace('a', '', 'b')",
        "replace(null, 'a', 'b')", "replace('a', 'a', null)", "replace(121, 1, 'x')", "trim('xxaxx', 'x')", "ltrim('xyax', 'yx')",
        "rtrim('axy', 'yx')", "trim(null, 'x')", "trim('x', null)", "trim('abc', '')", "trim('  a ')", "printf('%5d|%-5s|%.2f', 1, 'a', 2)",
        "printf('%s')", "printf(null)", "printf('%,d', 1234567)", "printf('%%')", "format('%q', 'it''s')", "printf()",
    ],
)  # fmt: skip
def test_our_text_functions_say_what_those_of_sqlite_say(connection: sqlite3.Connection, expression: str) -> None:
    """Replacing a function changes its cost and nothing else."""
    with closing(sqlite3.connect(":memory:")) as plain:
        expected = plain.execute(f"select {expression}").fetchone()[0]
    assert connection.execute(f"select {expression}").fetchone()[0] == expected


def test_words_that_are_typed_again_are_asked_for_once() -> None:
    """The same beginning many times over costs no more than once, and finds the same."""
    assert search_words.search_words("a* " * 20 + "b OR b -c -c") == search_words.search_words("a* b -c")


def _beside_slow_queries(site: Site, address: str) -> float:
    """Ask for a page while queries take their whole second; return the seconds from when the first of them was asked."""
    slow = BOMBS["endless recursion"]
    with ThreadPoolExecutor(8) as pool:
        before = time.monotonic()
        waiting = [pool.submit(_ask, site, slow + f" -- {n}") for n in range(6)]
        time.sleep(0.3)
        assert site.get(address).status_code == 200
        seconds = time.monotonic() - before
    assert {each.result()[0].status_code for each in waiting} == {400}
    return seconds


def test_other_pages_answer_while_slow_queries_run(published: Site) -> None:
    """Of the threads that run SQL one is left: a page answers before any of the queries has taken its whole second."""
    # without that thread it never does; the machine may be busy with other things. Each time it is another address: a page
    # that was made before is served again from memory, and needs no thread
    tries = (_beside_slow_queries(published, f"/archive/people?_made=anew-{n}") for n in range(5))
    assert any(seconds < 0.9 for seconds in tries)


def test_a_client_that_asks_too_much_is_asked_to_wait(published_db: Path, serve: Callable[..., Any]) -> None:
    """After its burst it gets 429 with Retry-After, for its own SQL and whole-table downloads only."""
    with serve(published_db, {"rates": {"burst": 3, "per_minute": 1}}) as site:
        answers = [site.get("/archive.json", sql="select 1", _shape="array") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert "content-security-policy" in answers[-1].headers
        assert site.get("/archive/documents.csv", _stream="on").status_code == 429
        assert site.get("/archive/documents.json", _where="1=1").status_code == 429
        assert site.get("/archive/documents").status_code == 200
        assert site.get("/search", q="branch").status_code == 200


@pytest.mark.parametrize(
    ("declared", "sent", "expected"),
    [
        pytest.param("X-Reader", "x-reader", [200, 429, 200], id="a header that is declared"),
        pytest.param(None, "x-reader", [200, 429, 429], id="a header that is not"),
        pytest.param(None, "x-forwarded-for", [200, 429, 200], id="X-Forwarded-For of this machine"),
    ],
)
def test_readers_behind_a_proxy(
    published_db: Path, serve: Callable[..., Any], declared: str | None, sent: str, expected: list[int]
) -> None:
    """Readers count one by one if the proxy says who they are in a header that is trusted, by its last address."""
    asked = {"sql": "select 1", "_shape": "array"}
    with serve(published_db, {"rates": {"burst": 1, "per_minute": 1, "header": declared}}) as site:
        found = [
            httpx.get(f"{site.url}/archive.json", params=asked, headers={sent: client}, timeout=60, verify=CLEAR)
            for client in ("203.0.113.7", "198.51.100.1, 203.0.113.7", "203.0.113.8")
        ]
    assert [answer.status_code for answer in found] == expected


def test_a_bucket_fills_up_again_with_time() -> None:
    """Three at once, then one a second; the wait that is told is enough."""
    buckets = rates.Buckets(burst=3, per_minute=60)
    assert [buckets.wait("a", 0.0) for _ in range(4)] == [0, 0, 0, 1]
    assert buckets.wait("b", 0.0) == 0
    assert buckets.wait("a", 1.0) == 0
    assert buckets.wait("a", 1.5) == 1
    assert [buckets.wait("a", 100.0) for _ in range(4)] == [0, 0, 0, 1]


def test_only_so_many_clients_are_remembered() -> None:
    """A flood of addresses does not fill the memory; the one longest unseen is forgotten."""
    buckets = rates.Buckets(burst=1, per_minute=1, most_clients=100)
    for n in range(1000):
        buckets.wait(str(n), float(n))
    assert list(buckets.clients) == [str(n) for n in range(900, 1000)]


@pytest.mark.parametrize(
    ("address", "header", "given", "client"),
    [
        ("192.0.2.1", None, None, "192.0.2.1"),
        ("192.0.2.1", None, "198.51.100.7", "192.0.2.1"),
        ("192.0.2.1", "X-Forwarded-For", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        ("192.0.2.1", "x-forwarded-for", None, "192.0.2.1"),
        ("192.0.2.1", "x-forwarded-for", "nonsense", "unknown"),
        ("2001:db8:1:2:3:4:5:6", None, None, "2001:db8:1:2::/64"),
        ("", None, None, "unknown"),
    ],
)
def test_whom_a_request_counts_for(address: str, header: str | None, given: str | None, client: str) -> None:
    """The address itself, or the one the named proxy header ends with; an IPv6 network counts as one client."""
    headers = [(b"x-forwarded-for", given.encode())] if given else []
    assert rates.client_of({"client": (address, 1), "headers": headers}, header) == client


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("fbclid=x", ""),
        ("a=1&utm_source=x&b=2", "a=1&b=2"),
        ("UTM_Campaign=x&gclid=y&_sort=id", "_sort=id"),
        ("utm%5Fsource=x&q=a+b%26c", "q=a+b%26c"),
        ("q=fbclid&utmost=1", "q=fbclid&utmost=1"),
        ("", ""),
    ],
)
def test_what_follows_a_reader_is_taken_off(query: str, left: str) -> None:
    """Only arguments known to follow readers go; the rest stays byte for byte."""
    assert tracking.without_tracking(query) == left


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("ballot", '("ballot")'),
        ("ballot papers", '("ballot") AND ("papers")'),
        ("“ballot papers” -leaflet", '(("ballot papers")) NOT ("leaflet")'),
        ("fire OR smoke alarm", '("fire" OR "smoke") AND ("alarm")'),
        ("elect* NOT rules", '(("elect"*)) NOT ("rules")'),
        ("12.3(a) o'brien", '("12.3(a)") AND ("o\'brien")'),
        ('say "so', '("say") AND ("so")'),
        ("-only", '""'),
        ("", '""'),
        (" \x00 %", '""'),
        (None, '""'),
    ],
)
def test_how_a_search_is_read(typed: str | None, query: str) -> None:
    """What is typed becomes an FTS5 query of quoted strings."""
    assert search_words.search_words(typed) == query


def test_kilometres_between_two_places() -> None:
    """London to Edinburgh is some 534 km; a missing coordinate gives no distance."""
    assert distance.kilometres(51.5074, -0.1278, 55.9533, -3.1883) == pytest.approx(534, abs=1)
    assert distance.kilometres(51.5, -0.1, 51.5, -0.1) == 0
    assert distance.kilometres(51.5, -0.1, None, 0) is None  # type: ignore[arg-type]
