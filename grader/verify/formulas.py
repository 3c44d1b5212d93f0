"""A formula's text goes in, formulas that a student might write instead come out, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from grader.symbolic.parsing import read
from grader.symbolic.printing import show_plain
from grader.symbolic.refusal import Refused
from grader.symbolic.tree import (
    Add,
    Call,
    Cases,
    Condition,
    Div,
    Indicator,
    Logic,
    Mul,
    Neg,
    Node,
    Num,
    Pow,
    Rel,
    Var,
)
from grader.symbolic.vocabulary import Names, table

Part = Node | Condition
_WORD = re.compile(r"[A-Za-z_]\w*")
_CALL = re.compile(r"([A-Za-z]\w+)\s*\(")
_FUNCTIONS = {
    "exp": "ln", "ln": "exp", "sin": "cos", "cos": "sin", "tanh": "tan", "sinh": "cosh", "cosh": "sinh",
    "sqrt": "abs", "log": "exp", "tan": "tanh",
}  # fmt: skip
_BOUNDARY = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "!=", "!=": "=="}


def changed_formulas(text: str) -> Iterator[tuple[str, str]]:
    """Give (operator, changed formula) for each small change; nothing for a text that is no formula."""
    names = _names_in(text)
    try:
        tree = read(text, names)
    except Refused:
        return
    for operator, changed in _everywhere(tree, lambda part: _here(part, sorted(set(names.variables.values())))):
        assert not isinstance(changed, (Rel, Logic))
        shown = show_plain(changed)  # type: ignore[arg-type]  # a formula's changed part is a formula again
        yield operator, shown


def _names_in(text: str) -> Names:
    """Take every name that has no fixed meaning for a variable, or a function where a bracket follows a word."""
    fixed = Names({})
    words = [word for word in dict.fromkeys(_WORD.findall(text)) if not fixed.kind(word)]
    called = [word for word in _CALL.findall(text) if word in words]
    functions = table(called)
    return Names(table(word for word in words if word not in called), functions, dict.fromkeys(called, 1))


def _here(part: Part, variables: list[str]) -> Iterator[tuple[str, Part]]:
    match part:
        case Neg(term):
            yield "sign", term
        case Add(terms):
            for at, term in enumerate(terms):
                flipped = term.term if isinstance(term, Neg) else Neg(term)
                yield "sign", Add((*terms[:at], flipped, *terms[at + 1 :]))
                rest = (*terms[:at], *terms[at + 1 :])
                yield "drop-term", rest[0] if len(rest) == 1 else Add(rest)
        case Mul(factors):
            for at in range(len(factors)):
                rest = (*factors[:at], *factors[at + 1 :])
                yield "drop-factor", rest[0] if len(rest) == 1 else Mul(rest)
        case Div(over, under):
            yield "drop-factor", over
            yield "swap-operands", Div(under, over)
        case Pow(base, exponent):
            yield "exponent", base
            yield "exponent", Pow(base, Add((exponent, Num(Fraction(1), "1"))))
            yield "sign", Pow(base, exponent.term if isinstance(exponent, Neg) else Neg(exponent))
        case Num(value) if value.denominator == 1:
            yield "constant", Num(value + 1, str(value + 1))
            if value > 0:
                yield "constant", Num(value - 1, str(value - 1))
        case Var(name):
            yield from (("swap-variable", Var(other)) for other in variables if other != name)
            if len(variables) == 1:
                yield "constant", Num(Fraction(1), "1")
        case Call(name, args):
            if name in _FUNCTIONS:
                yield "function", Call(_FUNCTIONS[name], args)
            yield "drop-call", args[0]
        case Cases(items):
            for at in range(len(items)):
                yield "drop-term", Cases((*items[:at], *items[at + 1 :])) if len(items) > 1 else items[0][0]
        case Rel(op, left, right):
            yield "comparison", Rel(_BOUNDARY[op], left, right)


def _everywhere(tree: Part, here: Callable[[Part], Iterator[tuple[str, Part]]]) -> Iterator[tuple[str, Part]]:
    """Give the tree with each of its parts changed in turn, and a factor too many in front of the whole."""
    yield "sign", _negated(tree)
    yield "factor", Mul((Num(Fraction(2), "2"), tree))  # type: ignore[arg-type]  # the whole is no condition
    yield from _changed(tree, here)


def _negated(tree: Part) -> Part:
    return tree.term if isinstance(tree, Neg) else Neg(tree)  # type: ignore[arg-type]  # the whole is no condition


def _changed(tree: Part, here: Callable[[Part], Iterator[tuple[str, Part]]]) -> Iterator[tuple[str, Part]]:
    yield from here(tree)
    parts = _parts(tree)
    for at, part in enumerate(parts):
        for operator, new in _changed(part, here):
            yield operator, _rebuilt(tree, [*parts[:at], new, *parts[at + 1 :]])


def _parts(tree: Part) -> list[Part]:
    match tree:
        case Neg(term):
            return [term]
        case Add(parts) | Mul(parts) | Call(_, parts):
            return [*parts]
        case Div(left, right) | Pow(left, right) | Rel(_, left, right):
            return [left, right]
        case Cases(items):
            return [part for item in items for part in item]
        case Indicator(condition):
            return [condition]
        case Logic(_, conditions):
            return [*conditions]
    return []


def _rebuilt(tree: Part, parts: list[Part]) -> Part:
    """Give the node with other parts; `_parts` tells of which kinds they are."""
    given: list[Node] = parts  # type: ignore[assignment]  # a part is replaced by one of its own kind
    match tree:
        case Neg():
            return Neg(given[0])
        case Add():
            return Add(tuple(given))
        case Mul():
            return Mul(tuple(given))
        case Call(name):
            return Call(name, tuple(given))
        case Div():
            return Div(*given)
        case Pow():
            return Pow(*given)
        case Rel(op):
            return Rel(op, *given)
        case Cases():
            return Cases(tuple(zip(parts[::2], parts[1::2], strict=True)))  # type: ignore[arg-type]  # as they came
        case Indicator():
            return Indicator(parts[0])  # type: ignore[arg-type]  # the parts come from such a node
        case Logic(op):
            return Logic(op, tuple(parts))  # type: ignore[arg-type]  # the parts come from such a node
    raise TypeError(tree)
