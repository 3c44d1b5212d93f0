"""The sandbox for one's own files: begun at once, confined where it can be, and never silent where it cannot."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime

import pytest

from grader.errors import SandboxUnavailable
from grader.execute import open_own
from grader.model import Limits, Submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is the plain child, tested by itself")


def submission(text):
    content = text.encode()
    return Submission(
        student="you",
        exercise="own",
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
    )


def test_it_is_confined_where_it_can_be():
    """A file of one's own cannot open files, as when it is graded; nothing is told."""
    told = []
    with (
        open_own(told.append) as sandbox,
        sandbox.open(submission("def f():\n    return open('/etc/hosts')\n"), Limits()) as one,
    ):
        one.start_test(1)
        with pytest.raises(OSError, match=r"Permission denied|Operation not permitted"):
            one.module.f()
    assert told == []


def test_it_says_so_where_it_cannot_be(monkeypatch):
    """On a machine without the walls the code runs in a plain process, and the reason is told once."""
    from grader.execute.keeper import Zygote

    def fail(self):
        self.close()
        raise SandboxUnavailable("landlock", "the kernel does not have it")

    monkeypatch.setattr(Zygote, "finish", fail)
    told = []
    with open_own(told.append) as sandbox:
        for _ in range(2):
            with sandbox.open(submission("def f():\n    return 7\n"), Limits()) as one:
                one.start_test(1)
                assert one.module.f() == 7
    assert len(told) == 1
    assert "unconfined here" in told[0]
    assert "landlock" in told[0]


def test_what_was_only_begun_is_ended_too():
    """Whoever opens it and needs nothing of it, a wrong command for instance, leaves no process."""
    with open_own(print) as sandbox:
        assert sandbox._beginning is not None
        process = sandbox._beginning._process
        assert process is not None
        os.kill(process.pid, 0)

    assert process.returncode is not None
