"""A student's own folder: what is written in it, what was last checked, which hints were read, what is being saved."""

from grader.workbook.hints import Hint, read_hints
from grader.workbook.progress import (
    FOLDER,
    Progress,
    State,
    Step,
    fingerprint,
    load_progress,
    name_student,
    next_exercise,
    notebook_mark,
    standing,
    update_progress,
    with_step,
)
from grader.workbook.starting import Started, made_for, start_exercise
from grader.workbook.written import nothing_written

__all__ = [
    "FOLDER",
    "Hint",
    "Progress",
    "Started",
    "State",
    "Step",
    "fingerprint",
    "load_progress",
    "made_for",
    "name_student",
    "next_exercise",
    "notebook_mark",
    "nothing_written",
    "read_hints",
    "standing",
    "start_exercise",
    "update_progress",
    "with_step",
]
