"""What a grader sees of a student's module: the same in the sandbox and in a plain child."""

import ast
import builtins
import math
import re

import numpy as np
import pytest

from grader.errors import (
    AnswerRefused,
    SandboxLost,
    StudentCrashed,
    StudentFault,
    StudentInvalid,
    StudentRaised,
    StudentTimeout,
)
from grader.execute import Session
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


CLASSIFIER = '''
class Classifier:
    """Counts."""

    kinds = ("logistic", "tanh")

    def __init__(self, hidden=(5, 2), *, rate=0.1):
        self.hidden, self.rate, self._private = hidden, rate, "mine"
        self.parts = [Part(self)]

    def fit(self, X, y):
        self.classes_ = sorted(set(y.tolist()))
        return self

    def predict(self, X):
        if not hasattr(self, "classes_"):
            raise RuntimeError("fit first")
        return [self.classes_[0]] * len(X)

    @property
    def size(self):
        return len(self.hidden)

    @classmethod
    def small(cls):
        return cls(hidden=(1,))

    def __call__(self, x):
        return x + 1

    def same(self, other):
        return other is self


class Part:
    def __init__(self, owner):
        self.owner = owner


def same(a, b):
    return a is b


def make_adder(n):
    return lambda x: x + n
'''


def test_instances_are_handles(opened):
    """A class is called, its instances keep their attributes and methods, and self comes back as the same object."""
    module = opened(CLASSIFIER).module
    X, y = np.zeros((3, 2)), np.array([2, 1, 2])

    classifier = module.Classifier(hidden=(3,), rate=0.5)

    assert classifier.fit(X, y) is classifier
    assert classifier.predict(X) == [1, 1, 1]
    assert (classifier.hidden, classifier.rate, classifier.size, classifier._private) == ((3,), 0.5, 1, "mine")
    assert classifier.classes_ == [1, 2]
    assert classifier(1) == 2
    assert classifier == classifier  # noqa: PLR0124
    assert classifier != module.Classifier()
    assert "Classifier" in repr(classifier)


NETWORK = """
class Network:
    def __init__(self):
        self.W, self.run = 1.0, 0

    def forward(self, x):
        return x @ self.W

    @property
    def fixed(self):
        return 1

    @property
    def rate(self):
        return self._rate

    @rate.setter
    def rate(self, value):
        if value <= 0:
            raise ValueError("rate must be positive")
        self._rate = float(value)

class Frozen:
    __slots__ = ()
"""


def test_attributes_of_handles_can_be_set(opened):
    """A grader gives a student's network its own weights; the student's setters decide what they take."""
    module = opened(NETWORK).module
    network, other, W = module.Network(), module.Network(), np.array([[1.0, 2.0], [3.0, 4.0]])

    network.W = W
    W[0, 0] = 100.0
    network.inner = other
    network.rate = 3

    assert np.array_equal(network.forward(np.eye(2)), [[1.0, 2.0], [3.0, 4.0]])
    assert other.W == 1.0
    assert network.inner is other
    assert network.rate == 3.0
    network.forward = 5
    assert network.forward == 5
    with pytest.raises(ValueError, match="must be positive"):
        network.rate = 0
    with pytest.raises(AttributeError):
        network.fixed = 2
    with pytest.raises(AttributeError):
        module.Frozen().x = 1


def test_instances_are_of_their_class(opened):
    """`isinstance` asks the student's process; plain data is of no class of theirs, and a function is no class."""
    module = opened(NETWORK + "\nclass Deep(Network): pass\n\ndef make():\n    return Deep()\n").module
    network, deep = module.Network(), module.make()

    assert isinstance(network, module.Network)
    assert isinstance(deep, module.Network)
    assert isinstance(deep, module.Deep)
    assert not isinstance(network, module.Deep)
    assert not isinstance(3, module.Network)
    with pytest.raises(TypeError):
        isinstance(network, module.make)
    other = opened(NETWORK).module
    assert not isinstance(network, other.Network)


