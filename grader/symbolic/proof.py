"""sympy's word, where it is quick: an extra proof that two formulas are equal, never that they differ.

sympy is imported here only, and only when it is asked. Its objects are built node by node; no text reaches it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from grader.symbolic.domains import Interval
from grader.symbolic.program import Program, Slot
from grader.symbolic.tree import Add, Const, Div, Mul, Neg, Node, Num, Pow, Var

_SAME_NAME = "exp log sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sign erf"


interrupted = False  # sympy was stopped in the middle of something, perhaps of an import: it may not be whole any more


class _TimeOver(Exception):
    """The time for a proof is over."""


def proves_equal(program: Program, one: Slot, other: Slot, domains: Mapping[str, Interval], seconds: float) -> bool:
    """Tell whether sympy simplifies the difference to 0 in time; False is no word at all."""
    sympy = _sympy()
    try:
        with _within(seconds):
            symbols = {name: _symbol(sympy, name, interval) for name, interval in domains.items()}
            left, right = _sympy_slots(sympy, program, (one, other), symbols)
            return bool(sympy.simplify(left - right) == 0)
    except Exception:  # one of sympy's own slips on odd formulas, of any type, or the time is over: no word either
        return False


def is_factored(tree: Node, seconds: float) -> bool:
    """Tell whether a sum has no factors, over the rational numbers, functions counting as letters."""
    sympy = _sympy()
    try:
        with _within(seconds):
            letters: dict[str, Any] = {}
            expression = _letters(sympy, tree, letters)
            if not letters:
                return True
            numerator = sympy.Poly(expression, *letters.values())
            content, factors = numerator.factor_list()
            return len(factors) <= 1 and all(power == 1 for _, power in factors) and abs(content) == 1
    except Exception:  # no polynomial, or no word in time: the value is right, so the doubt is the student's
        return True


def _sympy() -> Any:
    """Give sympy, imported at its first use and outside the timer: an import that is interrupted never mends."""
    import sympy  # noqa: PLC0415 - half a second, and seldom needed

    return sympy


def _symbol(sympy: Any, name: str, interval: Interval) -> Any:
    if interval.low is not None and interval.low >= 0:
        return sympy.Symbol(name, positive=True)
    if interval.high is not None and interval.high <= 0:
        return sympy.Symbol(name, negative=True)
    return sympy.Symbol(name, real=True)


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Stop what runs inside after some processor time; without timers of the platform the process is killed later."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        global interrupted  # noqa: PLW0603 - a signal's handler has nobody to hand a value to
        interrupted = True
        raise _TimeOver

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


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
            pairs = [(found[value], found[condition]) for condition, value in argument]
            found[slot] = sympy.Piecewise(*pairs) if pairs else sympy.nan
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
