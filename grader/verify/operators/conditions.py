"""Comparisons that are off at the boundary or the wrong way round, and conditions that do not count."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, with_fields

_OTHER: dict[type[ast.cmpop], tuple[tuple[str, type[ast.cmpop]], ...]] = {
    ast.Lt: (("boundary", ast.LtE), ("comparison", ast.GtE)),
    ast.LtE: (("boundary", ast.Lt), ("comparison", ast.Gt)),
    ast.Gt: (("boundary", ast.GtE), ("comparison", ast.LtE)),
    ast.GtE: (("boundary", ast.Gt), ("comparison", ast.Lt)),
    ast.Eq: (("comparison", ast.NotEq),),
    ast.NotEq: (("comparison", ast.Eq),),
    ast.Is: (("comparison", ast.IsNot),),
    ast.IsNot: (("comparison", ast.Is),),
    ast.In: (("comparison", ast.NotIn),),
    ast.NotIn: (("comparison", ast.In),),
}


def other_comparison(site: Site) -> Iterator[Change]:
    """`<=` and `>=` for `<`; `!=` for `==`."""
    match site.node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                for name, other in _OTHER.get(type(op), ()):
                    yield Change(name, with_fields(site.node, ops=[*ops[:at], other(), *ops[at + 1 :]]))


def no_condition(site: Site) -> Iterator[Change]:
    """A branch that is always, or never, taken. A `while` that never ends would only cost time."""
    match site.node:
        case ast.If():
            for value in (True, False):
                yield Change("condition", [with_fields(site.node, test=ast.Constant(value))])
        case ast.While():
            yield Change("condition", [with_fields(site.node, test=ast.Constant(False))])
        case ast.IfExp(_, body, orelse):
            yield Change("condition", body)
            yield Change("condition", orelse)
        case ast.comprehension(ifs=ifs) if ifs:
            yield Change("condition", with_fields(site.node, ifs=[]))


def other_logic(site: Site) -> Iterator[Change]:
    """`or` for `and`, one of the parts for both, and a `not` left out."""
    match site.node:
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield Change("logic", with_fields(site.node, op=other))
            for at in range(len(values)):
                rest = values[:at] + values[at + 1 :]
                yield Change("logic", rest[0] if len(rest) == 1 else with_fields(site.node, values=rest))
        case ast.UnaryOp(ast.Not() | ast.Invert(), operand):
            yield Change("logic", operand)


OPERATORS = (other_comparison, no_condition, other_logic)
