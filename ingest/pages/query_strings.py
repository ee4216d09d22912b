"""Query strings that are mended before Datasette reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def mended_by(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """Return a wrapper for an ASGI application, to which the query string of each request goes as `change` returns it."""

    def wrap(app: Any) -> Any:
        async def mended(scope: dict[str, Any], receive: Any, send: Any) -> None:
            query = scope.get("query_string", b"")
            if query:
                scope = {**scope, "query_string": change(query.decode("latin-1")).encode("latin-1")}
            await app(scope, receive, send)

        return mended

    return wrap
