"""Exceptions and objects of the student's code put into plain words and bounded text, inside the student's process."""

from __future__ import annotations

import builtins
import traceback
from typing import Any

from grader.execute.wire import Node, Tree

_MAX_TEXT = 2_000
_MAX_TRACEBACK = 4_000
_MAX_BASES = 12
_ADVICE = {
    "generator": "wrap it in list(...)",
    "map": "wrap it in list(...)",
    "filter": "wrap it in list(...)",
    "zip": "wrap it in list(...)",
    "range": "wrap it in list(...)",
    "set": "wrap it in list(...) or sorted(...)",
    "frozenset": "wrap it in list(...) or sorted(...)",
    "dict_keys": "wrap it in list(...)",
    "dict_values": "wrap it in list(...)",
    "dict_items": "wrap it in list(...) or dict(...)",
    "coroutine": "write the function with def, not async def",
    "Decimal": "use float",
    "Fraction": "use float",
}


def clean(text: str, limit: int) -> str:
    """Give text that can be encoded, at most `limit` characters of it."""
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return str.__add__("", cut).encode("utf-8", "backslashreplace").decode()


def kind_of(value: Any) -> str:
    """Give the words for a value that cannot cross: its type, and what to return instead where that is known."""
    name = clean(type(value).__name__, 60)
    article = "an" if name[:1].lower() in "aeiou" else "a"
    advice = "raise it instead of returning it" if issubclass(type(value), BaseException) else _ADVICE.get(name)
    return f"{article} {name}" + (f"; {advice}" if advice else "")


def error_tree(error: BaseException, filename: str) -> Tree:
    """Give class name, message, the student's lines of the traceback, and the built-in classes it derives from."""
    kind = type(error)
    bases: list[Node] = [base.__name__ for base in kind.__mro__ if base.__module__ in ("builtins", "numpy.linalg")]
    try:
        text = clean(str(error), _MAX_TEXT)
    except BaseException:
        text = "(its message cannot be shown)"
    try:
        lines = clean(_own_lines(error, filename), _MAX_TRACEBACK)
    except BaseException:
        lines = ""
    name = clean(kind.__name__, 80)
    return Tree("x", [name, text, lines, *bases[:_MAX_BASES]])


def release(error: BaseException) -> None:
    """Let go of everything that the failed call's frames still hold (a list that filled the memory, for instance)."""
    seen = 0
    link: BaseException | None = error
    while link is not None and seen < 100:
        traceback.clear_frames(link.__traceback__)
        link.__traceback__, link, seen = None, link.__context__, seen + 1


def builtin_error(name: str) -> type[Exception]:
    """Give the built-in exception of that name, RuntimeError when there is none."""
    found = getattr(builtins, name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else RuntimeError


def _own_lines(error: BaseException, filename: str) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__, limit=-400) if frame.filename == filename]
    if len(frames) > 24:
        left_out = len(frames) - 20
        head = traceback.StackSummary.from_list(frames[:4]).format()
        tail = traceback.StackSummary.from_list(frames[-16:]).format()
        return "".join([*head, f"  ... {left_out} more calls ...\n", *tail])
    return "".join(traceback.StackSummary.from_list(frames).format())
