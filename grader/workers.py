"""Worker processes of this machine: started with Ctrl-C held back, ended when their parent ends."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def local_pool(jobs: int) -> Executor:
    """Start worker processes of this machine that end when this process does."""
    # Spawned, not forked: a worker must not inherit an open gradebook.
    context = multiprocessing.get_context("spawn")
    return _Pool(max_workers=max(1, jobs), mp_context=context, initializer=_begin_worker)


class _Pool(ProcessPoolExecutor):
    """Starts workers that Ctrl-C does not reach from their first moment on, when they could only print a traceback."""

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand work over; a worker that is started for it inherits that the signal waits. Here it waits till after."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    from grader.execute.confine import die_with_parent  # noqa: PLC0415 - exists on Linux, as workers do

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # what waited is dropped, and what is started is free
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        die_with_parent(parent.pid)
