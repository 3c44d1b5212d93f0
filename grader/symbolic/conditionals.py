"""Functions that choose: Piecewise, np.where, If(z > 0, 1, 0) and `if z > 0 then 1 else 0`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.symbolic import cases
from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import Token
from grader.symbolic.tree import Cases, Condition, Indicator, Node, Rel, Truth
from grader.symbolic.vocabulary import RELATIONS

if TYPE_CHECKING:
    from grader.symbolic.parsing import Parser

Item = tuple[Node, Condition]
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_PIECEWISE = "Write Piecewise((value, condition), (value, True))."


def read_piecewise(p: Parser) -> Node:
    """Read Piecewise((value, condition), ...), and Piecewise[{{value, condition}, ...}] of Mathematica."""
    name = p.take()
    closing: list[Token] = []
    for _ in range(2):
        if p.peek("open") and (not closing or (p.peek("open", ahead=1) and p.now.value != "(")):
            closing.append(p.take())
    if not closing or closing[0].value not in "([":
        raise Refused(_PIECEWISE, name.start, name.end)
    if len(closing) == 1 and not p.peek("open"):
        return _pairs_in_turn(p, name, closing[0])
    items: list[Item] = []
    while True:
        pair = p.now
        if not p.accept("open"):
            raise Refused(_PIECEWISE, name.start, p.now.end)
        value = p.value()
        if not p.accept("comma"):
            raise Refused("A value and its condition are expected here.", pair.start, p.now.end)
        items.append((value, cases.read_condition(p)))
        p.expect("close", _CLOSING.get(pair.value, pair.value), pair)
        if not p.accept("comma") or p.peek("close"):
            break
    for opening in reversed(closing):
        if opening is closing[0] and len(closing) == 2 and p.accept("comma"):  # Piecewise[{{1, z > 0}}, 0]
            items.append((p.value(), Truth(True)))
        p.expect("close", _CLOSING[opening.value], opening)
    return Cases(tuple(items))


def read_where(p: Parser) -> Node:
    """Read np.where(condition, value, other) and If(condition, value, ..., other)."""
    name = p.take()
    opening = p.now
    if not (p.accept("open", "(") or p.accept("open", "[")):
        raise Refused(f"Write {name.value}(condition, value, other value).", name.start, name.end)
    return _pairs_in_turn(p, name, opening)


def _pairs_in_turn(p: Parser, name: Token, opening: Token) -> Node:
    """Read `condition, value, condition, value, ..., other value` up to the closing bracket."""
    wanted = Refused(f"Write {name.value}(condition, value, other value).", name.start, opening.end)
    items: list[Item] = []
    condition: Condition | None = cases.read_condition(p)
    while condition is not None:
        if not _separator(p):
            raise wanted
        items.append((p.value(), condition))
        condition = None
        if _separator(p) and not p.peek("close"):
            other = p.value()
            if (p.peek("comma") or p.peek("semi")) and isinstance(other, Indicator) and not p.peek("close", ahead=1):
                condition = other.condition
            else:
                items.append((other, Truth(True)))
    if len(items) < 2:
        raise wanted
    _separator(p)  # one more, which Python allows
    p.expect("close", _CLOSING[opening.value], opening)
    return Cases(tuple(items))


def _separator(p: Parser) -> bool:
    """Step over what separates arguments; where decimals have a comma, spreadsheets write a semicolon."""
    return p.accept("comma") or p.accept("semi")


def read_if(p: Parser) -> Node:
    """Read `if z > 0 then 1 else 0`, `if z > 0: 1 else: 0` and if(z > 0, 1, 0)."""
    if p.peek("open", "(", ahead=1) and _has_comma(p, p.at + 2):
        return read_where(p)
    p.take()
    condition = cases.read_condition(p)
    if not (p.accept("name", "then") or p.accept("colon") or p.accept("comma")):
        raise p.unexpected()
    value = p.sum()
    _separator(p)
    if p.peek("name", "elif") or p.peek("name", "elseif"):
        with p.deeper():
            other = read_if(p)
        return Cases(((value, condition), (other, Truth(True))))
    if not (p.accept("name", "else") or p.accept("name", "otherwise")):
        raise Refused("What is the value otherwise? Write it behind else.", p.now.start, p.now.end)
    p.accept("colon")
    with p.deeper():
        return Cases(((value, condition), (p.value(), Truth(True))))


def _has_comma(p: Parser, index: int) -> bool:
    """Tell whether a comma stands in the bracket that is open here."""
    depth = 0
    for token in p.tokens[index:]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth < 0:
            return False
        if depth == 0 and token.kind == "comma":
            return True
    return False


def read_relation(p: Parser) -> Node:
    """Read Eq(z, 0), Gt(z, 0) and their like, as sympy writes them."""
    name = p.take()
    opening = p.now
    if not p.accept("open", "("):
        raise Refused(f"Write {name.value}(left, right).", name.start, name.end)
    left = p.value()
    if not p.accept("comma"):
        raise p.unexpected()
    node = Indicator(Rel(RELATIONS[name.value], left, p.value()))
    p.expect("close", ")", opening)
    return node
