"""Where in a syntax tree a change can be made: a node, where it hangs, and what stands around it."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# What a mistake would not change: it is not run, or it is what a person reads.
_LEFT_OUT = {"annotation", "returns", "decorator_list", "type_params", "type_comment"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Change:
    """One small change: what takes the node's place, statements of which there may be none.

    Args:
        operator: stable name of the kind of change.
        new: an expression for an expression, statements for a statement.
        note: says what happens where the changed statement itself would be long to read.
    """

    operator: str
    new: ast.AST | list[ast.stmt]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One node of the tree.

    Args:
        parent: the node above it, where it hangs in `field` (in a list, at `index`).
        statement: the innermost statement that it belongs to; itself where it is one.
        scope: the functions and classes around it, outermost first.
        above: every node above it, outermost first.
    """

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    statement: ast.stmt
    scope: tuple[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, ...]
    above: tuple[ast.AST, ...]

    @property
    def function(self) -> str:
        """The dotted name of the function around it; empty at the level of the module."""
        return ".".join(node.name for node in self.scope)

    @property
    def innermost(self) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        """The function around it."""
        return next((node for node in reversed(self.scope) if isinstance(node, _FUNCTIONS)), None)

    def within(self, *kinds: type[ast.AST]) -> bool:
        """Tell whether a node of one of these kinds is above it, in the same statement."""
        start = self.above.index(self.statement) if self.statement in self.above else len(self.above)
        return any(isinstance(node, kinds) for node in self.above[start:])

    @contextlib.contextmanager
    def changed(self, new: ast.AST | list[ast.stmt]) -> Iterator[None]:
        """Put something else in the node's place, for as long as the `with` statement runs."""
        if self.index is None:
            setattr(self.parent, self.field, new)
        else:
            place: list[Any] = getattr(self.parent, self.field)
            kept = list(place)
            place[self.index : self.index + 1] = new if isinstance(new, list) else [new]
        try:
            yield
        finally:
            if self.index is None:
                setattr(self.parent, self.field, self.node)
            else:
                place[:] = kept


Operator = Callable[[Site], Iterator[Change]]


def sites(tree: ast.Module) -> Iterator[Site]:
    """Go through every node that is run when the module is used, in the order of the text."""
    for index, statement in enumerate(tree.body):
        if not _is_main_block(statement):
            yield from _sites(Site(statement, tree, "body", index, statement, (), (tree,)))


def _sites(site: Site) -> Iterator[Site]:
    node = site.node
    if isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text(node):
        return
    yield site
    scope = (*site.scope, node) if isinstance(node, (*_FUNCTIONS, ast.ClassDef)) else site.scope
    for field, value in ast.iter_fields(node):
        if field in _LEFT_OUT:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                statement = child if isinstance(child, ast.stmt) else site.statement
                yield from _sites(Site(child, node, field, index, statement, scope, (*site.above, node)))


def _is_text(node: ast.AST) -> bool:
    """Tell whether it is a docstring, or another text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_main_block(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(statement.test)
    )


def called_name(call: ast.Call) -> str:
    """Give the last word of what is called: `sum` of np.sum(x), x.sum() and sum(x)."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def with_fields(node: ast.AST, **fields: object) -> Any:
    """Give a copy of the node with some fields replaced; the parts below are shared."""
    copy = type(node)(**dict(ast.iter_fields(node)))
    for name, value in fields.items():
        setattr(copy, name, value)
    return ast.copy_location(copy, node)


def statements(text: str) -> list[ast.stmt]:
    """Parse a few statements of our own."""
    return ast.parse(text).body


def swapped(items: Sequence[Any], at: int) -> list[Any]:
    """Give the items with those at `at` and `at + 1` exchanged."""
    return [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
