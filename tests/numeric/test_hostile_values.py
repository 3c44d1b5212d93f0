"""Whatever a student's code returns is data: nothing of it runs, nothing explodes, nothing forged matches."""

import numpy as np
import pytest

from grader.numeric import compare_numbers
from grader.numeric.shown import shown_number, shown_text, type_name

DUE = np.array([0.5, -1.25, 3.0])


class Called(Exception):
    """Raised by any method of a hostile value: none may be called."""


def trap(*args, **kwargs):
    """Stand in for every operator."""
    raise Called


OPERATORS = (
    "eq",
    "ne",
    "lt",
    "le",
    "gt",
    "ge",
    "bool",
    "len",
    "iter",
    "getitem",
    "contains",
    "float",
    "int",
    "index",
    "complex",
    "array",
    "array_ufunc",
    "array_function",
    "add",
    "radd",
    "sub",
    "rsub",
    "mul",
    "rmul",
    "abs",
    "neg",
    "repr",
    "str",
    "format",
    "hash",
    "getattr",
    "round",
    "call",
    "copy",
    "deepcopy",
    "reduce",
    "sizeof",
    "dir",
)
TRAPS = {f"__{name}__": trap for name in OPERATORS}
BASES = (object, float, int, complex, str, bytes, list, tuple, dict, np.ndarray, np.float64, Exception)


def trapped(base):
    """Make a value of a subclass of `base` whose every method raises."""
    kind = type(f"Trap{base.__name__}", (base,), TRAPS)
    return base.__new__(kind, 3) if base is np.ndarray else base.__new__(kind)


def yes(*args, **kwargs):
    """Agree with whatever is asked."""
    return True


def nothing(*args, **kwargs):
    """Give zero as any difference."""
    return 0.0


LIES = {"__eq__": yes, "__ne__": yes, "__le__": yes, "__sub__": nothing, "__rsub__": nothing, "__abs__": nothing}
EqualsEverything = type(
    "EqualsEverything",
    (),
    LIES | {"__hash__": lambda _: 0, "__float__": lambda _: 0.5, "__array__": lambda *_, **__: DUE.copy()},
)
EqualFloat = type("EqualFloat", (float,), LIES | {"__hash__": float.__hash__})
EqualArray = type("EqualArray", (np.ndarray,), {"__array_ufunc__": lambda *_, **__: np.ones(3, dtype=bool)})
# A metaclass whose classes hash and compare as `float`, are called so, and count everything as their instance.
PosesAsFloat = type(
    "PosesAsFloat",
    (type,),
    {"__eq__": yes, "__hash__": lambda _: hash(float), "__instancecheck__": yes, "__name__": "float"},
)
Poser = PosesAsFloat("Poser", (), {"__class__": float, "__float__": lambda _: 0.5})

FORGED = {
    "object": EqualsEverything(),
    "float": EqualFloat(9.0),
    "right float in a subclass": EqualFloat(0.5),
    "array": np.array([9.0, 9.0, 9.0]).view(EqualArray),
    "poser": Poser(),
    "list of objects": [EqualsEverything()] * 3,
    "list of floats": [EqualFloat(9.0)] * 3,
    "list of posers": [Poser()] * 3,
    "tuple of one forged": (0.5, -1.25, EqualFloat(3.0)),
    "object array": np.array([EqualsEverything()] * 3, dtype=object),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED.keys())
@pytest.mark.parametrize(
    "due",
    [0.5, DUE, 9, True, None, "text", [DUE, 0.5], (0.5, -1.25, 3.0), {"a": 1.0}],
    ids=lambda due: type(due).__name__,
)
def test_forged_values_match_nothing(forged, due):
    """A value that says it equals everything matches nothing."""
    comparison = compare_numbers(forged, due)

    assert not comparison.matches
    assert comparison.sentence


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.__name__)
@pytest.mark.parametrize(
    "due", [0.5, DUE, 9, True, None, "text", [DUE, 0.5], {"a": 1.0}], ids=lambda due: type(due).__name__
)
def test_no_method_of_a_foreign_value_is_called(base, due):
    """Neither alone nor inside lists and dicts is any method of a subclass called; the answer is wrong."""
    value = trapped(base)

    for answer in (value, [value], (0.5, value, 3.0), [[value]], {"a": value}):
        assert not compare_numbers(answer, due).matches


