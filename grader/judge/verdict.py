"""What ended a test -> outcome and what to say of it.

Two texts are kept apart: `message` never holds inputs or values of a hidden test, `detail` may. A text that the
student's code made (an exception's message, what it printed) may quote hidden inputs, so of a hidden test it is detail.
"""

from __future__ import annotations

import ast
import functools
import re
import traceback
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.errors import (
    GraderError,
    Mismatch,
    SandboxLost,
    StudentCrashed,
    StudentFault,
    StudentInvalid,
    StudentRaised,
    StudentTimeout,
    Undecided,
)
from grader.judge.watch import GraderHung, GraderHungInFixture
from grader.model import Outcome

_DID_NOT_RAISE = re.compile(r"DID NOT RAISE (?:any of )?(?P<wanted>.+)")
_CLASS = re.compile(r"<class '(?:[\w.]+\.)?(\w+)'>")
_LINE = re.compile(r"\bline (\d+)")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


HUNG = "grader-hung"


class NotChecked(Exception):
    """This test was not run; the text says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of one test; `suspect` when the grader's own code raised, perhaps over what the student returned."""

    outcome: Outcome
    message: str = ""
    detail: str = ""
    diagnosis: str = ""
    suspect: bool = False


def reach_verdict(error: BaseException | None, *, hidden: bool, test_file: Path) -> Verdict:
    """Say what became of a test that ended with `error` (None: it passed)."""
    match error:
        case None:
            return Verdict(Outcome.PASSED)
        case Mismatch():
            return Verdict(Outcome.FAILED, error.sentence, error.detail, error.diagnosis)
        case Undecided():
            return Verdict(Outcome.ERROR, error.sentence, error.detail, "undecided")
        case StudentRaised():
            return _raised(error, hidden, _due_exception(error, test_file))
        case StudentFault():
            return Verdict(Outcome.FAILED, error.sentence, error.traceback_text, "refused-value")
        case StudentTimeout():
            return Verdict(Outcome.TIMEOUT, error.sentence, "", "timeout")
        case StudentCrashed():
            return Verdict(Outcome.CRASHED, error.sentence, "", "crashed")
        case StudentInvalid():
            return Verdict(Outcome.NOT_CHECKED, error.sentence, "", "invalid")
        case NotChecked():
            return Verdict(Outcome.NOT_CHECKED, str(error))
        case pytest.skip.Exception():
            return Verdict(Outcome.NOT_CHECKED, f"skipped: {error.msg}")
        case SandboxLost() | GraderError():
            return Verdict(Outcome.ERROR, f"the sandbox failed: {error}")
        case pytest.fail.Exception() if _is_of_the_set_up(error):
            reason = str(error.msg).partition("\n")[0].removesuffix(" Requesting fixture stack:")
            return Verdict(Outcome.ERROR, f"the check itself failed: {reason}", str(error.msg))
        case pytest.fail.Exception():
            return Verdict(
                Outcome.FAILED,
                _failed(str(error.msg)),
                "",
                "not-raised" if _DID_NOT_RAISE.search(str(error.msg)) else "",
            )
        case GraderHung() | GraderHungInFixture():
            return Verdict(Outcome.ERROR, str(error), _where(error, test_file), HUNG, suspect=True)
        case AssertionError() if _lines(error, test_file):
            return _asserted(error, hidden, test_file)
    text = f"the check itself failed: {type(error).__name__}"
    return Verdict(Outcome.ERROR, text, _where(error, test_file), "", suspect=bool(_lines(error, test_file)))


def blame_student(verdict: Verdict) -> Verdict:
    """Give the verdict for a check that works on the reference and failed over what this student's code returned."""
    if verdict.diagnosis == HUNG:
        message = "the check did not come to an end with what your code returned: does it ever get where it should?"
        return Verdict(Outcome.TIMEOUT, message, verdict.detail, "timeout")
    kind = verdict.message.rpartition(": ")[2]
    message = f"the check could not work with what your code returned ({kind}); look at its type and shape"
    return Verdict(Outcome.FAILED, message, verdict.detail, "unusable-value")


