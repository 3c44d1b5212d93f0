"""The pytest plugin of one batch: every test of an exercise, once for each submission, in one session."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from grader.errors import SandboxLost, StudentInvalid, StudentStopped
from grader.judge import fixtures
from grader.judge.direct import arguments, is_foreign, needs_no_pytest
from grader.judge.fixtures import Fixtures, Halted
from grader.judge.given import Given
from grader.judge.loaded import Loaded
from grader.judge.marks import INFO, BadMark, TestInfo, is_called
from grader.judge.sheet import SHEET, Sheet, in_turn
from grader.judge.trial import Trial, as_test_result
from grader.judge.verdict import HUNG, NotChecked, reach_verdict
from grader.judge.watch import Watch
from grader.model import MARKS, OpenSession, Outcome, StudentSession
from grader.numeric import recording, take_curves

_NOWHERE = ("", None, "")  # nobody reads the place of a report, and pytest is slow to find it


class BatchPlugin(Fixtures):
    """Runs each test once a submission; hands each Trial over when its last test is done.

    Tests that need nothing of pytest are collected once and called for each submission; the others are parametrised
    over the submissions and go through pytest's own protocol.

    Several exercises are put to one student after the other, if all their tests need nothing of pytest, and their files
    bring nothing along that another exercise's might find. Otherwise nothing is run: `apart` tells of which it is so.

    Args:
        sheets: the exercises, each with its submissions.
        on_trial: called once for every submission, in their order.
        watch: keeps the time of each test; told of those that do not end.
    """

    def __init__(
        self, sheets: Sequence[Sheet], open_session: OpenSession, on_trial: Callable[[Trial], None], watch: Watch
    ) -> None:
        self.sheets, self.open_session, self.on_trial, self.watch = sheets, open_session, on_trial, watch
        self.failures: list[str] = []  # why the exercises' own files could not be used
        self.left = sum(len(sheet.trials) for sheet in sheets)  # how many submissions have not had all their tests
        self.apart: set[str] = set()  # exercises that want a run of their own
        self.interrupted = False  # by Ctrl-C; pytest says "interrupted" of a file that it cannot load, too
        files = [file for sheet in sheets for file in sheet.batch.test_files]
        self._on_the_way = {path for file in files for path in (file, *file.parents)}
        self._loaded_before = Loaded(sheets[0].exercise.root)
        self._foreign = False
        self._direct: set[str] = set()
        self._trial = sheets[0].trials[0]
        self._session: StudentSession | None = None
        self._no_session: BaseException | None = None
        self._last_of_trial = False
        self._disturbed = False
        self._error: BaseException | None = None
        self._output = ""

    # -- which tests, in which order

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marks known."""
        for mark in MARKS:
            config.addinivalue_line("markers", f"{mark}: {MARKS[mark]}")

    def pytest_plugin_registered(self, plugin: object) -> None:
        """Note whether the author has a plugin, which may have a say in every test."""
        self._foreign = self._foreign or is_foreign(plugin)

    @pytest.hookimpl(tryfirst=True)
    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Leave out what is beside the way to the test files: pytest would look at every exercise of the course."""
        return None if collection_path in self._on_the_way else True

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Give a test that goes through pytest a parameter that stands for the submission."""
        if not self._foreign and needs_no_pytest(metafunc, fixtures.__name__):
            self._direct.add(metafunc.definition.nodeid)
            return
        file = metafunc.definition.path
        sheet = next(sheet for sheet in self.sheets if sheet.owns(file))
        if len(self.sheets) > 1:
            self.apart.add(sheet.exercise.id)
        count = len(sheet.trials)
        metafunc.parametrize("submission_index", range(count), ids=[f"@{n}@" for n in range(count)], indirect=True)

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
        """Give each exercise its tests, and put them in their order."""
        try:
            for item in items:
                if not self._is_direct(item) and not hasattr(item, "callspec"):
                    raise BadMark(
                        f"{item.nodeid}: a unittest.TestCase takes no fixtures; write a plain class or function"
                    )
            for sheet in self.sheets:
                sheet.put_in_order([item for item in items if sheet.owns(item.path)])
        except BadMark as error:
            self.failures.append(str(error))
            items.clear()
            return
        items[:] = [item for sheet in self.sheets for item in sheet.items]

    def _is_direct(self, item: pytest.Item) -> bool:
        return item.nodeid.partition("[")[0] in self._direct and isinstance(item, pytest.Function)

    # -- all submissions

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run one submission's tests after the other's, and hand each trial over after its last test."""
        if session.testsfailed:
            raise session.Interrupted("a test file cannot be loaded")
        if len(self.sheets) > 1 and (self._foreign or self._loaded_before.has_changed(session.items)):
            self.apart |= {sheet.exercise.id for sheet in self.sheets}
        if self.apart:
            return True
        turns = in_turn(self.sheets, lambda item, number: self._is_direct(item) or _index(item) == number)
        # Each with the next that goes through pytest, which decides what pytest keeps set up for it.
        through = [item for _, items in turns for item in items if not self._is_direct(item)]
        following = dict(zip(through, [*through[1:], None], strict=False))
        for trial, items in turns:
            self._put(trial, items, following)
            if self._disturbed:  # which only happens where exercises run together, and nothing goes through pytest
                trial.begin_again()
                self._put(trial, items, following)
            if items:
                self.on_trial(trial)
                self.left -= 1
        return True

    def _put(self, trial: Trial, items: list[pytest.Item], following: dict[pytest.Item, pytest.Item | None]) -> None:
        """Put the tests to one submission."""
        with self._session_of(trial):
            for item in items:
                self._last_of_trial = item is items[-1]
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following.get(item))
                if item.session.shouldstop:
                    raise item.session.Interrupted(item.session.shouldstop)
                if self._session is not None and self._session.disturbed:
                    break

    @contextlib.contextmanager
    def _session_of(self, trial: Trial) -> Iterator[None]:
        """Open a student's process for the tests of one submission; it ends with the last, or with an interruption."""
        self._trial, self._session, self._no_session, self._disturbed = trial, None, None, False
        exercise = trial.batch.exercise
        self.watch.turn_to(exercise)
        try:
            self._session = self.open_session(trial.submission, exercise.limits)
        except (StudentStopped, SandboxLost) as error:
            self._no_session = error
        try:
            yield
        finally:
            self._close_session()

    def _close_session(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            self._disturbed = session.disturbed
            session.close()

    # -- one test

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test without pytest's log of it, which nobody reads."""
        if self._is_direct(item):
            assert isinstance(item, pytest.Function)
            self._call(item)
        else:
            runtestprotocol(item, nextitem=nextitem, log=False)
        return True

    def _call(self, item: pytest.Function) -> None:
        """Call a test that needs nothing of pytest; what it raises is kept for the verdict, as pytest would."""
        try:
            self.watch.refuse_endless(item)
            self._refuse(item.stash[INFO])
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
        self._finish(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out a test that cannot say anything."""
        self._refuse(item.stash[INFO])

    def _refuse(self, info: TestInfo) -> None:
        """Raise NotChecked when the file is invalid, or a test that is needed did not pass."""
        trial = self._trial
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
        session, sheet, trial = self._session, item.stash[SHEET], self._trial
        seed = sheet.seed_of(item)
        assert session is not None
        session.start_test(seed)
        recording.start_test()
        return Given(session, seed, sheet.reference, lambda: sheet.variant(trial))

    def seed_of(self, item: pytest.Item) -> int:
        """Give what course, exercise and test make of it."""
        return item.stash[SHEET].seed_of(item)

    def end(self) -> None:
        """Keep what the student's code has printed; what is wrong with the process then belongs to this test."""
        if self._session is not None:
            with self._kept():
                self._output = self._session.take_output()

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep what ends a clean-up for the verdict: pytest would leave its stack of fixtures standing over it."""
        try:
            yield
        except (StudentStopped, SandboxLost) as error:
            self._error = self._error or error

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note how the phase ended; a report of our own saves pytest's formatting of tracebacks nobody reads."""
        if call.excinfo is not None and self._error is None:
            error = call.excinfo.value
            self._error = error.cause if isinstance(error, Halted) else error
        if call.when == "teardown":
            self._finish(item)
        outcome: Any = "failed" if call.excinfo is not None else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, _NOWHERE, {}, outcome, None, when, duration=call.duration)

    def _finish(self, item: pytest.Item) -> None:
        if self._last_of_trial:  # before the verdict: what goes wrong here belongs to it
            with self._kept():
                self._close_session()
        trial, info = self._trial, item.stash[INFO]
        error, self._error = self._error, None
        output, self._output = self._output, ""
        verdict = reach_verdict(error, hidden=info.hidden, test_file=item.path)
        if isinstance(error, StudentInvalid):
            trial.invalid = error.sentence
        if verdict.diagnosis == HUNG:
            self.watch.note_hung(item)
        if verdict.suspect:
            trial.suspects[info.id] = verdict
        noted = sys.modules.get("grader.symbolic.readings")  # only where a grader asked for formulas
        trial.tests.append(as_test_result(info, verdict, output, noted.take() if noted else (), take_curves()))


def _index(item: pytest.Item) -> int:
    index: int = item.callspec.params["submission_index"]  # type: ignore[attr-defined]  # parametrised by us
    return index
