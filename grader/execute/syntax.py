"""A syntax tree as flat rows that any process can check: flattened in the child, rebuilt in the trusted process.

Row: [class, [line, column, end line, end column] or [], fields]. A field is a value, Tree("#", [row]) for a child node,
or Tree("l", [...]) of either. Classes and fields are checked against Python's grammar, which `ast` keeps in docstrings.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import Any

import msgspec

from grader.execute.wire import MAX_INT_BITS, Node, Refused, Tree, WireError

MAX_ROWS = 50_000
MAX_TREE_DEPTH = 200
_MAX_BYTES = 8 << 20
_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")


class Row(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """One node."""

    kind: str
    place: list[int]
    fields: list[bool | int | float | str | Tree | None]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Row]).decode


def flatten(tree: ast.Module) -> bytes:
    """Give the rows as bytes, the module first; Refused when there are too many or they are nested too deeply."""
    rows: list[Row] = []
    waiting: list[tuple[ast.AST, int, int]] = [(tree, 0, 0)]
    rows.append(Row("Module", [], []))
    while waiting:
        node, index, depth = waiting.pop()
        if depth > MAX_TREE_DEPTH:
            raise Refused(f"nested deeper than {MAX_TREE_DEPTH} levels")

        def link(child: ast.AST, depth: int = depth) -> Tree:
            if len(rows) >= MAX_ROWS:
                raise Refused(f"longer than {MAX_ROWS:,} pieces of syntax")
            rows.append(Row(type(child).__name__, [], []))
            waiting.append((child, len(rows) - 1, depth + 1))
            return Tree("#", [len(rows) - 1])

        row = rows[index]
        row.place = [place for name in _PLACES if (place := getattr(node, name, None)) is not None]
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                row.fields.append(Tree("l", [link(i) if isinstance(i, ast.AST) else _constant(i) for i in value]))
            else:
                row.fields.append(link(value) if isinstance(value, ast.AST) else _constant(value))
    try:
        data = _encode(rows)
    except UnicodeEncodeError:
        raise Refused("holding text that is not valid Unicode (a lone surrogate)") from None
    if len(data) > _MAX_BYTES:
        raise Refused(f"too long (more than {_MAX_BYTES >> 20} MiB of syntax)")
    return data


def rebuild(data: bytes | memoryview) -> ast.Module:
    """Give the tree that the rows describe; WireError when they describe none."""
    if len(data) > _MAX_BYTES:
        raise WireError("syntax tree too large")
    try:
        rows = _decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise WireError(f"syntax tree: {error}") from None
    if not 0 < len(rows) <= MAX_ROWS or rows[0].kind != "Module":
        raise WireError("syntax tree without a module")
    nodes: list[ast.AST | None] = [None] * len(rows)
    depths = [0] * len(rows)
    for index in range(len(rows) - 1, -1, -1):  # children always come after their parent
        nodes[index], depths[index] = _node(rows[index], index, nodes, depths)
    module = nodes[0]
    assert isinstance(module, ast.Module)
    return module


def _node(row: Row, index: int, nodes: list[ast.AST | None], depths: list[int]) -> tuple[ast.AST, int]:
    grammar = _grammar().get(row.kind)
    if grammar is None or len(row.fields) != len(grammar.fields) or len(row.place) not in (0, 4):
        raise WireError(f"syntax node {row.kind[:40]}")
    depth = 0

    def child(value: Node, kind: str) -> Any:
        nonlocal depth
        if not (isinstance(value, Tree) and value.kind == "#"):
            return _plain(value, kind)
        match value.items:
            case [int() as number] if index < number < len(nodes) and nodes[number] is not None:
                node, nodes[number] = nodes[number], None  # one parent each: a tree, not a web
                depth = max(depth, depths[number] + 1)
                if depth > MAX_TREE_DEPTH or not isinstance(node, _base(kind)):
                    raise WireError(f"{row.kind} holds what Python's grammar does not allow")
                return node
        raise WireError("syntax node with a wrong link")

    values: dict[str, Any] = {}
    for (name, kind, mark), value in zip(grammar.fields, row.fields, strict=True):
        if mark == "*":
            if not (isinstance(value, Tree) and value.kind == "l"):
                raise WireError(f"{row.kind}.{name}")
            # `None` stands in lists for what is left out: {**a} has no key, keyword-only arguments no default
            values[name] = [None if item is None else child(item, kind) for item in value.items]
        elif value is None and (mark == "?" or kind == "constant"):
            values[name] = None
        else:
            values[name] = child(value, kind)
    if grammar.placed and len(row.place) == 4:
        values.update(zip(_PLACES, row.place, strict=True))
    return grammar.kind(**values), depth


class _Grammar(msgspec.Struct):
    kind: type[ast.AST]
    fields: list[tuple[str, str, str]]
    placed: bool


@cache
def _grammar() -> dict[str, _Grammar]:
    """Read "BinOp(expr left, operator op, expr right)" for every class that Python's parser makes."""
    found: dict[str, _Grammar] = {}
    for name, kind in vars(ast).items():
        if not (isinstance(kind, type) and issubclass(kind, ast.AST) and kind.__module__ == "ast"):
            continue
        signature = (kind.__doc__ or "").split("\n")[0]
        if signature != name and not signature.startswith(f"{name}("):
            continue
        parts = [part.split() for part in signature[len(name) + 1 : -1].split(", ") if part]
        fields = [(part[1], part[0].rstrip("*?"), part[0][-1]) for part in parts]
        if tuple(field for field, _, _ in fields) == kind._fields:
            found[name] = _Grammar(kind, fields, bool(kind._attributes))
    return found


def _base(kind: str) -> type[ast.AST]:
    base = getattr(ast, kind, None)
    return base if isinstance(base, type) and issubclass(base, ast.AST) else ast.AST


def _plain(value: Node, kind: str) -> Any:
    if kind == "constant":
        return _unconstant(value)
    expected: dict[str, tuple[type, ...]] = {"identifier": (str,), "int": (int,), "string": (str,)}
    if type(value) not in expected.get(kind, ()):
        raise WireError(f"syntax value where {kind} belongs")
    return value


def _constant(value: Any) -> Node:
    if value is None or type(value) in (bool, float, str):
        return value  # type: ignore[no-any-return]  # of a plain type, which was just looked at
    if type(value) is int:
        if value.bit_length() > MAX_INT_BITS:
            raise Refused(f"holding a number of more than {MAX_INT_BITS:,} bits")
        return value if value.bit_length() < 63 else Tree("i", [hex(value)])
    if type(value) is complex:
        return Tree("c", [value.real, value.imag])
    if type(value) is bytes:
        return Tree("b", [value.hex()])
    return Tree("e", [])  # Ellipsis: the only other constant


def _unconstant(value: Node) -> Any:
    if not isinstance(value, Tree):
        return value
    try:
        match value.kind, value.items:
            case "i", [str() as digits] if len(digits) <= MAX_INT_BITS // 4 + 4:
                return int(digits, 16)
            case "c", [float() as real, float() as imaginary]:
                return complex(real, imaginary)
            case "b", [str() as digits]:
                return bytes.fromhex(digits)
            case "e", []:
                return ...
    except ValueError:
        pass
    raise WireError("syntax constant")
