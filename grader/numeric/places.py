"""Mistakes of place: the right numbers elsewhere, or right numbers only in some places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.numeric.case import Case, Finding, Floats
from grader.numeric.closeness import Mask


def transposed(case: Case) -> Finding | None:
    """A square array came with rows and columns exchanged."""
    if case.expected.ndim >= 2 and case.is_like(case.expected.T):
        return Finding("transposed", "Rows and columns are exchanged: transpose the result, or the factors before.")
    return None


def permuted(case: Case) -> Finding | None:
    """The rows, columns or entries are right, in another order."""
    actual, expected = case.actual, case.expected
    if case.single:
        return None
    what = "entries" if expected.ndim == 1 else "rows"
    if case.is_like(expected[::-1]):
        return Finding("permuted", f"The {what} are right, but in reverse order.")
    if expected.ndim == 2:
        if case.is_like(expected[:, ::-1]):
            return Finding("permuted", "The columns are right, but in reverse order.")
        if case.close(_sorted_rows(actual), _sorted_rows(expected)):
            return Finding("permuted", "The rows are right, but in another order.")
        if case.close(_sorted_rows(actual.T), _sorted_rows(expected.T)):
            return Finding("permuted", "The columns are right, but in another order.")
    if case.close(np.sort(actual, axis=None), np.sort(expected, axis=None)):
        order = "sorted" if expected.ndim == 1 and np.all(np.diff(actual) >= 0) else "in another order"
        return Finding("permuted", f"The entries are right, but {order}.")
    return None


def _sorted_rows(table: Floats) -> Floats:
    """Put rows into one definite order; digits beyond the ninth do not count."""
    coarse = table / (np.max(np.abs(table)) or 1.0)
    return table[np.lexsort(np.round(coarse, 9).T[::-1])]


def shifted(case: Case) -> Finding | None:
    """The rows are right, one place too late or too early."""
    actual, expected = case.actual, case.expected
    if expected.ndim == 0:
        return None
    what = "entries" if expected.ndim == 1 else "rows"
    if _vary(expected[:-1]) and case.close(actual[1:], expected[:-1]):
        return Finding("shifted", f"The {what} are right, but come one place too late.")
    if _vary(expected[1:]) and case.close(actual[:-1], expected[1:]):
        return Finding("shifted", f"The {what} are right, but come one place too early.")
    return None


def _vary(rows: Floats) -> bool:
    """Tell whether rows, or numbers other than 0, differ: equal ones stand in another place by chance."""
    telling = rows[rows != 0] if rows.ndim == 1 else rows
    return len(telling) > 1 and not np.all(telling == telling[0])


def all_the_same(case: Case) -> Finding | None:
    """All rows are the same where different ones are due."""
    actual, expected = case.actual, case.expected
    if expected.ndim == 0 or len(expected) < 2 or not np.all(actual == actual[0]) or case.close(expected, expected[0]):
        return None
    what = "entry" if expected.ndim == 1 else "row"
    if expected.ndim == 1 and len(expected) < 3:
        return None
    if expected.ndim > 1 and case.close(actual[-1], expected[-1]):
        hint = "it is the last one everywhere: store a copy, for one array that changes is kept many times."
    elif case.close(actual[0], expected[0]):
        hint = "it is the first one everywhere: is the update ever made, and stored?"
    else:
        hint = "does each use its own data?"
    return Finding("all-the-same", f"Every {what} is the same where different ones are due; {hint}")


def only_some_signs(case: Case) -> Finding | None:
    """The answer is right only where the result, or an argument, is positive, or only where it is negative."""
    expected = case.expected
    if case.size < 2 or not case.right.any():
        return None
    if np.any(expected > 0) and np.any(expected < 0):
        if case.is_like(np.abs(expected)):
            return Finding("only-some-signs", "The signs are lost: negative results came out positive.")
        if case.is_like(np.maximum(expected, 0)):
            return Finding(
                "only-some-signs", "Right only where the result is positive: negative ones came out as zero."
            )
    if _is_by_place(case.right):
        return None
    for source, words in _sign_sources(case):
        sign = _right_only_where(case.right, source)
        if sign:
            return Finding("only-some-signs", f"Right only where {words} is {sign}: what happens for the others?")
    return None


def _is_by_place(right: Mask) -> bool:
    """Tell whether the right entries are whole rows or whole columns of a table: then the place explains them."""
    if right.ndim != 2 or min(right.shape) < 2:
        return False
    return bool(np.all(right == right[0]) or np.all(right == right[:, :1]))


def _sign_sources(case: Case) -> Iterator[tuple[Floats, str]]:
    yield case.expected, "the result"
    for name, array in case.array_arguments():
        if array.shape == case.expected.shape:
            yield array, f"`{name}`"


def _right_only_where(right: Mask, source: Floats) -> str:
    """Say for which sign of the source the entries are right, when it is exactly one; at zero they may be either."""
    if right.size < 3:
        return ""
    signed = source != 0
    right, positive = right[signed], source[signed] > 0
    if right.all() or not right.any():
        return ""
    if np.array_equal(right, positive):
        return "positive"
    return "negative" if np.array_equal(right, ~positive) else ""


def wrong_at_zero(case: Case) -> Finding | None:
    """The answer is wrong exactly where an argument is zero."""
    arguments = list(case.array_arguments())
    # A single number is no place among others, unless the function has this argument only.
    if case.single and len(arguments) > 1:
        return None
    for name, array in arguments:
        alike = array.shape == case.expected.shape and np.array_equal(~case.right, array == 0)
        if alike and (case.right.any() or case.single):
            return Finding("wrong-at-zero", f"Wrong only where `{name}` is exactly zero.")
    return None


def only_first_row(case: Case) -> Finding | None:
    """Only the first, or only the last, row is right."""
    rows = _right_rows(case)
    if rows is None:
        return None
    what = "entry" if case.expected.ndim == 1 else "row"
    if rows[0] and not rows[1:].any():
        text = (
            f"Only the first {what} is right: do the others use their own data, and does every step build on the last?"
        )
        return Finding("only-first-row", text)
    if rows[-1] and not rows[:-1].any():
        return Finding("only-last-row", f"Only the last {what} is right.")
    return None


def only_first_column(case: Case) -> Finding | None:
    """Only the first, or only the last, column of a table is right."""
    if case.expected.ndim != 2 or case.expected.shape[1] < 2 or len(case.expected) < 2:
        return None
    columns = np.asarray(case.right.all(axis=0))
    if columns.sum() == 1 and (columns[0] or columns[-1]):
        place = "first" if columns[0] else "last"
        return Finding(f"only-{place}-column", f"Only the {place} column is right.")
    return None


def all_but_one_row(case: Case) -> Finding | None:
    """All rows of a table but the first, or but the last, are right."""
    rows = _right_rows(case)
    if rows is None or case.expected.ndim == 1 or np.count_nonzero(~rows) != 1:
        return None
    if case.wrong_count == 1 and case.size > 2 * len(rows):
        return None  # one entry among several of a row says nothing about the row
    if not rows[-1]:
        return Finding("last-row", "Only the last row is wrong: is the last one, or a short last part, a special case?")
    if not rows[0]:
        return Finding("first-row", "Only the first row is wrong: is the start stored as it is?")
    return None


def wrong_from_some_row(case: Case) -> Finding | None:
    """The first rows are right, and from some row on all are wrong."""
    rows = _right_rows(case)
    if rows is None or not rows[0]:
        return None
    good = int(np.argmin(rows))
    if 2 <= good < len(rows) - 1 and not rows[good:].any():
        what = "entries" if case.expected.ndim == 1 else "rows"
        text = f"The first {what} are right, then all are wrong: what changes there?"
        return Finding("wrong-from-some-row", text, f"right up to [{good - 1}]")
    return None


def _right_rows(case: Case) -> Mask | None:
    """Give which rows (entries of a vector) are right; None when there are too few to speak of."""
    if case.expected.ndim == 0 or len(case.expected) < (3 if case.expected.ndim == 1 else 2):
        return None
    return np.asarray(case.right.reshape(len(case.expected), -1).all(axis=1))


def one_entry(case: Case) -> Finding | None:
    """One single entry is wrong."""
    if case.size < 3 or case.wrong_count != 1:
        return None
    place = int(np.argmin(case.right))
    which = "the first one" if place == 0 else "the last one" if place == case.size - 1 else "one in the middle"
    return Finding("one-entry", f"All entries are right but {which}.")


def only_diagonal(case: Case) -> Finding | None:
    """Only the diagonal of a square matrix is right, or all but the diagonal."""
    if case.expected.ndim != 2 or case.expected.shape[0] != case.expected.shape[1] or case.size < 4:
        return None
    diagonal = np.eye(len(case.expected), dtype=np.bool_)
    if np.array_equal(case.right, diagonal):
        return Finding("only-diagonal", "Only the diagonal is right.")
    if np.array_equal(case.right, ~diagonal):
        return Finding("wrong-diagonal", "Everything is right but the diagonal.")
    return None
