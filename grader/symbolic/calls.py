"""Names, functions and roots: what is applied to what, also where no brackets say it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from grader.symbolic import conditionals
from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import Token
from grader.symbolic.tree import Add, Call, Cases, Const, Div, Indicator, Mul, Neg, Node, Num, Pow, Var
from grader.symbolic.vocabulary import CONSTANTS, FUNCTIONS

if TYPE_CHECKING:
    from grader.symbolic.parsing import Parser


def absolute(node: Node) -> Node:
    """Give |node|."""
    return Call("abs", (node,))


def is_function(p: Parser, token: Token) -> bool:
    """Tell whether a token is the name of a function."""
    return token.kind == "name" and p.names.kind(token.value) in ("function", "declared", "cases", "where")


def read_name(p: Parser) -> Node:
    """Read a variable, a constant or a function with its argument."""
    token = p.now
    match p.names.kind(token.value):
        case "variable":
            p.take()
            return Var(p.names.variables[token.value])
        case "constant":
            p.take()
            if token.value == "I" and p.peek("open"):
                return _indicator_or_i(p)
            return Const(CONSTANTS[token.value])
        case "undefined":
            p.take()
            return Cases(())
        case "function" | "declared":
            return _applied(p)
        case "cases":
            return conditionals.read_piecewise(p)
        case "where":
            return conditionals.read_where(p)
        case "relation":
            return conditionals.read_relation(p)
    raise p.unexpected()


def _indicator_or_i(p: Parser) -> Node:
    """Read I(z > 0), the indicator of a condition, apart from the imaginary unit before a bracket."""
    mark = p.at
    inner = p.bracket()
    if isinstance(inner, Indicator):
        return inner
    p.at = mark
    return Const("i")


def _applied(p: Parser) -> Node:
    token = p.take()
    if p.peek("prime"):
        raise p.unexpected()
    if (
        p.peek("op", "^") and p.names.kind(token.value) == "function" and token.value == "exp"
        and not p.tokens[p.at + 1].spaced and not p.peek("num", ahead=1)
    ):  # fmt: skip
        raise Refused("exp is a function: write exp(-z) or e^(-z).", token.start, p.now.end)
    power = _function_power(p, token)
    if p.peek("open"):
        args = _arguments(p)
        node = build(p, token, args)
    elif p.names.kind(token.value) == "declared":
        raise Refused(f"{token.value} is a function: write {token.value}(...).", token.start, token.end)
    else:
        node = build(p, token, [_bare_argument(p, token, power)])
    if power is None:
        return node
    return Pow(node, power)


def _function_power(p: Parser, token: Token) -> Node | None:
    """Read the exponent in tanh^2 z; sin^-1 has two fair readings."""
    if not p.peek("op", "^"):
        return None
    p.take()
    start = p.now
    negative = p.signs()
    power = p.atom()
    if negative % 2:
        power = Neg(power)
    inner = power.term if isinstance(power, Neg) else None
    if inner == Num(Fraction(1), "1") or (isinstance(inner, Num) and inner.value == 1):
        raise Refused(
            f"{token.value}^-1 can be the inverse function or 1/{token.value}: write arc{token.value}(...) "
            f"or 1/{token.value}(...).",
            token.start,
            start.end,
            tag="ambiguous",
        )
    return power


def _arguments(p: Parser) -> list[Node]:
    opening = p.now
    closing = {"(": ")", "[": "]", "{": "}", "|": "|"}[opening.value]
    if opening.value == "|":
        return [p.bracket()]
    p.take()
    outer_bars, p.open_bars = p.open_bars, 0
    if p.peek("close", closing):
        raise Refused("These brackets are empty.", opening.start, p.now.end)
    args = [p.value()]
    while p.accept("comma") and not p.peek("close", closing):
        args.append(p.value())
    p.expect("close", closing, opening)
    p.open_bars = outer_bars
    return args


def build(p: Parser, token: Token, args: list[Node]) -> Node:
    """Give the node of a function applied to its arguments; raises Refused where their number is wrong."""
    word = token.value
    if p.names.kind(word) == "declared":
        name = p.names.functions[word]
        least = most = p.names.arity[name]
    else:
        name, least, most = FUNCTIONS[word]
    if not least <= len(args) <= most:
        wanted = str(least) if least == most else f"{least} to {most}"
        raise Refused(
            f"{word} takes {wanted} argument{'s' * (wanted != '1')}, here it has {len(args)}.", token.start, token.end
        )
    if p.names.kind(word) == "declared":
        return Call(name, tuple(args))
    if name == "truth" and not isinstance(args[0], Indicator):
        raise Refused(f"{word} counts only around a condition, as in {word}(z > 0).", token.start, token.end)
    return _known(name, args)


def _known(name: str, args: list[Node]) -> Node:
    match name, args:
        case "log", [value, base]:
            return Div(Call("log", (value,)), Call("log", (base,)))
        case "pow", [base, power]:
            return Pow(base, power)
        case "square", [base]:
            return Pow(base, Num(Fraction(2), "2"))
        case "reciprocal", [base]:
            return Div(Num(Fraction(1), "1"), base)
        case "root", [base, degree]:
            return Pow(base, Div(Num(Fraction(1), "1"), degree))
        case "clip", [value, low, high]:
            return Call("min", (Call("max", (value, low)), high))
        case "logaddexp", terms:
            return Call("log", (Add(tuple(Call("exp", (term,)) for term in terms)),))
        case "product", factors:
            return Mul(tuple(factors))
        case "total", terms:
            return Add(tuple(terms))
        case "difference", [minuend, subtrahend]:
            return Add((minuend, Neg(subtrahend)))
        case "opposite", [value]:
            return Neg(value)
        case "ratio", [over, under]:
            return Div(over, under)
        case (("number" | "ratio" | "truth"), [value]):
            return value
        case "heaviside", [value, _]:
            return Call("heaviside", (value,))
    return Call(name, tuple(args))


def _bare_argument(p: Parser, token: Token, power: Node | None) -> Node:
    """Read the argument of sin z, ln 2a, tanh^2 z: one product of numbers and at most one name."""
    if p.peek("end") or p.peek("close") or p.peek("comma") or p.peek("rel"):
        raise Refused(f"{token.value} needs an argument: write {token.value}(...).", token.start, token.end)
    negative = p.signs()
    if p.peek("open"):
        parts: list[Node] = [p.bracket()]
    elif is_function(p, p.now) or p.peek("macro") or p.peek("bar"):
        parts = [p.atom()]
    else:
        parts = [p.atom()]
        while _is_coefficient(parts[-1]) and p.starts_factor() and not p.peek("open"):
            if p.peek("num"):
                break
            parts.append(p.atom())
    arg: Node = parts[0] if len(parts) == 1 else Mul(tuple(parts))
    if negative % 2:
        arg = Neg(arg)
    _one_reading(p, token, arg, power, bare=not _is_coefficient(parts[-1]))
    return arg


def _is_coefficient(node: Node) -> bool:
    return isinstance(node, (Num, Const))


def _one_reading(p: Parser, token: Token, arg: Node, power: Node | None, *, bare: bool) -> None:
    """Refuse ln a(1-a), ln a/b, sin 2*z and tanh z^2, where the argument may or may not go on."""
    name = FUNCTIONS[token.value][0]

    def applied(inner: Node) -> Node:
        call = _known(name, [inner])
        return call if power is None else Pow(call, power)

    if p.peek("op", "^"):
        p.take()
        exponent = p.exponent()
        raise p.ambiguous(token, applied(Pow(arg, exponent)), Pow(applied(arg), exponent))
    joined = p.peek("op", "*") or p.peek("op", "/")
    if joined:
        following = p.tokens[p.at + 1]
        if is_function(p, following) or (bare and p.peek("op", "*") and following.kind in ("open", "macro")):
            return
        if p.peek("op", "*") and p.now.spaced and bare:
            return
        divide = p.take().value == "/"
        other = p.factor()
        if divide:
            raise p.ambiguous(token, applied(Div(arg, other)), Div(applied(arg), other))
        raise p.ambiguous(token, applied(Mul((arg, other))), Mul((applied(arg), other)))
    if p.starts_factor() and not is_function(p, p.now) and not (p.peek("bar") and p.open_bars):
        if p.peek("macro"):
            return
        other = p.power()
        raise p.ambiguous(token, applied(Mul((arg, other))), Mul((applied(arg), other)))


def read_root(p: Parser, token: Token) -> Node:
    """Read what stands under \\sqrt, \\sqrt[n] or √."""
    degree: Node | None = None
    if p.peek("open", "[") and p.tokens[p.at - 1].end - token.start > 1:
        degree = p.bracket()
    if p.peek("open"):
        inner = p.bracket()
    else:
        inner = p.atom()
        if p.peek("op", "^") and not token.tex:
            p.take()
            power = p.exponent()
            raise p.ambiguous(token, Call("sqrt", (Pow(inner, power),)), Pow(Call("sqrt", (inner,)), power))
        if p.starts_factor() and not token.tex:
            other = p.power()
            raise p.ambiguous(token, Call("sqrt", (Mul((inner, other)),)), Mul((Call("sqrt", (inner,)), other)))
    if isinstance(inner, Indicator):
        raise Refused("A root of a condition has no value.", token.start, token.end)
    return Call("sqrt", (inner,)) if degree is None else Pow(inner, Div(Num(Fraction(1), "1"), degree))