def _raised(error: StudentRaised, hidden: bool, due: str) -> Verdict:
    name = error.type_name
    found = _LINE.findall(error.traceback_text)
    place = f" in line {found[-1]} of your file" if found else ""
    if name == "NotImplementedError":
        text = f": {error.text}" if error.text and not hidden else ""
        return Verdict(Outcome.FAILED, f"not written yet{text}", "", "not-written")
    if not found:  # a sentence of the sandbox's own, for instance a name that is missing
        return Verdict(Outcome.FAILED, error.sentence, "", "missing-name" if name == "AttributeError" else "raised")
    text = f": {error.text}" if error.text and not hidden and name != "SystemExit" else ""
    text += f"; {error.advice}" if error.advice else ""
    text += f"; {due} is due here" if due else ""
    detail = error.traceback_text if not hidden else f"{error.traceback_text}\n{error.sentence}"
    return Verdict(Outcome.FAILED, f"your code raised {name}{place}{text}", detail, "raised")


def _due_exception(error: StudentRaised, test_file: Path) -> str:
    """Give the exception that the test asks for where another one came: the name in its `with pytest.raises(name)`."""
    lines = [frame.lineno or 0 for frame in _lines(error, test_file)]
    asked = _asked_exceptions(test_file.read_bytes()) if lines else []
    return next((name for first, last, name in asked if any(first <= line <= last for line in lines)), "")


@functools.lru_cache(maxsize=8)
def _asked_exceptions(source: bytes) -> list[tuple[int, int, str]]:
    """Give first line, last line and exception of each `with pytest.raises(...)`."""
    return [
        (node.lineno, node.end_lineno or node.lineno, ast.unparse(item.context_expr.args[0]))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and item.context_expr.args
        if isinstance(item.context_expr.func, ast.Attribute) and item.context_expr.func.attr == "raises"
    ]


def _is_of_the_set_up(error: BaseException) -> bool:
    """Tell whether pytest could not put the test at all (a fixture of a wider scope, a coroutine), whoever's it is."""
    callers = [frame.f_globals.get("__name__") for frame, _ in traceback.walk_tb(error.__traceback__)]
    return callers[-2:] in (["_pytest.fixtures", "_pytest.outcomes"], ["_pytest.python", "_pytest.outcomes"])


def _failed(text: str) -> str:
    found = _DID_NOT_RAISE.search(text)
    if not found:
        return text
    wanted = " or ".join(_CLASS.findall(found["wanted"])) or found["wanted"]
    return f"your code should raise {wanted} here, and does not"


def _asserted(error: AssertionError, hidden: bool, test_file: Path) -> Verdict:
    where = _where(error, test_file)
    if hidden:
        said = _written_message(_lines(error, test_file)[-1].lineno or 0, test_file)
        return Verdict(Outcome.FAILED, said or "this does not hold for your code", where)
    return Verdict(Outcome.FAILED, where or "this does not hold for your code")


def _written_message(line: int, test_file: Path) -> str:
    """Give the plain text after the comma of the assert in that line; made from values, it could tell hidden ones."""
    return next((text for first, last, text in _messages(test_file.read_bytes()) if first <= line <= last), "")


@functools.lru_cache(maxsize=8)
def _messages(source: bytes) -> list[tuple[int, int, str]]:
    """Give first line, last line and text of each assert that has a plain text."""
    return [
        (node.lineno, node.end_lineno or node.lineno, node.msg.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str)
    ]


def _where(error: BaseException, test_file: Path) -> str:
    """Give the line of the test that failed, and pytest's explanation of its values."""
    lines = _lines(error, test_file)
    line = f"line {lines[-1].lineno} of {test_file.name}: {lines[-1].line}" if lines else ""
    said = str(error).strip()
    if not isinstance(error, AssertionError):
        said = f"{type(error).__name__}: {said}"
    # Where an object lay in this process's memory says nothing, and would make every replay another text.
    return "\n".join(part for part in (line, _ADDRESS.sub("at 0x…", said)) if part)


def _lines(error: BaseException, test_file: Path) -> list[traceback.FrameSummary]:
    """Give the lines of the test that the error came through; none when pytest or we failed around it."""
    return [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(test_file)]
