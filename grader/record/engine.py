"""The two databases behind one face: how each is opened, locked for writing, and what its errors mean.

SQLite runs in WAL mode with synchronous=NORMAL: a commit is in the system's hands at once, so a killed process loses
nothing, and a commit costs no wait for the disk. A power cut may undo the last commits, never spoil the file; a
result that is undone so is pending again and graded by the next collect. What cannot be made again, the submissions
taken in, is committed with synchronous=FULL, as is everything on a file system where WAL does not work.
"""

from __future__ import annotations

import functools
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from grader.errors import GradebookError

BUSY_SECONDS = 60  # how long a write waits for other writers; a batch is written in milliseconds
LOCK_KEY = 0x67726164  # "grad": the advisory lock of PostgreSQL that stands for the gradebook
ADDRESS_HINT = "write sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE"


def read_url(text: str) -> sa.URL:
    """Give the address as a URL of one of the two databases.

    Raises:
        GradebookError: it is neither, and what to write.
    """
    try:
        url = sa.make_url(text)
    except (exc.ArgumentError, ValueError):
        raise _no_address(text, ADDRESS_HINT) from None
    if "@" in (url.host or ""):
        raise _no_address(text, "an @ in a password is written %40")
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise GradebookError(f"a gradebook cannot be kept in {url.drivername!r}: {ADDRESS_HINT}")
    if url.get_backend_name() == "sqlite" and url.host:
        raise _no_address(text, ADDRESS_HINT)  # two slashes: SQLite has no hosts
    return url


def _no_address(text: str, hint: str) -> GradebookError:
    return GradebookError(f"{without_password(text)!r} is not the address of a gradebook: {hint}")


# Before the last @, which may be in the password itself; of a URL or of what lacks its beginning.
_BEFORE_HOST = re.compile(r"(://[^:/@]*):.*@|(^[^:/@\s]+):(?!//)\S*@")
_PASSWORD_OPTION = re.compile(r"(password=)[^&\s]*", re.IGNORECASE)


def without_password(text: str) -> str:
    """Give an address without its password, also where it is no valid URL."""
    return _PASSWORD_OPTION.sub(r"\1***", _BEFORE_HOST.sub(r"\1\2:***@", text))


def make_engine(url: sa.URL) -> sa.Engine:
    """Make the engine; nothing is opened yet."""
    if url.get_backend_name() == "postgresql":
        return _make_postgresql_engine(url)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "connect", functools.partial(_note_file, url.database))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_postgresql_engine(url: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True)
    except ImportError as error:  # also raised when the driver is there and its C library is not
        raise GradebookError(f"a gradebook in PostgreSQL needs psycopg: pip install 'grader[all]' ({error})") from None


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself; _begin_sqlite does
    cursor = connection.cursor()
    try:
        mode = cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]  # it can still be read
    cursor.execute(f"PRAGMA synchronous={'NORMAL' if mode == 'wal' else 'FULL'}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _note_file(path: str | None, _connection: Any, record: Any) -> None:
    record.info["file"] = (path, _identity(path))


def _identity(path: str | None) -> tuple[int, int] | None:
    try:
        status = os.stat(path) if path and path != ":memory:" else None
    except OSError:
        return None
    return None if status is None else (status.st_dev, status.st_ino)


def _see_that_it_is_there(connection: sa.Connection) -> None:
    """Refuse a file that was deleted or replaced since it was opened: what is written into it nobody would find."""
    path, identity = connection.info.get("file", (None, None))
    if identity is not None and _identity(path) != identity:
        raise GradebookError(
            f"the gradebook {shown(connection.engine.url)} was moved, deleted or replaced while it was in use; "
            "put it back, or a backup of it, and run the command again"
        )


def _begin_sqlite(connection: sa.Connection) -> None:
    # A transaction that will write takes the write lock first: one that reads, and then finds that another has
    # written meanwhile, could only be refused.
    writes = connection.get_execution_options().get("grader_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that sees one unchanging state of the gradebook."""
    with told_plainly(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        _see_that_it_is_there(connection)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: sa.Engine, *, to_disk: bool = False) -> Iterator[sa.Connection]:
    """Give a connection that alone writes to the gradebook, and commit what it did, all or nothing.

    Args:
        engine: of the gradebook.
        to_disk: wait until the disk has it.
    """
    with (
        told_plainly(engine.url),
        engine.connect().execution_options(grader_writes=True) as connection,
        _synchronous(connection, to_disk),
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_KEY)))
        _see_that_it_is_there(connection)
        yield connection
        _see_that_it_is_there(connection)


@contextmanager
def _synchronous(connection: sa.Connection, to_disk: bool) -> Iterator[None]:
    if not to_disk or connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()  # outside of any transaction, where alone this pragma works
    before = cursor.execute("PRAGMA synchronous").fetchone()[0]
    cursor.execute("PRAGMA synchronous=FULL")
    try:
        yield
    finally:
        if not connection.invalidated:  # Ctrl-C in a statement has closed it, and its settings are gone with it
            cursor.execute(f"PRAGMA synchronous={int(before)}")
            cursor.close()


@contextmanager
def told_plainly(url: sa.URL) -> Iterator[None]:
    """Turn what a database raises into a GradebookError with a sentence."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        raise GradebookError(_sentence(url, error)) from error
    except (OSError, UnicodeError) as error:
        raise GradebookError(f"the gradebook {shown(url)} cannot be used: {error}") from error


def shown(url: sa.URL) -> str:
    """Give the address for people: the file's path, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "in memory"
    return without_password(url.render_as_string(hide_password=True))


SQLITE_SENTENCES = (
    ("unable to open", "cannot be opened: is its folder there, and may you write in it?"),
    ("readonly", "cannot be written: it is read-only here"),
    ("read-only", "cannot be written: it is read-only here"),
    ("not a database", "is not a gradebook: the file holds something else"),
    ("malformed", "is damaged; restore it from a backup"),
    ("locked", f"is in use by another program, which did not finish within {BUSY_SECONDS} seconds; try again"),
    ("full", "cannot be written: the disk is full; nothing recorded before is lost"),
    ("disk i/o", "cannot be read or written: the disk reports an error, or is full"),
)


def _sentence(url: sa.URL, error: exc.SQLAlchemyError) -> str:
    original = str(getattr(error, "orig", None) or error)
    if url.get_backend_name() == "sqlite":
        for found, sentence in SQLITE_SENTENCES:
            if found in original.lower():
                return f"the gradebook {shown(url)} {sentence}"
    first_line = without_password(original.strip().partition("\n")[0])
    return f"the gradebook {shown(url)} cannot be used: {first_line}"
