"""Signposts: above the results of a search the pages that speak of what is asked: a day, a month, a clause, somebody by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request

from ingest.pages.date_words import date_words
from ingest.pages.served import archive_with
from ingest.pictures.kept import ask
from ingest.search.meant import LONGEST, clauses, days

MOST = 5  # of a kind
# a day, and what goes on over it
OF_A_DAY = """
select what, id, title, kind, date from (
  select 'documents' as what, id, title, kind, published_date as date, rowid as n from documents where published_date = :day
  union all select 'events', id, title, kind, event_date, rowid from events where event_date = :day)
order by what, n limit :most"""
OF_A_MONTH = """
select (select count(*) from documents where published_date >= :month and published_date < :after)
  + (select count(*) from events where event_date >= :month and event_date < :after) as count"""
OF_A_CLAUSE = """
select instrument, max(rule_clauses.number) as number, count(distinct edition_id) as editions,
  min(rule_clauses.id) as id, rule_editions.title as title
from rule_clauses join rule_editions on rule_editions.id = edition_id
where rule_clauses.number in (:number, upper(:number)) group by coalesce(instrument, edition_id) order by editions desc, 1 limit :most"""
OF_A_NAME = """
select 'people' as what, id, name from people
where lower(name) = :name or exists (select 1 from json_each(aliases) where lower(value) = :name)
union all select 'organisations', id, name from organisations
where lower(name) = :name or exists (select 1 from json_each(aliases) where lower(value) = :name) limit :most"""


@hookimpl
def extra_template_vars(
    datasette: Datasette, request: Request | None, template: str
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the page of a search `signposts`: each with the words before it, and pages with their names."""
    if template != "search.html" or request is None:
        return None
    typed = " ".join((request.args.get("q") or "")[: LONGEST + 1].split())

    async def found() -> dict[str, Any]:
        db = await archive_with(datasette.databases, "rule_clauses") if typed and len(typed) <= LONGEST else None
        return {"signposts": await _signposts(datasette, db, typed) if db else []}

    return found


async def _signposts(datasette: Datasette, db: Database, typed: str) -> list[dict[str, Any]]:
    posts = [await _of_a_day(datasette, db, day) for day in days(typed)]
    posts += [await _of_a_clause(datasette, db, number) for number in clauses(typed)]
    posts.append(await _of_a_name(datasette, db, typed))
    return [post for post in posts if post["pages"]]


async def _of_a_day(datasette: Datasette, db: Database, day: str) -> dict[str, Any]:
    """Return what is dated on a day; of a month, the way to its part of the timeline."""
    timeline = datasette.urls.path(f"/timeline?{urlencode({'in': day[:7]})}")
    if len(day) < len("2019-03-14"):
        count = (await ask(db, OF_A_MONTH, month=day, after=day + "~"))[0]["count"]
        words = f"{count:,} {'entry' if count == 1 else 'entries'} on the timeline"
        return {"words": date_words(day), "pages": [{"name": words, "address": timeline}] if count else []}
    rows = await ask(db, OF_A_DAY, day=day, most=MOST)
    pages = [{"row": row, "address": datasette.urls.row(db.name, row["what"], tilde_encode(row["id"]))} for row in rows]
    return {"words": date_words(day), "pages": pages}


async def _of_a_clause(datasette: Datasette, db: Database, number: str) -> dict[str, Any]:
    """Return where a clause can be read: in its editions side by side, or in the one that is of no set of rules."""
    pages = []
    for row in await ask(db, OF_A_CLAUSE, number=number, most=MOST):
        if row["instrument"]:
            asked = urlencode({"clause": row["number"]})
            address = datasette.urls.path(f"/rules/{tilde_encode(row['instrument'])}?{asked}")
            words = f"{row['instrument']}, {row['editions']:,} edition{'s' if row['editions'] != 1 else ''}"
        else:
            address = datasette.urls.row(db.name, "rule_clauses", tilde_encode(row["id"]))
            words = row["title"] or "rules without a name"
        pages.append({"name": words, "address": address})
    return {"words": f"Clause {number}", "pages": pages}


async def _of_a_name(datasette: Datasette, db: Database, typed: str) -> dict[str, Any]:
    rows = await ask(db, OF_A_NAME, name=typed.strip('"“”„«»').lower(), most=MOST)
    pages = [
        {"name": row["name"], "address": datasette.urls.row(db.name, row["what"], tilde_encode(row["id"]))}
        for row in rows
    ]
    return {"words": "Known here", "pages": pages}
