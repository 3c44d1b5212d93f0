"""The cells into which the places where a formula may change its branch cut the space of its variables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from grader.symbolic.evaluate import Evaluator
from grader.symbolic.lines import BITS, real_value, sign_of
from grader.symbolic.program import Program, Slot
from grader.symbolic.values import Point

Cell = tuple[int, ...]  # the sign of each place, 0 where it has no real value


class Cells:
    """The cells that were met so far, and a point of each from which its neighbours were not looked for yet."""

    def __init__(self, program: Program, places: Sequence[Slot]) -> None:
        self.places = places
        self.order = program.needed(*places)
        self.evaluator = Evaluator(program, BITS)
        self._waiting: dict[Cell, Point] = {}
        self._seen: set[Cell] = set()
        self._signs: Counter[tuple[int, int]] = Counter()  # (index of a place, sign) -> in how many cells

    def enter(self, point: Point) -> bool:
        """Tell whether the cell of this point is new."""
        values = self.evaluator.values(self.order, point)
        cell = tuple(sign_of(real_value(values[place])) for place in self.places)
        if cell in self._seen:
            return False
        self._seen.add(cell)
        self._waiting[cell] = point
        self._signs.update(enumerate(cell))
        return True

    def rarest(self) -> Point | None:
        """Take the point whose cell has the signs that fewest others have; None when all were taken."""
        if not self._waiting:
            return None
        cell = max(self._waiting, key=lambda waiting: sum(1 / self._signs[pair] for pair in enumerate(waiting)))
        return self._waiting.pop(cell)
