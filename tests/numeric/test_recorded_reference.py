"""What a recorded reference remembers of its calls, and that it is otherwise the reference itself."""

import inspect
import types

import numpy as np
import pytest
from course_reference import (
    A1,
    BIASES,
    ORDER,
    START,
    W2,
    WEIGHTS,
    W,
    X,
    b,
    b2,
    bias,
    relu,
    sigmoid,
    softmax,
    u,
    v,
    w,
    x,
)

from grader.numeric import compare_numbers, recorded_reference, recording
from grader.numeric.recalls import MOST_CALLS, is_harmless


def test_order_ignored(reference):
    """A descent that takes the points as they come is told that the order had no effect."""
    answer = reference.sgd(u, v, START, 0.05, np.arange(7))

    comparison = compare_numbers(answer, reference.sgd(u, v, START, 0.05, ORDER))

    assert comparison.diagnosis in ("ignored-argument", "previous-answer")
    recording.start_test()
    comparison = compare_numbers(answer, reference.sgd(u, v, START, 0.05, ORDER))
    assert (comparison.diagnosis, "`order`" in comparison.sentence) == ("ignored-argument", True)


def test_parts_and_derived_values_of_a_result(reference):
    """An element of a result is explained like the whole; what is computed from a result gets the generic words."""
    hidden, output = reference.two_layers(X, W, bias, W2, b2)

    assert compare_numbers(np.tanh(X @ W), hidden).diagnosis == "missing-bias"
    assert compare_numbers(sigmoid(A1 @ W2), output).diagnosis == "missing-bias"
    assert compare_numbers(-2 * hidden[0], hidden[0] * 2).diagnosis == "sign-flipped"
    assert compare_numbers(float(x @ w), float(np.float64(reference.net_input(x, w, b)))).diagnosis == "missing-bias"


def test_results_put_together_in_the_test(reference):
    """A tuple made anew of a call's results, or of copies of them, is explained by that call part by part."""
    hidden, output = reference.two_layers(X, W, bias, W2, b2)
    answer = (A1, sigmoid(A1 @ W2))

    for due in ((hidden, output), (hidden.copy(), output.copy()), [hidden, output], {0: hidden, 1: output}):
        given = dict(enumerate(answer)) if isinstance(due, dict) else answer
        assert compare_numbers(given, due).diagnosis == "missing-bias"


def test_previous_answer(reference):
    """The answer of an earlier call, or a sum over earlier calls, is recognised."""
    first = reference.net_input(x, w, 0.3)
    second = reference.net_input(w, w, 1.7)
    third = reference.net_input(x + 1, w, -0.4)

    assert compare_numbers(second, third).diagnosis == "previous-answer"
    assert compare_numbers(first, third).diagnosis == "previous-answer"
    assert compare_numbers(first + second, second).diagnosis == "previous-answer"
    assert compare_numbers(first + second + third, third).diagnosis == "previous-answer"


def test_previous_answer_is_of_this_test(reference):
    """start_test forgets what was called before."""
    first = reference.net_input(x, w, 0.3)
    recording.start_test()
    second = reference.net_input(w, w, 1.7)

    assert compare_numbers(first, second).diagnosis != "previous-answer"


def test_repeated_calls_are_no_previous_answers(reference):
    """A right answer that is the same as before is right."""
    for _ in range(3):
        assert compare_numbers(reference.net_input(x, w, b), reference.net_input(x, w, b)).matches


def test_arguments_changed_later_do_not_matter(reference):
    """The call is explained with the arguments as they were."""
    inputs = x.copy()
    due = reference.net_input(inputs, w, b)
    inputs[:] = 0

    assert compare_numbers(float(x @ w), due).diagnosis == "missing-bias"


def test_reference_that_changes_its_arguments(reference):
    """A reference that spoils its arguments is recorded with them unspoilt, and called again on copies."""
    inputs = u.copy()
    due = reference.spoils(inputs)

    assert np.array_equal(due, 2 * u + 1)
    assert compare_numbers(-2 * u + 1, due).diagnosis == "argument-sign"
    assert np.array_equal(due, 2 * u + 1)


def test_reference_with_chance_in_it_explains_nothing(reference):
    """A function that does not give the same again is not asked."""
    due = reference.noisy(4.0)

    assert compare_numbers(due + 7.7, due).diagnosis == ""


def test_calls_are_bounded_and_only_made_for_wrong_answers(module, reference):
    """A right answer makes no further call; a wrong one a bounded number."""
    due = reference.counted(u)
    assert compare_numbers(due.copy(), due).matches
    assert len(module.calls) == 1

    assert not compare_numbers(u**3, due).matches
    assert 1 < len(module.calls) <= MOST_CALLS + 1


def test_variable_arguments_are_not_explained(reference):
    """A call with *args has no named parameters; the generic words remain."""
    assert compare_numbers(-6.5, reference.total(1.5, 2.0, 3.0)).diagnosis == "sign-flipped"
    assert compare_numbers(4.1, reference.total(1.5, 2.0, 3.0)).diagnosis == ""


def test_large_arguments_are_neither_copied_nor_called_again(reference):
    """A call on more than a million numbers is told in generic words."""
    large = np.ones(1_000_001)

    assert compare_numbers(-large, reference.tanh(large) / np.tanh(1)).diagnosis == "sign-flipped"
    assert compare_numbers(large * 0.3 + 0.1, reference.tanh(large)).diagnosis != "missing-activation"


