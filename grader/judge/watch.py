"""A limit on the graders themselves: a hidden test that never ends costs its own verdict, and not the class's.

A student's call has its own deadline in the sandbox. This one is for what runs on our side of it: a loop of the
author's, a reference that waits, or a loop that never ends because of what a student's answers say.

A thread looks at the clocks and interrupts the main thread by a signal. What does not hear the signal, since it is
deep in a numeric library, is ended with its worker; the dispatcher then finds out which submission it was.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Collection, Generator, Iterator, Sequence
from types import FrameType

import pytest

from grader.course import Exercise
from grader.judge.marks import INFO
from grader.model import Limits

# How many student's calls at their limit one test may wait for, and how much it may compute by itself.
CALLS_AT_THE_LIMIT = 20
OWN_CPU = 12
_LOOK_SECONDS = 0.2
_DEAF_SECONDS = 30.0
_DEAF_EXIT = 70
_ENDLESS: dict[str, set[str]] = {}  # by version of the exercise


class GraderHung(BaseException):
    """The grader's own code did not come to an end; no Exception, so that `pytest.raises(Exception)` lets it pass."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the check itself did not end within {seconds:g} s")


class GraderHungInFixture(Exception):
    """The same outside of the test's body; pytest's fixtures keep their order over Exceptions only."""


class Clock:
    """Interrupts the main thread when what it does takes too long; used in a `with` statement, in that thread.

    Elsewhere, and where the system has no such signals, it does nothing.
    """

    def __init__(self) -> None:
        self.wall_seconds = self.cpu_seconds = 0.0
        self.in_body = False
        self._started: tuple[float, float] | None = None
        self._fired = 0.0
        self._ended = threading.Event()

    def allow(self, limits: Limits) -> None:
        """Let what runs from here on take multiples of these."""
        self.wall_seconds = CALLS_AT_THE_LIMIT * limits.wall_seconds
        self.cpu_seconds = OWN_CPU * limits.cpu_seconds

    @contextlib.contextmanager
    def running(self) -> Iterator[Clock]:
        """Look at the clocks as long as this lasts."""
        can = hasattr(signal, "pthread_kill") and threading.current_thread() is threading.main_thread()
        if not can:
            yield self
            return
        before = signal.signal(signal.SIGUSR2, self._interrupt)
        thread = threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True, name="grader-watch")
        thread.start()
        try:
            yield self
        finally:
            self._started = None
            self._ended.set()
            thread.join()
            signal.signal(signal.SIGUSR2, before)

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Count from here on, and stop counting afterwards."""
        self._fired = 0.0
        self._started = (time.monotonic(), time.process_time())
        try:
            yield
        finally:
            self._started = None

    def _look(self, main_thread: int) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            started, now = self._started, time.monotonic()
            if started is None:
                continue
            if self._fired:
                if now - self._fired > _DEAF_SECONDS and multiprocessing.parent_process() is not None:
                    os._exit(_DEAF_EXIT)
            elif now - started[0] > self.wall_seconds or time.process_time() - started[1] > self.cpu_seconds:
                self._fired = now
                signal.pthread_kill(main_thread, signal.SIGUSR2)

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._started is None:
            return
        seconds = round(time.monotonic() - self._started[0], 1)
        self._started = None
        error = GraderHung(seconds)
        raise error if self.in_body else GraderHungInFixture(str(error))


class Watch:
    """The pytest plugin that lays a clock on the loading of the test files and on every test.

    Args:
        exercises: whose tests will run; the clock's limits are multiples of theirs.
        harmless: tests that are known to end on the reference; the run goes on when one hangs.
        stops: end the run after the first test that hangs and nobody knows of; `hung` then names it.
    """

    def __init__(self, exercises: Sequence[Exercise], harmless: Collection[str] = (), *, stops: bool = True) -> None:
        self.clock = Clock()
        self.harmless, self.stops = harmless, stops
        self.hung = ""
        self._endless: Collection[str] = ()
        for exercise in sorted(exercises, key=lambda exercise: exercise.limits.wall_seconds):
            self.turn_to(exercise)  # while the files are loaded: what the most patient of them allows

    def turn_to(self, exercise: Exercise) -> None:
        """Go by the limits of this exercise from here on, and by what is known of its tests."""
        self.exercise = exercise
        self.clock.allow(exercise.limits)
        self._endless = known_endless(exercise)

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Count while the files are loaded."""
        with self.clock.timed():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None, object, object]:
        """Count while a test runs, with its fixtures."""
        with self.clock.timed():
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Leave out what is known not to end."""
        self.refuse_endless(item)

    def refuse_endless(self, item: pytest.Item) -> None:
        """Raise for a test that is known not to end."""
        if test_id(item) in self._endless:
            raise GraderHungInFixture("the check itself does not end, not on the reference either")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Tell the test's body from its fixtures."""
        with self.body():
            return (yield)

    @contextlib.contextmanager
    def body(self) -> Iterator[None]:
        """Tell the clock that this is a test's body, and no fixture."""
        self.clock.in_body = True
        try:
            yield
        finally:
            self.clock.in_body = False

    def note_hung(self, item: pytest.Item) -> None:
        """Note a test that hung, after which the run stops until it is known whose fault it was."""
        name = test_id(item)
        if self.stops and name not in self._endless and name not in self.harmless:
            self.hung = name


def known_endless(exercise: Exercise) -> set[str]:
    """Give the tests that hung on the reference itself, to be added to; a worker does not begin them again."""
    return _ENDLESS.setdefault(exercise.version, set())


def test_id(item: pytest.Item) -> str:
    """Give the name by which the judge knows a test."""
    return item.stash[INFO].id
