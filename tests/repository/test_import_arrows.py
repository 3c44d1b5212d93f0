"""The arrows between the parts of grader/ point one way: cli -> pipeline -> stages -> course -> model, errors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "grader"
VALUES = {"model", "errors", "__version__"}
STAGES = {"collect", "execute", "judge", "record", "report"}
STUDENTS = {"release", "workbook"}  # what students are given, and what they do with it
LIBRARIES = {"numeric", "symbolic"}

# What each part may import besides itself. A part that is not here fails the test: say where it belongs.
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "course": {"model", "errors"},
    "course_checks": {"course", "errors"},
    "course_file": {"course", "course_checks", "model", "errors"},
    "policy": {"course", "model", "errors"},
    **{stage: VALUES | {"course"} for stage in STAGES},
    "record": VALUES | {"course", "interrupts"},
    "variant": {"course", "errors"},
    "collect": VALUES | {"course", "variant"},
    "judge": VALUES | {"course", "variant"} | LIBRARIES,
    "workbook": VALUES | {"course", "variant"},
    "release": VALUES | {"course", "variant", "workbook"},
    **{library: {"model", "errors"} for library in LIBRARIES},
    "interrupts": set(),
    "dispatch": VALUES | {"course", "interrupts"},
    "workers": set(),
    "worker_imports": set(),  # names modules; imports what they are
    "alike": {"course", "model"},
    "in_worker": VALUES | {"alike", "course", "execute", "judge"},
    "cluster": {"errors"},
    "pipeline": VALUES
    | {"alike", "cluster", "course", "course_file", "dispatch", "in_worker", "policy", "workers"}
    | STAGES,
    "pytest_plugin": VALUES  # joins, as the pipeline does
    | {"course", "course_file", "execute", "judge", "variant", "workbook"}
    | LIBRARIES,
    "verify": VALUES | {"course", "course_file", "dispatch", "in_worker", "pipeline", "variant"} | STAGES | LIBRARIES,
    "jupyter": VALUES | {"course", "course_file", "pipeline", "variant", "workbook"} | STAGES | LIBRARIES,
    "nbgrader": VALUES | {"course", "course_file", "pipeline", "policy", "jupyter", "release", "variant"} | STAGES,
    "cli": VALUES
    | {"interrupts", "jupyter", "nbgrader"}
    | {"course", "course_checks", "course_file", "policy", "pipeline", "variant", "verify"}
    | STAGES
    | STUDENTS
    | LIBRARIES,
    "__main__": {"cli"},
    "__init__": {"jupyter"},  # for `%load_ext grader`
}


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and part for every import of ours, wherever in the file it stands."""
    package = ["grader", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            modules = [f"{module}.{alias.name}" for alias in node.names] if module == "grader" else [module]
        else:
            continue
        for module in modules:
            words = module.split(".")
            if words[0] == "grader" and len(words) > 1:
                yield node.lineno, words[1]


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrows(path):
    """No stage imports another, the libraries know only the values, and nothing points upwards."""
    part = part_of(path)

    assert part in MAY_IMPORT, f"grader/{part} is new: where do its arrows point?"
    wrong = [(line, name) for line, name in imported_parts(path) if name != part and name not in MAY_IMPORT[part]]
    assert wrong == []


def test_arrows_have_no_circle():
    """The table above can be laid out from left to right."""
    left = {part: set(others) - {"__version__"} for part, others in MAY_IMPORT.items()}
    while left:
        free = {part for part, others in left.items() if not others & left.keys()}
        assert free, f"a circle among {sorted(left)}"
        left = {part: others for part, others in left.items() if part not in free}


def words_of(path: Path) -> Iterator[str]:
    """Give what a file of the toolkit acts on: names and strings of code, docstrings left out, all of a data file.

    A docstring is help for people, and help with a real example is better than without.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                node.value.value = ""  # visited before its child
            case ast.Constant(value=str(word)) | ast.Name(id=word) | ast.Attribute(attr=word):
                yield word


def test_no_exercise_is_named_inside_the_toolkit():
    """The toolkit knows no exercise: no slug stands in what its code, its templates or its data act on."""
    slugs = {path.name for path in (ROOT / "exercises").iterdir() if (path / "README.md").exists()}
    assert slugs
    # A slug of two words is unmistakable anywhere; one of one word may be a word of the field, unless it stands alone.
    found = [
        (path.name, slug)
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".so"}
        for word in words_of(path)
        for slug in slugs
        if word == slug or ("_" in slug and slug in word)
    ]
    assert found == []


def public_packages() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("__init__.py") if "templates" not in path.parts)


@pytest.mark.parametrize("path", public_packages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_package_says_what_it_is(path):
    """Every package of the toolkit begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
