"""A submission takes its turn: it gets a session, its tests are put to it, and each ending becomes a verdict."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

import pytest
from _pytest import assertion

from grader.errors import SandboxLost, StudentInvalid, StudentStopped
from grader.judge.direct import arguments
from grader.judge.given import Given
from grader.judge.marks import INFO, TestInfo, is_called
from grader.judge.sheet import Sheet
from grader.judge.trial import Trial, as_test_result
from grader.judge.verdict import HUNG, NotChecked, reach_verdict
from grader.judge.watch import Watch
from grader.model import OpenSession, Outcome, StudentSession
from grader.numeric import recording, take_curves

# How pytest puts a failed `assert` into words; it does so around its own protocol, which a direct call goes without.
_explained = contextlib.contextmanager(assertion.pytest_runtest_protocol)


class Turn:
    """One submission while the tests of its sheet are put to it.

    Args:
        watch: keeps the time of each test; told of those that do not end.
    """

    def __init__(self, sheet: Sheet, trial: Trial, open_session: OpenSession, watch: Watch) -> None:
        self.sheet, self.trial, self.watch = sheet, trial, watch
        self._open_session = open_session
        self._session: StudentSession | None = None
        self._no_session: BaseException | None = None
        self._last_of_trial = False
        self._disturbed = False
        self._error: BaseException | None = None
        self._output = ""

    def take(self, items: Sequence[pytest.Item], put: Callable[[pytest.Item], None]) -> bool:
        """Put the tests to the submission; tells whether it came to an end, and no test hung.

        Args:
            put: runs one test; `call`, or something that goes through pytest.
        """
        self._put_all(items, put)
        if self._disturbed:  # which only happens where exercises run together, and nothing goes through pytest
            self.trial.begin_again()
            self._put_all(items, put)
        return not self.watch.hung

    def _put_all(self, items: Sequence[pytest.Item], put: Callable[[pytest.Item], None]) -> None:
        with self._open():
            for item in items:
                self._last_of_trial = item is items[-1]
                put(item)
                if self.watch.hung or (self._session is not None and self._session.disturbed):
                    break

    @contextlib.contextmanager
    def _open(self) -> Iterator[None]:
        """Open the student's process; it ends with the last test, or with an interruption."""
        self._session, self._no_session, self._disturbed = None, None, False
        exercise = self.sheet.exercise
        self.watch.turn_to(exercise)
        try:
            self._session = self._open_session(self.trial.submission, exercise.limits)
        except (StudentStopped, SandboxLost) as error:
            self._no_session = error
        try:
            yield
        finally:
            self._close()

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            self._disturbed = session.disturbed
            session.close()

    # -- one test

    def call(self, item: pytest.Item) -> None:
        """Call a test that needs nothing of pytest; what it raises is kept for the verdict, as pytest would."""
        assert isinstance(item, pytest.Function)
        with self.watch.clock.timed(), _explained(item):
            try:
                self.watch.refuse_endless(item)
                self.refuse(item.stash[INFO])
                given = self.begin(item)
                names, values = arguments(item)
                values |= {name: given.value(name) for name in names}
                with self.watch.body():
                    item.obj(**values)
            except (KeyboardInterrupt, pytest.exit.Exception):
                raise
            except BaseException as error:
                self._error = error
            self.end()
            self.finish(item)

    def refuse(self, info: TestInfo) -> None:
        """Raise NotChecked when the file is invalid, or a test that is needed did not pass."""
        trial = self.trial
        if trial.invalid:
            raise NotChecked(trial.invalid)
        if trial.batch.stop_early and any(
            done.max_points and done.outcome is not Outcome.PASSED for done in trial.tests
        ):
            raise NotChecked("not checked: points are lost already")
        for done in trial.tests:  # those it needs came before: in_order_of_need
            if done.outcome is not Outcome.PASSED and any(is_called(name, done.id) for name in info.needs):
                raise NotChecked(f"not checked until this passes: {done.title}")

    def begin(self, item: pytest.Item) -> Given:
        """Announce a test to the student's session."""
        if self._no_session is not None:
            raise self._no_session.with_traceback(None)
        session, sheet, trial = self._session, self.sheet, self.trial
        seed = sheet.seed_of(item)
        assert session is not None
        session.start_test(seed)
        recording.start_test()
        return Given(session, seed, sheet.found.reference, lambda: sheet.variant(trial))

    def end(self) -> None:
        """Keep what the student's code has printed; what is wrong with the process then belongs to this test."""
        if self._session is not None:
            with self._kept():
                self._output = self._session.take_output()

    def note(self, error: BaseException) -> None:
        """Keep what a phase of the test has raised; the first counts."""
        if self._error is None:
            self._error = error

    def finish(self, item: pytest.Item) -> None:
        """Reach the verdict on a test that has ended."""
        if self._last_of_trial:  # before the verdict: what goes wrong here belongs to it
            with self._kept():
                self._close()
        trial, info = self.trial, item.stash[INFO]
        error, self._error = self._error, None
        output, self._output = self._output, ""
        verdict = reach_verdict(error, hidden=info.hidden, test_file=item.path)
        if isinstance(error, StudentInvalid):
            trial.invalid = error.sentence
        if verdict.diagnosis == HUNG:
            self.watch.note_hung(item)
        if verdict.suspect:
            trial.suspects[info.key] = verdict
        noted = sys.modules.get("grader.symbolic.readings")  # only where a grader asked for formulas
        trial.tests.append(as_test_result(info, verdict, output, noted.take() if noted else (), take_curves()))

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep what ends a clean-up for the verdict: pytest would leave its stack of fixtures standing over it."""
        try:
            yield
        except (StudentStopped, SandboxLost) as error:
            self.note(error)
