"""One exercise's answer out of a notebook: the definitions that it consists of, as one Python file.

A notebook is a workbench: experiments, plots, other exercises, old attempts. What counts as the answer is what
defines the exercise's names, and whatever that needs, wherever it stands. Of several definitions the last one counts,
as after "Run all"; one that was written counts before one that is still the stub's. Everything else stays in the file
as comments, so that a line of a cell keeps its place below the cell's own heading, `# %% cell 7`.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.collect.notebook.cells import CodeCell, code_cells, every_statement, present_exercises, remembered_source
from grader.collect.notebook.file import Cell, Notebook, read_notebook
from grader.collect.notebook.pieces import half_answered, names_set
from grader.collect.notebook.plan import NotebookPlan, Wanted
from grader.collect.notebook.statements import Statement
from grader.collect.notebook.writing import READS_NAMES_BY_TEXT, Kept, write_answer

# What numpy's and math's star imports put into the place of Python's own functions.
_STARS_TAKE = frozenset({"abs", "all", "any", "max", "min", "pow", "round", "sum"})
_STAR_IMPORT = re.compile(r"\bfrom\s+(?:numpy|math|cmath)\s+import\s*\*")
_NONE = 10  # the rank of what is no answer, and so of no use but where nothing else is
_MAX_KEPT = 5000  # statements of one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a notebook holds for one exercise.

    Args:
        content: the answer as a Python file; empty where there is none.
        written: whether anything in it is not the stub's.
        problem: why there is no answer, as the rest of a sentence about the notebook; else empty.
        guessed: half of the exercise, in a notebook that does not say what it answers.
    """

    exercise: str
    content: bytes
    written: bool
    problem: str = ""
    guessed: bool = False


def find_answers(notebook: Notebook, plan: NotebookPlan, asked: Sequence[str] = ()) -> list[Answer]:
    """Give what a notebook answers, in the course's order.

    Args:
        asked: exercises that it stands for by its name or place, and has to answer.
    """
    cells = code_cells(notebook, plan)
    # A part of a unit in a notebook of another name still says in its metadata where it comes from.
    named = present_exercises(notebook, plan).union(asked or plan.units.get(notebook.unit, ()))
    set_somewhere = names_set(cells)
    answers: dict[str, Answer] = {}
    for wanted in plan.exercises.values():
        # A look through a long notebook for each exercise of a course takes seconds.
        if wanted.slug in named or set_somewhere.issuperset(wanted.names):
            search = _Search(wanted, cells, plan)
            if wanted.slug in named or (search.answers_all and plan.only_here(wanted)):
                answers[wanted.slug] = search.answer()
    for wanted in half_answered(set_somewhere, plan, answers):
        search = _Search(wanted, cells, plan)
        if search.answers_half(plan.own_names(wanted)):
            answers[wanted.slug] = replace(search.answer(), guessed=True)
    return [answers[slug] for slug in plan.exercises if slug in answers]


def find_answers_in_cells(sources: Sequence[str], plan: NotebookPlan, slug: str) -> Answer:
    """Give one exercise's answer in code cells that were run, the latest last; cells seen before cost little."""
    notebook = Notebook(tuple(Cell(number, "code", source) for number, source in enumerate(sources, start=1)))
    return _Search(plan.exercises[slug], code_cells(notebook, plan, remembered_source), plan).answer()


def find_answers_in_file(data: bytes, name: str, plan: NotebookPlan) -> list[Answer]:
    """Give what a notebook's file answers, as `grader collect` will find it.

    Args:
        name: of the file; that of a unit or an exercise stands for what the notebook has to answer.

    Raises:
        NotebookRefused: it is no notebook, or one that cannot be graded.
    """
    return find_answers(read_notebook(data), plan, plan.asked_by_file(name.rpartition(".")[0]))


@dataclass(slots=True)
class _Definers:
    """The statements that set or change one name's value, in order, and the rank of those that set it."""

    rank: int
    places: list[int] = field(default_factory=list)


