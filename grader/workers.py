"""Worker processes of this machine: forked from a server that has imported what they need; they end with this process.

    this process --exec--> server --fork--> worker, worker, ...

The server is a fresh interpreter: a worker inherits no open gradebook.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, forkserver, reduction, resource_tracker, util
from multiprocessing.context import BaseContext
from multiprocessing.queues import SimpleQueue
from typing import Any, ParamSpec, TypeVar

if sys.platform != "win32":
    import fcntl

_P = ParamSpec("_P")
_T = TypeVar("_T")

# A worker is one of as many as there are processors: more threads of BLAS would only wait for each other, and add up
# in another order on another machine.
_ONE_THREAD = dict.fromkeys(["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"], "1")
# The folder in which somebody grades may hold a student's numpy.py, and Python would import that first.
_FOR_WORKERS = {**_ONE_THREAD, "PYTHONSAFEPATH": "1"}
_environment = threading.RLock()
_PIPE_BYTES = 1 << 20
_LENGTH = struct.Struct("!i")  # as multiprocessing.connection reads it


def start_server() -> bool:
    """Start the process that workers will be forked from, and let it import by itself; nothing if it is there.

    For who knows early that there may be work: this process goes on while the imports are made on another processor.

    Returns:
        False where there can be none: its socket's path has to be short, and TMPDIR may be long.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(["grader.worker_imports"])
    atexit.unregister(_stop_server)
    atexit.register(_stop_server)
    try:
        with _environment_of_workers():
            resource_tracker.ensure_running()  # unblocks Ctrl-C when it starts; once it runs, it leaves that alone
            with _interrupt_waits():
                forkserver.ensure_running()
    except OSError:
        return False
    return True


def _stop_server() -> None:
    """End the server when this process ends, and wait for it: nothing of ours runs on, and its time is counted."""
    server: Any = vars(forkserver)["_forkserver"]  # Python has no public way to stop it; its own tests take this one
    if server._forkserver_pid is not None and not multiprocessing.active_children():
        os.kill(server._forkserver_pid, signal.SIGKILL)  # it may be in the middle of imports that nobody needs any more
        server._stop()


def local_pool(jobs: int, prepare: Callable[[], object] | None = None) -> Executor:
    """Start worker processes of this machine that end when this process does.

    Args:
        prepare: called in each worker before its first work; what comes along with it may be a socket of this process.
    """
    # Without a server each worker imports for itself: slower, and the same.
    context = multiprocessing.get_context("forkserver" if start_server() else "spawn")
    return _Pool(max(1, jobs), context, prepare)


class _Results(SimpleQueue[Any]):
    """Carries results out of the workers, each in one write, which a kill does not divide.

    Python's own writes the length first: a worker that is killed before the rest leaves whoever reads waiting for ever.
    """

    def __init__(self, *, ctx: BaseContext) -> None:
        super().__init__(ctx=ctx)
        if sys.platform == "linux":  # there it has room for all that is said at once: a write never waits half-way
            with contextlib.suppress(OSError):  # this user's share of large pipes is used up: as on other systems
                fcntl.fcntl(vars(self)["_writer"].fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def put(self, obj: Any) -> None:
        """Write one result."""
        lock, writer = vars(self)["_wlock"], vars(self)["_writer"]
        if lock is None:  # Windows, where a message is one
            super().put(obj)
            return
        data = reduction.ForkingPickler.dumps(obj)
        rest = memoryview(_LENGTH.pack(len(data)) + data)
        with lock:
            while rest:
                rest = rest[os.write(writer.fileno(), rest) :]


class _Pool(ProcessPoolExecutor):
    """Starts workers that Ctrl-C does not reach from their first moment on, when they could only print a traceback."""

    def __init__(self, jobs: int, context: BaseContext, prepare: Callable[[], object] | None) -> None:
        super().__init__(max_workers=jobs, mp_context=context, initializer=_begin_worker, initargs=(prepare,))
        # Python offers no other place to say what it is to be.
        self._result_queue = _Results(ctx=context)

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Hand work over; should the server have to be started anew for it, the signal waits there too.

        Raises:
            BrokenProcessPool: a worker could not be started, since the server has died, for instance.
        """
        with _interrupt_waits(), _environment_of_workers():
            try:
                return super().submit(fn, *args, **kwargs)
            except (EOFError, OSError) as error:
                raise BrokenProcessPool(f"a worker cannot be started: {error}") from error


@contextlib.contextmanager
def _environment_of_workers() -> Iterator[None]:
    """Set what processes that are started here get, where it is not set already."""
    with _environment:  # or one thread would take for set what another has set for a moment
        before = {name: os.environ.get(name) for name in _FOR_WORKERS}
        os.environ.update({name: _FOR_WORKERS[name] for name, value in before.items() if not value})
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)


@contextlib.contextmanager
def _interrupt_waits() -> Iterator[None]:
    """Block Ctrl-C in processes that are started here; one that comes meanwhile reaches this process afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker(prepare: Callable[[], object] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to handle
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # what waited is dropped, and what is started is free
    # A forked process of multiprocessing leaves `atexit` out; ours end and wait for what they have started.
    util.Finalize(None, atexit._run_exitfuncs, exitpriority=1)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True, name="grader-parent").start()
    if prepare is not None:
        prepare()


def _end_with(sentinel: int) -> None:
    """End this process as soon as the one that gave it work has ended, however that came about."""
    connection.wait([sentinel])
    os._exit(1)
