"""Which statements of a notebook an answer needs: those that its names' values come from, and what those use.

Each name is looked for as it stands where it is used. `half = rate / 2` wants the rate of that moment, whatever becomes
of it further down; a function reads it when it is called. What stands only below, in a cell that was moved, is taken
from there.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Collection, Iterable, Iterator

from grader.collect.notebook.definers import Definitions, Everything
from grader.collect.notebook.writing import READS_NAMES_BY_TEXT

# What numpy's and math's star imports put into the place of Python's own functions.
_STARS_TAKE = frozenset({"abs", "all", "any", "max", "min", "pow", "round", "sum"})
_COMPUTING = frozenset({"numpy", "math", "cmath"})
_MOST_KEPT = 5000  # statements of one answer
_MOST_STEPS = 100_000  # beyond it, a name is one and the same wherever it is used


class _Spread:
    """A search as far as it has come.

    Args:
        todo: names, each with the place above which it is looked for.
        end: the place behind everything.
    """

    def __init__(self, todo: list[tuple[str, int]], end: int) -> None:
        self.todo = todo
        self.seen = set(todo)
        self.kept: set[int] = set()
        self.cells: set[int] = set()  # that were looked through for names that stand in a text
        self.steps = 0
        self._end = end

    @property
    def is_long(self) -> bool:
        """Whether it is time to look for each name once only, wherever it is used."""
        return self.steps > _MOST_STEPS

    def look_for(self, names: Collection[str], limit: int) -> None:
        """Note names that are used, if they are new."""
        self.steps += len(names)
        limit = self._end if self.is_long else limit
        for name in sorted(names):
            if (name, limit) not in self.seen:
                self.seen.add((name, limit))
                self.todo.append((name, limit))


class Needs:
    """Finds what is needed, and remembers the names that it uses.

    Args:
        everything: the notebook's statements, in order.
        definitions: where names are set and changed in it.
    """

    def __init__(self, everything: Everything, definitions: Definitions) -> None:
        self.used: set[str] = set()
        self._all = everything
        self._definitions = definitions
        self._end = len(everything)
        self._kinds: dict[str, frozenset[str]] = {}  # of the statements of a name, as far as was asked

    def of(self, names: Iterable[str], settings: Iterable[int] = ()) -> set[int]:
        """Give the places of what defines some names, and of all that it needs.

        Args:
            settings: places that are needed whatever they define.
        """
        search = _Spread([(name, self._end) for name in names], self._end)
        for place in settings:
            self._keep(place, self._end, search)
        while search.todo:
            name, limit = search.todo.pop()
            if search.is_long and limit < self._end:
                search.look_for({name}, self._end)
                continue
            for place in self._defining(name, limit, search):
                self._keep(place, limit, search)
        self.used = {name for name, _ in search.seen}
        return search.kept | self._star_imports()

    def _keep(self, place: int, limit: int, search: _Spread) -> None:
        """Keep a statement, and look for what it uses: when it runs, and when a function of it is called."""
        if place in search.kept:
            if not search.is_long:
                search.look_for(self._later(place), limit)
        elif len(search.kept) < _MOST_KEPT:
            search.kept.add(place)
            search.look_for(self._all[place][2].at_once, place)
            search.look_for(self._later(place), limit)
            search.look_for(self._by_text(place, search), limit)

    def _later(self, place: int) -> Collection[str]:
        statement = self._all[place][2]
        return statement.later | statement.at_once if statement.postpones else statement.later

    def _by_text(self, place: int, search: _Spread) -> Collection[str]:
        """Give the names of a statement's cell where it may ask for one of them by its text."""
        number, cell, statement = self._all[place]
        if (statement.at_once | statement.later).isdisjoint(READS_NAMES_BY_TEXT) or number in search.cells:
            return ()
        search.cells.add(number)
        return {name for other in cell.statements for name in other.defines}

    def _defining(self, name: str, limit: int, search: _Spread) -> Iterator[int]:
        """Give the statements that a name's value above some place comes from: back to the last that sets it anew."""
        known = self._definitions.above(name, limit)
        places = known.places if known else ()
        search.steps += len(places)
        for place in reversed(places):
            statement = self._all[place][2]
            if name not in statement.defines and self._is_remark(name, place):
                continue
            yield place
            if name in statement.defines and name not in statement.at_once:
                return

    def _is_remark(self, name: str, place: int) -> bool:
        """Tell whether a statement that seems to change something only calls a function or asks a module."""
        kind = self._all[place][2].kind
        if kind in {"other", "setting"} and not self._definitions.is_from_afar(name, place):
            return not self._kinds_of(name).isdisjoint({"import", "def", "class"})
        return kind in {"def", "class"} and "import" in self._kinds_of(name)

    def _kinds_of(self, name: str) -> frozenset[str]:
        """Give of what kinds the statements are that define a name."""
        if name not in self._kinds:
            known = self._definitions.of(name)
            setting = (self._all[place][2] for place in (known.places if known else ()))
            # What keeps something of its own, as a class does with what is registered in it, is changed by a call.
            self._kinds[name] = frozenset(one.kind for one in setting if name not in one.changes_later)
        return self._kinds[name]

    def _star_imports(self) -> set[int]:
        """Give the star imports that some name may come from that nothing else defines."""
        known = self._definitions.of("*")
        stars = known.places if known else ()
        computing = [place for place in stars if self._all[place][2].imports <= _COMPUTING]
        unknown = {name for name in self.used if name not in self._definitions.names}
        foreign = {name for name in unknown if not hasattr(builtins, name)}
        if foreign and not self._define(computing, foreign):
            return {*stars}
        return {*computing} if foreign or not unknown.isdisjoint(_STARS_TAKE) else set()

    def _define(self, stars: Iterable[int], names: Collection[str]) -> bool:
        """Tell whether these star imports, all of libraries that are there, define every one of some names."""
        modules = {module for place in stars for module in self._all[place][2].imports}
        return all(any(hasattr(importlib.import_module(module), name) for module in modules) for name in names)
