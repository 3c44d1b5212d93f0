"""Ctrl-C that Python drops is heard all the same."""

import os
import signal
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest

from grader.interrupts import insist, listening
from grader.record import open_gradebook


class Dropping:
    """Gets Ctrl-C when it ends, where Python reports the exception and goes on."""

    def __del__(self):
        """Interrupt."""
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000):  # until the handler is called
            pass


def test_an_interrupt_that_a_finalizer_swallowed_comes_again(capfd):
    """Without a word about it in between: who pressed the keys gets one sentence."""
    with listening():
        insist()
        value = Dropping()
        del value
        with pytest.raises(KeyboardInterrupt):
            insist()

    insist()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert capfd.readouterr() == ("", "")


def test_other_exceptions_in_a_finalizer_are_reported(monkeypatch):
    """As ever."""
    reported = []
    monkeypatch.setattr(sys, "unraisablehook", lambda dropped: reported.append(dropped.exc_type))

    with listening():
        value = Dropping()
        reference = weakref.ref(value, lambda _: 1 / 0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Dropping, "__del__", lambda self: None)
            del value

    assert reference() is None
    assert reported == [ZeroDivisionError]


def test_who_handles_ctrl_c_is_left_alone():
    """A kernel, for one, or a test that runs a command in its own process."""

    def theirs(*_):
        """Handle it."""

    before = signal.signal(signal.SIGINT, theirs)
    try:
        with listening():
            assert signal.getsignal(signal.SIGINT) is theirs
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_gradebook_is_closed_before_ctrl_c_is_heard(tmp_path, monkeypatch, caplog):
    """SQLAlchemy would report it with a traceback, and leave the connection as it is."""
    gradebook = open_gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}")
    closed = []
    dispose = gradebook._engine.dispose

    def interrupted():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)  # in which whatever thread has got it tells this one
        dispose()
        closed.append(True)

    monkeypatch.setattr(gradebook._engine, "dispose", interrupted)
    with listening(), pytest.raises(KeyboardInterrupt):
        gradebook.close()

    assert closed == [True]
    assert caplog.text == ""


def test_ctrl_c_while_a_command_cleans_up_says_nothing():
    """All is printed, and Python would report each callback that it ends."""
    course = Path(__file__).resolve().parents[1]
    clean_up = "import atexit, os, signal; atexit.register(os.kill, os.getpid(), signal.SIGINT)"
    command = f"{clean_up}; from grader.cli import main; main(['list', '--course', {str(course)!r}])"

    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "neuron_output" in done.stdout
