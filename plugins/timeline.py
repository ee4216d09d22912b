"""Timeline: what was published and what happened, as a picture and as a list, `/timeline`; closer at a click.

`in` is the part of the calendar that is shown (2010s, 2016, 2016-12), `document` and `event` the kinds (`*` for all of them).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from json import dumps
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest.pages.served import archive_with
from ingest.pages.told_elsewhere import ELSEWHERE, ONCE, asked, tell
from ingest.pictures.columns import Column, columns, scale
from ingest.pictures.dates import stretch
from ingest.pictures.kept import ask, ask_whole
from ingest.pictures.lanes import lanes
from ingest.pictures.marks import stacked
from ingest.pictures.periods import Period, month_of, neighbours, period, within_a_column

PER_PAGE = 100
LAST_PAGE = 100  # to read on, one looks closer
HEIGHT, SMALL = 180, 110  # of the columns, in pixels
MOST_MARKS, MOST_IN_A_COLUMN = 160, 18  # until then each document and event is a mark of its own
MOST_BARS, MOST_LANES = 200, 12
SERIES = ("documents", "events")

YEARS = """
select min(first) as first, max(last) as last, min(earliest) as earliest, max(latest) as latest from (
  select min(published_year) as first, max(published_year) as last, min(published_date) as earliest, max(published_date) as latest
  from documents
  union all select min(event_year), max(event_year), min(event_date), max(event_date) from events)"""
KINDS = """
select what, coalesce(kind, 'event') as kind, sum(count) as count from (
  select 'documents' as what, kind, count(*) as count from documents where published_date >= '0' group by published_date, kind
  union all select 'events', kind, count(*) from events where event_date >= '0' group by event_date, kind
  union all select 'events', kind, -count(*) from same_events join events on events.id = event_id group by kind
) group by 1, 2 order by 1, 3 desc, 2"""
# first by day, which an index gives in order, then by column; of the events those are taken off that stand in it already
OF_EVENTS = "select event_date as d, coalesce(kind, 'event') as k, {n} as n from {of} where event_date >= :low and event_date < :high"
TABLES = {
    "documents": "select published_date as d, kind as k, 1 as n from documents where published_date >= :low and published_date < :high",
    "events": OF_EVENTS.format(n=1, of="events")
    + " union all "
    + OF_EVENTS.format(n=-1, of="same_events join events on events.id = event_id"),
}
COUNTS = """
select substr(d, 1, :letters) as bin,
  case when instr(d, '/') and substr(d, 1, :letters) <> substr(d, instr(d, '/') + 1, :letters) then 'range'
    when length(substr(d, 1, instr(d || '/', '/') - 1)) < :letters then 'coarse' else 'in' end as place,
  sum(n) as count
from (select d, sum(n) as n from ({table}) where :kinds = '*' or k in (select value from json_each(:kinds)) group by d)
group by 1, 2"""
DOCUMENTS = """
select published_date as date, 'document' as what, kind, title, null as time, null as place, id, author, null as document_id, null as status
from documents where published_date >= :low and published_date < :high
  and (:documents = '*' or kind in (select value from json_each(:documents)))"""
EVENTS = f"""
select event_date, 'event', coalesce(events.kind, 'event'), events.title, start_time, places.name, events.id, null, document_id, status
from events left join places on places.id = events.place_id where event_date >= :low and event_date < :high and {ONCE}
  and (:events = '*' or coalesce(events.kind, 'event') in (select value from json_each(:events)))"""
# one behind the other as two indexes have them, so that nothing is sorted
ITEMS = f"{DOCUMENTS} union all {EVENTS} order by 1 limit :limit offset :offset"
RANGES = (
    f"{DOCUMENTS} and instr(published_date, '/') union all {EVENTS} and instr(event_date, '/') order by 1 limit :limit"
)
UNDATED = """
select (select count(*) from documents where published_date is null) as documents,
  (select count(*) from events where event_date is null) as events"""
ALL = {"low": "0", "high": ":"}  # every date begins with a digit


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /timeline."""
    return [(r"^/timeline$", timeline)]


