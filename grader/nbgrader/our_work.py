"""Which notebooks of an nbgrader course are ours, and which exercises they hold: from nbgrader's own gradebook.

An assignment may have any name, hold a part of a unit, or have notebooks of the instructor's own beside ours.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nbgrader.api import Gradebook

from grader.course import Course, Unit
from grader.nbgrader.scores import exercise_of


@dataclass(frozen=True, slots=True)
class OurWork:
    """What of the folder `submitted` is to be graded here.

    Args:
        stands_for: exercises, by the name of an assignment or of a notebook in one.
        others: by assignment that has notebooks of ours, the names of those that are not.
        excluded: students whom nbgrader's settings leave out.
    """

    stands_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()

    def leaves_out(self, path: tuple[str, ...]) -> bool:
        """Tell of a path in `submitted` whether it is not ours: of another assignment, or a notebook beside ours.

        What students write there may have the names that our exercises ask for, and its notebook the name of ours.
        """
        if path[0] in self.excluded:
            return True
        if len(path) < 3:  # <student>/<assignment>/<file>
            return False
        others = self.others.get(path[1])
        return others is None or path[2].removesuffix(".ipynb") in others


def read_our_work(db_url: str, excluded: str = "") -> OurWork:
    """Give what is ours by nbgrader's gradebook; `excluded` as `CourseDirectory.student_id_exclude` has it."""
    by_assignment: dict[str, tuple[str, ...]] = {}
    by_notebook: dict[str, tuple[str, ...]] = {}
    others: dict[str, frozenset[str]] = {}
    with Gradebook(db_url) as gradebook:
        for assignment in gradebook.assignments:
            found = {notebook.name: exercises_in(notebook) for notebook in assignment.notebooks}
            if any(found.values()):
                by_assignment[assignment.name] = tuple(slug for slugs in found.values() for slug in slugs)
                others[assignment.name] = frozenset(name for name, slugs in found.items() if not slugs)
            for name, slugs in found.items():
                # Of one name in two assignments only what is in both: the rest is asked for by the assignment.
                known = by_notebook.get(name, slugs)
                by_notebook[name] = tuple(slug for slug in slugs if slug in known)
    stands_for = by_assignment | {name: slugs for name, slugs in by_notebook.items() if slugs}
    return OurWork(stands_for, others, frozenset(excluded.split(",")))


@dataclass(frozen=True, slots=True)
class OurNotebook:
    """A notebook of an assignment, with the exercises that it asks for.

    Args:
        unit: that of its first exercise, with the exercises of this notebook for its own.
    """

    assignment: str
    name: str
    unit: Unit


def notebooks_for(course: Course, gradebook: Any, begun: Collection[str]) -> list[OurNotebook]:
    """Give the notebooks whose scores are ours, of which somebody has handed in something.

    Args:
        gradebook: nbgrader's, open; an exercise that no notebook in it has belongs to an assignment named as its unit.
        begun: exercises that somebody has handed in.
    """
    units = {exercise.id: unit for unit in course.units for exercise in unit.exercises}
    found: dict[tuple[str, str], list[str]] = {}
    for assignment in sorted(gradebook.assignments, key=lambda one: str(one.name)):
        for notebook in assignment.notebooks:
            slugs = [slug for slug in exercises_in(notebook) if slug in units]
            if slugs:
                found[assignment.name, notebook.name] = slugs
    released = {slug for slugs in found.values() for slug in slugs}
    for unit in course.units:
        slugs = [exercise.id for exercise in unit.exercises if exercise.id not in released]
        if len(slugs) < len(unit.exercises):
            slugs = [slug for slug in slugs if slug in begun]  # it came to a unit that was released
        if slugs:
            found.setdefault((unit.id, unit.id), []).extend(slugs)
    return [
        OurNotebook(assignment, name, replace(units[slugs[0]], exercises=tuple(map(course.exercise, slugs))))
        for (assignment, name), slugs in found.items()
        if not set(slugs).isdisjoint(begun)  # nobody needs a zero for what is to come
    ]


def exercises_in(notebook: Any) -> list[str]:
    """Give the exercises of a notebook, which is a row of nbgrader's gradebook; none if it is not ours."""
    answers = {cell.name for cell in notebook.solution_cells}
    texts = {cell.name: cell.source or "" for cell in notebook.source_cells}
    return [
        slug
        for cell in notebook.grade_cells
        if (slug := exercise_of(cell.name)) in answers and texts.get(cell.name, "").split() == ["%check", slug]
    ]
