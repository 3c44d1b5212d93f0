"""What crosses to a student's module and back: values, arrays, names."""

import math

import numpy as np
import pytest

from grader.errors import (
    StudentFault,
    StudentRaised,
)
from grader.model import Limits


def test_call_by_position_keyword_and_default(opened):
    """Keyword arguments cross like positional ones, and defaults are the student's."""
    net_input = opened("def net_input(x, w, b=0.3):\n    return x @ w + b\n").module.net_input
    x, w = np.array([0.1, 0.2]), np.array([1.0, 2.0])

    assert net_input(x, w, 0.5) == net_input(x, w, b=0.5) == net_input(b=0.5, w=w, x=x) == 1.0
    assert net_input(x, w) == 0.8


@pytest.mark.parametrize(
    "source",
    [
        "None", "True", "-1", "2**62", "2**64 - 1", "-(2**200)", "0.1", "-0.0", "float('inf')", "1 - 2j",
        "'naïve ∑ 💡'", "b'\\x00\\xff'",
        "[]", "()", "{}", "[1, 2.5, 'a', None, (True, [b''])]", "(1,)", "((), [()])", "{'a': {1: [2]}, 'b': (3,)}",
        "{-1: 0, 0: 1, 40: 2}", "[{'k': np.float32(1)}, np.zeros(2)]",
    ],
)  # fmt: skip
def test_plain_values_keep_their_kind(opened, source):
    """What a function returns comes back equal and of the same types, nested or not."""
    session = opened(
        f"import numpy as np\n\ndef give():\n    return {source}\n\nvalue = give()\n\ndef echo(x):\n    return x\n"
    )
    expected = eval(source, {"np": np})

    for found in (session.module.give(), session.module.value, session.module.echo(expected)):
        assert repr(found) == repr(expected)


def test_nan_crosses(opened):
    """A nan is still a nan, in a number and in an array."""
    echo = opened("def echo(*args):\n    return args\n").module.echo

    number, array = echo(math.nan, np.array([1.0, math.nan]))

    assert math.isnan(number)
    assert math.isnan(array[1])


def test_extended_floats_come_as_doubles(opened):
    """np.longdouble and its complex kin are real scalars of numpy like any other; the nearest double arrives."""
    module = opened(
        "import numpy as np\n"
        "def scalar():\n    return np.longdouble(1) / 3\n"
        "def array():\n    return np.array([[0.5, 0.25]], dtype=np.longdouble)\n"
        "def beyond():\n    return np.longdouble(10) ** 400 if np.finfo(np.longdouble).max > 1e300 else np.inf\n"
        "def call(f):\n    return f(np.longdouble(2))\n"
        "def mixed():\n    return [np.clongdouble(1 + 2j)]\n"
    ).module

    assert module.scalar() == 1 / 3
    assert type(module.scalar()) is np.float64
    assert module.array().tolist() == [[0.5, 0.25]]
    assert module.array().dtype == np.float64
    assert math.isinf(module.beyond())
    assert module.call(lambda z: z + 1.0) == 3.0
    assert module.mixed() == [1 + 2j]


@pytest.mark.parametrize("dtype", ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("shape", [(), (0,), (3,), (1, 1), (2, 3), (2, 0, 3), (2, 1, 2, 1)])
def test_arrays_and_scalars_keep_dtype_and_shape(zygote, submission, dtype, shape):
    """Arrays arrive writable, with their element type and shape; 0-d arrays stay arrays and scalars stay scalars."""
    array = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    with zygote.open(submission("def echo(x):\n    return x\n"), Limits()) as session:
        found = session.module.echo(array)
        scalar = session.module.echo(np.dtype(dtype).type(1))

    assert type(found) is np.ndarray
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert np.array_equal(found, array)
    assert found.flags.writeable
    assert found.flags.owndata or found.base is None or dtype == "?"
    assert type(scalar) is type(np.dtype(dtype).type(1))


@pytest.mark.parametrize(
    "view",
    [
        "a.T",
        "a[::-1]",
        "a[:, ::2]",
        "np.asfortranarray(a)",
        "np.broadcast_to(a[0], (3, 4))",
        "a.astype('>f8')",
        "a[1:, 1:]",
    ],
)
def test_any_memory_order_crosses(opened, view):
    """Transposed, reversed, strided, broadcast and foreign-endian arrays arrive with their values, native."""
    session = opened(f"import numpy as np\n\ndef give(a):\n    return {view}\n")
    a = np.arange(12.0).reshape(3, 4)

    found = session.module.give(a)

    assert np.array_equal(found, eval(view, {"np": np, "a": a}))
    assert found.dtype == np.dtype("f8")
    assert found.flags.c_contiguous


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("np.matrix([[1.0, 2.0]])", np.array([[1.0, 2.0]])),
        ("np.ma.array([1.0, 2.0], mask=[False, True])", np.array([1.0, 2.0])),
        ("collections.namedtuple('P', 'x y')(1, 2)", (1, 2)),
        ("collections.OrderedDict(a=1)", {"a": 1}),
        ("collections.Counter('aab')", {"a": 2, "b": 1}),
        ("collections.defaultdict(list, {1: [2]})", {1: [2]}),
        ("enum.IntEnum('E', 'A B').B", 2),
        ("type('F', (float,), {})(-0.0)", -0.0),
        ("type('C', (complex,), {})(1j)", 1j),
        ("type('S', (str,), {})('s')", "s"),
        ("bytearray(b'ab')", b"ab"),
        ("np.str_('s')", "s"),
        ("np.bytes_(b's')", b"s"),
        ("{np.int64(3): 1}", {3: 1}),
        ("{np.str_('k'): 1}", {"k": 1}),
        ("type('L', (list,), {'__iter__': lambda s: iter([9])})([1])", [1]),
    ],
)
def test_subclasses_are_flattened(opened, source, expected):
    """Only exact types arrive: a subclass becomes its base, so no method of a student's class comes along."""
    session = opened(f"import collections, enum, warnings\nimport numpy as np\n\ndef give():\n    return {source}\n")

    found = session.module.give()

    assert type(found) is type(expected)
    assert repr(found) == repr(expected)


