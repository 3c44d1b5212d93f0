"""Values to trees with raw buffers, and back; the same code on both sides of the pipe, never pickle.

    l [items]  t [items]  d [key, value, ...]  c [re, im]  i [hexadecimal]  b [length]     containers and plain values
    a [dtype, *shape]  n [dtype, value]                                                   numpy arrays and scalars
    h [number, class, callable]  m [handle, name]  f [number, name]  g [kind, state]      see `outside` of each side

Types are exact: a subclass is flattened to its base, so that nothing of a student's class reaches the grader but data.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

from grader.execute.wire import MAX_DEPTH, MAX_INT_BITS, MAX_NODES, Node, Refused, Tree, WireError

_SMALL = 1 << 63
_PLAIN = frozenset({type(None), bool, float})
_KEY_LIMIT = 1 << 31

Buffer = bytes | memoryview


class Packer:
    """Turns values into trees and collects the raw bytes of arrays in `buffers`.

    Args:
        outside: gives the tree of whatever is neither data nor a container, or raises Refused.
    """

    def __init__(self, outside: Callable[[Any, Packer], Tree]) -> None:
        self.buffers: list[Buffer] = []
        self._outside = outside
        self._nodes = 0

    def pack(self, value: Any, depth: int = 0) -> Node:
        """Give the tree of a value; Refused names what cannot cross."""
        kind = type(value)
        if kind in _PLAIN or kind is str:
            return value  # type: ignore[no-any-return]  # of a plain type, which was just looked at
        if kind is int:
            return _pack_int(value)
        if "numpy" in sys.modules and (arrays := _arrays()).is_numpy(kind):
            return arrays.pack(value, self.buffers)  # type: ignore[no-any-return]  # a module found late
        if issubclass(kind, (list, tuple, dict)):
            return self._pack_container(value, kind, depth + 1)
        if issubclass(kind, (bytes, bytearray)):
            data = bytes(memoryview(value))
            self.buffers.append(data)
            return Tree("b", [len(data)])
        return (
            _pack_flattened(value, kind) if issubclass(kind, (int, float, complex, str)) else self._outside(value, self)
        )

    def _pack_container(self, value: Any, kind: type, depth: int) -> Tree:
        if depth > MAX_DEPTH:
            raise Refused(f"nested deeper than {MAX_DEPTH} levels (or it contains itself)")
        size = dict.__len__(value) if issubclass(kind, dict) else len(value)
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise Refused(f"made of more than {MAX_NODES:,} values; use an array")
        if issubclass(kind, dict):
            items: list[Node] = []
            for key, item in dict.items(value):
                items.append(_pack_key(key))
                items.append(self.pack(item, depth))
            return Tree("d", items)
        base: type[list[Any]] | type[tuple[Any, ...]] = list if issubclass(kind, list) else tuple
        plain = list(base.__iter__(value))
        if not set(map(type, plain)) <= _PLAIN:
            plain = [self.pack(item, depth) for item in plain]
        return Tree("l" if base is list else "t", plain)


class Unpacker:
    """Turns trees back into values, taking the raw bytes of arrays from a payload in order.

    Args:
        payload: the frame's raw bytes.
        inside: gives the value of a tree that is not of this module (handles, callbacks), or raises WireError.
    """

    def __init__(self, payload: memoryview, inside: Callable[[Tree, Unpacker], Any]) -> None:
        self._payload, self._place = payload, 0
        self._inside = inside
        self._nodes = 0

    def take(self, size: int) -> memoryview:
        """Give the next raw bytes."""
        start, self._place = self._place, self._place + size
        if size < 0 or self._place > len(self._payload):
            raise WireError("raw bytes are missing")
        return self._payload[start : self._place]

    def finish(self) -> None:
        """Refuse a payload that nobody asked for."""
        if self._place != len(self._payload):
            raise WireError("raw bytes are left over")

    def unpack(self, node: Node, depth: int = 0) -> Any:
        """Give the value of a tree; WireError when an honest peer would not have sent it."""
        if type(node) is not Tree:
            return node
        self._nodes += len(node.items)
        if depth > MAX_DEPTH or self._nodes > 2 * MAX_NODES:
            raise WireError("value too deep or too large")
        match node.kind:
            case "l":
                return self._items(node, depth)
            case "t":
                return tuple(self._items(node, depth))
            case "d":
                return self._dict(node, depth)
            case "a" | "n":
                return _arrays().unpack(node, self.take)
            case "c" | "i" | "b":
                return self._plain(node)
        return self._inside(node, self)

    def _items(self, node: Tree, depth: int) -> list[Any]:
        if Tree not in set(map(type, node.items)):
            return list(node.items)  # a copy: whoever gets it may change it
        return [self.unpack(item, depth + 1) for item in node.items]

    def _dict(self, node: Tree, depth: int) -> dict[Any, Any]:
        keys, values = node.items[::2], node.items[1::2]
        if len(keys) != len(values):
            raise WireError("dict with a key too many")
        for key in keys:
            if type(key) is not str and not (type(key) is int and abs(key) < _KEY_LIMIT):
                raise WireError("dict key")
        return {key: self.unpack(value, depth + 1) for key, value in zip(keys, values, strict=True)}

    def _plain(self, node: Tree) -> complex | int | bytes:
        match node.kind, node.items:
            case "c", [float() as real, float() as imaginary]:
                return complex(real, imaginary)
            case "i", [str() as digits] if len(digits) <= MAX_INT_BITS // 4 + 4:
                try:
                    return int(digits, 16)
                except ValueError:
                    pass
            case "b", [int() as size]:
                return bytes(self.take(size))
        raise WireError(f"value of kind {node.kind}")


@cache
def _arrays() -> ModuleType:
    """Give the part of the codec that needs numpy, which is not imported before it is needed."""
    from grader.execute import arrays  # noqa: PLC0415 - numpy only where an array is met

    return arrays


def _pack_int(value: int) -> Node:
    if -_SMALL <= value < _SMALL:
        return value
    if value.bit_length() > MAX_INT_BITS:
        raise Refused(f"a whole number of more than {MAX_INT_BITS:,} bits")
    return Tree("i", [hex(value)])


def _pack_flattened(value: Any, kind: type) -> Node:
    if issubclass(kind, int):
        return _pack_int(int.__add__(value, 0))
    if issubclass(kind, float):
        return float.__pos__(value)
    if issubclass(kind, str):
        return str.__add__("", value)
    return Tree("c", [complex.__pos__(value).real, complex.__pos__(value).imag])


def _pack_key(key: Any) -> str | int:
    kind = type(key)
    if issubclass(kind, str):
        return str.__add__("", key)
    if "numpy" in sys.modules and issubclass(kind, sys.modules["numpy"].integer):
        key, kind = int(key), int
    if issubclass(kind, int) and kind is not bool and abs(number := int.__add__(key, 0)) < _KEY_LIMIT:
        return number
    raise Refused(f"a dict with a key of type {kind.__name__}; keys must be text or small whole numbers")
