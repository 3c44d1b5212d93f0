"""Which course of ours, and which gradebook, stand behind an nbgrader course: read from its nbgrader_config.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

CONFIG_NAME = "nbgrader_config.py"
GRADEBOOK = "grader.db"  # where the settings name none


@dataclass(frozen=True, slots=True)
class Settings:
    """Our part of an nbgrader course's settings.

    Args:
        course: folder of the grader's course.
        gradebook_url: of the grader's own gradebook.
    """

    course: Path
    gradebook_url: str


def read_settings(folder: Path) -> Settings | None:
    """Give our part of the settings in a folder; None where it is no nbgrader course of ours.

    The file is a program of the instructor's, which nbgrader runs in the same way.

    Raises:
        UsageError: it cannot be run.
    """
    if not (folder / CONFIG_NAME).is_file():
        return None
    try:
        from traitlets.config.loader import PyFileConfigLoader  # noqa: PLC0415 - no other command needs it
    except ModuleNotFoundError:
        return None  # nor can nbgrader be there
    try:
        found = PyFileConfigLoader(CONFIG_NAME, path=str(folder.resolve())).load_config().get("EngineGrades", {})
    except Exception as error:
        raise UsageError(f"{folder / CONFIG_NAME} cannot be read: {type(error).__name__}: {error}") from error
    if "course" not in found:
        return None
    return Settings(
        course=(folder / str(found["course"])).resolve(),
        gradebook_url=url_of(folder.resolve(), str(found.get("gradebook", GRADEBOOK))),
    )


def url_of(root: Path, gradebook: str) -> str:
    """Give the gradebook's URL, where the settings may have a file's name from the nbgrader course."""
    return gradebook if "://" in gradebook else f"sqlite:///{root / gradebook}"