class Proxy:
    """Stands for a student's function: calling it counts."""

    def __init__(self):
        self.calls = 0

    def __call__(self, z):
        """Count, and give the square."""
        self.calls += 1
        return z**2


def test_callables_of_the_student_are_not_called_again(reference):
    """With the student's function among the arguments nothing is asked but what happens without it."""
    proxy = Proxy()
    due = reference.neuron_output(x, w, b, proxy)
    assert proxy.calls == 1

    assert compare_numbers(float(x @ w) ** 2, due).diagnosis != "missing-bias"
    assert proxy.calls == 1
    assert compare_numbers(float(x @ w) ** 5 + 3, due).diagnosis == ""
    assert proxy.calls == 1


def test_what_counts_as_harmless(module, reference):
    """Numpy's and the reference's functions are harmless, and plain functions of them; counters and objects are not."""
    proxy, seen = Proxy(), []

    def counting(z):
        seen.append(z)
        return z

    def writing(z):
        nonlocal proxy
        proxy = z
        return z

    def by_default(z, f=proxy):
        return f(z)

    count = np.zeros(1)

    def counting_in_an_array(z):
        count[0] += 1
        return z

    def by_name(z):
        return proxy(z) + 1

    harmless = [np.tanh, np.sum, np.clip, np.linalg.norm, module.relu, reference.relu, relu, sigmoid, softmax, abs]
    harmless.append(lambda z: z * b)
    harmful = [proxy, counting, writing, by_default, counting_in_an_array, by_name, print, Proxy, proxy.__call__, eval]
    assert [function for function in harmless if not is_harmless(function, module)] == []
    assert [function for function in harmful if is_harmless(function, module)] == []


def test_gradient_check_with_a_plain_function(reference):
    """A reference that takes a function is explained where that function is harmless."""
    due = reference.numerical_gradient(lambda t: t**3, u)

    assert compare_numbers(2 * due, due).diagnosis == "constant-factor"
    assert compare_numbers(reference.numerical_gradient(lambda t: t**3, u, eps=1e-3), due, 1e-9, 0).diagnosis in (
        "nearly",
        "ignored-argument",
        "previous-answer",
        "off-by-constant",
    )


def test_attributes_are_those_of_the_module(module, reference):
    """Classes, numbers and imported modules pass through; a missing name is missing."""
    assert reference.Model is module.Model
    assert isinstance(reference.Model().fit(X), module.Model)
    assert reference.RATE == 0.1
    assert reference.np is np
    assert reference.exp(0.0) == 1.0
    assert hasattr(reference, "relu")
    assert not hasattr(reference, "rellu")
    with pytest.raises(AttributeError):
        reference.rellu
    assert isinstance(reference, types.ModuleType)
    assert reference.__name__ == module.__name__
    assert {"net_input", "Model", "RATE"} <= set(dir(reference))


def test_functions_look_like_those_of_the_module(module, reference):
    """A recorded function keeps name, docstring and signature, and is the same at every look."""
    assert reference.net_input is reference.net_input
    assert reference.net_input.__name__ == "net_input"
    assert reference.net_input.__doc__ == "Give the weighted sum."
    assert inspect.signature(reference.net_input) == inspect.signature(module.net_input)
    assert inspect.isfunction(reference.net_input)


def test_results_pass_through_unchanged(module, reference):
    """The very object that the reference returns comes back, by position and by keyword."""
    assert reference.net_input(x, w, b) == module.net_input(x, w, b)
    assert reference.net_input(x, b=b, w=w) == module.net_input(x, w, b)
    assert compare_numbers(float(x @ w), reference.net_input(x, b=b, w=w)).diagnosis == "missing-bias"
    assert reference.forward(X, WEIGHTS, BIASES, relu, relu)[0] is X


def test_errors_of_the_reference_come_through(reference):
    """An exception in the reference is the grader's to see, and recording goes on after it."""
    with pytest.raises(RuntimeError, match="no"):
        reference.fails(1.0)

    assert compare_numbers(float(x @ w), reference.net_input(x, w, b)).diagnosis == "missing-bias"


def test_namespaces_may_be_references(module):
    """Anything with functions as attributes can be recorded."""
    space = recorded_reference(types.SimpleNamespace(net_input=module.net_input, rate=3))

    assert space.rate == 3
    assert compare_numbers(float(x @ w), space.net_input(x, w, b)).diagnosis == "missing-bias"


def test_calls_inside_calls_are_not_recorded(reference):
    """What the reference calls itself, and what a callback calls, is no earlier answer of the test's."""
    inner = []

    def callback(z):
        inner.append(reference.net_input(x, w, 9.9))
        return z

    reference.neuron_output(x, w, b, callback)

    assert compare_numbers(inner[0], reference.net_input(x, w, b)).diagnosis != "previous-answer"


def test_arguments_of_any_type_may_be_recorded(reference):
    """Generators of random numbers, objects and endless lists as arguments are recorded without being explained."""
    endless = [1.0]
    endless.append(endless)

    for argument in (np.random.default_rng(1), object(), endless, {1, 2}, [object()]):
        due = recorded_reference(types.SimpleNamespace(f=lambda value: 4.5)).f(argument)
        assert compare_numbers(9.3, due).diagnosis == ""
