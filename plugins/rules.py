"""Rules: every set of rules, `/rules`, and its editions side by side, `/rules/<instrument>`, clause by clause and word by word."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from json import dumps
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode
from datasette.utils.asgi import NotFound, Request

from ingest.comparing.clauses import folded
from ingest.comparing.compared import MOST_COMPARED, Comparison, compare, usual
from ingest.comparing.editions import Edition, clause_at, editions, in_force_on, in_order
from ingest.comparing.instruments import named
from ingest.comparing.rows_shown import shown
from ingest.comparing.side_by_side import Row, counted
from ingest.comparing.wordings import terms
from ingest.pages.served import archive_with

PER_PAGE = 100  # rows
MOST_INSTRUMENTS = 200
MOST_CLAUSES = 60_000  # in all editions that are compared at once
MOST_QUOTATIONS = 2_000  # on one page
INSTRUMENTS = """
select instrument, count(*) as editions, sum(passage_id is null) as whole, group_concat(distinct organisation) as organisation
from rule_editions where instrument is not null group by instrument order by instrument limit :limit"""
NAMELESS = "select count(*) from rule_editions where instrument is null"
UNNAMED = """
select rule_editions.id, rule_editions.title, rule_editions.from_date, rule_editions.passage_id, document_id,
  published_date, count(*) over (partition by lower(rule_editions.title)) as of_this_title
from rule_editions join documents on documents.id = document_id where instrument is null
order by rule_editions.title is null, lower(rule_editions.title), published_date, rule_editions.rowid limit :limit"""
CHANGES = """
select from_edition_id, to_edition_id, kind, count(*) as clauses from clause_changes where instrument = :instrument
group by from_edition_id, to_edition_id, kind"""
CLAUSE_COUNT = """
select count(*) from rule_clauses where edition_id in (select value from json_each(:ids))"""
DOCUMENTS = """
select documents.id, documents.title, documents.kind, documents.published_date from documents
where id in (select value from json_each(:ids))"""
CLAUSES = """
select rule_clauses.id, heading, rule_clauses.document_id, passages.position, passages.locator, rule_clauses.edition_id
from rule_clauses join passages on passages.id = rule_clauses.passage_id
where rule_clauses.id in (select value from json_each(:ids))"""
QUOTED = """
select clause_quotations.clause_id, standing, quotations.id, quotations.text, documents.title, documents.kind,
  documents.published_date, documents.id as document_id, passages.position, passages.locator
from clause_quotations
join quotations on quotations.id = quotation_id
join documents on documents.id = clause_quotations.document_id
join passages on passages.id = quotations.passage_id
where clause_id in (select value from json_each(:ids))
order by documents.published_date is null, documents.published_date, quotations.rowid limit :limit"""
# Clauses that documents quote with their number, to be held against the wordings that are shown.
QUOTED_CLAUSES = """
select rule_clauses.id, rule_clauses.number, rule_clauses.text, rule_clauses.edition_id, documents.title, documents.kind,
  documents.published_date, documents.id as document_id, passages.position, passages.locator
from rule_editions
join rule_clauses on rule_clauses.edition_id = rule_editions.id
join documents on documents.id = rule_clauses.document_id
join passages on passages.id = rule_clauses.passage_id
where rule_editions.instrument = ? and rule_editions.passage_id is not null
order by documents.published_date is null, documents.published_date, rule_clauses.rowid limit 5000"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the two pages."""
    return [(r"^/rules/?$", all_rules), (r"^/rules/(?P<instrument>.+)$", one_instrument)]


async def all_rules(datasette: Datasette, request: Request) -> Response:
    """Answer with every set of rules: its editions, when each was in force, and what changed from each to the next."""
    db = await archive_with(datasette.databases, "clause_quotations")
    shown: list[dict[str, Any]] = []
    nameless, unnamed = 0, []
    if db:
        for row in await db.execute(INSTRUMENTS, {"limit": MOST_INSTRUMENTS}):
            shown.append(await _overview(db, dict(row)))
        nameless = (await db.execute(NAMELESS)).single_value()
        unnamed = [dict(row) for row in await db.execute(UNNAMED, {"limit": MOST_INSTRUMENTS})] if nameless else []
    context = {
        "instruments": shown,
        "nameless": nameless,
        "unnamed": unnamed,
        "most": MOST_INSTRUMENTS,
        "database": db.name if db else None,
    }
    return Response.html(await datasette.render_template("rules.html", context, request=request))


async def _overview(db: Database, row: dict[str, Any]) -> dict[str, Any]:
    held = await db.execute_fn(lambda connection: editions(connection, row["instrument"]))
    kinds: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for each in await db.execute(CHANGES, {"instrument": row["instrument"]}):
        kinds[each["from_edition_id"], each["to_edition_id"]][each["kind"]] = each["clauses"]
    names = {each.id: each for each in held}
    steps = [
        {"before": names[before], "after": names[after], "kinds": found}
        for (before, after), found in kinds.items()
        if names[before].whole and names[after].whole
    ]
    documents = await _documents(db, held)
    whole, quoted = [each for each in held if each.whole], [each for each in held if not each.whole]
    return {
        **row,
        "held": whole,
        "quoted": quoted,
        "documents": documents,
        "steps": {each["after"].id: each for each in steps},
    }


