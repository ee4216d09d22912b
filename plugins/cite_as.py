"""Cite as: `/cite/<id>.ris`, `.bib`, `.csl.json` and `.txt` of a passage or a document, and what a page says of itself to Zotero."""

from __future__ import annotations

import re
from json import dumps
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request
from jinja2 import Environment
from markupsafe import Markup

from ingest.pages.citations import Citation, bibtex, csl, of, ris, text
from ingest.pages.cited_pages import json_ld, meta
from ingest.pages.served import archive, archive_with

FORMATS = {
    "ris": ("RIS", "application/x-research-info-systems", ris),
    "bib": ("BibTeX", "application/x-bibtex", bibtex),
    "csl.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json", lambda it: dumps(csl(it), ensure_ascii=False)),
    "txt": ("Text", "text/plain", lambda it: text(it) + "\n"),
}
PASSAGE = """
select passages.id, passages.locator, passages.text, documents.kind as document_kind, documents.title, documents.author,
  documents.publisher, documents.published_date, documents.language, documents.url, sources.licence
from passages
join documents on documents.id = passages.document_id join sources on sources.id = passages.source_id
where passages.id = coalesce((select became_id from retired_ids where id = :id), :id)"""
DOCUMENT = """
select documents.*, sources.licence from documents join sources on sources.id = documents.source_id where documents.id = :id"""
ONCE = """
select 1 from retired_ids where id = :id
union all select 1 from withheld where kind = 'document' and substr(:id, 1, length(locator) + 2) in (locator || '-p', locator)"""
SIGN = re.compile(r"[^A-Za-z0-9]")
GONE = 410  # https://www.rfc-editor.org/rfc/rfc9110#name-410-gone


@hookimpl(tryfirst=True)  # before /cite/<anything>
def register_routes() -> list[tuple[str, Any]]:
    """Answer /cite/<id>.<format>."""
    formats = "|".join(format.replace(".", r"\.") for format in FORMATS)
    return [(rf"^/cite/(?P<id>[a-z0-9-]+)\.(?P<format>{formats})$", citation)]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates write `cited_as(request, about, document, passage)`: the citation in every form, and its links."""

    def cited_as(request: Request, about: Any, document: Any, passage: Any = None) -> dict[str, Any]:
        cited = _citation(datasette, request, dict(about), dict(document), dict(passage) if passage else None)
        links = [
            (name, datasette.urls.path(f"/cite/{cited.id}.{format}"), media_type)
            for format, (name, media_type, _) in FORMATS.items()
        ]
        return {
            "text": text(cited),
            "formats": links,
            "meta": meta(cited),
            "json_ld": Markup(json_ld(cited)),
            "before": text(cited).partition(f". {cited.held_in}")[0],
            "after": cited.held_in,
        }

    env.globals["cited_as"] = cited_as
    env.filters["css_string"] = css_string


def css_string(words: str) -> Markup:
    """Return words as they may stand between quotes in a style element: each sign but letters and digits by its number."""
    return Markup(SIGN.sub(lambda sign: f"\\{ord(sign[0]):06x}", words))


async def citation(datasette: Datasette, request: Request) -> Response:
    """Answer with the citation of a passage or a document. Raises NotFound for an id that never was."""
    db = await archive_with(datasette.databases, "retired_ids")
    id, format = request.url_vars["id"], request.url_vars["format"]
    if db is None:
        raise NotFound("There is nothing here that could be cited.")
    passage = (await db.execute(PASSAGE, {"id": id})).first()
    document = passage or (await db.execute(DOCUMENT, {"id": id})).first()
    if document is None:
        if (await db.execute(ONCE, {"id": id})).first():
            where = datasette.absolute_url(request, datasette.urls.path(f"/cite/{id}"))
            return Response.text(f"{id} is in this archive no more. See {where} for the reason.\n", status=GONE)
        raise NotFound(f"No passage or document of this archive is called “{id[:80]}”.")
    about = (await db.execute("select title, edition from about")).first()
    cited = _citation(datasette, request, dict(about or {}), dict(document), dict(passage) if passage else None)
    _, media_type, made = FORMATS[format]
    headers = {} if format == "txt" else {"content-disposition": f'attachment; filename="{cited.id}.{format}"'}
    return Response(made(cited), headers=headers, content_type=f"{media_type}; charset=utf-8")


def _citation(
    datasette: Datasette,
    request: Request,
    about: dict[str, Any],
    document: dict[str, Any],
    passage: dict[str, Any] | None,
) -> Citation:
    id = (passage or document)["id"]
    db = archive(datasette.databases)
    path = datasette.urls.path(f"/cite/{id}") if passage else datasette.urls.row(db.name if db else "", "documents", id)
    return of(document, about, datasette.absolute_url(request, path), passage=passage)
