"""Right answers in every honest type and container pass; each case is a pair (answer, what is due)."""

from collections import OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers

V = np.array([0.5, -1.25, 3.0])
M = np.array([[1.5, -2.0, 0.25], [4.0, 5.5, -6.0]])
LAYERS = [np.array([[1.0, 2.0]]), np.array([[0.5, -0.5, 0.25]]), np.array([[0.125]])]
GRADIENTS = {"dW1": M, "db1": V}

Cache = namedtuple("Cache", ["hidden", "output"])
Rows = type("Rows", (list,), {"__iter__": lambda _: iter([9.0]), "__len__": lambda _: 1})

RIGHT = {
    # a float: any real scalar
    "python float": (0.8, 0.8),
    "whole python int": (3, 3.0),
    "negative whole int": (-2, -2.0),
    "numpy float64": (np.float64(0.8), 0.8),
    "numpy float32 of an exact number": (np.float32(0.5), 0.5),
    "numpy float16 of an exact number": (np.float16(0.5), 0.5),
    "numpy long double": (np.longdouble(0.5), 0.5),
    "numpy int64": (np.int64(3), 3.0),
    "numpy uint8": (np.uint8(3), 3.0),
    "numpy long long": (np.longlong(3), 3.0),
    "0-d float array": (np.array(0.8), 0.8),
    "0-d int array": (np.array(3), 3.0),
    "numpy sum": (np.sum(V), 2.25),
    "float due as numpy float": (0.8, np.float64(0.8)),
    "float due as 0-d array": (0.8, np.array(0.8)),
    "int for a numpy integer": (3, np.int64(3)),
    "whole float for a numpy integer": (3.0, np.int64(3)),
    "minus zero": (-0.0, 0.0),
    "integer zero": (0, 0.0),
    "tiny for zero": (1e-12, 0.0),
    "rounding noise": (0.1 + 0.2, 0.3),
    "infinity": (float("inf"), float("inf")),
    "minus infinity": (np.float64("-inf"), float("-inf")),
    "large int": (10**17, 1e17),
    "int beyond 64 bits": (10**30, 1e30),
    "huge float": (1.7e308, 1.7e308),
    "smallest float": (5e-324, 5e-324),
    # an int: Python or numpy integer
    "int": (9, 9),
    "int64 for an int": (np.int64(9), 9),
    "int32 for an int": (np.int32(9), 9),
    "uint8 for an int": (np.uint8(9), 9),
    "zero int": (0, 0),
    "negative int": (-9, -9),
    "int beyond every float": (10**400, 10**400),
    # arrays: as lists and tuples too
    "array": (V.copy(), V),
    "list for an array": (V.tolist(), V),
    "tuple for an array": (tuple(V.tolist()), V),
    "list of numpy scalars": (list(V), V),
    "list of 0-d arrays": ([np.array(v) for v in V], V),
    "mixed ints and floats": ([0.5, -1.25, 3], V),
    "mixed python and numpy numbers": ([np.float32(0.5), -1.25, np.int8(3)], V),
    "float32 array of exact numbers": (V.astype(np.float32), V),
    "big-endian array": (V.astype(">f8"), V),
    "long double array": (V.astype(np.longdouble), V),
    "strided view": (np.repeat(V, 2)[::2], V),
    "reversed view": (V[::-1].copy()[::-1], V),
    "read-only array": (np.broadcast_to(1.0, (3,)), np.ones(3)),
    "integer array of whole numbers": (np.array([1, 2, 3]), np.array([1.0, 2.0, 3.0])),
    "list of ints of whole numbers": ([1, 2, 3], np.array([1.0, 2.0, 3.0])),
    "ints beyond 64 bits in a list": ([10**30, 1], np.array([1e30, 1.0])),
    "float array for integers": (np.array([1.0, 2.0]), np.array([1, 2])),
    "uint8 array for int64": (np.array([1, 2], dtype=np.uint8), np.array([1, 2])),
    "matrix": (M.copy(), M),
    "nested lists": (M.tolist(), M),
    "tuple of lists": (tuple(M.tolist()), M),
    "list of tuples": ([tuple(row) for row in M.tolist()], M),
    "list of rows": (list(M), M),
    "tuple of rows": (tuple(M), M),
    "list of an array and a list": ([M[0], M[1].tolist()], M),
    "column order": (np.asfortranarray(M), M),
    "transposed view": (M.T.copy().T, M),
    "column": ([[1.0], [2.0]], np.array([[1.0], [2.0]])),
    "one entry": ([0.5], np.array([0.5])),
    "one entry of a table": ([[0.5]], np.array([[0.5]])),
    "three axes": (np.ones((2, 3, 4)).tolist(), np.ones((2, 3, 4))),
    "infinities in place": ([float("inf"), 1.0, float("-inf")], np.array([np.inf, 1.0, -np.inf])),
    "empty array": (np.zeros(0), np.zeros(0)),
    "empty list": ([], np.zeros(0)),
    "empty tuple": ((), np.zeros(0)),
    "empty integer array": (np.zeros(0, dtype=int), np.zeros(0)),
    "empty table": (np.zeros((0, 3)), np.zeros((0, 3))),
    "empty rows": ([[], []], np.zeros((2, 0))),
    # pairs and lists
    "pair as tuple": ((-0.5, 2.0), (-0.5, 2.0)),
    "pair as list": ([-0.5, 2.0], (-0.5, 2.0)),
    "pair as array": (np.array([-0.5, 2.0]), (-0.5, 2.0)),
    "pair of numpy scalars": ((np.float64(-0.5), np.float32(2)), (-0.5, 2.0)),
    "tuple due as list": ((1.0, 2.0), [1.0, 2.0]),
    "list of arrays": ([a.copy() for a in LAYERS], LAYERS),
    "tuple of arrays": (tuple(LAYERS), LAYERS),
    "list of lists for arrays": ([a.tolist() for a in LAYERS], LAYERS),
    "list due as tuple": (list(LAYERS), tuple(LAYERS)),
    "array for equal-shaped arrays": (np.array([[1.0, 2.0], [3.0, 4.0]]), [np.array([1.0, 2.0]), np.array([3.0, 4.0])]),
    "pair of array and number": ((M.tolist(), 3), (M, 3.0)),
    "weights and biases": (([M], [V.tolist()]), ([M], [V])),
    "nested number lists": ([[1, 2], [3, 4]], [[1.0, 2.0], [3.0, 4.0]]),
    "uneven number lists": ([(1.0, 2.0), [3.0]], [[1.0, 2.0], [3.0]]),
    "ints in a list as floats": ([2.0, 3.0], [2, 3]),
    "range due": ([0, 1, 2], range(3)),
    "long ints in a list": ([2**70, 1], [2**70, 1]),
    "empty list due": ([], []),
    "empty tuple for an empty list": ((), []),
    # dicts
    "dict": ({"dW1": M, "db1": V}, GRADIENTS),
    "dict in another order": ({"db1": V, "dW1": M}, GRADIENTS),
    "dict of lists": ({"dW1": M.tolist(), "db1": V.tolist()}, GRADIENTS),
    "more keys than due": ({"dW1": M, "db1": V, "dZ": None, "note": "x"}, GRADIENTS),
    "dict in a dict": ({"a": {"b": [1.0]}}, {"a": {"b": np.array([1.0])}}),
    # kinds of tuples, lists and dicts; what they say of themselves does not count
    "named tuple": (Cache(M, V), (M, V)),
    "named tuple of numbers": (Cache(-0.5, 2.0), (-0.5, 2.0)),
    "named tuples in a list": ([Cache(1.0, 2.0)], np.array([[1.0, 2.0]])),
    "list that lies": (Rows([0.5, -1.25, 3.0]), V),
    "ordered dict": (OrderedDict(db1=V, dW1=M), GRADIENTS),
    "default dict": (defaultdict(list, db1=V, dW1=M), GRADIENTS),
    # the rest
    "None": (None, None),
    "True": (True, True),
    "numpy False": (np.bool_(False), False),
    "bool due as numpy": (True, np.bool_(True)),
    "bool array": (np.array([True, False]), np.array([True, False])),
    "list of bools": ([True, np.bool_(False)], np.array([True, False])),
    "text": ("cnn", "cnn"),
    "numpy text": (np.str_("cnn"), "cnn"),
    "list of texts": (("a", "b"), ["a", "b"]),
    "complex": (1 + 2j, 1 + 2j),
    "real for complex": (1.0, 1 + 0j),
    "complex array": ([1j, 2.0], np.array([1j, 2.0])),
}


