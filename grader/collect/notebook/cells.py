"""Whose cell is it: each cell of a notebook given to an exercise by the best sign that is left.

1. our own metadata, which Jupyter keeps when a cell is split, copied or moved
2. a comment on the cell's first lines: `# exercise: <slug>`; or `%%writefile <slug>.py`
3. the place: below a heading with the exercise's title, between two check cells
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from grader.collect.notebook.file import MAX_CELLS, Cell, Notebook
from grader.collect.notebook.lines import NO_MAGIC, CellMagic, scan
from grader.collect.notebook.mending import code_in_text, join_split
from grader.collect.notebook.plan import NotebookPlan
from grader.collect.notebook.reading import Statement
from grader.collect.notebook.statements import statements

_MARKER = re.compile(r"#\s*(?:exercise|grader)\s*:\s*(\w+)", re.IGNORECASE)
_CHECK = re.compile(r"^[ \t]*%check[ \t]+(\w+)", re.MULTILINE)
_HEADING = re.compile(r"\s*#{1,4}[ \t]+(?:[\d.]+[ \t]+)?([^\n]{1,300})")
_MAX_TEXT_CHARACTERS = 64 << 10  # of one text cell that may be code
_MAX_ALL_TEXT = 256 << 10  # of all that may be
_MAX_TEXT_LINE = 2000  # a longer one is a picture
_CODE_START = re.compile(
    r"""\s*(?:[\#%][^\n]*\n\s*)*(?:
        @ | def[ ] | class[ ] | import[ ] | from[ ] | if[ ]True: | try: | [rRuU]?(?:\"{3}|'{3})
        | [\[(]?\w+(?:[ \t]*,[ \t]*\w+)*[\])]?[ \t]*=[^=]
        | \w+[ \t]*:[ \t]*(?:str|int|float|bool|list|tuple|dict|np\.\w+)\b[^=\n]*=
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class CodeCell:
    """A cell with code, as Python, taken apart.

    Args:
        exercise: whose it is; empty for a cell that is everybody's.
        retyped: it stands in the notebook as text; counts only where no code answers.
        aside: it is written into a file that is no answer, or in the hands of a magic that nobody knows or that keeps
            its names to itself; counts where nothing else does.
        magic: what its cell magic does.
    """

    number: int
    exercise: str
    retyped: bool
    lines: tuple[str, ...]
    statements: tuple[Statement, ...]
    aside: bool = False
    magic: CellMagic = NO_MAGIC


class SourceParts(NamedTuple):
    """A cell's text taken apart: its lines as Python, its statements, and what its cell magic does."""

    lines: tuple[str, ...]
    statements: tuple[Statement, ...]
    magic: CellMagic


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one cell says of the place it stands in: it begins an exercise's part, or it ends one."""

    begins: str = ""
    ends: str = ""


def take_source_apart(source: str) -> SourceParts:
    """Give the parts of a cell's text."""
    scanned = scan(source)
    return SourceParts(tuple(scanned.lines), tuple(statements(scanned.logical)), scanned.magic)


# For a kernel, where the cells that were run are asked for again with each check; never for strangers' notebooks. With
# one cell more than it remembers, each check would read all of them again.
remembered_source = lru_cache(maxsize=MAX_CELLS)(take_source_apart)


def code_cells(
    notebook: Notebook, plan: NotebookPlan, read: Callable[[str], SourceParts] = take_source_apart
) -> list[CodeCell]:
    """Give the cells that hold code, each with its exercise.

    Args:
        read: takes a cell's text apart.
    """
    cells = join_split(list(_within_limits(notebook.cells)), plan)
    owners = _owners_by_place([_sign(cell, plan) for cell in cells])
    return [
        code
        for cell, owner in zip(cells, owners, strict=True)
        if (code := _take_apart(cell, owner, plan, read)) is not None
    ]


def _within_limits(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Give the cells, but of so much text that it cannot be an answer only the first line, which may be a heading."""
    left = _MAX_ALL_TEXT
    for cell in cells:
        if cell.kind == "code":
            yield cell
            continue
        text = cell.source if len(cell.source) <= _MAX_TEXT_CHARACTERS else _without_pictures(cell.source)
        if len(text) > min(left, _MAX_TEXT_CHARACTERS):
            text = text[:_MAX_TEXT_LINE].partition("\n")[0]
        left -= len(text)
        yield cell if text is cell.source else replace(cell, source=text)


def _without_pictures(text: str) -> str:
    """Give a text with the lines that nobody typed left empty."""
    return "\n".join(line if len(line) <= _MAX_TEXT_LINE else "" for line in text.split("\n"))


def present_exercises(notebook: Notebook, plan: NotebookPlan) -> set[str]:
    """Give the exercises that the notebook's cells name, whether they are answered or not."""
    found: set[str] = set()
    for cell in notebook.cells:
        sign = _sign(cell, plan)
        found |= {sign.begins, sign.ends, _named(cell, plan)}
    return found - {""}


def _sign(cell: Cell, plan: NotebookPlan) -> _Sign:
    if cell.exercise in plan.exercises:
        return _Sign(ends=cell.exercise) if cell.part == "check" else _Sign(begins=cell.exercise)
    if cell.kind == "code":
        match = _CHECK.search(cell.source)
        return _Sign(ends=match[1]) if match and match[1] in plan.exercises else _Sign()
    return _Sign(begins=_headed(cell, plan))


def _headed(cell: Cell, plan: NotebookPlan) -> str:
    """Give the exercise whose title or name stands above the cell's text."""
    match = _HEADING.match(cell.source)
    said = match[1].strip(" #*_`").casefold() if match else ""
    if not said:
        return ""
    named = (one.slug for one in plan.exercises.values() if said in {one.title.casefold(), one.slug.casefold()})
    return next(named, "")


def _owners_by_place(signs: Sequence[_Sign]) -> list[str]:
    """Give for each cell the exercise in whose part of the notebook it stands."""
    next_check = ""
    below: list[str] = []
    for sign in reversed(signs):
        # A part that begins further down is not this cell's, and neither is the check at its end.
        next_check = "" if sign.begins else sign.ends or next_check
        below.append(next_check)
    below.reverse()
    owners: list[str] = []
    above, begun = "", False
    for sign, check in zip(signs, below, strict=True):
        if sign.begins:
            above, begun = sign.begins, True
        owners.append(above if begun and above else check or above)
        if sign.ends:
            above, begun = sign.ends, begun and above == sign.ends
    return owners


def _named(cell: Cell, plan: NotebookPlan) -> str:
    """Give the exercise that the cell itself names."""
    if cell.exercise in plan.exercises:
        return cell.exercise
    for line in cell.source.split("\n", 6)[:6]:
        match = _MARKER.match(line.strip())
        if match and match[1] in plan.exercises:
            return match[1]
    return ""


def _take_apart(cell: Cell, owner: str, plan: NotebookPlan, read: Callable[[str], SourceParts]) -> CodeCell | None:
    named = _named(cell, plan)
    retyped = cell.kind != "code"
    source = _code_of_text(cell, named or owner, plan) if retyped else _code_below_statement(cell, plan)
    if not source:
        return None
    parts = read(source)
    slug = parts.magic.writes_file.replace("\\", "/").rpartition("/")[2].removesuffix(".py")
    if slug in plan.exercises:
        named = slug
    if not parts.statements:
        return None
    aside = parts.magic.unknown or (bool(parts.magic.writes_file) and slug not in plan.exercises)
    return CodeCell(cell.number, named or owner, retyped, parts.lines, parts.statements, aside, parts.magic)


def _code_of_text(cell: Cell, exercise: str, plan: NotebookPlan) -> str:
    """Give the code that a text cell holds; nothing where it is only text."""
    is_answer = cell.part == "answer" and bool(_named(cell, plan))
    bare = _without_fence(cell.source) if cell.source.lstrip().startswith(("```", "~~~")) else cell.source
    if is_answer or (cell.part not in {"statement", "check"} and _CODE_START.match(bare)):
        return _without_fence(cell.source)
    return code_in_text(cell.source, plan.exercises[exercise].names) if exercise in plan.exercises else ""


def _code_below_statement(cell: Cell, plan: NotebookPlan) -> str:
    """Give a code cell's code; where the statement's cell was merged into it, without that."""
    exercise = _headed(cell, plan)
    below = code_in_text(cell.source, plan.exercises[exercise].names) if exercise else ""
    return below or cell.source


def _without_fence(source: str) -> str:
    lines = source.split("\n")
    return "\n".join("" if line.lstrip().startswith(("```", "~~~")) else line for line in lines)


def every_statement(cells: Sequence[CodeCell]) -> Iterator[tuple[int, CodeCell, Statement]]:
    """Give the statements of all cells in order, with the place of their cell."""
    for place, cell in enumerate(cells):
        for statement in cell.statements:
            yield place, cell, statement
