"""Values as the database keeps them, and back: the one place where text of students meets the two databases."""

from __future__ import annotations

import functools
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import msgspec

from grader.errors import GradebookError
from grader.model import Result, Status, Submission, TestResult

DAMAGED = "is damaged in the gradebook; restore that from a backup"


def storable(text: str) -> str:
    r"""Give the text as both databases can keep it: NULs and lone surrogates as visible escapes, `\x00`, `\udcff`.

    PostgreSQL refuses NULs, and neither database can encode half of a surrogate pair, which is what Python makes of
    a file name that is not UTF-8. Escapes, and not one replacement sign, so that two such students stay two.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def encode_tests(tests: tuple[TestResult, ...]) -> str:
    """Give the tests of a result as JSON text."""
    return msgspec.json.encode([_storable_test(test) for test in tests], enc_hook=_encode_fraction).decode()


@functools.lru_cache(maxsize=1024)  # whoever has everything right has the same tests
def decode_tests(text: str) -> tuple[TestResult, ...]:
    """Give the tests back that `encode_tests` wrote."""
    return _tests_decoder.decode(text)


def submission_row(submission: Submission) -> dict[str, Any]:
    """Give the columns of a submission, but for the course and the time of arrival."""
    return {
        "student": storable(submission.student),
        "exercise": storable(submission.exercise),
        "submitted_at": submission.submitted_at,
        "sha256": submission.sha256,
        "readable": not submission.unreadable,
        "unreadable": storable(submission.unreadable),
        "source": storable(submission.source),
    }


def submission_from_row(row: Any, content: bytes) -> Submission:
    """Give the submission that a row and its content describe."""
    return Submission(
        student=row.student,
        exercise=row.exercise,
        content=content,
        sha256=row.sha256,
        submitted_at=row.submitted_at,
        source=row.source,
        unreadable=row.unreadable,
    )


def result_row(result: Result) -> dict[str, Any]:
    """Give the columns of a result, but for its submission and the time of recording."""
    return {
        "exercise_version": storable(result.exercise_version),
        "final": result.status is not Status.ERROR,
        "status": str(result.status),
        "points": None if result.points is None else str(result.points),
        "max_points": str(result.max_points),
        "message": storable(result.message),
        "tests": encode_tests(result.tests),
        "toolkit_version": storable(result.toolkit_version),
        "seed": str(result.seed),
        "environment": storable(result.environment),
    }


def as_kept(result: Result) -> Result:
    """Give a result with its texts as the gradebook keeps them, to be compared with one that it gave back."""
    tests = tuple(_storable_test(test) for test in result.tests)
    texts = {name: storable(getattr(result, name)) for name in ("student", "exercise", "message")}
    return msgspec.structs.replace(result, tests=tests, **texts)


def result_from_row(row: Any) -> Result:
    """Give the result that a row, joined with its submission, describes.

    Raises:
        GradebookError: it is none that was ever written so.
    """
    try:
        return Result(
            student=row.student,
            exercise=row.exercise,
            sha256=row.sha256,
            submitted_at=row.submitted_at,
            status=Status(row.status),
            max_points=stored_points(row.max_points),
            points=None if row.points is None else stored_points(row.points),
            tests=decode_tests(row.tests),
            message=row.message,
            exercise_version=row.exercise_version,
            toolkit_version=row.toolkit_version,
            seed=int(row.seed),
            environment=row.environment,
        )
    except (ValueError, TypeError, msgspec.MsgspecError) as error:
        raise GradebookError(f"the result of {row.student} in {row.exercise} {DAMAGED}") from error


def stored_points(text: str) -> Decimal:
    """Give the points that a column of text holds.

    Raises:
        ValueError: it holds no number.
    """
    try:
        points = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not points.is_finite():
        raise ValueError(text)
    return points


_TEXT_FIELDS = ("id", "title", "message", "detail", "hint", "diagnosis", "output")


def _storable_test(test: TestResult) -> TestResult:
    changed = {name: clean for name in _TEXT_FIELDS if (clean := storable(text := getattr(test, name))) is not text}
    return msgspec.structs.replace(test, **changed) if changed else test


def _encode_fraction(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} has no place in a result")


# A class has few different points, and making one from text costs as much as the rest of a test.
_fraction = functools.lru_cache(maxsize=4096)(Fraction)


def _decode_fraction(kind: type, value: Any) -> Any:
    if kind is Fraction:
        return _fraction(value)
    raise NotImplementedError(f"{kind.__name__} has no place in a result")


_tests_decoder = msgspec.json.Decoder(tuple[TestResult, ...], dec_hook=_decode_fraction)
