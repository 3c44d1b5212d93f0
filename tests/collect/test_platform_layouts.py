"""Downloads of learning platforms: whose each file is, when it came, and what is said of the rest."""

import io
import json
import os
import zipfile
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from grader.collect import LAYOUTS, collect_submissions

SLUGS = ("neuron_output", "sgd")
CODE = b"x = 1\n"


@pytest.fixture(params=["zip", "folder"])
def download(request, tmp_path):
    """Give a function that writes a download and collects it, as a zip and as an unpacked folder."""

    def collect(files, name="download", layout=None):
        files = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
        if request.param == "zip":
            source = tmp_path / f"{name}.zip"
            with zipfile.ZipFile(source, "w") as archive:
                for path, data in files.items():
                    archive.writestr(zipfile.ZipInfo(path, (2026, 10, 1, 12, 0, 0)), data)
        else:
            source = tmp_path / name
            for path, data in files.items():
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_bytes(data)
                moment = datetime(2026, 10, 1, 12, tzinfo=UTC).timestamp()
                os.utime(source / path, (moment, moment))
        return collect_submissions([source], SLUGS, layout)

    return collect


def pairs(intake):
    return [(one.student, one.exercise) for one in intake.submissions if not one.unreadable]


def reasons(intake):
    return {row.path.rpartition("/")[2].rpartition(": ")[2]: row.reason for row in intake.not_understood}


def test_canvas(download):
    """Late, handed in again, by name and number; text entries and other files are told."""
    intake = download(
        {
            "adalovelace_1001_5550_neuron_output.py": CODE,
            "adalovelace_1001_5551_sgd.py": CODE,
            "bobby_LATE_1002_5552_neuron_output-1.py": CODE,
            "vanderbergjan_1003_5553_sgd-12.py": CODE,
            "cleo_1004_text.html": "<p>my answer</p>",
            "dan_1005_5555_report.pdf": "x",
            "emmy_1006_5556_neuron_outptu.py": CODE,
        }
    )

    assert pairs(intake) == [
        ("adalovelace_1001", "neuron_output"),
        ("adalovelace_1001", "sgd"),
        ("bobby_1002", "neuron_output"),
        ("vanderbergjan_1003", "sgd"),
    ]
    assert {one.submitted_at for one in intake.submissions} == {datetime(2026, 10, 1, 12, tzinfo=UTC)}
    found = reasons(intake)
    assert found["cleo_1004_text.html"] == "is not a file that the course asks for"
    assert found["dan_1005_5555_report.pdf"] == "is not a file that the course asks for"
    assert "did you mean neuron_output.py" in found["emmy_1006_5556_neuron_outptu.py"]


def test_canvas_anonymous_and_inside_a_folder(download):
    """Anonymous names keep their id; a folder around it all is seen through."""
    intake = download({"hw/anon_AbC12_77_sgd.py": CODE, "hw/anon_LATE_zz9_78_sgd-1.py": CODE})

    assert pairs(intake) == [("anon_AbC12", "sgd"), ("anon_zz9", "sgd")]


@pytest.mark.parametrize("ending", ["", "_"])
def test_moodle_with_folders(download, ending):
    """Full names with spaces and accents, whatever path the student chose below."""
    intake = download(
        {
            f"Ada Lovelace_77_assignsubmission_file{ending}/neuron_output.py": CODE,
            f"Ada Lovelace_77_assignsubmission_file{ending}/my work/sgd.py": CODE,
            f"José_María O'Neil_78_assignsubmission_file{ending}/sgd/sgd.py": CODE,
            f"Participant_79_assignsubmission_file{ending}/neuron_output.py": CODE,
            "Zoe Z_80_assignsubmission_onlinetext_/onlinetext.html": "<p>hello</p>",
        }
    )

    assert pairs(intake) == [
        ("Ada Lovelace_77", "neuron_output"),
        ("Ada Lovelace_77", "sgd"),
        ("José_María O'Neil_78", "sgd"),
        ("Participant_79", "neuron_output"),
    ]
    assert reasons(intake) == {"onlinetext.html": "is not a file that the course asks for"}


def test_moodle_flat(download):
    """Without folders the file's name stands at the end."""
    intake = download(
        {
            "Ada Lovelace_77_assignsubmission_file_neuron_output.py": CODE,
            "Bob B_78_assignsubmission_file_sgd.py": CODE,
            "Bob B_78_assignsubmission_file_notes.txt": "x",
        }
    )

    assert pairs(intake) == [("Ada Lovelace_77", "neuron_output"), ("Bob B_78", "sgd")]
    assert list(reasons(intake)) == ["Bob B_78_assignsubmission_file_notes.txt"]


METADATA = """\
---
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '11'
    :email: ada@example.org
  :created_at: 2026-10-05 21:30:00.250000000 Z
  :score: 7.0
submission_2:
  :submitters:
  - :name: Bob
    :sid:
    :email:
  - :name: Cleo
    :sid: 13
    :email: ''
  :created_at: '2026-10-05 14:00:00 -0700'
submission_3:
  :submitters: []
  :created_at: 2026-10-05 21:30:00 Z
"""


