"""The cells that were run in a kernel, asked for an answer again and again."""

from pathlib import Path

import pytest

from grader.collect import find_answers_in_cells, plan_notebooks
from grader.collect.notebook.cells import remembered_source
from grader.course_file import load_course

PLAN = plan_notebooks(load_course(Path(__file__).resolve().parents[2]))
RIGHT = "import math\n\n\ndef sgd(x, y, beta0, learning_rate, order):\n    return [beta0]\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_they_like(end):
    """What a program sends to a kernel is not tidied by an editor."""
    found = find_answers_in_cells([RIGHT.replace("\n", end)], PLAN, "sgd")

    assert found == find_answers_in_cells([RIGHT], PLAN, "sgd")
    assert b"def sgd" in found.content


def test_a_long_history_is_not_read_again():
    """After thousands of cells a check still takes only the new ones apart."""
    history = [f"{RIGHT}\n# {number}" for number in range(2500)]
    find_answers_in_cells(history, PLAN, "sgd")
    before = remembered_source.cache_info().misses

    find_answers_in_cells([*history, "sgd([1], [1], 0, 1, [0])"], PLAN, "sgd")

    assert remembered_source.cache_info().misses == before + 1
