"""Whether a student has written anything yet: by what the file says, so that a moved comment is no progress."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.variant import without_numbers


def nothing_written(content: bytes) -> bool:
    """Tell whether a file still is what a stub is: functions that do nothing, answers that are empty.

    A file that Python cannot read is somebody's work.
    """
    try:
        tree = ast.parse(without_numbers(content.decode("utf-8-sig")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not content.strip()
    functions = [node for node in _inside(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    # A stub may come with its constructor written: the parameters are its contract.
    functions = [node for node in functions if node.name != "__init__"] or functions
    answers = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    if functions:
        return all(_does_nothing(function) for function in functions)
    return all(_is_empty(answer) for answer in answers)


def _inside(tree: ast.Module) -> Iterator[ast.stmt]:
    """Give the statements of the module and of its classes."""
    for node in tree.body:
        yield node
        if isinstance(node, ast.ClassDef):
            yield from node.body


def _does_nothing(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = function.body
    if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]  # the docstring, or `...`
    return all(isinstance(node, ast.Pass) or _raises_not_implemented(node) for node in body)


def _raises_not_implemented(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _is_empty(value: ast.expr) -> bool:
    match value:
        case ast.Constant(value=None | ""):
            return True
        case ast.Constant(value=held):
            return held is ...
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) | ast.Dict(values=items):
            return all(_is_empty(item) for item in items)
    return False
