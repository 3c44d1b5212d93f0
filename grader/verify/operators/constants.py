"""Numbers that are off by one or by a factor, the wrong axis, the wrong index, the wrong type."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, with_fields

_AXES: dict[int | None, tuple[int, ...]] = {0: (1,), 1: (0,), -1: (0,), -2: (-1,), 2: (1,)}


def other_constant(site: Site) -> Iterator[Change]:
    """A whole number one more or less, a float twice or half as large, a truth value the other way round."""
    if not isinstance(site.node, ast.Constant) or site.within(ast.JoinedStr, ast.Raise, ast.Assert) or _axis(site):
        return
    if isinstance(site.parent, ast.keyword) and site.parent.arg == "strict":
        return  # of zip: it matters only where a mistake has been made before
    match site.node.value:
        case bool() as value:
            yield Change("constant", ast.Constant(not value))
        case int() as value:
            yield Change("constant", ast.Constant(value + 1))
            yield Change("constant", ast.Constant(value - 1))
        case float() as value:
            for other in (value * 2, value / 2) if value else (1.0,):
                yield Change("constant", ast.Constant(other))
        case str() as value:
            yield Change("constant", ast.Constant(value + "_"))


def other_axis(site: Site) -> Iterator[Change]:
    """`axis=1` for `axis=0`."""
    match site.node:
        case ast.keyword("axis", value):
            for other in _AXES.get(_whole(value), ()):
                yield Change("axis", with_fields(site.node, value=ast.Constant(other)))


def other_index(site: Site) -> Iterator[Change]:
    """`x[i + 1]` and `x[i - 1]` for `x[i]`, and the same at the ends of a slice."""
    match site.node, site.parent:
        case ast.Name(), ast.Subscript() if site.field == "slice":
            pass
        case ast.Name(), ast.Slice() if site.field != "step":
            pass
        case _:
            return
    for operator in (ast.Add(), ast.Sub()):
        yield Change("off-by-one", ast.BinOp(site.node, operator, ast.Constant(1)))


def other_end_of_slice(site: Site) -> Iterator[Change]:
    """`x[1:]` and `x[:-1]` where all of it is meant: an end that is not written cannot be moved otherwise."""
    match site.node:
        case ast.Slice(lower=None, upper=upper, step=None) if upper is not None:
            yield Change("off-by-one", with_fields(site.node, lower=ast.Constant(1)))
        case ast.Slice(lower=lower, upper=None, step=None) if lower is not None:
            yield Change("off-by-one", with_fields(site.node, upper=ast.Constant(-1)))


def other_type(site: Site) -> Iterator[Change]:
    """`int` for `float`, as in `astype(int)` or `dtype=int`: it cuts the fractions off."""
    match site.node:
        case ast.Name("float", ast.Load()):
            yield Change("type", ast.Name("int", ast.Load()))
        case ast.Attribute(attr="float64"):
            yield Change("type", with_fields(site.node, attr="int64"))


def _axis(site: Site) -> bool:
    return any(isinstance(node, ast.keyword) and node.arg == "axis" for node in site.above)


def _whole(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(int() as value):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(int() as value)):
            return -value
    return None


OPERATORS = (other_constant, other_axis, other_index, other_end_of_slice, other_type)
