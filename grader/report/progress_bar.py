"""How far long work is: count, rate and time left on a terminal, a line for each tenth where output is piped."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

REFRESH_SECONDS = 0.1


def progress(label: str, total: int, console: Console | None = None) -> Progress:
    """Give the display of one long job; use it in a `with` statement and call `advance` as things are done.

    Args:
        label: what is being done, for people.
        total: how many things there are to do; nothing is shown for 0.
        console: where to; standard error by default, so that piped results stay clean.
    """
    return Progress(label, total, console)


class Progress:
    """Shows the job's course while the `with` statement runs, and leaves the last state standing.

    Nothing is drawn in the background: a thread of its own would stand in the way of the workers' forks.
    """

    def __init__(self, label: str, total: int, console: Console | None = None) -> None:
        from rich.console import Console  # noqa: PLC0415 - imported when a job begins, not when the package is

        self.label, self.total, self.done = label, total, 0
        self._console = console or Console(stderr=True)
        self._bar: tuple[Bar, TaskID] | None = None
        self._started = self._drawn = time.monotonic()
        self._tenths = 0

    def __enter__(self) -> Self:
        """Begin to count the time."""
        self._started = self._drawn = time.monotonic()
        if self.total > 0 and self._console.is_terminal:
            self._bar = self._start_bar()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the last state on the screen and give the cursor back, also after Ctrl-C."""
        if self._bar is not None:
            bar, task = self._bar
            bar.update(task, completed=self.done)
            bar.refresh()
            bar.stop()

    def advance(self, n: int = 1) -> None:
        """Say that `n` more things are done."""
        self.done += n
        if self._bar is None:
            self._print_tenths()
            return
        now = time.monotonic()
        if now - self._drawn >= REFRESH_SECONDS or self.done >= self.total:
            self._drawn = now
            bar, task = self._bar
            bar.update(task, completed=self.done, rate=self._rate())
            bar.refresh()

    def _start_bar(self) -> tuple[Bar, TaskID]:
        from rich import progress  # noqa: PLC0415 - see __init__: when a job begins

        bar = progress.Progress(
            progress.TextColumn("{task.description}", markup=False),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]}", style="dim", markup=False),
            progress.TimeRemainingColumn(),
            console=self._console,
            auto_refresh=False,
        )
        bar.start()
        return bar, bar.add_task(self.label, total=self.total, rate="")

    def _print_tenths(self) -> None:
        if self.total <= 0:
            return
        tenths = min(10, 10 * self.done // self.total)
        if tenths <= self._tenths:
            return
        self._tenths = tenths
        left = f", {_duration(self._seconds_left())} left" if tenths < 10 else f" in {_duration(self._seconds())}"
        line = f"{self.label}: {10 * tenths} % ({self.done} of {self.total}, {self._rate()}{left})"
        self._console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def _seconds(self) -> float:
        return max(time.monotonic() - self._started, 1e-9)

    def _seconds_left(self) -> float:
        return self._seconds() / self.done * (self.total - self.done)

    def _rate(self) -> str:
        rate = self.done / self._seconds()
        return f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest:02} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
