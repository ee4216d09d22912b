"""Laws 1 and 2 proved on an archive: every source put together again from its segments, every text with a place held against it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterator
from hashlib import sha256
from typing import Any

from ingest.formats.blocks import PAGE_FURNITURE
from ingest.parsing.spans import Slices
from ingest.tables import tables
from ingest.verifying.report import Coverage

AT_ONCE = 4 << 20  # characters of sources looked at together
MOST = 500  # sources looked at together

# id, character count, sha256, published sha256, encoding
Stated = tuple[str, int, str | None, str, str | None]


def retrace(connection: sqlite3.Connection, coverage: list[Coverage], known: Container[str] = ()) -> Iterator[str]:
    """Yield what does not hold of any source but those `known` to hold; how each is covered goes to `coverage`."""
    sliced = list(_sliced(connection))
    for sources in _together(connection, known):
        reach = (sources[0][0], sources[-1][0])
        texts = _rebuilt(connection, reach)
        coverage += _coverage(connection, reach, sources)
        for source in sources:
            yield from _compare(texts[source[0]].text, *source)
        for table, fields, query in sliced:
            yield from _slices(connection, query, reach, table, fields, texts)


def _together(connection: sqlite3.Connection, known: Container[str]) -> Iterator[list[Stated]]:
    """Yield the sources in order of id, as many neighbours at a time as fit in memory well."""
    run: list[Stated] = []
    size = 0
    for source in connection.execute(
        "select id, character_count, sha256, published_sha256, encoding from sources order by id"
    ).fetchall():
        if run and (source[0] in known or size + source[1] > AT_ONCE or len(run) >= MOST):
            yield run
            run, size = [], 0
        if source[0] in known:
            continue
        run.append(source)
        size += source[1]
    if run:
        yield run


def _rebuilt(connection: sqlite3.Connection, reach: tuple[str, str]) -> dict[str, Slices]:
    """Return the texts of sources from their segments; a passage that page furniture interrupts has several of them."""
    parts: dict[str, list[str]] = defaultdict(list)
    holes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    held, used = None, 0
    for source_id, passage_id, start, end, discard, whole, own in connection.execute(
        'select segments.source_id, passage_id, segments."start", segments."end", discard, passages.text, segments.text '
        "from segments left join passages on passages.id = passage_id "
        'where segments.source_id between ? and ? order by segments.source_id, segments."start"',
        reach,
    ):
        if passage_id is None:
            parts[source_id].append(own or "")
            if discard in PAGE_FURNITURE:
                holes[source_id].append((start, end))
            continue
        used = used if passage_id == held else 0
        parts[source_id].append((whole or "")[used : used + end - start])
        held, used = passage_id, used + end - start
    found: dict[str, Slices] = defaultdict(lambda: Slices("", []))
    found |= {source_id: Slices("".join(each), holes[source_id]) for source_id, each in parts.items()}
    return found


def _compare(
    text: str, source_id: str, _: int, digest: str | None, published: str, encoding: str | None
) -> Iterator[str]:
    """Law 1: what is rebuilt is what was published; and where nothing is withheld, it is what was received."""
    if sha256(text.encode("utf-8")).hexdigest() != published:
        yield f"{source_id}: the text rebuilt from its segments is not the text that was published"
    if encoding and digest and sha256(text.encode(encoding)).hexdigest() != digest:
        yield f"{source_id}: the bytes rebuilt from its segments are not the bytes received"


def _sliced(connection: sqlite3.Connection) -> Iterator[tuple[str, list[str], str]]:
    """Yield each table with slices: its name, the columns that are slices, and the query for those of some sources."""
    for table in tables(connection):
        columns = [column for _, column, *_ in connection.execute(f'pragma table_info("{table}")')]
        places = {name: f"{name}_" for name in columns if {f"{name}_start", f"{name}_end"} <= set(columns)}
        if {"text", "start", "end"} <= set(columns) and table != "segments":
            places["text"] = ""
        if not places:
            continue
        asked = ", ".join(f'here."{name}", here."{at}start", here."{at}end"' for name, at in places.items())
        parent = "documents" if "document_id" in columns else "passages"
        joined = f'cross join "{table}" as here on here.{parent.removesuffix("s")}_id = {parent}.id'
        yield (
            table,
            list(places),
            (
                f"select {parent}.source_id, here.id, {asked} from {parent} {joined} where {parent}.source_id between ? and ?"
            ),
        )


def _slices(
    connection: sqlite3.Connection,
    query: str,
    reach: tuple[str, str],
    table: str,
    fields: list[str],
    texts: dict[str, Slices],
) -> Iterator[str]:
    """Law 2: a text with a start and an end is that slice of its source, less page furniture."""
    for source_id, id, *values in connection.execute(query, reach):
        text = texts[source_id]
        for n, name in enumerate(fields):
            words, start, end = values[3 * n : 3 * n + 3]
            if words is not None and words != text.slice(start, end):
                yield f"{table}: the {name} of {id} is not the slice of its source"


def _coverage(connection: sqlite3.Connection, reach: tuple[str, str], sources: list[Stated]) -> Iterator[Coverage]:
    passages: dict[str, int] = {}
    discards: dict[str, dict[str, int]] = defaultdict(dict)
    for source_id, discard, count in connection.execute(
        'select source_id, discard, sum("end" - "start") from segments where source_id between ? and ? '
        "group by source_id, discard order by source_id, discard",
        reach,
    ):
        if discard is None:
            passages[source_id] = count
        else:
            discards[source_id][discard] = count
    withheld: dict[str, Any] = dict(
        connection.execute(
            'select source_id, sum("end" - "start") from withheld where source_id between ? and ? group by source_id',
            reach,
        )
    )
    for id, characters, *_ in sources:
        yield Coverage(id, characters, passages.get(id, 0), withheld.get(id, 0), discards[id])
