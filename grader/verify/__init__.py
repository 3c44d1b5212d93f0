"""An exercise's own files go in; what they do not prove comes out, each finding with what to do about it."""

from grader.verify.equivalents import add_equivalents
from grader.verify.findings import Count, ExerciseReport, Finding, Survivor
from grader.verify.showing import report_lines
from grader.verify.verifying import Plan, plan_exercises, verify_exercises

__all__ = [
    "Count",
    "ExerciseReport",
    "Finding",
    "Plan",
    "Survivor",
    "add_equivalents",
    "plan_exercises",
    "report_lines",
    "verify_exercises",
]