def test_what_cannot_be_set(opened):
    """Functions of the grader's cannot stay with the student, and names of Python's own are not set."""
    module = opened(NETWORK).module
    network = module.Network()

    with pytest.raises(TypeError, match="W of Network object cannot be set: the value is of type function"):
        network.W = lambda x: x
    with pytest.raises(TypeError, match="of type set"):
        network.W = {1}
    with pytest.raises(AttributeError):
        network.__class__ = int
    with pytest.raises(AttributeError, match="cannot be set from here"):
        module.Network = 3
    with pytest.raises(AttributeError, match="cannot be set from here"):
        module.Network.rate = 3
    assert network.W == 1.0


def test_setting_ends_with_the_process(opened):
    """A setter that never ends is a time-out, and an object of the ended process is not set afterwards."""
    source = "class A:\n    def __setattr__(self, name, value):\n        while name == 'x': pass\n"
    session = opened(source, cpu_seconds=1, wall_seconds=3)
    thing = session.module.A()

    with pytest.raises(StudentTimeout):
        thing.x = 1
    session.start_test(2)
    with pytest.raises(StudentCrashed, match="a process that has ended"):
        thing.y = 1


def test_handles_nest_and_go_back(opened):
    """Handles inside containers are the same objects, and may be arguments again."""
    module = opened(CLASSIFIER).module
    classifier = module.Classifier()

    [part] = classifier.parts

    assert part.owner is classifier
    assert classifier.same(classifier)
    assert not classifier.same(module.Classifier())
    assert module.same([classifier], [classifier]) is False
    assert module.same(classifier, classifier)
    assert module.Classifier.small().hidden == (1,)
    assert module.Classifier.kinds == ("logistic", "tanh")


def test_returned_functions_are_callable(opened):
    """A closure that was returned can be called, and given back as an argument."""
    module = opened(CLASSIFIER + "\ndef apply(f, x):\n    return f(x)\n").module

    add = module.make_adder(2)

    assert add(3) == 5
    assert module.apply(add, 4) == 6
    assert module.apply(module.apply, add) if False else module.apply(module.make_adder, 1)(1) == 2


def test_handles_are_no_numbers(opened):
    """A handle is equal only to itself; numpy, float and len refuse it; its dunders are not asked."""
    thing = opened(
        "class Thing:\n    __eq__ = lambda s, o: True\n    __hash__ = None\n    __float__ = lambda s: 1.0\n"
        "    __len__ = lambda s: 3\n    __array__ = lambda s, *a: 1 / 0\n    __iter__ = lambda s: iter([1])\n"
    ).module.Thing()

    assert thing != 1.0
    for refuse in (
        float,
        len,
        list,
        np.asarray,
        np.sum,
        lambda t: np.allclose(t, 1.0),
        lambda t: np.float64(1) + t,
        abs,
    ):
        with pytest.raises((TypeError, AttributeError)):
            refuse(thing)
    with pytest.raises(AttributeError):
        thing.__len__ = 1
    assert bool(thing)


def test_errors_of_methods_and_attributes(opened):
    """What a method or property raises is the student's; an attribute that is missing is an AttributeError."""
    classifier = opened(CLASSIFIER).module.Classifier()

    with pytest.raises(RuntimeError, match="fit first"):
        classifier.predict(np.zeros((1, 1)))
    with pytest.raises(AttributeError, match="classes_"):
        _ = classifier.classes_


ERRORS = (
    "ValueError TypeError KeyError IndexError ZeroDivisionError NotImplementedError AttributeError RuntimeError".split()
)
ERRORS += (
    "OSError FileNotFoundError ImportError NameError ArithmeticError OverflowError AssertionError LookupError".split()
)
ERRORS += "FloatingPointError BufferError EOFError RecursionError UnboundLocalError UserWarning RuntimeWarning".split()


@pytest.mark.parametrize("name", ERRORS)
def test_raised_builtin(zygote, submission, name):
    """pytest.raises works with the built-in class, and the sentence is the one Python would print last."""
    source = f"def f():\n    raise {name}('batch_size must be >= 1')\n"
    kind = getattr(builtins, name)
    with zygote.open(submission(source), Limits()) as session, pytest.raises(kind) as caught:
        session.module.f()

    error = caught.value
    assert isinstance(error, StudentRaised)
    assert error.type_name == name
    assert error.text.strip("'") == "batch_size must be >= 1"
    assert error.sentence.startswith(f"{name}: ")
    assert 'File "neuron_output.py", line 2, in f' in error.traceback_text
    assert f"raise {name}" in error.traceback_text


