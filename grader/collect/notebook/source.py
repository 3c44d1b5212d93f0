"""One exercise's answer out of a notebook: the definitions that it consists of, as one Python file.

A notebook is a workbench: experiments, plots, other exercises, old attempts. What counts as the answer is what
defines the exercise's names, and whatever that needs, wherever it stands. Of several definitions the last one counts,
as after "Run all"; one that was written counts before one that is still the stub's. Everything else stays in the file
as comments, so that a line of a cell keeps its place below the cell's own heading, `# %% cell 7`.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from grader.collect.notebook.cells import CodeCell, code_cells, every_statement, present_exercises, remembered_source
from grader.collect.notebook.definers import NO_ANSWER, Definitions
from grader.collect.notebook.file import Cell, Notebook, plain_line_ends, read_notebook
from grader.collect.notebook.fillings import Fillings
from grader.collect.notebook.needed import Needs
from grader.collect.notebook.pieces import half_answered, names_set
from grader.collect.notebook.plan import NotebookPlan, Wanted
from grader.collect.notebook.reading import Statement
from grader.collect.notebook.writing import Kept, write_answer

_MOST_NAMES = 3  # that are listed of those that no cell defines


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
    set_somewhere, code = names_set(cells), _Code(cells)
    answers: dict[str, Answer] = {}
    for wanted in plan.exercises.values():
        # A look through a long notebook for each exercise of a course takes seconds.
        if wanted.slug in named or set_somewhere.issuperset(wanted.names):
            search = _Search(wanted, code, plan)
            if wanted.slug in named or (search.answers_all and plan.only_here(wanted)):
                answers[wanted.slug] = search.answer()
    for wanted in half_answered(set_somewhere, plan, answers):
        search = _Search(wanted, code, plan)
        if search.answers_half(plan.own_names(wanted)):
            answers[wanted.slug] = replace(search.answer(), guessed=True)
    return [answers[slug] for slug in plan.exercises if slug in answers]


def find_answers_in_cells(sources: Sequence[str], plan: NotebookPlan, slug: str) -> Answer:
    """Give one exercise's answer in code cells that were run, the latest last; cells seen before cost little."""
    cells = (Cell(number, "code", plain_line_ends(source)) for number, source in enumerate(sources, start=1))
    notebook = Notebook(tuple(cells))
    return _Search(plan.exercises[slug], _Code(code_cells(notebook, plan, remembered_source)), plan).answer()


def find_answers_in_file(data: bytes, name: str, plan: NotebookPlan) -> list[Answer]:
    """Give what a notebook's file answers, as `grader collect` will find it.

    Args:
        name: of the file; that of a unit or an exercise stands for what the notebook has to answer.

    Raises:
        NotebookRefused: it is no notebook, or one that cannot be graded.
    """
    return find_answers(read_notebook(data), plan, plan.asked_by_file(name.rpartition(".")[0]))


class _Code:
    """A notebook's code, as it is for every exercise."""

    def __init__(self, cells: Sequence[CodeCell]) -> None:
        self.cells = cells
        self.statements = list(every_statement(cells))

    @cached_property
    def fillings(self) -> Fillings:
        """What is filled where."""
        return Fillings(self.statements)


