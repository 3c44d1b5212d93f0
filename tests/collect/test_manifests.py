"""A manifest speaks for the files beside it and for nobody else, and every field of it is checked."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from grader.collect import collect_submissions, pack_submission
from grader.collect.manifest import PackedFile, decode_manifest, digest, manifest_code

NOW = datetime(2026, 10, 5, 21, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))
COURSE = "deep-learning-foundations"


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


@pytest.mark.parametrize(
    ("place", "students"),
    [
        ("lovelaceada_12345_67890_hw.zip", ["hoppergrace_54321", "lovelaceada_12345"]),
        ("lovelaceada_LATE_12345_67890_deep-learning-foundations-ada.zip", ["hoppergrace_54321", "lovelaceada_12345"]),
        ("Ada Lovelace_9876_assignsubmission_file_/hw.zip", ["Ada Lovelace_9876", "Grace Hopper_9877"]),
    ],
)
def test_on_a_platform_the_platform_says_whose_it_is(place, students, files, tmp_path, take, pairs):
    """Students pack under the name that they know themselves by; another's in the manifest gains and costs nothing."""
    others = (
        place.replace("lovelaceada", "hoppergrace")
        .replace("Ada Lovelace", "Grace Hopper")
        .replace("9876", "9877")
        .replace("12345", "54321")
    )
    for path, name in ((place, "ada"), (others, "ada")):
        (tmp_path / "class" / path).parent.mkdir(parents=True, exist_ok=True)
        pack_submission(files, name, tmp_path / "class" / path, NOW, COURSE)
    intake = take(tmp_path / "class")

    assert sorted({one for one, _, _ in pairs(intake)}) == students
    assert [(check.holds, check.packed_as) for check in intake.receipts] == [(True, "ada")] * 2
    assert sorted(check.student for check in intake.receipts) == students
    assert not [row for row in intake.not_understood if "lies in" in row.reason]


def test_manifest_in_another_students_folder(files, tmp_path, make_tree, take, pairs):
    """The same for a folder: the place says whose it is."""
    receipt = pack_submission(files, "bob", tmp_path / "drop", NOW, COURSE)
    make_tree("class", {"ada/backprop.py": "a"})
    (receipt.location).rename(tmp_path / "class/mallory")
    intake = take(tmp_path / "class")

    assert pairs(intake) == [("ada", "backprop", b"a")]
    assert [check.holds for check in intake.receipts] == [False]


@pytest.mark.parametrize("place", ["mallory/bob", "mallory/x/bob", "Mallory_12_assignsubmission_file_/bob"])
@pytest.mark.parametrize("container", ["folder", "zip", "zip with a folder around"])
def test_manifest_in_a_folder_that_a_student_named(container, place, files, tmp_path, make_tree, take, pairs):
    """Who makes a folder in another's name below their own hands nothing in for them."""
    packed = pack_submission(files, "bob", tmp_path / "drop", NOW, COURSE).location
    members = {f"{place}/{path.name}": path.read_bytes() for path in packed.iterdir()}
    others = "Bob_13_assignsubmission_file_" if "_" in place else "bob"
    make_tree("around/class", {f"{others}/backprop.py": "bob's own", **members})
    source = tmp_path / "around/class"
    if container != "folder":
        root = source if container == "zip" else source.parent
        source = Path(shutil.make_archive(str(tmp_path / container), "zip", root))

    assert pairs(take(source)) == [("Bob_13" if "_" in place else "bob", "backprop", b"bob's own")]


@pytest.mark.parametrize("place", ["", "drop"])
def test_drop_folder_with_and_without_itself(place, files, tmp_path, take, pairs):
    """Packed by the instructor, it may stand around its students' folders."""
    for student in ("ada", "bob"):
        pack_submission(files, student, tmp_path / "packed" / place, NOW, COURSE)
    source = Path(shutil.make_archive(str(tmp_path / "class"), "zip", tmp_path / "packed"))

    assert {student for student, _, _ in pairs(take(source))} == {"ada", "bob"}


def test_layout_submit_believes_manifests_wherever_they_lie(files, tmp_path, take, pairs):
    """Asked for by name, the manifest's student counts, whatever the zip is called."""
    (tmp_path / "mail").mkdir()
    pack_submission(files, "ada", tmp_path / "mail/submission.zip", NOW, COURSE)
    pack_submission(files, "bob", tmp_path / "mail/submission (1).zip", NOW, COURSE)

    assert {student for student, _, _ in pairs(take(tmp_path / "mail", layout="submit"))} == {"ada", "bob"}


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


def test_manifest_reads_back():
    """What is written can be read, and the code is the manifest's own."""
    data = (
        b'{"course":"c","files":[{"exercise":"backprop","sha256":"%s","size_bytes":1}],"format":1,"student":"ada",'
        b'"submitted_at":"2026-10-05T19:30:15Z"}' % digest(b"b").encode()
    )
    manifest = decode_manifest(data)

    assert manifest.files == (PackedFile.of("backprop", b"b"),)
    assert manifest_code(manifest) == manifest_code(decode_manifest(io.BytesIO(data).read() + b"  \n"))
