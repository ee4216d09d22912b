"""Headers: what a browser is told to forbid on every page, so that no third party ever sees the reader.

No script but our own files, no frame, no other host. Styles may stand in the page: the map sets them.
"""

from __future__ import annotations

from typing import Any

from datasette import hookimpl

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    b"cross-origin-opener-policy": b"same-origin",
    b"content-security-policy": POLICY.encode(),
    b"permissions-policy": b"camera=(), geolocation=(), interest-cohort=(), microphone=()",
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
}


@hookimpl(trylast=True)  # the last wrapper is the outermost: refusals of the others get these headers too
def asgi_wrapper() -> Any:
    """Set these headers on every answer, in the place of any of the same name."""

    def wrap(app: Any) -> Any:
        async def with_headers(scope: dict[str, Any], receive: Any, send: Any) -> None:
            async def send_with_headers(event: dict[str, Any]) -> None:
                if event["type"] == "http.response.start":
                    given = [_mended(*pair) for pair in event.get("headers", []) if pair[0].lower() not in HEADERS]
                    event = {**event, "headers": [*given, *HEADERS.items()]}
                await send(event)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap


def _mended(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return a header of Datasette's as it must be: the address of a link stands in angle brackets (RFC 8288, 3)."""
    if name.lower() == b"link" and not value.startswith(b"<"):
        address, semicolon, rest = value.partition(b";")
        return name, b"<" + address.strip() + b">" + semicolon + rest
    return name, value
