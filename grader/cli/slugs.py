"""Names for exercises: which ones cannot be, and what could be instead."""

from __future__ import annotations

import builtins
import importlib.util
import keyword
import re
import sys
import unicodedata

from grader.course import Course
from grader.course_checks import SLUG
from grader.errors import UsageError

_RESERVED = {
    "np": "numpy's usual short name",
    "numpy": "a package that answers import",
    "grader": "this toolkit's own name",
    "pytest": "what runs the tests",
    "conftest": "a file that pytest reads",
    "solutions": "the folder of the references",
    "exercises": "the folder of the exercises",
    "course": "the name of course.yaml",
    "con": "a device on Windows",
    "prn": "a device on Windows",
    "aux": "a device on Windows",
    "nul": "a device on Windows",
}


def check_slug(slug: str, course: Course) -> None:
    """Refuse a name that cannot be an exercise's.

    Raises:
        UsageError: says why, and what would do where that is plain.
    """
    if not SLUG.fullmatch(slug):
        near = _snake_case(slug)
        hint = f"; {near} would do" if SLUG.fullmatch(near) and not _taken_by_python(near) else ""
        raise UsageError(f"{slug!r} is no name for an exercise: small letters, digits and _, a letter first{hint}")
    why = _taken_by_python(slug)
    if why:
        raise UsageError(
            f"{slug!r} cannot be the name of an exercise: it is {why}, and the student's file would hide it"
        )
    if any(exercise.id == slug for exercise in course.exercises):
        raise UsageError(f"there is an exercise called {slug} already; choose another name")
    for folder in ("exercises", "solutions"):
        if (course.root / folder / slug).exists():
            raise UsageError(
                f"{folder}/{slug} is there already, and course.yaml does not name it; remove it, or add its line there"
            )


def _taken_by_python(slug: str) -> str:
    if slug in _RESERVED:
        return _RESERVED[slug]
    if keyword.iskeyword(slug) or keyword.issoftkeyword(slug):
        return "a word of Python's own"
    if hasattr(builtins, slug):
        return "a function that Python has built in"
    if slug in sys.stdlib_module_names:
        return "a module of Python's standard library"
    if slug.startswith("test_") or slug.endswith("_test"):
        return "the name of a test file"
    if re.fullmatch(r"(com|lpt)\d", slug):
        return "a device on Windows"
    if importlib.util.find_spec(slug) is not None and slug in _installed():
        return "a package that is installed here"
    return ""


def _installed() -> set[str]:
    from importlib.metadata import packages_distributions

    return set(packages_distributions())


def _snake_case(name: str) -> str:
    """Give what the author may have meant: MeanSquare and mean-square are mean_square."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain.removesuffix(".py"))
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:64]
