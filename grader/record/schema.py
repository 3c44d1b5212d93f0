"""Brings a gradebook to the newest form by Alembic's migrations, or says why it cannot be used."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from grader.errors import GradebookError
from grader.record.engine import reading, shown, writing
from grader.record.tables import metadata

MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = "0002"  # the newest migration, said here so that an up-to-date gradebook opens without importing Alembic
VERSION_TABLE = "grader_version"  # not Alembic's usual name: nbgrader's gradebook.db has a table of that name


def bring_up_to_date(engine: sa.Engine, *, create: bool) -> None:
    """Make the tables of a new gradebook, migrate an older one.

    Raises:
        GradebookError: there is none and `create` is false, it is newer than this toolkit, or holds something else.
    """
    _refuse_absent_file(engine.url, create)
    with reading(engine) as connection:
        if _checked_revision(connection, create) == HEAD:
            return
    with writing(engine, to_disk=True) as connection:
        # Asked again: another process may have done it while this one waited for the lock.
        if _checked_revision(connection, create) == HEAD:
            return
        if sa.inspect(connection).get_table_names():
            migrate(connection)
        else:
            make_tables(connection)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables in an empty database as they are now, and note where migrations would have led.

    As Alembic's cookbook has it ("Building an Up to Date Database from Scratch"), without importing Alembic.
    """
    versions = sa.Table(VERSION_TABLE, sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
    versions.create(connection)
    metadata.create_all(connection)
    connection.execute(versions.insert().values(version_num=HEAD))


def _refuse_absent_file(url: sa.URL, create: bool) -> None:
    database = url.database or ":memory:"
    if url.get_backend_name() != "sqlite" or database == ":memory:" or database.startswith("file:"):
        return
    path = Path(database)
    if path.is_dir():
        raise GradebookError(f"the gradebook {path} is a folder: name a file in it")
    if not create and not path.exists():
        raise GradebookError(f"there is no gradebook at {path}; `grader collect` makes one")


def _checked_revision(connection: sa.Connection, create: bool) -> str | None:
    """Give the migration that the gradebook stands at, None for an empty database."""
    tables = set(sa.inspect(connection).get_table_names())
    where = shown(connection.engine.url)
    if VERSION_TABLE not in tables:
        if tables:
            whose = "nbgrader" if "submitted_assignment" in tables else "another program"
            raise GradebookError(
                f"{where} is a database of {whose}, not a gradebook; name another place with --gradebook URL"
            )
        if not create:
            raise GradebookError(f"there is no gradebook in {where} yet; `grader collect` makes one")
        return None
    revision: str | None = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant
    if revision is not None and revision not in _known_revisions():
        raise GradebookError(
            f"the gradebook {where} was written by a newer grader (its form is {revision}, this one knows {HEAD}); "
            "install that version"
        )
    return revision


def _known_revisions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("*.py")}


def migrate(connection: sa.Connection, revision: str = "head") -> None:
    """Bring the tables to a revision's form, in the caller's transaction."""
    from alembic import command  # noqa: PLC0415 - slow, and needed only once for a gradebook
    from alembic.config import Config  # noqa: PLC0415 - only where a gradebook is made or changed

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["version_table"] = VERSION_TABLE
    command.upgrade(config, revision)
