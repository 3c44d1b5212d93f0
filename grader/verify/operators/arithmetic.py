"""Wrong signs, wrong operators, exchanged operands, terms and factors left out, transposes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, called_name, with_fields

_OTHER: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.MatMult),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
_ORDERED = (ast.Sub, ast.Div, ast.MatMult, ast.FloorDiv, ast.Pow)
_DROPS = {ast.Add: "drop-term", ast.Sub: "drop-term", ast.Mult: "drop-factor", ast.Div: "drop-factor"}


def other_operator(site: Site) -> Iterator[Change]:
    """`-` for `+`, `/` for `*`, `*` for `@`: also in `x += y`."""
    if isinstance(site.node, (ast.BinOp, ast.AugAssign)) and not _is_text(site.node):
        by_one = isinstance(site.node, ast.BinOp) and getattr(site.node.right, "value", None) == 1
        for other in _OTHER.get(type(site.node.op), ()):
            if by_one and other in (ast.Mult, ast.Div):
                continue  # x * 1.0 is x / 1.0
            yield Change("operator", with_fields(site.node, op=other()))


def exchanged_operands(site: Site) -> Iterator[Change]:
    """`b - a` for `a - b`."""
    match site.node:
        case ast.BinOp(left, op, right) if isinstance(op, _ORDERED) and not _is_text(site.node):
            if isinstance(op, ast.Sub) and _sign_is_lost(site):
                return
            yield Change("swap-operands", with_fields(site.node, left=right, right=left))


def dropped_operand(site: Site) -> Iterator[Change]:
    """`a` or `b` for `a + b`, `a * b`, `a @ b`."""
    match site.node:
        case ast.BinOp(left, ast.Add() | ast.Mult() | ast.MatMult(), right) if not _is_text(site.node):
            name = _DROPS.get(type(site.node.op), "drop-factor")
            yield Change(name, left)
            yield Change(name, right)
        case ast.BinOp(left, ast.Sub(), right):
            yield Change("drop-term", left)
            yield Change("drop-term", ast.UnaryOp(ast.USub(), right))
        case ast.BinOp(left, ast.Div() | ast.Pow()):
            yield Change("drop-factor", left)


def dropped_sign(site: Site) -> Iterator[Change]:
    """`x` for `-x`; a number's own sign counts too."""
    match site.node:
        case ast.UnaryOp(ast.USub(), operand) if not _is_axis(site):
            yield Change("sign", operand)


def flipped_return(site: Site) -> Iterator[Change]:
    """`return -x` for `return x`."""
    match site.node:
        case ast.Return(value=ast.BinOp() | ast.Call() | ast.Name() | ast.Subscript() as value) if not _is_text(value):
            if not (isinstance(value, ast.Name) and value.id == "self"):
                yield Change("sign", [with_fields(site.node, value=ast.UnaryOp(ast.USub(), value))])


def transposed(site: Site) -> Iterator[Change]:
    """`x` for `x.T`; `a.T @ b` and `a @ b.T` for `a @ b`."""
    match site.node:
        case ast.Attribute(value, "T", ast.Load()):
            yield Change("transpose", value)
        case ast.BinOp(left, ast.MatMult(), right):
            if not _is_transpose(left):
                yield Change("transpose", with_fields(site.node, left=ast.Attribute(left, "T", ast.Load())))
            if not _is_transpose(right):
                yield Change("transpose", with_fields(site.node, right=ast.Attribute(right, "T", ast.Load())))


def _is_transpose(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _is_text(node: ast.AST) -> bool:
    """Tell whether text is put together here: "a" + "b", "%s" % x."""
    return any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        for part in ast.walk(node)
        if not isinstance(node, ast.Call)
    ) and not any(isinstance(part, (ast.Call, ast.Subscript)) for part in ast.walk(node))


def _sign_is_lost(site: Site) -> bool:
    """Tell whether an even power or an absolute value makes a - b and b - a the same."""
    match site.parent:
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(int() as power)):
            return power % 2 == 0 and site.field == "left"
        case ast.Call(args=[_]):
            return called_name(site.parent) in ("abs", "fabs", "absolute", "square", "norm")
    return False


def _is_axis(site: Site) -> bool:
    return isinstance(site.parent, ast.keyword) and site.parent.arg == "axis"


OPERATORS = (other_operator, exchanged_operands, dropped_operand, dropped_sign, flipped_return, transposed)
