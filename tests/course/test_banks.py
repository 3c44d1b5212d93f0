"""Every exercise's grader is graded: on the stub, the reference, the right answers and the wrong ones."""

import ast
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.judge import Batch, judge_batch
from grader.model import Outcome, Status, Submission
from grader.pipeline import start_sandbox
from grader.variant import EXAMPLE, without_numbers

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
CLAIM = re.compile(r"(\w+) \(([a-z0-9-]+)\)")
HEADER = re.compile(r"# caught by: \w+ \([a-z0-9-]+\)(, \w+ \([a-z0-9-]+\))*")
STATEMENT_PARTS = ("## What you will learn", "## The task", "## A worked example", "## Limits", "## Source")

each_exercise = pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.id)


def bank(exercise, name):
    """Give the submissions of one folder of an exercise's bank."""
    return sorted((exercise.solution_folder / name).glob("*.py"))


def claims(path):
    """Give test -> diagnosis as the first line of a wrong submission names them; `-` stands for none."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert HEADER.fullmatch(first), f"{path.name}: the first line does not name the checks that catch it: {first}"
    return {test: "" if tag == "-" else tag for test, tag in CLAIM.findall(first)}


def outcomes_of(result):
    """Give the tests of a result that the grader itself did not fail on, by id."""
    broken = [(test.id, test.message, test.detail) for test in result.tests if test.outcome is Outcome.ERROR]
    assert result.status is Status.GRADED, result.message or broken
    assert not broken
    return {test.id: test for test in result.tests}


def failed(result):
    """Give test -> (outcome, message, detail) of what did not pass."""
    return {
        name: (test.outcome.value, test.message, test.detail)
        for name, test in outcomes_of(result).items()
        if test.outcome is not Outcome.PASSED
    }


@pytest.fixture(scope="module")
def graded():
    """Give a function that grades all of an exercise's files once, by path."""
    kept = {}
    with start_sandbox(lambda sentence: None) as sandbox:

        def grade(exercise):
            if exercise.id not in kept:
                paths = [exercise.stub, exercise.reference, *bank(exercise, "right"), *bank(exercise, "wrong")]
                results = []
                submissions = tuple(submission_of(exercise, path) for path in paths)
                judge_batch(Batch(COURSE.id, exercise, submissions, numbers_of=EXAMPLE), sandbox.open, results.append)
                by_student = {result.student: result for result in results}
                kept[exercise.id] = {path: by_student[student_of(path)] for path in paths}
            return kept[exercise.id]

        yield grade


def student_of(path):
    """Name a student after the file."""
    return f"{path.parent.name}-{path.stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}"


def submission_of(exercise, path):
    """Hand a file in."""
    content = path.read_bytes()
    return Submission(
        student=student_of(path),
        exercise=exercise.id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
    )


@each_exercise
def test_stub_fails_everywhere_and_says_what_to_do(exercise, graded):
    """A stub gets no points, no test of it passes, and its messages tell what is to be written."""
    result = graded(exercise)[exercise.stub]

    assert result.points == 0
    assert set(failed(result)) == {test.id for test in result.tests}
    if exercise.kind == "code":
        visible = [test for test in result.tests if not test.hidden]
        assert all(test.message.startswith("not written yet: ") for test in visible)


@each_exercise
def test_reference_is_right(exercise, graded):
    """The reference gets full points."""
    result = graded(exercise)[exercise.reference]

    assert failed(result) == {}
    assert result.points == exercise.points


@each_exercise
def test_right_answers_are_right(exercise, graded):
    """Honest answers in other styles get full points."""
    assert len(bank(exercise, "right")) >= 4

    assert {path.name: failed(graded(exercise)[path]) for path in bank(exercise, "right")} == {
        path.name: {} for path in bank(exercise, "right")
    }


@each_exercise
def test_wrong_answers_are_caught_by_the_check_they_name(exercise, graded):
    """A wrong answer loses points, at the checks its first line names, with the diagnosis it names."""
    assert len(bank(exercise, "wrong")) >= 8

    for path in bank(exercise, "wrong"):
        result = graded(exercise)[path]
        tests, expected = outcomes_of(result), claims(path)
        missed = [name for name in expected if tests[name].outcome is Outcome.PASSED]
        assert not missed, f"{path.name} passes {missed}"
        assert {name: tests[name].diagnosis for name in expected} == expected, path.name
        assert result.points is not None
        assert result.points < exercise.points, path.name


@each_exercise
def test_hidden_tests_are_needed(exercise, graded):
    """Every hidden test catches at least one wrong answer of the bank."""
    results = [graded(exercise)[path] for path in bank(exercise, "wrong")]
    needed = {name for result in results for name in failed(result)}

    assert {test.id for test in results[0].tests if test.hidden} <= needed


def test_most_wrong_answers_get_a_diagnosis(graded):
    """At least 8 in 10 wrong answers are told what kind of wrong they are."""
    results = [graded(exercise)[path] for exercise in COURSE.exercises for path in bank(exercise, "wrong")]
    named = [result for result in results if any(test.diagnosis for test in result.tests)]

    assert len(named) >= 0.8 * len(results)


@each_exercise
def test_exercise_is_whole(exercise):
    """All files are there, and the statement has all its parts."""
    assert exercise.missing_files(hidden=True) == []
    assert exercise.stub.is_file()
    assert (exercise.solution_folder / "NOTES.md").is_file()
    assert (exercise.solution_folder / "__init__.py").is_file()
    statement = (exercise.folder / "README.md").read_text(encoding="utf-8")
    assert [part for part in STATEMENT_PARTS if part not in statement] == []


@each_exercise
def test_stub_has_the_reference_signatures(exercise):
    """Stub and reference define the same names with the same parameters, so that their difference is the lesson."""
    assert signatures(exercise.stub) == signatures(exercise.reference)


def signatures(path):
    """Give the parameters of each public function and the names of plain assignments."""
    tree = ast.parse(without_numbers(path.read_text(encoding="utf-8")))
    functions = {
        node.name: ast.unparse(node.args)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    names = {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
    return functions, {name for name in names if not name.isupper()}


@each_exercise
def test_released_files_do_not_hold_the_answer(exercise):
    """Nothing that students get names the solutions, and no grader imports the student's module by name."""
    for path in exercise.folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "solutions" not in text
        assert f"import {exercise.id}" not in text
    assert not (exercise.folder / "__init__.py").exists()
