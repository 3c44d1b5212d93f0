"""An nbgrader course made from one of ours: its source notebooks and its nbgrader_config.py."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from grader.course import FILE_NAME, Course
from grader.errors import CourseError, UsageError
from grader.jupyter import notebook_text, unit_notebook
from grader.jupyter.bundle import BUNDLE_NAME, make_bundle
from grader.nbgrader.settings import CONFIG_NAME
from grader.release import find_leaks, handout

_NEEDED = frozenset({FILE_NAME, "exercises"})  # of what students get, by `%check`
_CONFIG = '''"""nbgrader's settings; made by `grader nbgrader init`, yours to change.

Notebooks that were made from the grader's course are graded by its engine, in a sandbox, without a kernel. Any other
assignment of this nbgrader course is treated as nbgrader always did.
"""

from pathlib import Path

c = get_config()  # noqa: F821 - nbgrader provides it

{identity}# The grader's course, seen from this file, and the grader's own gradebook, in the nbgrader course.
c.EngineGrades.course = str(Path(__file__).resolve().parent / {course!r})
c.EngineGrades.gradebook = "grader.db"

nbgrader, ours = "nbgrader.preprocessors.", "grader.nbgrader.preprocessors."

c.GenerateAssignment.preprocessors = [
    ours + "IncludeOwnHeader",
    nbgrader + "InstantiateTests",
    nbgrader + "LockCells",
    ours + "KeepStubs",  # in the place of ClearSolutions: our stubs hold no solution
    nbgrader + "ClearOutput",
    nbgrader + "CheckCellMetadata",
    nbgrader + "ComputeChecksums",
    nbgrader + "SaveCells",
    nbgrader + "ClearHiddenTests",
    nbgrader + "ClearMarkScheme",
    nbgrader + "ComputeChecksums",
    nbgrader + "CheckCellMetadata",
]
c.Autograde.exporter_class = "grader.nbgrader.exporter.PatientExporter"
# The steps with Other in their names do for other assignments what nbgrader's own do, and nothing for ours.
c.Autograde.sanitize_preprocessors = [
    ours + "RestoreCells",  # whatever was done to our cells and their metadata
    ours + "ClearOtherOutput",
    ours + "DeduplicateOtherIds",
    ours + "OverwriteOtherKernelspec",
    ours + "OverwriteOtherCells",
    ours + "CheckOtherCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    ours + "ExecuteOthers",  # no kernel is started for ours
    nbgrader + "IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    nbgrader + "LimitOutput",
    ours + "SaveOtherGrades",
    ours + "OtherLatePenalties",
    ours + "EngineGrades",  # scores, comments and late penalty of ours
    ours + "CheckOtherCellMetadata",
]
'''


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the assignments by name, and how many notebooks' cells are graded in them."""

    folder: Path
    assignments: tuple[str, ...]
    exercises: int


def settings_text(course_folder: str, course_id: str = "") -> str:
    """Give an nbgrader_config.py.

    Args:
        course_folder: of the grader's course, seen from this file's.
        course_id: of the nbgrader course; without it the file is for one that has its own, wherever that is set.
    """
    identity = f"c.CourseDirectory.course_id = {course_id!r}\n\n" if course_id else ""
    return _CONFIG.format(identity=identity, course=course_folder)


def make_nbgrader_course(course: Course, folder: Path, *, to_be_added: bool = False) -> Made:
    """Write source notebooks, an assignment a unit, and the settings into a new or empty folder.

    Args:
        to_be_added: to an nbgrader course that there is; it keeps its name, by which the exchange knows it.

    Raises:
        UsageError: the folder holds something, or cannot be written.
        CourseError: students' files are missing, or would give a solution away.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a new folder, or see docs/nbgrader.md to add to a course")
    for unit in course.units:
        if "+" in unit.id:
            raise UsageError(f"the unit {unit.id!r} cannot be an assignment of nbgrader's: it holds a +")
    seen_from_there = os.path.relpath(course.root, folder.resolve())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for unit in course.units:
            source = folder / "source" / unit.id
            source.mkdir(parents=True)
            # What `%check` needs in a student's folder: the visible tests, and which exercises there are.
            files = list(handout(course.with_only({exercise.id for exercise in unit.exercises})))
            leaks = find_leaks(course, files)
            if leaks:
                raise CourseError(leaks)
            needed = [(file.path, file.content) for file in files if file.path.parts[0] in _NEEDED]
            (source / BUNDLE_NAME).write_bytes(make_bundle(needed))
            text = notebook_text(unit_notebook(course, unit, for_nbgrader=True))
            (source / f"{unit.id}.ipynb").write_text(text, encoding="utf-8")
        config = settings_text(seen_from_there, "" if to_be_added else course.id)
        (folder / CONFIG_NAME).write_text(config, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    return Made(folder, tuple(unit.id for unit in course.units), len(course.exercises))
