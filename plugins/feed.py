"""Feed: the newest documents as Atom, `/feed.atom`, or those of one kind, `/feed.atom?kind=…`.

An entry of Atom must say the second it was published (RFC 4287, 4.2.15). A document is in the feed if its date is known to the
day, of which midnight UTC is written; the others are left out, and the feed says how many.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request

from ingest.pages import atom
from ingest.pages.served import archive_with

MOST = 50
NO_DAY = "1970-01-01"  # Atom wants a day of a feed without entries too
WORDS = 400  # of a summary, in characters
DAY = "published_date glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
NEWEST = f"""
select id, kind, title, author, published_date,
  (select text from passages where document_id = documents.id and kind not in ('heading', 'byline', 'date line', 'header')
   order by position limit 1) as summary
from documents where (:kind is null or kind = :kind) and {DAY} order by published_date desc, rowid limit {MOST}"""

COUNTED = f"""
select count(*) as held, coalesce(sum({DAY}), 0) as dated from documents where (:kind is null or kind = :kind)"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the feed."""
    return [(r"^/feed\.atom$", feed)]


async def feed(datasette: Datasette, request: Request) -> Response:
    """Answer with the newest documents. Raises NotFound where there are none of the kind."""
    db = await archive_with(datasette.databases, "about")
    if db is None:
        raise NotFound("There is no archive here.")
    kind = request.args.get("kind") or None
    found = [dict(row) for row in await db.execute(NEWEST, {"kind": kind})]
    counted = (await db.execute(COUNTED, {"kind": kind})).first()
    if kind and not counted["held"]:
        raise NotFound(f"No document of this archive is a {kind[:80]}.")
    about = (await db.execute("select title, licence from about")).first()
    home = datasette.absolute_url(request, datasette.urls.instance())
    made = atom.feed()
    atom.add(made, "id", _tag(home, f"documents:{kind or 'all'}"))
    atom.add(made, "title", about["title"] + (f": {kind}" if kind else ""))
    atom.add(made, "subtitle", _subtitle(counted["held"], counted["dated"]))
    atom.add(made, "updated", f"{found[0]['published_date'] if found else NO_DAY}T00:00:00Z")
    atom.add(
        made, "link", rel="self", type="application/atom+xml", href=datasette.absolute_url(request, request.full_path)
    )
    atom.add(made, "link", rel="alternate", type="text/html", href=home)
    if about["licence"]:
        atom.add(made, "rights", about["licence"])
    for row in found:
        address = datasette.absolute_url(request, datasette.urls.row(db.name, "documents", row["id"]))
        _entry(made, row, address, home)
    return Response(atom.written(made), content_type=atom.MEDIA_TYPE)


def _entry(made: Element, row: dict[str, Any], address: str, home: str) -> None:
    entry = atom.add(made, "entry")
    day = f"{row['published_date']}T00:00:00Z"
    atom.add(entry, "id", _tag(home, f"documents:{row['id']}"))
    atom.add(entry, "title", row["title"] or f"{row['kind']}, {row['published_date']}")
    atom.add(entry, "updated", day)
    atom.add(entry, "published", day)
    atom.add(atom.add(entry, "author"), "name", row["author"] or "unknown")
    atom.add(entry, "category", term=row["kind"])
    atom.add(entry, "link", rel="alternate", type="text/html", href=address)
    words = " ".join((row["summary"] or "").replace("█", " ").split())
    if words:
        atom.add(entry, "summary", words if len(words) <= WORDS else words[:WORDS].rpartition(" ")[0] + " …")


def _tag(home: str, name: str) -> str:
    """Return an id that stays (RFC 4151): of the host and the base path this archive is served at."""
    at = urlsplit(home)
    return f"tag:{(at.hostname or 'localhost')},2026:{at.path.strip('/') or 'archive'}:{name.replace(' ', '-')}"


def _subtitle(held: int, dated: int) -> str:
    left = f"; {held - dated} of {held} are left out, since their day is not known" if held > dated else ""
    return f"The newest documents by the day they were published{left}."
