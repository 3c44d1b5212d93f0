"""Statements left out, loops that stop early or skip an end, results in the wrong order."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, swapped, with_fields


def left_out_statement(site: Site) -> Iterator[Change]:
    """A statement that is not there. Names would be missing without their first assignment: that proves nothing."""
    match site.node:
        case ast.AugAssign() | ast.Raise() | ast.Break() | ast.Continue() | ast.Expr(value=ast.Call()) | ast.Delete():
            pass
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            pass
        case ast.Assign(targets=[ast.Name(id=name)]) if _bound_before(site, name):
            pass
        case ast.Return() if _is_early(site):
            pass
        case _:
            return
    yield Change("drop-statement", [ast.Pass()], "left out")


def one_round_only(site: Site) -> Iterator[Change]:
    """A loop that ends after its first round: the `return` or `break` that is indented too deeply."""
    match site.node:
        case ast.For(body=body) | ast.While(body=body) if not isinstance(body[-1], (ast.Break, ast.Return, ast.Raise)):
            yield Change("one-round", [with_fields(site.node, body=[*body, ast.Break()])], "ends after one round")


def missing_end(site: Site) -> Iterator[Change]:
    """A loop without its first, or without its last, round."""
    match site.node:
        case ast.For(iter=items) | ast.comprehension(iter=items):
            for ends in (ast.Slice(lower=ast.Constant(1)), ast.Slice(upper=ast.Constant(-1))):
                everything = ast.Call(ast.Name("list", ast.Load()), [items], [])
                new = with_fields(site.node, iter=ast.Subscript(everything, ends, ast.Load()))
                yield Change("off-by-one", [new] if isinstance(site.node, ast.For) else new)


def exchanged_results(site: Site) -> Iterator[Change]:
    """`b, a` for `a, b`, in what is returned, built or assigned; exchanged values of a dict."""
    match site.node:
        case ast.Tuple(elts=items, ctx=ast.Load()) | ast.List(elts=items, ctx=ast.Load()) if not _is_shape(site):
            for at in range(len(items) - 1):
                if ast.dump(items[at]) != ast.dump(items[at + 1]):
                    yield Change("swap-elements", with_fields(site.node, elts=swapped(items, at)))
        case ast.Dict(values=values):
            for at in range(len(values) - 1):
                if ast.dump(values[at]) != ast.dump(values[at + 1]):
                    yield Change("swap-elements", with_fields(site.node, values=swapped(values, at)))


def other_exception(site: Site) -> Iterator[Change]:
    """Another exception than the one that the statement names."""
    match site.node:
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name) as func) as call) if name != "RuntimeError":
            new = with_fields(call, func=with_fields(func, id="RuntimeError"))
            yield Change("exception", [with_fields(site.node, exc=new)])


def _is_early(site: Site) -> bool:
    """Tell whether a `return` is not the last statement of its function."""
    function = site.innermost
    return function is not None and function.body[-1] is not site.node


def _bound_before(site: Site, name: str) -> bool:
    """Tell whether the name has a value before this statement: a parameter, or assigned further up."""
    function = site.innermost
    if function is None or not isinstance(site.node, ast.stmt):
        return False
    arguments = function.args
    if any(one.arg == name for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)):
        return True
    return any(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
        for node in ast.walk(function)
        if getattr(node, "lineno", site.node.lineno) < site.node.lineno
    )


def _is_shape(site: Site) -> bool:
    """Tell whether it is the index of an array, as in x[:, 0], where both orders are seldom one mistake."""
    return isinstance(site.parent, ast.Subscript)


OPERATORS = (left_out_statement, one_round_only, missing_end, exchanged_results, other_exception)
