"""A Dask cluster in the place of this machine's worker processes.

    this process --scheduler--> Dask worker --exec--> server --fork--> worker        (the last two as in workers.py)

A Dask worker only passes work on to a process of its own, in which everything is as on one machine: one thread, the
sandbox, signals that end a test which hangs, and a death that costs nobody else.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any, ParamSpec, TypeVar

from grader.errors import UsageError

_CONNECT_SECONDS = 10
_P = ParamSpec("_P")
_T = TypeVar("_T")
_threads, _starting = threading.local(), threading.Lock()


class Cluster(Executor):
    """Gives work to the workers behind a scheduler; a batch whose worker died ends as with any broken executor.

    Args:
        address: the scheduler's, such as tcp://host:8786.
        start_local: started by each of the cluster's workers, with 1: what does the work there.

    Raises:
        UsageError: Dask is not installed, or nobody answers at that address.
    """

    def __init__(self, address: str, start_local: Callable[[int], Executor]) -> None:
        try:
            import distributed  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise UsageError("--cluster needs Dask: pip install 'grader[cluster]'") from error
        self._start_local = start_local
        for name in list(logging.root.manager.loggerDict):
            if name.partition(".")[0] == "distributed":
                # It prints a traceback when the scheduler goes; what that means is said in a sentence, here or later.
                logging.getLogger(name).setLevel(logging.CRITICAL)
        client: Any = distributed.Client  # without types
        try:
            self._client: Any = client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            reason = str(error).partition("\n")[0]
            raise UsageError(f"no Dask scheduler answers at {address}: {reason}") from error

    @property
    def places(self) -> int:
        """How many batches the cluster works on at once; 0 as long as it has no workers."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand work over."""
        future: Future[_T] = Future()
        future.set_running_or_notify_cancel()
        # Never the same result twice, and no second try: the dispatcher finds out by itself who killed a worker.
        asked = self._client.submit(_pass_on, self._start_local, fn, args, kwargs, pure=False, retries=0)
        asked.add_done_callback(lambda answered: _settle(future, answered))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what is under way there is of no use to anybody then, and is dropped."""
        self._client.close()


def _settle(future: Future[Any], answered: Any) -> None:
    """Hand over what came of it; work that was lost with its worker broke the executor, as far as one can tell."""
    from distributed import CancelledError, KilledWorker  # noqa: PLC0415 - as above

    try:
        if answered.status == "finished":
            future.set_result(answered.result())
            return
        error = answered.exception() if answered.status == "error" else CancelledError(answered.key)
    except Exception as lost:  # the connection went while the answer was fetched
        error = BrokenExecutor(f"the cluster does not answer: {lost}")
    if isinstance(error, (KilledWorker, CancelledError)):
        error = BrokenExecutor(f"the cluster's worker died: {error}")
    future.set_exception(error)


def _pass_on(
    start_local: Callable[[int], Executor], fn: Callable[..., _T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> _T:
    """Do the work, on the cluster, in a process that belongs to this thread of the Dask worker."""
    if getattr(_threads, "executor", None) is None:
        # Dask's nanny starts its workers as what may have no processes of its own; ours end when theirs does.
        multiprocessing.current_process().daemon = False
        with _starting:
            _threads.executor = start_local(1)
    try:
        result: _T = _threads.executor.submit(fn, *args, **kwargs).result()
    except BrokenExecutor:
        _threads.executor = None
        raise
    return result
