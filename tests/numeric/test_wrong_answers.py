"""Wrong answers get the diagnosis that a teacher would give; each case is (answer, what is due, the tag)."""

import numpy as np
import pytest
from worked_numbers import GRADIENTS, INF, NAN, PATH, E, M, P, S, V, Z, changed, softmax

from grader.errors import Mismatch
from grader.numeric import assert_matches, compare_numbers

WRONG = {
    # kinds of values
    "nothing": (None, E, "nothing-returned"),
    "nothing for an array": (None, V, "nothing-returned"),
    "nothing for a dict": (None, GRADIENTS, "nothing-returned"),
    "nothing for a list": (None, [V, M], "nothing-returned"),
    "nothing for an int": (None, 9, "nothing-returned"),
    "nothing for a bool": (None, True, "nothing-returned"),
    "nothing for text": (None, "cnn", "nothing-returned"),
    "number as text": ("0.730468", E, "wrong-type"),
    "array as text": (str(V), V, "wrong-type"),
    "True for one": (True, 1.0, "wrong-type"),
    "False for zero": (np.bool_(False), 0.0, "wrong-type"),
    "True for the int one": (True, 1, "wrong-type"),
    "bools for a relu derivative": (V > 0, (V > 0).astype(float), "wrong-type"),
    "one bool in a list": ([1.0, True], np.array([1.0, 1.0]), "wrong-type"),
    "complex without imaginary part": (E + 0j, E, "wrong-type"),
    "complex array without imaginary part": (V + 0j, V, "wrong-type"),
    "float for an int": (9.0, 9, "wrong-type"),
    "numpy float for an int": (np.float64(9), 9, "wrong-type"),
    "text for an int": ("9", 9, "wrong-type"),
    "bytes": (b"1", 1.0, "wrong-type"),
    "dict for a number": ({"z": E}, E, "wrong-type"),
    "dict for an array": ({0: 1.0}, V, "wrong-type"),
    "number for text": (1, "a", "wrong-type"),
    "number for a bool": (1, True, "wrong-type"),
    "list for a dict": ([M, V], GRADIENTS, "wrong-type"),
    "array for a list of arrays of other shapes": (E, [V, M], "wrong-type"),
    "set": ({1.0, 2.0}, np.array([1.0, 2.0]), "wrong-type"),
    "range": (range(3), np.arange(3.0), "wrong-type"),
    "function": (np.sum, E, "wrong-type"),
    "lambda": (lambda: E, E, "wrong-type"),
    "generator": ((v for v in V), V, "wrong-type"),
    "map": (map(float, V), V, "wrong-type"),
    "object array": (np.array(list(V), dtype=object), V, "wrong-type"),
    "text array": (np.array(["0.1", "0.2"]), np.array([0.1, 0.2]), "wrong-type"),
    "dates": (np.array(["2026-10-05"], dtype="datetime64[D]"), np.array([1.0]), "wrong-type"),
    "None in a list": ([1.0, None], np.array([1.0, 2.0]), "wrong-type"),
    "text in a list": ([1.0, "2.0"], np.array([1.0, 2.0]), "wrong-type"),
    "numpy matrix": (np.ma.masked_array([1.0, 2.0]), np.array([1.0, 2.0]), "wrong-type"),
    "something for None": (3, None, "none-due"),
    "zero for None": (0, None, "none-due"),
    "opposite": (True, False, "opposite"),
    "spelling": ("Recurrent  Network", "recurrent network", "spelling"),
    "beyond every float": (10**400, E, "too-large"),
    "beyond every float in a list": ([1.0, -(10**400)], np.array([1.0, 2.0]), "too-large"),
    # shapes
    "wrong shape": (np.ones((2, 5)), np.ones((3, 4)), "wrong-shape"),
    "too short": (V[:3], V, "wrong-shape"),
    "too long": (np.append(V, 1.0), V, "wrong-shape"),
    "number for an array": (E, V, "wrong-shape"),
    "array for a number": (V, E, "wrong-shape"),
    "one entry for a number": (np.array([E]), E, "wrong-shape"),
    "list of one for a number": ([E], E, "wrong-shape"),
    "table of one for a number": ([[E]], E, "wrong-shape"),
    "array of one for an int": (np.array([9]), 9, "wrong-shape"),
    "number for one entry": (E, np.array([E]), "wrong-shape"),
    "not summed": (V, float(V.sum()), "wrong-shape"),
    "summed": (M.sum(axis=0), M, "wrong-shape"),
    "start left out": (PATH[1:], PATH, "wrong-shape"),
    "end left out": (PATH[:-1], PATH, "wrong-shape"),
    "only the end": (PATH[-1], PATH, "wrong-shape"),
    "empty": ([], V, "wrong-shape"),
    "comma for the point": ((-1, 25), -1.25, "decimal-comma"),
    "comma for the point, and a sign that is lost": ((0, 5), -0.5, "decimal-comma"),
    "commas in a list": ([0, 3, -1, 8, 0, 25], np.array([0.3, -1.8, 0.25]), "decimal-comma"),
    "a pair of other numbers": ((1, 25), -1.5, "wrong-shape"),
    "path and costs": ((PATH, [1.0, 2.0]), PATH, "several-values"),
    "net inputs and activations": ((M, np.tanh(M)), np.tanh(M), "several-values"),
    "count and parameters": ((4, V), 4, "several-values"),
    "empty for a number": (np.zeros(0), E, "wrong-shape"),
    "something for empty": ([1.0], np.zeros(0), "wrong-shape"),
    "other empty": (np.zeros((0, 2)), np.zeros((0, 3)), "wrong-shape"),
    "flattened": (M.ravel(), M, "wrong-shape"),
    "reshaped": (M.reshape(2, 6), M, "wrong-shape"),
    "row met column": (V[:, None] - V, V, "wrong-shape"),
    "column": (V[:, None], V, "column-for-vector"),
    "column of wrong values": (V[:, None] * 3, V, "column-for-vector"),
    "column as lists": ([[v] for v in V], V, "column-for-vector"),
    "row": (V[None, :], V, "row-for-vector"),
    "vector for column": (V, V[:, None], "vector-for-column"),
    "vector for row": (V, V[None, :], "vector-for-row"),
    "transposed": (M.T, M, "transposed"),
    "transposed square": (S.T, S, "transposed"),
    "transposed lists": (M.T.tolist(), M, "transposed"),
    "ragged": ([[1.0, 2.0], [3.0]], np.ones((2, 2)), "ragged"),
    "ragged depth": ([1.0, [2.0]], np.ones(2), "ragged"),
    "ragged arrays": ([np.ones(2), np.ones(3)], np.ones((2, 2)), "ragged"),
    # structures
    "three for a pair": ((1.0, 2.0, 3.5), (1.0, 2.5), "wrong-length"),
    "pair with one more": ((1.0, 2.0, 3.5), (1.0, 2.0), "wrong-length"),
    "list without the first": ([M], [V, M], "wrong-length"),
    "list of wrong length": ([V, V, V], [V, M], "wrong-length"),
    "pair exchanged": ((2.5, -0.5), (-0.5, 2.5), "permuted"),
    "pair of arrays exchanged": ((V, M), (M, V), "permuted"),
    "missing key": ({"dW1": M, "db1": V, "dW2": M.T}, GRADIENTS, "missing-key"),
    "misspelt key": ({"dw1": M, "db1": V, "dW2": M.T, "db2": V[:2]}, GRADIENTS, "missing-key"),
    "one gradient negative": (GRADIENTS | {"db1": -V}, GRADIENTS, "sign-flipped"),
    "all gradients negative": ({k: -v for k, v in GRADIENTS.items()}, GRADIENTS, "sign-flipped"),
    "gradient None": (GRADIENTS | {"db1": None}, GRADIENTS, "nothing-returned"),
    "gradient transposed": (GRADIENTS | {"dW1": M.T}, GRADIENTS, "transposed"),
    "gradient kept as row": (GRADIENTS | {"db2": V[None, :2]}, GRADIENTS, "row-for-vector"),
    "activation doubled in a list": ([V, 2 * M], [V, M], "constant-factor"),
    # numbers that are none
    "nan": (NAN, E, "nan-or-inf"),
    "nan in an array": (changed(V, 1, NAN), V, "nan-or-inf"),
    "inf": (INF, E, "nan-or-inf"),
    "minus inf in a list": ([-INF, 1.0], np.array([2.0, 1.0]), "nan-or-inf"),
    "all nan": (V * NAN, V, "nan-or-inf"),
    "nan for an infinity": (NAN, INF, "nan-or-inf"),
    # sign, factor, offset
    "sign": (-E, E, "sign-flipped"),
    "sign of an array": (-V, V, "sign-flipped"),
    "sign of an int": (-9, 9, "sign-flipped"),
    "double": (2 * E, E, "constant-factor"),
    "half": (V / 2, V, "constant-factor"),
    "n": (5 * V, V, "constant-factor"),
    "1/n": (M / 4, M, "constant-factor"),
    "unnamed factor": (1.2345 * V, V, "constant-factor"),
    "negative factor": (-2 * V, V, "constant-factor"),
    "base ten": (np.log10([2.0, 3.0, 7.0]), np.log([2.0, 3.0, 7.0]), "constant-factor"),
    "base two": (float(np.log2(3)), float(np.log(3)), "constant-factor"),
    "degrees": (180 / np.pi * E, E, "constant-factor"),
    "percent": (100 * P, P, "constant-factor"),
    "offset": (V + 0.37, V, "off-by-constant"),
    "negative offset of a table": (M - 0.37, M, "off-by-constant"),
    "offset of each row": (M + V[:3], M, "off-by-constant"),
    "int off by one": (10, 9, "off-by-one"),
    "ints off by one": ([2, 3, 4], np.array([1, 2, 3]), "off-by-one"),
    "zeros": (np.zeros(5), V, "all-zeros"),
    "zero": (0.0, E, "all-zeros"),
    # precision
    "truncated": (V.astype(int), V, "truncated-integers"),
    "truncated floats": (np.trunc(V), V, "truncated-integers"),
    "rounded to whole ones": (np.rint(V), V, "truncated-integers"),
    "floor": (np.floor(V * 3), V * 3, "truncated-integers"),
    "integer array of other numbers": (np.array([7, -8, 9]), np.array([0.3, 0.4, 0.6]), "truncated-integers"),
    "int for a fraction": (0, E, "truncated-integers"),
    "two decimals": (np.round(M, 2), M, "rounded"),
    "three decimals cut": (np.trunc(M * 1000) / 1000, M, "rounded"),
    "four decimals": (round(E / 7, 4), E / 7, "rounded"),
    "float32": (V.astype(np.float32), V, "single-precision"),
    "float32 scalar": (np.float32(E), E, "single-precision"),
    "float32 made float64": (M.astype(np.float32).astype(float), M, "single-precision"),
    "float16": (M.astype(np.float16), M, "single-precision"),
    "float32 with the wrong sign": ((-M).astype(np.float32), M, "sign-flipped"),
    "nearly": (V * np.array([1.0001, 0.9999, 1.0002, 1.0, 0.9998]), V, "nearly"),
    "just beyond the tolerance": (V * (1 + 1.5e-9), V, "nearly"),
    "just beyond the tolerance, float32": ((V * 2**20).astype(np.float32), V * 2**20, "single-precision"),
    "nearly scalar": (E + 1e-5, E, "nearly"),
    # places
    "reversed": (V[::-1], V, "permuted"),
    "sorted": (np.sort(V), V, "permuted"),
    "shuffled": (V[[1, 2, 0, 4, 3]], V, "permuted"),
    "rows shuffled": (M[[1, 0, 3, 2]], M, "permuted"),
    "rows reversed": (M[::-1], M, "permuted"),
    "columns exchanged": (M[:, [1, 0, 2]], M, "permuted"),
    "columns reversed": (M[:, ::-1], M, "permuted"),
    "reshaped inside": (M.T.reshape(4, 3), M, "permuted"),
    "late": (np.vstack([PATH[:1], PATH[:-1]]), PATH, "shifted"),
    "early": (np.vstack([PATH[1:], PATH[-1:]]), PATH, "shifted"),
    "never updated": (np.tile(PATH[0], (5, 1)), PATH, "all-the-same"),
    "one array for all rows": (np.tile(PATH[-1], (5, 1)), PATH, "all-the-same"),
    "one value everywhere": (np.full(5, 1.7), V, "all-the-same"),
    "only the first row": (np.vstack([M[:1], M[1:] * 3 + 1 + S]), M, "only-first-row"),
    "only the last row": (np.vstack([M[:-1] * 3 + 1 + S, M[-1:]]), M, "only-last-row"),
    "only the first entry": (np.array([0.52, 7.0, 8.0, 9.5, 1.0]), V, "only-first-row"),
    "only the first column": (np.hstack([M[:, :1], M[:, 1:] ** 2 + 3]), M, "only-first-column"),
    "last row wrong": (changed(PATH, -1, [9.9, 9.1]), PATH, "last-row"),
    "first row wrong": (changed(PATH, 0, [0.3, 0.1]), PATH, "first-row"),
    "one entry": (changed(M, (1, 1), 9.0), M, "one-entry"),
    "last entry": (changed(V, -1, 7.0), V, "one-entry"),
    "wrong from some row": (np.vstack([PATH[:3], PATH[3:] * 2 + 1.5]), PATH, "wrong-from-some-row"),
    "absolute values": (np.abs(V), V, "only-some-signs"),
    "negative ones lost": (np.maximum(V, 0), V, "only-some-signs"),
    "right where positive": (np.where(V > 0, V, V**2 + 0.7), V, "only-some-signs"),
    "right where negative": (np.where(M < 0, M, M + M**3 + 0.3), M, "only-some-signs"),
    "diagonal": (S * np.eye(3) + (1 - np.eye(3)) * (S**3 + 5), S, "only-diagonal"),
    "all but the diagonal": (S + np.diag([1.0, 3.0, -5.0]), S, "wrong-diagonal"),
    # formulas
    "softmax of columns": (softmax(Z, 0), softmax(Z, 1), "softmax-axis"),
    "softmax of everything": (softmax(Z, (0, 1)), softmax(Z, 1), "softmax-axis"),
    "softmax of a square": (softmax(S, 0), softmax(S, 1), "softmax-axis"),
    "not divided": (np.exp(Z), softmax(Z, 1), "not-normalised"),
    "vector not divided": (np.exp(Z[0]), softmax(Z[0], 0), "not-normalised"),
    "no sigmoid": (V, 1 / (1 + np.exp(-V)), "missing-activation"),
    "no sigmoid of a number": (2.6, 1 / (1 + np.exp(-2.6)), "missing-activation"),
    "no tanh": (V, np.tanh(V), "missing-activation"),
    "no relu": (V, np.maximum(V, 0), "missing-activation"),
    "no softmax": (Z, softmax(Z, 1), "missing-activation"),
    "sigmoid twice": (1 / (1 + np.exp(-P)), P, "activation-twice"),
    "tanh twice": (np.tanh(np.tanh(V)), np.tanh(V), "activation-twice"),
    "tanh twice, of negative numbers": (np.tanh(np.tanh(-np.abs(V))), np.tanh(-np.abs(V)), "activation-twice"),
    "logarithm of a softmax": (np.log(softmax(Z, 1)), softmax(Z, 1), "missing-exponential"),
    "tanh for sigmoid": (np.tanh(V), 1 / (1 + np.exp(-V)), "wrong-activation"),
    "relu for sigmoid": (np.maximum(V, 0), 1 / (1 + np.exp(-V)), "wrong-activation"),
    "sigmoid for tanh": (1 / (1 + np.exp(-V)), np.tanh(V), "wrong-activation"),
    "sigmoid's derivative": (P * (1 - P), P, "derivative-for-value"),
    "tanh's derivative": (1 - np.tanh(V) ** 2, np.tanh(V), "derivative-for-value"),
    "complement": (1 - P, P, "complement"),
    "square": (3 + V**2, np.sqrt(3 + V**2), "squared"),
    "root": (float(np.sqrt(E)), E, "square-root"),
    "quotient upside down": (1 / V, V, "reciprocal"),
    "no exponential": (V, np.exp(V), "missing-exponential"),
    "no logarithm": (P / (1 - P), np.log(P / (1 - P)), "missing-logarithm"),
    "softmax whose sum is guarded": (
        np.exp(Z) / (np.exp(Z).sum(axis=1, keepdims=True) + 1e-8),
        softmax(Z, 1),
        "nearly",
    ),
    # not recognised, and said so
    "something else": (V**3 + 0.2, V, ""),
    "another number": (E * 1.377, E, ""),
    "another int": (23, 9, ""),
    "another text": ("rnn", "cnn", ""),
    "an int too large to be a float": (2**60, 2**60 + 1, ""),
    "finite for infinite": (1e300, INF, ""),
    "two of five": (changed(changed(V, 1, 8.0), 3, 7.0), np.abs(V), ""),
}


