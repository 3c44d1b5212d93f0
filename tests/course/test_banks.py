"""Every exercise is whole, its stub fails and says what to do, its reference is right, and its banks are broad.

That right answers pass, wrong ones are caught by the check they name, and every hidden test is needed, `make verify`
proves of the same files, by grader/verify/answers.py.
"""

import ast
import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.judge import Batch, judge_batch
from grader.model import Outcome, Status, Submission
from grader.pipeline import start_sandbox
from grader.variant import EXAMPLE, without_numbers
from grader.verify.bank import read_claims

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
STATEMENT_PARTS = ("## What you will learn", "## The task", "## A worked example", "## Limits", "## Source")

each_exercise = pytest.mark.parametrize("exercise", COURSE.exercises, ids=lambda exercise: exercise.id)


def bank(exercise, name):
    """Give the submissions of one folder of an exercise's bank."""
    return sorted((exercise.solution_folder / name).glob("*.py"))


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
    """Give a function that grades an exercise's stub and reference once, by path."""
    kept = {}
    with start_sandbox(lambda sentence: None) as sandbox:

        def grade(exercise):
            if exercise.id not in kept:
                paths = [exercise.stub, exercise.reference]
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
def test_banks_are_broad(exercise):
    """At least four right answers, and eight wrong ones that each name the checks that catch them."""
    assert len(bank(exercise, "right")) >= 4
    assert len(bank(exercise, "wrong")) >= 8
    assert [path.name for path in bank(exercise, "wrong") if not read_claims(path.read_bytes())] == []


def test_most_wrong_answers_get_a_diagnosis():
    """At least 8 in 10 wrong answers say that they are told what kind of wrong they are, and `make verify` holds it."""
    claims = [read_claims(path.read_bytes()) for exercise in COURSE.exercises for path in bank(exercise, "wrong")]
    named = [claim for claim in claims if any(one.diagnosis for one in claim)]

    assert len(named) >= 0.8 * len(claims)


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
def test_changed_arguments_are_named_as_in_the_reference(exercise):
    """What `assert_unchanged` is given are names of parameters: students are told which argument they changed."""
    tree = ast.parse(exercise.reference.read_text(encoding="utf-8"))
    parameters = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    named = set()
    for tests in (*exercise.folder.glob("test_*.py"), *exercise.solution_folder.glob("test_*.py")):
        for node in ast.walk(ast.parse(tests.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "assert_unchanged":
                named |= {one.value for one in node.args if isinstance(one, ast.Constant)}

    assert named - parameters == set()


@each_exercise
def test_released_files_do_not_hold_the_answer(exercise):
    """Nothing that students get names the solutions, and no grader imports the student's module by name."""
    for path in exercise.folder.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "solutions" not in text
        assert f"import {exercise.id}" not in text
    assert not (exercise.folder / "__init__.py").exists()
