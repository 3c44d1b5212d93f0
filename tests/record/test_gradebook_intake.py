"""Taking in submissions: what is new, what is known, what is kept."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.errors import GradebookError
from grader.record import intake


def test_new_submissions_are_counted(gradebook, submission):
    """Each first attempt is new."""
    assert gradebook.add_submissions("c", [submission("ada"), submission("bob"), submission("ada", "losses")]) == 3


def test_again_is_nothing_new(gradebook, submission):
    """The same collect twice takes in nothing the second time."""
    batch = [submission(f"s{number}", content=b"%d" % number) for number in range(20)]

    assert (gradebook.add_submissions("c", batch), gradebook.add_submissions("c", batch)) == (20, 0)


def test_twice_in_one_batch_counts_once(gradebook, submission):
    """A file that a source holds twice is one attempt."""
    assert gradebook.add_submissions("c", [submission(), submission(), submission(minute=1)]) == 1


def test_same_content_later_is_nothing_new(gradebook, submission):
    """A copied folder has other times; content that equals the latest attempt is not a new attempt."""
    gradebook.add_submissions("c", [submission()])

    assert gradebook.add_submissions("c", [submission(minute=60), submission(minute=-60)]) == 0
    assert len(gradebook.attempts("c", "ada", "sgd")) == 1


def test_going_back_to_earlier_content_is_an_attempt(gradebook, submission):
    """First A, then B, then A again: the third is new, and it counts."""
    a, b, again = submission(content=b"A"), submission(content=b"B", minute=1), submission(content=b"A", minute=2)

    assert [gradebook.add_submissions("c", [item]) for item in (a, b, again)] == [1, 1, 1]
    assert [item.content for item in gradebook.attempts("c", "ada", "sgd")] == [b"A", b"B", b"A"]


def test_old_archive_after_a_new_one_is_nothing_new(gradebook, submission):
    """Collecting last week's archive again adds nothing and changes nothing."""
    old, new = submission(content=b"old"), submission(content=b"new", minute=9)
    gradebook.add_submissions("c", [old, new])

    assert gradebook.add_submissions("c", [old]) == 0
    assert gradebook.pending("c", {"sgd": "v"}) == [new]


def test_late_arrival_of_an_earlier_attempt_does_not_count(gradebook, submission):
    """What was submitted last counts, not what arrived last."""
    gradebook.add_submissions("c", [submission(content=b"late", minute=9)])
    gradebook.add_submissions("c", [submission(content=b"early", minute=1)])

    assert [item.content for item in gradebook.pending("c", {"sgd": "v"})] == [b"late"]


def test_same_time_the_last_to_arrive_counts(gradebook, submission):
    """Of two attempts with one time the later in the order of arrival counts."""
    gradebook.add_submissions("c", [submission(content=b"one"), submission(content=b"two")])

    assert [item.content for item in gradebook.pending("c", {"sgd": "v"})] == [b"two"]


def test_unreadable_ones_are_attempts(gradebook, submission):
    """A link in place of a file is taken in with the sentence that says so."""
    link = submission(content=b"", unreadable="is a link out of its folder")

    assert (gradebook.add_submissions("c", [link]), gradebook.add_submissions("c", [link])) == (1, 0)
    assert gradebook.pending("c", {"sgd": "v"}) == [link]


def test_empty_file_after_an_unreadable_one_is_new(gradebook, submission):
    """Both have the hash of nothing, yet they are different attempts."""
    gradebook.add_submissions("c", [submission(content=b"", unreadable="is a folder")])

    assert gradebook.add_submissions("c", [submission(content=b"")]) == 1
    assert gradebook.pending("c", {"sgd": "v"})[0].unreadable == ""


def test_unreadable_never_stands_in_for_content(gradebook, submission):
    """A file that was too large once, under its real hash, is kept when it can be read later."""
    content = b"big" * 100
    digest = hashlib.sha256(content).hexdigest()
    gradebook.add_submissions("c", [submission(content=b"", sha256=digest, unreadable="larger than 1 MiB")])

    assert gradebook.add_submissions("c", [submission(content=content, minute=1)]) == 1
    assert gradebook.content(digest) == content


def test_content_is_stored_once(gradebook, submission):
    """A hundred students with the untouched stub share one content."""
    gradebook.add_submissions("c", [submission(f"s{number}") for number in range(100)])

    with gradebook._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM content").scalar() == 1


def test_content_of_any_bytes(gradebook, submission):
    """Bytes come back as they were: all 256, nothing, and ten megabytes."""
    for number, content in enumerate([bytes(range(256)), b"", b"\0" * 10_000_000]):
        item = submission(f"s{number}", content=content)
        gradebook.add_submissions("c", [item])
        assert gradebook.content(item.sha256) == content


def test_content_that_was_never_taken_in(gradebook):
    """Asking for an unknown hash is told in a sentence."""
    with pytest.raises(GradebookError, match="no submission in the gradebook has the SHA-256 abc"):
        gradebook.content("abc")


