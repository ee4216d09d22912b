"""Methods: everything here is only read, but for the box of /check, whose text may be too long for an address."""

from __future__ import annotations

from typing import Any

from datasette import hookimpl

READING = ("GET", "HEAD")
SENT_TO = ("/check", "/check.json")
WORDS = b"Nothing can be sent to this address; it is only read.\n"


@hookimpl
def asgi_wrapper() -> Any:
    """Answer every other method with 405 (RFC 9110, 15.5.6); Datasette takes most of them for faults of its own."""

    def wrap(app: Any) -> Any:
        async def only_read(scope: dict[str, Any], receive: Any, send: Any) -> None:
            method = scope.get("method", "GET")
            may_send = method == "POST" and scope.get("path", "").endswith(SENT_TO)
            if scope["type"] != "http" or method in READING or may_send:
                await app(scope, receive, send)
                return
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", ", ".join(READING).encode())]
            await send({"type": "http.response.start", "status": 405, "headers": headers})
            await send({"type": "http.response.body", "body": WORDS})

        return only_read

    return wrap
