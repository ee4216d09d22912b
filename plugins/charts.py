"""Charts: what this archive holds and quotes, where looking beats reading, `/charts`; each picture is a table as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest.pages.served import archive_with
from ingest.pictures.columns import columns
from ingest.pictures.kept import ask, ask_whole
from ingest.pictures.periods import Period, period

MOST_AT_HOME = 5
HEIGHT = 34  # of a row of columns, in pixels

Rows = Sequence[Mapping[str, Any]]

YEARS = "select min(published_year) as first, max(published_year) as last from documents"
BY_KIND = """
select kind, substr(d, 1, :letters) as bin, sum(n) as count from (
  select kind, published_date as d, count(*) as n from documents where published_date is not null group by published_date, kind
) where length(d) >= :letters group by 1, 2"""
KINDS = "select kind, count(*) as count, count(published_date) as dated from documents group by kind order by count desc, kind"
STATES = "select state, count(*) as count from quotations group by state order by count desc"
# a name as printed, whatever its capitals, is that of a person if it is the name or an alias of that person alone
SPEAKERS = """
with printed as materialized (
  select attributed_to as words, lower(attributed_to) as folded, count(*) as times from quotations
  where attributed_to is not null group by attributed_to
),
called as materialized (
  select folded, min(id) as person_id from (
    select lower(name) as folded, people.id from people
    union all select lower(alias.value), people.id from people, json_each(aliases) alias
  ) group by folded having count(distinct id) = 1
)
select coalesce(people.name, words) as name, person_id, sum(times) as times, json_group_array(words) as printed
from printed left join called using (folded) left join people on people.id = person_id
group by coalesce(person_id, words) order by times desc, name limit 20"""
QUOTED = """
select documents.id, title, kind, published_date, times, by_documents from (
  select passages.document_id, count(*) as times, count(distinct quotations.document_id) as by_documents
  from quotations join passages on passages.id = matched_passage_id
  where matched_passage_id is not null and quotations.document_id <> passages.document_id
  group by passages.document_id order by by_documents desc, times desc, passages.document_id limit 20
) join documents on documents.id = document_id order by by_documents desc, times desc, documents.id"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /charts."""
    return [(r"^/charts$", charts)]


@hookimpl
def extra_template_vars(datasette: Datasette, view_name: str | None) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the home page `most_quoted`: the documents that most others quote."""
    if view_name != "index":
        return None

    async def quoted() -> dict[str, Any]:
        db = await archive_with(datasette.databases, "quotations")
        return {"most_quoted": (await ask_whole(db, QUOTED))[:MOST_AT_HOME] if db else []}

    return quoted


async def charts(datasette: Datasette, request: Request) -> Response:
    """Show the documents by kind and year, who and what is quoted most, and what became of the quotations."""
    db = await archive_with(datasette.databases, "quotations")
    shown = await _shown(db) if db else {"kinds": []}
    return Response.html(await datasette.render_template("charts.html", shown, request=request))


async def _shown(db: Database) -> dict[str, Any]:
    kinds = [dict(row) for row in await ask_whole(db, KINDS)]
    (years,) = await ask_whole(db, YEARS)
    seen = period(None, years["first"], years["last"]) if years["first"] is not None else None
    if seen:
        await _with_columns(db, kinds, seen)
    return {
        "kinds": kinds,
        "seen": seen,
        "height": HEIGHT,
        "states": _shares(await ask_whole(db, STATES)),
        "speakers": _shares(await ask_whole(db, SPEAKERS), "times"),
        "quoted": _shares(await ask_whole(db, QUOTED), "by_documents"),
    }


async def _with_columns(db: Database, kinds: list[dict[str, Any]], seen: Period) -> None:
    """Give each kind its `columns`, all on one scale, and its `numbers` by column."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await ask(db, BY_KIND, letters=seen.letters):
        counts[row["kind"]][row["bin"]] = row["count"]
    most = max((count for each in counts.values() for count in each.values()), default=1)
    for kind in kinds:
        kind["numbers"] = [counts[kind["kind"]].get(each.prefix, 0) for each in seen.bins]
        kind["columns"] = columns([{"documents": number} for number in kind["numbers"]], HEIGHT, most)


def _shares(rows: Rows, column: str = "count") -> list[dict[str, Any]]:
    """Give each row its `share` of the longest, in percent."""
    most = max((row[column] for row in rows), default=1) or 1
    return [{**row, "share": round(100 * row[column] / most, 2)} for row in rows]
