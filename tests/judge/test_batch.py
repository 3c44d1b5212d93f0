"""One batch through pytest: outcomes, points, order, blame."""

import sys

import pytest

from grader.model import Outcome, Status

PASS_FAIL = """
import pytest

@pytest.mark.points(3)
@pytest.mark.hint("Think of zero.")
def test_zero(student):
    '''Zero stays zero'''
    assert student.f(0) == 0

@pytest.mark.points(0.1)
def test_one(student):
    assert student.f(1) == 1
"""


def outcomes(result):
    return {test.id: str(test.outcome) for test in result.tests}


def test_points_are_those_of_the_passed_tests_scaled(make_exercise, judge):
    """3 of 3 + 0.1 + 1 points give that part of the exercise's points, to the cent."""
    exercise = make_exercise(PASS_FAIL)

    (result,) = judge(exercise, "def f(x):\n    return 0")

    assert outcomes(result) == {"test_visible": "passed", "test_zero": "passed", "test_one": "failed"}
    assert str(result.points) == "9.76"  # (3 + 1) / 4.1 * 10 = 9.7560...
    assert [str(test.max_points) for test in result.tests] == ["1", "3", "1/10"]


def test_many_submissions_share_one_session_and_keep_their_own_results(make_exercise, judge):
    """Each submission gets its own verdicts, in one pytest session."""
    exercise = make_exercise(PASS_FAIL)

    results = judge(exercise, *[f"def f(x):\n    return {k % 2} * x" for k in range(12)])

    assert [str(result.points) for result in results] == ["9.76", "10.00"] * 6


def test_title_and_hint_come_from_docstring_and_mark(make_exercise, judge):
    """The line that students see is the docstring, the hint is shown when the test fails."""
    exercise = make_exercise(PASS_FAIL)

    (result,) = judge(exercise, "def f(x):\n    return 1")

    (zero,) = [test for test in result.tests if test.id == "test_zero"]
    assert (zero.title, zero.hint) == ("Zero stays zero", "Think of zero.")
    assert zero.hidden


def test_a_hidden_assert_keeps_its_values_out_of_the_message(make_exercise, judge):
    """A bare assert of a hidden test tells values in `detail` only."""
    exercise = make_exercise("def test_secret(student):\n    assert student.f(1234567) == 7654321\n")

    (result,) = judge(exercise, "def f(x):\n    return x")

    (secret,) = [test for test in result.tests if test.id == "test_secret"]
    assert "1234567" not in secret.message
    assert "7654321" not in secret.message
    assert "7654321" in secret.detail


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("assert student.f(41) == 42, 'Is one added?'", "Is one added?"),
        ("assert (\n        student.f(41)\n        == 42\n    ), 'Is one added?'", "Is one added?"),
        ("assert student.f(41) == 42, f'{42} is due'", "this does not hold for your code"),
        ("assert student.f(41) == 42, 'due: ' + str(42)", "this does not hold for your code"),
    ],
)
def test_what_an_author_writes_after_the_assert_is_told(make_exercise, judge, check, said):
    """The plain text of a hidden assert is meant for students; one made from values could tell hidden ones."""
    (result,) = judge(make_exercise(f"def test_sum(student):\n    {check}\n"), "def f(x):\n    return x")

    (test,) = [test for test in result.tests if test.id == "test_sum"]
    assert test.message == said


def test_a_visible_assert_shows_its_line_and_values(make_exercise, judge):
    """A bare assert of a visible test shows the line and pytest's explanation."""
    exercise = make_exercise(visible="def test_shown(student):\n    assert student.f(2) == 5\n")

    (result,) = judge(exercise, "def f(x):\n    return x")

    message = result.tests[0].message
    assert "assert student.f(2) == 5" in message
    assert "2 == 5" in message


def test_a_test_that_needs_a_failed_one_is_not_checked(make_exercise, judge):
    """`needs` turns a follow-up into could-not-check, also when written before the test it needs."""
    exercise = make_exercise(
        """
        import pytest

        @pytest.mark.needs("test_first")
        def test_a_second(student):
            assert student.f(1) == 1

        def test_first(student):
            '''First things'''
            assert student.f(0) == 0
        """
    )

    right, wrong = judge(exercise, "def f(x):\n    return x", "def f(x):\n    return 1")

    assert outcomes(right)["test_a_second"] == "passed"
    assert outcomes(wrong) == {"test_visible": "passed", "test_first": "failed", "test_a_second": "not_checked"}
    assert "First things" in next(test.message for test in wrong.tests if test.id == "test_a_second")


def test_a_file_that_does_not_compile_is_invalid_and_says_where(make_exercise, judge):
    """Invalid: no points, one sentence, and nobody else is touched."""
    exercise = make_exercise(
        "def test_x(student):\n    assert student.f(1) == 1\n", "def test_v(student):\n    student.f\n"
    )

    right, broken = judge(exercise, "def f(x):\n    return x", "def f(x) return x")

    assert right.status is Status.GRADED
    assert (broken.status, str(broken.points)) == (Status.INVALID, "0.00")
    assert broken.message.startswith("line 1")
    assert {test.outcome for test in broken.tests} == {Outcome.NOT_CHECKED}


def test_parametrised_tests_are_tests_of_their_own(make_exercise, judge):
    """Each parameter is a test with the author's own id; `needs` may mean all of them."""
    exercise = make_exercise(
        """
        import pytest

        @pytest.mark.parametrize("n", [1, 2])
        def test_n(student, n):
            assert student.f(n) == 1

        @pytest.mark.needs("test_n")
        def test_later(student):
            pass
        """
    )

    (result,) = judge(exercise, "def f(x):\n    return x")

    assert outcomes(result) == {
        "test_visible": "passed",
        "test_n[1]": "passed",
        "test_n[2]": "failed",
        "test_later": "not_checked",
    }


