"""What a student reads after a check: marks, points, reasons, and what to do next."""

from decimal import Decimal
from fractions import Fraction

import pytest
from plain_lines import texts

from grader.model import Outcome, Status


def test_whole_picture(mixed):
    """Marks, titles, points, then the sentence, the hint, the traceback, the output, the total, the next step."""
    assert texts(mixed, title="The output of a neuron", width=72) == [
        "neuron_output · The output of a neuron",
        "",
        "  ✓ The worked example                                               2/2",
        "  ✗ The net input of random neurons                                  0/3",
        "      Your answer is off by exactly the bias. (missing-bias)",
        "      Hint: Does every weight reach the sum?",
        "      │ Traceback (most recent call last):",
        '      │   File "neuron_output.py", line 12, in net_input',
        "      │     return sum(w * x) + bias",
        "      │ NameError: name 'bias' is not defined",
        "      your code printed",
        "      │ z = 0.5",
        "      │ w = [1 2]",
        "  ○ Large entries                                                    0/3",
        "      It needs the above.",
        "",
        "  4 of 10 points. Next: The net input of random neurons",
    ]


def test_three_marks_differ(mixed):
    """Passed, failed and not checked are told apart without colour, in Unicode and in ASCII."""
    for encoding, marks in (("utf-8", "✓✗○"), ("ascii", "+xo"), ("cp1252", "+xo"), ("latin-1", "+xo")):
        lines = texts(mixed, encoding=encoding)
        assert [line[2] for line in (lines[2], lines[3], lines[-4])] == list(marks)
        for line in lines:
            line.encode(encoding)


@pytest.mark.parametrize(
    ("outcome", "mark"),
    [
        (Outcome.PASSED, "✓"),
        (Outcome.FAILED, "✗"),
        (Outcome.TIMEOUT, "✗"),
        (Outcome.CRASHED, "✗"),
        (Outcome.NOT_CHECKED, "○"),
        (Outcome.ERROR, "○"),
    ],
)
def test_mark_of_each_outcome(make_result, make_test, outcome, mark):
    """A fault of the grader is no failure of the student."""
    assert texts(make_result(tests=(make_test(outcome=outcome),)))[2].startswith(f"  {mark} ")


@pytest.mark.parametrize("outcome", [outcome for outcome in Outcome if outcome is not Outcome.PASSED])
def test_there_is_always_a_reason(make_result, make_test, outcome):
    """A test without a message of its own says in words what became of it."""
    lines = texts(make_result(tests=(make_test(outcome=outcome),)))

    assert lines[3].startswith("      ")
    assert lines[3].strip()


def test_passed_test_is_one_line(make_result, make_test):
    """What is right needs no words."""
    result = make_result(
        points=Decimal(10), tests=(make_test(outcome=Outcome.PASSED, points=Fraction(3), hint="h", message="m"),)
    )
    lines = texts(result)

    assert len(lines) == 5
    assert lines[-1] == "  10 of 10 points. All passed."


def test_passed_test_shows_what_was_printed(make_result, make_test):
    """The student's own output is theirs to see."""
    result = make_result(tests=(make_test(outcome=Outcome.PASSED, output="debug\n"),))

    assert "      │ debug" in texts(result)


@pytest.mark.parametrize(
    ("points", "text"), [(Fraction(3, 10), "0/0.3"), (Fraction(1, 3), "0/1/3"), (Fraction(5, 2), "0/2.5")]
)
def test_points_without_noise(make_result, make_test, points, text):
    """Points are exact."""
    assert texts(make_result(tests=(make_test(max_points=points),)))[2].endswith("  " + text)


def test_visible_tests_are_not_the_grade(make_result, make_test):
    """All visible tests passed is not full marks, and the last line says so."""
    tests = tuple(make_test(outcome=Outcome.PASSED, points=Fraction(1, 10), max_points=Fraction(1, 10)) for _ in "abc")
    last = " ".join(line.strip() for line in texts(make_result(tests=tests), visible_only=True)[-2:])

    assert "0.3 of 0.3 points of the visible tests." in last
    assert "hidden ones decide the rest" in last
    assert "`grader submit`" in last


def test_hidden_tests_as_counts(make_result, make_test):
    """With `none` hidden tests are one line without a name."""
    tests = (
        make_test(title="Secret A", hidden=True, message="secret"),
        make_test(title="Secret B", hidden=True, outcome=Outcome.PASSED),
        make_test(title="Seen", outcome=Outcome.PASSED),
    )
    lines = texts(make_result(tests=tests), feedback="none")

    assert "  ✗ 1 of 2 hidden tests passed" in lines
    assert not any("ecret" in line for line in lines)


@pytest.mark.parametrize("feedback", ["none", "names", "hints"])
def test_hidden_values_are_never_shown(make_result, make_test, feedback):
    """Neither detail nor printed input of a hidden test reaches the screen below `full`."""
    test = make_test(hidden=True, detail="expected 0.8675309", output="x = 0.8675309")

    assert not any("0.8675309" in line for line in texts(make_result(tests=(test,)), feedback=feedback))


def test_hidden_tests_are_named_so(make_result, make_test):
    """Whoever looks for a hidden test in their files is told that it is not there."""
    assert "(hidden)" in texts(make_result(tests=(make_test(hidden=True),)), feedback="hints")[2]


def test_next_step_is_a_visible_failure(make_result, make_test):
    """The next step names what the student can run: failed before unchecked, visible before hidden."""
    tests = (
        make_test(title="Waiting", outcome=Outcome.NOT_CHECKED),
        make_test(title="Hidden one", hidden=True),
        make_test(title="Work here"),
    )

    assert texts(make_result(tests=tests))[-1].endswith("Next: Work here")


def test_invalid_file(make_result):
    """What cannot be compiled says where, and what to do."""
    result = make_result(status=Status.INVALID, points=Decimal(0), message="line 7: '(' was never closed")

    assert texts(result) == [
        "neuron_output",
        "",
        "  ✗ line 7: '(' was never closed",
        "",
        "  0 of 10 points. No test could run. Fix this first, then run `grader check",
        "  neuron_output`.",
    ]


def test_grader_failed(make_result):
    """A fault of ours is said to be ours, and gives no score."""
    lines = texts(make_result(status=Status.ERROR, points=None, message="a worker died"))

    assert lines[2] == "  ○ The grader failed; this is not your fault."
    assert lines[3] == "    a worker died"
    assert "No score yet." in lines[-1]
    assert "0 of 10" not in lines[-1]


def test_missing_file(make_result):
    """Nothing handed in is not a failure of a test."""
    lines = texts(make_result(status=Status.MISSING, points=None))

    assert lines[2] == "  ○ Nothing was handed in."
    assert "Start from the stub" in lines[-1] + lines[-2]


@pytest.mark.parametrize("status", [Status.INVALID, Status.ERROR, Status.MISSING])
def test_without_a_message(make_result, status):
    """A result without a sentence still gives one."""
    assert len(texts(make_result(status=status, points=None))[2]) > 10


def test_empty_result(make_result):
    """An exercise without tests has points and nothing else."""
    assert texts(make_result(points=Decimal(0)))[-1] == "  0 of 10 points."
