"""A student's own notebooks: found beside the course or by name, and what is written in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.cli.own_files import near
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.collect import Answer
    from grader.course import Course

SUFFIX = ".ipynb"
_LONGEST = 150  # characters of a name


@dataclass(frozen=True, slots=True)
class OwnNotebook:
    """A notebook and the answers in which something is written; `problem` says why it cannot be read."""

    path: Path
    answers: tuple[Answer, ...] = ()
    problem: str = ""

    @property
    def slugs(self) -> tuple[str, ...]:
        """Give the exercises that are answered in it."""
        return tuple(answer.exercise for answer in self.answers)


def is_notebook(word: str) -> bool:
    """Tell whether a word of a command means a notebook."""
    return Path(word).suffix.lower() == SUFFIX


def named_notebooks(course: Course, words: Iterable[str]) -> list[OwnNotebook]:
    """Give the notebooks that the words mean, whatever their names."""
    paths = list(dict.fromkeys(map(Path, words)))
    gone = [str(path) for path in paths if not path.is_file()]
    if gone:
        raise UsageError(f"there is no notebook {', '.join(gone)}")
    names: dict[str, Path] = {}
    for path in paths:
        if path.name.startswith(".") or "\\" in path.name or not path.name.isprintable() or len(path.stem) > _LONGEST:
            raise UsageError(f"{path}: a notebook of this name cannot be handed in; rename it")
        if names.setdefault(path.stem.casefold(), path) != path:
            raise UsageError(f"{names[path.stem.casefold()]} and {path} have the same name: rename one of them")
    return _read(course, paths)


def find_notebooks(course: Course) -> list[OwnNotebook]:
    """Give the notebooks of the course's units and exercises in which something is written or which cannot be read.

    They bear the name of a unit or an exercise, and lie in the current folder or beside course.yaml.
    """
    names = [*(unit.id for unit in course.units), *(exercise.id for exercise in course.exercises)]
    places = [next((p for p in _places(course, name) if p.is_file()), None) for name in names]
    found = _read(course, [place for place in dict.fromkeys(places) if place is not None])
    return [notebook for notebook in found if notebook.answers or notebook.problem]


def answering(notebooks: Sequence[OwnNotebook], slugs: Collection[str]) -> list[OwnNotebook]:
    """Give the notebooks that answer one of these exercises."""
    return [notebook for notebook in notebooks if not set(notebook.slugs).isdisjoint(slugs)]


def _places(course: Course, name: str) -> tuple[Path, ...]:
    file_name = name + SUFFIX
    return Path.cwd() / file_name, course.root / file_name, course.root / "exercises" / name / file_name


def _read(course: Course, paths: Sequence[Path]) -> list[OwnNotebook]:
    if not paths:
        return []
    from grader.collect import NotebookRefused, find_answers_in_file, plan_notebooks

    plan = plan_notebooks(course)
    found = []
    for path in paths:
        try:
            answers = find_answers_in_file(path.read_bytes(), path.name, plan)
        except NotebookRefused as error:
            found.append(OwnNotebook(path, problem=str(error)))
        except OSError as error:
            raise UsageError(f"{near(path)}: {error.strerror}") from error
        else:
            found.append(OwnNotebook(path, tuple(answer for answer in answers if answer.written)))
    return found