@pytest.mark.parametrize(("actual", "expected"), RIGHT.values(), ids=RIGHT.keys())
def test_honest_answers_match(actual, expected):
    """A right answer in an honest type or container raises nothing."""
    assert_matches(actual, expected)


@pytest.mark.parametrize("name", ["python float", "array", "list for an array", "matrix", "list of arrays", "dict"])
def test_exact_answers_match_without_tolerance(name):
    """An exactly equal answer matches with both tolerances zero."""
    assert_matches(*RIGHT[name], rtol=0, atol=0)


def test_comparison_that_matches_says_nothing():
    """What compare_numbers gives for a right answer has no sentence, tag or detail."""
    comparison = compare_numbers(0.8, 0.8, 1e-9, 1e-12)

    assert (comparison.matches, comparison.sentence, comparison.diagnosis, comparison.detail) == (True, "", "", "")


def test_comparison_is_frozen():
    """A comparison cannot be changed after the fact."""
    with pytest.raises(AttributeError):
        compare_numbers(0.8, 0.8).matches = False


@pytest.mark.parametrize(
    ("actual", "expected", "rtol", "atol", "right"),
    [
        (1.0 + 0.9e-7, 1.0, 1e-7, 0, True),
        (1.0 + 1.1e-7, 1.0, 1e-7, 0, False),
        (0.9e-9, 0.0, 1e-7, 1e-9, True),
        (1.1e-9, 0.0, 1e-7, 1e-9, False),
        (1e6 + 0.09, 1e6, 1e-7, 0, True),
        (1e6 + 0.11, 1e6, 1e-7, 0, False),
        ([1.0, 1.05], [1.0, 1.0], 0.1, 0, True),
        ([1.0, 1.15], [1.0, 1.0], 0.1, 0, False),
        (np.float32(0.1), 0.1, 1e-9, 0, False),
        (np.float32(0.1), 0.1, 1e-6, 0, True),
        (3, np.int64(4), 10.0, 10.0, False),
        (3.6, np.int64(4), 10.0, 10.0, True),
        (3.4, np.int64(4), 10.0, 10.0, False),
        (9, 10, 10.0, 10.0, False),
        (float("inf"), 1.7e308, 10.0, 0, False),
        (-1.7e308, 1.7e308, 0.1, 0, False),
        (1.0, float("inf"), 1e-7, 1e-9, False),
        (float("-inf"), float("inf"), 1e-7, 1e-9, False),
    ],
)
def test_tolerance_is_what_it_says(actual, expected, rtol, atol, right):
    """The bound is atol + rtol * |expected|, and integers are never blurred."""
    assert compare_numbers(actual, expected, rtol, atol).matches is right
    assert compare_numbers(np.array([actual] * 2), np.array([expected] * 2), rtol, atol).matches is right


