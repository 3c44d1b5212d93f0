"""The numpy part of the codec: booleans, integers, floats and complex numbers, native byte order, C order."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from grader.execute.wire import Node, Refused, Tree, WireError

DTYPES = {
    code: np.dtype(code)
    for code in ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
}
MAX_ELEMENTS = 8 << 20  # also of a shape with a zero in it: (0, 2**31) costs nothing here and 16 GiB in a sum
_MAX_DIMENSIONS = 32
_DIRECT_BYTES = 1 << 14


def is_numpy(kind: type) -> bool:
    """Tell whether values of this type are numpy's own to pack."""
    return issubclass(kind, (np.ndarray, np.generic))


def pack(value: Any, buffers: list[bytes | memoryview]) -> Node:
    """Give the tree of an array or scalar, its bytes appended to `buffers`; Refused for other element types."""
    if issubclass(type(value), (np.str_, np.bytes_)):
        return _pack_text(value, buffers)
    value = _nearest_double(value)
    code = _code(value.dtype, type(value))
    if issubclass(type(value), np.generic):
        return _pack_scalar(value, code)
    base = np.ndarray.view(value, np.ndarray)
    shape = list(base.shape)
    if (base.size or prod(max(size, 1) for size in shape)) > MAX_ELEMENTS:
        raise Refused(f"an array of shape {tuple(shape)}, too large to hand over")
    native = np.ascontiguousarray(base, dtype=DTYPES[code])
    if native.nbytes <= _DIRECT_BYTES:
        buffers.append(native.tobytes())
    else:
        buffers.append(native.reshape(-1).view(np.uint8).data)
    return Tree("a", [code, *shape])


def unpack(node: Tree, take: Callable[[int], memoryview]) -> Any:
    """Give a fresh, writable array or an exact scalar; WireError for what `pack` would not have made."""
    if not node.items or type(node.items[0]) is not str or node.items[0] not in DTYPES:
        raise WireError("element type")
    code, *rest = node.items
    dtype = DTYPES[str(code)]
    if node.kind == "n":
        return _unpack_scalar(dtype, rest)
    if len(rest) > _MAX_DIMENSIONS:
        raise WireError("too many dimensions")
    shape: list[int] = []
    count = weight = 1
    for size in rest:
        if type(size) is not int or not 0 <= size <= MAX_ELEMENTS:
            raise WireError("shape")
        shape.append(size)
        count *= size
        weight *= size or 1
        if weight > MAX_ELEMENTS:
            raise WireError("shape")
    array = np.frombuffer(take(count * dtype.itemsize), dtype=np.uint8 if code == "b1" else dtype).reshape(shape)
    return np.asarray(array != 0) if code == "b1" else array.copy()


def _nearest_double(value: Any) -> Any:
    """Give an extended float (np.longdouble: other bytes on every kind of machine) as a double, others as they are."""
    kind, size = value.dtype.kind, value.dtype.itemsize
    if not ((kind == "f" and size > 8) or (kind == "c" and size > 16)):
        return value
    double = np.dtype("f8" if kind == "f" else "c16")
    with np.errstate(all="ignore"):  # beyond the largest double it is infinite, as it would be for the grader
        if issubclass(type(value), np.generic):
            return double.type(value)
        return np.ndarray.view(value, np.ndarray).astype(double)


def _code(dtype: np.dtype[Any], kind: type) -> str:
    code = f"{dtype.kind}{dtype.itemsize}"
    if code in DTYPES and dtype.names is None:
        return code
    what = "an array" if issubclass(kind, np.ndarray) else "a numpy value"
    raise Refused(f"{what} of dtype {dtype.name}; use float, int, bool or complex")


def _pack_text(value: Any, buffers: list[bytes | memoryview]) -> Node:
    if issubclass(type(value), np.str_):
        return str.__add__("", value)
    data = bytes(value)
    buffers.append(data)
    return Tree("b", [len(data)])


def _pack_scalar(value: Any, code: str) -> Tree:
    plain = value.item()
    if code.startswith("c"):
        return Tree("n", [code, plain.real, plain.imag])
    return Tree("n", [code, plain])


def _unpack_scalar(dtype: np.dtype[Any], parts: list[Any]) -> Any:
    expected: dict[str, tuple[type, ...]] = {"b": (bool,), "i": (int,), "u": (int,), "f": (float,)}
    if dtype.kind == "c":
        if [type(part) for part in parts] != [float, float]:
            raise WireError("complex scalar")
        parts = [complex(*parts)]
    elif len(parts) != 1 or type(parts[0]) not in expected[dtype.kind]:
        raise WireError("scalar")
    try:
        with np.errstate(all="ignore"):
            return dtype.type(parts[0])
    except (OverflowError, ValueError, TypeError):
        raise WireError("scalar out of range") from None
