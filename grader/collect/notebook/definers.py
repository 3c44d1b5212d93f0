"""Which statements of a notebook set or change a name's value, anywhere in it or above some place.

A value is also changed from far away: by a function that gives a class its methods (`@add_to(Network)`), one that
fills what stands outside of it (`@register("relu")`, `start_weights()`), or one that fills what it is given
(`train(net)`). Calls of those count where they are made at the top of a cell; what the answer itself calls, it calls
when it is run.
"""

from __future__ import annotations

import builtins
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.collect.notebook.fillings import FUNCTIONS, Everything, Fillings
from grader.collect.notebook.reading import Statement

NO_ANSWER = 10  # the rank of what is no answer, and so of no use but where nothing else is
_MOST_FROM_AFAR = 10_000  # calls that are noted because of what they change


@dataclass(frozen=True, slots=True)
class Definers:
    """The statements that set or change one name's value, in order, and the rank of those that set it."""

    rank: int
    places: Sequence[int]


class Definitions:
    """Knows where names are set and changed.

    Args:
        everything: the notebook's statements, in order.
        ranks: how well each of them counts; the least is the best.
        fillings: which of them change a value in place.
        answer: names of the answer.
        is_none: tells of a name and a statement's place that it counts for nothing.
    """

    def __init__(
        self,
        everything: Everything,
        ranks: Sequence[int],
        fillings: Fillings,
        answer: Collection[str],
        is_none: Callable[[str, int], bool],
    ) -> None:
        self._all = everything
        self._ranks = ranks
        self._sets: dict[str, list[int]] = {}
        self._changes: dict[str, list[int]] = {}
        self._from_afar: set[tuple[str, int]] = set()
        self._anywhere: dict[str, Definers] = {}  # as far as was asked
        self._imported = fillings.imported
        for place, (_, _, statement) in enumerate(everything):
            for found, names in ((self._sets, statement.defines), (self._changes, statement.changes)):
                for name in names:
                    if not is_none(name, place):
                        found.setdefault(name, []).append(place)
            # `for name in ("relu", "tanh"): globals()[name] = getattr(Functions, name)`
            for name in statement.quoted.intersection(answer) if statement.binds_by_text else ():
                self._sets.setdefault(name, []).append(place)
            for name in statement.deletes:
                if hasattr(builtins, name):  # Python's own is there again
                    self._sets.pop(name, None)
                    self._changes.pop(name, None)
        self._add_from_afar(answer)
        self._changes.update(fillings.with_changes(self._changes))
        self.names: Collection[str] = self._sets.keys() | self._changes.keys()  # every name that is set or changed

    def of(self, name: str) -> Definers | None:
        """Give what defines a name, after all of the notebook."""
        if name not in self._anywhere and name in self.names:
            self._anywhere[name] = self._best(name, len(self._all))
        return self._anywhere.get(name)

    def above(self, name: str, limit: int) -> Definers | None:
        """Give what defines a name above some place; where nothing does, or only a stub, what does after all of it."""
        known = self.of(name)
        if known is None or not known.places or known.places[-1] < limit:
            return known
        if not bisect_left(self._sets.get(name, ()), limit):
            return known
        found = self._best(name, limit)
        return known if found.rank >= NO_ANSWER > known.rank else found

    def is_function(self, name: str) -> bool:
        """Tell whether a name is a function's or a class's somewhere, one without a name of its own included."""
        return any(statement.kind in FUNCTIONS or statement.postpones for statement in self._setting(name))

    def is_from_afar(self, name: str, place: int) -> bool:
        """Tell whether a statement changes a name by calling a function that does."""
        return (name, place) in self._from_afar

    def _best(self, name: str, limit: int) -> Definers:
        """Choose among the statements above a place: the best rank that sets a name drives out the others."""
        sets, changes = self._sets.get(name, []), self._changes.get(name, [])
        sets, changes = sets[: bisect_left(sets, limit)], changes[: bisect_left(changes, limit)]
        rank = min(self._ranks[place] for place in sets or changes)
        if rank >= NO_ANSWER:  # what a block defines, in `try` or below `if`, counts before a stub
            rank = min((self._ranks[place] for place in changes if self._all[place][2].kind == "block"), default=rank)
        places = {place for place in sets if self._ranks[place] == rank}
        places |= {place for place in changes if self._ranks[place] in {rank, 0}}
        return Definers(rank, sorted(places | self._beginning(name, sets, rank)))

    def _beginning(self, name: str, sets: Sequence[int], rank: int) -> set[int]:
        """Give what a name was before the first of its statements of this rank, where that one goes on with it."""
        found: set[int] = set()
        while first := next((place for place in sets if self._ranks[place] == rank), 0):
            if name not in self._all[first][2].at_once:
                break
            sets = sets[: bisect_left(sets, first)]
            rank = min((self._ranks[place] for place in sets), default=rank)
            found.update(place for place in sets if self._ranks[place] == rank)
        return found

    def _add_from_afar(self, answer: Collection[str]) -> None:
        """Note the statements that call a function which changes what stands outside of it."""
        reach: dict[str, set[str]] = {}
        patches: set[str] = set()
        for _, _, statement in self._all:
            if statement.kind in FUNCTIONS:
                for name in statement.defines:
                    reach.setdefault(name, set()).update(statement.changes_later)
                    if statement.kind == "def" and "setattr" in statement.later:  # a class sets its objects' own
                        patches.add(name)
        reach = {name: changed for name, changed in reach.items() if changed or name in patches}
        if not reach:
            return
        run_by_answer = self._called(answer)
        for place, (_, _, statement) in enumerate(self._all):
            # What the answer calls itself is left to it; that a class inherits from another is no call of it.
            for name in reach.keys() & statement.at_once - (set() if statement.kind == "class" else run_by_answer):
                changed = set(reach[name])
                if name in patches:
                    changed |= {one for one in statement.at_once - {name} if self.is_function(one)}
                if len(self._from_afar) > _MOST_FROM_AFAR:
                    return
                for one in changed - self._imported:
                    self._from_afar.add((one, place))
                    places = self._changes.setdefault(one, [])
                    places.insert(bisect_left(places, place), place)

    def _called(self, names: Collection[str]) -> set[str]:
        """Give the functions that some functions call, and those that these call."""
        todo, seen = list(names), set(names)
        while todo:
            for statement in self._setting(todo.pop()):
                todo += statement.later - seen
                seen |= statement.later
        return seen

    def _setting(self, name: str) -> Iterator[Statement]:
        return (self._all[place][2] for place in self._sets.get(name, ()))
