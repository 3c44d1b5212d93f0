"""The class table on terminals of every width and encoding."""

import io
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.model import Outcome, Status
from grader.report import class_table


class Screen(io.StringIO):
    """A stream that names an encoding, as a terminal does."""

    def __init__(self, encoding):
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self):
        """The encoding that rich asks for."""
        return self._encoding


def drawn(table, width=100, encoding="utf-8", color=False):
    """Give the lines that a terminal would show."""
    stream = Screen(encoding)
    Console(file=stream, width=width, force_terminal=color, color_system="standard" if color else None).print(table)
    return stream.getvalue().splitlines()


@pytest.fixture
def small(course, make_result, make_test):
    """Give a class of four with one of each kind of cell."""
    failed = make_test(title="Many inputs", diagnosis="missing-bias")
    return class_table(
        course,
        [
            make_result("ada", points=Decimal(10)),
            make_result("ada", "sgd", points=Decimal("7.25"), tests=(make_test(title="The first step"),)),
            make_result("bob", status=Status.INVALID, points=Decimal(0), message="line 1: no"),
            make_result("bob", "sgd", status=Status.ERROR, points=None, message="a worker died"),
            make_result("cem", points=Decimal(0), tests=(failed, failed)),
        ],
        students=["dot"],
        waiting=[("cem", "sgd")],
    )


def test_whole_picture(small):
    """A row for each student, a column for each exercise, totals, marks with their meaning, the commonest mistakes."""
    assert [line.rstrip() for line in drawn(small)] == [
        "Deep learning from one neuron · 4 students, 2 exercises",
        "",
        "           neuron",
        "student    output   sgd  of 20   %",
        "──────────────────────────────────",
        "ada            10  7.25  17.25  86",
        "bob           0 !     ?     0?   0",
        "cem             0     …     0?   0",
        "dot             –     –      0   0",
        "──────────────────────────────────",
        "average       3.3   7.3    4.3  22",
        "handed in       3     3",
        "",
        " !  cannot be read or compiled: no points",
        " ?  the grader failed: no score yet, and not zero",
        " …  handed in, not graded yet",
        " –  not handed in",
        "",
        "What went wrong most",
        "   1 of 3  neuron_output  missing bias",
        "   1 of 2  sgd            fails: The first step",
        "",
        "The grader failed for 1 submission",
        "   1 of 2  sgd  a worker died",
    ]


def test_marks_without_colour_or_unicode(small):
    """In ASCII every kind of cell still has its own mark."""
    lines = drawn(small, encoding="ascii")

    assert "".join(lines).isascii()
    cells = [line.split() for line in lines[5:9]]
    assert [cell[1:-2] for cell in cells] == [["10", "7.25"], ["0", "!", "?"], ["0", ".."], ["-", "-"]]


def test_colour_changes_no_text(small):
    """Colours add nothing that is not there without them."""
    coloured = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in drawn(small, color=True)]

    assert coloured == drawn(small)
    assert any("\x1b[" in line for line in drawn(small, color=True))


def test_legend_only_of_what_is_there(course, make_result):
    """A class without trouble has a table and nothing else."""
    lines = drawn(class_table(course, [make_result("ada"), make_result("ada", "sgd")]))

    assert lines[-1].startswith("handed in")


def test_nobody(course):
    """An empty class is said to be empty."""
    assert drawn(class_table(course, []))[-1] == "No submissions yet."


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80, 100, 200, 400])
@pytest.mark.parametrize("count", [1, 2, 6, 23])
def test_it_fits_every_width(make_course, make_result, width, count):
    """No line is wider than the terminal, and no exercise is lost."""
    slugs = [f"exercise_number_{number}_{'x' * (number % 9)}" for number in range(count)]
    results = [make_result(f"student {number}" * (number + 1), slug) for number in range(5) for slug in slugs]
    lines = drawn(class_table(make_course(*slugs), results), width=width)
    table = lines[: next(number for number, line in enumerate(lines) if line.strip().startswith("1  exercise"))] if any(
        line.strip().startswith("1  exercise") for line in lines
    ) else lines  # fmt: skip

    assert all(cell_len(line) <= width for line in table[2:])
    assert sum(line.count("7.5") for line in table if not line.startswith("average")) >= 5 * count


