"""Corrected: wherever words are shown that are corrected, a short mark beside them leads to both wordings.

It stands in the cells of tables, views and queries, and wherever a template asks for `corrected_mark(passage_id)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import await_me_maybe, is_url
from jinja2 import Environment
from markupsafe import Markup, escape

from ingest.pages.served import archive, is_archive

CORRECTIONS = """
select corrections.id, corrections.source_id, passages.document_id, corrections.passage_id,
  corrections."start", corrections."end", before, after
from corrections left join passages on passages.id = corrections.passage_id order by corrections.rowid"""
# columns whose words are those between the start and the end of their row
SPANNED = ("answer", "question", "text")
PASSAGE_KEYS = ("passage_id", "question_passage_id", "answer_passage_id", "first_passage_id", "last_passage_id")
# the tables of which a row is itself what is looked for
OWN_KEYS = {
    "passages": "passage_id",
    "documents": "document_id",
    "document_texts": "document_id",
    "sources": "source_id",
}
# columns that say something else than words of a source
OTHER = ("after", "before", "diff", "flags", "note", "reason")
HIT_SIGNS = str.maketrans("", "", "\x02\x03")
Held = dict[tuple[str, str], list["Correction"]]  # what is corrected in a source, a document, a passage

_held: WeakKeyDictionary[Database, Held] = WeakKeyDictionary()


class Correction(NamedTuple):
    id: str
    source_id: str
    document_id: str | None
    passage_id: str | None
    start: int
    end: int
    before: str
    after: str


class Marked(Markup):
    """The words of a cell with the mark behind them, and both apart, for where the words alone are a link."""

    words: Markup
    mark: Markup


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates ask `corrected_mark(passage_id, start, end)`; without a place, of the whole passage."""

    async def corrected_mark(passage_id: str | None, start: int | None = None, end: int | None = None) -> Markup:
        db = archive(datasette.databases)
        found = (await _corrections(db)).get(("passage_id", passage_id or ""), []) if db else []
        return _mark(_overlapping(found, start, end), datasette, db.name) if db else Markup("")

    env.globals["corrected_mark"] = corrected_mark


@hookimpl(hookwrapper=True)
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette
) -> Iterator[None]:
    """Put the mark behind whatever a cell shows."""
    outcome: Any = yield
    held = _held.get(datasette.get_database(database))
    if held == {} or not isinstance(value, str) or not _may_be_words(value, column, table):
        return
    if not is_archive(datasette.databases, database):
        return
    shown = outcome.get_result()

    async def marked() -> Any:
        words = next((each for each in [await await_me_maybe(one) for one in shown] if each is not None), None)
        found = corrected_in(await _corrections(datasette.get_database(database)), row, value, column, table)
        if not found:
            return words
        longest = int(datasette.setting("truncate_cells_html"))
        cut = value if len(value) <= longest or not table else value[:longest] + "…"
        return _marked(words if words is not None else escape(cut), _mark(found, datasette, database))

    outcome.force_result([marked])


def corrected_in(held: Held, row: Any, value: str, column: str, table: str | None = None) -> list[Correction]:
    """Return what is corrected in the words of a cell: by the place of its row, else where the misprint stands in it."""
    start, end = _place(row, column)
    if start is not None:
        near = _overlapping(next(_near(held, row, table, widest=True), []), start, end)
        if column in SPANNED:
            return near
    else:
        near = next(_near(held, row, table, widest=False), [])
    words = value.translate(HIT_SIGNS)
    return [each for each in near if each.before in words]


def _may_be_words(value: str, column: str, table: str | None) -> bool:
    return table != "corrections" and column not in OTHER and not column.endswith("id") and not is_url(value.strip())


def _place(row: Any, column: str) -> tuple[int | None, int | None]:
    """Return from where to where in its source the words of a column stand, if its row says it."""
    for first, last in ((f"{column}_start", f"{column}_end"), ("start", "end")):
        start, end = _value(row, first), _value(row, last)
        if isinstance(start, int) and isinstance(end, int):
            return start, end
    return None, None


def _near(held: Held, row: Any, table: str | None, widest: bool) -> Iterator[list[Correction]]:
    """Yield what is corrected in the passages, the document and the source that a row names, widest or narrowest first."""
    own = OWN_KEYS.get(table or "")
    passages = [_value(row, key) for key in PASSAGE_KEYS] + ([_value(row, "id")] if own == "passage_id" else [])
    levels = [("passage_id", passages)]
    for name in ("document_id", "source_id"):
        levels.append((name, [_value(row, name), _value(row, "id") if own == name else None]))
    for name, keys in reversed(levels) if widest else levels:
        if named := dict.fromkeys(key for key in keys if isinstance(key, str) and key):
            yield [each for key in named for each in held.get((name, key), [])]


def _overlapping(found: Iterable[Correction], start: int | None, end: int | None) -> list[Correction]:
    return [each for each in found if start is None or end is None or (each.start < end and each.end > start)]


async def _corrections(db: Database) -> Held:
    """Return all corrections of an archive; they do not change while it is served."""
    if db not in _held:
        held: Held = {}
        for row in await db.execute(CORRECTIONS) if await db.table_exists("corrections") else ():
            each = Correction(*row)
            for name in ("source_id", "document_id", "passage_id"):
                held.setdefault((name, getattr(each, name) or ""), []).append(each)
        _held[db] = held
    return _held[db]


def _mark(found: list[Correction], datasette: Datasette, database: str) -> Markup:
    """Return one link for each passage that is corrected; a misprint outside the passages leads to its row."""
    addresses = dict.fromkeys(
        datasette.urls.path(f"/cite/{each.passage_id}")
        if each.passage_id
        else datasette.urls.row(database, "corrections", each.id)
        for each in found
    )
    return Markup(" ").join(Markup('<a class="corrected" href="{}">corrected</a>').format(each) for each in addresses)


def _marked(words: Any, mark: Markup) -> Marked:
    cell = Marked(Markup("{} {}").format(words, mark))
    cell.words, cell.mark = Markup(escape(words)), mark
    return cell


def _value(row: Any, column: str) -> Any:
    try:
        value = row[column]
    except (KeyError, IndexError):
        return None
    return value["value"] if isinstance(value, dict) else value
