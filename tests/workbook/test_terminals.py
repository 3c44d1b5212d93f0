"""Where a student stands and what they look at: a terminal with and without colours, a folder that was deleted."""

import os
import pty
import subprocess
import sys

import pytest

from tests.workbook.conftest import clean_environment


def shown_on_a_terminal(desk, words, **environment):
    """Give what a command writes to a terminal."""
    ours, theirs = pty.openpty()
    known = {name: value for name, value in clean_environment().items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "grader", *words],
        cwd=desk.root, stdin=theirs, stdout=theirs, stderr=theirs, env={**known, "TERM": "xterm", **environment},
    ) as process:  # fmt: skip
        os.close(theirs)
        text = b""
        try:
            while piece := os.read(ours, 65536):
                text += piece
        except OSError:  # Linux tells the end so
            pass
        process.wait(60)
    os.close(ours)
    return text.decode()


@pytest.mark.parametrize("words", [["check", "double_it"], ["list"], ["start", "double_it"], ["hint", "double_it"]])
def test_who_wants_no_colours_gets_none(desk, words):
    """NO_COLOR with a value, and a terminal that can nothing, are honoured; a plain one shows colours."""
    assert "\x1b[" in shown_on_a_terminal(desk, words)
    assert "\x1b[" in shown_on_a_terminal(desk, words, NO_COLOR="")
    assert "\x1b" not in shown_on_a_terminal(desk, words, NO_COLOR="1")
    assert "\x1b" not in shown_on_a_terminal(desk, words, TERM="dumb")


@pytest.mark.parametrize("words", [["check"], ["list"], ["check", "double_it", "--course", "{root}"]])
def test_a_folder_that_was_deleted_is_told(desk, tmp_path, words):
    """A terminal still stands in it: a sentence, and no traceback."""
    gone = tmp_path / "gone"
    gone.mkdir()
    command = [sys.executable, "-m", "grader", *(word.format(root=desk.root) for word in words)]

    done = subprocess.run(
        ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", *command],
        cwd=gone, capture_output=True, text=True, check=False, timeout=60, env=clean_environment(),
    )  # fmt: skip

    assert done.returncode == 2
    assert done.stderr == "grader: the current folder does not exist any more; change to one that does\n"