class _Search:
    """Looks for one exercise's answer."""

    def __init__(self, wanted: Wanted, code: _Code, plan: NotebookPlan) -> None:
        self._wanted = wanted
        self._plan = plan
        self._cells, self._all = code.cells, code.statements
        defining = [
            (place, cell) for place, (_, cell, one) in enumerate(self._all) if not one.defines.isdisjoint(wanted.names)
        ]
        self._end = max((place for place, _ in defining), default=0)
        own_end = max((place for place, cell in defining if cell.exercise == wanted.slug), default=0)
        self._ranks = [
            self._rank(cell, statement, is_above=place < own_end)
            for place, (_, cell, statement) in enumerate(self._all)
        ]
        self._definitions = Definitions(self._all, self._ranks, code.fillings, wanted.names, self._is_nothing)
        self._needs = Needs(self._all, self._definitions)

    def _is_nothing(self, name: str, place: int) -> bool:
        """Tell whether a name means nothing at a place for the answer: an experiment has it for something else."""
        statement = self._all[place][2]
        runs_through = statement.kind == "block" and name in statement.values and name in self._wanted.functions
        return runs_through or self._spoils_builtin(name, place)

    def _spoils_builtin(self, name: str, place: int) -> bool:
        """Tell whether an experiment below the answer takes a name such as `sum` that Python itself defines."""
        statement = self._all[place][2]
        return (
            place > self._end
            and self._all[place][0] != self._all[self._end][0]
            and statement.kind not in {"def", "class", "import"}
            and hasattr(builtins, name)
        )

    def _rank_of(self, name: str) -> int | None:
        """Give how well a name is defined; None where it is not."""
        known = self._definitions.of(name)
        return None if known is None else known.rank

    def _is_written_name(self, name: str) -> bool:
        rank = self._rank_of(name)
        return rank is not None and rank < NO_ANSWER

    @property
    def answers_all(self) -> bool:
        """Whether every name of the exercise is defined, and something of it written."""
        names = self._wanted.names
        return bool(names) and all(name in self._definitions.names for name in names) and self._is_written()

    def answers_half(self, own: frozenset[str]) -> bool:
        """Whether at least half of the exercise is written, in functions that are no other's."""
        functions = {name for name in own & self._wanted.functions if self._definitions.is_function(name)}
        return 2 * sum(self._is_written_name(name) for name in functions) >= len(self._wanted.names)

    def answer(self) -> Answer:
        """Give the answer, or why there is none."""
        slug, broken = self._wanted.slug, self._broken()
        written = self._is_written() or bool(broken)
        if written or any(name in self._definitions.names for name in self._wanted.names):
            return Answer(slug, self._write(self._needed() | broken), written)
        shown, more = self._wanted.names[:_MOST_NAMES], len(self._wanted.names) - _MOST_NAMES
        names = f"{', '.join(shown)} and {more} more" if more > 0 else " and ".join(shown) or "an answer"
        return Answer(slug, b"", written=False, problem=f"has no answer to {slug}: no cell defines {names}")

    def _rank(self, cell: CodeCell, statement: Statement, *, is_above: bool) -> int:
        """Give how well a statement's definition counts for this exercise; the least is the best.

        Args:
            cell: that the statement stands in.
            is_above: it stands above the exercise's own answer, which found its helpers there as they were.
        """
        makes_help = bool(statement.defines) and statement.defines.isdisjoint(self._wanted.names)
        if cell.exercise == self._wanted.slug:
            place = 2 if cell.retyped else 0
        elif cell.exercise and not (is_above and makes_help):
            place = 5 if cell.retyped else 4
        else:
            place = 3 if cell.retyped else 1
        if cell.aside:
            place = 6
        is_none = (
            self._is_stub(statement)
            or self._is_other_stub(cell, statement)
            or self._is_another_s(cell, statement)
            or self._is_trial(statement)
            or self._is_of_another_sense(statement)
        )
        return place + (NO_ANSWER if is_none else 0)

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
        return statement.kind == "assign" and not statement.results.isdisjoint(self._wanted.names)

    def _is_of_another_sense(self, statement: Statement) -> bool:
        """Tell whether a statement makes a value of the name of a function that is asked for, or the other way round.

        Experiments do, and another exercise may ask for the same name in that sense.
        """
        functions = self._wanted.functions
        if statement.kind in {"def", "class"}:
            return not statement.defines.isdisjoint({*self._wanted.names} - functions)
        return statement.kind == "assign" and not statement.values.isdisjoint(functions)

    def _is_stub(self, statement: Statement) -> bool:
        if statement.kind == "import":
            return False
        # An empty value is nothing written only where it stands for an answer; elsewhere it is a beginning.
        left_blank = statement.blank and not statement.defines.isdisjoint(self._wanted.names)
        return left_blank or statement.fingerprint in self._wanted.stub

    def _is_other_stub(self, cell: CodeCell, statement: Statement) -> bool:
        """Tell whether a function is still the stub of its own exercise, and no help to any other."""
        owner = self._plan.exercises.get(cell.exercise)
        return owner is not None and statement.kind in {"def", "class"} and statement.fingerprint in owner.stub

    def _is_written(self) -> bool:
        return any(self._is_written_name(name) for name in self._wanted.names)

    def _broken(self) -> set[int]:
        """Give the statements that probably hold a definition in vain: an open bracket above swallowed it, or so."""
        missing = {name for name in self._wanted.names if name not in self._definitions.names}
        return {
            place
            for place, (_, cell, statement) in enumerate(self._all)
            if cell.exercise in {"", self._wanted.slug} and statement.last > statement.first
            if missing & statement.at_once
        }

    def _needed(self) -> set[int]:
        """Give the statements that define the exercise's names, and all that those need."""
        own = {name for name in self._wanted.given if self._rank_of(name) in {0, NO_ANSWER}}
        settings = [
            place
            for place, (_, _, statement) in enumerate(self._all[: self._end])
            if statement.kind == "setting" and self._ranks[place] <= 1
        ]
        return self._needs.of([*self._wanted.names, *sorted(own)], settings)

    def _write(self, kept: set[int]) -> bytes:
        """Give the answer as a file."""
        by_cell: Kept = {}
        for place in sorted(kept):
            by_cell.setdefault(self._all[place][0], []).append(self._all[place][2])
        return write_answer(self._cells, by_cell, self._needs.used, self._definitions.names)
