"""`%load_ext grader` and `%check` in a real kernel."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if importlib.util.find_spec("ipykernel") is None and not os.environ.get("CI"):
    pytest.skip("ipykernel is not installed: pip install 'grader[nbgrader]'", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
RIGHT = "def net_input(x, w, b):\n    return sum(a * c for a, c in zip(x, w)) + b\n"
NEURON = RIGHT + "\n\ndef neuron_output(x, w, b, f):\n    return f(net_input(x, w, b))\n"


@pytest.fixture
def interrupt(run) -> Iterator[Callable[..., None]]:
    """A function that interrupts the kernel after some seconds, once, as Jupyter does."""
    pid = int(run("import os\nos.getpid()")["text/plain"])
    timers: list[threading.Timer] = []

    def later(after: float) -> None:
        timers.append(threading.Timer(after, os.kill, (pid, signal.SIGINT)))
        timers[-1].start()

    yield later
    for timer in timers:
        timer.join()


def test_check_renders_marks(run):
    """A right answer passes, a wrong one is told what kind of wrong it is, the same cell run again."""
    run("import numpy as np\nimport math")
    run(f"# exercise: neuron_output\n{NEURON}\nprint(net_input([1], [2], 3))")
    shown = run("%check neuron_output")
    assert "3 of 3 points of the visible tests." in shown["text/plain"]
    assert shown["text/html"].count("✓") == 3

    run(f"# exercise: neuron_output\n{NEURON.replace(' + b', '')}")
    shown = run("%check neuron_output")
    assert "(missing-bias)" in shown["text/plain"]
    assert "missing-bias" in shown["text/html"]


def test_lines_are_those_of_the_cells_that_were_run(run):
    """A line of the answer is named by the number beside its cell, which empty and silent cells do not shift."""
    run("")
    run("# a helper\n\ndef worked(x):\n    return nowhere + x")
    helper = run("len(In) - 2")["text/plain"]
    run("# exercise: neuron_output\ndef net_input(x, w, b):\n    return worked(b)\n\n\ndef neuron_output(x, w, b, f):")
    broken = run("len(In) - 2")["text/plain"]
    shown = run("%check neuron_output")["text/plain"]
    assert "Your answer cannot be read: line 6 of your cell In[" + broken + "]: expected an indented block" in shown

    run("# exercise: neuron_output\ndef net_input(x, w, b):\n    return worked(b)")
    own = run("len(In) - 2")["text/plain"]
    run("# exercise: neuron_output\ndef neuron_output(x, w, b, f):\n    return 0")
    shown = run("%check neuron_output")["text/plain"]
    assert f"your code raised NameError in line 4 of your cell In[{helper}]" in shown
    assert f"Cell In[{own}], line 3, in net_input" in shown


def test_formula_is_shown_as_it_was_read(run):
    """A formula stands below the check as mathematics; text that is none is escaped."""
    run(
        "# exercise: sigmoid_derivative\nderivative = 'e^-z/(1+e^-z)^2'\n"
        "in_terms_of_sigma = '<script>alert(1)</script>'\n"
        "steps = ['<img src=x onerror=alert(1)>']"
    )
    shown = run("%check sigmoid_derivative")

    assert "<math" in shown["text/html"]
    assert "<mfrac>" in shown["text/html"]
    assert "<script" not in shown["text/html"]
    assert "<img" not in shown["text/html"]


def test_loss_curve_stands_below_the_check(run):
    """The course of the student's own training, also of one that goes the wrong way."""
    answer = (ROOT / "solutions" / "sgd" / "sgd.py").read_text(encoding="utf-8")
    run(f"# exercise: sgd\n{answer}")
    shown = run("%check sgd")
    assert "<polyline" in shown["text/html"]
    assert "Cost on all ten points along your path: 52.9 at step 0, 0.175 at step 100" in shown["text/html"]
    assert "█" in shown["text/plain"]

    run(
        "# exercise: sgd\nimport numpy as np\n"
        "def sgd(x, y, beta0, learning_rate, order):\n"
        "    return [(float(k), float(k)) for k in range(len(order) + 1)]"
    )
    shown = run("%check sgd")
    assert "<polyline" in shown["text/html"]
    assert "Along this path the cost does not fall" in shown["text/html"]


