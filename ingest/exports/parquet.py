"""Parquet files, written group by group so that they can be streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Column(NamedTuple):
    """A column of a table: its name, and INTEGER, REAL, TEXT or BLOB."""

    name: str
    type: str


def parts(columns: Sequence[Column], groups: Iterable[Sequence[Sequence[Any]]]) -> Iterator[bytes]:
    """Yield a file piece by piece: a row group for each of `groups`, whose rows hold int, float, bytes (UTF-8 for TEXT) or None."""
    # they take long to load, and few readers ask for this format
    import pyarrow as arrow  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    types = {"INTEGER": arrow.int64(), "REAL": arrow.float64(), "TEXT": arrow.string()}
    schema = arrow.schema([(column.name, types.get(column.type, arrow.binary())) for column in columns])
    sink = _Sink()
    with parquet.ParquetWriter(
        arrow.PythonFile(sink, mode="w"), schema, compression="zstd", store_schema=False
    ) as file:
        for rows in groups:
            # texts come as bytes, which arrow checks and takes as they are
            arrays = [
                arrow.array(cells, arrow.binary()).cast(field.type)
                if arrow.types.is_string(field.type)
                else arrow.array(cells, field.type)
                for cells, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            file.write_table(arrow.Table.from_arrays(arrays, schema=schema), row_group_size=len(rows))
            yield sink.take()
    yield sink.take()


class _Sink:
    """A file that is only written to, whose bytes are taken away as they come."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
