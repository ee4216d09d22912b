"""A whole archive as a folder of files: the database, every table and view and the references in the formats asked for, a manifest."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from shutil import copyfile

from ingest.archive_file import check_is_archive, check_there, to_read
from ingest.errors import DatabaseError
from ingest.exports.references import REFERENCES, references
from ingest.exports.replace_folder import replacing_folder
from ingest.exports.table_files import FORMATS, open_to_export
from ingest.exports.views import rows_of, views
from ingest.rebuild.replace import sync
from ingest.tables import tables
from ingest.terminal.progress import Progress

EVERY = (*FORMATS, *REFERENCES)  # format
ARCHIVE = "archive.db"
MANIFEST = "datapackage.json"
SUMS = "SHA256SUMS"
SCRATCH = "archive-view.tmp"
DIGEST = "content_sha256"  # of the archive, by which a manifest is known as ours
# archive.db, archive-passages.spreadsheet.csv: the names that /downloads gives
FILE = re.compile(r"archive(?:-[a-z0-9_]+)?(?:\.[a-z]+)+")
NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class File:
    """A file of an export: the table or view whose rows it holds (None for the database), how many, and what it can be checked by."""

    path: str
    format: str
    media_type: str
    table: str | None
    rows: int | None
    bytes: int
    sha256: str


def export(
    db: Path,
    folder: Path,
    formats: Sequence[str] = EVERY,
    progress: Progress = lambda *_: None,
    at: str | None = None,
) -> list[File]:
    """Write the archive at `db` to `folder`, which is whole at once or not there, and return its files.

    References have addresses where it is said which site the archive is published `at`. The same archive gives the same
    bytes, for tables those that `/downloads` serves. Raises FolderError where `folder` holds anything but a former export
    or cannot be written, DatabaseError where there is no archive.
    """
    check_there(db)
    with replacing_folder(folder, _made, lambda name: name in (MANIFEST, SUMS) or bool(FILE.fullmatch(name))) as making:
        progress(0, 0, f"copying {db.name}")
        copy = making / ARCHIVE  # whatever is built meanwhile, all files are of one archive
        copyfile(db, copy)
        about, names = _looked_into(copy, db)
        try:
            tables = [each for each in formats if each in FORMATS]
            files = [_whole(copy), *_files(copy, names, tables, progress), *_references(copy, formats, at)]
        except sqlite3.Error as error:
            raise DatabaseError(
                f"{db}: it cannot be exported ({error}); free some space, or see `ingest verify`."
            ) from None
        (making / MANIFEST).write_text(_manifest(about, files), encoding="utf-8")
        (making / SUMS).write_text("".join(f"{file.sha256}  {file.path}\n" for file in files), encoding="ascii")
        for path in making.iterdir():
            sync(path)
    return files


def _made(folder: Path) -> set[str] | None:
    """Return the names of the files of an export, or None for a folder that is none."""
    try:
        held = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return {MANIFEST, SUMS, *(str(file["path"]) for file in held["resources"])} if held[DIGEST] else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _looked_into(copy: Path, db: Path) -> tuple[dict[str, str | None], list[tuple[str, bool]]]:
    """Return what the archive says of itself, and its tables and views by name, with True for a view."""
    try:
        with closing(sqlite3.connect(to_read(copy, immutable=True), uri=True)) as connection:
            check_is_archive(connection, db)
            names = [(name, False) for name in tables(connection)] + [(name, True) for name in views(connection)]
            (told,) = connection.execute(
                "select json_object('title', title, 'description', description, 'licence', licence, 'notice', notice, "
                f"'version', edition, '{DIGEST}', content_sha256) from about"
            ).fetchone()
    except (sqlite3.DatabaseError, TypeError) as error:
        raise DatabaseError(f"{db}: it is not an archive ({error}); build one with `ingest build`.") from None
    for name, _ in names:
        if not NAME.fullmatch(name):
            raise DatabaseError(f"{db}: it holds {name!r}, which `ingest` does not make; see `ingest verify`.")
    about: dict[str, str | None] = json.loads(told)
    return about, names


def _whole(copy: Path) -> File:
    with copy.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return File(copy.name, "sqlite", "application/vnd.sqlite3", None, None, copy.stat().st_size, digest)


def _files(copy: Path, names: Sequence[tuple[str, bool]], formats: Sequence[str], progress: Progress) -> Iterator[File]:
    """Write each table and view in each format; the rows of a view are put into a file of their own for as long as it takes."""
    scratch = copy.with_name(SCRATCH)
    for n, (name, is_view) in enumerate(names):
        if is_view:
            rows_of(copy, name, scratch)
        with closing(open_to_export(scratch if is_view else copy)) as connection:
            (count,) = connection.execute(f'select count(*) from "{name}"').fetchone()
            for m, format in enumerate(formats, 1):
                path = copy.with_name(f"archive-{name}.{format}")
                progress(n * len(formats) + m, len(names) * len(formats), path.name)
                yield _written(connection, path, name, format, count)
        scratch.unlink(missing_ok=True)


def _references(copy: Path, formats: Sequence[str], at: str | None) -> Iterator[File]:
    """Write a reference to each document in each format."""
    with closing(open_to_export(copy)) as connection:
        (count,) = connection.execute("select count(*) from documents").fetchone()
    for format, (media_type, pieces) in REFERENCES.items():
        if format in formats:
            path = copy.with_name(f"archive-documents.{format}")
            bytes, digest = _filled(path, pieces(references(copy, at)))
            yield File(path.name, format, media_type, "documents", count, bytes, digest)


def _written(connection: sqlite3.Connection, path: Path, table: str, format: str, count: int) -> File:
    media_type, pieces = FORMATS[format]
    bytes, digest = _filled(path, pieces(connection, table))
    return File(path.name, format, media_type, table, count, bytes, digest)


def _filled(path: Path, pieces: Iterator[bytes]) -> tuple[int, str]:
    """Write a file in pieces, and return its size and its SHA-256."""
    digest = sha256()
    with path.open("wb") as stream:
        for piece in pieces:
            digest.update(piece)
            stream.write(piece)
    return path.stat().st_size, digest.hexdigest()


def _manifest(about: dict[str, str | None], files: Sequence[File]) -> str:
    """Return the manifest, a Data Package (https://specs.frictionlessdata.io/data-package/)."""
    resources = [
        {
            "name": file.path,
            "path": file.path,
            "format": file.format,
            "mediatype": file.media_type,
            "table": file.table,
            "rows": file.rows,
            "bytes": file.bytes,
            "hash": f"sha256:{file.sha256}",
        }
        for file in files
    ]
    told = {key: value for key, value in about.items() if value is not None}
    package = {
        "name": "archive",
        **told,
        "resources": [{k: v for k, v in each.items() if v is not None} for each in resources],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
