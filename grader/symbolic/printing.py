"""The tree as people read it: plain text that can be typed, unicode for the terminal, LaTeX and MathML for pages."""

from __future__ import annotations

from grader.symbolic.styles import LATEX, MATHML, PLAIN, UNICODE, Style
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

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)


def show_plain(node: Node) -> str:
    """Give the formula as it can be typed: s*(1 - s)."""
    return _show(node, PLAIN)[0]


def show_unicode(node: Node) -> str:
    """Give the formula for a terminal: s·(1 − s)."""
    return _show(node, UNICODE)[0]


def show_latex(node: Node) -> str:
    """Give the formula in LaTeX: s \\left(1 - s\\right)."""
    return _show(node, LATEX)[0]


def show_mathml(node: Node) -> str:
    """Give the formula as a MathML element."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{_show(node, MATHML)[0]}</mrow></math>'


def _show(node: Node, style: Style) -> tuple[str, int]:
    """Give the text and how strongly it holds together."""
    match node:
        case Num(value, text):
            shown = style.number(value, text)
            return shown, _ATOM if value.denominator == 1 or "/" not in shown else _PRODUCT
        case Var(name):
            return style.name(name), _ATOM
        case Const(name):
            return style.constant(name), _ATOM
        case Neg(term):
            return style.minus + _at_least(term, _PRODUCT, style), _SUM
        case Add(terms):
            return _sum(terms, style), _SUM
        case Mul(factors):
            return _product(factors, style), _PRODUCT
        case Div(over, under):
            return _quotient(over, under, style)
        case Pow(base, exponent):
            return _power(base, exponent, style)
        case Call(name, args):
            return _call(name, args, style), _ATOM
        case Cases(()):
            return style.word("undefined").strip(), _ATOM
        case Cases(items):
            pairs = [(_show(value, style)[0], _condition(condition, style)) for value, condition in items]
            return style.cases(pairs), _ATOM
        case Indicator(condition):
            return style.indicator(_condition(condition, style)), _ATOM
    raise TypeError(node)


def _at_least(node: Node, strength: int, style: Style) -> str:
    return _bracketed(_show(node, style), strength, style)


def _bracketed(shown: tuple[str, int], strength: int, style: Style) -> str:
    text, holds = shown
    return text if holds >= strength else style.bracket(text)


def _sum(terms: tuple[Node, ...], style: Style) -> str:
    text = _at_least(terms[0], _SUM, style)
    for term in terms[1:]:
        if isinstance(term, Neg):
            text += style.binary_minus + _at_least(term.term, _PRODUCT, style)
        else:
            text += style.binary_plus + _at_least(term, _PRODUCT, style)
    return text


def _product(factors: tuple[Node, ...], style: Style) -> str:
    parts = [_at_least(factor, _SIGN, style) for factor in factors]
    text = parts[0]
    for left, right, part in zip(factors, factors[1:], parts[1:], strict=False):
        text += style.times(left, right) + part
    return text


def _quotient(over: Node, under: Node, style: Style) -> tuple[str, int]:
    """Give a fraction; on one line numerator and denominator get the brackets that they need."""
    above, below = _show(over, style), _show(under, style)
    least = _PRODUCT if isinstance(over, Mul) else _SIGN
    return style.fraction(above[0], below[0], _bracketed(above, least, style), _bracketed(below, _POWER, style))


def _power(base: Node, exponent: Node, style: Style) -> tuple[str, int]:
    raised = _show(exponent, style)
    inner = _at_least(base, _ATOM, style)
    return style.power(inner, raised[0], _bracketed(raised, _ATOM, style)), _POWER


def _call(name: str, args: tuple[Node, ...], style: Style) -> str:
    shown = [_show(arg, style)[0] for arg in args]
    return style.call(name, shown)


def _condition(condition: Condition, style: Style) -> str:
    match condition:
        case Rel(op, left, right):
            return _show(left, style)[0] + style.relation(op) + _show(right, style)[0]
        case Logic("not", (part,)):
            return style.word("not") + style.bracket(_condition(part, style))
        case Logic(op, parts):
            shown = [
                style.bracket(_condition(part, style)) if isinstance(part, Logic) else _condition(part, style)
                for part in parts
            ]
            return style.word(op).join(shown)
        case Truth(value):
            return style.truth(value)
    raise TypeError(condition)
