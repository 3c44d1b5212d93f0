"""A gradebook is backed up while it is written to, and what is restored goes on from there."""

import sqlite3
import threading

from click.testing import CliRunner

from grader.cli import main
from grader.record import open_gradebook


def test_a_backup_of_a_gradebook_in_use_is_whole_and_goes_on(tmp_path, submission, result):
    """Taken between and during writes: sound, and holding a beginning of what was recorded; the rest is new again."""
    path, copy = tmp_path / "gradebook.db", tmp_path / "backup.db"
    items = [submission(f"s{number:03}") for number in range(150)]
    begun, done = threading.Event(), threading.Event()

    def write():
        with open_gradebook(f"sqlite:///{path}") as gradebook:
            for item in items:
                gradebook.add_submissions("c", [item])
                gradebook.record("c", [result(item)])
                begun.set()
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(60)
    source, target = sqlite3.connect(path), sqlite3.connect(copy)
    source.backup(target)
    assert target.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    source.close()
    target.close()
    writer.join()

    assert done.is_set()
    with open_gradebook(f"sqlite:///{copy}", create=False) as restored:
        students = restored.students("c")
        assert students == [item.student for item in items[: len(students)]]
        assert restored.add_submissions("c", items) == len(items) - len(students)
        restored.record("c", [result(item) for item in restored.pending("c", {"sgd": "v1"})])
        assert len(restored.results("c")) == len(items)


def test_an_export_never_takes_the_place_of_a_gradebook(tmp_path, submission, result):
    """A slip of the hand in --output costs no grades; an export from before is written over."""
    (tmp_path / "course.yaml").write_text(
        "id: c\ntitle: C\nunits: [{id: u, title: U, exercises: [{id: sgd, title: S, kind: code, points: 10}]}]\n"
    )
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with open_gradebook(url) as gradebook:
        gradebook.add_submissions("c", [submission()])
        gradebook.record("c", [result(submission())])

    def export(name):
        words = ["export", "csv", "--course", tmp_path, "--gradebook", url, "--output", tmp_path / name]
        return CliRunner().invoke(main, [str(word) for word in words])

    refused = export("gradebook.db")
    assert refused.exit_code == 2
    assert "write to another file" in refused.output
    assert export("points.csv").exit_code == export("points.csv").exit_code == 0
    assert "ada,7.50,7.50" in (tmp_path / "points.csv").read_text()
