"""A check and the student's own cells share a process: neither changes what the other finds in it."""

from __future__ import annotations

import decimal
import importlib.util
import os
import random
import shutil
import sys
import threading

import numpy as np
import pytest

ANSWER = "# exercise: losses\ndef half_sse(y, y_hat):\n    return 0.625"
SEEDS = """
import random, sys
import numpy as np

def test_it(student):
    np.random.seed(1)
    random.seed(1)
    sys.path.insert(0, "/nowhere")
    assert student.half_sse(1, 1) == 0.625
"""
HAS_KERNEL = importlib.util.find_spec("ipykernel") is not None or bool(os.environ.get("CI"))
needs_kernel = pytest.mark.skipif(not HAS_KERNEL, reason="ipykernel is not installed: pip install 'grader[nbgrader]'")


def test_what_cells_draw_after_a_check_is_what_they_would_have_drawn(magic_of, handout, tmp_path):
    """Visible tests that seed the generators of the process, or look for modules elsewhere, do so for themselves."""
    folder = tmp_path / "handout"
    shutil.copytree(handout, folder)
    (folder / "exercises" / "losses" / "test_losses.py").write_text(SEEDS)
    magic = magic_of(folder, ANSWER)
    random.seed(7)
    np.random.seed(7)
    expected = random.random(), np.random.random()
    random.seed(7)
    np.random.seed(7)
    path = list(sys.path)

    assert "✓ it" in repr(magic.check("losses"))

    assert (random.random(), np.random.random()) == expected
    assert sys.path == path


@pytest.mark.parametrize("settings", [{"prec": 1}, {"prec": 2, "traps": [decimal.Inexact]}, {"rounding": "ROUND_UP"}])
def test_decimals_of_the_student_s_are_not_those_of_the_points(magic_of, handout, settings):
    """Whatever precision a cell has set, points are counted as ever, and the setting stays."""
    magic = magic_of(handout, ANSWER, "def mse(:")
    with decimal.localcontext(decimal.Context(**settings)) as context:
        assert "0 of 10 points" in repr(magic.check("losses"))
        magic._shell.history_manager.input_hist_raw.pop()
        assert "0 of 3 points" in repr(magic.check("losses"))
        assert decimal.getcontext() is context


def test_threads_may_ask_at_the_same_time(magic_of, handout):
    """Each gets its answer, and what is printed afterwards is printed."""
    magic, stdout, said = magic_of(handout, ANSWER), sys.stdout, []
    threads = [threading.Thread(target=lambda: said.append(repr(magic.check("losses")))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(said) == 4
    assert all("0 of 3 points" in text for text in said)
    assert sys.stdout is stdout


@needs_kernel
def test_every_check_in_a_cell_is_shown(run):
    """Two of them, one in a loop, one that is not the last line: each by itself, and none takes `_` away."""
    run(ANSWER)
    run("6 * 7")

    for cell in ("%check losses\n%check sgd", "for name in ['losses', 'sgd']:\n    %check $name\nprint('done')"):
        shown = run(cell)
        assert "losses · Loss functions" in shown["text/plain"]
        assert "sgd · Stochastic gradient descent" in shown["text/plain"]
        assert shown["text/html"].count("grader-check failed") == 2
    assert run("_")["text/plain"] == "42"
    assert "No answer here" not in run("%numbers by_hand_neuron ada\nNone")["text/html"]


@needs_kernel
def test_what_other_threads_print_during_a_check_is_printed(run):
    """A cell's thread goes on telling how far it is."""
    run(
        "import threading, time\nstop, told = threading.Event(), []\n"
        "def tell():\n    while not stop.is_set():\n        print('tick'); told.append(1); time.sleep(0.001)"
    )
    run(ANSWER)
    shown = run("thread = threading.Thread(target=tell)\nthread.start()\n%check losses\nstop.set()\nthread.join()")

    assert shown["stdout"].count("tick") == int(run("len(told)")["text/plain"])
