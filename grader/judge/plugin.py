"""The pytest plugin of one batch: every test of an exercise, once for each submission, in one session."""

from __future__ import annotations

import ast
import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from grader.course import Exercise
from grader.errors import SandboxLost, StudentInvalid, StudentStopped
from grader.judge.marks import BadMark, TestInfo, in_order_of_need, is_called, read_test
from grader.judge.modules import load_module
from grader.judge.seeds import derive_seed
from grader.judge.verdict import HUNG, NotChecked, Verdict, reach_verdict
from grader.judge.watch import INFO
from grader.model import MARKS, OpenSession, Outcome, Reading, StudentSession, Submission, TestResult
from grader.numeric import recorded_reference, recording
from grader.variant import Variant, draw_variant

_NOWHERE = ("", None, "")  # nobody reads the place of a report, and pytest is slow to find it


class _Halted(Exception):
    """Carries what is no Exception out of a fixture; pytest's fixtures keep their order over Exceptions only."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.cause = cause


@contextlib.contextmanager
def _halting() -> Iterator[None]:
    try:
        yield
    except (StudentStopped, SandboxLost) as error:
        raise _Halted(error) from error


@dataclass(slots=True)
class Trial:
    """What is known of one submission while its tests run."""

    submission: Submission
    tests: list[TestResult] = field(default_factory=list)
    suspects: dict[str, Verdict] = field(default_factory=dict)
    invalid: str = ""


class BatchPlugin:
    """Runs each test once a submission; hands each Trial over when its last test is done.

    Args:
        names: what the seeds depend on: course id, exercise slug.
        on_trial: called once for every submission, in their order.
        stop_early: leave out the rest of a submission's tests once one that is worth points did not pass.
        numbers_of: whose numbers are asked for; by default each submission's own student's.
        on_hung: called with a test that did not end, before the next one begins.
    """

    def __init__(
        self,
        exercise: Exercise,
        names: tuple[str, str],
        submissions: Sequence[Submission],
        open_session: OpenSession,
        on_trial: Callable[[Trial], None],
        stop_early: bool = False,
        numbers_of: str | None = None,
        on_hung: Callable[[pytest.Item], None] = lambda _item: None,
    ) -> None:
        self.numbers_of, self.on_hung = numbers_of, on_hung
        self.exercise, self.names, self.open_session, self.on_trial = exercise, names, open_session, on_trial
        self.trials = [Trial(submission) for submission in submissions]
        self.stop_early = stop_early
        self.failures: list[str] = []  # why the exercise's own files could not be used
        self.ended = 0
        self.interrupted = False  # by Ctrl-C; pytest says "interrupted" of a file that it cannot load, too
        self._error: BaseException | None = None
        self._output = ""
        self._reference: Any = None

    # -- which tests, in which order

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marks known."""
        for mark in MARKS:
            config.addinivalue_line("markers", f"{mark}: {MARKS[mark]}")

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give every test a parameter that stands for the submission."""
        ids = [f"@{index}@" for index in range(len(self.trials))]
        metafunc.parametrize("submission_session", range(len(self.trials)), ids=ids, indirect=True, scope="session")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep why a test file could not be loaded."""
        if report.failed:
            self.failures.append(report.longreprtext)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep what broke pytest itself, a conftest.py of the exercise for instance."""
        self.failures.append(excinfo.exconly(tryshort=True))

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note Ctrl-C, which pytest swallows; it would format all of the traceback, for nobody, in half a second."""
        self.interrupted = excinfo.type is KeyboardInterrupt
        excinfo.traceback = type(excinfo.traceback)(excinfo.traceback[-1:])

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put one submission's tests together, each after those it needs; visible tests first."""
        try:
            infos: dict[str, TestInfo] = {}
            for item in items:
                if not hasattr(item, "callspec"):
                    raise BadMark(
                        f"{item.nodeid}: a unittest.TestCase takes no fixtures; write a plain class or function"
                    )
                info = read_test(item, self.exercise.hidden_tests)
                item.stash[INFO] = infos.setdefault(info.id, info)
            ordered = in_order_of_need(list(infos.values()))
        except BadMark as error:
            self.failures.append(str(error))
            items.clear()
            return
        rank = {info.id: place for place, info in enumerate(ordered)}
        items.sort(key=lambda item: (_index(item), rank[item.stash[INFO].id]))

    # -- one test

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out a test that cannot say anything: the file is invalid, or a test it needs did not pass."""
        trial, info = self.trials[_index(item)], item.stash[INFO]
        if trial.invalid:
            raise NotChecked(trial.invalid)
        if self.stop_early and any(done.max_points and done.outcome is not Outcome.PASSED for done in trial.tests):
            raise NotChecked("not checked: points are lost already")
        for done in trial.tests:  # those it needs came before: in_order_of_need
            if done.outcome is not Outcome.PASSED and any(is_called(name, done.id) for name in info.needs):
                raise NotChecked(f"not checked until this passes: {done.title}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note how the phase ended; a report of our own saves pytest's formatting of tracebacks nobody reads."""
        if call.excinfo is not None and self._error is None:
            error = call.excinfo.value
            self._error = error.cause if isinstance(error, _Halted) else error
        if call.when == "teardown":
            self._finish(item)
        outcome: Any = "failed" if call.excinfo is not None else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, _NOWHERE, {}, outcome, None, when, duration=call.duration)

    def _finish(self, item: pytest.Item) -> None:
        trial, info = self.trials[_index(item)], item.stash[INFO]
        error, self._error = self._error, None
        output, self._output = self._output, ""
        verdict = reach_verdict(error, hidden=info.hidden, test_file=item.path)
        if isinstance(error, StudentInvalid):
            trial.invalid = error.sentence
        if verdict.diagnosis == HUNG:
            self.on_hung(item)
        if verdict.suspect:
            trial.suspects[info.id] = verdict
        noted = sys.modules.get("grader.symbolic.readings")  # only where a grader asked for formulas
        trial.tests.append(as_test_result(info, verdict, output, noted.take() if noted else ()))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test without pytest's log of it, which nobody reads; hand a trial over after its last test."""
        runtestprotocol(item, nextitem=nextitem, log=False)
        if nextitem is None or _index(nextitem) != _index(item):
            self.on_trial(self.trials[_index(item)])
            self.ended += 1
        return True

    # -- fixtures

    @pytest.fixture(scope="session", autouse=True)
    def submission_session(self, request: pytest.FixtureRequest) -> Iterator[StudentSession]:
        """The student's module in its own process, for all tests of one submission."""
        with _halting():
            session = self.open_session(self.trials[request.param].submission, self.exercise.limits)
        yield session
        with self._kept():
            session.close()

    @pytest.fixture
    def test_seed(self, request: pytest.FixtureRequest) -> int:
        """The seed of this test: the same for every student."""
        return derive_seed(*self.names, request.node.stash[INFO].id)

    @pytest.fixture(autouse=True)
    def _live_session(self, submission_session: StudentSession, test_seed: int) -> Iterator[StudentSession]:
        with _halting():
            submission_session.start_test(test_seed)
        recording.start_test()
        yield submission_session
        with self._kept():
            self._output = submission_session.take_output()

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep what ends a clean-up for the verdict: pytest would leave its stack of fixtures standing over it."""
        try:
            yield
        except (StudentStopped, SandboxLost) as error:
            self._error = self._error or error

    @pytest.fixture
    def student(self, _live_session: StudentSession) -> Any:
        """The proxy of the student's module."""
        with _halting():
            return _live_session.module

    @pytest.fixture
    def student_warnings(self, _live_session: StudentSession) -> Callable[[], list[tuple[str, str]]]:
        """A function that gives the (category, text) of each warning so far in this test."""
        return _live_session.warnings

    @pytest.fixture
    def source(self, _live_session: StudentSession) -> ast.Module:
        """The student's file as a syntax tree."""
        with _halting():
            return _live_session.syntax_tree()

    @pytest.fixture
    def variant(self, request: pytest.FixtureRequest) -> Variant:
        """The numbers of the student who handed the submission in, whatever the file says."""
        student = self.trials[_index(request.node)].submission.student
        return draw_variant(self.names[0], self.exercise, self.numbers_of if self.numbers_of is not None else student)

    @pytest.fixture
    def reference(self) -> Any:
        """The reference module."""
        if self._reference is None:
            module: ModuleType = load_module(self.exercise.reference, self.exercise.id)
            self._reference = recorded_reference(module)
        return self._reference


def as_test_result(info: TestInfo, verdict: Verdict, output: str, readings: tuple[Reading, ...] = ()) -> TestResult:
    """Join what the author wrote of a test and what became of it."""
    passed = verdict.outcome is Outcome.PASSED
    skipped = verdict.message.startswith("skipped: ")
    return TestResult(
        id=info.id,
        title=info.title,
        hidden=info.hidden,
        outcome=verdict.outcome,
        points=info.points if passed else Fraction(0),
        # A test that its author skips asks nothing of anybody.
        max_points=Fraction(0) if skipped else info.points,
        message=_read_as(readings) if passed else verdict.message,
        detail=verdict.detail,
        hint="" if passed else info.hint,
        diagnosis=verdict.diagnosis,
        output=output,
        readings=readings,
    )


def _read_as(readings: tuple[Reading, ...]) -> str:
    """Give how formulas were understood; a message of a test that did not pass says it in its own words."""
    return "Read as " + "; ".join(reading.text for reading in readings) if readings else ""


def _index(item: pytest.Item) -> int:
    index: int = item.callspec.params["submission_session"]  # type: ignore[attr-defined]  # parametrised by us
    return index
