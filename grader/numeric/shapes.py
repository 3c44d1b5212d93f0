"""Mistakes of shape: what is said where the answer has another shape than the one due.

The tag is `wrong-shape` but for columns, rows and transposes; the sentence says what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader.numeric.case import Finding
from grader.numeric.closeness import Numbers, all_close
from grader.numeric.shown import shown_shape
from grader.numeric.values import SPARE

MOST_PARTS = 16  # columns of a table in which what is due is looked for


@dataclass(frozen=True, slots=True)
class ShapeCase:
    """An answer of the wrong shape; `listed` says that a list or tuple of numbers is due, not an array."""

    given: Numbers
    due: Numbers
    rtol: float
    atol: float
    listed: bool = False

    @property
    def shapes(self) -> str:
        """Both shapes, for the end of a sentence."""
        return f"{shown_shape(self.given.shape)} was returned, {shown_shape(self.due.shape)} is due"

    @property
    def tells(self) -> bool:
        """Whether the test's tolerance tells numbers apart: a test that looks at shapes only lets any number pass."""
        return not all_close(2 * np.abs(self.due) + 1, self.due, self.rtol, self.atol)

    def same(self, left: Numbers, right: Numbers) -> bool:
        """Tell whether two arrays agree in shape and values, within a tolerance that tells numbers apart."""
        if left.shape != right.shape or not left.size or not self.tells:
            return False
        return all_close(left, right, self.rtol, self.atol)

    def finding(self, diagnosis: str, words: str) -> Finding:
        """Make a finding whose sentence ends with both shapes."""
        return Finding(diagnosis, f"{words}: {self.shapes}.")


ShapeRule = Callable[[ShapeCase], Finding | None]


def wrong_shape(case: ShapeCase) -> Finding:
    """Say what the wrong shape is, with the most telling words that fit."""
    if case.given.size > 4 * case.due.size + SPARE:
        return Finding("wrong-shape", f"Wrong shape: {case.shapes}.")
    with np.errstate(all="ignore"):
        for rule in SHAPE_RULES:
            finding = rule(case)
            if finding is not None:
                return finding
    if case.listed and case.given.ndim == 1:
        words = f"{len(case.given)} values were returned where {len(case.due)} are due."
        return Finding("wrong-length", words)
    return Finding("wrong-shape", f"Wrong shape: {case.shapes}.")


def _empty(case: ShapeCase) -> Finding | None:
    if case.due.size and not case.given.size:
        return case.finding("wrong-shape", "What was returned is empty")
    return None


def _one_number(case: ShapeCase) -> Finding | None:
    if not case.due.ndim and case.given.size == 1:
        return case.finding("wrong-shape", "A single number is due, not an array that holds one")
    if not case.given.ndim and case.due.size == 1:
        return case.finding("wrong-shape", "An array that holds one number is due, not the number alone")
    return None


def _decimal_comma(case: ShapeCase) -> Finding | None:
    """`z = -1,2` is a pair of integers in Python; the sign of -0,5 is lost in it."""
    given, due = case.given, case.due.reshape(-1)
    if given.dtype.kind not in "iu" or case.due.ndim > 1 or given.shape != (2 * due.size,) or np.any(given[1::2] < 0):
        return None
    read = np.array([float(f"{abs(whole)}.{decimals}") for whole, decimals in given.reshape(-1, 2).tolist()])
    if case.same(read, np.abs(due)):
        text = "It looks as if commas stood for decimal points: Python reads `1,5` as two numbers; write `1.5`."
        return Finding("decimal-comma", text)
    return None


def _column_or_row(case: ShapeCase) -> Finding | None:
    given, due = case.given.shape, case.due.shape
    if due == (1,) and given == (1, 1):
        return case.finding("row-for-vector", "A table was returned where a one-dimensional array is due")
    if len(due) == 1 and given == (due[0], 1):
        return case.finding("column-for-vector", "A column was returned where a one-dimensional array is due")
    if len(due) == 1 and given == (1, due[0]):
        return case.finding("row-for-vector", "A table of one row was returned where a one-dimensional array is due")
    if given and due == (*given, 1):
        return case.finding("vector-for-column", "A one-dimensional array was returned where a column is due")
    if given and due == (1, *given):
        return case.finding("vector-for-row", "A one-dimensional array was returned where a table of one row is due")
    return None


def _transposed(case: ShapeCase) -> Finding | None:
    if case.due.ndim < 2 or case.given.shape != case.due.T.shape:
        return None
    if case.same(case.given.T, case.due):
        return case.finding("transposed", "Rows and columns are exchanged")
    return case.finding("wrong-shape", "The shape is wrong, as if rows and columns were exchanged")