def test_raised_own_class_maps_to_its_base(opened):
    """A class of the student's is told by its name and caught by its nearest built-in base."""
    module = opened(
        "class ShapeError(ValueError):\n    pass\n\nclass Odd(Exception):\n"
        "    pass\n\ndef f():\n    raise ShapeError('no')\n"
        "\ndef g():\n    raise Odd\n"
    ).module

    with pytest.raises(ValueError, match="ShapeError: no"):
        module.f()
    with pytest.raises(StudentRaised, match=r"^Odd$") as caught:
        module.g()
    assert not isinstance(caught.value, ValueError)


def test_raised_by_numpy(opened):
    """Numpy's own error classes are caught as what they derive from, LinAlgError as itself."""
    module = opened(
        "import numpy as np\n\ndef inverse(a):\n    return np.linalg.inv(a)\n\ndef add(a, b):\n    return a + b\n"
        "\ndef text(a):\n    return np.add(a, 'x')\n"
    ).module

    with pytest.raises(np.linalg.LinAlgError, match="Singular"):
        module.inverse(np.zeros((2, 2)))
    with pytest.raises(ValueError, match="broadcast"):
        module.add(np.zeros(2), np.zeros(3))
    with pytest.raises(TypeError):
        module.text(np.zeros(2))


def test_traceback_shows_the_students_lines_only(opened):
    """Frames of ours and of libraries are left out; a deep recursion is cut."""
    session = opened(
        "import json\n\ndef outer(text):\n    return inner(text)\n\ndef inner(text):\n    return json.loads(text)\n"
        "\ndef deep(n):\n    return deep(n + 1)\n"
    )

    with pytest.raises(ValueError, match="JSONDecodeError") as caught:
        session.module.outer("{")
    assert caught.value.traceback_text.count("File ") == 2
    assert "return inner(text)" in caught.value.traceback_text
    assert "grader" not in caught.value.traceback_text
    with pytest.raises(RecursionError) as caught:
        session.module.deep(0)
    assert "more calls" in caught.value.traceback_text
    assert len(caught.value.traceback_text) <= 4000


def test_wrong_arguments_are_the_students_fault(opened):
    """Too few or too many arguments raise TypeError, as Python says it."""
    with pytest.raises(TypeError, match=r"net_input\(\) takes 2 positional arguments but 3 were given") as caught:
        opened("def net_input(x, w):\n    return 0\n").module.net_input(1, 2, 3)

    assert isinstance(caught.value, StudentRaised)
    assert caught.value.traceback_text == ""


def test_exit_is_told_plainly(opened):
    """exit, quit and sys.exit in a call and at import are told, and are no end of the session."""
    session = opened("import sys\n\ndef f():\n    exit()\n\ndef g():\n    sys.exit('bye')\n\ndef h():\n    return 1\n")

    for function in (session.module.f, session.module.g):
        with pytest.raises(StudentRaised, match=r"called exit\(\)"):
            function()
    assert session.module.h() == 1


def test_input_is_told_plainly(opened):
    """A file that asks for input at import says so at every use, in every test."""
    session = opened("print('hello')\nx = float(input('x? '))\n")

    for seed in (1, 2):
        session.start_test(seed)
        with pytest.raises(EOFError, match=r"remove input\(\)"):
            _ = session.module


def test_import_error_at_load_is_remembered(opened):
    """The same fault is raised at each use of the module, and the file is not run again."""
    session = opened("import no_such_thing_anywhere\n")
    faults = []
    for seed in (1, 2):
        session.start_test(seed)
        with pytest.raises(ModuleNotFoundError, match="no_such_thing_anywhere") as caught:
            _ = session.module
        faults.append(caught.value)

    assert faults[0] is faults[1]
    assert "line 1" in faults[0].traceback_text


