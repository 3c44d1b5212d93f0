"""Folders and archives go in; submissions, and a word on everything that is none, come out."""

from grader.collect.detect import LAYOUTS
from grader.collect.gather import collect_submissions
from grader.collect.intake import Intake, NotUnderstood, ReceiptCheck
from grader.collect.names import read_student
from grader.collect.notebook.file import NotebookRefused
from grader.collect.notebook.plan import NotebookPlan, plan_notebooks
from grader.collect.notebook.source import Answer, find_answers_in_cells, find_answers_in_file
from grader.collect.packing import Receipt, pack_submission

__all__ = [
    "LAYOUTS",
    "Answer",
    "Intake",
    "NotUnderstood",
    "NotebookPlan",
    "NotebookRefused",
    "Receipt",
    "ReceiptCheck",
    "collect_submissions",
    "find_answers_in_cells",
    "find_answers_in_file",
    "pack_submission",
    "plan_notebooks",
    "read_student",
]
