"""What a child's answer or ending means, as the exceptions that the judge knows."""

from __future__ import annotations

import builtins
import difflib
import re
import signal
import sys
from functools import cache

from grader.errors import StudentCrashed, StudentRaised, StudentStopped, StudentTimeout
from grader.execute.transport import Ending, plain_text
from grader.execute.wire import Tree, WireError
from grader.model import Limits

_OUT_OF_MEMORY = 77
_MAX_TEXT = 2_000
_MAX_ITEMS = 20  # name, text, lines, and the names of some base classes
_MAX_TRACEBACK = 4_000
# Their constructors want arguments of their own, or raising them means something to Python itself.
_NOT_RAISED = frozenset(
    {"UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "StopIteration", "StopAsyncIteration"}
    | {"ExceptionGroup"}
)
_REASONS = {
    "protocol": "Your code wrote to the channel that only the grader's own answers belong to",
    "closed": "Your code closed the channel that its answers go through",
    "output": "Your code printed more than 32 MiB in one test",
    "callbacks": "Your code called the function it was given too often or with too much data",
    "stale": "This object belonged to a process that has ended",
}


def raised(value: object) -> StudentRaised:
    """Give the student's exception: also an instance of the nearest built-in class; WireError when it is not one."""
    if not (isinstance(value, Tree) and value.kind == "x" and 3 <= len(value.items) <= _MAX_ITEMS):
        raise WireError("exception")
    if not all(type(item) is str for item in value.items):
        raise WireError("exception")
    name, text, lines, *bases = map(str, value.items)
    name = "".join(char for char in name[:80] if char.isidentifier() or char.isdigit()) or "Exception"
    text, lines = plain_text(text[:_MAX_TEXT]), plain_text(lines[:_MAX_TRACEBACK])
    kind = next((_builtin(base) for base in bases if _builtin(base) is not None), None)
    if name.startswith("_") and kind is not None:
        name = kind.__name__  # numpy's _UFuncNoLoopError tells a student less than TypeError
    return make_raised(kind, name, text, sentence(name, text), lines)


def make_raised(kind: type[Exception] | None, name: str, text: str, said: str, lines: str = "") -> StudentRaised:
    """Give a StudentRaised that is also a `kind`."""
    error = (StudentRaised if kind is None else _raised_class(kind))(said, lines)
    error.type_name, error.text, error.advice = name, text, advice(name, text)
    return error


def undefined(name: str, known: list[str], source: bytes) -> StudentRaised:
    """Give the error for a name that the module lacks, with the one that was probably meant by it."""
    said = f"Your file does not define `{name}`"
    if re.search(rb"^[ \t]+def[ \t]+" + re.escape(name.encode()) + rb"[ \t]*\(", source, re.MULTILINE):
        said += ", except inside something else: no spaces belong before its `def`, and no class or function round it"
        return make_raised(AttributeError, "AttributeError", said, said)
    lowered = {plain_text(other).lower(): plain_text(other) for other in known}
    near = difflib.get_close_matches(name.lower(), lowered, 1, 0.7)
    if near:
        said += f"; it defines `{lowered[near[0]]}`: is that the one, misspelt?"
    return make_raised(AttributeError, "AttributeError", said, said)


def sentence(name: str, text: str) -> str:
    """Give what the student reads first; the cases that mean something particular here are put plainly."""
    if name == "SystemExit":
        return "Your code called exit()"
    advised = advice(name, text)
    said = f"{name}: {text}" if text else name
    return f"{said}; {advised}" if advised else said


def advice(name: str, text: str) -> str:
    """Give what to know or do about an exception that means something particular here; a text of ours alone."""
    match name:
        case "SystemExit":
            return "it calls exit(): remove that line"
        case "EOFError":
            return "nobody types anything while it is graded: remove input()"
        case "ModuleNotFoundError":
            return (
                "only numpy and the standard library are there while grading; copy what you need from other files "
                "into this one"
            )
        case "ImportError" if "relative import" in text:
            return "only this file is there while grading: copy what you need from other files into it"
        case "NameError" if "'get_ipython'" in text:
            return "that is there in notebooks only: remove the lines with get_ipython(), or hand in the notebook"
        case "RuntimeError" if "can't start new thread" in text:
            return "threads are not available while grading"
        case "PermissionError" | "OSError" if "Errno 13" in text:
            return "files, network and other programs are not available while grading"
        case "MemoryError":
            return "it needs more memory than it is given"
        case "RecursionError":
            return "does the function call itself without end?"
    return ""


def ended(ending: Ending, limits: Limits) -> StudentStopped:
    """Give the verdict for a child that closed its pipe or ended."""
    status = ending.status
    if not ending.by_itself:
        return violated("closed")
    if status is not None and sys.platform != "win32" and -status == signal.SIGXCPU:
        said = "Your code has computed for too long in all; does a loop never end?"
        return StudentTimeout(said, "cpu", limits.cpu_seconds)
    if status == _OUT_OF_MEMORY:
        return StudentCrashed("Your code needs more memory than it is given", "memory")
    if status is None or status >= 0:
        return StudentCrashed("Your code ended the whole process (os._exit?) instead of returning", "exit")
    name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
    said, reason = _SIGNALS.get(name, (f"Your code ended with signal {name}", "signal"))
    return StudentCrashed(said, reason)


def violated(reason: str) -> StudentCrashed:
    """Give the verdict for a child that broke the protocol."""
    return StudentCrashed(_REASONS[reason], reason)


_raised_classes: dict[type[Exception], type[StudentRaised]] = {}
_BROKE = "Your code crashed Python itself (a recursion without end, or memory that it may not touch?)"
_SIGNALS = {
    "SIGSEGV": (_BROKE, "signal"),
    "SIGABRT": (_BROKE, "signal"),
    "SIGBUS": (_BROKE, "signal"),
    "SIGSYS": ("Your code asked the system for something that is not allowed while grading", "forbidden"),
    "SIGKILL": ("Your code was ended by the system (out of memory?)", "killed"),
}


@cache
def _builtin(name: str) -> type[Exception] | None:
    if name == "LinAlgError" and "numpy" in sys.modules:
        found: object = sys.modules["numpy"].linalg.LinAlgError
    else:
        found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, Exception) and found is not Exception and name not in _NOT_RAISED:
        return found
    return None


def _raised_class(kind: type[Exception]) -> type[StudentRaised]:
    if kind not in _raised_classes:
        name = f"StudentRaised[{kind.__name__}]"
        _raised_classes[kind] = type(name, (StudentRaised, kind), {"__module__": __name__})
    return _raised_classes[kind]