def test_callback(opened):
    """A function given as an argument runs here, with what the student's code gives it, by position or keyword."""
    module = opened("def apply(f, *args, **kwargs):\n    return f(*args, **kwargs)\n").module
    seen = []

    def remember(*args, **kwargs):
        seen.append((args, kwargs))
        return np.arange(3), {"a": (1,)}

    found = module.apply(remember, np.eye(2), [1, (2,)], scale=0.5)

    assert np.array_equal(seen[0][0][0], np.eye(2))
    assert seen[0][0][1] == [1, (2,)]
    assert seen[0][1] == {"scale": 0.5}
    assert repr(found) == "(array([0, 1, 2]), {'a': (1,)})"
    assert module.apply(np.tanh, 0.0) == 0.0
    assert module.apply(len, [1, 2]) == 2
    assert module.apply(lambda: None) is None


def test_callback_that_is_the_students_own(opened):
    """A function of the same submission goes back as itself, not as a callback."""
    module = opened("def f(x):\n    return x * 2\n\ndef apply(g, x):\n    return g(x), g is f\n").module

    assert module.apply(module.f, 4) == (8, True)


def test_callback_that_calls_the_student(opened):
    """The grader's function may call the student's code in its turn, and nest."""
    module = opened(
        "def cost(t):\n    return t * t\n\ndef slope(f, t, h=0.5):\n    return (f(t + h) - f(t - h)) / (2 * h)\n"
    ).module

    assert module.slope(lambda t: module.cost(t), 3.0) == 6.0
    assert module.slope(lambda t: module.slope(lambda u: module.cost(u), t), 3.0) == 2.0


def test_callback_error_reaches_the_student(opened):
    """An error of the grader's function is raised in the student's code with its kind, without the grader's values."""
    module = opened(
        "def f(g):\n    return g('secret'[:0])\n\ndef caught(g):\n    try:\n"
        "        g(1)\n    except ZeroDivisionError as e:\n        return str(e)\n"
    ).module

    def g(x):
        hidden = {"hidden": 1}
        return hidden[x] / 0

    with pytest.raises(KeyError, match="g cannot be called with \\(str\\)") as error:
        module.f(g)
    assert isinstance(error.value, StudentRaised)
    assert "divi" in module.caught(lambda x: x / 0) or "cannot be called with (int)" in module.caught(lambda x: x / 0)


def test_callback_assertion_is_the_graders(opened):
    """A grader's function that asserts fails the test, even if the student's code swallows everything."""
    module = opened(
        "def f(g):\n    try:\n        g(-1)\n    except BaseException:\n        pass\n    return 1\n"
    ).module

    def g(x):
        assert x > 0, "the function was called with a negative number"

    with pytest.raises(AssertionError, match="negative number"):
        module.f(g)
    assert module.f(lambda x: x) == 1


def test_callback_ends_with_its_call(opened):
    """A function kept by the student's code cannot be called later."""
    module = opened("kept = []\n\ndef keep(f):\n    kept.append(f)\n\ndef use():\n    return kept[0](1)\n").module

    module.keep(lambda x: x)

    with pytest.raises(RuntimeError, match="can be called only until"):
        module.use()


def test_callback_budget(opened, monkeypatch):
    """Too many calls of the grader's function end the process."""
    monkeypatch.setattr("grader.execute.callbacks.MAX_CALLS", 50)
    session = opened("def f(g, n):\n    return sum(g(i) for i in range(n))\n")

    assert session.module.f(lambda i: i, 50) == 1225
    with pytest.raises(StudentCrashed, match="too often"):
        session.module.f(lambda i: i, 51)


def test_callback_time_is_not_the_students(opened):
    """Time that the grader's function takes is given back."""
    import time

    session = opened("def f(g):\n    return g()\n", wall_seconds=0.5)
    session.module.f(lambda: 1)

    assert session.module.f(lambda: time.sleep(0.8) or 1) == 1


def test_timeout_then_next_test(opened):
    """An endless loop ends its test; the next one has a new process, the same in everything."""
    session = opened(
        "n = 0\n\ndef loop():\n    while True:\n        pass\n\ndef count():\n    global n\n    n += 1\n    return n\n",
        cpu_seconds=1,
    )
    count = session.module.count
    assert count() == 1

    with pytest.raises(StudentTimeout) as caught:
        session.module.loop()
    assert caught.value.kind in ("cpu", "wall")
    with pytest.raises(StudentTimeout):
        count()
    session.start_test(2)

    assert count() == 1
    assert session.module.count() == 2


