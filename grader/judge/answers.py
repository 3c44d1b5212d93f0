"""The literal assignments of a student's file, read from its syntax tree and never executed."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from grader.errors import StudentFault

MAX_DEPTH = 20
MOST_NAMES = 100  # among which a misspelt one is looked for
MISSPELT = 0.88  # how alike it must be: the names of two answers of one exercise may be alike as well


class Answers(Mapping[str, Any]):
    """The top-level `name = literal` lines of a file, by name; also as attributes.

    Raises:
        StudentFault: (a KeyError too) for a name that is not assigned, or not assigned a literal.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._values: dict[str, Any] = {}
        self._not_literal: dict[str, int] = {}
        for name, node in _assignments(tree):
            try:
                self._values[name] = literal(node)
                self._not_literal.pop(name, None)
            except ValueError:
                self._values.pop(name, None)
                self._not_literal[name] = node.lineno

    def __getitem__(self, name: str) -> Any:
        """Give the value assigned last to `name`."""
        if name in self._values:
            return self._values[name]
        if name in self._not_literal:
            raise MissingAnswer(
                f"`{name}` in line {self._not_literal[name]} is computed; write the answer itself, as text in quotes, "
                "a number or a list: this file is read, not run"
            )
        written = {one.lower(): one for one in [*self._values, *self._not_literal][:MOST_NAMES]}
        near = difflib.get_close_matches(name.lower(), written, 1, MISSPELT)
        other = f", and not as `{written[near[0]]}`" if near else ""
        raise MissingAnswer(f"your file has no line `{name} = ...`; give your answer under exactly that name{other}")

    def __getattr__(self, name: str) -> Any:
        """Give the same as `answers[name]`."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names that hold a literal."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the names that hold a literal."""
        return len(self._values)

    def get(self, name: str, default: Any = None) -> Any:
        """Give `answers[name]`, or the default where there is none."""
        return self._values.get(name, default)

    def __contains__(self, name: object) -> bool:
        """Tell whether `name` holds a literal."""
        return name in self._values


class MissingAnswer(StudentFault, KeyError):
    """A name that the student's file does not answer."""

    def __str__(self) -> str:
        """Give the sentence, without the quotes that KeyError puts round it."""
        return self.sentence


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
                elif (
                    isinstance(target, (ast.Tuple, ast.List))
                    and isinstance(statement.value, (ast.Tuple, ast.List))
                    and len(target.elts) == len(statement.value.elts)
                ):
                    for one, value in zip(target.elts, statement.value.elts, strict=True):
                        if isinstance(one, ast.Name):
                            yield one.id, value
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield statement.target.id, statement.value
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            yield (
                statement.target.id,
                ast.copy_location(ast.BinOp(statement.target, statement.op, statement.value), statement),
            )


def literal(node: ast.expr, depth: int = 0) -> Any:
    """Give the value of a literal: numbers with a sign, text (also joined by +), lists, tuples, sets, dicts.

    Raises:
        ValueError: it is not a literal, or nested deeper than 20.
    """
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    match node:
        case ast.Constant(value=value) if not isinstance(value, type(...)):
            return value
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=ast.Constant(value=int() | float() as value)):
            return -value if isinstance(sign, ast.USub) else +value
        case ast.List(elts=items):
            return [literal(item, depth + 1) for item in items]
        case ast.Tuple(elts=items):
            return tuple(literal(item, depth + 1) for item in items)
        case ast.Set(elts=items):
            return {_hashable(literal(item, depth + 1)) for item in items}
        case ast.Dict(keys=keys, values=values):
            return {
                _hashable(_key(key, depth)): literal(value, depth + 1) for key, value in zip(keys, values, strict=True)
            }
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            first, second = literal(left, depth + 1), literal(right, depth + 1)
            if isinstance(first, str) and isinstance(second, str):
                return first + second
        case ast.JoinedStr(values=parts) if all(isinstance(part, ast.Constant) for part in parts):
            return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    raise ValueError("not a literal")


def _key(key: ast.expr | None, depth: int) -> Any:
    if key is None:
        raise ValueError("unpacking is not a literal")
    return literal(key, depth + 1)


def _hashable(value: Any) -> Any:
    try:
        hash(value)
    except TypeError:
        raise ValueError("not hashable") from None
    return value