class _Search:
    """Looks for one exercise's answer."""

    def __init__(self, wanted: Wanted, cells: Sequence[CodeCell], plan: NotebookPlan) -> None:
        self._wanted = wanted
        self._plan = plan
        self._cells = cells
        self._all = list(every_statement(cells))
        self._ranks = [self._rank(cell, statement) for _, cell, statement in self._all]
        self._definers: dict[str, _Definers] = {}
        self._used: set[str] = set()  # names that the answer uses
        self._solid: dict[str, bool] = {}  # names of modules, functions and classes, as far as was asked
        self._end = max(
            (place for place, (_, _, one) in enumerate(self._all) if not one.defines.isdisjoint(wanted.names)),
            default=0,
        )
        for place, (_, _, statement) in enumerate(self._all):
            for name in statement.defines:
                self._add(name, place)
        for place, (_, _, statement) in enumerate(self._all):
            for name in statement.changes:
                self._add(name, place, changes_only=True)
        for definers in self._definers.values():
            definers.places.sort()

    def _add(self, name: str, place: int, *, changes_only: bool = False) -> None:
        """Note a statement that sets or changes a name; the best rank that sets it drives out the others."""
        rank = self._ranks[place]
        if self._spoils_builtin(name, place):
            return
        known = self._definers.get(name)
        if known is None or (rank < known.rank and not (changes_only and known.places and self._sets(known, name))):
            self._definers[name] = _Definers(rank, [place])
        elif rank == known.rank or (changes_only and rank == 0):
            known.places.append(place)

    def _spoils_builtin(self, name: str, place: int) -> bool:
        """Tell whether an experiment below the answer takes a name such as `sum` that Python itself defines."""
        statement = self._all[place][2]
        return (
            place > self._end
            and self._all[place][0] != self._all[self._end][0]
            and statement.kind not in {"def", "class", "import"}
            and hasattr(builtins, name)
        )

    def _sets(self, definers: _Definers, name: str) -> bool:
        return any(name in self._all[place][2].defines for place in definers.places)

    @property
    def answers_all(self) -> bool:
        """Whether every name of the exercise is defined, and something of it written."""
        names = self._wanted.names
        return bool(names) and all(name in self._definers for name in names) and self._is_written()

    def answers_half(self, own: Collection[str]) -> bool:
        """Whether at least half of the exercise is written, in functions that are no other's."""
        written = {name for name in own if name in self._definers and self._definers[name].rank < _NONE}
        return 2 * len(written & self._wanted.functions) >= len(self._wanted.names)

    def answer(self) -> Answer:
        """Give the answer, or why there is none."""
        slug, broken = self._wanted.slug, self._broken()
        written = self._is_written() or bool(broken)
        if written or any(name in self._definers for name in self._wanted.names):
            return Answer(slug, self._write(self._needed() | broken), written)
        names = " and ".join(self._wanted.names[:3]) or "an answer"
        return Answer(slug, b"", written=False, problem=f"has no answer to {slug}: no cell defines {names}")

    def _rank(self, cell: CodeCell, statement: Statement) -> int:
        """Give how well a statement's definition counts for this exercise; the least is the best."""
        if cell.exercise == self._wanted.slug:
            place = 2 if cell.retyped else 0
        elif cell.exercise:
            place = 5 if cell.retyped else 4
        else:
            place = 3 if cell.retyped else 1
        if cell.aside:
            place = 6
        is_none = self._is_stub(statement) or self._is_another_s(cell, statement) or self._is_trial(statement)
        return place + (_NONE if is_none else 0)

    def _is_another_s(self, cell: CodeCell, statement: Statement) -> bool:
        """Tell whether a statement answers its own exercise under the same name; then it answers no other."""
        owner = self._plan.exercises.get(cell.exercise)
        if owner is None or owner.slug == self._wanted.slug:
            return False
        return not statement.defines.isdisjoint({*owner.names}.intersection(self._wanted.names))

    def _is_trial(self, statement: Statement) -> bool:
        """Tell whether a statement tries the answer out and takes its name: `f = f(1)`, or `from sgd import sgd`."""
        if statement.kind == "import":
            return not self._plan.exercises.keys().isdisjoint(statement.imports)
        return not statement.results.isdisjoint(self._wanted.names)

    def _is_stub(self, statement: Statement) -> bool:
        if statement.kind == "import":
            return False
        # An empty value is nothing written only where it stands for an answer; elsewhere it is a beginning.
        left_blank = statement.blank and not statement.defines.isdisjoint(self._wanted.names)
        return left_blank or statement.fingerprint in self._wanted.stub

    def _is_written(self) -> bool:
        return any(self._definers[name].rank < _NONE for name in self._wanted.names if name in self._definers)

    def _broken(self) -> set[int]:
        """Give the statements that probably hold a definition in vain: an open bracket above swallowed it, or so."""
        missing = {name for name in self._wanted.names if name not in self._definers}
        return {
            place
            for place, (_, cell, statement) in enumerate(self._all)
            if cell.exercise in {"", self._wanted.slug} and statement.last > statement.first
            if missing & statement.at_once
        }

    def _needed(self) -> set[int]:
        """Give the statements that define the exercise's names, and all that those need."""
        kept: set[int] = set()
        own = {name for name in self._wanted.given if name in self._definers and self._definers[name].rank % _NONE == 0}
        todo = [*self._wanted.names, *sorted(own)]
        seen = set(todo)
        whole: set[int] = set()  # cells that were looked through for names that stand in a text
        while todo:
            for place in self._defining(todo.pop()):
                if place in kept or len(kept) >= _MAX_KEPT:
                    continue
                kept.add(place)
                number, cell, statement = self._all[place]
                uses = statement.at_once | statement.later
                if uses & READS_NAMES_BY_TEXT and number not in whole:
                    whole.add(number)
                    uses |= {name for other in cell.statements for name in other.defines}
                todo += sorted(uses - seen)
                seen |= uses
        self._used = seen
        return kept | self._star_imports(seen)

    def _star_imports(self, used: set[str]) -> set[int]:
        """Give the star imports that some name may come from that nothing else defines."""
        stars = self._definers["*"].places if "*" in self._definers else []
        unknown = {name for name in used if name not in self._definers}
        if any(not hasattr(builtins, name) for name in unknown):
            return {*stars}
        if unknown.isdisjoint(_STARS_TAKE):
            return set()
        return {place for place in stars if _STAR_IMPORT.search(self._all[place][1].lines[self._all[place][2].first])}

    def _defining(self, name: str) -> Iterator[int]:
        """Give the statements that a name's value comes from: back to the last one that sets it anew."""
        known = self._definers.get(name)
        for place in reversed(known.places if known else ()):
            statement = self._all[place][2]
            is_remark = statement.kind == "other" and name not in statement.defines
            if is_remark and self._is_module_or_function(name):
                continue
            yield place
            if name in statement.defines and name not in statement.at_once:
                return

    def _is_module_or_function(self, name: str) -> bool:
        if name not in self._solid:
            places = self._definers[name].places
            self._solid[name] = any(self._all[place][2].kind in {"import", "def", "class"} for place in places)
        return self._solid[name]

    def _write(self, kept: set[int]) -> bytes:
        """Give the answer as a file."""
        by_cell: Kept = {}
        for place in sorted(kept):
            by_cell.setdefault(self._all[place][0], []).append(self._all[place][2])
        return write_answer(self._cells, by_cell, self._used, self._definers.keys())