def test_numbers_of_one_s_own_are_those_of_the_name_once_given(run, handout):
    """In an exercise whose numbers differ by student, the notebook and `grader check` speak of the same student."""
    command = [sys.executable, "-m", "grader", "start", "by_hand_neuron", "--student", "ada"]
    subprocess.run(command, check=True, capture_output=True, cwd=handout)
    filled_in = (handout / "exercises" / "by_hand_neuron" / "by_hand_neuron.py").read_text(encoding="utf-8")
    run(f"# exercise: by_hand_neuron\n{filled_in}")
    shown = run("%check by_hand_neuron")
    assert "✓ The numbers in the file are your own" in shown["text/plain"]

    run(f"# exercise: by_hand_neuron\n{filled_in.replace('ada', 'bob')}")
    assert "somebody else" in run("%check by_hand_neuron")["text/plain"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("%check", "write one exercise's name behind it"),
        ("%check nowhere", "there is no exercise called 'nowhere'"),
        ("%check two words", "write one exercise's name"),
        ("%check nowhere  # once more", "there is no exercise called 'nowhere'"),
        ("%check 'nowhere'", "there is no exercise called 'nowhere'"),
        ("%check losses", "no cell defines half_sse, mse, binary_cross_entropy\n    and 1 more"),
    ],
)
def test_sentence_instead_of_a_traceback(run, line, words):
    """What cannot be checked is told in a sentence that says what to do."""
    shown = run(line)

    assert "error" not in shown
    assert words in shown["text/plain"]


def test_endless_loop_is_stopped(run):
    """An answer that never ends leaves the kernel as it was."""
    run("# exercise: minibatch_sgd\ndef minibatch_sgd(*a, **k):\n    while True: pass")
    assert "0 of 3 points of the visible tests" in run("%check minibatch_sgd")["text/plain"]
    assert run("40 + 2")["text/plain"] == "42"


def test_interrupted_check_leaves_the_next_one_alone(run, interrupt):
    """Whoever interrupts a check that hangs goes on working in the same kernel."""
    run("# exercise: minibatch_sgd\ndef minibatch_sgd(*a, **k):\n    while True: pass")
    interrupt(after=1.0)
    assert run("%check minibatch_sgd")["error"] == "KeyboardInterrupt"
    run(f"# exercise: neuron_output\n{NEURON}")
    assert "3 of 3 points" in run("%check neuron_output")["text/plain"]


def test_listing_shows_how_a_check_ended(run, handout):
    """What passes in a notebook passes in `grader list`, what does not is counted, a stub is not begun."""

    def listed(slug):
        command = [sys.executable, "-m", "grader", "list", "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=handout)
        rows = [row for unit in json.loads(done.stdout)["units"] for row in unit["exercises"]]
        return next(row for row in rows if row["id"] == slug)

    run("# exercise: losses\ndef half_sse(y, y_hat):\n    return 0.625")
    run("%check losses")
    assert (listed("losses")["state"], listed("losses")["tests"]) == ("failing", 3)
    answer = (ROOT / "solutions" / "losses" / "losses.py").read_text(encoding="utf-8")
    run(f"# exercise: losses\n{answer}")
    run("%check losses")
    assert listed("losses")["state"] == "passing"

    stub = (handout / "exercises" / "layer_forward" / "layer_forward.py").read_text(encoding="utf-8")
    run(f"# exercise: layer_forward\n{stub}")
    run("%check layer_forward")
    assert listed("layer_forward")["state"] == "untouched"


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes in /proc")
def test_loaded_again_it_starts_one_process_and_ends_the_other(run):
    """`%reload_ext` and `%unload_ext` leave nothing running."""
    children = "len(open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read().split())"
    run("import os\n%reload_ext grader")
    before = run(children)["text/plain"]
    run("%reload_ext grader")
    assert run(children)["text/plain"] == before
    run(f"# exercise: neuron_output\n{NEURON}")
    assert "3 of 3 points" in run("%check neuron_output")["text/plain"]
    run("%unload_ext grader")
    assert int(run(children)["text/plain"]) == int(before) - 1
    run("%load_ext grader")
    assert "3 of 3 points" in run("%check neuron_output")["text/plain"]
