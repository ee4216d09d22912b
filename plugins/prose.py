"""Prose: how words from documents are shown. As text, never as markup; search hits marked; gaps named.

What a Markdown source says is rendered inline (emphasis, links to http and https, raised and lowered letters), other HTML and
pictures off, and cleaned again; the emphasis of reStructuredText too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

import nh3
from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markupsafe import Markup, escape

from ingest.pages import inline_markdown, laid_out

# what snippet() and highlight() put around a hit in our queries: signs that no text holds
HIT_START, HIT_END = "\x02", "\x03"
# a stretch that is kept back is masked sign for sign; a space may stand between two that are
WITHHELD = re.compile(r"█+(?:[ \u00a0]█+)*")
# a link of the text itself, in which there can be no other; a name that leads somewhere, marked by `ingest.pages.marked_text`, without markup in it
NAMED = re.compile(r"<(?P<end>/?)a\b[^>]*>|\x0e(?P<number>\d+)\x0f(?P<words>[^<\x0e\x0f]*)\x0e\x0f|\x0e\d*\x0f")
# nothing but words between two signs, and both signs to each
PAIRED = re.compile(r"(?:[^\x02\x03]|\x02[^<\x02\x03]*\x03)*")
# an element of what prose() returns, in whose attributes every such sign is escaped
TAG = re.compile(r"<[^>]*>")
RAISED = re.compile("<sup>([^<]*)</sup>")
# "1. ", "(a) ", "iv) " at the beginning of an item
LABEL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)]\s+(?=\S)")
EXCERPT = 160  # characters of a long text that a table shows


def prose(
    text: str | None, media_type: str | None = None, reasons: Sequence[str] = (), addresses: Sequence[str] = ()
) -> Markup:
    """Return `text` safe for a page: inline markup where the source has it, else escaped as it stands.

    `reasons` say why each of its gaps is kept back, in order; `addresses` are where the names marked in it lead.
    """
    if not text:
        return Markup("")
    if media_type in inline_markdown.READ:
        rendered = nh3.clean(
            inline_markdown.rendered(text, media_type),
            tags={"a", "br", "code", "em", "strong", "sub", "sup"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel="nofollow noopener noreferrer",
        )
    else:
        rendered = str(escape(text))
    return _with_gaps(_with_hits(_with_names(rendered, addresses) if addresses else rendered), reasons)


def plain(text: str | None, media_type: str | None = None, reasons: Sequence[str] = ()) -> str:
    """Return the words of `prose(text)` without any element, as they would be copied from the page."""
    shown = RAISED.sub(lambda found: inline_markdown.raised(found[1]), str(prose(text, media_type, reasons)))
    return unescape(TAG.sub("", shown.replace("<br>", "\n")))


def labelled(rendered: Markup) -> Markup:
    """Return what prose() made of the item of a list with its printed label apart, for its lines to hang beside it."""
    found = LABEL.match(rendered)
    return Markup(f'<span class="label">{found[0]}</span>{rendered[found.end() :]}') if found else rendered


def excerpt(text: str, length: int = EXCERPT) -> Markup:
    """Return the beginning of `text` on one line, safe for a page, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return prose(line)
    cut = line[: length + 1].rpartition(" ")[0]
    return prose((cut if len(cut) > length // 2 else line[:length]).rstrip(" ,;:–—") + " …")


def snippet(text: str) -> Markup:
    """Return a search hit safe for a page, the words found as `<mark>`."""
    return prose(text)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `text|alone(kind, media_type)`, `words|labelled`, `text|prose`, `text|plain` and `hit|snippet`."""
    env.filters["alone"] = laid_out.alone
    env.filters["labelled"] = labelled
    env.filters["plain"] = plain
    env.filters["prose"] = prose
    env.filters["snippet"] = snippet


@hookimpl(trylast=True)
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: Datasette) -> Markup | None:
    """Show hits and gaps in the cells of tables and queries, and of a long text in a table its beginning."""
    if not isinstance(value, str):
        return None
    if HIT_START in value:
        return snippet(value)
    if table and len(value) > EXCERPT and " " in value:
        return excerpt(_after_title(row, value) if column == "text" else value)
    if "█" not in value:
        return None
    longest = int(datasette.setting("truncate_cells_html")) or len(value)
    return prose(value if len(value) <= longest else value[:longest] + "…")


def _after_title(row: Any, text: str) -> str:
    """Return what a text says after its title, which stands beside it."""
    title = row["title"] if "title" in row.keys() else None  # noqa: SIM118 (a row of sqlite3 is no mapping)
    return text.lstrip().removeprefix(title) if isinstance(title, str) else text


def _with_names(rendered: str, addresses: Sequence[str]) -> str:
    """Link the names marked in what was rendered, except inside a link of the text itself."""
    is_linked = False

    def link(found: re.Match[str]) -> str:
        nonlocal is_linked
        if found["end"] is not None:
            is_linked = not found["end"]
            return found[0]
        if found["number"] is None or is_linked:
            return found["words"] or ""
        return f'<a class="mention" href="{escape(addresses[int(found["number"])])}">{found["words"]}</a>'

    return NAMED.sub(link, rendered)


def _with_hits(rendered: str) -> str:
    """Mark the words that were found; an odd one would leave an element open."""
    if HIT_START not in rendered or not PAIRED.fullmatch(rendered):
        return rendered
    return rendered.replace(HIT_START, "<mark>").replace(HIT_END, "</mark>")


def _with_gaps(rendered: str, reasons: Sequence[str]) -> Markup:
    """Name each gap in what was rendered, with its reason where it is certain which is whose."""
    gaps = len(WITHHELD.findall(rendered))
    if len(reasons) != gaps:
        reasons = [reasons[0]] * gaps if len(set(reasons)) == 1 else []
    left = iter(reasons)

    def name(_: re.Match[str]) -> str:
        reason = next(left, "")
        return f'<span class="withheld">[withheld{": " if reason else ""}{escape(reason)}]</span>'

    return Markup(WITHHELD.sub(name, rendered))
