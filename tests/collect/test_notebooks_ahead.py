"""Many notebooks are looked through by workers and by the caller; what is taken in does not depend on who looks."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from grader.collect import NotebookPlan, collect_submissions
from grader.collect.notebook import ahead, answers
from grader.collect.notebook.plan import make_wanted

STUB = "def {0}(x):\n    raise NotImplementedError\n"
SLUGS = ("neuron_output", "activations", "backprop")
PLAN = NotebookPlan(
    {slug: make_wanted(slug, slug.replace("_", " "), STUB.format(slug)) for slug in SLUGS},
    {"one_neuron": ("neuron_output", "activations")},
)


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def answering(number: int) -> str:
    return notebook(*(f"def {slug}(x):\n    return x + {number}\n" for slug in SLUGS[:2]))


ODD = {
    "broken": "{",
    "empty": "",
    "of another course": notebook("def other(x):\n    return x\n"),
    "half": notebook("def neuron_output(x):\n    return x\n"),
    "stubs": notebook(*(STUB.format(slug) for slug in SLUGS)),
    "much code": notebook("x = 1\n" * 60_000),
    "a text": json.dumps("text"),
}


@pytest.fixture
def tree(make_tree):
    """A class of 80, in which every tenth has handed in something odd, and some several notebooks."""
    files = {f"s{n:03}/one_neuron.ipynb": answering(n) for n in range(80)}
    for n, text in enumerate(ODD.values()):
        files[f"s{10 * n:03}/one_neuron.ipynb"] = text
        files[f"s{10 * n + 3:03}/more.ipynb"] = text
    for n in range(12):
        files[f"s079/try {n}.ipynb"] = answering(100 + n)
    return make_tree("class", files)


@pytest.fixture
def alone(tree):
    """What is taken in when nobody helps."""
    intake = collect_submissions([tree], SLUGS, plan=PLAN)
    assert len({one.student for one in intake.submissions}) > 70
    assert len(intake.not_understood) > 3
    return intake


@pytest.fixture
def take(tree):
    """Give a function that takes the class in with the help of an executor."""

    def collect(executor):
        return collect_submissions([tree], SLUGS, plan=PLAN, start_workers=lambda: executor)

    return collect


def test_processes_see_what_the_caller_sees(take, alone):
    """In another process, with what comes and goes as bytes."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert take(executor) == alone


def test_workers_look_through_the_most(take, alone, monkeypatch):
    """Where the caller is slow, they have done all but the first before it is there."""
    look, caller, seen = answers.look_through, threading.current_thread(), []

    def slow(*arguments):
        is_caller = threading.current_thread() is caller
        seen.append(is_caller)
        if is_caller:
            time.sleep(0.3)
        return look(*arguments)

    monkeypatch.setattr(answers, "look_through", slow)
    monkeypatch.setattr(ahead, "look_through", slow)
    with ThreadPoolExecutor(2) as executor:
        assert take(executor) == alone
    assert seen.count(False) > 50
    assert 8 <= seen.count(True) < 30


class Never(Executor):
    """Takes work, and begins none of it."""

    def submit(self, fn, /, *args, **kwargs):
        return Future()


class Dying(Executor):
    """Dies over the first work, or as soon as it is given some."""

    def __init__(self, *, at_once):
        self.at_once = at_once

    def submit(self, fn, /, *args, **kwargs):
        if self.at_once:
            raise BrokenExecutor("died")
        future = Future()
        future.set_running_or_notify_cancel()
        future.set_exception(BrokenExecutor("died"))
        return future


@pytest.mark.parametrize(
    "executor", [Never(), Dying(at_once=True), Dying(at_once=False)], ids=["never", "gone", "dies"]
)
def test_the_caller_looks_where_nobody_does(take, alone, executor):
    """Workers that die, or never start, take nothing along."""
    assert take(executor) == alone


def test_one_that_was_shut_down(take, alone):
    """Takes no work any more."""
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    assert take(executor) == alone


def test_few_are_not_worth_a_worker(make_tree):
    """And no worker is started for them."""
    tree = make_tree("few", {f"s{n:03}/one_neuron.ipynb": answering(n) for n in range(ahead.MIN_NOTEBOOKS - 1)})

    def start():
        raise AssertionError("nobody is needed")

    intake = collect_submissions([tree], SLUGS, plan=PLAN, start_workers=start)
    assert len(intake.submissions) == 2 * (ahead.MIN_NOTEBOOKS - 1)


def test_one_students_many_notebooks_are_the_callers(make_tree, monkeypatch):
    """Who hands in thousands reaches the limit of one student before anybody has looked through them all."""
    monkeypatch.setattr(answers, "MAX_STUDENT_CODE", 2000)
    files = {f"mallory/try {n:04}.ipynb": notebook("x = 1\n" * 100) for n in range(300)}
    files |= {f"s{n:03}/one_neuron.ipynb": answering(n) for n in range(70)}
    tree, looked = make_tree("class", files), []
    look = answers.look_through

    def count(data, *rest):
        looked.append(data)
        return look(data, *rest)

    monkeypatch.setattr(answers, "look_through", count)
    monkeypatch.setattr(ahead, "look_through", count)
    with ThreadPoolExecutor(2) as executor:
        intake = collect_submissions([tree], SLUGS, plan=PLAN, start_workers=lambda: executor)

    refused = [row for row in intake.not_understood if "more than" in row.reason]
    assert len(refused) >= 1
    # Where both come to them at once, a few are looked through by a worker and by the caller.
    assert len({data for data in looked if b"x = 1" not in data}) == 70
    assert {one.student for one in intake.submissions} >= {f"s{n:03}" for n in range(70)}