async def one_instrument(datasette: Datasette, request: Request) -> Response:
    """Answer with editions of one set of rules side by side. Raises NotFound where there are none of this name."""
    db = await archive_with(datasette.databases, "clause_quotations")
    written = request.url_vars["instrument"]
    instrument, is_exact = await db.execute_fn(lambda connection: named(connection, written)) if db else (None, False)
    if db is None or instrument is None:
        raise NotFound("No set of rules has this name in this archive.")
    if not is_exact:
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(datasette.urls.path(f"/rules/{tilde_encode(instrument)}") + query)
    held = await db.execute_fn(lambda connection: editions(connection, instrument))
    asked = request.args.getlist("edition")
    chosen = [each for each in held if each.id in asked] or await db.execute_fn(
        lambda connection: usual(connection, instrument)
    )
    too_many = len(chosen) > MOST_COMPARED
    chosen = chosen[:MOST_COMPARED]
    ids = {"ids": dumps([each.id for each in chosen])}
    too_long = (await db.execute(CLAUSE_COUNT, ids)).single_value() > MOST_CLAUSES
    context: dict[str, Any] = {
        "instrument": instrument, "held": held, "chosen": chosen, "too_many": too_many, "too_long": too_long,
        "most": MOST_COMPARED, "documents": await _documents(db, held), "database": db.name,
        "changed": request.args.get("changed") == "1", "clause": (request.args.get("clause") or "")[:100].strip(),
        "at": (request.args.get("at") or "")[:30].strip(), "stood": None,
        "rows": [], "steps": [], "count": 0, "page": 1, "pages": 1,
    }  # fmt: skip
    if context["at"]:
        context["stood"] = await db.execute_fn(
            lambda connection: (
                clause_at(connection, instrument, context["clause"], context["at"])
                if context["clause"]
                else in_force_on(connection, instrument, context["at"])
            )
        )
    if not too_long:
        await _compare(db, request, context)
    return Response.html(await datasette.render_template("rules-instrument.html", context, request=request))


async def _compare(db: Database, request: Request, context: dict[str, Any]) -> None:
    """Put the rows of the page asked for into the context, with what is known of each clause in them."""
    chosen, key = context["chosen"], (str(db.path), db.name, tuple(each.id for each in context["chosen"]))
    comparison = await db.execute_fn(lambda connection: _compared(_Asked(key, connection, tuple(chosen))))
    rows = comparison.rows
    context["steps"] = [
        {
            "kinds": counted(rows, n),
            "certain": in_order(chosen[n], chosen[n + 1]),
            "same_dates": chosen[n].from_date is not None and chosen[n].dates == chosen[n + 1].dates,
        }
        for n in range(len(chosen) - 1)
    ]
    if context["changed"] and len(chosen) > 1:
        rows = [row for row in rows if row.changed]
    if context["clause"]:
        wanted = context["clause"].rstrip(".").casefold()
        rows = [row for row in rows if any(each.number.casefold() == wanted for cell in row.cells for each in cell)]
    context["count"], context["pages"] = len(rows), max(1, -(-len(rows) // PER_PAGE))
    context["page"] = page = _page(request, context["pages"])
    some = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    known = await _known(db, context["instrument"], chosen, some)
    context["rows"] = [shown(row, chosen, known) for row in some]
    context["quoted_ids"] = {id for id, each in known.items() if each["quoted"] or each["quoted_as"]}


class _Asked:
    """Editions to compare, told from others by `key`: the file and their ids. An archive does not change while it is served."""

    def __init__(self, key: object, connection: sqlite3.Connection, chosen: tuple[Edition, ...]) -> None:
        self.key, self.connection, self.chosen = key, connection, chosen

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and other.key == self.key


@lru_cache(maxsize=4)
def _compared(asked: _Asked) -> Comparison:
    return compare(asked.connection, asked.chosen)


async def _known(
    db: Database, instrument: str, chosen: list[Edition], rows: Iterable[Row]
) -> dict[str, dict[str, Any]]:
    """Return for each clause its place, when its words were in force, and who quotes them."""
    clauses = [each for row in rows for cell in row.cells for each in cell]
    ids = dumps([each.id for each in clauses])
    known = {row["id"]: {**dict(row), "quoted": [], "quoted_as": []} for row in await db.execute(CLAUSES, {"ids": ids})}
    for row in await db.execute(QUOTED, {"ids": ids, "limit": MOST_QUOTATIONS}):
        known[row["clause_id"]]["quoted"].append(dict(row))
    held = await db.execute_fn(lambda connection: [dict(row) for row in _rows(connection, QUOTED_CLAUSES, instrument)])
    same: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for each in held:
        same[folded(each["text"])].append(each)
    shown = {each.id for each in chosen}
    for clause in clauses:
        known[clause.id]["quoted_as"] = [each for each in same[folded(clause.text)] if each["edition_id"] not in shown]
    found = await db.execute_fn(lambda connection: terms(connection, [each.id for each in clauses]))
    for id, term in found.items():
        known[id]["term"] = term
    return known


def _rows(connection: sqlite3.Connection, sql: str, *values: object) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values).fetchall()


def _page(request: Request, pages: int) -> int:
    asked = request.args.get("page") or "1"
    return max(1, min(int(asked), pages)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


async def _documents(db: Database, held: Iterable[Edition]) -> dict[str, dict[str, Any]]:
    ids = dumps(sorted({each.document_id for each in held}))
    return {row["id"]: dict(row) for row in await db.execute(DOCUMENTS, {"ids": ids})}
