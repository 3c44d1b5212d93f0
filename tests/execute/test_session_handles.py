"""Objects that stay in the student's process: attributes, methods, classes."""

import numpy as np
import pytest

from grader.errors import StudentCrashed, StudentTimeout
from grader.numeric import compare_numbers

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
    assert classifier == classifier  # noqa: PLR0124 - its own __eq__ is asked
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


@pytest.mark.parametrize("result", ["lambda: 1.0", "len", "Caller()", "Caller().step", "Caller"])
def test_returned_functions_are_told_as_such(opened, result):
    """Where a number is due, a function that was returned reads as a call without its parentheses."""
    source = "class Caller:\n    def __call__(self):\n        return 1.0\n    step = __call__\n"
    answer = opened(f"{source}def f():\n    return {result}\n").module.f()

    comparison = compare_numbers(answer, 1.0)

    assert comparison.diagnosis == "wrong-type"
    assert "as if the parentheses of a call were missing, where a number is due" in comparison.sentence


def test_returned_functions_are_callable(opened):
    """A closure that was returned can be called, and given back as an argument."""
    module = opened(CLASSIFIER + "\ndef apply(f, x):\n    return f(x)\n").module

    add = module.make_adder(2)

    assert add(3) == 5
    assert module.apply(add, 4) == 6
    assert module.apply(module.make_adder, 1)(1) == 2


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


def test_classes_that_answer_isinstance_themselves(opened):
    """A metaclass may lie about its own class and no more; one that never answers is a time-out."""
    source = (
        "class Liar(type):\n    def __instancecheck__(cls, thing):\n        return [True, {}][0:1]\n\n"
        "class A(metaclass=Liar): pass\n\nclass Endless(type):\n    def __instancecheck__(cls, thing):\n"
        "        while True: pass\n\nclass B(metaclass=Endless): pass\n\nclass C: pass\n"
    )
    module = opened(source, cpu_seconds=1, wall_seconds=5).module
    thing = module.C()

    assert isinstance(thing, module.A) is True
    with pytest.raises(StudentTimeout):
        isinstance(thing, module.B)


def test_functions_that_were_not_written_with_def(opened):
    """A lambda, a partial, a bound method, an instance that can be called and a decorated function are functions."""
    module = opened(
        "import functools\n\ndef add(x, w, b):\n    return x * w + b\n\nclass Neuron:\n    def net(self, x, w, b):\n"
        "        return x * w + b\n\n    __call__ = net\n\nby_lambda = lambda x, w, b: x * w + b\n"
        "by_partial = functools.partial(add)\nby_method = Neuron().net\nby_instance = Neuron()\n"
        "by_cache = functools.lru_cache(add)\nby_wrap = functools.wraps(add)(lambda *a: add(*a))\n"
    ).module

    for name in ("by_lambda", "by_partial", "by_method", "by_instance", "by_cache", "by_wrap"):
        assert getattr(module, name)(2.0, 3.0, 1.0) == 7.0