def test_headings_fold_and_shorten(make_course, make_result):
    """Where there is room names stand whole, then shortened, then numbers with a key."""
    slugs = ["neuron_output", "activations", "sigmoid_derivative", "backprop", "sgd", "minibatch_sgd"]
    table = class_table(make_course(*slugs), [make_result("ada", slug) for slug in slugs])

    assert "activations" in "".join(drawn(table, 100)[:5])
    assert "activ" in "".join(drawn(table, 72)[:5])
    assert "activations" not in "".join(drawn(table, 72)[:5])
    assert any(re.match(r" +2  activations", line) for line in drawn(table, 50))


def test_wide_course_on_a_narrow_screen(make_course, make_result):
    """Tables stand below each other, each with the names; the totals come first."""
    slugs = [f"e{number}" for number in range(30)]
    lines = drawn(class_table(make_course(*slugs), [make_result("ada", slug) for slug in slugs]), width=60)
    headings = [line for line in lines if line.startswith("student")]

    assert len(headings) > 2
    assert "of 300" in headings[0]
    assert sum(line.startswith("ada") for line in lines) == len(headings)


def test_hostile_names_stay_in_their_row(course, make_result, hostile_names):
    """No name breaks the table, moves the cursor, or is taken for markup."""
    lines = drawn(class_table(course, [make_result(name) for name in hostile_names]), width=80, color=True)
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]

    assert all(line.replace("\u200d", "").isprintable() for line in bare)
    rows = bare[bare.index(next(line for line in bare if line.startswith("─"))) + 1 :][: len(hostile_names)]
    assert all(re.search(r"7\.5 +7\.5 +75$", row.rstrip()) for row in rows)
    assert len({cell_len(row.rstrip()) for row in rows}) == 1
    assert any(row.startswith("[red]Bob[/red]") for row in rows)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "koi8-r", "utf-8"])
def test_every_encoding(course, make_result, hostile_names, encoding):
    """A terminal that lacks characters gets escapes, not a crash."""
    table = class_table(course, [make_result(name) for name in hostile_names])

    for line in drawn(table, encoding=encoding):
        line.encode(encoding)


def test_wide_characters_take_two_columns(course, make_result):
    """Chinese names keep the columns in line."""
    lines = drawn(class_table(course, [make_result("李雷和韩梅梅"), make_result("ada")]))

    assert len({cell_len(line.rstrip()) for line in lines if line.rstrip().endswith("75")}) == 1


def test_errors_do_not_lower_the_percentage(course, make_result):
    """What the grader owes is left out of the percentage, never counted as zero."""
    results = [make_result(points=Decimal(10)), make_result(exercise="sgd", status=Status.ERROR, points=None)]

    assert re.search(r"ada +10 +\? +10\? +100", "\n".join(drawn(class_table(course, results))))


def test_missing_counts_as_zero_in_the_percentage(course, make_result):
    """What somebody handed in, and this student did not, lowers the percentage."""
    results = [make_result(points=Decimal(10)), make_result("bob", "sgd")]

    assert re.search(r"ada +10 +– +10 +50", "\n".join(drawn(class_table(course, results))))


def test_what_nobody_handed_in_is_one_line(make_course, make_result):
    """Exercises that the class has not come to are named below the table, take no column and do not count."""
    slugs = ["neuron_output", *(f"later_exercise_{number}" for number in range(25))]
    table = class_table(make_course(*slugs), [make_result(points=Decimal(10))], students=["bob"])
    lines = drawn(table, width=60)

    assert lines[0].endswith("2 students, 26 exercises")
    assert any(re.match(r"student +output +of 10 +%$", line) for line in lines)
    assert any(re.match(r"ada +10 +10 +100$", line) for line in lines)
    assert any(re.match(r"bob +– +0 +0$", line) for line in lines)
    told = " ".join(line.strip() for line in lines[lines.index("") :])
    assert "Not handed in by anybody, and not counted: 25 exercises (later_exercise_0, later_exercise_1," in told
    assert all(cell_len(line) <= 60 for line in lines)


