"""Batches over any `concurrent.futures.Executor`; a worker that dies costs nobody but the submission that killed it."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from typing import Generic, TypeVar

from grader.errors import GraderError, SandboxUnavailable
from grader.interrupts import insist

_MOST_REFUSALS = 5
_PAUSE_SECONDS = 0.1
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


def end_workers(executor: Executor, *, at_once: bool) -> None:
    """Shut an executor down.

    Args:
        at_once: wait for nothing that is under way on this machine.
    """
    if at_once:
        for child in multiprocessing.active_children():
            child.kill()
    executor.shutdown(cancel_futures=True)


class Dispatch(Generic[Item, Outcome]):
    """Runs `work(items)` for each batch of items, `jobs` batches at a time, and yields what comes back as it comes.

    Args:
        make_executor: called anew after a worker died, since a broken pool takes no more work; with the most
            batches that will be under way at once.
        work: called in a worker; gives one outcome for each item.
        give_up: gives the outcome for an item whose worker died or raised, and the reason.
    """

    def __init__(
        self,
        make_executor: Callable[[int], Executor],
        work: Callable[[Sequence[Item]], list[Outcome]],
        give_up: Callable[[Item, str], Outcome],
        jobs: int,
    ) -> None:
        self.make_executor, self.work, self.give_up, self.jobs = make_executor, work, give_up, jobs
        self._waiting: deque[Sequence[Item]] = deque()
        # Batches that were under way when a worker died; each runs alone from then on, so that the culprit shows.
        self._suspects: deque[Sequence[Item]] = deque()
        self._refusals = 0  # how often in a row an executor took no work at all

    def run(self, batches: Sequence[Sequence[Item]]) -> Iterator[list[Outcome]]:
        """Yield the outcomes of one batch after the other, in the order in which they are done."""
        self._waiting.extend(batches)
        while self._waiting or self._suspects:
            yield from self._run_until_broken()

    def _run_until_broken(self) -> Iterator[list[Outcome]]:
        running: dict[Future[list[Outcome]], Sequence[Item]] = {}
        executor = self.make_executor(min(self.jobs, len(self._waiting) + len(self._suspects)))
        finished = False
        try:
            while self._fill(executor, running):
                insist()
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    try:
                        outcomes = future.result()
                    except BrokenExecutor:
                        yield from self._suspect(list(running.values()))
                        return
                    except SandboxUnavailable:
                        raise  # no submission's fault, and the same for each: said once, and nothing is graded
                    except Exception as error:
                        outcomes = [self.give_up(item, f"{type(error).__name__}: {error}") for item in running[future]]
                    del running[future]
                    yield outcomes
            finished = True
        finally:
            end_workers(executor, at_once=not finished)  # after Ctrl-C, an error in the caller, or with a broken pool

    def _fill(self, executor: Executor, running: dict[Future[list[Outcome]], Sequence[Item]]) -> bool:
        while self._suspects or self._waiting:
            source, most = (self._suspects, 1) if self._suspects else (self._waiting, self.jobs)
            if len(running) >= most:
                break
            batch = source.popleft()
            try:
                running[executor.submit(self.work, batch)] = batch
            except BrokenExecutor as error:
                source.appendleft(batch)
                self._refusals += not running
                if self._refusals >= _MOST_REFUSALS:
                    raise GraderError(f"no worker process can be started: {error}") from error
                if not running:
                    time.sleep(_PAUSE_SECONDS)  # what has died may not have been taken away yet
                break
            self._refusals = 0
        return bool(running)

    def _suspect(self, batches: list[Sequence[Item]]) -> Iterator[list[Outcome]]:
        """Halve what was under way when a worker died; an item that was alone under way is the culprit."""
        if len(batches) == 1 and len(batches[0]) == 1:
            yield [self.give_up(batches[0][0], "the process that graded this submission died")]
            return
        for batch in batches:
            middle = (len(batch) + 1) // 2
            self._suspects.extend(half for half in (batch[:middle], batch[middle:]) if half)
