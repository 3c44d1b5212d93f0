"""Batches over executors: a worker that dies costs nobody but the item that killed it."""

import multiprocessing
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from squares import square_or_die

from grader.dispatch import Dispatch
from grader.errors import GraderError, SandboxUnavailable


def pool(jobs):
    return ProcessPoolExecutor(max_workers=jobs, mp_context=multiprocessing.get_context("spawn"))


def give_up(item, reason):
    return (item, reason)


def run(batches, jobs, make_executor=pool):
    dispatch = Dispatch(make_executor, square_or_die, give_up, jobs)
    return [outcome for outcomes in dispatch.run(batches) for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 2])
def test_only_the_item_that_kills_its_worker_is_given_up(jobs):
    """Every other item of every batch gets its outcome, exactly once."""
    batches = [(0, 1, 2), (3, 13, 4, 5, 6), (8, 9, 10), (11,)]

    outcomes = run(batches, jobs)

    culprits = [outcome for outcome in outcomes if isinstance(outcome, tuple)]
    assert [item for item, _ in culprits] == [13]
    assert "died" in culprits[0][1]
    assert sorted(o for o in outcomes if isinstance(o, int)) == sorted(
        i * i for batch in batches for i in batch if i != 13
    )


def test_an_exception_of_the_work_gives_up_its_batch_with_the_reason():
    """A fault in our own code is named, and the other batches go on."""
    outcomes = run([(1, 2), (7,), (3,)], 2, ThreadPoolExecutor)

    assert sorted(map(str, outcomes)) == sorted(map(str, [1, 4, (7, "ValueError: seven"), 9]))


def test_any_executor_serves():
    """A thread pool does the same as a process pool."""
    assert sorted(run([(1, 2), (3,)], 2, ThreadPoolExecutor)) == [1, 4, 9]


def test_no_worker_is_left_when_the_caller_stops_early():
    """Leaving the loop ends the workers."""
    dispatch = Dispatch(pool, square_or_die, give_up, 2)
    results = dispatch.run([(1,), (2,), (3,), (4,)])
    next(results)

    results.close()

    assert multiprocessing.active_children() == []


class Refusing(ThreadPoolExecutor):
    """Takes no work the first times that one is made, as when a process cannot be started."""

    left = 0

    def submit(self, fn, /, *args, **kwargs):
        if type(self).left:
            type(self).left -= 1
            raise BrokenExecutor("the server of the workers has died")
        return super().submit(fn, *args, **kwargs)


def test_an_executor_that_takes_no_work_is_made_anew():
    """Nothing is lost by it, and nothing done twice."""
    Refusing.left = 2

    assert sorted(run([(1, 2), (3,)], 2, Refusing)) == [1, 4, 9]


def test_no_executor_takes_work():
    """That is said after a few attempts; nobody waits for ever."""
    Refusing.left = 100

    with pytest.raises(GraderError, match="no worker process can be started: the server of the workers has died"):
        run([(1, 2), (3,)], 2, Refusing)


def no_sandbox(items):
    """Find out in the worker that its machine cannot confine a process."""
    raise SandboxUnavailable("landlock", "the kernel does not have it", "take another machine")


def test_a_machine_without_a_sandbox_is_told_once():
    """It is no item's fault, and comes out of the worker in one piece."""
    with pytest.raises(SandboxUnavailable) as caught:
        list(Dispatch(pool, no_sandbox, give_up, 2).run([(1, 2), (3,)]))
    assert caught.value.step == "landlock"
    assert str(caught.value) == "sandbox unavailable: landlock: the kernel does not have it; take another machine"
