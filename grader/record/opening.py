"""From a gradebook's address to an open gradebook; SQLAlchemy is imported here and not before."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from grader.errors import GradebookError

if TYPE_CHECKING:
    from grader.record.gradebook import Gradebook

NEEDED = ("sqlalchemy", "alembic", "psycopg")


def open_gradebook(url: str, create: bool = True) -> Gradebook:
    """Open the gradebook at `url`, made or brought up to date where that is needed; use it in a `with` statement.

    Args:
        url: `sqlite:///path/to/gradebook.db` or `postgresql+psycopg://user@host/database`.
        create: make a gradebook where there is none; without it, none is an error.

    Raises:
        GradebookError: it cannot be opened, is newer than this toolkit, or is a database of something else.
    """
    with _missing_libraries_told():
        gradebook: Gradebook = load_gradebook_module().Gradebook.open(url, create=create)
    return gradebook


def load_gradebook_module() -> ModuleType:
    """Import grader.record.gradebook.

    Raises:
        GradebookError: a library that it needs is not installed, and how to install it.
    """
    with _missing_libraries_told():
        return importlib.import_module("grader.record.gradebook")


@contextmanager
def _missing_libraries_told() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").split(".")[0]
        if library not in NEEDED:
            raise
        raise GradebookError(
            f"a gradebook needs {library}, which is not installed: pip install 'grader[all]'"
        ) from None
