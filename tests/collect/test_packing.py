"""What a student packs arrives, and a receipt tells whether it is the same."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect import collect_submissions, pack_submission
from grader.collect.manifest import digest
from grader.errors import IntakeError, UsageError

NOW = datetime(2026, 10, 5, 21, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
COURSE = "deep-learning-foundations"


def test_zip_round_trip(files, tmp_path, take, pairs):
    """What was packed into a zip is collected with its student, bytes and time, and the receipt holds."""
    receipt = pack_submission(files, "ada", tmp_path / "hw.zip", NOW, COURSE)
    intake = take(tmp_path / "hw.zip")
    [check] = intake.receipts

    assert pairs(intake) == [("ada", "backprop", b"b"), ("ada", "neuron_output", b"a")]
    assert {one.submitted_at for one in intake.submissions} == {NOW}
    assert all(one.submitted_at.utcoffset() == timedelta(0) for one in intake.submissions)
    assert (check.code, check.student, check.holds, check.reason) == (receipt.code, "ada", True, "")
    assert receipt.files == (("backprop", digest(b"b"), 1), ("neuron_output", digest(b"a"), 1))
    assert receipt.submitted_at == NOW
    assert intake.not_understood == ()
    assert len(receipt.code) == 12


def test_drop_folder_round_trip(files, tmp_path, take, pairs):
    """Several students and attempts in one drop folder stay apart, and every receipt holds."""
    drop = tmp_path / "drop"
    receipts = [pack_submission(files, "ada", drop, NOW + timedelta(minutes=number), COURSE) for number in range(3)]
    receipts.append(pack_submission({"backprop": files["backprop"]}, "bob", drop, NOW, COURSE))
    intake = take(drop)

    assert {check.code for check in intake.receipts if check.holds} == {receipt.code for receipt in receipts}
    assert len({receipt.code for receipt in receipts}) == 4
    assert [one.submitted_at for one in intake.submissions if one.exercise == "neuron_output"] == [
        receipt.submitted_at for receipt in receipts[:3]
    ]
    assert len([student for student, _, _ in pairs(intake) if student == "bob"]) == 1
    assert intake.not_understood == ()


@pytest.mark.parametrize("students", [["ada"], ["ada", "bob"]])
def test_folder_of_packed_zips(students, files, tmp_path, take, pairs):
    """Zips named for their students are taken as such."""
    (tmp_path / "class").mkdir()
    for student in students:
        pack_submission(files, student, tmp_path / f"class/{student}.zip", NOW, COURSE)
    intake = take(tmp_path / "class")

    assert [(check.student, check.holds) for check in intake.receipts] == [(student, True) for student in students]
    assert {student for student, _, _ in pairs(intake)} == set(students)


@pytest.mark.parametrize("name", ["ada (1).zip", "homework-ada.zip", "ada_week3.zip", "deep.ada.zip"])
def test_zip_whose_name_holds_the_student(name, files, tmp_path, take, pairs):
    """What platforms and browsers make of a name does not matter while the student is in it."""
    (tmp_path / "class").mkdir()
    pack_submission(files, "ada", tmp_path / "class" / name, NOW, COURSE)

    assert {student for student, _, _ in pairs(take(tmp_path / "class"))} == {"ada"}


def test_class_of_packed_and_plain_files(files, tmp_path, make_tree, take, pairs):
    """Some students submit, some copy their files: both are taken."""
    pack_submission(files, "ada", tmp_path / "class", NOW, COURSE)
    make_tree("class", {"bob/backprop.py": "bob", "cy/backprop/backprop.py": "cy"})

    assert pairs(take(tmp_path / "class")) == [
        ("ada", "backprop", b"b"),
        ("ada", "neuron_output", b"a"),
        ("bob", "backprop", b"bob"),
        ("cy", "backprop", b"cy"),
    ]


@given(
    contents=st.dictionaries(
        st.sampled_from(["neuron_output", "activations", "backprop"]), st.binary(max_size=300), min_size=1
    ),
    student=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    now=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    kind=st.sampled_from(["zip", "drop"]),
)
@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_student_any_bytes_any_time(contents, student, now, kind, tmp_path_factory, slugs):
    """Whatever is packed and not refused arrives byte for byte, and its receipt holds."""
    root = tmp_path_factory.mktemp("any")
    files = {}
    for slug, data in contents.items():
        files[slug] = root / f"{slug}.py"
        files[slug].write_bytes(data)
    destination = root / ("hw.zip" if kind == "zip" else "drop")
    try:
        receipt = pack_submission(files, student, destination, now, COURSE)
    except UsageError:
        return
    except IntakeError:  # a name of many bytes, which this file system cannot hold
        assert len(student.encode()) > 200
        return
    intake = collect_submissions([destination], slugs)

    assert {one.exercise: one.content for one in intake.submissions} == contents
    assert {(one.student, one.submitted_at) for one in intake.submissions} == {(receipt.student, now)}
    assert [(check.code, check.holds) for check in intake.receipts] == [(receipt.code, True)]
