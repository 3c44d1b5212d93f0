"""What a course's notebooks are looked through for: each exercise's names, stub and title, and the units."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.collect.names import MAX_STUDENT_CHARACTERS, squash
from grader.collect.notebook.lines import scan
from grader.collect.notebook.statements import statements
from grader.course import Course
from grader.variant import without_numbers

KEPT_STUBS = ".grader/stubs"  # where a release keeps them: release/handout.py


@dataclass(frozen=True, slots=True)
class Wanted:
    """An exercise as a notebook answers it.

    Args:
        names: that an answer defines: the stub's public functions, classes and values.
        stub: fingerprints of the stub's own statements, which are no answers.
        given: names that the stub has for a student's own numbers; released notebooks have no place for them.
        functions: those of the names that are functions or classes.
    """

    slug: str
    title: str
    names: tuple[str, ...]
    stub: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NotebookPlan:
    """Every exercise of the course, and which of them a notebook of a unit's name holds, or of another known name."""

    exercises: Mapping[str, Wanted] = field(default_factory=dict)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def asked_by(self, name: str) -> tuple[str, ...]:
        """Give the exercises that a notebook of this name, without its ending, stands for."""
        return self.units.get(name, (name,) if name in self.exercises else ())

    def asked_by_file(self, name: str) -> tuple[str, ...]:
        """Give the same for a name that may be a copy's: `Copy of one_neuron`, `sgd (1)`."""
        if self.asked_by(name) or len(name) > MAX_STUDENT_CHARACTERS:
            return self.asked_by(name)
        squashed = squash(name)
        meant = (known for known in (*self.units, *self.exercises) if squash(known) == squashed)
        return self.asked_by(next(meant, ""))

    def only_here(self, wanted: Wanted) -> bool:
        """Tell whether some name of an exercise is no other's, so that the names alone give it away."""
        others = {name for other in self.exercises.values() if other.slug != wanted.slug for name in other.names}
        return any(name not in others for name in wanted.names)

    def own_names(self, wanted: Wanted) -> frozenset[str]:
        """Give the names of an exercise that no other asks for in the same sense: functions, or values."""
        mine, theirs = _names_by_sense(wanted), set[tuple[str, bool]]()
        for other in self.exercises.values():
            if other.slug != wanted.slug:
                theirs |= _names_by_sense(other)
        return frozenset(name for name, _ in mine - theirs)

    def unit_of(self, slug: str) -> str:
        """Give the unit of an exercise; nothing where it is in none."""
        return next((unit for unit, slugs in self.units.items() if slug in slugs), "")


def _names_by_sense(wanted: Wanted) -> set[tuple[str, bool]]:
    return {(name, name in wanted.functions) for name in wanted.names}


def plan_notebooks(course: Course, stands_for: Mapping[str, tuple[str, ...]] | None = None) -> NotebookPlan:
    """Read the stubs of a course; an exercise whose stub is missing or broken has no names to be found by.

    In a student's folder the stub's place holds what they have written; a release has put the stubs aside as well.

    Args:
        course: whose exercises are looked for.
        stands_for: exercises by the names that notebooks have, where these are not the units'.
    """
    kept = course.root / KEPT_STUBS
    exercises = {
        exercise.id: make_wanted(exercise.id, exercise.title, _read(kept / exercise.file_name) or _read(exercise.stub))
        for exercise in course.exercises
    }
    units = {unit.id: tuple(exercise.id for exercise in unit.exercises) for unit in course.units}
    return NotebookPlan(exercises, units if stands_for is None else stands_for)


def make_wanted(slug: str, title: str, stub: str) -> Wanted:
    """Give what a stub's text asks for."""
    found = list(statements(scan(stub).logical))
    asked = dict(_public_names(without_numbers(stub)))
    given = frozenset(name for name, _ in _public_names(stub)) - asked.keys()
    fingerprints = frozenset(statement.fingerprint for statement in found)
    functions = frozenset(name for name, is_function in asked.items() if is_function)
    return Wanted(slug, title, tuple(asked), fingerprints, given, functions)


def _public_names(stub: str) -> Iterable[tuple[str, bool]]:
    """Give the names that a stub defines, each with whether it is a function or a class."""
    # The author's own file, not a student's: Python's parser may read it.
    try:
        tree = ast.parse(stub)
    except SyntaxError:
        return
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if not name.startswith("_"):
                yield name, True
            case ast.Assign(targets=targets):
                names = (target.id for target in targets if isinstance(target, ast.Name))
                yield from ((name, False) for name in names if name[0] != "_")
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                yield name, False


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
