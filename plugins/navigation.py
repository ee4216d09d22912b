"""Navigation: where one can go from any page. It says no more of a page than which of these one is at, so each is written once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

# in four groups: what a page is called, and its path; one that begins without "/" belongs to the database
GROUPS = {
    "To read": {"Documents": "documents", "People": "/people", "Timeline": "/timeline", "Map": "/map"},
    "The dispute": {"Allegations": "/allegations", "Rules": "/rules"},
    "Who repeats what": {"Quotations": "quotations", "Words used again": "/reuse", "Check": "/check"},
    "As data": {"Charts": "/charts", "Questions": "#queries", "Data": "#tables"},
}
# pages that belong to one of these, and so do those below them
BELONGING = {
    "/organisations": "/people",
    "people": "/people",
    "organisations": "/people",
    "allegations": "/allegations",
}


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates write `navigation(urls, database, path, size)`: a line on a wide screen, behind "Menu" on a narrow one."""
    whole = env.overlay(enable_async=False)

    @lru_cache(256)
    def written(
        groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], current: str, at: str, size: str
    ) -> Markup:
        context = {"groups": groups, "current": current, "at": at, "size": size}
        return Markup(whole.get_template("_navigation.html").render(context))

    def navigation(urls: Any, database: str, path: str, size: str) -> Markup:
        groups = _groups(str(urls.path("/")), str(database))
        pages = {address: address for _, each in groups for _, address in each}
        for page, belongs in BELONGING.items():
            pages[_address(str(urls.path("/")), str(database), page)] = str(urls.path(belongs))
        here = next((each for at, each in pages.items() if path == at or path.startswith(f"{at}/")), "")
        return written(groups, here, "page" if path == here else "true", size)

    env.globals["navigation"] = navigation


@lru_cache(16)
def _groups(root: str, database: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the groups with their addresses."""

    return tuple(
        (group, tuple((name, _address(root, database, path)) for name, path in pages.items()))
        for group, pages in GROUPS.items()
    )


def _address(root: str, database: str, path: str) -> str:
    if path.startswith("/"):
        return root.rstrip("/") + path
    return database + path if path.startswith("#") else f"{database}/{path}"