def test_many_short_calls_do_not_add_up(confined):
    """CPU time is counted for each call: together they may take more than one may."""
    session = confined("def spin(n):\n    return sum(range(n))\n", cpu_seconds=0.4)
    for _ in range(8):
        session.module.spin(6_000_000)

    with pytest.raises(StudentTimeout):
        session.module.spin(10**12)


def test_load_that_hangs_is_not_tried_again(opened):
    """A file that hangs while it is loaded costs its limit once."""
    session = opened("while True:\n    pass\n", cpu_seconds=1)
    stops = []
    for seed in (1, 2, 3):
        session.start_test(seed)
        with pytest.raises(StudentTimeout) as caught:
            _ = session.module
        stops.append(caught.value)

    assert stops[0] is stops[1] is stops[2]
    assert session._exchange.generation == 1


def test_stale_handle(opened):
    """An object of a process that has ended cannot be used, and says so."""
    session = opened("class Thing:\n    def f(self):\n        return 1\n\ndef die():\n    import os\n    os._exit(3)\n")
    thing = session.module.Thing()
    with pytest.raises(StudentCrashed):
        session.module.die()
    session.start_test(2)

    with pytest.raises(StudentCrashed, match="has ended"):
        thing.f()
    assert session.module.Thing().f() == 1


def test_output_is_captured(opened):
    """Both streams, print and descriptors, in order, from load and calls, until the next test begins."""
    session = opened(
        "import os, sys\nprint('loading')\n\ndef f():\n    print('out')\n"
        "    print('err', file=sys.stderr)\n    os.write(1, b'raw\\n')\n"
        "    print('no newline', end='')\n\ndef silent():\n    pass\n"
    )
    session.module.f()

    assert session.take_output() == "loading\nout\nerr\nraw\nno newline"
    session.start_test(2)
    session.module.silent()
    assert session.take_output() == ""


def test_output_is_plain_and_cut(opened):
    """Control characters are spelled out, wrong bytes too, and the rest is cut with a note."""
    session = opened(
        "import os\n\ndef f():\n    os.write(1, b'\\x1b[31mred\\x07 \\xff')\n    print('x' * 5000)\n", output_kib=1
    )
    session.module.f()

    output = session.take_output()

    assert output.startswith("\\x1b[31mred\\x07 ")
    assert "\x1b" not in output
    assert "[output cut: " in output
    assert len(output) < 1200


def test_output_before_a_crash_is_kept(opened):
    """The last lines before an end are what a student needs to see."""
    session = opened("def f():\n    print('here')\n    import os\n    os._exit(1)\n")

    with pytest.raises(StudentCrashed):
        session.module.f()

    assert session.take_output() == "here\n"


def test_warnings_are_recorded(opened):
    """Warnings are no errors; they are told with category and text, and forgotten when the next test begins."""
    session = opened("import numpy as np\n\ndef f(x):\n    return np.exp(x)\n\ndef g():\n    return 1\n")

    assert session.module.f(np.array([1e4]))[0] == np.inf
    assert [name for name, _ in session.warnings()] == ["RuntimeWarning"]
    assert "overflow" in session.warnings()[0][1]
    assert session.take_output().count("RuntimeWarning") == 1
    session.start_test(2)
    session.module.g()
    assert session.warnings() == []
    session.module.f(np.array([1e4]))
    assert len(session.warnings()) == 1


def test_changed_arguments(opened):
    """Arguments changed in place are told by position or name, to the last bit; restored ones are not."""
    session = opened(
        "def f(x, y, beta=None, rows=None):\n    x[0] += 1\n"
        "    y[0] += 1\n    y[0] -= 1\n    if rows: rows[0].append(1)\n"
        "    if beta: beta['a'] = 2\n\ndef rebind(x):\n    x = x * 2\n    return x\n"
    )
    x, y = np.zeros(2), np.ones(2)
    session.module.f(x, y, beta={"a": 1}, rows=[[0]])

    assert session.changed_arguments() == ("0", "beta", "rows")
    assert np.array_equal(x, [0, 0])
    session.module.rebind(x)
    assert session.changed_arguments() == ()


def test_minus_zero_is_a_change(opened):
    """Bits are compared, not values: nan equals itself and -0.0 is not 0.0."""
    session = opened("def f(x, y):\n    x[0] = -0.0\n    y[0] = y[0]\n")

    session.module.f(np.zeros(1), np.array([math.nan]))

    assert session.changed_arguments() == ("0",)


