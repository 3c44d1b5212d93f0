"""Pieces of exercises in a notebook that says nowhere which exercises it answers.

Half of an exercise's functions are an answer with the rest missing; a single one may be another exercise's help.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from grader.collect.notebook.cells import CodeCell, code_cells, every_statement
from grader.collect.notebook.file import Notebook
from grader.collect.notebook.plan import NotebookPlan, Wanted

_MOST_SHOWN = 3


def names_set(cells: Sequence[CodeCell]) -> set[str]:
    """Give every name that some statement sets or changes."""
    return {name for _, _, statement in every_statement(cells) for name in (*statement.defines, *statement.changes)}


def half_answered(found: Collection[str], plan: NotebookPlan, answered: Collection[str]) -> Iterator[Wanted]:
    """Give the exercises, not answered yet, that these names may be half of: of the units that are answered elsewhere.

    A notebook that answers nothing else may be of any unit. In one that does, functions of another unit's exercise are
    help: a network needs its activations.
    """
    units = {plan.unit_of(slug) for slug in answered} - {""}
    for wanted in plan.exercises.values():
        may_be = not answered or plan.unit_of(wanted.slug) in units
        if wanted.slug not in answered and may_be and not wanted.functions.isdisjoint(found):
            yield wanted


def describe_pieces(notebook: Notebook, plan: NotebookPlan) -> str:
    """Say which exercises' names a notebook has that answers none, as the predicate of a sentence; or nothing."""
    found = names_set(code_cells(notebook, plan))
    pieces = [
        f"{' and '.join(names[:_MOST_SHOWN])} ({wanted.slug})"
        for wanted in plan.exercises.values()
        if (names := [name for name in wanted.names if name in found and name in plan.own_names(wanted)])
    ]
    if not pieces:
        return ""
    more = ", ..." if len(pieces) > _MOST_SHOWN else ""
    slug = pieces[0].rpartition("(")[2][:-1]
    return (
        f"holds {', '.join(pieces[:_MOST_SHOWN])}{more}, too little to be an answer: `# exercise: {slug}` makes it one"
    )
