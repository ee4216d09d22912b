"""For machines: `/sitemap.xml`, `/robots.txt` and `/llms.txt`, which tell what there is and where the whole can be had."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.pages.served import archive_with

PER_SITEMAP = 50_000  # https://www.sitemaps.org/protocol.html
# one that begins without "/" is a table of the archive
PAGES = ("/", "", "documents", "/timeline", "/map", "/people", "/organisations", "/rules", "quotations", "/reuse", "/allegations", "/charts",
    "/check", "/search", "/about", "sources", "withheld", "problems", "/downloads")  # fmt: skip
# the tables each of whose rows is a page to find, with the address of one
ROWS = {"allegations": "/allegations/{}", "people": "people/{}", "organisations": "organisations/{}"}
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{1}</{0}>\n'
)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the files."""
    return [
        (r"^/sitemap\.xml$", sitemap),
        (r"^/sitemap-pages\.xml$", sitemap_of_pages),
        (r"^/sitemap-documents-(?P<part>[1-9][0-9]{0,4})\.xml$", sitemap_of_documents),
        (r"^/robots\.txt$", robots),
        (r"^/llms\.txt$", llms),
    ]


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """Answer with the list of sitemaps. When a page changed is not known, so none says it."""
    db = await _archive(datasette)
    last = (await db.execute("select coalesce(max(rowid), 0) from documents")).first()[0]
    names = ["pages", *(f"documents-{part}" for part in range(1, -(-last // PER_SITEMAP) + 1))]
    return _xml("sitemapindex", "sitemap", [_at(datasette, request, db, f"/sitemap-{name}.xml") for name in names])


async def sitemap_of_pages(datasette: Datasette, request: Request) -> Response:
    """Answer with every page that is no document."""
    db = await _archive(datasette)
    paths = list(PAGES)
    for table, path in ROWS.items():
        found = await db.execute(f"select id from {table} order by rowid limit {PER_SITEMAP // 4}")
        paths += [path.format(id) for (id,) in found.rows]
    return _xml("urlset", "url", [_at(datasette, request, db, path) for path in paths])


async def sitemap_of_documents(datasette: Datasette, request: Request) -> Response:
    """Answer with fifty thousand documents. Raises NotFound past the last."""
    db = await _archive(datasette)
    before = (int(request.url_vars["part"]) - 1) * PER_SITEMAP
    sql = "select id from documents where rowid > :before and rowid <= :before + :most order by rowid"
    found = await db.execute(sql, {"before": before, "most": PER_SITEMAP})
    if not found.rows:
        raise NotFound("There are not so many documents.")
    return _xml("urlset", "url", [_at(datasette, request, db, f"documents/{id}") for (id,) in found.rows])


async def robots(datasette: Datasette, request: Request) -> Response:
    """Let robots read every page, but not walk through every filter and sort order, nor take tables one by one (RFC 9309)."""
    within = datasette.urls.path("/")
    lines = ["User-agent: *", f"Disallow: {within}*?", f"Disallow: {within}downloads/", f"Disallow: {within}-/", ""]
    return Response.text(
        "\n".join([*lines, f"Sitemap: {datasette.absolute_url(request, datasette.urls.path('/sitemap.xml'))}", ""])
    )


async def llms(datasette: Datasette, request: Request) -> Response:
    """Tell a language model, and whoever writes for one, what is here and how to cite it: https://llmstxt.org."""
    db = await _archive(datasette)
    about = (await db.execute("select * from about")).first()
    told = datasette.metadata("tables", database=db.name) or {}
    links = [
        ("Every document", "documents.json?_shape=array", "newest first, with `_next` for more"),
        ("One document", "documents/{id}", "its text in numbered paragraphs"),
        ("One passage", "/cite/{id}", "its permanent address; cite it by that, and word for word"),
        ("Its citation", "/cite/{id}.txt", "also .bib, .ris, .csl.json"),
        ("Search", "/search.json?q={words}", "ranked passages"),
        ("SQL", ".json?sql={select}&_shape=array", "read-only, a second, a thousand rows"),
        ("Downloads", "/downloads", "everything: one SQLite file, and each table as CSV, JSON, NDJSON, Parquet"),
    ]
    lines = [
        f"# {_line(about['title'])}",
        "",
        f"> {_line(about['description'] or '')}",
        "",
        _line(about["notice"] or ""),
        "",
    ]
    lines += [
        "Words that are withheld are masked with █ or left out. Dates are EDTF, as partial as they are known.",
        "",
    ]
    lines += [
        "## How to read it",
        "",
        *(f"- {name}: {_at(datasette, request, db, path)} – {words}" for name, path, words in links),
    ]
    lines += ["", "## Tables", ""]
    counts = await db.table_counts(limit=100)
    lines += [
        f"- [{table}]({_at(datasette, request, db, f'{table}.json?_shape=array')}): {_line(each.get('description', ''))}"
        for table, each in told.items()
        if table in counts
    ]
    return Response.text("\n".join(line for line in lines) + "\n")


async def _archive(datasette: Datasette) -> Database:
    """Return the archive. Raises NotFound where there is none."""
    db = await archive_with(datasette.databases, "about")
    if db is None:
        raise NotFound("There is no archive here.")
    return db


def _at(datasette: Datasette, request: Request, db: Database, path: str) -> str:
    """Return the address of a page; one that begins without "/" belongs to the database, whatever it is called."""
    if not path.startswith("/"):
        path = f"{datasette.urls.database(db.name)}{'' if not path or path.startswith('.') else '/'}{path}"
        return str(datasette.absolute_url(request, path))
    return str(datasette.absolute_url(request, datasette.urls.path(path)))


def _xml(root: str, child: str, addresses: list[str]) -> Response:
    found = "".join(f"<{child}><loc>{escape(address)}</loc></{child}>\n" for address in addresses)
    return Response(SITEMAP.format(root, found), content_type="application/xml; charset=utf-8")


def _line(words: str) -> str:
    return " ".join(words.split())