def test_nested_far_deeper_than_arrays_go():
    """Lists in lists in lists are refused at a bounded depth."""
    deep = 1.0
    for _ in range(100_000):
        deep = [deep]

    assert not compare_numbers(deep, DUE).matches
    assert not compare_numbers(deep, 1.0).matches
    while isinstance(deep, list):  # take it apart by hand: the interpreter's own clean-up may recurse
        deep = deep[0]


def test_lists_that_hold_themselves():
    """A list inside itself is refused like any list that is too deep."""
    loop = [1.0]
    loop.append(loop)
    endless = []
    endless.append(endless)

    for answer in (loop, endless, (endless,), {"a": endless}):
        for due in (0.5, DUE, [DUE, {"a": 1.0}], {"a": 0.5}):
            assert not compare_numbers(answer, due).matches


def test_shared_sublists_do_not_explode():
    """Ten lists in ten lists, thirty times over, are told as far too many numbers."""
    bomb = [0.0] * 10
    for _ in range(30):
        bomb = [bomb] * 10

    comparison = compare_numbers(bomb, DUE)

    assert comparison.diagnosis == "wrong-shape"
    assert "Far more numbers" in comparison.sentence


def test_long_list_for_a_number():
    """A million numbers where one is due are refused by their count."""
    assert compare_numbers([0.0] * 1_000_000, 0.5).diagnosis == "wrong-shape"


def test_array_that_is_larger_than_memory():
    """A broadcast array of a million million entries is refused by its shape."""
    huge = np.broadcast_to(0.0, (10**6, 10**6))

    for due in (0.5, DUE, np.zeros((3, 3)), [DUE, 0.5], 9):
        assert not compare_numbers(huge, due).matches


def test_long_array_where_a_list_of_arrays_is_due():
    """A long array in the place of a short list is refused before it is taken apart."""
    assert compare_numbers(np.broadcast_to(0.0, (10**12,)), [DUE, 0.5]).diagnosis == "wrong-length"


def test_integers_of_a_million_digits():
    """A huge integer is compared and shown in no time."""
    huge = 1 << 4_000_000

    for due in (0.5, DUE, 9, True):
        assert not compare_numbers(huge, due).matches
        assert not compare_numbers([huge] * 3, due).matches
    assert len(compare_numbers(huge, 9).detail) < 200


@pytest.mark.parametrize(
    "text", ["\x1b[31mred", "a\nb", "\x00", "\u202eabc", "\ud800", "x" * 10**6, "\x9b2J", "\u2028", "\r0 failed"]
)
def test_text_of_students_is_inert(text):
    """Control characters, surrogates and line ends are escaped, and long text is cut."""
    shown = shown_text(text)
    shown.encode()

    assert shown.isprintable()
    assert len(shown) < 700
    for due in (0.5, "due", 9, DUE):
        comparison = compare_numbers(text, due)
        assert comparison.detail.isprintable()
        assert comparison.sentence.isprintable()


def test_names_of_types_are_inert():
    """A class may be called anything: its name is escaped and cut, its metaclass not asked."""
    evil = type("\x1b[2J\n" + "x" * 5000, (), {})()

    assert "\x1b" not in type_name(evil)
    assert len(type_name(evil)) < 100
    assert compare_numbers(evil, 0.5).sentence.isprintable()
    assert type_name(Poser()) == "Poser"


def test_dict_keys_of_students_are_inert():
    """A key that resembles the one that is due is shown escaped."""
    comparison = compare_numbers({" DW1\n": 1.0}, {"dW1": 1.0})

    assert comparison.diagnosis == "missing-key"
    assert comparison.sentence.isprintable()


def test_shapes_of_many_axes_are_cut():
    """A shape of 32 axes does not fill the page."""
    comparison = compare_numbers(np.zeros((1,) * 32), DUE)

    assert comparison.diagnosis == "wrong-shape"
    assert len(comparison.sentence) < 200


def test_numbers_are_shown_short():
    """No number fills a line."""
    for number in (0.1, 1e300, 3, -(10**5000), 1 + 2j, np.float32(0.1), np.int8(3), np.longdouble(1) / 3, True):
        assert len(shown_number(number)) < 80
