"""Tests that need nothing of pytest are called directly: the same verdicts, and never where an author wants more."""

import os

import pytest

HOW = """\
import os

import pytest


def went_through_pytest(name):
    return f"test_hidden.py::{name}" in os.environ.get("PYTEST_CURRENT_TEST", "")
"""

PLAIN = """
@pytest.mark.points(2)
@pytest.mark.hint("A hint.")
def test_plain(student, reference, rng, answers, source, student_warnings, assert_unchanged, test_seed):
    assert student.f(3) == reference.f(3)
    assert rng.normal() == __import__("numpy").random.default_rng(test_seed).normal()
    assert source.body and not student_warnings()
    assert not went_through_pytest("test_plain")


@pytest.mark.parametrize("x", [1, 2])
@pytest.mark.parametrize(("y", "z"), ((3, 4), (5, 6)), ids=["low", "high"])
def test_plain_parameters(student, x, y, z):
    assert student.f(x) == x and z == y + 1
    assert not went_through_pytest("test_plain_parameters")


@pytest.mark.parametrize("rng", [3])
def test_a_parameter_over_a_fixture(student, rng):
    assert rng == 3
    assert not went_through_pytest("test_a_parameter")


def test_with_a_default(student, n=5):
    assert student.f(n) == 5
    assert not went_through_pytest("test_with_a_default")
"""

# Each of these wants something of pytest: a fixture, a mark, a class, a hook.
THROUGH = {
    "a fixture of pytest's": "def test_it(student, tmp_path):\n    assert tmp_path.is_dir()\n",
    "the request": "def test_it(student, request):\n    assert request.node.name\n",
    "a fixture of its own": (
        "@pytest.fixture\ndef three():\n    return 3\ndef test_it(student, three):\n    assert three == 3\n"
    ),
    "a fixture of the same name": (
        "@pytest.fixture\ndef rng():\n    return 7\ndef test_it(student, rng):\n    assert rng == 7\n"
    ),
    "a fixture for every test": (
        "seen = []\n@pytest.fixture(autouse=True)\ndef note():\n    seen.append(1)\n"
        "def test_it(student):\n    assert seen\n"
    ),
    "a set-up of the module": (
        "seen = []\ndef setup_module():\n    seen.append(1)\ndef test_it(student):\n    assert seen == [1]\n"
    ),
    "a set-up of each function": (
        "seen = []\ndef setup_function():\n    seen.append(1)\ndef test_it(student):\n    assert seen\n"
    ),
    "a class": (
        "class TestIt:\n    kept = None\n    def test_it(self, student):\n"
        "        assert self.kept is None\n        self.kept = 1\n"
        "        assert went_through_pytest('TestIt::test_it')\n"
    ),
    "a fixture that is used": (
        "seen = []\n@pytest.fixture\ndef note():\n    seen.append(1)\n"
        "@pytest.mark.usefixtures('note')\ndef test_it(student):\n    assert seen\n"
    ),
    "an indirect parameter": (
        "@pytest.fixture\ndef twice(request):\n    return 2 * request.param\n"
        "@pytest.mark.parametrize('twice', [3], indirect=True)\ndef test_it(student, twice):\n    assert twice == 6\n"
    ),
    "parameters that can be read once": (
        "@pytest.mark.parametrize('x', (n for n in [3]))\ndef test_it(student, x):\n    assert x == 3\n"
    ),
    "a module's own hook": (
        "def pytest_generate_tests(metafunc):\n    if 'x' in metafunc.fixturenames:\n"
        "        metafunc.parametrize('x', [3])\ndef test_it(student, x):\n    assert x == 3\n"
    ),
}


def outcomes(result):
    """Give each test's outcome by its id, with why it did not pass."""
    return {test.id: (str(test.outcome), test.message) for test in result.tests if test.hidden}


def test_plain_tests_do_without_pytests_protocol(make_exercise, judge):
    """All of the judge's fixtures, parameters with ids and default values are there; pytest's three phases are not."""
    (result,) = judge(make_exercise(hidden=HOW + PLAIN), "def f(x):\n    return x\n")
    assert {outcome for outcome, _ in outcomes(result).values()} == {"passed"}, outcomes(result)
    assert sorted(outcomes(result)) == [
        "test_a_parameter_over_a_fixture[3]",
        "test_plain",
        "test_plain_parameters[high-1]",
        "test_plain_parameters[high-2]",
        "test_plain_parameters[low-1]",
        "test_plain_parameters[low-2]",
        "test_with_a_default",
    ]


@pytest.mark.parametrize("wanted", THROUGH)
def test_what_wants_pytest_gets_it(make_exercise, judge, wanted):
    """For each of two submissions."""
    body = THROUGH[wanted].rstrip("\n")
    if "went_through" not in body:
        body += "\n    assert went_through_pytest('test_it')"
    results = judge(make_exercise(hidden=f"{HOW}\n{body}\n"), *["def f(x):\n    return x\n"] * 2)
    for result in results:
        assert {outcome for outcome, _ in outcomes(result).values()} == {"passed"}, outcomes(result)


