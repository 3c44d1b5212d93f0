"""The one file beside a notebook that holds what `%check` needs."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

import pytest

from grader.course_file import load_course
from grader.errors import UsageError
from grader.jupyter.bundle import BUNDLE_NAME, make_bundle, open_course
from grader.jupyter.magic import CheckMagic
from grader.release import handout

ROOT = Path(__file__).resolve().parents[2]
ANSWER = (
    "# exercise: parameter_count\ndef count_weights(sizes):\n    return sum(a * b for a, b in zip(sizes, sizes[1:]))"
)


def bundle_of(*slugs: str) -> bytes:
    course = load_course(ROOT)
    return make_bundle([(file.path, file.content) for file in handout(course.with_only(set(slugs)))])


@pytest.fixture
def magic(tmp_path, magic_of) -> CheckMagic:
    """The magics of a notebook in a folder with nothing but the bundle, and a folder below it."""
    (tmp_path / "work").mkdir()
    (tmp_path / BUNDLE_NAME).write_bytes(bundle_of("parameter_count", "by_hand_neuron"))
    return magic_of(tmp_path / "work", ANSWER)


def test_check_works_with_the_bundle_alone(magic, tmp_path):
    """Tests run, own numbers are shown and remembered, and nothing is left in the student's folder."""
    assert "points of the visible tests" in repr(magic.check("parameter_count"))
    assert "The numbers of ada" in repr(magic.numbers("by_hand_neuron ada"))
    assert "The numbers of ada" in repr(magic.numbers("by_hand_neuron"))
    assert sorted(path.name for path in tmp_path.rglob("*")) == [BUNDLE_NAME, "work"]


def test_same_files_make_the_same_bundle():
    """Generating an assignment again changes nothing."""
    assert bundle_of("sgd") == bundle_of("sgd")


def test_new_bundle_is_taken(magic, tmp_path):
    """An assignment that was fetched again counts at the next check."""
    assert "there is no exercise called 'sgd'" in repr(magic.check("sgd"))

    (tmp_path / BUNDLE_NAME).write_bytes(bundle_of("sgd"))

    assert "no cell defines sgd" in repr(magic.check("sgd"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"<html>"])
def test_broken_bundle_is_told(content, tmp_path):
    """What is no bundle is a sentence that says what to do."""
    (tmp_path / BUNDLE_NAME).write_bytes(content)

    with pytest.raises(UsageError, match="fetch the assignment again"):
        open_course(tmp_path, lambda: tmp_path / "scratch")


def test_bundle_writes_nowhere_else(tmp_path):
    """Names that lead out of the folder lead nowhere."""
    (tmp_path / "a").mkdir()
    with zipfile.ZipFile(tmp_path / "a" / BUNDLE_NAME, "w") as archive:
        for name in ("../out.txt", "/out.txt", "course.yaml"):
            archive.writestr(name, "x")

    place = open_course(tmp_path / "a", lambda: tmp_path / "scratch")

    assert place.parent == tmp_path / "scratch"
    assert not (tmp_path / "out.txt").exists()
    assert not (tmp_path / "scratch" / "out.txt").exists()


def test_nearest_course_counts(tmp_path):
    """A folder with course.yaml below a bundle, or above one: the nearest is taken."""
    (tmp_path / "course" / "unit").mkdir(parents=True)
    (tmp_path / "course" / "course.yaml").write_text("id: x")

    assert open_course(tmp_path / "course" / "unit", lambda: tmp_path) == tmp_path / "course"

    (tmp_path / "course" / "unit" / BUNDLE_NAME).write_bytes(make_bundle([(PurePosixPath("course.yaml"), b"id: y")]))

    assert open_course(tmp_path / "course" / "unit", lambda: tmp_path / "s").parent == tmp_path / "s"
