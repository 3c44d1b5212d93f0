"""Cells put back together: a definition that was split over two cells, code that was merged into a text cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from grader.collect.notebook.dedented import with_dedented
from grader.collect.notebook.file import Cell
from grader.collect.notebook.lines import LogicalLine, scan
from grader.collect.notebook.plan import NotebookPlan

_COMPOUND = frozenset(
    {"def", "class", "async", "if", "for", "while", "with", "try", "else", "elif", "except", "finally"}
)
_DEFINED = re.compile(r"\s*(?:async\s+)?(?:def|class)\s+(\w+)")
_CODE = re.compile(r"from\s+[\w.]+\s+import\b|import\s+\w|(?:def|class)\s+\w+\s*[(:]|@\w|\w+\s*(?::[^=]+)?=[^=]")
MOST_PIECES = 12  # of one statement: what is joined is read again for each
MOST_AHEAD = 3  # so many cells further down an open bracket or string may be closed
_CLOSING = re.compile(r"[)\]}'\"]")
_FENCE = re.compile(r"\s*(?:```|~~~)")


def join_split(cells: Sequence[Cell], plan: NotebookPlan) -> list[Cell]:
    """Give the cells with each that begins inside a statement joined to the one above, in which that is open.

    Jupyter dedents a cell that begins indented, so that it runs as if it stood alone; a person who splits a cell
    sees one function in two boxes.

    Args:
        cells: in the notebook's order.
        plan: what exercises ask for; a function that one asks for is never a part of another function.
    """
    every = {name for wanted in plan.exercises.values() for name in wanted.names}
    joined: list[Cell] = []
    pieces = 1
    above = -1  # the last one with something in it that is more than a remark
    for place, cell in enumerate(cells):
        known = plan.exercises.get(cell.exercise)
        names = known.names if known else every
        may_go_on = above >= 0 and pieces < MOST_PIECES
        whole = _joined(joined[above], cells[place : place + MOST_AHEAD], names) if may_go_on else ""
        if whole:
            joined[above] = replace(joined[above], source=whole)
            pieces += 1
        else:
            joined.append(cell)
            if cell.source.strip() and not _is_remark(cell):
                above, pieces = len(joined) - 1, 1
    return joined


def _is_remark(cell: Cell) -> bool:
    """Tell whether a cell is text that somebody put between two others, and begins nothing of its own."""
    return cell.kind == "markdown" and not cell.part and not cell.source.lstrip().startswith(("#", "<h"))


def _whole(above: Cell, cell: Cell) -> str:
    return f"{above.source.rstrip()}\n{cell.source}"


def _joined(above: Cell, below: Sequence[Cell], names: Collection[str]) -> str:
    """Give the cell above with the first of those below, which goes on with it; nothing where it does not."""
    cell = below[0]
    if {above.kind, cell.kind} != {"code"} or not cell.source.strip():
        return ""
    if cell.exercise and above.exercise and cell.exercise != above.exercise:
        return ""
    return _whole(above, cell) if _goes_on(above, below, names) else with_dedented(above, below, names)


def _goes_on(above: Cell, below: Sequence[Cell], names: Collection[str]) -> bool:
    """Tell whether the first of the cells below goes on with the cell above as it stands."""
    source = below[0].source
    first = next((line for line in source.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    if not (first[:1].isspace() or _may_be_open(above.source)):
        return False
    before = scan(above.source)
    if before.is_open:
        return _closes(above, below, names)
    if before.logical and before.logical[-1].tokens[0].text == "@":
        return _DEFINED.match(first) is not None
    return first[:1].isspace() and first.lstrip()[0] not in "%!?" and _is_inside(before.logical, first, names)


def _may_be_open(source: str) -> bool:
    """Tell whether it is worth a closer look if a statement is open at the end; nearly no whole cell is one."""
    brackets = any(source.count(opening) != source.count(closing) for opening, closing in ("()", "[]", "{}"))
    quotes = any(source.count(quote * 3) % 2 for quote in "'\"")
    return brackets or quotes or source.rstrip().rpartition("\n")[2].startswith("@")


def _closes(above: Cell, below: Sequence[Cell], names: Collection[str]) -> bool:
    """Tell whether the bracket or string that is open above closes in the next code cells, swallowing no answer."""
    for cell in below:
        if cell.kind != "code":
            return False
        above = replace(above, source=_whole(above, cell))
        if _CLOSING.search(cell.source) and not scan(above.source).is_open:
            return True
        if any(match and match[1] in names for match in map(_DEFINED.match, cell.source.split("\n"))):
            return False
    return False


def _is_inside(logical: Sequence[LogicalLine], first: str, names: Collection[str]) -> bool:
    """Tell whether an indented line goes on with the last statement of the cell above."""
    start = max((place for place, line in enumerate(logical) if line.indent == 0), default=0)
    last = logical[start:]
    kind = last[0].tokens[0].text if last else ""
    defined = _DEFINED.match(first)
    if kind not in _COMPOUND or (defined and defined[1] in names and kind != "class"):
        return False
    indent = len(first[: len(first) - len(first.lstrip())].expandtabs(8))
    if last[-1].tokens[-1].text == ":":
        return indent > last[-1].indent
    return indent in {line.indent for line in last if line.indent}


def code_in_text(source: str, names: Collection[str]) -> str:
    """Give the code that stands in a cell below its text, line for line; nothing where no name is defined there.

    Merging the statement's cell and the answer's makes one cell of both. What a statement shows as an example
    stands in fences, formulas between `$$`; neither is looked at.
    """
    wanted = "|".join(re.escape(name) for name in names)
    if not wanted:
        return ""
    defines = re.compile(rf"(?:def|class)\s+(?:{wanted})\b|(?:{wanted})\s*(?::[^=]+)?=[^=]")
    lines = source.split("\n")
    fenced, start, found = False, 0, False
    for number, line in enumerate(lines):
        if _FENCE.match(line) or line.count("$$") % 2:
            fenced, start = not fenced, 0
        elif not fenced:
            start = start or (number if _CODE.match(line) else 0)
            found = found or bool(defines.match(line))
    return "\n" * start + "\n".join(lines[start:]) if found and start else ""
