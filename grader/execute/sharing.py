"""One child for the files of one student, one file after the other, as long as each keeps to itself.

A child costs more than the tests of most files: to fork it, to let it write its first pages, to end it. Which files
may follow each other is decided in the child, before anything of the file has run (contained.py). A student whose
files do more than that gets a child for each, and so does every other student.
"""

from __future__ import annotations

import contextlib

from grader.errors import SandboxLost
from grader.execute.contained import looks_first
from grader.execute.session import Session
from grader.execute.transport import Launch, Transport
from grader.model import Limits, Submission


class SharedChild:
    """Opens one session at a time; the child of the last is there for the same student's next file.

    Use it as a context manager.

    Args:
        launch: starts a fresh child.
    """

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._student = ""
        self._idle: Transport | None = None
        self._memory_mib = 0

    def open(self, submission: Submission, limits: Limits) -> Session:
        """Give the session of one submission; its child starts, or is taken over, when it is first needed."""
        if submission.student != self._student:
            self.close()
        self._student = submission.student
        return Session(submission, limits, self._launch, self)

    def comes_first(self, submission: Submission) -> bool:
        """Tell whether the student's other files can do with its child, while it could not with theirs."""
        return looks_first(submission.content)

    def take(self, limits: Limits) -> Transport | None:
        """Give the child of this student's file before, if there is one that may be used again."""
        if limits.memory_mib != self._memory_mib:  # the kernel counts by what the child was given at its start
            self.close()
        idle, self._idle = self._idle, None
        return idle

    def put(self, child: Transport, limits: Limits) -> None:
        """Keep the child for this student's next file."""
        self.close()
        self._idle, self._memory_mib = child, limits.memory_mib
        if not child.is_idle():
            self.close()

    def close(self) -> None:
        """End the child that nobody has taken over."""
        idle, self._idle = self._idle, None
        if idle is not None:
            with contextlib.suppress(SandboxLost):  # the zygote went first: then the kernel has ended the child with it
                idle.close()

    def __enter__(self) -> SharedChild:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()
