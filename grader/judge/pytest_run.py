"""One run over the tests of one exercise, or of several: pytest finds them, and is paid for once."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.judge.batch import Batch
from grader.judge.found import kept
from grader.judge.loaded import Loaded
from grader.judge.plugin import BatchPlugin
from grader.judge.quiet import quiet
from grader.judge.sheet import Sheet, in_turn
from grader.judge.surroundings import restored
from grader.judge.trial import Trial
from grader.judge.turn import Turn
from grader.judge.watch import Watch
from grader.model import OpenSession, SharedSessions

# What a batch does without: nobody reads pytest's report, and the sandbox captures what a student prints.
_LEFT_OUT = (
    "cacheprovider", "doctest", "faulthandler", "grader", "junitxml", "logging", "pastebin", "setuponly", "setupplan",
    "stepwise", "unraisableexception", "threadexception", "warnings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """How a run went.

    Attributes:
        problem: why the tests could not be run at all; empty when they were.
        apart: the exercises that want a run of their own, and because of which nothing was run.
    """

    problem: str = ""
    apart: frozenset[str] = frozenset()


def run_alone(batch: Batch, open_session: OpenSession, on_trial: Callable[[Trial], None], watch: Watch) -> Run:
    """Run the tests of one exercise on its submissions.

    It ends early when a test hangs and nobody knows yet whose fault it is; `watch.hung` is that test.
    """
    return _run_pytest([batch], open_session, on_trial, watch)


def run_together(
    batches: Sequence[Batch], shared: SharedSessions, on_trial: Callable[[Trial], None], watch: Watch
) -> Run:
    """Run the tests of several exercises on one student after the other, where that is the same as one by one.

    It ends early as `run_alone` does. From the second time on it goes without pytest: the tests are known.
    """
    found = kept(batch.exercise for batch in batches)
    if not found:
        return _run_pytest(batches, shared.open, on_trial, watch, shared)
    sheets = [Sheet(batch, tests) for batch, tests in zip(batches, found, strict=True)]
    hand_over = _aloud(on_trial)
    with quiet(io.StringIO()), restored() as before, _modules_of(batches[0].exercise.root), watch.clock.running():
        for tests in found:
            sys.modules.update(tests.modules)  # where dataclasses and pickle look for them
        try:
            for sheet, trial, items in in_turn(sheets, shared=shared):
                turn = Turn(sheet, trial, shared.open, watch)
                ended = turn.take(items, turn.call)
                before.restore()
                if not ended:
                    break
                if items:
                    hand_over(trial)
        except pytest.exit.Exception as error:
            return Run(f"the graders of {_names(batches)} did not run: {error}")
    return Run()


def _run_pytest(
    batches: Sequence[Batch],
    open_session: OpenSession,
    on_trial: Callable[[Trial], None],
    watch: Watch,
    shared: SharedSessions | None = None,
) -> Run:
    missing = [problem for batch in batches for problem in batch.exercise.missing_files(hidden=batch.hidden)]
    if missing:
        return Run("; ".join(str(problem) for problem in missing))
    sheets = [Sheet(batch) for batch in batches]
    plugin = BatchPlugin(sheets, open_session, _aloud(on_trial), watch, shared)
    root = batches[0].exercise.root
    files = [str(file) for batch in batches for file in batch.test_files]
    printed = io.StringIO()
    with quiet(printed), restored(), _modules_of(root), watch.clock.running():
        pytest.main([*_options(root), *files], plugins=[plugin, watch])
    if plugin.interrupted:
        raise KeyboardInterrupt
    if plugin.failures:
        return Run(f"the graders of {_names(batches)} cannot be loaded: " + "\n".join(plugin.failures))
    if plugin.apart:
        return Run(apart=frozenset(plugin.apart))
    if plugin.left and not watch.hung:
        return Run(f"the graders of {_names(batches)} did not run: {printed.getvalue()[-2000:]}")
    return Run()


def _names(batches: Sequence[Batch]) -> str:
    return ", ".join(batch.exercise.id for batch in batches)


def _options(root: Path) -> list[str]:
    return [
        "--import-mode=importlib", "--rootdir", str(root), f"--confcutdir={root}", "-c", os.devnull,
        "-qq", "--no-header", "--no-summary", "--capture=no", "--color=no", "--assert=rewrite", "-o", "addopts=",
        *(option for name in _LEFT_OUT for option in ("-p", f"no:{name}")),
    ]  # fmt: skip


def _aloud(on_trial: Callable[[Trial], None]) -> Callable[[Trial], None]:
    """Let what is called print where it always does, whatever is quiet around it."""
    stdout, stderr = sys.stdout, sys.stderr

    def call(trial: Trial) -> None:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            on_trial(trial)

    return call


@contextlib.contextmanager
def _modules_of(root: Path) -> Iterator[None]:
    """Forget the test modules afterwards: the next course's may have the same names."""
    loaded = Loaded(root)
    try:
        yield
    finally:
        for name in list(loaded.since()):
            del sys.modules[name]
