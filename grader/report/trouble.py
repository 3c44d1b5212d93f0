"""What went wrong most: the class's mistakes counted by kind, each student once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Outcome, Result
from grader.report.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of mistake in one exercise.

    Args:
        name: the diagnosis; the title of the test where nothing was diagnosed.
        diagnosed: whether the name is a diagnosis.
        students: who made it, of `handed_in` students.
    """

    exercise: str
    name: str
    diagnosed: bool
    students: int
    handed_in: int

    @property
    def sentence(self) -> str:
        """The mistake in words."""
        return self.name.replace("-", " ") if self.diagnosed else f"fails: {self.name}"


def troubles(sheet: Sheet) -> list[Trouble]:
    """Give every kind of mistake, the commonest first."""
    results = [cell.result for row in sheet.rows for cell in row.cells if cell.result is not None]
    handed_in: defaultdict[str, int] = defaultdict(int)
    students: defaultdict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for result in results:
        handed_in[result.exercise] += 1
        for name, diagnosed in _mistakes(result):
            students[result.exercise, name, diagnosed].add(result.student)
    found = [
        Trouble(exercise, name, diagnosed, len(who), handed_in[exercise])
        for (exercise, name, diagnosed), who in students.items()
    ]
    order = {exercise.id: number for number, exercise in enumerate(sheet.course.exercises)}
    return sorted(found, key=lambda it: (-it.students, order[it.exercise], not it.diagnosed, it.name))


def grader_failures(results: Iterable[Result]) -> list[Result]:
    """Give the results for which the grader, or one of its tests, failed: an instructor must look at these."""
    return [
        result
        for result in results
        if result.status == "error" or any(test.outcome is Outcome.ERROR for test in result.tests)
    ]


def _mistakes(result: Result) -> set[tuple[str, bool]]:
    """Give a result's mistakes by name, and whether that is a diagnosis.

    Where one was recognised it says more than the titles of the tests that failed along with it, so these are left
    out; they stand for mistakes that nobody has a name for yet.
    """
    wrong = [test for test in result.tests if test.outcome in (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED)]
    diagnosed = {(test.diagnosis, True) for test in wrong if test.diagnosis}
    return diagnosed or {(test.title or test.id, False) for test in wrong}
