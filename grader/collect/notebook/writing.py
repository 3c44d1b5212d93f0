"""An answer as a file: the cells that have a part in it, what is not needed as comments.

A line of a cell keeps its place below the cell's own heading, `# %% cell 7`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from grader.collect.notebook.cells import CodeCell
from grader.collect.notebook.imports import only_needed
from grader.collect.notebook.modules import module_lines, written_modules
from grader.collect.notebook.reading import Statement
from grader.collect.notebook.showing import showing_lines

# What a notebook has without an import. Whatever an answer asks of its shell, nothing happens.
_SHELL = 'type("Shell", (), {"__getattr__": lambda shell, name: lambda *words, **named: None})()'
_NOTEBOOK_NAMES = {"display": "display = print", "get_ipython": f"get_ipython = lambda: {_SHELL}"}
READS_NAMES_BY_TEXT = frozenset({"exec", "eval", "globals", "locals", "vars"})
# A comment in a file's first two lines that says how its bytes are to be read; in a cell it says nothing.
_ENCODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
_MAIN = re.compile(r"\b__name__\b")

Kept = dict[int, list[Statement]]  # by the place of their cell


def write_answer(
    cells: Sequence[CodeCell], kept: Mapping[int, list[Statement]], used: Collection[str], defined: Collection[str]
) -> bytes:
    """Give the file.

    Args:
        kept: the statements that the answer consists of, in order.
        used: names that the answer uses.
        defined: names that the notebook defines anywhere.
    """
    head = ["from __future__ import annotations"] if _wants_future(cells, kept) else []
    of_answer = [statement for found in kept.values() for statement in found]
    read = {name for statement in of_answer for name in statement.at_once | statement.later}
    head += [line for name, line in _NOTEBOOK_NAMES.items() if name in read and name not in defined]
    imported = {name for statement in of_answer for name in statement.imports}
    modules = written_modules(cells)
    if not imported.isdisjoint(modules):
        imported |= {
            name for parts in modules.values() for cell in parts for one in cell.statements for name in one.imports
        }
    lines = [*head, *showing_lines(imported), *module_lines(modules, imported)]
    for place in _order(kept):
        lines += [f"# %% cell {cells[place].number}", *_commented(cells[place], kept[place], used)]
    if any(_ENCODING.match(line) for line in lines[:2]):
        lines[0] += "  # coding: utf-8"
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def _wants_future(cells: Sequence[CodeCell], kept: Mapping[int, list[Statement]]) -> bool:
    """Tell whether annotations stay unread: in a notebook an import that says so counts for all cells below."""
    return any(
        "__future__" in cell.lines[statement.first] and "annotations" in statement.defines
        for cell in cells[: max(kept, default=-1) + 1]
        for statement in cell.statements
        if statement.kind == "import"
    )


def _order(by_cell: Mapping[int, list[Statement]]) -> list[int]:
    """Give the cells in the notebook's order, but a cell that defines what another one uses at once before it."""
    home: dict[str, int] = {}
    for place, found in by_cell.items():
        for statement in found:
            for name in statement.defines:
                home.setdefault(name, place)
    ordered: dict[int, None] = {}
    for start in sorted(by_cell):
        stack, opened = [start], set[int]()
        while stack:
            place = stack[-1]
            first = place not in opened
            opened.add(place)
            uses = {name for statement in by_cell[place] for name in statement.at_once} if first else set()
            before = {home[name] for name in uses if name in home} - ordered.keys() - opened
            if before:
                stack += sorted(before, reverse=True)
            else:
                ordered.setdefault(stack.pop())
    return [*ordered]


def _commented(cell: CodeCell, kept: Sequence[Statement], used: Collection[str]) -> list[str]:
    """Give the cell's lines, those of other statements as comments, imports cut down to the names that are used."""
    lines = list(cell.lines)
    if READS_NAMES_BY_TEXT.isdisjoint(used):
        for statement in kept:
            if statement.kind == "import" and statement.first == statement.last:
                lines[statement.first] = only_needed(lines[statement.first], used)
    for statement in kept:
        if statement.kind == "block" and "__name__" in statement.at_once:
            lines[statement.first] = _MAIN.sub('"__main__"', lines[statement.first])
    wanted = {number for statement in kept for number in range(statement.first, statement.last + 1)}
    for statement in cell.statements:
        future = statement.kind == "import" and "__future__" in lines[statement.first]
        for number in range(statement.first, statement.last + 1):
            if (number not in wanted or future) and lines[number].strip():
                lines[number] = f"# {lines[number]}"
    while lines and not lines[-1].strip():
        lines.pop()
    return lines