def test_random_states_follow_the_seed(opened):
    """Random and numpy's global state start from the test's seed, also in a file that draws while it is loaded."""
    source = (
        "import random\nimport numpy as np\nfirst = random.random()\n\n"
        "def draw():\n    return random.random(), np.random.rand()\n"
    )
    session, other = opened(source, seed=5), opened(source, seed=5)

    first = session.module.draw(), session.module.first
    assert (other.module.draw(), other.module.first) == first
    session.start_test(5)
    assert session.module.draw() == first[0]
    session.start_test(6)
    assert session.module.draw() != first[0]


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64", "RandomState"])
def test_generators_cross_as_their_state(opened, kind):
    """A Generator draws over there what it would draw here, and here it stays as it was."""
    session = opened("def draw(rng):\n    return rng.normal(size=3)\n")
    rng = np.random.RandomState(4) if kind == "RandomState" else np.random.Generator(getattr(np.random, kind)(4))
    twin = np.random.RandomState(4) if kind == "RandomState" else np.random.Generator(getattr(np.random, kind)(4))

    found = session.module.draw(rng)

    assert np.array_equal(found, twin.normal(size=3))
    assert np.array_equal(session.module.draw(rng), found)


def test_types_as_arguments(opened):
    """The plain number types can be given as arguments."""
    assert opened("def f(kind):\n    return kind('3')\n").module.f(float) == 3.0


def test_syntax_tree(opened):
    """The tree is the file's, with its places, and nothing of the file has run."""
    source = (
        "x = [1, 2.5, 'a', b'b', 1j, ..., None, -3]\n\n"
        "def f(a, *, b=1, **c):\n    return {**c, 'a': a}\n\nraise SystemExit\n"
    )
    session = opened(source)

    tree = session.syntax_tree()

    assert ast.dump(tree, include_attributes=True) == ast.dump(ast.parse(source), include_attributes=True)
    assert session.take_output() == ""
    assert session.syntax_tree() is not tree


def test_syntax_tree_cannot_be_forged(opened):
    """A file that has run and changed the parser is parsed again elsewhere."""
    source = "import ast\nast.parse = lambda *a, **k: ast.Module([], [])\nimport sys\n"
    source += "sys.modules['grader.execute.syntax'].flatten = lambda tree: b''\n"
    session = opened(source)
    _ = session.module

    assert ast.dump(session.syntax_tree()) == ast.dump(ast.parse(source))
    assert session.module is not None


def test_syntax_tree_then_module_in_one_process(opened):
    """A file that was only parsed is loaded by the same process."""
    session = opened("x = 1\n")
    session.syntax_tree()

    assert session.module.x == 1
    assert session._exchange.generation == 1


