"""A gradebook is backed up while it is written to, and what is restored goes on from there."""

import sqlite3
import threading

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