def test_arguments_arrive_exact(opened):
    """The student's code gets arrays it may write to, Python numbers, numpy scalars, and a tuple as a tuple."""
    kinds = opened("def kinds(*args):\n    return [type(a).__name__ for a in args]\n").module.kinds

    found = kinds(1, 1.0, np.float64(1), np.int32(1), np.zeros(1), [1], (1,), {"a": 1}, None, True, "s", b"b", 1j)

    assert found == "int float float64 int32 ndarray list tuple dict NoneType bool str bytes complex".split()


@pytest.mark.parametrize("value", [{1, 2}, object(), range(3), np.array([None]), {"x": {(1, 2): 3}}, iter([])])
def test_author_is_told_of_impossible_arguments(opened, value):
    """What cannot be handed to a student is the author's mistake, told as TypeError, and the session goes on."""
    session = opened("def echo(x):\n    return x\n")

    with pytest.raises(TypeError, match="cannot be handed to the student") as caught:
        session.module.echo([value])

    assert not isinstance(caught.value, StudentFault)
    assert session.module.echo(1) == 1


def test_missing_name(opened):
    """A name that is not there raises something that is an AttributeError too, and names the near miss."""
    module = opened("def net_imput(x):\n    return x\n\nNet = 1\n").module

    with pytest.raises(AttributeError, match=r"does not define `net_input`; it defines `net_imput`") as caught:
        _ = module.net_input

    assert isinstance(caught.value, StudentRaised)
    assert caught.value.type_name == "AttributeError"
    assert not hasattr(module, "softmax")
    assert not hasattr(module, "__wrapped__")


def test_missing_name_in_other_case(opened):
    """Capital letters are the commonest near miss."""
    with pytest.raises(StudentRaised, match="it defines `ReLU`"):
        opened("def ReLU(z):\n    return z\n").module.relu


@pytest.mark.parametrize(
    "source",
    [
        "class Neuron:\n    def net_input(self, x):\n        return x\n",
        "def neuron(x):\n\tdef net_input(x):\n\t\treturn x\n\treturn x\n",
        "net_imput = 1\nif net_imput > 1:\n    def net_input (x):\n        return x\n",
    ],
)
def test_missing_name_that_is_defined_inside_something_else(opened, source):
    """A method, or a function too far to the right, is told from one that is not there."""
    with pytest.raises(StudentRaised, match="does not define `net_input`, except inside something else"):
        opened(source).module.net_input


def test_module_values_are_fresh(opened):
    """A name that is a value is asked for every time; one that holds None is defined."""
    module = opened("calls = 0\nnothing = None\n\ndef step():\n    global calls\n    calls += 1\n").module

    assert (module.calls, module.nothing) == (0, None)
    module.step()
    assert module.calls == 1


def test_module_getattr_of_the_students(opened):
    """PEP 562 works: the student's own __getattr__ is asked."""
    module = opened(
        "def __getattr__(name):\n    if name == 'late':\n        return 5\n    raise AttributeError(name)\n"
    ).module

    assert module.late == 5
    with pytest.raises(AttributeError, match="does not define `later`"):
        _ = module.later


def test_large_arrays_cross(opened):
    """Ten megabytes go there and back."""
    array = np.random.default_rng(0).normal(size=(1250, 1000))

    assert np.array_equal(opened("def f(x):\n    return x + 1\n").module.f(array), array + 1)


def test_module_of_very_many_names(opened):
    """A module with more names than anybody writes is used as any other."""
    session = opened(
        "globals().update({f'name{number}': number for number in range(50_000)})\n\ndef f():\n    return name7\n"
    )

    assert session.module.f() == 7
    assert session.module.name49999 == 49999
    with pytest.raises(AttributeError, match="does not define `nam`"):
        session.module.nam
