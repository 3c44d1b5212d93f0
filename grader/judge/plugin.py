"""The pytest plugin of one batch: every test of an exercise, once for each submission, in one session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from grader.judge import fixtures
from grader.judge.direct import is_foreign, needs_no_pytest
from grader.judge.fixtures import Fixtures, Halted
from grader.judge.found import keep
from grader.judge.given import Given
from grader.judge.loaded import Loaded
from grader.judge.marks import INFO, BadMark
from grader.judge.sheet import Sheet, in_turn
from grader.judge.surroundings import Surroundings
from grader.judge.trial import Trial
from grader.judge.turn import Turn
from grader.judge.watch import Watch
from grader.model import MARKS, OpenSession, SharedSessions

_NOWHERE = ("", None, "")  # nobody reads the place of a report, and pytest is slow to find it


class BatchPlugin(Fixtures):
    """Runs each test once a submission; hands each Trial over when its last test is done.

    Tests that need nothing of pytest are collected once and called for each submission; the others are parametrised
    over the submissions and go through pytest's own protocol.

    Exercises that are to run together do, if all their tests need nothing of pytest, and their files bring nothing
    along that another exercise's might find; what was found is then kept. Otherwise nothing is run: `apart` tells of
    which it is so.

    Args:
        sheets: the exercises, each with its submissions.
        open_session: opens each submission's session.
        on_trial: called once for every submission, in the order of their turns.
        watch: keeps the time of each test; told of those that do not end.
        shared: where the exercises are to run together, whose sessions these are; else there is one exercise.
    """

    def __init__(
        self,
        sheets: Sequence[Sheet],
        open_session: OpenSession,
        on_trial: Callable[[Trial], None],
        watch: Watch,
        shared: SharedSessions | None = None,
    ) -> None:
        self.sheets, self.open_session, self.on_trial, self.watch = sheets, open_session, on_trial, watch
        self.shared = shared
        self.failures: list[str] = []  # why the exercises' own files could not be used
        self.left = sum(len(sheet.trials) for sheet in sheets)  # how many submissions have not had all their tests
        self.apart: set[str] = set()  # exercises that want a run of their own
        self.interrupted = False  # by Ctrl-C; pytest says "interrupted" of a file that it cannot load, too
        self._files = [file for sheet in sheets for file in sheet.batch.test_files]
        self._on_the_way = {path for file in self._files for path in (file, *file.parents)}
        self._loaded = Loaded(sheets[0].exercise.root)
        self._foreign = False
        self._direct: set[str] = set()
        self._invocation: pytest.Config.InvocationParams
        self._turn: Turn  # of the submission that tests are put to at the moment

    # -- which tests, in which order

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marks known, and name the files from the course's folder.

        Pytest takes a [ in what it is given for a choice of parameters: one in the name of that folder or of one
        above it must not be read.
        """
        for mark in MARKS:
            config.addinivalue_line("markers", f"{mark}: {MARKS[mark]}")
        root = self.sheets[0].exercise.root.absolute()
        config.args = [str(file.absolute().relative_to(root)) for file in self._files]
        self._invocation = config.invocation_params
        config.invocation_params = replace(self._invocation, dir=root)

    def pytest_collectstart(self, collector: pytest.Collector) -> None:
        """The files are found: what pytest says of them names them as seen from the current folder, as ever."""
        collector.config.invocation_params = self._invocation

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
        sheet = next(sheet for sheet in self.sheets if sheet.found.owns(file))
        if self.shared is not None:
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
        if self.interrupted:
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
                sheet.found.put_in_order([item for item in items if sheet.found.owns(item.path)])
        except BadMark as error:
            self.failures.append(str(error))
            items.clear()
            return
        items[:] = [item for sheet in self.sheets for item in sheet.found.items]

    def _is_direct(self, item: pytest.Item) -> bool:
        return item.nodeid.partition("[")[0] in self._direct and isinstance(item, pytest.Function)

    # -- all submissions

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run one submission's tests after the other's, and hand each trial over after its last test."""
        if session.testsfailed:
            raise session.Interrupted("a test file cannot be loaded")
        if self.shared is not None and (self._foreign or self._loaded.has_changed(session.items)):
            self.apart |= {sheet.exercise.id for sheet in self.sheets}
        if self.apart:
            return True
        if self.shared is not None:
            keep([sheet.found for sheet in self.sheets], self._loaded.modules())
        turns = in_turn(self.sheets, lambda item, number: self._is_direct(item) or _index(item) == number, self.shared)
        # Each with the next that goes through pytest, which decides what pytest keeps set up for it.
        through = [item for _, _, items in turns for item in items if not self._is_direct(item)]
        following = dict(zip(through, [*through[1:], None], strict=False))

        def put(item: pytest.Item) -> None:
            if self._is_direct(item):
                self._turn.call(item)
                return
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following[item])
            if session.shouldstop:
                raise session.Interrupted(session.shouldstop)

        before = Surroundings.now()
        for sheet, trial, items in turns:
            self._turn = Turn(sheet, trial, self.open_session, self.watch)
            ended = self._turn.take(items, put)
            if not through:  # what fixtures of a wider scope have set has to last for everybody
                before.restore()
            if not ended:
                raise session.Interrupted(f"{self.watch.hung} did not end")
            if items:
                self.on_trial(trial)
                self.left -= 1
        return True

    # -- one test that goes through pytest

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run a test without pytest's log of it, which nobody reads."""
        runtestprotocol(item, nextitem=nextitem, log=False)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out a test that cannot say anything."""
        self._turn.refuse(item.stash[INFO])

    def begin(self, item: pytest.Item) -> Given:
        """Announce a test to the student's session."""
        return self._turn.begin(item)

    def end(self) -> None:
        """Keep what the student's code has printed."""
        self._turn.end()

    def seed_of(self, item: pytest.Item) -> int:
        """Give what course, exercise and test make of it."""
        return self._turn.sheet.seed_of(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note how the phase ended; a report of our own saves pytest's formatting of tracebacks nobody reads."""
        if call.excinfo is not None:
            error = call.excinfo.value
            self._turn.note(error.cause if isinstance(error, Halted) else error)
        if call.when == "teardown":
            self._turn.finish(item)
        outcome: Any = "failed" if call.excinfo is not None else "passed"
        when: Any = call.when
        return pytest.TestReport(item.nodeid, _NOWHERE, {}, outcome, None, when, duration=call.duration)


def _index(item: pytest.Item) -> int:
    index: int = item.callspec.params["submission_index"]  # type: ignore[attr-defined]  # parametrised by us
    return index
