"""Functions that change an argument, or give an earlier call's answer again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.operators.site import Change, Site, statements, with_fields

# Only after the answer is there, so that nothing but the argument is different.
_CHANGES = """
def _changes(position, name):
    def decorate(function):
        def changing(*args, **kwargs):
            answer = function(*args, **kwargs)
            given = args[position] if position < len(args) else kwargs.get(name)
            for item in given if isinstance(given, (list, tuple)) else [given]:
                if hasattr(item, "dtype") and hasattr(item, "fill"):
                    item.fill(7)
                elif isinstance(given, list):
                    given.append(item)
                    break
            return answer
        return changing
    return decorate
"""
_KEEPS = """
def _keeps(function, answers={}):
    def keeping(*args, **kwargs):
        key = str([getattr(value, "shape", type(value)) for value in (*args, *kwargs.values())])
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        return answers[key]
    return keeping
"""
_COLLECTIONS = {"ndarray", "list", "Sequence", "ArrayLike", "NDArray", "MutableSequence"}
_ARRAY_MEMBERS = {"shape", "T", "sum", "mean", "copy", "size", "reshape", "astype", "ndim", "max", "min", "dot"}


def changed_argument(site: Site) -> Iterator[Change]:
    """A function that leaves an array among its arguments changed."""
    if not isinstance(site.node, ast.FunctionDef) or not _is_public(site):
        return
    function = site.node
    for position, one in enumerate([*function.args.posonlyargs, *function.args.args]):
        if one.arg not in ("self", "cls") and _is_collection(one, function):
            decorator = statements(f"_changes({position}, {one.arg!r})")[0]
            yield _decorated(function, _CHANGES, decorator, "in-place", f"leaves its argument {one.arg} changed")


def kept_answer(site: Site) -> Iterator[Change]:
    """A function that remembers: arguments of the same shapes get the answer of the first time."""
    if not isinstance(site.node, ast.FunctionDef) or not isinstance(site.parent, ast.Module) or not _is_public(site):
        return
    if site.node.args.args or site.node.args.posonlyargs:
        note = "gives its first answer again to arguments of the same shapes"
        yield _decorated(site.node, _KEEPS, statements("_keeps")[0], "kept-answer", note)


def _decorated(function: ast.FunctionDef, helper: str, decorator: ast.stmt, name: str, note: str) -> Change:
    assert isinstance(decorator, ast.Expr)
    changed = with_fields(function, decorator_list=[*function.decorator_list, decorator.value])
    return Change(name, [*statements(helper), changed], note)


def _is_public(site: Site) -> bool:
    """Tell whether a grader may call it: no name on the way begins with an underscore, save a constructor's."""
    names = [*(node.name for node in site.scope), getattr(site.node, "name", "")]
    in_function = any(isinstance(node, ast.FunctionDef) for node in site.scope)
    return not in_function and not any(name.startswith("_") for name in names)


def _is_collection(argument: ast.arg, function: ast.FunctionDef) -> bool:
    """Tell whether arrays or lists come here: by the annotation, or by what is done with it where there is none."""
    if argument.annotation is not None:
        words = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(argument.annotation)}
        return bool(words & _COLLECTIONS)
    for node in ast.walk(function):
        match node:
            case ast.Subscript(value=ast.Name(id=name)) | ast.For(iter=ast.Name(id=name)):
                pass
            case ast.comprehension(iter=ast.Name(id=name)):
                pass
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in _ARRAY_MEMBERS:
                pass
            case (
                ast.BinOp(left=ast.Name(id=name), op=ast.MatMult())
                | ast.BinOp(op=ast.MatMult(), right=ast.Name(id=name))
            ):
                pass
            case ast.Call(func=ast.Name(id="len" | "sum" | "zip" | "enumerate"), args=[ast.Name(id=name), *_]):
                pass
            case _:
                continue
        if name == argument.arg:
            return True
    return False


OPERATORS = (changed_argument, kept_answer)
