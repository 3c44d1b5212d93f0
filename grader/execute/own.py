"""Where one's own files run: begun at once, waited for when it is needed; confined where the machine can."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.errors import SandboxUnavailable
from grader.execute.plain import PlainOpener
from grader.execute.session import Session
from grader.model import Limits, Submission

if TYPE_CHECKING:
    from grader.execute.keeper import Zygote


class OwnSandbox:
    """Its process imports numpy while the caller imports pytest; the first `open` waits for it.

    Args:
        tell: called with a sentence when it turns out that it is not confined. That is fine for one's own code, and
            never silent.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._beginning: Zygote | None = None
        self._opener: Zygote | PlainOpener | None = None
        if sys.platform == "linux":
            from grader.execute.keeper import Zygote  # noqa: PLC0415 - it exists on Linux only

            self._beginning = Zygote()
            self._beginning.begin()
        else:
            self._opener = PlainOpener()

    def __enter__(self) -> OwnSandbox:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def open(self, submission: Submission, limits: Limits) -> Session:
        """Give the session of one submission; its child starts when it is first needed."""
        return self._ready().open(submission, limits)

    def close(self) -> None:
        """End everything that was started."""
        for opener in (self._beginning, self._opener):
            if opener is not None:
                opener.close()

    def _ready(self) -> Zygote | PlainOpener:
        if self._opener is None:
            assert self._beginning is not None
            try:
                self._beginning.finish()
                self._opener, self._beginning = self._beginning, None
            except SandboxUnavailable as error:
                self._tell(f"your code runs unconfined here: {error}")
                self._opener, self._beginning = PlainOpener(), None
        return self._opener


def open_own(tell: Callable[[str], None]) -> OwnSandbox:
    """Give the sandbox for one's own files; use it as a context manager, in the thread that opened it."""
    return OwnSandbox(tell)