def test_marks_of_pytests_own_hold(make_exercise, judge):
    """skip, skipif and xfail, on a function and on one parameter."""
    hidden = """
    import pytest

    @pytest.mark.skip(reason="not this year")
    def test_skipped(student):
        assert False

    @pytest.mark.skipif(True, reason="nor now")
    def test_skipped_if(student):
        assert False

    @pytest.mark.parametrize("x", [])
    def test_none(student, x):
        assert False

    @pytest.mark.parametrize("x", [1, pytest.param(2, marks=pytest.mark.skip(reason="not two"))])
    def test_one_of_two(student, x):
        assert student.f(x) == 1
    """
    (result,) = judge(make_exercise(hidden=hidden), "def f(x):\n    return x\n")
    found = outcomes(result)
    assert found.pop("test_none[NOTSET]")[0] == "not_checked"
    assert found == {
        "test_skipped": ("not_checked", "skipped: not this year"),
        "test_skipped_if": ("not_checked", "skipped: nor now"),
        "test_one_of_two[1]": ("passed", ""),
        "test_one_of_two[2]": ("not_checked", "skipped: not two"),
    }


def test_a_conftest_has_a_say_in_every_test(make_exercise, judge):
    """Its hooks run around tests that would need nothing of pytest."""
    exercise = make_exercise(
        hidden="def test_it(student):\n    import os\n    assert os.environ['SAID'] == 'test_it'\n"
    )
    (exercise.hidden_tests.parent / "conftest.py").write_text(
        "import os\ndef pytest_runtest_setup(item):\n    os.environ['SAID'] = item.originalname\n"
    )
    try:
        results = judge(exercise, *["def f(x):\n    return x\n"] * 2)
    finally:
        os.environ.pop("SAID", None)
    assert [outcomes(result)["test_it"][0] for result in results] == ["passed", "passed"]


def test_both_kinds_of_tests_keep_their_order_and_needs(make_exercise, judge):
    """A direct test needs one that goes through pytest, and the other way round, for each submission by itself."""
    hidden = """
    import pytest

    @pytest.mark.needs("test_through")
    def test_last(student):
        assert student.f(2) == 2

    @pytest.mark.needs("test_first")
    def test_through(student, tmp_path):
        assert student.f(1) == 1

    def test_first(student):
        assert student.f(0) == 0
    """
    right, wrong_first, wrong_through = judge(
        make_exercise(hidden=hidden),
        "def f(x):\n    return x\n",
        "def f(x):\n    return x or 9\n",
        "def f(x):\n    return 7 if x == 1 else x\n",
    )
    assert [test.id for test in right.tests if test.hidden] == ["test_first", "test_through", "test_last"]
    assert [str(test.outcome) for test in right.tests if test.hidden] == ["passed"] * 3
    assert [str(test.outcome) for test in wrong_first.tests if test.hidden] == ["failed", "not_checked", "not_checked"]
    assert [str(test.outcome) for test in wrong_through.tests if test.hidden] == ["passed", "failed", "not_checked"]


def test_what_a_test_raises_is_judged_alike_both_ways(make_exercise, judge):
    """The same bodies, once called directly and once through pytest, for a right and a wrong answer."""
    bodies = {
        "assert": "assert student.f(1) == 1, 'one stays one'",
        "raises": "with pytest.raises(ValueError):\n        student.g(-1)",
        "fail": "if student.f(1) != 1:\n        pytest.fail('one stays one')",
        "skip": "if student.f(1) != 1:\n        pytest.skip('no use')",
        "mismatch": "assert_matches(student.f(1), 1)",
        "missing": "student.nowhere(1)",
        "broken": "[][student.f(1)]",
        "student": "student.h(1)",
        "output": "student.p(1)\n    assert student.f(1) == 1",
    }
    functions = [
        f"def test_{name}{kind}(student{', tmp_path' if kind else ''}):\n    {body}\n"
        for name, body in bodies.items()
        for kind in ("", "_through")
    ]
    hidden = "import pytest\nfrom grader.numeric import assert_matches\n\n" + "\n".join(functions)
    right = (
        "def f(x):\n    return x\ndef g(x):\n    raise ValueError('no')\ndef h(x):\n    return x\ndef p(x):\n    pass\n"
    )
    wrong = (
        "def f(x):\n    return x + 1\ndef g(x):\n    return x\ndef h(x):\n    raise KeyError(x)\ndef p(x):\n    1 / 0\n"
    )
    for result in judge(make_exercise(hidden=hidden), right, wrong):
        found = {test.id: test for test in result.tests if test.hidden}
        for name in bodies:
            direct, through = found[f"test_{name}"], found[f"test_{name}_through"]
            for part in ("outcome", "points", "max_points", "message", "diagnosis", "hint"):
                assert getattr(direct, part) == getattr(through, part), (name, part)


def test_an_interruption_in_a_direct_test_ends_the_batch(make_exercise, judge):
    """Ctrl-C is nobody's wrong answer."""
    hidden = "def test_it(student):\n    raise KeyboardInterrupt\n"
    with pytest.raises(KeyboardInterrupt):
        judge(make_exercise(hidden=hidden), "def f(x):\n    return x\n")
