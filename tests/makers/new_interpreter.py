"""A program in a new interpreter, where nothing of the tests is imported."""

import subprocess
import sys
import textwrap
from pathlib import Path


def run(program, timeout=60):
    """Run a program in a new interpreter."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True, text=True, timeout=timeout, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
