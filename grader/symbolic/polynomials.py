"""Along one variable: what is piecewise a polynomial of degree 2 or less, and where its pieces may vanish, exactly.

|x - 3| < 1 is two lines to look at, max(x, 1 - x) as well: each branch is a polynomial of its own, and the roots of all
of them are where something may change.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from grader.symbolic.evaluate import Evaluator
from grader.symbolic.program import Program, Slot, operands
from grader.symbolic.values import Missing, Point

_BITS = 400  # a root of (x - 10^9)^2 < 10^-20 is lost in the rounding of fewer
_MOST_BRANCHES = 16
Polynomial = list[Any]  # coefficients, lowest first


class Polynomials:
    """The steps of a program as polynomials in one variable, the others fixed."""

    def __init__(self, program: Program, base: Point, name: str) -> None:
        self.program, self.base, self.name = program, base, name
        self.evaluator = Evaluator(program, _BITS)
        self.context = self.evaluator.context
        self._known: dict[Slot, list[Polynomial] | None] = {}

    def roots(self, slot: Slot) -> list[Fraction] | None:
        """Give where a branch of this step vanishes; None where one is no polynomial of degree 2 or less."""
        branches = self._branches(slot)
        if branches is None:
            return None
        return [root for branch in branches for root in _roots(self.context, branch)]

    def _branches(self, slot: Slot) -> list[Polynomial] | None:
        order = [step for step in self.program.needed(slot) if step not in self._known]
        if order:
            fixed = self.evaluator.values(self.program.needed(slot), self.base)
            for step in order:
                self._known[step] = self._of_step(step, fixed[step])
        return self._known[slot]

    def _of_step(self, slot: Slot, value: Any) -> list[Polynomial] | None:
        kind, argument = self.program.steps[slot]
        if kind == "var" and argument == self.name:
            return [[self.context.mpf(0), self.context.mpf(1)]]
        parts = [self._known.get(part) for part in operands((kind, argument))]
        if all(part is not None and len(part) == 1 and len(part[0]) == 1 for part in parts):
            return None if isinstance(value, (Missing, bool)) else [[value]]
        if kind == "cases":
            return self._choice([self._known.get(step) for _, step in argument])
        if kind in ("max", "min"):
            return self._choice(parts)
        branches = [part for part in parts if part is not None]
        if len(branches) < len(parts):
            return None
        if kind == "abs":
            return self._choice([branches[0], [[-c for c in branch] for branch in branches[0]]])
        if kind in ("sign", "heaviside"):
            return [[self.context.mpf(level)] for level in ((-1, 1) if kind == "sign" else (0, 1))]
        if len(branches[0]) ** len(branches) > 4 * _MOST_BRANCHES:
            return None
        combined = [self._combined(kind, argument, list(chosen)) for chosen in product(*branches)]
        return self._choice([None if branch is None else [branch] for branch in combined])

    def _choice(self, ways: list[list[Polynomial] | None]) -> list[Polynomial] | None:
        """Give every branch that one of the ways may take; None where one is unknown or there are too many."""
        found: list[Polynomial] = []
        for way in ways:
            if way is None:
                return None
            found.extend(branch for branch in way if branch not in found)
        return found if len(found) <= _MOST_BRANCHES else None

    def _combined(self, kind: str, argument: Any, parts: list[Polynomial]) -> Polynomial | None:
        if kind == "neg":
            return [-c for c in parts[0]]
        if kind == "add":
            size = max(len(part) for part in parts)
            zero = self.context.mpf(0)
            return [sum((part[i] for part in parts if i < len(part)), zero) for i in range(size)]
        if kind == "div" and len(parts[1]) == 1 and parts[1][0]:
            return [c / parts[1][0] for c in parts[0]]
        if kind == "mul":
            return self._times(parts)
        if kind == "pow" and self.program.steps[argument[1]] == ("num", Fraction(2)) and len(parts[0]) == 2:
            return self._times([parts[0], parts[0]])
        return None

    def _times(self, parts: list[Polynomial]) -> Polynomial | None:
        done = parts[0]
        for part in parts[1:]:
            if len(done) + len(part) > 4:
                return None
            out = [self.context.mpf(0)] * (len(done) + len(part) - 1)
            for i, first in enumerate(done):
                for j, second in enumerate(part):
                    out[i + j] += first * second
            done = out
        return done


def _roots(context: Any, coefficients: Polynomial) -> list[Fraction]:
    """Give the real roots of a polynomial of degree 2 or less."""
    while coefficients and not coefficients[-1]:
        coefficients = coefficients[:-1]
    if any(hasattr(c, "_mpc_") for c in coefficients) or len(coefficients) < 2:
        return []
    if len(coefficients) == 2:
        return [_exact(-coefficients[0] / coefficients[1])]
    c, b, a = coefficients
    square = b * b - 4 * a * c
    if square < 0:
        return []
    root = context.sqrt(square)
    stable = -(b + root) / 2 if b > 0 else (root - b) / 2
    return [_exact(stable / a), *([_exact(c / stable)] if stable else [])]


def _exact(value: Any) -> Fraction:
    sign, mantissa, exponent, _ = value._mpf_
    size = min(max(int(exponent), -4000), 4000)
    return Fraction(-mantissa if sign else mantissa) * Fraction(2) ** size
