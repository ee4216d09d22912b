"""Downloads of a search: its results as JSON, as a CSV of every passage found, as an Atom feed."""

from __future__ import annotations

import csv
import io
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Request

from ingest.exports.formulas import guarded
from ingest.pages import atom
from ingest.pages.citations import WITHHELD
from ingest.pages.parts import paragraph
from ingest.pages.served import NAME, name_of_archive
from ingest.search.asked import address, asked_by
from ingest.search.engine import Found
from ingest.search.fault import SearchFaultError
from ingest.search.searcher import Searcher, searcher
from ingest.search.snippet import Parts

AT_ONCE = 500  # passages read for the CSV at a time
COLUMNS = (
    "passage_id", "document_id", "source_id", "title", "kind", "author", "publisher", "published_date", "locator", "speaker",
    "text",
)  # fmt: skip
ROWS = """
select passages.id, documents.id, documents.source_id, documents.title, documents.kind, documents.author,
  documents.publisher, documents.published_date, passages.locator, passages.speaker, passages.text
from json_each(?) as wanted
join passages on passages.rowid = wanted.value
join documents on documents.id = passages.document_id
order by wanted.key"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the results in each form."""
    return [
        (r"^/search\.json$", search_json),
        (r"^/search\.csv$", search_csv),
        (r"^/search\.atom$", search_atom),
    ]


async def search_json(datasette: Datasette, request: Request) -> Response:
    """Answer with a page of results as JSON."""
    try:
        found = await _found(datasette, request)
    except SearchFaultError as fault:
        return Response.json({"ok": False, "error": str(fault)}, status=fault.status)
    return Response.json(as_json(found, _addresses(datasette, request)))


async def search_csv(datasette: Datasette, request: Request) -> Response | AsgiStream:
    """Answer with every passage that is found, however many; `exact` in the address leaves its cells unguarded."""
    asked = asked_by(request.query_string)
    try:
        order = await searcher(datasette.databases).run(lambda engine: engine.order(asked))
    except SearchFaultError as fault:
        return Response.text(str(fault), status=fault.status)
    return as_csv(searcher(datasette.databases), order, _addresses(datasette, request), "exact" in request.args)


async def search_atom(datasette: Datasette, request: Request) -> Response:
    """Answer with a page of results as a feed."""
    try:
        found = await _found(datasette, request)
    except SearchFaultError as fault:
        return Response.text(str(fault), status=fault.status)
    feed = as_atom(found, _addresses(datasette, request), datasette.metadata("title") or "Evidence archive")
    return Response(feed, content_type=atom.MEDIA_TYPE)


class Addresses(NamedTuple):
    """Where addresses begin: those of the site, and those of its documents."""

    home: str
    documents: str


def _addresses(datasette: Datasette, request: Request) -> Addresses:
    def absolute(path: Any) -> str:
        return str(datasette.absolute_url(request, path)).rstrip("/")

    name = name_of_archive(datasette.databases) or NAME
    return Addresses(absolute(datasette.urls.path("/")), absolute(datasette.urls.table(name, "documents")))


async def _found(datasette: Datasette, request: Request) -> Found:
    asked = asked_by(request.query_string)
    return await searcher(datasette.databases).run(lambda engine: engine.search(asked))


def as_json(found: Found, at: Addresses) -> dict[str, Any]:
    """Return the page of results, and all that is said beside them."""
    asked = found.asked
    last = found.pages

    def of_page(page: int) -> str | None:
        return at.home + address("/search.json", asked, page=page) if 1 <= page <= last else None

    chosen = dict(asked.chosen)
    first = (asked.page - 1) * asked.size + 1
    return {
        "ok": True,
        "q": asked.q,
        "read_as": found.told,
        "notes": list(found.notes),
        "suggestion": found.suggestion,
        "total": found.total,
        "documents": found.documents,
        "with_every_word": found.with_every_word,
        "sort": asked.sort,
        "group": asked.group,
        "page": asked.page,
        "pages": last,
        "size": asked.size,
        "next": of_page(asked.page + 1),
        "previous": of_page(asked.page - 1),
        "facets": {
            name: [
                {"value": each.value, "count": each.count, "chosen": each.value in chosen.get(name, ())}
                for each in values
            ]
            for name, values in found.facets.items()
        },
        "results": [_result(rank, each, at) for rank, each in enumerate(found.results, first)],
    }


