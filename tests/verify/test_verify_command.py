"""`grader verify` as a command: its table, its lists, its options and its usage errors, in the real sandbox."""

import json
import sys

import pytest
import yaml

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox exists on Linux only")
EQUIVALENT = {"function": "mean_square", "operator": "operator", "before": "return np.mean(x ** 2)", "after": "gone"}


def test_terminal_report_has_a_row_for_each_and_details_for_what_is_wrong(make_course, surviving, grader):
    """A row says how an exercise stands; only a bad one is told at length, with what to do."""
    root = make_course({"whole": {}, "survivors": surviving})

    done = grader("verify", cwd=root, expect=1)

    rows = done.stdout.splitlines()
    assert rows[0].split() == ["exercise", "stub", "reference", "right", "wrong", "hidden", "tests", "mutants", "CPU"]
    assert rows[1].split()[:5] == ["whole", "✓", "✓", "✓", "1/1"]
    assert "      - def mean_square(x)" in rows
    assert "      + leaves its argument x changed" in rows
    assert "grader verify survivors --list-survivors" in done.stdout
    assert rows[-1] == "✗ Something to fix in 1 of 2 exercises."
    assert "100 %" in done.stderr


def test_listed_survivors_are_a_thing_to_do_until_they_have_reasons(make_course, surviving, grader, verify):
    """--list-survivors writes the entries; with a reason in each the exercise is proven."""
    root = make_course({"survivors": surviving})

    grader("verify", "survivors", "--list-survivors", cwd=root, expect=1)

    path = root / "solutions" / "survivors" / "equivalent_mutants.yaml"
    assert verify(root, expect=1)["survivors"]["findings"][0]["advice"].startswith("fill in `reason`")
    path.write_text(path.read_text().replace("reason: ''", "reason: the statement allows it"))
    assert verify(root)["survivors"]["ok"]


def test_no_mutants_is_a_quick_look(make_course, surviving, grader):
    """--no-mutants says that they were not tried."""
    root = make_course({"whole": {}, "survivors": surviving})

    done = grader("verify", "--no-mutants", "survivors", cwd=root)

    assert "not tried" in done.stdout
    assert "whole" not in done.stdout
    assert "The exercise is proven." in done.stdout


SYMBOLIC = {
    "kind": "symbolic",
    "stub": 'derivative = ""\n',
    "reference": 'derivative = "2*x + 1"\n',
    "visible": "def test_text(answers):\n    '''The answer is a formula'''\n"
    "    from grader.symbolic import assert_readable\n    assert_readable(answers['derivative'], ['x'])\n",
    "hidden": "def test_derivative(answers):\n    '''The derivative'''\n"
    "    from grader.symbolic import assert_formula\n"
    "    assert_formula(answers['derivative'], '2*x + 1', variables=['x'])\n",
    "right": {"other": 'derivative = "1 + x + x"\n'},
    "wrong": {"sign": '# caught by: test_derivative (off-by-constant)\nderivative = "2*x - 1"\n'},
}
ANSWERS = {
    "kind": "answers",
    "stub": "largest = None\n",
    "reference": "largest = 7\n",
    "visible": "import pytest\n\n\n@pytest.mark.points(0)\n@pytest.mark.hint('Write a number.')\n"
    "def test_number(answers):\n    '''A number'''\n    assert isinstance(answers['largest'], int)\n",
    "hidden": "import pytest\n\n\n@pytest.mark.hint('Which is it?')\n"
    "def test_largest(answers):\n    '''The largest'''\n    assert answers['largest'] == 7\n",
    "right": {},
    "wrong": {"other": "# caught by: test_largest (-)\nlargest = 8\n"},
}


def test_symbolic_and_answers_are_proven_too(make_course, verify):
    """Formulas and choices have mutants of their own."""
    reports = verify(make_course({"derived": SYMBOLIC, "chosen": ANSWERS}))

    assert all(report["ok"] and report["mutants"]["total"] >= 3 for report in reports.values())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["wole"], "did you mean whole?"),
        (["--jobs", "0"], "--jobs takes a number from 1"),
        (["missing"], "solutions/missing/test_hidden.py: found no such file"),
        (["unreadable"], "equivalent_mutants.yaml"),
        (["misspelt"], "equivalent_mutants.yaml"),
        (["twice"], "the same mutant a second time"),
    ],
)
def test_course_and_usage_errors_are_sentences(make_course, grader, words, told):
    """What keeps everything from being verified ends with 2 and says where it is."""
    entry = {**EQUIVALENT, "reason": "so"}
    root = make_course(
        {
            "whole": {},
            "missing": {"hidden": None},
            "unreadable": {"equivalents": "- {a: [}\n"},
            "misspelt": {"equivalents": yaml.safe_dump([{**entry, "raeson": "x"}])},
            "twice": {"equivalents": yaml.safe_dump([entry, entry])},
        }
    )

    done = grader("verify", *words, cwd=root, expect=2)

    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_json_is_the_same_whatever_the_workers(make_course, surviving, grader):
    """The facts do not depend on how many workers find them, measured figures aside."""
    root = make_course({"whole": {}, "survivors": surviving})

    def facts(jobs):
        rows = json.loads(grader("verify", "--json", "--jobs", jobs, cwd=root, expect=1).stdout)
        for report in rows["exercises"]:
            report["cpu_percent"] = report["memory_percent"] = 0
        return rows

    assert facts(1) == facts(2)


def test_exercises_that_the_course_does_not_name_are_told(make_course, grader):
    """A folder without a line in course.yaml is named, and the others are verified."""
    root = make_course({"whole": {}})
    (root / "exercises" / "forgotten").mkdir()
    (root / "exercises" / "forgotten" / "forgotten.py").write_text("")

    done = grader("verify", "--no-mutants", cwd=root)

    assert "not in course.yaml, and not verified: forgotten" in done.stderr