@pytest.mark.parametrize(("actual", "expected", "tag"), WRONG.values(), ids=WRONG.keys())
def test_wrong_answers_are_named(actual, expected, tag):
    """A wrong answer raises Mismatch with the tag, and a sentence that ends like one."""
    with pytest.raises(Mismatch) as caught:
        assert_matches(actual, expected, rtol=1e-9, atol=1e-12)

    assert caught.value.diagnosis == tag
    assert caught.value.sentence.endswith((".", "?", ".)"))


@pytest.mark.parametrize(("actual", "expected", "tag"), WRONG.values(), ids=WRONG.keys())
def test_sentences_hold_no_values(actual, expected, tag):
    """No digits of what is due, or of the answer, are in the sentence: they may be secret."""
    sentence = compare_numbers(actual, expected, rtol=1e-9, atol=1e-12).sentence

    numbers = []
    for value in (expected, actual):
        if isinstance(value, float | np.ndarray) and np.asarray(value).dtype.kind == "f":
            numbers += [f"{abs(number):.4g}" for number in np.asarray(value, dtype=float).ravel()]
    secrets = {number for number in numbers if len(number.replace(".", "")) >= 4}
    assert not [secret for secret in secrets if secret in sentence]


def test_diagnosis_is_the_same_every_time():
    """The same pair gets the same sentence, again and again."""
    said = {compare_numbers(M * 1.7, M).sentence for _ in range(5)}

    assert len(said) == 1
