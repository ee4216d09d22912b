"""A page put together in one go is the page that it was, and nothing on it was left waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from ingest.pages.reading import STRETCHES
from plugins.whole_pages import _value_first, prepare_jinja2_environment
from tests.site import Site

TEMPLATES = {
    "base.html": '{% import "crumbs.html" as crumbs with context %}{% block head %}{% endblock %}{{ crumbs.nav() }}',
    "crumbs.html": "{% macro nav() %}"
    "{% for each in crumb_items(request=request, database=database, table=table) %}<a>{{ each }}</a>{% endfor %}"
    "{% endmacro %}",
    "row.html": '{% extends "base.html" %}{% set name = words|upper %}{% block head %}<h1>{{ name }}</h1>{% endblock %}',
}


def _rendered(**more: Any) -> tuple[str, list[str]]:
    """Return a page, and what was asked of its crumbs."""
    asked: list[str] = []

    async def crumb_items(request: str, database: str, table: str) -> list[str]:
        asked.append(f"{request} {database} {table}")
        await asyncio.sleep(0)
        return ["home", f"<{table}>"]

    env = Environment(loader=DictLoader(TEMPLATES), autoescape=True, enable_async=True)
    prepare_jinja2_environment(env)
    env.filters["upper"] = lambda words: words.upper() + "!"  # as a plugin that is asked later sets its own
    context = {"crumb_items": crumb_items, "request": "r", "database": "d", "table": "t", "words": "a & b", **more}

    def run(page: Awaitable[str]) -> str:
        async def waited() -> str:
            return await page

        return asyncio.run(waited())

    with ThreadPoolExecutor(1) as thread:  # that of the tests has the loop of the browser
        return thread.submit(run, env.get_template("row.html").render_async(context)).result(), asked


def test_a_page_is_the_same_both_ways() -> None:
    """Words are escaped, filters found, and the crumbs asked for once."""
    whole, asked = _rendered(is_known=True)
    assert whole == "<h1>A &amp; B!</h1><a>home</a><a>&lt;t&gt;</a>"
    assert asked == ["r d t"]
    assert _rendered() == (whole, asked)


@pytest.mark.parametrize("table", sorted(STRETCHES))
def test_nothing_on_the_page_of_a_text_was_left_waiting(table: str, published: Site) -> None:
    """No function that is to be waited for stands as such on a page, and each page leads back to its table."""
    found = published.rows(f"/archive/{table}.json", _size="5")
    assert found
    for row in found:
        page = published.get(f"/archive/{table}/{row['id']}")
        assert page.status_code == 200
        assert "coroutine" not in page.text
        assert f'<a href="/archive/{table}">' in page.text.partition('class="crumbs"')[2].partition("</nav>")[0]


def test_values_are_found_as_jinja_finds_them() -> None:
    """A method comes before a value of its name, a value before nothing, and what is no row is asked as ever."""
    env = Environment(autoescape=True)
    row = {"items": 1, "title": "Rota", "nothing": None}
    for of, name in (
        (row, "items"),
        (row, "title"),
        (row, "nothing"),
        (row, "gone"),
        ("words", "upper"),
        ([1], "gone"),
    ):
        ours, theirs = _value_first(env)(of, name), env.getattr(of, name)
        assert (ours == theirs, type(ours)) == (True, type(theirs))
