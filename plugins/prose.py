"""Prose: how words from documents are shown. As text, never as markup; search hits marked; gaps named.

What a Markdown source says is rendered inline (emphasis, links), HTML and pictures off, and cleaned again.
"""

from __future__ import annotations

import re
from typing import Any

import nh3
from datasette import hookimpl
from datasette.app import Datasette
from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

# what snippet() and highlight() put around a hit in our queries: signs that no text holds
HIT_START, HIT_END = "\x02", "\x03"
# a stretch that is kept back is masked sign for sign; a space may stand between two that are
WITHHELD = re.compile(r"█+(?:[ \u00a0]█+)*")
GAP = '<span class="withheld">[withheld]</span>'
MARKDOWN = "text/markdown"

_inline = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "autolink", "newline"])


def prose(text: str | None, media_type: str | None = None) -> Markup:
    """Return `text` safe for a page: inline Markdown where the source is Markdown, else escaped as it stands."""
    if not text:
        return Markup("")
    if media_type == MARKDOWN:
        rendered = nh3.clean(
            _inline.renderInline(text),
            tags={"a", "code", "em", "strong"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener noreferrer",
        )
    else:
        rendered = str(escape(text))
    return Markup(WITHHELD.sub(GAP, rendered))


def snippet(text: str) -> Markup:
    """Return a search hit safe for a page, the words found as `<mark>`."""
    marked = str(prose(text)).replace(HIT_START, "<mark>").replace(HIT_END, "</mark>")
    # an odd hit would leave an element open
    return Markup(marked if marked.count("<mark>") == marked.count("</mark>") else str(prose(text)))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `text|prose`."""
    env.filters["prose"] = prose


@hookimpl(trylast=True)
def render_cell(value: Any, datasette: Datasette) -> Markup | None:
    """Show hits and gaps in the cells of tables and queries."""
    if not isinstance(value, str):
        return None
    if HIT_START in value:
        return snippet(value)
    if "█" not in value:
        return None
    longest = int(datasette.setting("truncate_cells_html")) or len(value)
    return prose(value if len(value) <= longest else value[:longest] + "…")
