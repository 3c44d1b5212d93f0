"""A session without a sandbox, and exercises made for one test."""

import ast
import hashlib
import textwrap
from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType

import pytest

from grader.course import Exercise
from grader.errors import StudentInvalid, StudentRaised
from grader.judge import Batch, judge_batch
from grader.model import Limits, Submission


class InProcessSession:
    """Runs the student's text right here: the judge is tested without the sandbox."""

    disturbed = False

    def __init__(self, submission, limits):
        self.text = submission.content.decode()
        self.seeds = []

    def start_test(self, seed):
        self.seeds.append(seed)

    @property
    def module(self):
        module = ModuleType("student")
        try:
            exec(compile(self.text, "student.py", "exec"), module.__dict__)
        except SyntaxError as error:
            raise StudentInvalid(f"line {error.lineno}: {error.msg}") from None
        except Exception as error:
            raised = type("Raised", (StudentRaised, type(error)), {})(str(error), "line 1")
            raised.type_name = type(error).__name__
            raise raised from None
        return module

    def syntax_tree(self):
        return ast.parse(self.text)

    def warnings(self):
        return []

    def take_output(self):
        return ""

    def close(self):
        pass


@pytest.fixture
def make_exercise(tmp_path):
    """Give a function that writes an exercise's files and gives the exercise."""

    def make(hidden="", visible="", reference="def f(x):\n    return x\n", points="10", slug="double_it"):
        exercise = Exercise(slug, "Title", "code", Decimal(points), Limits(), tmp_path, "entry")
        for path, text in (
            (exercise.visible_tests, visible or "def test_visible(student):\n    pass\n"),
            (exercise.hidden_tests, hidden or "def test_hidden(student):\n    pass\n"),
            (exercise.reference, reference),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        return exercise

    return make


def submission_of(text, student="ada", slug="double_it", unreadable=""):
    """Give a submission of that text."""
    content = textwrap.dedent(text).encode()
    return Submission(
        student=student,
        exercise=slug,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
        unreadable=unreadable,
    )


class SharedSessions:
    """What opens the sessions of exercises that run together; see grader.model.SharedSessions.

    Args:
        open_session: opens one.
        first: the slugs of exercises whose files come before their student's others.
    """

    def __init__(self, open_session=InProcessSession, first=()):
        self.open, self._first = open_session, first

    def comes_first(self, submission):
        """Tell whether it is one of those."""
        return submission.exercise in self._first


@pytest.fixture
def make_submission():
    """Give the function that makes a submission of a text."""
    return submission_of


@pytest.fixture
def judge():
    """Give a function that judges texts (or submissions) and gives the results in the order of submission."""

    def run(exercise, *texts, hidden=True, student="student", numbers_of=None):
        submissions = tuple(
            submission_of(text, f"{student}{number or ''}") if isinstance(text, str) else text
            for number, text in enumerate(texts)
        )
        results = []
        judge_batch(
            Batch("course", exercise, submissions, hidden, numbers_of=numbers_of), InProcessSession, results.append
        )
        order = {submission.student: place for place, submission in enumerate(submissions)}
        return sorted(results, key=lambda result: order[result.student])

    run.session_class, run.shared = InProcessSession, SharedSessions
    return run


@pytest.fixture
def handed_in(make_submission):
    """Give a function that makes a batch of texts, by student."""

    def batch(exercise, texts):
        submissions = tuple(make_submission(text, student, exercise.id) for student, text in texts.items())
        return Batch("course", exercise, submissions)

    return batch
