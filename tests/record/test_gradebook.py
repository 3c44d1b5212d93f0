"""What is recorded comes back whole, whatever is in it."""

from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.model import Outcome, Status, TestResult
from grader.record import DiagnosisCount, open_gradebook

VERSIONS = {"sgd": "v1", "losses": "v1"}


def test_newest_version_is_current(gradebook, submission, result):
    """After a regrade the newer result counts, and the older one is history."""
    item = submission()
    gradebook.add_submissions("c", [item])
    old, new = result(item, "v1"), result(item, "v2", points=Decimal(9))
    gradebook.record("c", [old])
    gradebook.record("c", [new])

    assert gradebook.results("c") == [new]
    assert gradebook.history("c", "ada", "sgd") == [old, new]


def test_named_version_is_current(gradebook, submission, result):
    """An exercise that went back to an earlier version shows the result of that version."""
    item = submission()
    gradebook.add_submissions("c", [item])
    old, new = result(item, "v1"), result(item, "v2", points=Decimal(9))
    gradebook.record("c", [old, new])

    assert gradebook.pending("c", {"sgd": "v1"}) == []
    assert gradebook.results("c", {"sgd": "v1"}) == [old]
    assert gradebook.results("c", {"sgd": "v2"}) == [new]
    assert gradebook.results("c", {"sgd": "v3"}) == [new]
    assert gradebook.results("c", {"losses": "v1"}) == [new]


