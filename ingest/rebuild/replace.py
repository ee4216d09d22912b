"""The old archive stays as it is until a whole new one takes its place."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ingest.archive_file import OURS
from ingest.errors import BrokenPromise, DatabaseError

BUILDING = ".building"  # behind its name, until it is whole
# behind the name of an archive while it is built: where its index is filled, and the folder of its words
SEARCH, WORDS = "-search", "-words"
JOURNALS = ("-journal", "-wal", "-shm")  # behind the name of any file that SQLite writes


@contextmanager
def replacing(db: Path) -> Iterator[Path]:
    """Yield an empty file beside `db`; when the block ends without an error, and has not removed it, it is renamed to `db`.

    A build that is killed leaves the file behind, and the next one uses it again.
    Raises DatabaseError where `db` is not ours, is locked, or where there is no room; BrokenPromise for rows
    that the schema does not take.
    """
    check_ours(db)
    building = db.with_name(db.name + BUILDING)
    with _locked(building) as is_there:
        try:
            _without_journal(building)
            yield building
            if is_there():
                sync(building)
                check_ours(db)
                building.replace(db)
                sync(db.parent)
        except sqlite3.IntegrityError as error:
            raise BrokenPromise(f"{db}: the schema does not take a row ({error}).") from error
        except sqlite3.OperationalError as error:
            raise DatabaseError(
                f"{db}: it cannot be written ({error}); free some disk space and build again."
            ) from error
        except OSError as error:
            raise DatabaseError(
                f"{db}: it cannot be written ({error.strerror}); free some space, or build elsewhere with --db."
            ) from error
        finally:
            if is_there():  # else what stands there may be that of another build, which has begun since
                _without_journal(building)
                building.unlink(missing_ok=True)


def check_ours(db: Path) -> None:
    """Raise DatabaseError unless `db` is an archive that may be replaced, or is not there."""
    if db.is_dir():
        raise DatabaseError(f"{db}: it is a folder; name a file with --db.")
    if not db.parent.is_dir():
        raise DatabaseError(f"{db}: the folder {db.parent} is not there; create it first.")
    if db.exists() and not db.is_file():
        raise DatabaseError(
            f"{db}: it is a pipe, a socket or a device, which nothing takes the place of; name a file with --db."
        )
    if not db.exists() or db.stat().st_size == 0:
        return  # an empty file is what `sqlite3 archive.db` leaves behind
    try:
        # A lock that another program holds for writing is seen by asking for the same one.
        with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=rw", uri=True, timeout=0.2)) as connection:
            (found,) = connection.execute("pragma application_id").fetchone()
            connection.execute("begin immediate")
            connection.execute("rollback")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise DatabaseError(f"{db}: another program has it locked; close that program and try again.") from None
        if "readonly" not in str(error):
            raise DatabaseError(
                f"{db}: it cannot be opened ({error}); mend its permissions, or name another with --db."
            ) from None
        return
    except sqlite3.DatabaseError:
        raise DatabaseError(f"{db}: it is not an SQLite database; move it away, or name another with --db.") from None
    if found != OURS:
        raise DatabaseError(f"{db}: it is a database, but not an archive built by `ingest`; name another with --db.")


@contextmanager
def _locked(building: Path) -> Iterator[Callable[[], bool]]:
    """Hold `building` for this build alone, empty; yields what tells whether it is there still."""
    try:
        handle = os.open(building, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatabaseError(f"{building}: it cannot be written ({error.strerror}); mend its permissions.") from None
    is_ours = False
    try:
        is_ours = lock(handle, building)
        if not is_ours:
            raise DatabaseError(f"{building}: another build is at work on it; wait for it to end.")
        os.ftruncate(handle, 0)
        yield lambda: _is_at(handle, building)
    finally:
        with suppress(OSError):
            if is_ours and _is_at(handle, building):  # it was told to end before anything was written
                building.unlink()
            os.close(handle)


def lock(handle: int, path: Path) -> bool:
    """Lock an open file; False if another has it, or had it and has since put it in the place of the archive."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return _is_at(handle, path)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except OSError:
        return False


def _without_journal(building: Path) -> None:
    """Remove what may have been left beside a file when a build was killed."""
    for suffix in (*JOURNALS, SEARCH):
        building.with_name(building.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(building.with_name(f"{building.name}{WORDS}"), ignore_errors=True)


def sync(path: Path) -> None:
    """Have what was written of a file, or of the names in a folder, kept on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
