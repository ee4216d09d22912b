"""Feed: the newest documents as Atom, `/feed.atom`, or those of one kind, `/feed.atom?kind=…`.

An entry of Atom must say the second it was published (RFC 4287, 4.2.15). A document is in the feed if its date is known to the
day, of which midnight UTC is written; the others are left out, and the feed says how many.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request

from ingest.pages.served import archive_with

ATOM = "http://www.w3.org/2005/Atom"
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
# what may not stand in XML 1.0: https://www.w3.org/TR/xml/#charsets
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("", ATOM)


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
    made = _element("feed")
    _add(made, "id", _tag(home, f"documents:{kind or 'all'}"))
    _add(made, "title", about["title"] + (f": {kind}" if kind else ""))
    _add(made, "subtitle", _subtitle(counted["held"], counted["dated"]))
    _add(made, "updated", f"{found[0]['published_date'] if found else NO_DAY}T00:00:00Z")
    _add(made, "link", rel="self", type="application/atom+xml", href=datasette.absolute_url(request, request.full_path))
    _add(made, "link", rel="alternate", type="text/html", href=home)
    if about["licence"]:
        _add(made, "rights", about["licence"])
    for row in found:
        address = datasette.absolute_url(request, datasette.urls.row(db.name, "documents", row["id"]))
        made.append(_entry(row, address, home))
    body = ElementTree.tostring(made, encoding="utf-8", xml_declaration=True)
    return Response(body.decode(), content_type="application/atom+xml; charset=utf-8")


def _entry(row: dict[str, Any], address: str, home: str) -> ElementTree.Element:
    entry = _element("entry")
    day = f"{row['published_date']}T00:00:00Z"
    _add(entry, "id", _tag(home, f"documents:{row['id']}"))
    _add(entry, "title", row["title"] or f"{row['kind']}, {row['published_date']}")
    _add(entry, "updated", day)
    _add(entry, "published", day)
    author = ElementTree.SubElement(entry, f"{{{ATOM}}}author")
    _add(author, "name", row["author"] or "unknown")
    _add(entry, "category", term=row["kind"])
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    words = " ".join((row["summary"] or "").replace("█", " ").split())
    if words:
        _add(entry, "summary", words if len(words) <= WORDS else words[:WORDS].rpartition(" ")[0] + " …")
    return entry


def _tag(home: str, name: str) -> str:
    """Return an id that stays (RFC 4151): of the host and the base path this archive is served at."""
    at = urlsplit(home)
    return f"tag:{(at.hostname or 'localhost')},2026:{at.path.strip('/') or 'archive'}:{name.replace(' ', '-')}"


def _subtitle(held: int, dated: int) -> str:
    left = f"; {held - dated} of {held} are left out, since their day is not known" if held > dated else ""
    return f"The newest documents by the day they were published{left}."


def _element(name: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{{ATOM}}}{name}")


def _add(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> None:
    child = ElementTree.SubElement(
        parent, f"{{{ATOM}}}{name}", {k: NO_XML.sub("\ufffd", v) for k, v in attributes.items()}
    )
    child.text = None if words is None else NO_XML.sub("\ufffd", words)
