"""An exercise's banks: the stub, the reference, the right and the wrong answers, and what each must get."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course import Exercise
from grader.errors import Problem

Role = Literal["stub", "reference", "right", "wrong"]
_CLAIM = re.compile(r"\s*(?P<test>[\w:]+(?:\[[^\]]*\])?)\s*\(\s*(?P<tag>[a-z0-9-]+)\s*\)\s*")
_HEADER = re.compile(r"#\s*caught by:(?P<claims>.*)")
HEADER_FORM = "# caught by: test_name (diagnosis), with (-) where none is expected"


@dataclass(frozen=True, slots=True)
class BankFile:
    """One file of an exercise, to be handed in as if it were a student's."""

    role: Role
    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """What the first line of a wrong answer says: this test catches it, with this diagnosis (empty: with none)."""

    test: str
    diagnosis: str


def read_bank(exercise: Exercise) -> list[BankFile]:
    """Give the files of an exercise: stub, reference, right/*.py, wrong/*.py."""
    files: list[tuple[Role, Path]] = [("stub", exercise.stub), ("reference", exercise.reference)]
    roles: tuple[Role, ...] = ("right", "wrong")
    for role in roles:
        paths = sorted((exercise.solution_folder / role).glob("*.py"))
        files += [(role, path) for path in paths if path.name != "__init__.py"]
    return [BankFile(role, path, path.read_bytes()) for role, path in files]


def missing_files(exercise: Exercise) -> list[Problem]:
    """Name the files without which nothing can be verified."""
    problems = exercise.missing_files(hidden=True)
    if not exercise.stub.is_file():
        shown = str(exercise.stub.relative_to(exercise.root))
        problems.insert(0, Problem(shown, "", "no such file", f"the stub of exercise {exercise.id}"))
    return problems


def read_claims(content: bytes) -> tuple[Claim, ...]:
    """Give what the first line of a wrong answer claims; nothing where it does not have the form of HEADER_FORM."""
    first = content.decode("utf-8-sig", "replace").split("\n", 1)[0].strip()
    header = _HEADER.fullmatch(first)
    if header is None:
        return ()
    found = [_CLAIM.fullmatch(part) for part in header["claims"].split(",")]
    if not all(found):
        return ()
    return tuple(Claim(one["test"], "" if one["tag"] == "-" else one["tag"]) for one in found if one)


def stays(exercise: Exercise) -> dict[str, str]:
    """Give the hidden tests that are marked `stays`, by the name of their function, and the reasons."""
    try:
        tree = ast.parse(exercise.hidden_tests.read_bytes())
    except (SyntaxError, ValueError):
        return {}  # the judge says so, better
    found = {}
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            match decorator:
                case ast.Call(func=ast.Attribute(attr="stays"), args=[ast.Constant(str() as reason)]):
                    found[node.name] = reason.strip()  # type: ignore[attr-defined]  # only definitions are decorated
    return found