def _result(rank: int, result: dict[str, Any], at: Addresses) -> dict[str, Any]:
    passages = [_passage(each, result["document_id"], at) for each in result["passages"]]
    best = {name: value for name, value in passages[0].items() if name in ("passage_id", "position", "locator", "text")}
    _, title_marks = _marked(result["title_parts"])
    said = {name: value for name, value in result.items() if name != "title_parts"}
    told = {"title_marks": title_marks, "is_corrected": bool(result["is_corrected"]), "passages": passages}
    return {"rank": rank, **said, **best, **told}


def _passage(passage: dict[str, Any], document_id: str, at: Addresses) -> dict[str, Any]:
    """Return a passage with its snippet as text, and `marks`: where in that each word found starts and ends."""
    snippet, marks = _marked(passage["snippet"])
    return passage | {
        "snippet": snippet,
        "marks": marks,
        "url": f"{at.documents}/{quote(document_id)}{paragraph(passage['position'])}",
        "cite_url": f"{at.home}/cite/{quote(passage['passage_id'])}",
    }


def _marked(parts: Parts) -> tuple[str, list[list[int]]]:
    """Return stretches as one text, and where in that each word found starts and ends."""
    text, marks = "", []
    for words, is_found in parts:
        if is_found:
            marks.append([len(text), len(text) + len(words)])
        text += words
    return text, marks


def as_csv(searching: Searcher, order: list[int], at: Addresses, exact: bool) -> AsgiStream:
    """Return a stream of the passages with these rowids; with `exact` no cell is guarded against spreadsheets."""

    async def send(writer: Any) -> None:
        await writer.write(_lines([("rank", *COLUMNS, "cite_url")], exact))
        for start in range(0, len(order), AT_ONCE):
            rows = await searching.rows(ROWS, str(order[start : start + AT_ONCE]))
            numbered = ((start + n, *row, f"{at.home}/cite/{quote(row[0])}") for n, row in enumerate(rows, 1))
            await writer.write(_lines(numbered, exact))

    headers = {"Content-Disposition": 'attachment; filename="search.csv"'}
    return AsgiStream(send, headers=headers, content_type="text/csv; charset=utf-8")


def _lines(rows: Any, exact: bool) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows if exact else ([guarded(cell) for cell in row] for row in rows))
    return text.getvalue()


def as_atom(found: Found, at: Addresses, archive: str) -> str:
    """Return the results as a feed (RFC 4287); what bears no date is dated 1970-01-01, since an entry must have one."""
    here = at.home + address("/search.atom", found.asked)
    page = at.home + address("/search", found.asked)
    dates = [_instant(each["published_date"]) for each in found.results]
    feed = atom.feed()
    atom.add(feed, "id", here)
    atom.add(feed, "title", f"{archive}: {found.asked.q or 'search'}")
    atom.add(feed, "updated", max(dates, default=_instant(None)))
    atom.add(atom.add(feed, "author"), "name", archive)
    atom.add(feed, "link", rel="self", type="application/atom+xml", href=here)
    atom.add(feed, "link", rel="alternate", type="text/html", href=page)
    for each, date in zip(found.results, dates, strict=True):
        _entry(feed, each, date, at)
    return atom.written(feed)


def _entry(feed: Element, result: dict[str, Any], date: str, at: Addresses) -> None:
    passage = _passage(result["passages"][0], result["document_id"], at)
    entry = atom.add(feed, "entry")
    atom.add(entry, "id", passage["cite_url"])
    atom.add(entry, "title", result["title"] or result["document_id"])
    atom.add(entry, "updated", date)
    if result["author"]:
        atom.add(atom.add(entry, "author"), "name", result["author"])
    atom.add(entry, "link", rel="alternate", type="text/html", href=passage["url"])
    atom.add(entry, "summary", " ".join(WITHHELD.sub("[withheld]", passage["snippet"]).split()))


def _instant(date: str | None) -> str:
    """Return the first moment of 2016, 2016-12 or 2016-12-05."""
    year, month, day = (*(date or "1970").split("/")[0].split("-"), "01", "01")[:3]
    known = all(part.isascii() and part.isdecimal() for part in (year, month, day)) and len(year) == 4
    return f"{year}-{month}-{day}T00:00:00Z" if known else "1970-01-01T00:00:00Z"
