"""What a student packs arrives, and a receipt tells whether it is the same."""

import io
import json
import os
import stat
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.collect import collect_submissions, pack_submission
from grader.collect.manifest import PackedFile, decode_manifest, digest, manifest_code
from grader.errors import IntakeError, UsageError

NOW = datetime(2026, 10, 5, 21, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
COURSE = "deep-learning-foundations"


@pytest.fixture
def files(make_tree):
    """A student's two files."""
    root = make_tree("work", {"neuron_output.py": "a", "backprop/backprop.py": "b"})
    return {"neuron_output": root / "neuron_output.py", "backprop": root / "backprop/backprop.py"}


def rewrite(source: Path, **changes: bytes | None) -> None:
    """Replace, add or (None) remove members of a zip; `manifest` stands for manifest.json."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for key, data in changes.items():
        name = "manifest.json" if key == "manifest" else f"{key}.py"
        if data is None:
            del members[name]
        else:
            members[name] = data
    with zipfile.ZipFile(source, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)


def manifest_of(source: Path) -> dict:
    """Give the manifest in a zip."""
    with zipfile.ZipFile(source) as archive:
        return json.loads(archive.read("manifest.json"))


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


@pytest.mark.parametrize("place", ["mallory.zip", "adam.zip", "mallory/hw.zip"])
def test_manifest_cannot_speak_for_another_student(place, files, tmp_path, make_tree, take, pairs):
    """A manifest that names bob in mallory's place gives bob nothing, and is told."""
    make_tree("class", {"bob/backprop.py": "bob's own"})
    (tmp_path / "class" / place).parent.mkdir(exist_ok=True)
    pack_submission(files, "ada" if place == "adam.zip" else "bob", tmp_path / "class" / place, NOW, COURSE)
    intake = take(tmp_path / "class")

    assert pairs(intake) == [("bob", "backprop", b"bob's own")]
    assert [check.holds for check in intake.receipts] == [False]
    assert any("lies in" in row.reason for row in intake.not_understood)
    assert sum("not followed" in row.reason for row in intake.not_understood) == 2


def test_manifest_in_another_students_folder(files, tmp_path, make_tree, take, pairs):
    """The same for a folder: the place says whose it is."""
    receipt = pack_submission(files, "bob", tmp_path / "drop", NOW, COURSE)
    make_tree("class", {"ada/backprop.py": "a"})
    (receipt.location).rename(tmp_path / "class/mallory")
    intake = take(tmp_path / "class")

    assert pairs(intake) == [("ada", "backprop", b"a")]
    assert [check.holds for check in intake.receipts] == [False]


def test_layout_submit_believes_manifests_wherever_they_lie(files, tmp_path, take, pairs):
    """Asked for by name, the manifest's student counts, whatever the zip is called."""
    (tmp_path / "mail").mkdir()
    pack_submission(files, "ada", tmp_path / "mail/submission.zip", NOW, COURSE)
    pack_submission(files, "bob", tmp_path / "mail/submission (1).zip", NOW, COURSE)

    assert {student for student, _, _ in pairs(take(tmp_path / "mail", layout="submit"))} == {"ada", "bob"}


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


def test_manifest_at_the_top_takes_nothing_but_what_lies_beside_it(files, tmp_path, make_tree, take, pairs):
    """A manifest thrown into a shared folder does not make the class its student's."""
    make_tree("class", {"ada/backprop.py": "a", "bob/backprop.py": "b"})
    receipt = pack_submission(files, "mallory", tmp_path / "drop", NOW, COURSE)
    for path in receipt.location.iterdir():
        path.rename(tmp_path / "class" / path.name)
    intake = take(tmp_path / "class")

    assert [pair for pair in pairs(intake) if pair[0] != "mallory"] == [
        ("ada", "backprop", b"a"),
        ("bob", "backprop", b"b"),
    ]


def test_changed_file_is_taken_but_the_receipt_does_not_hold(files, tmp_path, take, pairs):
    """A file that is not the packed one is graded with its own time, and the receipt says so."""
    source = tmp_path / "ada.zip"
    pack_submission(files, "ada", source, NOW, COURSE)
    rewrite(source, backprop=b"changed")
    intake = take(source)
    times = {one.exercise: one.submitted_at for one in intake.submissions}

    assert ("ada", "backprop", b"changed") in pairs(intake)
    assert times == {"backprop": datetime(2026, 1, 1, tzinfo=UTC), "neuron_output": NOW}
    assert [(check.holds, check.reason) for check in intake.receipts] == [
        (False, "backprop.py is not the file that was packed")
    ]


def test_missing_file_is_told(files, tmp_path, take):
    """A file of which the manifest speaks and that is not there is told by the receipt."""
    source = tmp_path / "ada.zip"
    pack_submission(files, "ada", source, NOW, COURSE)
    rewrite(source, backprop=None)
    intake = take(source)

    assert [one.exercise for one in intake.submissions] == ["neuron_output"]
    assert intake.receipts[0].reason == "backprop.py is missing or cannot be read"


def test_added_file_is_taken_with_its_own_time(files, tmp_path, take):
    """A file beside the manifest of which it does not speak is a submission like any other."""
    source = tmp_path / "ada.zip"
    pack_submission(files, "ada", source, NOW, COURSE)
    rewrite(source, activations=b"added")
    intake = take(source)

    assert {one.exercise: one.submitted_at for one in intake.submissions}["activations"].month == 1
    assert intake.receipts[0].holds


def test_changed_manifest_has_another_code(files, tmp_path, take):
    """Who changes the time in a manifest has another code than the receipt."""
    source = tmp_path / "ada.zip"
    receipt = pack_submission(files, "ada", source, NOW, COURSE)
    manifest = manifest_of(source) | {"submitted_at": "2026-09-01T00:00:00Z"}
    rewrite(source, manifest=json.dumps(manifest).encode())

    assert take(source).receipts[0].code != receipt.code


def test_code_does_not_depend_on_how_the_manifest_is_written(files, tmp_path, take):
    """Spaces and order in the JSON do not matter."""
    source = tmp_path / "ada.zip"
    receipt = pack_submission(files, "ada", source, NOW, COURSE)
    manifest = manifest_of(source)
    rewrite(source, manifest=json.dumps(dict(reversed(manifest.items()))).encode())

    assert [(check.code, check.holds) for check in take(source).receipts] == [(receipt.code, True)]


BAD_MANIFESTS = [
    b"", b"{}", b"[]", b"null", b"not json", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 10_000,
    b'{"student": "x"', b'"' + b"x" * 1000 + b'"', b"\0", bytes(300_000),
]  # fmt: skip


@pytest.mark.parametrize("manifest", BAD_MANIFESTS)
def test_manifest_that_is_none(manifest, make_zip, take, pairs):
    """A manifest.json that `submit` did not write is listed, and the files are taken by their place."""
    intake = take(make_zip("ada.zip", {"manifest.json": manifest, "backprop.py": "x"}))

    assert pairs(intake) == [("ada", "backprop", b"x")]
    assert [row.path for row in intake.not_understood] == ["ada.zip: manifest.json"]
    assert intake.receipts == ()


@pytest.mark.parametrize(("key", "value"), [
    ("student", ""), ("student", "../bob"), ("student", "a/b"), ("student", "x" * 101), ("student", "a\nb"),
    ("student", 5), ("student", None), ("student", "\u202eada"), ("submitted_at", "2026-10-05T21:30:15"),
    ("submitted_at", "yesterday"), ("submitted_at", 0), ("files", []), ("files", {}), ("files", [1]),
    ("files", [{"exercise": "../x", "sha256": "0" * 64, "size_bytes": 1}]),
    ("files", [{"exercise": "backprop", "sha256": "Z" * 64, "size_bytes": 1}]),
    ("files", [{"exercise": "backprop", "sha256": "0" * 64, "size_bytes": -1}]),
    ("files", [{"exercise": "backprop\n", "sha256": "0" * 64, "size_bytes": 1}]),
    ("format", 2), ("extra", 1), ("course", ""),
])  # fmt: skip
def test_manifest_with_a_wrong_value(key, value, files, tmp_path, take, pairs):
    """Each field is checked; a manifest with a wrong one is listed."""
    source = tmp_path / "ada.zip"
    pack_submission(files, "ada", source, NOW, COURSE)
    rewrite(source, manifest=json.dumps(manifest_of(source) | {key: value}).encode())
    intake = take(source)

    assert intake.receipts == ()
    assert {student for student, _, _ in pairs(intake)} == {"ada"}
    assert [row.path for row in intake.not_understood] == ["ada.zip: manifest.json"]


def test_manifest_of_another_course(files, tmp_path, slugs):
    """Where the course is known, another course's submission is told and not taken."""
    pack_submission(files, "ada", tmp_path / "ada.zip", NOW, "another-course")
    intake = collect_submissions([tmp_path / "ada.zip"], slugs, course_id=COURSE)

    assert intake.submissions == ()
    assert intake.receipts[0].holds is False
    assert any("another course (another-course)" in row.reason for row in intake.not_understood)


def test_exercise_that_the_course_does_not_have(files, tmp_path, make_tree, slugs):
    """A packed file for an unknown exercise is listed; the receipt still holds, for it arrived as packed."""
    root = make_tree("more", {"unknown_one.py": "x"})
    pack_submission(files | {"unknown_one": root / "unknown_one.py"}, "ada", tmp_path / "ada.zip", NOW, COURSE)
    intake = collect_submissions([tmp_path / "ada.zip"], slugs)

    assert [row.path for row in intake.not_understood] == ["ada.zip: unknown_one.py"]
    assert intake.receipts[0].holds


@pytest.mark.parametrize("student", ["", " ", "a/b", "..", ".x", "a\nb", "x" * 101, "a\0b", "\ud800"])
def test_student_name_that_cannot_be_one(student, files, tmp_path):
    """A name that `collect` would refuse is refused before anything is written."""
    with pytest.raises(UsageError, match="names no student"):
        pack_submission(files, student, tmp_path / "hw.zip", NOW, COURSE)

    assert not (tmp_path / "hw.zip").exists()


def test_nothing_to_hand_in(tmp_path):
    """No file at all is a usage error."""
    with pytest.raises(UsageError, match="no file"):
        pack_submission({}, "ada", tmp_path / "hw.zip", NOW, COURSE)


@pytest.mark.parametrize("what", ["missing", "folder", "pipe", "large", "loop"])
def test_file_that_cannot_be_handed_in(what, files, tmp_path):
    """The student hears at once of a file that could not be taken in, and nothing is written."""
    path = tmp_path / "backprop.py"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "large":
        path.write_bytes(bytes((1 << 20) + 1))
    elif what == "loop":
        path.symlink_to(path)
    with pytest.raises(IntakeError, match=r"backprop\.py"):
        pack_submission(files | {"backprop": path}, "ada", tmp_path / "hw.zip", NOW, COURSE)

    assert not (tmp_path / "hw.zip").exists()


def test_students_own_link_may_be_packed(files, tmp_path, take, pairs):
    """A student who keeps a link to the real file hands in the file."""
    (tmp_path / "backprop.py").symlink_to(files["backprop"])
    pack_submission({"backprop": tmp_path / "backprop.py"}, "ada", tmp_path / "hw.zip", NOW, COURSE)

    assert pairs(take(tmp_path / "hw.zip")) == [("ada", "backprop", b"b")]


@pytest.mark.parametrize("destination", ["nowhere/hw.zip", "file/hw.zip", "file"])
def test_destination_that_cannot_be_written(destination, files, tmp_path):
    """A place that is not there, or is a file, ends with a sentence and leaves nothing."""
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(IntakeError, match="cannot be written"):
        pack_submission(files, "ada", tmp_path / destination, NOW, COURSE)

    assert sorted(tmp_path.rglob("*")) == before


def test_packing_again_replaces_the_zip_whole(files, tmp_path, take):
    """A second zip at the same place replaces the first; no other file is left beside it."""
    (tmp_path / "out").mkdir()
    pack_submission(files, "ada", tmp_path / "out/hw.zip", NOW, COURSE)
    pack_submission(files, "ada", tmp_path / "out/hw.zip", NOW + timedelta(days=1), COURSE)

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["hw.zip"]
    assert take(tmp_path / "out/hw.zip").submissions[0].submitted_at == NOW + timedelta(days=1)


def test_same_submission_dropped_twice_is_one(files, tmp_path, take):
    """Packing the very same thing at the very same time changes nothing."""
    first = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)
    second = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)

    assert first == second
    assert len(take(tmp_path / "drop").receipts) == 1


