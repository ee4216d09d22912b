"""People: everyone and every organisation that this archive knows, `/people` and `/organisations`, with offices and mentions.

The page of each gets a picture of the years in which it is named, and its offices on a line of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import date
from json import dumps
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils.asgi import NotFound, Request

from ingest.pages.served import archive_with, is_archive
from ingest.pictures.columns import columns
from ingest.pictures.dates import between
from ingest.pictures.kept import ask, ask_whole
from ingest.pictures.lanes import lanes

PER_PAGE = 50
SPARK, HEIGHT = 28, 90  # pixels
KEYS = {"people": "person_id", "organisations": "organisation_id"}
SORTS = ("mentions", "name")
# one row for each document first: an index has them in this order
ALL = """
select each.id, name, aliases, description, coalesce(times, 0) as times, coalesce(documents, 0) as documents
from {table} each left join (
  select id, sum(n) as times, count(*) as documents from (
    select {key} as id, document_id, count(*) as n from mentions where {key} is not null group by {key}, document_id
  ) group by id
) counted on counted.id = each.id
order by documents desc, times desc, name"""
YEARS = "select min(published_year) as first, max(published_year) as last from documents"
BY_YEAR = """
select who as id, published_year as year, count(*) as count
from (select distinct {key} as who, document_id from mentions where {key} in (select value from json_each(:ids)))
join documents on documents.id = document_id where published_year is not null group by 1, 2"""
ROLES = """
select roles.*, people.name as person, organisations.name as organisation
from roles join people on people.id = person_id join organisations on organisations.id = organisation_id
where {key} in (select value from json_each(:ids))
order by from_date is null, from_date, roles.title, people.name limit 1000"""
EDGES = """
select min(first) as first, max(last) as last from (
  select published_date as first, published_date as last from documents
  union all select from_date, to_date from roles where {key} = :id union all select to_date, from_date from roles where {key} = :id)"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /people and /organisations, and the address of one of them below, which is that of the row."""
    return [
        (r"^/(?P<table>people|organisations)$", everyone),
        (r"^/(?P<table>people|organisations)/(?P<id>[a-z0-9-]+)$", one),
    ]


async def one(datasette: Datasette, request: Request) -> Response:
    """Lead from /people/<id> to the page of the row, which says so where there is none."""
    table, id = request.url_vars["table"], request.url_vars["id"]
    db = await archive_with(datasette.databases, table)
    if db is None:
        raise NotFound("404")
    return Response.redirect(datasette.urls.row(db.name, table, id), status=301)


async def everyone(datasette: Datasette, request: Request) -> Response:
    """Show all of them, those named in most documents first, or by name."""
    table = request.url_vars["table"]
    db = await archive_with(datasette.databases, "mentions")
    shown = await _shown(db, table, request) if db else {"held": 0}
    shown |= {"table": table, "other": "organisations" if table == "people" else "people"}
    return Response.html(await datasette.render_template("people.html", shown, request=request))


async def _shown(db: Database, table: str, request: Request) -> dict[str, Any]:
    key, words = KEYS[table], (request.args.get("q") or "").strip()[:200]
    sort = request.args.get("sort")
    sort = sort if sort in SORTS else "mentions"
    asked = request.args.get("page") or "1"
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 and int(asked) else 1
    held = await ask_whole(db, ALL.format(table=table, key=key))
    found = [each for each in held if words.lower() in f"{each['name']} {each['aliases']}".lower()]
    if sort == "name":
        found.sort(key=lambda each: each["name"])
    listed = [dict(each) for each in found[(page - 1) * PER_PAGE : page * PER_PAGE]]
    await _with_pictures(db, key, listed, patient=not words and page == 1)
    return {
        "held": len(held),
        "listed": listed,
        "words": words,
        "sort": sort,
        "page": page,
        "more": len(found) > page * PER_PAGE,
        "years": (await ask_whole(db, YEARS))[0],
        "spark": SPARK,
    }


async def _with_pictures(db: Database, key: str, listed: list[dict[str, Any]], *, patient: bool) -> None:
    """Give each of them its `roles`, and `columns` of the documents of each year that name it, on one scale."""
    ids = dumps([each["id"] for each in listed])
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for row in await _years_of(db, key, ids, patient=patient):
        counts[row["id"]][row["year"]] = row["count"]
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await ask(db, ROLES.format(key=key), ids=ids):
        roles[row[key]].append(row)
    (years,) = await ask_whole(db, YEARS)
    all_years = range(years["first"], years["last"] + 1) if years["first"] is not None else range(0)
    most = max((count for each in counts.values() for count in each.values()), default=1)
    for each in listed:
        mine = counts[each["id"]]
        each["columns"] = columns([{"documents": mine.get(year, 0)} for year in all_years], SPARK, most) if mine else []
        each["roles"] = roles[each["id"]]


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the page of a person or an organisation `by_year` and `in_office`: what its two pictures show."""
    if view_name != "row" or table not in KEYS or request is None or not is_archive(datasette.databases, database):
        return None
    key, id = KEYS[table], request.url_vars["pks"]

    async def drawn() -> dict[str, Any]:
        db = datasette.get_database(database)
        return {"by_year": await _by_year(db, key, id), "in_office": await _in_office(db, key, id)}

    return drawn


async def _years_of(db: Database, key: str, ids: str, *, patient: bool = False) -> list[dict[str, Any]]:
    """Return how many documents of each year name them; nothing where they are too many to be counted in time."""
    try:
        return await ask(db, BY_YEAR.format(key=key), patient=patient, ids=ids)
    except QueryInterrupted:
        return []


async def _by_year(db: Database, key: str, id: str) -> dict[str, Any] | None:
    """Return the columns of the documents that name it, year by year; None with fewer than two years."""
    counts = {row["year"]: row["count"] for row in await _years_of(db, key, dumps([id]))}
    (years,) = await ask_whole(db, YEARS)
    if not counts or years["first"] == years["last"]:
        return None
    shown = list(range(years["first"], years["last"] + 1))
    every = -(-len(shown) // 8)
    numbers = [{"documents": counts.get(year, 0)} for year in shown]
    return {
        "height": HEIGHT,
        "columns": columns(numbers, HEIGHT),
        "years": [
            {"year": year, "count": counts.get(year, 0), "labelled": n % every == 0} for n, year in enumerate(shown)
        ],
    }


async def _in_office(db: Database, key: str, id: str) -> dict[str, Any] | None:
    """Return the offices on a line of time that reaches over the documents too; None where none is dated."""
    roles = await ask(db, ROLES.format(key=key), ids=dumps([id]))
    (edges,) = await ask(db, EDGES.format(key=key), patient=True, id=id)
    if not edges["first"] or not any(role["from_date"] or role["to_date"] for role in roles):
        return None
    years = range(int(edges["first"][:4]), int((edges["last"] or edges["first"]).rpartition("/")[2][:4]) + 1)
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    bars = lanes([between(role["from_date"], role["to_date"]) for role in roles], first, last, 100)
    drawn = [role | {"bar": bar} for role, bar in zip(roles, bars, strict=True) if bar]
    every = -(-len(years) // 8)
    days = last + 1 - first
    marks = [
        {"year": year, "x": round(100 * (date(year, 1, 1).toordinal() - first) / days, 2)} for year in years[::every]
    ]
    return {"drawn": drawn, "marks": marks, "undated": len(roles) - len(drawn)}