def test_invalid_is_the_same_for_tree_and_module(opened):
    """A file that Python cannot read is invalid for both, with line and reason."""
    session = opened("def f(:\n    pass\n")
    for look in (session.syntax_tree, lambda: session.module, session.syntax_tree):
        with pytest.raises(StudentInvalid, match="line 1: "):
            look()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = 1\x00\n", "null"),
        (b"x = '\xe9'\n", "UTF-8"),
        (b"\xff\xfex\x00=\x001\x00", "UTF-8|null"),
        (b"if 1:\nx = 1\n", "line 2: expected an indented block"),
        (b"x = (1,\n", "line 1: '\\(' was never closed"),
        (b"x = 'abc\n", "line 1: unterminated string"),
        (b"print 'hello'\n", "line 1: Missing parentheses"),
        (b"x = \xe2\x80\x9cquoted\xe2\x80\x9d\n", "line 1: invalid character"),
    ],
)
def test_unreadable_files(opened, content, reason):
    """The sentence says where and what, whatever is wrong with the bytes."""
    with pytest.raises(StudentInvalid, match=reason):
        _ = opened(content).module


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment",
        b"\xef\xbb\xbfx = 1\ndef f():\n    return 1\n",
        b"x = 1\r\ndef f():\r\n    return 1\r\n",
        b"x = 1\rdef f():\r    return 1\r",
        b"def f():\n\treturn 1\n",
        b"def f():\n    return 1",
        "# -*- coding: latin-1 -*-\ns = 'é'\n\ndef f():\n    return len(s)\n".encode("latin-1"),
        "# vim: set fileencoding=cp1252 :\ns = '€'\n\ndef f():\n    return len(s)\n".encode("cp1252"),
        "# coding: gbk\ns = '学'\n\ndef f():\n    return len(s)\n".encode("gbk"),
        b"#!/usr/bin/env python3\ndef f():\n    return 1\n",
        b"def f():\n    return 1\n\nif __name__ == '__main__':\n    raise SystemExit(f())\n",
        b"from __future__ import annotations\nfrom dataclasses import dataclass\n\n"
        b"@dataclass\nclass P:\n    x: int\n    y: 'P | None' = None\n"
        b"\ndef f():\n    return P(1).x\n",
        b"from dataclasses import dataclass, field\n\n@dataclass(frozen=True, slots=True)\n"
        b"class P:\n    x: list = field(default_factory=list)\n"
        b"\ndef f():\n    return len(P([1]).x)\n",
        b"from typing import get_type_hints, NamedTuple\n\nclass P(NamedTuple):\n"
        b"    x: 'int' = 1\n\ndef f():\n    return len(get_type_hints(P))\n",
        b"import neuron_output\n\ndef f():\n    return neuron_output.g()\n\ndef g():\n    return 1\n",
        b"import enum, abc, pickle\n\nclass C(enum.Enum):\n    A = 1\n\n"
        b"def f():\n    return pickle.loads(pickle.dumps(C.A)).value\n",
        b"import sys\n\ndef f():\n"
        b"    own = sys.modules[__name__].f is f\n"
        b"    return int(own and __file__ == 'neuron_output.py' and __spec__.name == __name__)\n",
        b"import inspect\n\ndef f():\n    return inspect.getsource(f).startswith('def f')\n",
        b"match 1:\n    case 1:\n        def f():\n            return 1\n",
        b"import numpy\nimport numpy as n\nfrom numpy import *\n"
        b"from numpy.linalg import norm\n\ndef f():\n    return int(n.sum(array([1])))\n",
        b"async def g():\n    return 1\n\ndef f():\n    c = g()\n    try:\n"
        b"        c.send(None)\n    except StopIteration as stop:\n        return stop.value\n",
    ],
)  # fmt: skip
def test_loads_as_python_would_load_it(opened, content):
    """Byte order mark, line ends, tabs, coding line, dataclasses, annotations, itself as a module: all as in Python."""
    module = opened(content).module

    assert not content.startswith(b"\xef") or module.x == 1
    assert b"def f" not in content or module.f() == 1


def test_unreadable_submission(opener, submission):
    """A submission that could not be taken in is invalid with the sentence that says why."""
    with opener.open(submission("", unreadable="It is a folder."), Limits()) as session:
        for look in (lambda: session.module, session.syntax_tree):
            with pytest.raises(StudentInvalid, match=r"It is a folder\."):
                look()


def test_too_large_a_file(opened):
    """Nine megabytes are not even sent."""
    with pytest.raises(StudentInvalid, match="larger than 8 MiB"):
        _ = opened(b"#" * (9 << 20)).module


def test_large_arrays_cross(opened):
    """Ten megabytes go there and back."""
    array = np.random.default_rng(0).normal(size=(1250, 1000))

    assert np.array_equal(opened("def f(x):\n    return x + 1\n").module.f(array), array + 1)


def test_long_source_loads(opened):
    """A file of half a megabyte is one that somebody may write."""
    assert opened("x = 1  # long\n" * 40_000 + "def f():\n    return x\n").module.f() == 1


def test_refusal_leaves_the_session_alive(opened):
    """An answer that cannot be taken in fails its test only."""
    session = opened("def f():\n    return {1}\n\ndef g():\n    return 1\n")

    with pytest.raises(AnswerRefused, match=r"^`f` returned a set; wrap it in list"):
        session.module.f()
    assert session.module.g() == 1


def test_closed_session(opened):
    """After closing there is no process to ask, and closing twice is nothing."""
    session = opened("def f():\n    return 1\n")
    function = session.module.f
    session.close()
    session.close()

    with pytest.raises(SandboxLost):
        function()


