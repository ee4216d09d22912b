"""Paragraphs: a text is read on its row page as numbered paragraphs, each with an address (`#p12`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request
from jinja2 import Environment

from ingest.pages import calendar_pages, laid_out, parts, reading
from ingest.pages.asked_together import at_once
from ingest.pages.marked_text import cut, marked, with_marks
from ingest.pages.served import is_archive
from ingest.search import marks as search_marks
from ingest.search.query import read

HIT_SIGNS = (search_marks.START, search_marks.END)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `position|paragraph`: how the address of a document goes on to a paragraph; `numbers|near(number)`; `text|without_invited`."""
    env.filters["near"] = parts.near
    env.filters["paragraph"] = parts.paragraph
    env.filters["without_invited"] = calendar_pages.without_invited


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the row pages of texts their `document`, `title_passage`, `stretches` of `paragraphs`, and `corrections`.

    A text that is too long for one page has `parts`; its headings are its `contents`.
    With these a page has all it needs, so `is_known` has it put together in one go (whole_pages.py).
    """
    if (
        view_name != "row"
        or table not in reading.STRETCHES
        or request is None
        or not is_archive(datasette.databases, database)
    ):
        return None

    async def read_here() -> dict[str, Any]:
        asked, part = request.args.get("q") or "", request.args.get("part") or ""
        return await _reading(datasette, datasette.get_database(database), table, request.url_vars["pks"], asked, part)

    return read_here


async def _reading(datasette: Datasette, db: Database, table: str, key: str, asked: str, part: str) -> dict[str, Any]:
    held = await at_once(db, lambda ask: reading.held(ask, table, key, asked, part))
    if held is None:
        return {}
    document, passages = held["document"], _told(held, lambda kind, id: datasette.urls.row(db.name, kind, id))
    titles = (document["title"],) if table in ("documents", "articles", "blog_posts", "rule_editions") else ()
    laid_out.number_hits(passages, held["found"])
    first, is_first = held["parts"]["text"][:1], held["parts"]["here"][:1] == held["parts"]["text"][:1]
    title = passages.pop(0) if passages and is_first and _is_title(passages[0], titles) else None
    headings = _levelled(held["headings"], first, titles if title or not is_first else ())
    for passage in passages:
        passage["heading"] = headings.get(passage["position"], {}).get("heading")
    laid_out.name_speakers(passages, alone=table == "witness_statements" or document["kind"] == "witness statement")
    if document["kind"] == calendar_pages.CALENDAR:
        passages = calendar_pages.under_headings(passages)
    for passage in passages:
        passage["in_words"] = (
            calendar_pages.words_of(passage["text"]) if passage["kind"] == calendar_pages.LINE else None
        )
        passage["text"] = passage["marked"]
    if title:  # a title leads nowhere else
        title["text"] = with_marks(title["text"], [each for each in title["marks"] if each[1] in HIT_SIGNS], 0)
    return {
        "document": document,
        "title_passage": title,
        "found_here": _found_here(asked, held["found"], held["count"], held["parts"]["here"]),
        "paragraphs": passages,
        "parts": held["parts"],
        "contents": parts.contents(list(headings.values()), held["parts"]["here"]),
        "stretches": _stretches(passages, table != "passages", is_first, held),
        "corrections": held["corrections"],
        "is_known": True,
    }


def _told(held: dict[str, Any], address: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Return the passages of a stretch with all that is told of them: names, hits, gaps, corrections, allegations, the margin."""
    place, hits = held["place"], held["hits"]
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in held["mentions"]:
        kind, id = ("people", row["person_id"]) if row["person_id"] else ("organisations", row["organisation_id"])
        named[row["passage_id"]].append({**row, "address": address(kind, id)})
    superseded, alleged = (_of_passages(held[what]) for what in ("superseded", "alleged"))
    passages = []
    for each in held["passages"]:
        passage = marked(each, named[each["id"]], hits.get(each["id"], []))
        passage = cut(passage, place["start"], place["end"], held["withheld"], held["corrections"])
        passage["superseded"] = superseded.get(passage["id"], [])
        passage["alleged"] = _by_allegation(alleged.get(passage["id"], ()))
        passage["beside"] = held["beside"].get(passage["id"], {})
        passages.append(passage)
    return passages


def _levelled(
    headings: list[dict[str, Any]], first: range, titles: tuple[str | None, ...]
) -> dict[int, dict[str, Any]]:
    """Return the headings of a text by position, each with its level on the page, without the title that heads the page.

    That stands in the `first` paragraph and is one of the `titles`.
    """
    if headings and headings[0]["position"] in first and " ".join(headings[0]["text"].split()) in titles:
        headings = headings[1:]
    laid_out.level(headings)
    return {each["position"]: each for each in headings}


def _stretches(
    passages: list[dict[str, Any]], headed: bool, is_first: bool, held: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return what is shown together; a table with which a later part begins is taken to go on from the part before.

    Of a spreadsheet it is known which rows name the columns.
    """
    media_type = held["document"]["media_type"]
    found = list(laid_out.stretches(passages, headed, media_type))
    if held["document"]["kind"] == reading.SPREADSHEET:
        laid_out.name_columns(found, held["columns"], media_type)
    elif found and not is_first:
        found[0]["headed"] = False
    return found


def _found_here(asked: str, positions: list[int], count: int, here: range) -> dict[str, Any]:
    """Return what was looked for in a text, whether it is more than a word, and which of its `count` paragraphs hold it.

    They are told apart by whether they stand `here`, or else in which part: its number, how many, and the first.
    """
    query = read(asked)
    return {
        "asked": query.typed,
        "has_words": search_marks.expression(query) is not None,
        "has_several": len(search_marks.telling(query)) > 1,
        "positions": positions,
        "here": [each for each in positions if each in here],
        "elsewhere": parts.counted(each for each in positions if each not in here),
        "of": count,
    }


def _of_passages(found: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    by_passage: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in found:
        by_passage[each["passage_id"]].append(each)
    return by_passage


def _by_allegation(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each allegation once, with everything that the passage is to it."""
    return [
        {"id": id, "title": title, "roles": list(dict.fromkeys(each["role"] for each in same))}
        for (id, title), same in groupby(found, key=itemgetter("allegation_id", "title"))
    ]


def _is_title(passage: dict[str, Any], titles: tuple[str | None, ...]) -> bool:
    """Tell whether a passage is the title itself, which heads the page and need not be said twice."""
    plain = not passage["reasons"] and not any(passage[each] for each in ("corrections", "alleged", "superseded"))
    return plain and passage["kind"] == "heading" and " ".join(passage["text"].split()) in titles