def test_a_class_that_handed_in_nothing(course):
    """Students without a single submission have a row each, and no share of nothing."""
    lines = drawn(class_table(course, [], students=["ada", "bob"]))

    assert any(re.match(r"ada +0$", line.rstrip()) for line in lines)
    assert "Not handed in by anybody, and not counted: 2 exercises (neuron_output, sgd)" in lines


def test_one_who_waits_begins_an_exercise(course, make_result):
    """What was handed in and not graded yet has its column."""
    lines = drawn(class_table(course, [make_result("ada")], waiting=[("bob", "sgd")]))

    assert any(re.match(r"ada +7.5 +– +7.5 +38$", line) for line in lines)


def test_results_of_other_exercises_are_left_out(course, make_result):
    """A gradebook may hold results of an exercise that the course has no more."""
    lines = drawn(class_table(course, [make_result("ada", "gone"), make_result("ada")]))

    assert not any("gone" in line for line in lines)


def test_each_student_counts_once(course, make_result, make_test):
    """Two failed tests with one diagnosis are one student."""
    tests = (make_test(diagnosis="sign-flipped"), make_test(id="b", diagnosis="sign-flipped"))
    lines = drawn(class_table(course, [make_result(name, tests=tests) for name in ("ada", "bob")]))

    assert "   2 of 2  neuron_output  sign flipped" in lines


def test_only_what_students_got_wrong_is_counted(course, make_result, make_test):
    """Passed, unchecked and broken tests are no mistakes of the class."""
    outcomes = (Outcome.PASSED, Outcome.NOT_CHECKED)
    tests = tuple(make_test(outcome=outcome, diagnosis="sign-flipped") for outcome in outcomes)
    lines = drawn(class_table(course, [make_result(tests=tests)]))

    assert "What went wrong most" not in lines


def test_commonest_first(course, make_result, make_test):
    """The order is by students, and diagnoses stand before mere titles."""
    results = [
        make_result("a", tests=(make_test(diagnosis="transposed"), make_test(title="T"))),
        make_result("b", tests=(make_test(diagnosis="transposed"), make_test(title="T"))),
        make_result("c", "sgd", tests=(make_test(diagnosis="off-by-constant"),)),
        make_result("d", tests=(make_test(outcome=Outcome.TIMEOUT, title="Slow"),)),
    ]
    lines = drawn(class_table(course, results))
    start = lines.index("What went wrong most") + 1

    assert [line.split("  ")[-1].strip() for line in lines[start : start + 3]] == [
        "transposed",
        "fails: Slow",
        "off by constant",
    ]


def test_broken_hidden_test_is_named(course, make_result, make_test):
    """A test that failed through the grader's fault is brought to the instructor's eyes, with the reason."""
    detail = (
        "line 3 of test_hidden.py: 1 / 0\nZeroDivisionError: division by zero, which is a long story and needs room"
    )
    tests = (make_test(outcome=Outcome.ERROR, message="the check failed", detail=detail, points=Fraction(0)),)
    lines = drawn(class_table(course, [make_result(tests=tests)]))

    assert "The grader failed for 1 submission" in lines
    assert lines[-2].startswith("   1 of 1  neuron_output  ")
    told = " ".join(line.strip() for line in lines[-2:]).partition("neuron_output  ")[2]
    assert told.endswith(": ZeroDivisionError: division by zero, which is a long story and needs room")


def test_course_without_exercises(make_course, make_result):
    """An empty course is drawn, not divided by."""
    course = make_course("sgd")
    object.__setattr__(course, "exercises", ())

    assert any(line.startswith("ada") for line in drawn(class_table(course, [make_result()])))


def test_points_beyond_the_maximum(course, make_result):
    """Points above the maximum or below zero are shown as they are."""
    lines = drawn(class_table(course, [make_result(points=Decimal(12)), make_result("bob", points=Decimal(-1))]))

    assert any(re.match(r"ada +12 ", line) for line in lines)
    assert any(re.match(r"bob +-1 ", line) for line in lines)


def test_generators_are_fine(course, make_result):
    """Results and students may come as iterators."""
    table = class_table(course, iter([make_result()]), iter(["bob"]), iter([("cem", "sgd")]))

    assert sum(line.startswith(("ada", "bob", "cem")) for line in drawn(table)) == 3