@pytest.mark.parametrize("kind", ["float", "array", None])
def test_whole_float_for_an_int_needs_leave(kind):
    """A float stands for a Python int only where the author asks for a float."""
    assert compare_numbers(3.0, 3, kind=kind).matches is (kind == "float")


def test_kind_int_is_strict_where_the_reference_gave_a_float():
    """With kind="int" only an integer will do, whatever type the reference has."""
    assert_matches(3, 3.0, kind="int")
    assert_matches(np.int8(3), np.int64(3), kind="int")
    with pytest.raises(Mismatch, match="integer"):
        assert_matches(3.0, np.int64(3), kind="int")


def test_kind_array_reads_lists_of_the_reference_as_one_array():
    """With kind="array" a list of rows is one array, so that a wrong shape is told as one."""
    rows = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]

    assert_matches(np.array(rows), rows, kind="array")
    assert compare_numbers(np.array(rows).T, rows, kind="array").diagnosis == "transposed"


@pytest.mark.parametrize(
    "bad", [{"rtol": -1}, {"atol": -1e-9}, {"rtol": float("nan")}, {"atol": float("inf")}, {"kind": "number"}]
)
def test_tolerances_and_kinds_of_the_author_are_checked(bad):
    """A tolerance or kind that is none is the author's mistake, whatever the student returned."""
    for actual in (1.0, 2.0, None):
        with pytest.raises(ValueError, match=r"tolerances|kind"):
            assert_matches(actual, 1.0, **bad)


@pytest.mark.parametrize("expected", [float("nan"), np.array([1.0, np.nan]), [1.0, float("nan")], {"a": float("nan")}])
@pytest.mark.parametrize("actual", [float("nan"), 1.0, [1.0, float("nan")], {"a": float("nan")}, None])
def test_nan_of_the_reference_is_the_authors_mistake(actual, expected):
    """A reference that gives nan fails the grader, not the student; unless the answer is of another kind altogether."""
    if isinstance(expected, dict) and not isinstance(actual, dict):
        assert not compare_numbers(actual, expected).matches
        return
    with pytest.raises(ValueError, match="the reference gave nan"):
        assert_matches(actual, expected)


@pytest.mark.parametrize("expected", [object(), {1, 2}, np.array([object()]), lambda z: z, np.array(["a"]), b"x"])
def test_reference_of_a_type_without_comparison_is_the_authors_mistake(expected):
    """What cannot be compared is a TypeError that says whose value it is."""
    with pytest.raises(TypeError, match="the reference gave"):
        assert_matches(1.0, expected)


def test_arguments_are_left_as_they_were():
    """Neither a right nor a wrong comparison changes what it compares."""
    actual, expected = M.copy(), M.copy()
    actual[0, 0] = 9.0
    before = actual.copy()

    assert not compare_numbers(actual, expected).matches
    assert np.array_equal(actual, before)
    assert np.array_equal(expected, M)