def test_wrong_hash_is_refused(gradebook, submission):
    """Content that does not match its hash would poison every replay."""
    with pytest.raises(GradebookError, match="does not have the SHA-256"):
        gradebook.add_submissions("c", [submission(sha256="0" * 64)])
    assert gradebook.students("c") == []


def test_time_without_zone_is_refused(gradebook, submission):
    """A naive time would mean something else on another machine."""
    with pytest.raises(GradebookError, match="no time zone"):
        gradebook.add_submissions("c", [submission(submitted_at=datetime(2026, 1, 1))])


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 1, 12, 0, 0, 123456, tzinfo=UTC),
        datetime(2026, 10, 1, 12, 0, 0, 999999, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_times_are_exact_to_the_microsecond(gradebook, submission, moment):
    """A time comes back as the same instant."""
    gradebook.add_submissions("c", [submission(submitted_at=moment)])

    assert gradebook.attempts("c", "ada", "sgd")[0].submitted_at == moment


def test_microseconds_decide(gradebook, submission):
    """One microsecond later is later."""
    first = submission(content=b"first", submitted_at=datetime(2026, 1, 1, 0, 0, 0, 2, tzinfo=UTC))
    second = submission(content=b"second", submitted_at=datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC))
    gradebook.add_submissions("c", [first, second])

    assert gradebook.pending("c", {"sgd": "v"}) == [first]


def test_students_are_told_apart_by_case(gradebook, submission):
    """Ada and ada are two students."""
    assert gradebook.add_submissions("c", [submission("Ada"), submission("ada")]) == 2
    assert gradebook.students("c") == ["Ada", "ada"]


def test_students_with_and_without_accents(gradebook, submission):
    """One name in two Unicode spellings is two identifiers; nothing is normalised behind anyone's back."""
    names = ["caf\u00e9", "cafe\u0301", "李雷", "Лев", "a b", "o'neil", 'quote"d', "a%b", "a_b", "a\\b"]
    gradebook.add_submissions("c", [submission(name) for name in names])

    assert gradebook.students("c") == sorted(names)


def test_undecodable_names_stay_apart(gradebook, submission):
    """Two file names that are not UTF-8 stay two students, each with the own content."""
    one, two = submission("s\udcff", content=b"1"), submission("s\udcfe", content=b"2")

    assert gradebook.add_submissions("c", [one, two]) == 2
    assert gradebook.add_submissions("c", [one, two]) == 0
    assert [gradebook.attempts("c", name, "sgd")[0].content for name in ("s\udcff", "s\udcfe")] == [b"1", b"2"]


def test_courses_do_not_mix(gradebook, submission):
    """One gradebook holds several courses."""
    gradebook.add_submissions("one", [submission("ada")])
    gradebook.add_submissions("two", [submission("bob")])

    assert (gradebook.students("one"), gradebook.students("two"), gradebook.students("three")) == (["ada"], ["bob"], [])
    assert gradebook.pending("three", {"sgd": "v"}) == []


def test_more_than_one_transaction(gradebook, submission, monkeypatch):
    """A large class is taken in by parts, and attempts are compared across them."""
    monkeypatch.setattr(intake, "CHUNK_SUBMISSIONS", 7)
    batch = [submission(f"s{number % 10}", content=b"%d" % number, minute=number) for number in range(50)]

    assert gradebook.add_submissions("c", batch) == 50
    assert gradebook.add_submissions("c", iter(batch)) == 0


def test_parts_are_bounded_by_size(submission):
    """Large files do not pile up in memory before they are written."""
    batch = [submission(content=b"x" * intake.CHUNK_BYTES) for _ in range(3)]

    assert [len(chunk) for chunk in intake.in_chunks(batch)] == [1, 1, 1]


def test_nothing_at_all(gradebook):
    """An empty source takes in nothing."""
    assert gradebook.add_submissions("c", []) == 0
    assert gradebook.students("c") == []


@pytest.mark.parametrize("statement", ["INSERT INTO submission", "INSERT INTO content"])
def test_ctrl_c_in_a_statement_leaves_nothing_half(gradebook, submission, monkeypatch, statement):
    """It comes out as what it is, and the gradebook can be used afterwards."""
    dialect = gradebook._engine.dialect

    def interrupting(execute):
        def call(cursor, text, *rest, **options):
            if text.startswith(statement):
                raise KeyboardInterrupt
            return execute(cursor, text, *rest, **options)

        return call

    for name in ("do_execute", "do_executemany"):
        monkeypatch.setattr(dialect, name, interrupting(getattr(dialect, name)))
    with pytest.raises(KeyboardInterrupt):
        gradebook.add_submissions("c", [submission("ada"), submission("bob")])
    monkeypatch.undo()

    assert gradebook.students("c") == []
    assert gradebook.add_submissions("c", [submission("ada"), submission("bob")]) == 2
