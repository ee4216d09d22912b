"""Paragraphs: a text is read on its row page as numbered paragraphs, each with an address (`#p12`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

# The stretch of a document that a row is, by table. The passages table shows a passage among its neighbours.
STRETCHES = {
    table: f'select document_id, "start", "end" from {table} where id = :id'
    for table in (
        "article_extracts", "articles", "blog_posts", "motions", "rule_editions", "witness_statements",
    )
} | {
    "documents": 'select id as document_id, "start", "end" from documents where id = :id',
    "passages": """
        select here.document_id, min(near."start") as "start", max(near."end") as "end"
        from passages here join passages near
          on near.document_id = here.document_id
          and near.position between here.position - 2 and here.position + 2
        where here.id = :id group by here.document_id""",
}  # fmt: skip
SHORTEST_WRAPPED = 45  # characters of a line that ends where its margin was
PASSAGES = """
select id, position, kind, speaker, locator, level, text, "start", "end" from passages
where document_id = :document_id and "start" < :end and "end" > :start order by position"""
CORRECTIONS = """
select corrections.*, passages.position from corrections
left join passages on passages.id = corrections.passage_id
where corrections.source_id = :source_id and corrections."start" < :end and corrections."end" > :start
order by corrections."start" """
DOCUMENT = """
select documents.*, sources.media_type, sources.title as source_title, sources.licence
from documents join sources on sources.id = documents.source_id where documents.id = :document_id"""


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the row pages of texts their `document`, `paragraphs` and `corrections`."""
    if view_name != "row" or table not in STRETCHES or request is None:
        return None

    async def reading() -> dict[str, Any]:
        return await _reading(datasette.get_database(database), STRETCHES[table], request.url_vars["pks"])

    return reading


async def _reading(db: Database, stretch: str, key: str) -> dict[str, Any]:
    place = (await db.execute(stretch, {"id": key})).first()
    if place is None:
        return {}
    document = (await db.execute(DOCUMENT, {"document_id": place["document_id"]})).first()
    where = {**dict(place), "source_id": document["source_id"]}
    passages = [dict(row) for row in await db.execute(PASSAGES, where)]
    corrections = [dict(row) for row in await db.execute(CORRECTIONS, where)]
    return {
        "document": dict(document),
        "paragraphs": list(_laid_out(passages, place["start"], place["end"])),
        "corrections": corrections,
    }


def _laid_out(passages: list[dict[str, Any]], start: int, end: int) -> Iterator[dict[str, Any]]:
    """Yield the passages as they are shown: cut to the stretch, headings without a gap in level, speakers named.

    A speaker is named where another begins, unless the words themselves open with the name.
    """
    above, speaker = 1, None
    for passage in passages:
        passage["text"] = passage["text"][max(0, start - passage["start"]) : end - passage["start"]]
        if passage["kind"] == "heading":
            above = min(above + 1, max(2, passage["level"] + 1), 6)
            passage["heading"] = above
        named = passage["speaker"] and _opens_with(passage["text"], passage["speaker"])
        passage["new_speaker"] = None if named or passage["speaker"] == speaker else passage["speaker"]
        if passage["kind"] != "heading":
            speaker = passage["speaker"]
        passage["flows"] = _is_wrapped(passage["text"])
        yield passage


def _is_wrapped(text: str) -> bool:
    """Tell whether the lines were broken at a margin: every one but the last is long, unlike an address or a verse."""
    lines = text.splitlines()
    return len(lines) > 1 and all(len(line) >= SHORTEST_WRAPPED for line in lines[:-1])


def _opens_with(text: str, speaker: str) -> bool:
    return speaker.rsplit(maxsplit=1)[-1].casefold() in text[: len(speaker) + 20].casefold()
