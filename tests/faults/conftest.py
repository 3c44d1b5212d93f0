"""A class, for each test an empty one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from classroom import Classroom


@pytest.fixture
def classroom(tmp_path: Path) -> Classroom:
    """Give an empty class."""
    if sys.platform != "linux":
        pytest.skip("classes are graded on Linux only")
    return Classroom(tmp_path)
