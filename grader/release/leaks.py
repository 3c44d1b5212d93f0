"""What of the solutions is among the files for students, though nobody meant it to be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course import Course, Exercise
from grader.errors import Problem
from grader.release.handout import ReleasedFile
from grader.variant import without_numbers

_LEAST_BYTES = 40  # an empty __init__.py is nobody's secret


def find_leaks(course: Course, files: Sequence[ReleasedFile]) -> list[Problem]:
    """Give each file that holds a solution, the name of a hidden test, or what the reference does.

    An author tries an exercise in the stub's place, a copy lands in the wrong folder: that is how solutions get out.
    """
    problems: list[Problem] = []
    for exercise in course.exercises:
        own = [file for file in files if file.path.parts[:2] == ("exercises", exercise.id)]
        hidden = _hidden_contents(exercise)
        for file in own:
            found = next(_leaks_of(exercise, file, hidden), None)
            if found is not None:
                problems.append(Problem(str(file.path), "", *found))
    return problems


def _hidden_contents(exercise: Exercise) -> dict[bytes, Path]:
    """Give what no student should have; a wrong answer may well be the stub itself."""
    return {
        path.read_bytes(): path.relative_to(exercise.root)
        for path in exercise.solution_folder.rglob("*")
        if path.is_file() and path.parent.name != "wrong" and path.stat().st_size >= _LEAST_BYTES
    }


def _leaks_of(exercise: Exercise, file: ReleasedFile, hidden: dict[bytes, Path]) -> Iterator[tuple[str, str]]:
    if file.content in hidden:
        yield f"the same as {hidden[file.content]}", "a file for students"
    text = file.content.decode("utf-8", errors="replace")
    names = _tests_of(exercise.hidden_tests) - _tests_of(exercise.visible_tests)
    for name in sorted(names & set(re.findall(r"\w+", text))):
        yield f"{name}, the name of a hidden test", "nothing of the hidden tests"
    if file.path.suffix == ".py" and file.path.name != exercise.visible_tests.name:
        for name in sorted(_work(text) & _work(_read(exercise.reference))):
            yield f"what the reference says of {name}", "a stub"


def _tests_of(path: Path) -> set[str]:
    text = _read(path)
    return set(re.findall(r"^\s*(?:async )?def (test_\w+)", text, re.MULTILINE))


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _work(text: str) -> set[str]:
    """Give what a file does, by name: each function's statements, each answer that is not empty."""
    try:
        tree = ast.parse(without_numbers(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    done: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body and not isinstance(body[0], ast.Raise | ast.Pass) and not node.name.startswith("__"):
                done[node.name] = " ".join(map(ast.dump, body))
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ):
                if value is not None and not name.isupper() and any(_says_something(one) for one in ast.walk(value)):
                    done[name] = ast.dump(value)
    return {f"{name}\0{what}" for name, what in done.items()}


def _says_something(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value not in (None, "", ...)
