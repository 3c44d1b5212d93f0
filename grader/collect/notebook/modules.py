"""Modules that a notebook writes for itself: `%%writefile tools.py` in one cell, `import tools` in another.

What is graded is one file in an empty folder, so the module's text travels in that file.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

from grader.collect.notebook.cells import CodeCell


def written_modules(cells: Sequence[CodeCell]) -> dict[str, list[CodeCell]]:
    """Give the cells of which each module consists that the notebook writes, by the module's name."""
    modules: dict[str, list[CodeCell]] = {}
    for cell in cells:
        name = cell.magic.writes_file.removeprefix("./").removesuffix(".py")
        if f"{name}.py" != cell.magic.writes_file.removeprefix("./") or not name.isidentifier():
            continue
        if name in sys.stdlib_module_names:
            continue
        modules[name] = [*(modules.get(name, []) if cell.magic.appends else []), cell]
    return modules


def module_lines(modules: dict[str, list[CodeCell]], imported: Collection[str]) -> list[str]:
    """Give a line for each module that is needed, which makes it; what one imports stands before it."""
    made: dict[str, str] = {}
    opened: set[str] = set()
    todo = sorted(set(imported) & modules.keys(), reverse=True)
    while todo:
        name = todo[-1]
        before = [] if name in opened else [other for other in _imports(modules[name]) if other in modules]
        opened.add(name)
        before = [other for other in before if other not in opened]
        if before:
            todo += before
        else:
            todo.pop()
            text = "\n".join(line for cell in modules[name] for line in cell.lines)
            made.setdefault(name, _line(name, text))
    return [*made.values()]


def _imports(cells: Sequence[CodeCell]) -> list[str]:
    return sorted({name for cell in cells for statement in cell.statements for name in statement.imports})


def _line(name: str, text: str) -> str:
    space = f'__import__("sys").modules.setdefault({name!r}, type(__import__("sys"))({name!r})).__dict__'
    return f"exec(compile({text!r}, {f'{name}.py'!r}, 'exec', 0, True), {space})  # %%writefile {name}.py"
