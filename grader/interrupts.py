"""Ctrl-C that is not lost, and comes when it can be heard.

Python drops a KeyboardInterrupt that comes up in a finalizer or in the callback of a weak reference, of which every
import has one: it reports it and goes on, and so would a command of ours. Here it is remembered, and long work asks.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

_heard = threading.Event()
_is_undisturbed = False


@contextlib.contextmanager
def listening() -> Iterator[None]:
    """Remember Ctrl-C as long as this lasts; nothing where somebody else handles it, or in another thread."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    report = sys.unraisablehook

    def report_others(dropped: sys.UnraisableHookArgs) -> None:
        if not issubclass(dropped.exc_type, KeyboardInterrupt):  # that one comes again
            report(dropped)

    sys.unraisablehook = report_others
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = report
        _heard.clear()


def ignore_from_now_on() -> None:
    """Let Ctrl-C say nothing, unless somebody else handles it: for a process that only cleans up and ends."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def insist() -> None:
    """Raise KeyboardInterrupt where one came and was dropped; long work calls this between its parts."""
    if _heard.is_set():
        raise KeyboardInterrupt


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Hear Ctrl-C only afterwards, whichever thread gets it; as long as somebody listens."""
    global _is_undisturbed  # noqa: PLW0603 - a process has one handler
    _is_undisturbed, known = True, _heard.is_set()
    try:
        yield
    finally:
        _is_undisturbed = False
        if not known:  # else somebody has acted on it, and is ending
            insist()


def _interrupt(number: int, frame: FrameType | None) -> None:
    _heard.set()
    if not _is_undisturbed:
        signal.default_int_handler(number, frame)