def test_gradescope(download):
    """E-mail, else number, else name; every member of a group; the platform's time."""
    intake = download(
        {
            "assignment_9_export/submission_metadata.yml": METADATA,
            "assignment_9_export/submission_1/neuron_output.py": CODE,
            "assignment_9_export/submission_1/deep/er/sgd.py": CODE,
            "assignment_9_export/submission_2/sgd.py": CODE,
            "assignment_9_export/submission_3/sgd.py": CODE,
            "assignment_9_export/submission_4/sgd.py": CODE,
            "assignment_9_export/__MACOSX/submission_1/._sgd.py": "junk",
        }
    )

    assert pairs(intake) == [
        ("13", "sgd"),
        ("Bob", "sgd"),
        ("ada@example.org", "neuron_output"),
        ("ada@example.org", "sgd"),
    ]
    times = {one.student: one.submitted_at for one in intake.submissions}
    assert times["ada@example.org"] == datetime(2026, 10, 5, 21, 30, 0, 250000, tzinfo=UTC)
    assert times["Bob"] == times["13"] == datetime(2026, 10, 5, 21, 0, tzinfo=UTC)
    assert [row.reason for row in intake.not_understood if "submission_3" in row.path] == [
        "is of a submission without submitters"
    ]
    assert any("submission_4" in row.path for row in intake.not_understood)


@pytest.mark.parametrize(
    "metadata",
    [
        "", "[]", "submission_1: 3", "{", "a: &a [x]\nsubmission_1: *a", "\xff", "submission_1: {':submitters': 3}",
        "submission_1: {':submitters': [{':email': '../../x'}]}", "submission_1: {':submitters': [{':email': {a: b}}]}",
        "!!python/object/apply:os.system ['false']", "submission_1: {':created_at': 0000-99-99}",
        "a: &a [x]\n" + "".join(f"{b}: &{b} [{'*' + a}, {'*' + a}]\n" for a, b in pairwise("abcdefghi")),
    ],
)  # fmt: skip
def test_gradescope_metadata_that_is_none(download, metadata):
    """Broken, hostile or another program's: nobody gets the files, every one is told, and it is soon over."""
    intake = download({"submission_metadata.yml": metadata, "submission_1/sgd.py": CODE})

    assert pairs(intake) == []
    assert len(intake.not_understood) >= 1


def test_github_classroom(download):
    """The user's name is what the repository's has behind the assignment's; user names may hold hyphens."""
    files = {
        "hw-1-submissions/hw-1-ada/neuron_output.py": CODE,
        "hw-1-submissions/hw-1-ada/README.md": "x",
        "hw-1-submissions/hw-1-bob-the-2nd/exercises/sgd/sgd.py": CODE,
        "hw-1-submissions/hw-1-bob-the-2nd/exercises/sgd/test_sgd.py": CODE,
        "hw-1-submissions/hw-1-bob-the-2nd/.git/config": "x",
    }
    assert pairs(download(files)) == [("ada", "neuron_output"), ("bob-the-2nd", "sgd")]
    inner = {path.partition("/")[2]: data for path, data in files.items()}
    assert pairs(download(inner, name="hw-1-submissions")) == [("ada", "neuron_output"), ("bob-the-2nd", "sgd")]


def test_plain_classes_are_not_taken_for_a_platform(download):
    """Students whose names look like it, files at the top, folders with numbers."""
    assert pairs(download({"ada_1_2/neuron_output.py": CODE, "bob/sgd.py": CODE})) == [
        ("ada_1_2", "neuron_output"), ("bob", "sgd"),
    ]  # fmt: skip
    assert pairs(download({"team-submissions/sgd.py": CODE, "x/sgd.py": CODE}, name="b")) == [
        ("team-submissions", "sgd"), ("x", "sgd"),
    ]  # fmt: skip


def test_a_layout_can_be_asked_for(download):
    """What does not fit it is told."""
    intake = download({"ada/neuron_output.py": CODE, "x_1_2_sgd.py": CODE}, layout="canvas")

    assert pairs(intake) == [("x_1", "sgd")]
    assert len(intake.not_understood) == 1
    assert {"canvas", "moodle", "gradescope", "classroom"} <= set(LAYOUTS)


@pytest.mark.parametrize(
    "files",
    [
        {"bob_1_2_sgd.py": CODE},
        {"Bob_1_assignsubmission_file_/sgd.py": CODE},
        {"submission_metadata.yml": METADATA, "submission_1/sgd.py": CODE},
        {"hw-submissions/hw-bob/sgd.py": CODE},
        {"submitted/bob/hw/sgd.py": CODE, "submitted/bob/hw/timestamp.txt": "2026-01-01 00:00:00 UTC"},
        {"bob+hw+2026-01-01 00:00:00 UTC+x/sgd.py": CODE},
        {"bob/sgd.py": CODE, "cleo/sgd.py": CODE},
    ],
)
def test_what_a_student_packed_never_names_another_student(tmp_path, files):
    """Inside a student's own archive no platform's names count: all of it is theirs, or nobody's."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "eve.zip").write_bytes(target.getvalue())

    intake = collect_submissions([tmp_path / "class"], SLUGS)
    assert {one.student for one in intake.submissions} <= {"eve"}, json.dumps(sorted(files))


@pytest.mark.parametrize("name", ["\x1b[31m", "a\u202eb", "..", "x/y", " ", "-"])
def test_hostile_names_are_refused_or_harmless(download, name):
    """A name that cannot stand for a student is told, safe to print."""
    intake = download({f"{name}_7_assignsubmission_file_/sgd.py": CODE, "ok_8_assignsubmission_file_/sgd.py": CODE})

    assert all(one.student.isprintable() and "/" not in one.student for one in intake.submissions)
    assert all((row.path + row.reason).isprintable() for row in intake.not_understood)
    assert ("ok_8", "sgd") in pairs(intake)
