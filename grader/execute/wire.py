"""Frames between the trusted process and a student's process: two lengths, a typed msgpack header, raw bytes.

    | header length u32 | payload length u64 | header: Request or Answer | payload: raw bytes of arrays |

The header is decoded into exactly these types: a map, an extension or a timestamp is refused by the decoder before it
becomes an object, so that hostile keys are never hashed.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import msgspec

MAX_HEADER_BYTES = 1 << 20
MAX_PAYLOAD_BYTES = 32 << 20  # a worker stays below 200 MiB whatever a child sends: once as bytes, once as a value
MAX_DEPTH = 24
MAX_NODES = 200_000
MAX_INT_BITS = 1 << 16
MAX_MESSAGE = 1 << 16  # of what is said between the zygote and who has children forked
LENGTHS = struct.Struct("<IQ")


class WireError(Exception):
    """Bytes that no honest peer would have sent."""


class Refused(Exception):
    """A value that cannot cross; the text names its type and completes "it is ..."."""


class Tree(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """Whatever msgpack has no type of its own for: a kind and what belongs to it (see codec.py)."""

    kind: str
    items: list[bool | int | float | str | Tree | None]


Node = None | bool | int | float | str | Tree


class Request(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """What the trusted process asks.

    Args:
        nonce: number that the answer must repeat, so that an answer made up beforehand is noticed.
        verb: `parse`, `compile`, `run`, `get`, `set`, `hold`, `call`, `is`; `reply` and `fail` end a callback.
        target: handle of the object meant; 0 is the module.
        name: attribute of the target; empty means the target itself.
        value: arguments of a call, the value to set, the object whose class is asked for, the value of a reply; true
            with `compile` to be told whether the file keeps to itself.
        seed: set when a test begins: the random states are set from it first.
    """

    nonce: int
    verb: str
    target: int = 0
    name: str = ""
    value: Node = None
    seed: int | None = None


class Answer(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """What the student's process answers: `verb` is hello, value, callable, raised, refused, invalid or callback."""

    nonce: int
    verb: str
    value: Node = None
    warnings: list[tuple[str, str]] = []
    changed: list[str] = []


_encode: Callable[[Request | Answer], bytes] = msgspec.msgpack.Encoder().encode
decode_request: Callable[[memoryview], Request] = msgspec.msgpack.Decoder(Request).decode
_decode_answer: Callable[[bytes], Answer] = msgspec.msgpack.Decoder(Answer).decode


def decode_answer(header: bytes) -> Answer:
    """Give the answer in a header, or WireError."""
    try:
        return _decode_answer(header)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, MemoryError) as error:
        raise WireError(f"header: {error}") from None


def frame(message: Request | Answer, buffers: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """Give the pieces to write, small ones joined; Refused when the header or the payload is too large."""
    try:
        header = _encode(message)
    except UnicodeEncodeError:
        raise Refused("text that is not valid Unicode (a lone surrogate)") from None
    size = sum(len(buffer) for buffer in buffers)
    if len(header) > MAX_HEADER_BYTES:
        raise Refused(f"too much to hand over (more than {MAX_HEADER_BYTES >> 20} MiB outside of arrays)")
    if size > MAX_PAYLOAD_BYTES:
        raise Refused(f"too much to hand over (arrays of more than {MAX_PAYLOAD_BYTES >> 20} MiB)")
    start = LENGTHS.pack(len(header), size) + header
    if size <= 1 << 16:
        return [b"".join([start, *buffers])]
    return [start, *buffers]


def read_lengths(head: bytes | bytearray | memoryview) -> tuple[int, int]:
    """Give header and payload length from the first bytes of a frame, or WireError when they exceed the caps."""
    header, payload = LENGTHS.unpack_from(head)
    if header > MAX_HEADER_BYTES or payload > MAX_PAYLOAD_BYTES:
        raise WireError(f"frame of {header} + {payload} bytes")
    return header, payload
