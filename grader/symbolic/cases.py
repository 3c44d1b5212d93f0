"""Values under conditions: LaTeX cases, `1 if z > 0 else 0`, `{0 if z < 0, 1 if z > 0}`, `(z > 0)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.symbolic import conditionals
from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import Token
from grader.symbolic.tree import Cases, Condition, Indicator, Logic, Node, Rel, Truth

if TYPE_CHECKING:
    from grader.symbolic.parsing import Parser

Item = tuple[Node, Condition]


def read_value(p: Parser, top: bool) -> Node:
    """Read a sum; a comparison that follows makes it a condition, `if` a value under one."""
    if p.peek("name", "not") or p.peek("name", "True") or p.peek("name", "False"):
        return _number_of(read_condition(p), p.tokens[0] if top else None)
    if p.peek("name", "if"):
        return conditionals.read_if(p)
    start = p.now
    value = p.sum()
    if p.peek("rel"):
        condition = read_condition(p, left=value)
        if p.accept("mark", "?"):
            return _ternary(p, condition)
        if top and p.peek("colon"):
            return _dictionary(p, Indicator(condition))
        return _number_of(condition, start if top else None)
    if isinstance(value, Indicator) and p.accept("mark", "?"):
        return _ternary(p, value.condition)
    if _at_if(p):
        return _after_if(p, value, start)
    if top and (p.peek("comma") or p.peek("semi")) and _condition_follows(p, p.at + 1):
        return _list_of_cases(p, value, braces=False)
    return value


def _number_of(condition: Condition, bare: Token | None) -> Node:
    """Give a condition as 1 or 0; one that stands alone, without brackets, is no value that anyone would write."""
    if bare is not None:
        raise Refused(
            "This is a condition: write the value, for instance Piecewise((2, z < 0), (3, z > 0)).",
            bare.start,
            tag="equation",
        )
    return Indicator(condition)


def _at_if(p: Parser) -> bool:
    return p.peek("name", "if") or p.peek("name", "for") or p.peek("name", "when")


def _after_if(p: Parser, value: Node, start: Token) -> Node:
    p.take()
    condition = read_condition(p)
    if p.accept("name", "else") or p.accept("name", "otherwise"):
        with p.deeper():
            other = p.value()
        return _flatten(((value, condition), (other, Truth(True))))
    items: list[Item] = [(value, condition)]
    while (p.peek("comma") or p.peek("semi") or p.peek("name", "and")) and not p.peek("end", ahead=1):
        mark = p.at
        p.take()
        p.accept("name", "and")
        if p.accept("name", "else") or p.accept("name", "otherwise"):
            items.append((p.sum(), Truth(True)))
            break
        item = _item(p)
        if item is None:
            p.at = mark
            break
        items.append(item)
    return Cases(tuple(items))


def _item(p: Parser) -> Item | None:
    """Read `value if condition`, `value, condition` or `value otherwise`; None where no condition follows."""
    value = p.sum()
    if _at_if(p):
        p.take()
        return value, read_condition(p)
    if p.accept("name", "otherwise") or p.accept("name", "else"):
        return value, Truth(True)
    if (p.peek("comma") or p.peek("amp")) and _condition_follows(p, p.at + 1):
        p.take()
        _ = _at_if(p) and p.take()
        return value, read_condition(p)
    return None


def _ternary(p: Parser, condition: Condition) -> Node:
    with p.deeper():
        value = p.value()
        if not p.accept("colon"):
            raise p.unexpected()
        return _flatten(((value, condition), (p.value(), Truth(True))))


def _flatten(items: tuple[Item, ...]) -> Node:
    value, condition = items[-1]
    if isinstance(value, Cases) and condition == Truth(True):
        return Cases((*items[:-1], *value.items))
    return Cases(items)


def _condition_follows(p: Parser, index: int) -> bool:
    """Tell whether a comparison stands between here and the next separator on this level."""
    depth = 0
    for token in p.tokens[index:]:
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "name" and token.value in ("otherwise", "else", "True", "if", "for", "when"):
            return True
        if depth < 0 or (depth == 0 and token.kind in ("comma", "semi", "newline", "end")):
            return False
        if token.kind in ("rel", "eq") and depth == 0:
            return True
    return False


def read_set(p: Parser) -> Node:
    """Read what stands in { }: a formula, or cases with commas or semicolons between them."""
    value = p.value()
    if isinstance(value, Indicator) and p.peek("colon"):
        return _dictionary(p, value)
    if (p.peek("comma") or p.peek("semi")) and _condition_follows(p, p.at + 1):
        return _list_of_cases(p, value, braces=True)
    return value


def _dictionary(p: Parser, first: Indicator) -> Node:
    items: list[Item] = []
    condition: Condition = first.condition
    while True:
        if not p.accept("colon"):
            raise p.unexpected()
        items.append((p.sum(), condition))
        if not (p.accept("comma") or p.accept("semi")):
            return Cases(tuple(items))
        if not _condition_follows(p, p.at):  # {z < 0: 0, 1} of Desmos
            return Cases((*items, (p.sum(), Truth(True))))
        condition = read_condition(p)


def _list_of_cases(p: Parser, value: Node, *, braces: bool) -> Node:
    """Read `0, z < 0; 1, z > 0` behind its first value."""
    p.take()
    _ = _at_if(p) and p.take()
    items: list[Item] = [(value, read_condition(p))]
    while p.peek("semi") or p.peek("comma") or p.peek("newline"):
        p.take()
        if p.peek("close") or p.peek("end"):
            break
        item = _item(p)
        if item is None:
            raise p.unexpected()
        items.append(item)
    return Cases(tuple(items))


def read_tex_cases(p: Parser, opening: Token) -> Node:
    """Read \\begin{cases} value & condition \\\\ ... \\end{cases}."""
    outer_bars, p.open_bars = p.open_bars, 0
    items: list[Item] = []
    while not p.accept("macro", "end-cases"):
        if p.peek("end"):
            raise Refused("\\begin{cases} is never closed: \\end{cases} is missing.", opening.start, opening.end)
        value = p.sum()
        while p.accept("comma") or p.accept("amp") or p.accept("colon"):
            pass
        if p.peek("newline") or p.peek("macro", "end-cases"):
            raise Refused("This case has no condition.", p.now.start, p.now.end)
        if _at_if(p):
            p.take()
        items.append((value, read_condition(p)))
        while p.accept("comma") or p.accept("semi"):
            pass
        if not p.accept("newline") and not p.peek("macro", "end-cases"):
            raise p.unexpected()
    if not items:
        raise Refused("There is no case between \\begin and \\end.", opening.start, opening.end)
    p.open_bars = outer_bars
    return Cases(tuple(items))


def read_indicator(p: Parser, token: Token) -> Node:
    """Read the condition of an indicator function."""
    if p.peek("open"):
        node = p.bracket()
        if isinstance(node, Indicator) and p.peek("open"):
            raise Refused("Write the indicator as (z > 0), without an argument.", token.start, p.now.end)
        if isinstance(node, Indicator):
            return node
    raise Refused("A condition is expected here, as in z > 0.", token.start, p.now.end)


def read_condition(p: Parser, left: Node | None = None) -> Condition:
    """Read comparisons joined by and, or, not; `left` is what was read before the first sign."""
    with p.deeper():
        parts = [_conjunction(p, left)]
        while p.accept("name", "or"):
            parts.append(_conjunction(p, None))
        return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))


def _conjunction(p: Parser, left: Node | None) -> Condition:
    parts = [_comparison(p, left)]
    while not _case_follows(p) and p.accept("name", "and"):
        parts.append(_comparison(p, None))
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def _case_follows(p: Parser) -> bool:
    """Tell whether `and` begins another case, as in `0 if z < 0 and 1 if z > 0` or `1 if z > 0 and 0 otherwise`."""
    depth = 0
    for token in p.tokens[p.at + 1 :]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth < 0 or token.kind in ("rel", "eq", "comma", "semi", "end") or token.value in ("True", "False"):
            return False
        if depth == 0 and token.kind == "name" and token.value in ("if", "for", "when", "else", "otherwise"):
            return True
    return False


def _comparison(p: Parser, left: Node | None) -> Condition:
    start = p.now
    if left is None:
        if p.accept("name", "not"):
            with p.deeper():
                return Logic("not", (_comparison(p, None),))
        for word, truth in (("True", True), ("False", False), ("otherwise", True), ("else", True)):
            if p.accept("name", word):
                return Truth(truth)
        left = p.sum()
        if isinstance(left, Indicator) and not p.peek("rel"):
            return left.condition
    parts: list[Condition] = []
    while p.peek("rel") or (p.peek("eq") and not parts):
        op = p.take().value
        right = p.sum()
        parts.append(Rel("==" if op == "=" else op, left, right))
        left = right
    if not parts:
        raise Refused("A condition such as z > 0 is expected here.", start.start, start.end)
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))
