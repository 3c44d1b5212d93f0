"""Trees compiled to one list of steps, in which what is the same stands once.

Definitions of the exercise's functions are put in here, so that sigma(sigma(sigma(z))) grows by a few steps
for each level and not by a factor.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from grader.symbolic.refusal import Refused
from grader.symbolic.tree import (
    Add,
    Call,
    Cases,
    Condition,
    Const,
    Div,
    Indicator,
    Logic,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    Rel,
    Truth,
    Var,
)

MAX_STEPS = 20_000
Step = tuple[str, Any]
Slot = int


@dataclass(frozen=True)
class Definition:
    """A function of the exercise: sigma(u) is 1/(1 + exp(-u))."""

    name: str
    parameters: tuple[str, ...]
    body: Node


@dataclass
class Program:
    """Steps, each a kind and its argument; arguments that are steps stand earlier in the list."""

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    _known: dict[Step, Slot] = field(default_factory=dict)

    def put(self, kind: str, argument: Any) -> Slot:
        """Give the slot of a step, a new one only where it is not there yet."""
        step = (kind, argument)
        slot = self._known.get(step)
        if slot is None:
            if len(self.steps) >= MAX_STEPS:
                raise Refused("The formula is too large.", tag="too-long")
            slot = self._known[step] = len(self.steps)
            self.steps.append(step)
        return slot

    def number(self, value: Fraction | int) -> Slot:
        """Give the slot of an exact number."""
        return self.put("num", Fraction(value))

    def add(self, *slots: Slot) -> Slot:
        """Give the slot of a sum."""
        return slots[0] if len(slots) == 1 else self.put("add", tuple(sorted(slots)))

    def mul(self, *slots: Slot) -> Slot:
        """Give the slot of a product."""
        return slots[0] if len(slots) == 1 else self.put("mul", tuple(sorted(slots)))

    def neg(self, slot: Slot) -> Slot:
        """Give the slot of an opposite."""
        kind, argument = self.steps[slot]
        if kind == "neg":
            return Slot(argument)
        return self.number(-argument) if kind == "num" else self.put("neg", slot)

    def call(self, name: str, slot: Slot) -> Slot:
        """Give the slot of a function of the closed list; the derived ones are spelled out."""
        one = self.number(1)
        match name:
            case "sqrt":
                return self.put("pow", (slot, self.number(Fraction(1, 2))))
            case "cbrt":
                return self.put("pow", (slot, self.number(Fraction(1, 3))))
            case "log2" | "log10":
                return self.put("div", (self.call("log", slot), self.call("log", self.number(int(name[3:])))))
            case "log1p":
                return self.call("log", self.add(one, slot))
            case "expm1":
                return self.add(self.call("exp", slot), self.number(-1))
            case "sec" | "sech" | "csc" | "csch" | "cot" | "coth":
                return self.put("div", (one, self.call(_RECIPROCAL[name], slot)))
            case "asec" | "acsc" | "acot" | "asech" | "acsch" | "acoth":
                return self.call(_RECIPROCAL[name], self.put("div", (one, slot)))
            case "erfc":
                return self.add(one, self.neg(self.call("erf", slot)))
        return self.put(name, slot)

    def compile(self, node: Node, names: Mapping[str, Slot] | None = None) -> Slot:
        """Give the slot of a tree; `names` are the arguments where a definition is put in."""
        match node:
            case Num(value):
                return self.number(value)
            case Var(name):
                return self.put("var", name) if names is None else names[name]
            case Const(name):
                return self.put("const", name)
            case Neg(term):
                return self.neg(self.compile(term, names))
            case Add(terms):
                return self.add(*(self.compile(term, names) for term in terms))
            case Mul(factors):
                return self.mul(*(self.compile(factor, names) for factor in factors))
            case Div(over, under):
                return self._quotient(self.compile(over, names), self.compile(under, names))
            case Pow(base, exponent):
                return self._power(self.compile(base, names), self.compile(exponent, names))
            case Call(name, args):
                return self._called(name, [self.compile(arg, names) for arg in args])
            case Cases(items):
                pairs = tuple(
                    (self.condition(condition, names), self.compile(value, names)) for value, condition in items
                )
                return self.put("cases", pairs)
            case Indicator(condition):
                truth = (self.condition(condition, names), self.number(1))
                return self.put("cases", (truth, (self.put("truth", True), self.number(0))))
        raise TypeError(node)

    def _quotient(self, over: Slot, under: Slot) -> Slot:
        (kind, left), (under_kind, right) = self.steps[over], self.steps[under]
        if kind == under_kind == "num" and right != 0:
            return self.number(left / right)
        return self.put("div", (over, under))

    def _power(self, base: Slot, exponent: Slot) -> Slot:
        if self.steps[base] == ("const", "e"):
            return self.put("exp", exponent)
        return self.put("pow", (base, exponent))

    def _called(self, name: str, args: list[Slot]) -> Slot:
        if name in self.definitions:
            definition = self.definitions[name]
            return self.compile_body(definition, tuple(args))
        if name in ("max", "min"):
            parts = {part for slot in args for part in self._inside(name, slot)}
            return self.put(name, tuple(sorted(parts))) if len(parts) > 1 else parts.pop()
        return self.call(name, args[0])

    def _inside(self, name: str, slot: Slot) -> tuple[Slot, ...]:
        """Give what max(y, z) in max(x, max(y, z)) is over."""
        kind, argument = self.steps[slot]
        return argument if kind == name else (slot,)

    def compile_body(self, definition: Definition, args: tuple[Slot, ...]) -> Slot:
        """Give the slot of a definition with its arguments put in, worked out once for the same arguments."""
        key: Step = ("body", (definition.name, args))
        if key not in self._known:
            self._known[key] = self.compile(definition.body, dict(zip(definition.parameters, args, strict=True)))
        return self._known[key]

    def condition(self, condition: Condition, names: Mapping[str, Slot] | None = None) -> Slot:
        """Give the slot of a condition."""
        match condition:
            case Rel(op, left, right):
                first, second = self.compile(left, names), self.compile(right, names)
                if op in (">", ">="):
                    op, first, second = op.replace(">", "<"), second, first
                return self.put(op, (first, second))
            case Logic(op, parts):
                return self.put(op, tuple(self.condition(part, names) for part in parts))
            case Truth(value):
                return self.put("truth", value)
        raise TypeError(condition)

    def needed(self, *slots: Slot) -> list[Slot]:
        """Give the slots that these depend on, themselves included, in order."""
        seen = set(slots)
        for slot in range(max(slots), -1, -1):
            if slot in seen:
                seen.update(operands(self.steps[slot]))
        return sorted(seen)


_RECIPROCAL = {
    "sec": "cos", "sech": "cosh", "csc": "sin", "csch": "sinh", "cot": "tan", "coth": "tanh",
    "asec": "acos", "acsc": "asin", "acot": "atan", "asech": "acosh", "acsch": "asinh", "acoth": "atanh",
}  # fmt: skip


def operands(step: Step) -> tuple[Slot, ...]:
    """Give the slots that a step works on."""
    kind, argument = step
    if kind in ("num", "var", "const", "truth"):
        return ()
    if kind == "cases":
        return tuple(slot for pair in argument for slot in pair)
    return argument if isinstance(argument, tuple) else (argument,)
