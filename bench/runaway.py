"""Readers whose SQL never ends, and what the others wait for meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import cycle
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import click

from bench.clients import rate
from bench.questions import Words, asked, searches
from bench.served import Served

RUNAWAYS = {
    "a join of everything with everything": "select count(*) from passages a, passages b, passages c",
    "an endless recursion": "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
    "a text that doubles": "with recursive n(s) as (select 'x' union all select s || s from n) select max(length(s)) from n",
    "a huge blob": "select length(hex(randomblob(1000000000)))",
    "many large blobs": "select count(distinct randomblob(900000)) from passages",
    "all texts as one": "select length(group_concat(text)) from passages",
    "a sort of everything": "select text from passages order by random(), text desc",
    "a pattern that tries everything": "select count(*) from passages where text like '%a%e%i%o%u%a%e%i%o%u%z%'",
}
AT_ONCE = 6  # readers with such queries
QUERIES = 54  # in all: a client has sixty at once


def run_away(server: Served, words: Words, seconds: float) -> None:
    """Print what other readers wait for, and how much memory the server holds, while such queries run."""
    calm = _others(server, words, seconds)
    before, answers = server.memory, list[str]()
    stop = threading.Event()
    peak = [before]
    watching = threading.Thread(target=_watch, args=(server, peak, stop))
    queries = _queries()
    readers = [threading.Thread(target=_run, args=(server.url, queries, answers, stop)) for _ in range(AT_ONCE)]
    for thread in (watching, *readers):
        thread.start()
    time.sleep(0.5)
    beset = _others(server, words, seconds)
    stop.set()
    for thread in (watching, *readers):
        thread.join()
    click.echo(
        f"\nwhile {AT_ONCE} readers run queries without end ({len(answers)} were answered), one other waits in ms:"
    )
    for name, (worst_before, p50_before) in calm.items():
        worst, p50 = beset[name]
        click.echo(
            f"  {name:26} p50 {p50:7.1f}, at most {worst:8.1f}; without them {p50_before:7.1f}, {worst_before:8.1f}"
        )
    click.echo(f"  memory {before / 1e6:,.0f} MB, at most {peak[0] / 1e6:,.0f} MB")
    for each in sorted(set(answers)):
        click.echo(f"  {answers.count(each):3} x {each}")


def _others(server: Served, words: Words, seconds: float) -> dict[str, tuple[float, float]]:
    asking = {
        "home": cycle(["/"]),
        "a document": (f"/archive/documents/{id}?beside={time.monotonic_ns()}" for id in cycle(words.documents)),
        "the table of documents": (f"/archive/documents?_next={n}" for n in cycle(words.documents)),
        "search: 10 % word": asked(searches(words)["10 % word"], "ours", words),
    }
    found = {name: rate(server, paths, 1, seconds) for name, paths in asking.items()}
    return {name: (each.waited[-1], each.p50) for name, each in found.items()}


def _queries() -> Iterator[str]:
    for n, sql in enumerate(cycle(RUNAWAYS.values())):
        if n == QUERIES:
            return
        yield f"/archive.json?{urlencode({'sql': f'{sql} -- {n}'})}"


def _run(url: str, queries: Iterator[str], answers: list[str], stop: threading.Event) -> None:
    while not stop.is_set():
        with LOCK:
            path = next(queries, None)
        if path is None:
            return
        try:
            with urlopen(url + path, timeout=60) as answer:
                answers.append(f"{answer.status}")
        except HTTPError as error:
            answers.append(f"{error.code} {error.read(300).decode(errors='replace').strip()[:90]}")


LOCK = threading.Lock()


def _watch(server: Served, peak: list[int], stop: threading.Event) -> None:
    while not stop.wait(0.02):
        peak[0] = max(peak[0], server.memory)
