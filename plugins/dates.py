"""Dates: every page shows them in words, as partial as they are known; data, tables and forms keep them as they are written."""

from __future__ import annotations

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from ingest.pages.date_words import date_words, is_date


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `date|dated`, and `date|date_words` where there can be no element, as in the titles of pictures."""
    env.filters["date_words"] = date_words
    env.filters["dated"] = dated


def dated(edtf: str | None) -> Markup:
    """Return a date in words as a `time` element that machines can read; from one date to another, and others, without."""
    words = date_words(edtf)
    if "/" in (edtf or "") or not is_date(edtf):
        return Markup("{}").format(words)
    return Markup('<time datetime="{}">{}</time>').format(edtf, words)