def test_random_inputs_are_the_same_for_every_student(make_exercise, judge):
    """`rng` depends on course, exercise and test, and not on who is graded."""
    exercise = make_exercise(
        "def test_x(student, rng):\n    drawn = float(rng.random())\n    got = student.f(0)\n    assert got == drawn\n"
    )

    first, second = judge(exercise, "def f(x):\n    return 1", "def f(x):\n    return 1")

    details = [next(test.detail for test in result.tests if test.id == "test_x") for result in (first, second)]
    assert details[0] == details[1] != ""


def test_an_unreadable_submission_is_invalid_with_its_reason(make_exercise, judge, make_submission):
    """What collect could not read is scored 0 with collect's sentence."""
    exercise = make_exercise()

    (result,) = judge(exercise, make_submission("", unreadable="is a folder"))

    assert (result.status, result.message) == (Status.INVALID, "is a folder")


def test_the_reference_never_resolves_by_its_bare_name(make_exercise, judge):
    """A grader that imports the slug finds nothing, rather than the reference."""
    exercise = make_exercise(
        """
        import pytest

        def test_x(student, reference):
            assert reference.f(3) == 3
            with pytest.raises(ModuleNotFoundError):
                import double_it
        """
    )

    (result,) = judge(exercise, "def f(x):\n    return x")

    assert outcomes(result)["test_x"] == "passed"


def test_a_curve_travels_with_its_test(make_exercise, judge):
    """What a test shows is its own, whether it passes or not, and is kept from one submission to the next."""
    exercise = make_exercise(
        visible="""
        from grader.numeric import assert_matches, show_curve

        def test_falls(student):
            losses = student.f(3)
            show_curve(losses, title="Your loss")
            assert_matches(losses, [3.0, 2.0, 1.0])

        def test_other(student):
            pass
        """
    )

    right, wrong, none = judge(
        exercise,
        "def f(x):\n    return [3.0, 2.0, 1.0]",
        "def f(x):\n    return [3.0, 30.0, 300.0, float('inf')]",
        "def f(x):\n    return None",
    )

    assert [test.curves[0].values if test.curves else () for test in right.tests] == [(3.0, 2.0, 1.0), (), ()]
    assert wrong.tests[0].outcome is Outcome.FAILED
    assert [test.curves[0].values if test.curves else () for test in wrong.tests] == [(3.0, 30.0, 300.0, None), (), ()]
    assert not any(test.curves for test in none.tests)


def test_an_environment_in_the_course_s_folder_stays_loaded(make_exercise, judge, monkeypatch):
    """What a check imports from a student's own environment is not loaded anew by the next; what is the course's is."""
    exercise = make_exercise(visible="import course_s_own_97\nimport installed_97\n\ndef test_visible(student): pass\n")
    for folder, name in ((".venv", "installed_97"), ("shared", "course_s_own_97")):
        (exercise.root / folder).mkdir()
        (exercise.root / folder / f"{name}.py").write_text("")
        monkeypatch.syspath_prepend(exercise.root / folder)
    monkeypatch.setattr(sys, "prefix", str(exercise.root / ".venv"))

    (result,) = judge(exercise, "def f(x): return x")

    assert result.status is Status.GRADED
    assert "installed_97" in sys.modules
    assert "course_s_own_97" not in sys.modules
    monkeypatch.delitem(sys.modules, "installed_97")


def test_what_is_said_of_a_failed_assert_names_no_folder(make_exercise, judge):
    """Results are the same wherever the course lies, and who reads them does not learn where that is."""
    exercise = make_exercise(hidden="def test_same(student, reference):\n    assert student.f(1) == reference.f(1)\n")
    (result,) = judge(exercise, "def f(x):\n    return x + 1\n")
    (test,) = [test for test in result.tests if test.hidden]

    assert "<reference" in test.detail
    assert str(exercise.root) not in test.detail + test.message


def test_a_visible_and_a_hidden_test_may_have_the_same_name(make_exercise, judge):
    """Each keeps its own points, and what may be shown of it; what breaks off in one says nothing of the other."""
    exercise = make_exercise(
        visible="import pytest\n@pytest.mark.points(0)\ndef test_x(student):\n    assert student.g(1)[0] == 1\n",
        hidden="import pytest\n@pytest.mark.points(3)\ndef test_x(student):\n    assert student.f(123) == 123\n",
        reference="def f(x):\n    return x\ndef g(x):\n    return [x]\n",
    )
    right, unusable, wrong = judge(
        exercise,
        "def f(x):\n    return x\ndef g(x):\n    return [x]\n",
        "def f(x):\n    return x\ndef g(x):\n    return x\n",
        "def f(x):\n    return 0\ndef g(x):\n    return [x]\n",
    )

    assert [str(result.points) for result in (right, unusable, wrong)] == ["10.00", "10.00", "0.00"]
    assert {(test.hidden, str(test.outcome)) for test in unusable.tests} == {(True, "passed"), (False, "failed")}
    (failed,) = [test for test in wrong.tests if test.outcome is Outcome.FAILED]
    assert failed.hidden
    assert "123" not in failed.message


def test_an_id_of_an_authors_may_hold_colons(make_exercise, judge):
    """As a path or a C++ name does."""
    hidden = "import pytest\n@pytest.mark.parametrize('x', [1], ids=['a::b[0]'])\ndef test_x(student, x): pass\n"
    (result,) = judge(make_exercise(hidden), "")
    assert [test.id for test in result.tests if test.hidden] == ["test_x[a::b[0]]"]
