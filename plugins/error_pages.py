"""Error pages: what is missing or refused is told on a page of this archive, with its name, notice and search box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request
from datasette.views.base import DatasetteError


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Callable[[], Any] | None:
    """Answer errors that Datasette foresees with a whole page; data formats and faults of ours are left to it."""
    if request.path.endswith((".json", ".csv")) or not isinstance(exception, Base400 | DatasetteError):
        return None
    title = getattr(exception, "title", None)
    words = {"ok": False, "status": exception.status, "title": title, "error": _sentence(exception)}

    async def answer() -> Response:
        html = await datasette.render_template("error.html", words, request=request)
        return Response.html(html, status=exception.status)

    return answer


def _sentence(exception: Base400 | DatasetteError) -> str:
    if isinstance(exception, DatasetteError):
        return str(exception.message)
    return str(exception.args[0]) if exception.args else ""