def _not_summed(case: ShapeCase) -> Finding | None:
    if case.due.ndim or case.given.size < 2 or not np.any(case.given):
        return None
    if case.same(case.given.sum(), case.due) or case.same(case.given.mean(), case.due):
        how = "sum" if case.same(case.given.sum(), case.due) else "mean"
        return case.finding("wrong-shape", f"The terms were returned where their {how} is due")
    return None


def _summed(case: ShapeCase) -> Finding | None:
    if case.given.ndim >= case.due.ndim or not np.any(case.due):
        return None
    for how in (np.sum, np.mean):
        if case.same(case.given, np.asarray(how(case.due))):
            return case.finding(
                "wrong-shape", f"Everything was put into one {how.__name__}, the parts must be kept apart"
            )
        for axis in range(case.due.ndim):
            if case.same(case.given, np.asarray(how(case.due, axis=axis))):
                return case.finding("wrong-shape", f"The {how.__name__} along an axis was taken that must stay")
    return None


def _some_rows(case: ShapeCase) -> Finding | None:
    given, due = case.given, case.due
    if not due.ndim or not given.ndim or given.shape[1:] != due.shape[1:]:
        return None
    words = _wrong_count(case, given, due, "entries" if due.ndim == 1 else "rows", "")
    return case.finding("wrong-length" if case.listed else "wrong-shape", words) if words else None


def _some_columns(case: ShapeCase) -> Finding | None:
    given, due = case.given, case.due
    if given.ndim != 2 or due.ndim != 2 or len(given) != len(due):
        return None
    words = _wrong_count(case, given.T, due.T, "columns", " column")
    return case.finding("wrong-shape", words) if words else None


def _wrong_count(case: ShapeCase, given: Numbers, due: Numbers, what: str, one: str) -> str:
    """Say which rows, or columns, are missing or too many; nothing where the others are not right either."""
    common, more = min(len(given), len(due)), abs(len(given) - len(due))
    at_start = case.same(given[:common], due[:common])
    at_end = case.same(given[len(given) - common :], due[len(due) - common :])
    if (case.tells and not (at_start or at_end)) or (common < 2 and more > 1):
        return ""
    if at_start == at_end:  # all are alike, or any number passes: then nothing tells which
        return f"The number of {what} is wrong"
    several = f"{one}s" if one else ""
    if len(given) < len(due):
        which = "The last" if at_start else "The first"
        words = f"{which}{one or ' one'} is missing" if more == 1 else f"{which} {more}{several} are missing"
    else:
        many = f"is one{one}" if more == 1 else f"are {more}{several}"
        words = f"There {many} too many at the {'end' if at_start else 'start'}"
    return f"{words}; the others are right"


def _one_row(case: ShapeCase) -> Finding | None:
    due = case.due
    if not due.ndim or len(due) < 2:
        return None
    given = case.given[0] if case.given.ndim == due.ndim and len(case.given) == 1 else case.given
    if case.same(given, np.asarray(due[-1])):
        return case.finding("wrong-shape", "Only the last one was returned where all are due")
    if case.same(given, np.asarray(due[0])):
        return case.finding(
            "wrong-shape", "Only the first one was returned where all are due (is `return` inside the loop?)"
        )
    return None


def _one_of_a_table(case: ShapeCase) -> Finding | None:
    """As when the probabilities of both classes come where those of one are due."""
    given, due = case.given, case.due
    if given.ndim != 2 or due.ndim != 1 or len(due) < 2 or min(given.shape) > MOST_PARTS:
        return None
    for name, parts in (("column", given.T), ("row", given)):
        right = [place for place, part in enumerate(parts[:MOST_PARTS]) if case.same(part, due)]
        if len(right) == 1:
            words = f"A table was returned, of which {name} [{right[0]}] alone is due"
            return case.finding("wrong-shape", words)
    return None


def _table_for_vector(case: ShapeCase) -> Finding | None:
    if case.due.ndim == 1 and len(case.due) > 1 and case.given.shape == (len(case.due), len(case.due)):
        return case.finding("wrong-shape", "A table came out of what should be a vector, as when a row meets a column")
    return None


def _reshaped(case: ShapeCase) -> Finding | None:
    if case.given.size == case.due.size and case.same(case.given.reshape(-1), case.due.reshape(-1)):
        return case.finding("wrong-shape", "The right numbers, in the wrong shape")
    return None


SHAPE_RULES: tuple[ShapeRule, ...] = (
    _empty,
    _one_number,
    _decimal_comma,
    _column_or_row,
    _transposed,
    _not_summed,
    _some_rows,
    _some_columns,
    _one_row,
    _one_of_a_table,
    _summed,
    _table_for_vector,
    _reshaped,
)
