"""Fields: what a column of a row holds as JSON is shown as what it says: a list as its words, a difference as words."""

from __future__ import annotations

from json import loads
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment

from ingest.pages.served import name_of_archive

LISTS = ("aliases", "candidates", "cc_names", "flags", "to_names")
DIFFERENCE = "diff"


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates write `cell.raw|listed(cell.column)`, `cell.raw|pieces(cell.column)` and `title_of_table(name)`."""
    env.filters["listed"] = listed
    env.filters["pieces"] = pieces
    env.globals["title_of_table"] = lambda table: _title(datasette, table)


def listed(raw: Any, column: str) -> list[str] | None:
    """Return the words of a column of lists; None of any other, and of what is no list of words."""
    held = _held(raw) if column in LISTS else None
    return held if held is not None and all(isinstance(each, str) for each in held) else None


def pieces(raw: Any, column: str) -> list[list[str]] | None:
    """Return the pieces of a difference, each its kind and its words; None of any other column, and of what is no difference."""
    held = _held(raw) if column == DIFFERENCE else None
    return held if held and all(_is_piece(each) for each in held) else None


def _title(datasette: Datasette, table: str) -> str:
    """Return what the pages of a table are called."""
    told = (datasette.metadata("tables", database=name_of_archive(datasette.databases)) or {}).get(table) or {}
    return str(told.get("title") or table.replace("_", " ").capitalize())


def _is_piece(held: Any) -> bool:
    return isinstance(held, list) and len(held) == 2 and all(isinstance(each, str) for each in held)


def _held(raw: Any) -> list[Any] | None:
    try:
        held = loads(raw) if isinstance(raw, str) else None
    except (ValueError, RecursionError):
        return None
    return held if isinstance(held, list) else None
