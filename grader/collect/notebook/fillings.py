"""Which statements of a notebook change a value in place: by filling it, or by giving it to a function that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from grader.collect.notebook.cells import CodeCell
from grader.collect.notebook.effects import Given, wholes
from grader.collect.notebook.reading import Function, Statement

Everything = Sequence[tuple[int, CodeCell, Statement]]  # each statement with its cell and that one's place
FUNCTIONS = frozenset({"def", "class"})


class Fillings:
    """What is filled where; the same for every exercise that is looked for.

    Args:
        everything: the notebook's statements, in order.

    Attributes:
        imported: names of modules and of what comes out of them.
    """

    def __init__(self, everything: Everything) -> None:
        self.imported: set[str] = set()
        self._functions: dict[str, Function] = {}  # the latest of each name
        self._objects: set[str] = set()  # names of what may be changed: set, and no function, class or module
        for _, _, statement in everything:
            self._functions.update((function.name, function) for function in statement.functions)
            if statement.kind == "import":
                self.imported |= statement.defines
            elif statement.kind not in FUNCTIONS:
                self._objects |= (statement.defines | statement.changes) - statement.constants
        self._places = self._filled(everything)
        self._held = _held(everything)

    def with_changes(self, changes: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, list[int]]]:
        """Give the objects that are filled, with all places at which they are changed, in order.

        An object is changed also under another name, and so is one, a list or a table that holds it.

        Args:
            changes: places at which names are changed otherwise.
        """
        found = dict(self._places)
        for name in self._held.keys() & (found.keys() | changes.keys()):
            places = found.get(name, set()).union(changes.get(name, ()))
            for whole in wholes({name}, self._held) - {name}:
                found[whole] = found.get(whole, set()) | places
        for name in found.keys() & self._objects:
            yield name, sorted(found[name].union(changes.get(name, ())))

    def _filled(self, everything: Everything) -> dict[str, set[int]]:
        """Give the places at which a statement fills something, or gives it to a function that does, by its name."""
        filled = self._filled_parameters(everything)
        found: dict[str, set[int]] = {}
        for place, (_, _, statement) in enumerate(everything):
            if statement.kind not in FUNCTIONS:
                for given in statement.gives:
                    if self._parameter(given) in filled:
                        found.setdefault(given.name, set()).add(place)
                for name in statement.fills:
                    found.setdefault(name, set()).add(place)
        return found

    def _filled_parameters(self, everything: Everything) -> set[tuple[str, str]]:
        """Give functions and those of their parameters that they, or functions to which they hand them on, fill."""
        handed_on: dict[tuple[str, str], list[tuple[str, str]]] = {}
        todo: list[tuple[str, str]] = []
        for function in (one for _, _, statement in everything for one in statement.functions):
            todo += [(function.name, parameter) for parameter in function.fills]
            for given in function.hands_on:
                handed_on.setdefault(self._parameter(given), []).append((function.name, given.name))
        found = set(todo)
        while todo:
            more = set(handed_on.get(todo.pop(), ())) - found
            todo += more
            found |= more
        return found

    def _parameter(self, given: Given) -> tuple[str, str]:
        """Give a function and which of its parameters a name is given to; nothing for the latter where none is."""
        if isinstance(given.place, str):
            return given.function, given.place
        function = self._functions.get(given.function)
        names = function.parameters if function else []
        return given.function, names[given.place] if given.place < len(names) else ""


def _held(everything: Everything) -> dict[str, set[str]]:
    """Give what the value of each name is or holds: `p = net.layers`, `all = [W, b]`, `t = Trainer(net)`."""
    classes = {name for _, _, one in everything if one.kind == "class" for name in one.defines}
    held: dict[str, set[str]] = {}
    for _, _, statement in everything:
        values = statement.holds | {given.name for given in statement.made_with if given.function in classes}
        for name in statement.defines if values else ():
            held.setdefault(name, set()).update(values)
    return held
