"""What holds for all numbers and arrays: equal matches, beyond the tolerance never does, mistakes keep their names."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.numeric import compare_numbers

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False, width=64)
TELLING = NUMBERS.filter(lambda number: abs(number) > 1e-3)
SHAPES = arrays.array_shapes(min_dims=0, max_dims=3, max_side=6)
ARRAYS = arrays.arrays(np.float64, SHAPES, elements=NUMBERS)
TELLING_ARRAYS = arrays.arrays(np.float64, SHAPES, elements=TELLING)
VECTORS = arrays.arrays(np.float64, st.integers(3, 9), elements=TELLING, unique=True)
RTOL, ATOL = 1e-9, 1e-12

fixed = settings(max_examples=150, derandomize=True, deadline=None)


def as_container(array, kinds):
    """Give the array as nested lists or tuples, the kind of each level drawn."""
    if not array.ndim:
        return array[()]
    return kinds[0](as_container(row, kinds[1:]) for row in array)


@fixed
@given(ARRAYS)
def test_equal_matches(array):
    """Every array matches itself, without any tolerance."""
    assert compare_numbers(array.copy(), array, 0, 0).matches


@fixed
@given(ARRAYS, st.lists(st.sampled_from([list, tuple]), min_size=3, max_size=3))
def test_containers_match(array, kinds):
    """Lists and tuples in any mixture match the array of the same shape."""
    assume(array.size)
    assert compare_numbers(as_container(array, kinds), array, 0, 0).matches


@fixed
@given(ARRAYS, st.data())
def test_one_entry_beyond_the_tolerance_never_matches(array, data):
    """An array with one entry moved by more than the tolerance is wrong, whatever the others are."""
    assume(array.size)
    place = data.draw(st.integers(0, array.size - 1))
    sign = data.draw(st.sampled_from([-1, 1]))
    excess = data.draw(st.floats(1.01, 1e6))
    answer = array.copy()
    flat = answer.reshape(-1)
    flat[place] += sign * excess * (1e-6 + 1e-4 * abs(flat[place]))

    comparison = compare_numbers(answer, array, 1e-4, 1e-6)

    assert not comparison.matches
    assert comparison.sentence


@fixed
@given(ARRAYS, st.data())
def test_within_the_tolerance_matches(array, data):
    """An array with every entry moved by less than the tolerance is right."""
    parts = data.draw(arrays.arrays(np.float64, array.shape, elements=st.floats(-0.99, 0.99)))

    assert compare_numbers(array + parts * (1e-6 + 1e-4 * np.abs(array)), array, 1e-4, 1e-6).matches


@fixed
@given(ARRAYS, st.data())
def test_nan_never_matches(array, data):
    """One nan anywhere makes an answer wrong, and is named."""
    assume(array.size)
    answer = array.copy()
    answer.reshape(-1)[data.draw(st.integers(0, array.size - 1))] = np.nan

    comparison = compare_numbers(answer, array, 1e-2, 1e300)

    assert (comparison.matches, comparison.diagnosis) == (False, "nan-or-inf")


@fixed
@given(TELLING_ARRAYS)
def test_sign_flip_is_recognised(array):
    """The negative of an array is wrong in sign and nothing else."""
    assume(array.size)
    assert compare_numbers(-array, array, RTOL, ATOL).diagnosis == "sign-flipped"


@fixed
@given(TELLING_ARRAYS, st.sampled_from([2.0, 0.5]))
def test_factor_is_recognised(array, factor):
    """Twice or half an array is off by a constant factor, unless halves of whole numbers look cut."""
    assume(array.size)
    diagnosis = compare_numbers(array * factor, array, RTOL, ATOL).diagnosis
    assert diagnosis == "constant-factor"


@fixed
@given(VECTORS, st.data())
def test_permutations_are_recognised(vector, data):
    """The entries in another order are called so, unless the order is that of another mistake as well."""
    order = data.draw(st.permutations(range(len(vector))))
    answer = vector[order]
    assume(not np.allclose(answer, vector, rtol=1e-3, atol=1e-6))
    assume(not np.allclose(answer, -vector))
    other = np.ptp(answer - vector) < 1e-3 * np.max(np.abs(vector))
    assume(not other)

    assert compare_numbers(answer, vector, RTOL, ATOL).diagnosis in ("permuted", "single-precision")


@fixed
@given(arrays.arrays(np.float64, st.tuples(st.integers(2, 5), st.integers(2, 5)), elements=TELLING, unique=True))
def test_transposes_are_recognised(table):
    """A transposed table is called so, square or not."""
    assume(not np.allclose(table, -table.T if table.shape[0] == table.shape[1] else 0))
    assert compare_numbers(table.T, table, RTOL, ATOL).diagnosis == "transposed"


@fixed
@given(SHAPES, SHAPES)
def test_other_shapes_never_match(shape, other):
    """Ones of one shape never match ones of another; both shapes are told."""
    assume(shape != other)
    comparison = compare_numbers(np.ones(shape), np.ones(other))

    assert not comparison.matches
    assert comparison.diagnosis


JSON_LIKE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=9)
    | st.binary(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)
FINITE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9) | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=8,
)


@fixed
@given(JSON_LIKE, FINITE)
def test_any_answer_gets_a_verdict(answer, due):
    """Whatever plain data comes back, there is a verdict and an inert sentence, never an exception."""
    comparison = compare_numbers(answer, due)

    assert comparison.matches or comparison.sentence


@fixed
@given(FINITE)
def test_any_expected_value_matches_itself(due):
    """Whatever a reference may give matches itself."""
    assert compare_numbers(due, due).matches


@fixed
@given(FINITE, FINITE)
def test_structures_get_a_verdict(answer, due):
    """Two structures with arrays in them are compared without an exception, and None is never taken for a value."""
    comparison = compare_numbers(answer, due)

    if (answer is None) is not (due is None):
        assert not comparison.matches
