"""When something was handed in: by nbgrader's word; where it has none, or goes back to an earlier one, it is told."""

from __future__ import annotations

import json
import os
import zipfile

import pytest

UNIT = "first_unit"


@pytest.fixture
def hand_in(teaching, released, students):
    """A function that puts one student's notebook into `submitted`, with a timestamp.txt or without."""

    def put(student: str, answers: dict[str, str], time: str = "", written: float | None = None) -> None:
        place = teaching / "submitted" / student / UNIT
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{UNIT}.ipynb").write_text(json.dumps(students.fill_in(released, answers)))
        if written is not None:
            os.utime(place / f"{UNIT}.ipynb", (written, written))
        if time:
            (place / "timestamp.txt").write_text(time)

    return put


def told(done) -> list[str]:
    """Give what the log says of students' times and points."""
    lines = [line.partition("] ")[2] for line in done.stderr.splitlines() if line.startswith("[AutogradeApp")]
    return [line for line in lines if " of 20.5 points" in line or "on time" in line or "counts, not" in line]


def test_exchange_in_the_time_zone_of_its_settings(teaching, hand_in, run, students):
    """What `c.Exchange.timezone` makes of a time is that time, in summer and in winter."""
    hand_in("ada", students.right(), "2026-10-06 01:30:00.000000 CEST")  # 23:30 UTC
    hand_in("bob", students.right(), "2026-10-06 00:30:00.000000 EDT")  # 4:30 UTC

    done = run(teaching, "nbgrader", "autograde", UNIT)

    assert told(done) == ["ada: 20.5 of 20.5 points", "bob: 18.45 of 20.5 points, 2.05 taken off for lateness"]


def test_zip_collect_without_times(teaching, released, run, students):
    """The time of unpacking makes nobody late, and the log says whose time nobody knows."""
    pattern = r"(?P<student_id>\w+)-(?P<file_id>first_unit\.ipynb)"
    with (teaching / "nbgrader_config.py").open("a") as config:
        config.write(f"c.FileNameCollectorPlugin.named_regexp = r'.*/{pattern}'\n")
        config.write('c.EngineGrades.gradebook = "ours.db"\n')
    archive = teaching / "downloaded" / UNIT / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "all.zip", "w") as packed:
        for student in ("ada", "bob"):
            packed.writestr(f"{student}-{UNIT}.ipynb", json.dumps(students.fill_in(released, students.right())))
    run(teaching, "nbgrader", "zip_collect", UNIT)
    unpacked = 1_800_000_000  # in 2027
    for path in (teaching / "submitted").rglob("*.ipynb"):
        os.utime(path, (unpacked, unpacked))

    done = run(teaching, "nbgrader", "autograde", UNIT)

    assert told(done) == [
        "No time in timestamp.txt of ada, bob: counted as handed in on time, as in nbgrader itself",
        "ada: 20.5 of 20.5 points",
        "bob: 20.5 of 20.5 points",
    ]


def test_going_back_to_an_earlier_attempt(teaching, hand_in, run, students):
    """As `collect --before-duedate` does: the later attempt counts still, and the log says so and what to do."""
    hand_in("ada", students.right(1), "2026-10-07 12:00:00.000000 UTC")
    run(teaching, "nbgrader", "autograde", UNIT)
    hand_in("ada", students.right(), "2026-10-05 10:00:00.000000 UTC")

    late = told(run(teaching, "nbgrader", "autograde", UNIT, "--force"))

    assert late[0].startswith(
        "ada: activations, neuron_output, sigmoid_derivative: the attempt of 2026-10-07 12:00 UTC counts, not the "
        "earlier one that lies in submitted, of 2026-10-05 10:00 UTC; `grader extend`"
    )
    assert late[1] == "ada: 16.4 of 20.5 points, 4.1 taken off for lateness"

    run(teaching, "grader", "extend", "ada", UNIT, "--days", "3")
    assert told(run(teaching, "nbgrader", "autograde", UNIT, "--force"))[-1] == "ada: 20.5 of 20.5 points"