@hookimpl
def extra_template_vars(datasette: Datasette, view_name: str | None) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the home page `small_timeline`: all the years there are, and their columns."""
    if view_name != "index":
        return None

    async def drawn() -> dict[str, Any]:
        db = await archive_with(datasette.databases, "events")
        return {"small_timeline": await _small(db) if db else None}

    return drawn


async def timeline(datasette: Datasette, request: Request) -> Response:
    """Show the columns, the stretches of time below them, and everything as a list."""
    db = await archive_with(datasette.databases, "events")
    shown = await _shown(db, request) if db else {"kinds": []}
    return Response.html(await datasette.render_template("timeline.html", shown, request=request))


async def _shown(db: Database, request: Request) -> dict[str, Any]:
    kinds = await ask_whole(db, KINDS)
    (years,) = await ask_whole(db, YEARS)
    if years["first"] is None:
        return {"kinds": [], "undated": (await ask_whole(db, UNDATED))[0]}
    seen = period(request.args.get("in"), years["first"], years["last"], month_of(years))
    kinds_asked = {"documents": request.args.getlist("document"), "events": request.args.getlist("event")}
    chosen = {what: _chosen(kinds_asked, what) for what in SERIES}
    whole = not any(kinds_asked.values())
    counts = await _counts(db, seen, chosen)
    total = sum(sum(each.values()) for each in counts["in"].values())
    rest = {what: counts["range"].get(what, 0) + counts["coarse"].get(what, 0) for what in SERIES}
    page = _page(request.args.get("page"))
    window = _window(seen.prefix)
    items = await ask(
        db, ITEMS, patient=whole and page == 1, **window, **chosen, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE
    )
    tell(items, await ask(db, ELSEWHERE, events=asked(items)))
    drawn = _columns(seen, counts["in"])
    return {
        "kinds": kinds,
        "seen": seen,
        "asked": kinds_asked,
        "counts": [{what: counts["in"].get(each.prefix, {}).get(what, 0) for what in SERIES} for each in seen.bins],
        "columns": drawn,
        "scale": _scale(drawn),
        "height": HEIGHT,
        "marks": await _marks(db, seen, chosen, drawn, total),
        "bars": await _bars(db, seen, chosen, counts["coarse"]),
        "total": total + sum(rest.values()),
        "items": items[:PER_PAGE],
        "page": page,
        "more": len(items) > PER_PAGE and page < LAST_PAGE,
        "cut": len(items) > PER_PAGE and page == LAST_PAGE,
        "before_after": neighbours(seen, years),
        "undated": (await ask_whole(db, UNDATED))[0],
        "address": _addresses(seen, kinds_asked),
    }


async def _small(db: Database) -> dict[str, Any] | None:
    (years,) = await ask_whole(db, YEARS)
    if years["first"] is None:
        return None
    seen = period(None, years["first"], years["last"], month_of(years))
    counts = await _counts(db, seen, dict.fromkeys(SERIES, "*"))
    numbers = [{what: counts["in"].get(each.prefix, {}).get(what, 0) for what in SERIES} for each in seen.bins]
    return {"seen": seen, "columns": columns(numbers, SMALL), "counts": numbers, "height": SMALL}


def _chosen(asked: dict[str, list[str]], what: str) -> str:
    """Return the kinds that are shown as JSON, `*` for all: with none asked for of either, everything is shown."""
    kinds = asked[what]
    if "*" in kinds or not any(asked.values()):
        return "*"
    return dumps(sorted(set(kinds))[:100])


async def _counts(db: Database, seen: Period, chosen: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return numbers by column and what is counted, `in`; those of ranges and of dates too vague for a column by what."""
    found: dict[str, dict[str, Any]] = {"in": {}, "range": {}, "coarse": {}}
    for what in SERIES:
        sql = COUNTS.replace("{table}", TABLES[what])
        for row in await ask(
            db, sql, patient=chosen[what] == "*", **_window(seen.prefix), letters=seen.letters, kinds=chosen[what]
        ):
            if row["place"] == "in":
                found["in"].setdefault(row["bin"], {})[what] = row["count"]
            else:
                found[row["place"]][what] = found[row["place"]].get(what, 0) + row["count"]
    return found


def _window(prefix: str) -> dict[str, str]:
    """Return the first text, and that after the last, of dates that begin with a prefix."""
    return {"low": prefix, "high": prefix + ":"} if prefix else ALL


def _columns(seen: Period, counts: dict[str, dict[str, int]]) -> list[Column]:
    numbers = [{what: counts.get(each.prefix, {}).get(what, 0) for what in SERIES} for each in seen.bins]
    steps = scale(max(sum(each.values()) for each in numbers))
    return columns(numbers, HEIGHT, steps[-1] if steps else 1)


def _scale(drawn: list[Column]) -> list[dict[str, float]]:
    steps = scale(max(each.count for each in drawn))
    return [{"count": each, "y": round(HEIGHT - HEIGHT * each / steps[-1], 1)} for each in steps]


async def _marks(
    db: Database, seen: Period, chosen: dict[str, str], drawn: list[Column], total: int
) -> list[dict[str, Any]]:
    """Return every document and event with its place, if they are few enough for each to be a mark of its own."""
    most = max(each.count for each in drawn)
    if not total or len(drawn) > 31 or total > MOST_MARKS or most > MOST_IN_A_COLUMN:
        return []
    items = await ask(db, ITEMS, patient=False, **_window(seen.prefix), **chosen, limit=1_000, offset=0)
    return [item | mark for item, mark in stacked(items, seen, drawn, HEIGHT)]


async def _bars(db: Database, seen: Period, chosen: dict[str, str], coarse: dict[str, int]) -> dict[str, Any]:
    """Return the stretches that reach into what is shown, and how many dates are known only as the whole of it."""
    found = await ask(db, RANGES, patient=set(chosen.values()) == {"*"}, **ALL, **chosen, limit=MOST_BARS)
    spans = [each for each in found if not within_a_column(each["date"], seen)]
    placed = zip(spans, lanes([stretch(each["date"]) for each in spans], seen.first, seen.last, 30), strict=True)
    drawn = [item | {"bar": bar} for item, bar in placed if bar is not None]
    return {
        "drawn": [each for each in drawn if each["bar"].lane < MOST_LANES],
        "lanes": min(MOST_LANES, max((each["bar"].lane + 1 for each in drawn), default=0)),
        "left": sum(each["bar"].lane >= MOST_LANES for each in drawn),
        "reaching": [each for each in drawn if not each["date"].startswith(seen.prefix)],
        "coarse": {what: coarse[what] for what in SERIES if coarse.get(what)},
        "full": len(found) == MOST_BARS,
    }


def _addresses(seen: Period, asked: dict[str, list[str]]) -> Any:
    """Return a function that gives the query of this page with another part of the calendar, page or kinds."""

    def address(name: str | None = None, page: int = 1, everything: bool = False) -> str:
        part = seen.name if name is None else name
        pairs = [("in", part)] if part else []
        if not everything:
            pairs += [("document", kind) for kind in asked["documents"]] + [("event", kind) for kind in asked["events"]]
        pairs += [("page", str(page))] if page > 1 else []
        return "?" + urlencode(pairs) if pairs else ""

    return address


def _page(asked: str | None) -> int:
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return max(1, min(number, LAST_PAGE))
