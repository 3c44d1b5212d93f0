"""The fixed tree that an answer is read into: numbers, variables, a closed list of functions, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Num:
    """An exact number; `text` is how it was typed, for showing it again."""

    value: Fraction
    text: str = ""


@dataclass(frozen=True, slots=True)
class Var:
    """A variable, by its declared name."""

    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """One of `pi`, `e`, `i`."""

    name: str


@dataclass(frozen=True, slots=True)
class Neg:
    """The opposite of a formula."""

    term: Node


@dataclass(frozen=True, slots=True)
class Add:
    """A sum; a subtracted term stands in it as `Neg`."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mul:
    """A product of two or more factors."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Div:
    """A quotient."""

    over: Node
    under: Node


@dataclass(frozen=True, slots=True)
class Pow:
    """A power."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function from the closed list, or one that the exercise declares, applied to arguments."""

    name: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """Values under conditions, the first that holds counts; no value where none holds. Without any: `undefined`."""

    items: tuple[tuple[Node, Condition], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """1 where the condition holds and 0 elsewhere: `(z > 0)` used as a number."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Rel:
    """A comparison; `op` is one of < <= > >= == !=."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or`, `not` of conditions."""

    op: str
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition that always, or never, holds."""

    value: bool


Node = Num | Var | Const | Neg | Add | Mul | Div | Pow | Call | Cases | Indicator
Condition = Rel | Logic | Truth


def children(node: Node | Condition) -> Iterator[Node | Condition]:
    """Give what stands directly under a node, in the order it was written."""
    match node:
        case Neg(term):
            yield term
        case Add(parts) | Mul(parts) | Call(_, parts):
            yield from parts
        case Logic(_, conditions):
            yield from conditions
        case Div(left, right) | Pow(left, right) | Rel(_, left, right):
            yield left
            yield right
        case Cases(items):
            for value, condition in items:
                yield value
                yield condition
        case Indicator(condition):
            yield condition
        case _:
            return


def walk(node: Node | Condition) -> Iterator[Node | Condition]:
    """Give the node and everything under it."""
    stack: list[Node | Condition] = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))
