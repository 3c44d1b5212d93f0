"""Files being saved: a thread waits for the system to tell, and interrupts the main thread where that is asked for."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

from grader.errors import GraderError

# A save is often several events (truncate, write, rename): wait until this long nothing more comes, and no longer
# than the second, so that a file that is written all the time is still checked.
QUIET_MILLISECONDS = 20
MOST_MILLISECONDS = 200
# Windows has no signal of one's own to send; there a check that hangs ends by its time limit.
_SIGNAL = getattr(signal, "SIGUSR1", None)


# What is as good as done is let finish: to break off costs more. What takes longer is interrupted by the next save.
SHORT_SECONDS = 0.3
ARMED_SECONDS = 5.0  # then something is wrong, and `take` will say what


class _Stop(threading.Event):
    """Asked by the watching thread in its loop whether to stop; to be asked at all means that it watches."""

    def __init__(self, armed: threading.Event) -> None:
        super().__init__()
        self._armed = armed

    def is_set(self) -> bool:
        self._armed.set()
        return super().is_set()


class Superseded(Exception):
    """Something was saved while its last version was still being checked."""


class Watcher:
    """Tells of changes inside folders (not below them) from when it is made; use it in a `with` statement.

    Args:
        folders: those that exist are watched.
        is_urgent: asked, in another thread, whether a changed path makes what runs under `interruptible` pointless.
    """

    def __init__(self, folders: Iterable[Path], is_urgent: Callable[[Path], bool]) -> None:
        self._folders = [str(folder) for folder in dict.fromkeys(folders) if folder.is_dir()]
        self._is_urgent = is_urgent
        self._armed = threading.Event()
        self._stop = _Stop(self._armed)
        self._news = threading.Condition()
        self._changed: set[Path] = set()
        self._failure: BaseException | None = None
        self._running = self._superseded = False
        self._since = 0.0
        self._ended = threading.Event()
        self._main = threading.get_ident()
        self._thread = threading.Thread(target=self._wait_for_the_system, name="watch", daemon=True)

    def __enter__(self) -> Self:
        """Begin to watch; what is saved from here on is told."""
        self._thread.start()
        self._armed.wait(ARMED_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching; the thread is gone afterwards."""
        self._stop.set()
        self._thread.join()

    def take(self, seconds: float | None = None) -> set[Path]:
        """Wait for changes, at most so long, and give them; none where the time was over first."""
        with self._news:
            self._news.wait_for(lambda: self._changed or self._failure, seconds)
            changed, self._changed = self._changed, set()
        if self._failure is not None:
            raise GraderError(f"the system cannot watch these folders: {self._failure}") from self._failure
        return changed

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let an urgent change end what runs in the `with` statement, by Superseded."""
        if _SIGNAL is None:
            yield
            return
        before = signal.signal(_SIGNAL, self._interrupt)
        self._ended.clear()
        self._running, self._superseded, self._since = True, False, time.monotonic()
        try:
            yield
        except KeyboardInterrupt:
            if self._superseded:
                raise Superseded from None
            raise
        finally:
            self._running = False
            self._ended.set()
            signal.signal(_SIGNAL, before)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._running:  # else it has just ended by itself
            self._running, self._superseded = False, True
            raise KeyboardInterrupt  # whatever knows how to end cleanly at Ctrl-C ends cleanly now

    def _wait_for_the_system(self) -> None:
        from watchfiles import watch  # noqa: PLC0415 - costs what only watching should pay

        try:
            for changes in watch(
                *self._folders,
                watch_filter=None,
                debounce=MOST_MILLISECONDS,
                step=QUIET_MILLISECONDS,
                stop_event=self._stop,
                recursive=False,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                paths = {Path(path) for _, path in changes}
                with self._news:
                    self._changed |= paths
                    self._news.notify()
                if self._running and _SIGNAL is not None and any(map(self._is_urgent, paths)):
                    short = self._ended.wait(max(0.0, self._since + SHORT_SECONDS - time.monotonic()))
                    if not short:
                        signal.pthread_kill(self._main, _SIGNAL)
        except Exception as error:
            with self._news:
                self._failure = error
                self._news.notify()
        finally:
            self._armed.set()
