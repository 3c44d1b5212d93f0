"""An nbgrader course from outside of nbgrader: its settings and gradebook, with a sentence for what is wrong there."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from grader.errors import GradebookError, UsageError
from grader.nbgrader.settings import CONFIG_NAME
from grader.record.engine import BUSY_SECONDS, shown, told_plainly


def open_directory(folder: Path) -> Any:
    """Give nbgrader's course directory by the settings in a folder, which are run.

    Raises:
        UsageError: there are none, or they end in an error.
    """
    try:
        config = PyFileConfigLoader(CONFIG_NAME, path=str(folder.resolve())).load_config()
        directory = CourseDirectory(config=config)
        # Settings may lie apart from their course.
        directory.root = str(folder.resolve() / config.CourseDirectory.get("root", ""))
    except ConfigFileNotFound as error:
        raise UsageError(
            f"{folder} holds no {CONFIG_NAME}; `grader nbgrader init {folder}` makes an nbgrader course"
        ) from error
    except (Exception, SystemExit) as error:  # a program of the instructor's may do anything
        raise UsageError(f"{folder / CONFIG_NAME} ends in an error: {_in_one_line(error)}") from error
    return directory


def _in_one_line(error: BaseException) -> str:
    """Say what a settings file raised; a SyntaxError names its line itself."""
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(CONFIG_NAME)
    ]
    text = f"{type(error).__name__}: {error}".partition("\n")[0]
    return f"{text} (line {lines[-1]})" if lines else text


@contextmanager
def open_gradebook_of(directory: Any) -> Iterator[Any]:
    """Give nbgrader's gradebook, open; waits for others that write to it as long as for one of ours.

    Raises:
        GradebookError: it cannot be opened, read or written.
    """
    try:
        url = sa.make_url(directory.db_url)
    except (sa.exc.ArgumentError, ValueError):
        # Not as it is written there: it may hold a password.
        raise GradebookError(
            f"c.CourseDirectory.db_url in {CONFIG_NAME} is no address of a database, such as sqlite:///gradebook.db"
        ) from None
    waiting = url
    if url.get_backend_name() == "sqlite":
        waiting = url.update_query_dict({"timeout": str(BUSY_SECONDS)})
    with told_plainly(url):
        try:
            gradebook = Gradebook(waiting.render_as_string(hide_password=False), directory.course_id)
        except ImportError as error:
            raise GradebookError(f"the gradebook {shown(url)} needs a driver that is not installed: {error}") from None
        with gradebook:
            yield gradebook
