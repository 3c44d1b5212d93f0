"""The short form of `make crash-test`: SIGKILLs at random moments, then one more collect."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux only")
def test_killed_collects_leave_the_gradebook_of_a_calm_run():
    """Eight kills of a class of forty submissions; `make crash-test` does 200 of 500."""
    command = [sys.executable, ROOT / "tools" / "crash_test.py", "--kills", "8", "--submissions", "40"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600, cwd=ROOT)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 of 8" in done.stdout
