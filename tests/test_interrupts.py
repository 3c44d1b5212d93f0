"""Ctrl-C that Python drops is heard all the same."""

import os
import signal
import sys
import weakref

import pytest

from grader.interrupts import insist, listening


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