def test_error_of_a_new_version_is_shown(gradebook, submission, result):
    """A regrade that failed is not hidden behind the old grade."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, "v1")])
    gradebook.record("c", [result(item, "v2", status=Status.ERROR, points=None)])

    assert [kept.status for kept in gradebook.results("c")] == [Status.ERROR]


def test_results_come_by_exercise_and_student(gradebook, submission, result):
    """The order is the same in both databases, and does not follow their ideas of an alphabet."""
    batch = [submission(name, exercise) for name in ("b", "B", "a", "ä", "_") for exercise in ("sgd", "losses")]
    gradebook.add_submissions("c", batch)
    gradebook.record("c", [result(item) for item in batch])

    found = [(item.exercise, item.student) for item in gradebook.results("c")]
    assert found == sorted((item.exercise, item.student) for item in batch)


def test_nothing_recorded_is_nothing_written(gradebook):
    """An empty batch is fine."""
    assert gradebook.record("c", []) == 0
    assert (gradebook.results("c"), gradebook.history("c", "ada", "sgd"), gradebook.diagnoses("c")) == ([], [], [])


def test_big_batch(gradebook, submission, result):
    """More submissions than fit one SQL statement are found and written."""
    batch = [submission(f"s{number}") for number in range(1700)]
    gradebook.add_submissions("c", batch)
    results = [result(item) for item in batch]

    assert gradebook.record("c", results) == 1700
    assert gradebook.record("c", results) == 0
    assert gradebook.pending("c", VERSIONS) == []
    assert len(gradebook.results("c")) == 1700


def test_errors_of_a_big_batch_are_replaced(gradebook, submission, result):
    """A whole class that failed is graded again."""
    batch = [submission(f"s{number}") for number in range(1100)]
    gradebook.add_submissions("c", batch)
    gradebook.record("c", [result(item, status=Status.ERROR, points=None) for item in batch])

    assert gradebook.record("c", [result(item) for item in batch]) == 1100
    assert {item.status for item in gradebook.results("c")} == {Status.GRADED}


def test_diagnoses_are_counted_by_student(gradebook, submission, result, test_result):
    """Each student counts once for a diagnosis, and only the current result and failed tests count."""
    flipped = test_result(diagnosis="sign-flipped")
    twice = (flipped, replace_struct(flipped, id="test_other"))
    passed = replace_struct(flipped, outcome=Outcome.PASSED, diagnosis="missing-bias")
    batch = [submission(name) for name in ("ada", "bob", "cem")]
    gradebook.add_submissions("c", batch)
    gradebook.record("c", [result(item, tests=(*twice, passed)) for item in batch])
    gradebook.record("c", [result(batch[0], "v2", tests=(test_result(diagnosis="transposed"),))])

    assert gradebook.diagnoses("c") == [
        DiagnosisCount("sgd", "sign-flipped", 2),
        DiagnosisCount("sgd", "transposed", 1),
    ]


def test_findings_of_a_replaced_error_go(gradebook, submission, result, test_result):
    """What an error had found is not counted beside the real result."""
    item = submission()
    gradebook.add_submissions("c", [item])
    tests = (test_result(diagnosis="sign-flipped"),)
    gradebook.record("c", [result(item, status=Status.ERROR, points=None, tests=tests)])
    gradebook.record("c", [result(item)])

    assert gradebook.diagnoses("c") == []
    with gradebook._engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM finding").scalar() == 0


@pytest.mark.parametrize("status", [Status.GRADED, Status.INVALID, Status.ERROR])
@pytest.mark.parametrize("points", ["0", "0.00", "10", "7.125", "0.1", "-1.5", "1E+2", "33333333333333333333.33"])
def test_points_are_exact(gradebook, submission, result, status, points):
    """Decimals come back as they were, to the digit."""
    item = submission()
    gradebook.add_submissions("c", [item])
    made = result(item, status=status, points=Decimal(points), max_points=Decimal("10.00"))
    gradebook.record("c", [made])

    (found,) = gradebook.results("c")
    assert found == made
    assert (str(found.points), str(found.max_points)) == (str(Decimal(points)), "10.00")


@pytest.mark.parametrize("seed", [0, -1, 2**31, 2**63, 2**64 - 1, 2**200])
def test_seeds_of_any_size(gradebook, submission, result, seed):
    """A seed is an integer, not what a database takes for one."""
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, seed=seed)])

    assert gradebook.results("c")[0].seed == seed


def test_tests_are_kept_whole(gradebook, submission, result, test_result):
    """Every field of every test comes back, in the order of the tests."""
    tests = tuple(
        test_result(
            id=f"test_{number}",
            title="Größe – 大小",
            hidden=bool(number % 2),
            outcome=outcome,
            points=Fraction(number, 3),
            max_points=Fraction(7, 3),
            message="Line one\nline two\ttab",
            detail='Traceback\r\n  File "x"',
            hint="Does every weight reach the sum?",
            diagnosis="missing-bias",
            output="printed \x1b[31m\u202e",
        )
        for number, outcome in enumerate(Outcome)
    )
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, tests=tests)])

    assert gradebook.results("c") == [result(item, tests=tests)]
    assert isinstance(gradebook.results("c")[0].tests[0].points, Fraction)


HOSTILE = [
    "a\0b",
    "\0",
    "\ud800",
    "\udcff tail",
    "\U0010ffff\ufffe\uffff",
    "'; DROP TABLE result; --",
    "%s %(x)s :name ? $1 {}",
    "\\x00 \\ud800",
    "é" * 1000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_storable(gradebook, submission, result, test_result, text):
    """NULs, half surrogates and SQL in every text of a submission and a result are kept, as visible escapes at most."""
    shown = text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")
    item = submission(text, source=text, unreadable=text, content=b"")
    tests = (test_result(id=text, title=text, message=text, detail=text, hint=text, diagnosis=text, output=text),)
    made = result(item, tests=tests, message=text, toolkit_version=text, version=text)

    assert gradebook.add_submissions(text, [item]) == 1
    assert gradebook.record(text, [made]) == 1
    (found,) = gradebook.results(text)
    assert (found.student, found.message, found.exercise_version, found.toolkit_version) == (shown,) * 4
    (test,) = found.tests
    assert {test.id, test.title, test.message, test.detail, test.hint, test.diagnosis, test.output} == {shown}
    assert gradebook.pending(text, {"sgd": text}) == []
    assert gradebook.attempts(text, text, "sgd")[0].unreadable == shown
    assert gradebook.students(text) == [shown]
    assert gradebook.diagnoses(text) == [DiagnosisCount("sgd", shown, 1)]


def test_ten_megabytes_of_output(gradebook, submission, result, test_result):
    """What a student printed is kept, however much the limit lets through."""
    output = "\x1b[31mé\n" * 1_500_000
    item = submission()
    gradebook.add_submissions("c", [item])
    gradebook.record("c", [result(item, tests=(test_result(output=output),))])

    assert gradebook.results("c")[0].tests[0].output == output


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
TESTS = st.builds(
    TestResult,
    id=TEXT,
    title=TEXT,
    hidden=st.booleans(),
    outcome=st.sampled_from(Outcome),
    points=st.fractions(),
    max_points=st.fractions(),
    message=TEXT,
    detail=TEXT,
    hint=TEXT,
    diagnosis=TEXT,
    output=TEXT,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tests=st.lists(TESTS, max_size=4).map(tuple),
    points=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
    message=TEXT,
    seed=st.integers(),
)
def test_any_result_comes_back_equal(submission, result, tests, points, message, seed):
    """What can be stored as it is, is stored as it is."""
    item = submission()
    made = result(item, tests=tests, points=points, message=message, seed=seed)
    with open_gradebook("sqlite://") as gradebook:
        gradebook.add_submissions("c", [item])
        gradebook.record("c", [made])
        assert gradebook.results("c") == [made]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 4), st.integers(0, 2)), max_size=12))
def test_intake_agrees_with_a_plain_model(submission, events):
    """Whatever arrives in whatever order: known or equal to the latest is nothing new, the latest counts."""
    model: dict[str, list[tuple[int, int, bytes]]] = {}
    with open_gradebook("sqlite://") as gradebook:
        for arrival, (student, minute, body) in enumerate(events):
            attempts, content = model.setdefault(student, []), b"%d" % body
            is_known = any((minute, content) == (at, data) for at, _, data in attempts)
            is_latest = bool(attempts) and max(attempts)[2] == content
            added = gradebook.add_submissions("c", [submission(student, content=content, minute=minute)])
            assert added == (0 if is_known or is_latest else 1)
            if added:
                attempts.append((minute, arrival, content))
        counting = {item.student: item.content for item in gradebook.pending("c", VERSIONS)}
    assert counting == {student: max(attempts)[2] for student, attempts in model.items() if attempts}


def test_survives_reopening(url, submission, result):
    """What one run recorded, the next one has."""
    item = submission()
    with open_gradebook(url) as gradebook:
        gradebook.add_submissions("c", [item])
        gradebook.record("c", [result(item)])
    with open_gradebook(url, create=False) as gradebook:
        assert gradebook.results("c") == [result(item)]
        assert gradebook.attempts("c", "ada", "sgd") == [item]


def replace_struct(test: TestResult, **changes: object) -> TestResult:
    """Give a copy of a test with other values."""
    return msgspec.structs.replace(test, **changes)