def test_half_written_drop_is_not_collected(files, tmp_path, take, pairs):
    """A folder that `submit` has not finished is passed over until it has its name."""
    receipt = pack_submission(files, "ada", tmp_path / "drop", NOW, COURSE)
    receipt.location.rename(receipt.location.with_name(f".{receipt.location.name}.0123.partial"))
    pack_submission(files, "bob", tmp_path / "drop", NOW, COURSE)

    assert {student for student, _, _ in pairs(take(tmp_path / "drop"))} == {"bob"}


def test_zip_is_one_that_any_program_opens(files, tmp_path):
    """The zip passes the standard library's test, names lie at its top, and modes are ordinary."""
    pack_submission(files, "ada", tmp_path / "hw.zip", NOW, COURSE)
    with zipfile.ZipFile(tmp_path / "hw.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "backprop.py", "neuron_output.py"]
        assert all(stat.S_ISREG(member.external_attr >> 16) for member in archive.infolist())


def test_same_input_gives_the_same_bytes(files, tmp_path):
    """Nothing but the arguments decides what is in a zip."""
    for name in ("one.zip", "two.zip"):
        pack_submission(files, "ada", tmp_path / name, NOW, COURSE)

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("year", [1970, 1979, 1980, 2107, 2200])
def test_clock_that_is_wrong(year, files, tmp_path, take):
    """A machine whose clock is far off can still hand in."""
    now = datetime(year, 1, 1, tzinfo=UTC)
    pack_submission(files, "ada", tmp_path / "hw.zip", now, COURSE)

    assert take(tmp_path / "hw.zip").submissions[0].submitted_at == now


def test_time_without_a_zone_is_our_mistake(files, tmp_path):
    """A naive time is refused, for nobody could say when it was."""
    with pytest.raises(ValueError, match="aware"):
        pack_submission(files, "ada", tmp_path / "hw.zip", datetime(2026, 1, 1), COURSE)


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


def test_manifest_reads_back():
    """What is written can be read, and the code is the manifest's own."""
    data = (
        b'{"course":"c","files":[{"exercise":"backprop","sha256":"%s","size_bytes":1}],"format":1,"student":"ada",'
        b'"submitted_at":"2026-10-05T19:30:15Z"}' % digest(b"b").encode()
    )
    manifest = decode_manifest(data)

    assert manifest.files == (PackedFile.of("backprop", b"b"),)
    assert manifest_code(manifest) == manifest_code(decode_manifest(io.BytesIO(data).read() + b"  \n"))
