"""Whole pages: the page of a text is put together in one go, as everything on it is known before.

Jinja's templates for asyncio hand each piece of a page on through every template that it extends, waiting each time, and ask of
each value whether it is to be waited for: up to half of the time of a page. For a page on which nothing is waited for, the same
templates are compiled without that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from jinja2 import Environment

METHODS = frozenset(dir(dict))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Put a page together in one go if its context says that all `is_known`: no function that its templates call is async."""
    at_once = env.overlay(enable_async=False, auto_reload=False)
    at_once.getattr = _value_first(at_once)  # type: ignore[assignment,method-assign]

    class Page(env.template_class):  # type: ignore[name-defined,misc]
        async def render_async(self, *args: Any, **kwargs: Any) -> str:
            context = dict(*args, **kwargs)
            if not context.get("is_known"):
                return str(await super().render_async(context))
            where = {name: context[name] for name in ("request", "database", "table")}
            crumbs = await context["crumb_items"](**where)
            return at_once.get_template(self.name).render(context | {"crumb_items": lambda **_: crumbs})

    env.template_class = Page


def _value_first(env: Environment) -> Callable[[Any, str], Any]:
    """Return what finds `row.column` as Jinja does, which asks first for an attribute that the rows of a page do not have."""
    otherwise = env.getattr

    def value(of: Any, name: str) -> Any:
        if type(of) is dict and name in of and name not in METHODS:
            return of[name]
        return otherwise(of, name)

    return value
