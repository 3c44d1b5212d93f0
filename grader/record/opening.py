"""From a gradebook's address to an open gradebook; SQLAlchemy is imported here and not before."""

from __future__ import annotations

import importlib
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
    gradebook: Gradebook = load_gradebook_module().Gradebook.open(url, create=create)
    return gradebook


def load_gradebook_module() -> ModuleType:
    """Import grader.record.gradebook.

    Raises:
        GradebookError: a library that it needs is not installed, and how to install it.
    """
    try:
        return importlib.import_module("grader.record.gradebook")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in NEEDED:
            raise
        raise GradebookError(
            f"a gradebook needs {error.name}, which is not installed: pip install 'grader[all]'"
        ) from None
