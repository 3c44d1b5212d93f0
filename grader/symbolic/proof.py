"""sympy's word, where it is quick: an extra proof that two formulas are equal, never that they differ.

sympy is imported here only, and only when it is asked. Its objects are built node by node; no text reaches it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

from grader.symbolic.domains import Interval
from grader.symbolic.program import Program, Slot
from grader.symbolic.tree import Add, Const, Div, Mul, Neg, Node, Num, Pow, Var

_LEAST_SECONDS = 0.2
_SAME_NAME = "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sign erf"


class _TimeOver(Exception):
    """The time for a proof is over."""


def proves_equal(program: Program, one: Slot, other: Slot, domains: Mapping[str, Interval], deadline: float) -> bool:
    """Tell whether sympy simplifies the difference to 0 in time; False is no word at all."""
    try:
        with _within(deadline):
            import sympy  # noqa: PLC0415 - half a second, and seldom needed

            symbols = {name: _symbol(sympy, name, interval) for name, interval in domains.items()}
            left, right = _sympy_slots(sympy, program, (one, other), symbols)
            return bool(sympy.simplify(left - right) == 0)
    except (_TimeOver, MemoryError, RecursionError, ArithmeticError, ValueError, TypeError, NotImplementedError):
        return False
    except (AttributeError, KeyError, IndexError):  # sympy's own slips on odd formulas; they are no word either
        return False


def is_factored(tree: Node, deadline: float) -> bool:
    """Tell whether a sum has no factors, over the rational numbers, functions counting as letters."""
    try:
        with _within(deadline):
            import sympy  # noqa: PLC0415

            letters: dict[str, Any] = {}
            expression = _letters(sympy, tree, letters)
            if not letters:
                return True
            numerator = sympy.Poly(expression, *letters.values())
            content, factors = numerator.factor_list()
            return len(factors) <= 1 and all(power == 1 for _, power in factors) and abs(content) == 1
    except (_TimeOver, MemoryError, RecursionError):
        return True  # no word: the value is right, so the doubt is the student's
    except Exception as error:  # no polynomial
        if type(error).__module__.partition(".")[0] == "sympy":
            return True
        raise


def _symbol(sympy: Any, name: str, interval: Interval) -> Any:
    if interval.low is not None and interval.low >= 0:
        return sympy.Symbol(name, positive=True)
    if interval.high is not None and interval.high <= 0:
        return sympy.Symbol(name, negative=True)
    return sympy.Symbol(name, real=True)


@contextmanager
def _within(deadline: float) -> Iterator[None]:
    """Stop what runs inside at the deadline, where the platform has timers; elsewhere the process's killer stops it."""
    seconds = deadline - monotonic()
    if seconds < _LEAST_SECONDS:
        raise _TimeOver
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _TimeOver

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _sympy_slots(sympy: Any, program: Program, roots: tuple[Slot, Slot], symbols: Mapping[str, Any]) -> list[Any]:
    found: dict[Slot, Any] = {}
    simple: dict[str, Callable[..., Any]] = {
        **{name: getattr(sympy, name) for name in _SAME_NAME.split()},
        "abs": sympy.Abs, "neg": lambda x: -x,
        "heaviside": lambda x: sympy.Heaviside(x, sympy.Rational(1, 2)),
    }  # fmt: skip
    several: dict[str, Callable[..., Any]] = {
        "add": sympy.Add, "mul": sympy.Mul, "div": lambda a, b: a / b, "pow": sympy.Pow, "max": sympy.Max,
        "min": sympy.Min, "<": sympy.Lt, "<=": sympy.Le, "==": sympy.Eq, "!=": sympy.Ne, "and": sympy.And,
        "or": sympy.Or, "not": sympy.Not,
    }  # fmt: skip
    for slot in program.needed(*roots):
        kind, argument = program.steps[slot]
        if kind == "num":
            found[slot] = sympy.Rational(argument.numerator, argument.denominator)
        elif kind == "var":
            found[slot] = symbols[argument]
        elif kind == "const":
            found[slot] = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I}[argument]
        elif kind == "truth":
            found[slot] = sympy.true if argument else sympy.false
        elif kind == "cases":
            found[slot] = sympy.Piecewise(*((found[value], found[condition]) for condition, value in argument))
        elif kind in simple:
            found[slot] = simple[kind](found[argument])
        else:
            found[slot] = several[kind](*(found[part] for part in argument))
    return [found[root] for root in roots]


def _letters(sympy: Any, tree: Node, letters: dict[str, Any]) -> Any:
    """Give a polynomial in letters: variables, and whatever is no sum, product or whole power."""
    match tree:
        case Num(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Neg(term):
            return -_letters(sympy, term, letters)
        case Add(terms):
            return sympy.Add(*(_letters(sympy, term, letters) for term in terms))
        case Mul(factors):
            return sympy.Mul(*(_letters(sympy, factor, letters) for factor in factors))
        case Div(over, Num(value)) if value:
            return _letters(sympy, over, letters) / sympy.Rational(value.numerator, value.denominator)
        case Pow(base, Num(value)) if value.denominator == 1 and 0 <= value <= 20:
            return _letters(sympy, base, letters) ** int(value)
    key = tree.name if isinstance(tree, (Var, Const)) else repr(tree)
    return letters.setdefault(key, sympy.Symbol(f"letter{len(letters)}"))
