"""The limit: a bare ASGI handler that asks the same SQL and writes JSON, nothing else: python -m bench.limit FILE --port N."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import click
import uvicorn

from bench.questions import DOCUMENT, HOME, ROW, SEARCH

PATHS = {"/": HOME, "/search": SEARCH, "/document": DOCUMENT, "/row": ROW}
START = {"type": "http.response.start", "status": 200}


@click.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option("--port", type=int, required=True)
def main(db: Path, port: int) -> None:
    """Serve until stopped."""
    uvicorn.run(handler(db), port=port, log_level="error", access_log=False)


def handler(db: Path) -> Any:
    """Return the handler of an archive."""
    connection = sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    async def answer(scope: dict[str, Any], _receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        given = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
        rows = connection.execute(PATHS[scope["path"]], given).fetchall()
        body = json.dumps(rows).encode()
        await send({**START, "headers": [(b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    return answer


if __name__ == "__main__":
    main()
