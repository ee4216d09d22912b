"""The search of a table: quotation marks of any shape hold words together in it; what holds no word, or too many, is told.

Datasette answers a lone quotation mark, or an empty field, with an error of FTS5, and knows straight quotation marks alone. FTS5
looks for as many words as are typed, and heeds no limit of time while it does.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote_plus, unquote_plus

from datasette import hookimpl
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError

from ingest.pages.query_strings import mended_by
from ingest.search.query import LONGEST as MOST

# _search   _search_title; what `_searchmode=raw` takes is FTS5 of the reader's own
FIELD = re.compile(r"_search(_\w+)?")
RAW = "_searchmode=raw"
BAD_REQUEST = 400
LONGEST = 60  # signs of what was typed that are said again
MARKS = re.compile("[“”„«»]")


def readable(query: str) -> str:
    """Return a query string with what a table is searched for as Datasette can read it; the others stay byte for byte."""
    if "_search" not in query or RAW in query.split("&"):
        return query
    return "&".join(mended for part in query.split("&") if (mended := _mended(part)) is not None)


def _mended(part: str) -> str | None:
    """Return an argument, None where it asks for nothing."""
    name, _, value = part.partition("=")
    if not FIELD.fullmatch(unquote_plus(name)):
        return part
    typed = unquote_plus(value)
    if not typed.strip():
        return None
    straight = MARKS.sub('"', typed)
    return part if straight == typed else f"{name}={quote_plus(straight)}"


@hookimpl
def filters_from_request(request: Request) -> None:
    """Add no filter. Raises DatasetteError for a search without a word, or with more signs than a search may have."""
    is_raw = request.args.get("_searchmode") == "raw"
    for key in filter(FIELD.fullmatch, request.args):
        typed = request.args[key]
        if len(typed) > MOST:
            told = f"A table is searched for {MOST:,} characters at most; these are {len(typed):,}."
            raise DatasetteError(told, status=BAD_REQUEST)
        if not is_raw and not any(sign.isalnum() for sign in typed):
            raise DatasetteError(f"There is no word in “{typed[:LONGEST]}” to look for.", status=BAD_REQUEST)


@hookimpl
def asgi_wrapper() -> Any:
    """Mend every request."""
    return mended_by(readable)
