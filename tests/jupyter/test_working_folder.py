"""Where a notebook's course is looked for, whatever its cells do to the working folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.jupyter import checking

ANSWER = "# exercise: losses\ndef half_sse(y, y_hat):\n    return 0.625"


def test_outside_of_a_course(magic_of, tmp_path):
    """It is said where a notebook has to lie."""
    magic = magic_of(tmp_path)

    for shown in (magic.check("sgd"), magic.numbers("by_hand_neuron ada")):
        assert "a notebook has to lie in the course's folder or below it" in repr(shown)


def test_cells_that_work_elsewhere_do_not_move_the_notebook(magic_of, handout, tmp_path, monkeypatch):
    """After `%cd` or `os.chdir` its course is the one in which the extension was loaded."""
    magic = magic_of(handout, ANSWER)
    monkeypatch.chdir(tmp_path)

    assert "0.625" in repr(magic.check("losses"))
    assert "The numbers of ada" in repr(magic.numbers("by_hand_neuron ada"))


def test_folder_that_does_not_exist_any_more(magic_of, handout, tmp_path, monkeypatch):
    """Who stands in a deleted folder is told the way out of it, also where the extension was loaded there."""
    (tmp_path / "gone").mkdir()
    opened_before = magic_of(handout, ANSWER)
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    opened_there = magic_of(Path("/proc/self/cwd"), ANSWER)

    for magic, way_out in ((opened_before, f"`%cd {handout}`"), (opened_there, "`%cd`")):
        for shown in (magic.check("losses"), magic.numbers("by_hand_neuron ada")):
            assert f"does not exist any more; {way_out} leads out of it" in repr(shown)


def test_folder_that_may_not_be_looked_into(magic_of, handout, monkeypatch):
    """It holds no course that anybody could read; what the machine refuses later is told in a sentence, too."""
    magic = magic_of(handout, ANSWER)
    looked, refused = os.stat, {"course.yaml", "grader_checks.zip"}

    def stat(path, *rest, **more):
        if Path(os.fspath(path)).name in refused:
            raise PermissionError(13, "Permission denied", str(path))
        return looked(path, *rest, **more)

    monkeypatch.setattr(os, "stat", stat)
    assert "no course.yaml in" in repr(magic.check("losses"))
    refused.clear()
    refused.add("test_losses.py")
    shown = repr(magic.check("losses"))
    assert "could not read or write what it needs" in shown
    assert "Permission denied" in shown


def test_interrupted_while_the_course_is_read(magic_of, handout, monkeypatch):
    """The next check reads it again, all of it."""
    magic = magic_of(handout, ANSWER)

    def interrupt(_course):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(checking, "plan_notebooks", interrupt)
        with pytest.raises(KeyboardInterrupt):
            magic.check("losses")

    assert "0.625" in repr(magic.check("losses"))
