"""Typed dates: the questions about a time take a day as people write it, and say so where they cannot read it.

They compare dates as they are kept, letter by letter: to "14/03/2019" every day of that century would be later.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus, unquote_plus

from datasette import hookimpl
from jinja2 import Environment

from ingest.pages.date_words import is_date
from ingest.pages.query_strings import mended_by
from ingest.search.meant import days

NAMES = ("date", "from_date", "to_date")
OF_RULES = "at"  # the day on which clauses stood so


def as_kept(query: str) -> str:
    """Return a query string with the dates in it as they are kept; what could be two days, or none, stays as it is typed."""
    if "date=" not in query and f"{OF_RULES}=" not in query:
        return query
    return "&".join(_as_kept(part) for part in query.split("&"))


def _as_kept(part: str) -> str:
    name, _, value = part.partition("=")
    if unquote_plus(name) not in (*NAMES, OF_RULES):
        return part
    typed = unquote_plus(value).strip()
    found = [typed] if not typed or is_date(typed) else days(typed)
    return f"{name}={quote_plus(found[0])}" if len(found) == 1 and found[0] != unquote_plus(value) else part


def unread(values: dict[str, Any]) -> list[str]:
    """Return of what was typed into the fields of a question that which should be a date, and is none."""
    typed = (str(values.get(name) or "").strip() for name in NAMES)
    return [each for each in typed if each and not is_date(each)]


@hookimpl
def asgi_wrapper() -> Any:
    """Mend every request."""
    return mended_by(as_kept)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates ask for `unread_dates(named_parameter_values)`."""
    env.globals["unread_dates"] = unread
