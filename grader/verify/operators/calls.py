"""Calls of the wrong function, with exchanged, missing or wrong arguments, or left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, called_name, swapped, with_fields

# Functions that people confuse, by the last word of the name: as np.sum(x), x.sum() and math.exp(x).
_CONFUSED: dict[str, tuple[str, ...]] = {
    "sum": ("mean",), "mean": ("sum",), "max": ("min",), "min": ("max",), "maximum": ("minimum",),
    "minimum": ("maximum",), "argmax": ("argmin",), "argmin": ("argmax",), "exp": ("expm1",), "expm1": ("exp",),
    "log": ("log1p",), "log1p": ("log",), "log2": ("log",), "log10": ("log",), "sqrt": ("square",),
    "square": ("sqrt",), "sin": ("cos",), "cos": ("sin",), "tanh": ("arctan",), "sinh": ("cosh",), "cosh": ("sinh",),
    "zeros": ("ones",), "ones": ("zeros",), "zeros_like": ("ones_like",), "ones_like": ("zeros_like",),
    "floor": ("ceil",), "ceil": ("floor",), "any": ("all",), "all": ("any",), "var": ("std",), "std": ("var",),
    "cumsum": ("cumprod",), "cumprod": ("cumsum",), "prod": ("sum",), "dot": ("multiply",), "matmul": ("multiply",),
    "vstack": ("hstack",), "hstack": ("vstack",), "median": ("mean",), "array": ("asarray",), "isnan": ("isfinite",),
    "isfinite": ("isinf",), "isinf": ("isnan",), "uniform": ("normal",), "nansum": ("sum",),
}  # fmt: skip
# The builtin functions of these names have no such sibling as a builtin.
_BUILTIN = {"sum": (), "max": ("min",), "min": ("max",), "any": ("all",), "all": ("any",)}
_SYMMETRIC = {
    "maximum", "minimum", "max", "min", "hypot", "logaddexp", "add", "multiply", "isclose", "allclose", "array_equal",
    "isinstance", "getattr", "hasattr", "zip", "print",
}  # fmt: skip
# Without these the argument is the same value; whether it is copied or changed in place is asked elsewhere.
_CONVERSIONS = {
    "float", "int", "bool", "str", "asarray", "array", "list", "tuple", "float64", "asanyarray", "isinstance", "super",
    "range", "enumerate", "zip", "len", "default_rng", "ascontiguousarray", "dict", "set", "print", "repr",
}  # fmt: skip


def confused_function(site: Site) -> Iterator[Change]:
    """`np.mean` for `np.sum`, `np.minimum` for `np.maximum`, `expm1` for `exp`."""
    match site.node:
        case ast.Call(func=ast.Attribute(attr=name) as func):
            for other in _CONFUSED.get(name, ()):
                if not (name == "array" and _is_fresh(site)):
                    yield Change("function", with_fields(site.node, func=with_fields(func, attr=other)))
        case ast.Call(func=ast.Name(id=name) as func):
            for other in _BUILTIN.get(name, _CONFUSED.get(name, ()) if name not in _BUILTIN else ()):
                yield Change("function", with_fields(site.node, func=with_fields(func, id=other)))
        case ast.Attribute(value, "size", ast.Load()):
            yield Change("function", ast.Call(ast.Name("len", ast.Load()), [value], []))
        case ast.Attribute(attr="maximum" | "minimum" | "argmin" | "argmax" as name) if not _is_called(site):
            yield Change("function", with_fields(site.node, attr=_CONFUSED[name][0]))


def left_out_call(site: Site) -> Iterator[Change]:
    """`x` for `np.exp(x)`, and `x` for `x.sum(...)` or `x.copy()`."""
    if not isinstance(site.node, ast.Call) or called_name(site.node) in _CONVERSIONS or site.within(ast.Raise):
        return
    call = site.node
    if isinstance(site.parent, ast.Expr):
        return  # a call for its effect: statements.py leaves it out
    if isinstance(call.func, ast.Attribute) and not _is_module(call.func.value) and not call.args:
        yield Change("drop-call", call.func.value)
    elif call.args and not isinstance(call.args[0], ast.Starred):
        yield Change("drop-call", call.args[0])


def exchanged_arguments(site: Site) -> Iterator[Change]:
    """`f(b, a)` for `f(a, b)`."""
    match site.node:
        case ast.Call(args=args) if called_name(site.node) not in _SYMMETRIC:
            for at in range(len(args) - 1):
                pair = args[at : at + 2]
                if not any(isinstance(one, ast.Starred) for one in pair) and ast.dump(pair[0]) != ast.dump(pair[1]):
                    yield Change("swap-arguments", with_fields(site.node, args=swapped(args, at)))


def left_out_keyword(site: Site) -> Iterator[Change]:
    """`np.sum(x)` for `np.sum(x, axis=0)`."""
    match site.node:
        case ast.Call(keywords=keywords):
            for at, keyword in enumerate(keywords):
                if keyword.arg is not None and called_name(site.node) not in ("zip", "print"):
                    yield Change("drop-keyword", with_fields(site.node, keywords=keywords[:at] + keywords[at + 1 :]))


def left_out_bound(site: Site) -> Iterator[Change]:
    """`np.clip(x, None, b)` and `np.clip(x, a, None)` for `np.clip(x, a, b)`."""
    match site.node:
        case ast.Call(args=[x, low, high]) if called_name(site.node) == "clip":
            yield Change("drop-bound", with_fields(site.node, args=[x, ast.Constant(None), high]))
            yield Change("drop-bound", with_fields(site.node, args=[x, low, ast.Constant(None)]))


def other_end(site: Site) -> Iterator[Change]:
    """One step too many or too few: `range(n + 1)`, `range(n - 1)` and `range(1, n)` for `range(n)`."""
    match site.node:
        case ast.Call(func=ast.Name("range"), args=args, keywords=[]) if args:
            stop = 0 if len(args) == 1 else 1
            if not isinstance(args[stop], ast.Constant):  # a literal is changed as a constant
                for operator in (ast.Add(), ast.Sub()):
                    moved = ast.BinOp(args[stop], operator, ast.Constant(1))
                    yield Change("off-by-one", with_fields(site.node, args=[*args[:stop], moved, *args[stop + 1 :]]))
            if len(args) == 1:
                yield Change("off-by-one", with_fields(site.node, args=[ast.Constant(1), *args]))


def _is_called(site: Site) -> bool:
    return isinstance(site.parent, ast.Call) and site.field == "func"


def _is_fresh(site: Site) -> bool:
    """Tell whether the first argument is a list made here, of which `array` and `asarray` both make a new array."""
    match site.node:
        case ast.Call(args=[ast.List() | ast.Tuple() | ast.ListComp(), *_]):
            return True
        case ast.Call(args=[ast.Name(id=name), *_]) if site.innermost is not None:
            return any(
                isinstance(node, ast.Assign)
                and isinstance(node.value, (ast.List, ast.ListComp))
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
                for node in ast.walk(site.innermost)
            )
    return False


def _is_module(node: ast.expr) -> bool:
    """Tell whether it looks like a module: np, math, np.linalg."""
    match node:
        case ast.Name(id="np" | "numpy" | "math" | "random" | "itertools" | "functools" | "cmath" | "statistics"):
            return True
        case ast.Attribute(value):
            return _is_module(value)
    return False


OPERATORS = (
    confused_function,
    left_out_call,
    exchanged_arguments,
    left_out_keyword,
    left_out_bound,
    other_end,
)