def test_grader_interrupted_in_a_call(opened):
    """An interruption inside the grader's function ends the child; the session can go on."""
    session = opened("def f(g):\n    return g()\n\ndef h():\n    return 1\n")

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        session.module.f(interrupt)
    assert session.module.h() == 1


def test_implements_the_protocol():
    """The session has every member that the judge counts on."""
    for member in ("module", "start_test", "syntax_tree", "take_output", "close", "warnings", "changed_arguments"):
        assert hasattr(Session, member)


def test_unused_session_starts_nothing(opener, submission):
    """A session that is never asked has no process."""
    session = opener.open(submission("x = 1"), Limits())
    session.start_test(1)

    assert not session._exchange.has_child
    session.close()


@pytest.mark.parametrize(
    ("source", "name", "advice"),
    [
        ("import sys\nsys.exit()", "SystemExit", "remove that line"),
        ("quit()", "SystemExit", "remove that line"),
        ("n = input('n? ')", "EOFError", r"remove input\(\)"),
        ("import sys\nn = sys.stdin.read() or 1 / 0", "EOFError", r"remove input\(\)"),
        ("import matplotlib.pyplot as plt", "ModuleNotFoundError", "only numpy and the standard library"),
        ("from activations import relu", "ModuleNotFoundError", "copy what you need"),
        ("def f():\n    return f()\nf()", "RecursionError", "without end"),
        ("x = bytearray(1 << 40)", "MemoryError", "more memory"),
        ("1 / 0", "ZeroDivisionError", "^$"),
    ],
)
def test_what_means_something_here_comes_with_advice(opened, source, name, advice):
    """A teacher's word on it, in a text of ours that may be shown whatever the student's own message quotes."""
    with pytest.raises(StudentRaised) as caught:
        _ = opened(f"{source}\n").module

    assert caught.value.type_name == name
    assert re.search(advice, caught.value.advice)


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("open('data.txt')", "files, network and other programs"),
        ("import subprocess\nsubprocess.run(['ls'])", "files, network and other programs"),
        ("import threading\nthreading.Thread(target=print).start()", "threads are not available"),
    ],
)
def test_what_the_sandbox_refuses_comes_with_advice(confined, source, advice):
    """Whoever opens files, programs or threads is told that they are not there."""
    with pytest.raises(StudentRaised) as caught:
        _ = confined(f"{source}\n").module

    assert advice in caught.value.advice


def test_callbacks_without_end_meet_the_deadline(opened):
    """Code that calls the grader's function for ever runs out of time as any other endless loop does."""
    session = opened("def f(g):\n    while True:\n        g(sum(range(20_000)))\n", cpu_seconds=1, wall_seconds=5)

    with pytest.raises(StudentTimeout):
        session.module.f(lambda value: None)


def test_graders_function_given_back(opened):
    """Who returns the function instead of calling it is told so, and has broken no rule."""
    session = opened(
        "def f(g):\n    return g\n\ndef nested(g):\n    return {'a': [g]}\n\ndef twice(g):\n    return g(g)\n"
    )

    for name in ("f", "nested"):
        with pytest.raises(AnswerRefused, match="the function that it was given; call it"):
            getattr(session.module, name)(abs)
    with pytest.raises(TypeError, match="the function that it was given"):
        session.module.twice(abs)


def test_child_that_reads_no_more(confined):
    """A process that stops reading cannot hold us while a large argument is written to it."""
    session = confined(
        """
import sys, time

def stop():
    frame = sys._getframe()
    while "_nonce" not in dir(frame.f_locals.get("self")):
        frame = frame.f_back
    type(frame.f_locals["self"])._read = lambda self: time.sleep(1000)

def f(x):
    return x
""",
        wall_seconds=1,
    )
    session.module.stop()

    with pytest.raises(StudentTimeout) as caught:
        session.module.f(np.zeros(4_000_000))
    assert caught.value.kind == "wall"


def test_module_of_very_many_names(opened):
    """A module with more names than anybody writes is used as any other."""
    session = opened(
        "globals().update({f'name{number}': number for number in range(50_000)})\n\ndef f():\n    return name7\n"
    )

    assert session.module.f() == 7
    assert session.module.name49999 == 49999
    with pytest.raises(AttributeError, match="does not define `nam`"):
        session.module.nam
