"""Many notebooks looked through at once: worker processes begin with the last of them, the caller with the first.

Looking through them is a fifth of the time that a class of notebooks takes on two processors, more on more, and one of
them would be busy with it. What is seen in a notebook is the same, whoever looks.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future

from grader.collect.entries import Content, Refusal
from grader.collect.layouts import Placement
from grader.collect.notebook.answers import Look, NotebookAnswers, look_through
from grader.collect.notebook.plan import NotebookPlan

MIN_NOTEBOOKS = 64  # fewer are looked through before the workers are there
_AT_ONCE = 8
_WINDOW_BYTES = 32 << 20  # held in memory at a time, and as much again on its way
_MAX_BYTES = 1 << 20  # of one notebook, and how many of one student's: what goes beyond may hold too much for its
_MAX_OF_STUDENT = 4  # student's limits, and then nobody looks

Found = tuple[Placement, Content | Refusal]
Task = tuple[bytes, tuple[str, ...]]


class LookAhead:
    """Gives notebooks with what was seen in them, or with None: then the caller has to look.

    Args:
        plan: what they are looked through for.
        start: gives the worker processes; called if there are many notebooks. Without it the caller always has to look.
    """

    def __init__(self, plan: NotebookPlan, start: Callable[[], Executor] | None) -> None:
        self._start = start
        self._plan = plan

    def through(
        self, found: Iterable[Found], answers: NotebookAnswers
    ) -> Iterator[tuple[Placement, Content | Refusal, Look | None]]:
        """Give all that was found, in the same order."""
        if self._start is None:
            yield from ((*one, None) for one in found)
            return
        of_student: Counter[str] = Counter()
        window: list[tuple[Found, Task | None]] = []
        held = 0
        for placement, content in found:
            task: Task | None = None
            if isinstance(content, Content):
                held += len(content.data)
                of_student[placement.student] += 1
                if len(content.data) <= _MAX_BYTES and of_student[placement.student] <= _MAX_OF_STUDENT:
                    task = content.data, answers.asked_by(placement)
            window.append(((placement, content), task))
            if held > _WINDOW_BYTES:
                yield from self._look(window, self._start)
                window, held = [], 0
        yield from self._look(window, self._start)

    def _look(
        self, window: Sequence[tuple[Found, Task | None]], start: Callable[[], Executor]
    ) -> Iterator[tuple[Placement, Content | Refusal, Look | None]]:
        tasks = [task for _, task in window if task is not None]
        if len(tasks) < MIN_NOTEBOOKS:
            yield from ((*found, None) for found, _ in window)
            return
        looks = _Shared(start(), self._plan, tasks).looks()
        for found, task in window:
            yield (*found, next(looks) if task is not None else None)


class _Shared:
    """Notebooks shared out between the workers and the caller, a few at a time."""

    def __init__(self, executor: Executor, plan: NotebookPlan, tasks: Sequence[Task]) -> None:
        self._plan = plan
        self._parts = [tasks[start : start + _AT_ONCE] for start in range(0, len(tasks), _AT_ONCE)]
        self._futures: dict[int, Future[list[Look]]] = {}
        self._next = 0  # the caller's
        self._lock = threading.Lock()
        # Starting workers waits for their server, which may still be importing.
        threading.Thread(target=self._hand_out, args=(executor,), daemon=True, name="grader-look-ahead").start()

    def looks(self) -> Iterator[Look | None]:
        """Give what was seen in each notebook, None for those that the caller has to look through."""
        for number, part in enumerate(self._parts):
            with self._lock:
                self._next = number + 1
                future = self._futures.pop(number, None)
            yield from [None] * len(part) if future is None or future.cancel() else _result(future, len(part))

    def _hand_out(self, executor: Executor) -> None:
        for number in reversed(range(len(self._parts))):
            with self._lock:
                if number < self._next:
                    return
            try:
                future = executor.submit(look_through_all, self._plan, self._parts[number])
            except (BrokenExecutor, RuntimeError):  # died, or shut down since: the caller looks
                return
            with self._lock:
                if number >= self._next:
                    self._futures[number] = future
                    continue
            future.cancel()


def _result(future: Future[list[Look]], count: int) -> Iterable[Look | None]:
    """Give what a worker has seen; a worker that died has seen nothing, and says nothing of who is to blame."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        return [None] * count


def look_through_all(plan: NotebookPlan, tasks: Sequence[Task]) -> list[Look]:
    """Look through some notebooks, in a worker.

    Args:
        plan: what for.
        tasks: each notebook's bytes, and the exercises that it has to answer.
    """
    return [look_through(data, plan, asked) for data, asked in tasks]
