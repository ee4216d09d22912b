"""About: every page can name the archive it belongs to, with the notice and licence that its file holds.

`/about` tells how it was made, what became of every character, what is kept back, and how to challenge it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request
from jinja2 import Environment

from ingest.pages.served import archive, archive_with, name_of_archive
from ingest.pictures.kept import ask, ask_whole

ABOUT = "select title, description, licence, notice, edition, content_sha256 from about"
SEARCH = "search"  # the question that the front page has a box for
EVERYWHERE = {"documents", "passages", "segments", "sources"}
WORD = re.compile(r"\w+")
MOST_PARTS = 12  # of the coverage, told one by one
COUNTS = """
select (select count(*) from sources) as sources, (select count(*) from sources where declared) as declared,
  (select count(*) from documents) as documents, (select count(*) from passages) as passages,
  (select count(*) from documents where published_date is null) as undated,
  (select count(*) from corrections) as corrections, (select count(*) from withheld) as withheld,
  (select count(*) from problems) as problems, (select count(*) from retired_ids) as retired,
  (select sum(character_count) from sources) as characters"""
COVERAGE = """
select part, discard, sum(stretches) as stretches, sum(characters) as characters from coverage
group by part, discard order by part = 'discard', part = 'withheld', characters desc"""
WITHHELD = """
select kind, reason, count(*) as count, sum("end" - "start") as characters, max(until) as until from withheld
group by kind, reason order by count desc, kind, reason limit 50"""
PROBLEMS = """
select reason, count, source_count, source_id, sources.title as source
from (select reason, count(*) as count, count(distinct source_id) as source_count, min(source_id) as source_id
  from problems group by reason order by count desc, reason limit 10)
left join sources on sources.id = source_id order by count desc, reason"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /about."""
    return [(r"^/about$", told)]


async def told(datasette: Datasette, request: Request) -> Response:
    """Tell how this archive was made."""
    db = await archive_with(datasette.databases, "about")
    shown: dict[str, Any] = {"metadata": datasette.metadata()}
    if db is not None:
        shown["given"] = not db.is_mutable and datasette.setting("allow_download")
        shown["counts"] = (await ask_whole(db, COUNTS))[0]
        shown["coverage"] = await _coverage(db)
        shown["kept_back"] = await ask_whole(db, WITHHELD)
        shown["unread"] = await ask_whole(db, PROBLEMS)
    return Response.html(await datasette.render_template("about.html", shown, request=request))


async def _coverage(db: Database) -> list[dict[str, Any]]:
    """Return what became of all characters, the most first."""
    rows = [dict(row) for row in await ask_whole(db, COVERAGE) if row["characters"]]
    total = sum(row["characters"] for row in rows)
    few = {
        "part": "more",
        "discard": len(rows) - MOST_PARTS,
        "characters": sum(r["characters"] for r in rows[MOST_PARTS:]),
    }
    shown = [*rows[:MOST_PARTS], few] if few["discard"] > 1 else rows
    return [row | {"share": round(100 * row["characters"] / total, 2)} for row in shown]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give templates `name_of_archive`, as the error page has no `archive`."""
    env.globals["name_of_archive"] = lambda: name_of_archive(datasette.databases)


@hookimpl
def extra_template_vars(datasette: Datasette, view_name: str | None) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give every page `archive`, its name among the databases, and `about`; the home page `counts`, `queries` and `questions`."""

    async def facts() -> dict[str, Any]:
        db = archive(datasette.databases)
        if db is None:
            return {"archive": None, "about": {}}
        about = await _about(db)
        if view_name != "index":
            return {"archive": db.name, "about": about}
        counts = await db.table_counts(limit=1000)
        hidden = set(await db.hidden_table_names())
        shown = {name: count for name, count in counts.items() if name not in hidden}
        queries = await datasette.get_canned_queries(db.name, None)
        views = await db.view_names()
        asked = set(WORD.findall(" ".join(each["sql"] for each in queries.values())))
        filled = {
            view: (await db.execute(f'select exists (select 1 from "{view}")')).single_value()
            for view in asked & set(views)
        }
        return {
            "archive": db.name,
            "about": about,
            "counts": shown,
            "queries": queries,
            "questions": [each for each in queries.values() if _has_answers(each, {**shown, **filled})],
            "views": views,
        }

    return facts


def _has_answers(query: dict[str, Any], counts: dict[str, int | None]) -> bool:
    """Tell whether a question asks of a table that has rows, besides those that every archive has; the box above it searches."""
    asked = (set(WORD.findall(query["sql"])) & set(counts)) - EVERYWHERE
    return query["name"] != SEARCH and (not asked or any(counts[table] for table in asked))


async def _about(db: Database) -> dict[str, Any]:
    """Return the one row of the table `about`, or nothing for a file that is not an archive of ours."""
    if not await db.table_exists("about"):
        return {}
    rows = await ask(db, ABOUT)
    return rows[0] if rows else {}
