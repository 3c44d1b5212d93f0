"""A reference made for one test, as it is and recorded."""

import types

import pytest
from course_reference import SOURCE

from grader.numeric import recorded_reference, recording


@pytest.fixture
def module():
    """A reference module of its own for each test, with nothing recorded."""
    recording.start_test()
    made = types.ModuleType("made_reference")
    exec(compile(SOURCE, "made_reference.py", "exec"), made.__dict__)
    return made


@pytest.fixture
def reference(module):
    """That module, recorded."""
    return recorded_reference(module)
