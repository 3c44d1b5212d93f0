"""Which statements of a notebook an answer needs: those that its names' values come from, and what those use.

Each name is looked for as it stands where it is used. `half = rate / 2` wants the rate of that moment, whatever becomes
of it further down; a function reads it when it is called. What stands only below, in a cell that was moved, is taken
from there.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Collection, Iterable, Iterator

from grader.collect.notebook.cells import CodeCell
from grader.collect.notebook.definers import Definitions
from grader.collect.notebook.fillings import Everything
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
        self.cells_of_functions: set[int] = set()  # likewise, for functions
        self.words: set[str] = set()  # of strings, likewise
        self.reads_text = False  # something that is kept asks for names by their text
        self.steps = 0
        self._end = end

    @property
    def is_long(self) -> bool:
        """Whether it is time to look for each name once only, wherever it is used."""
        return self.steps > _MOST_STEPS

    @property
    def names(self) -> set[str]:
        """Every name that is used."""
        return {name for name, _ in self.seen}

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
        known = definitions.of("*")
        self._stars = known.places if known else ()
        self._computing_stars = [place for place in self._stars if everything[place][2].imports <= _COMPUTING]
        self._kinds: dict[str, frozenset[str]] = {}  # of the statements of a name, as far as was asked

    def of(self, names: Iterable[str], settings: Iterable[int] = ()) -> set[int]:
        """Give the places of what defines some names, and of all that it needs.

        Args:
            settings: places that are needed whatever they define.
        """
        search = _Spread([(name, self._end) for name in names], self._end)
        for place in settings:
            self._keep(place, self._end, search)
        self._follow(search)
        if not self._are_known(search.names):
            for place, (_, _, statement) in enumerate(self._all):
                if statement.binds_by_text:
                    self._keep(place, self._end, search)
            self._follow(search)
        self.used = search.names
        return search.kept | self._star_imports()

    def _follow(self, search: _Spread) -> None:
        """Keep what is needed, and what that needs, until nothing is left to be looked for."""
        while search.todo:
            name, limit = search.todo.pop()
            if search.is_long and limit < self._end:
                search.look_for({name}, self._end)
                continue
            for place in self._defining(name, limit, search):
                self._keep(place, limit, search)

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

    def _by_text(self, place: int, search: _Spread) -> set[str]:
        """Give the names that may be asked for by their text: the cell's own, and the functions that strings name."""
        number, cell, statement = self._all[place]
        words = statement.quoted if search.reads_text else set()
        found: set[str] = set()
        if not (statement.at_once | statement.later).isdisjoint(READS_NAMES_BY_TEXT):
            if not search.reads_text:
                words = {word for kept in search.kept for word in self._all[kept][2].quoted}
            search.reads_text = True
            found |= self._of_cell(number, cell, search) | statement.quoted
        for word in words - search.words:
            search.words.add(word)
            if self._definitions.is_function(word):
                found |= self._functions_beside(word, search)
        return {name for name in found if name in self._definitions.names}

    def _functions_beside(self, name: str, search: _Spread) -> set[str]:
        """Give the functions in the cells that define one: of `tanh` and `relu` only one may be named in a text."""
        known = self._definitions.of(name)
        cells = dict(self._all[place][:2] for place in (known.places if known else ()))
        new = cells.keys() - search.cells_of_functions
        search.cells_of_functions |= new
        names = {one for number in new for statement in cells[number].statements for one in statement.defines}
        return {one for one in names if self._definitions.is_function(one)}

    def _of_cell(self, number: int, cell: CodeCell, search: _Spread) -> set[str]:
        if number in search.cells:
            return set()
        search.cells.add(number)
        return {name for statement in cell.statements for name in statement.defines}

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
        if not self._are_known(self.used):
            return {*self._stars}
        unknown = {name for name in self.used if name not in self._definitions.names}
        taken = any(name in _STARS_TAKE or not hasattr(builtins, name) for name in unknown)
        return {*self._computing_stars} if taken else set()

    def _are_known(self, names: Collection[str]) -> bool:
        """Tell whether names are all defined somewhere: in the notebook, by Python, by a library that is there."""
        unknown = {name for name in names if name not in self._definitions.names and not hasattr(builtins, name)}
        return not unknown or self._define(self._computing_stars, unknown)

    def _define(self, stars: Iterable[int], names: Collection[str]) -> bool:
        """Tell whether these star imports, all of libraries that are there, define every one of some names."""
        modules = {module for place in stars for module in self._all[place][2].imports}
        return all(any(hasattr(importlib.import_module(module), name) for module in modules) for name in names)
