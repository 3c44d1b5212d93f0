"""`grader verify` on small courses, in the real sandbox: what is proven, what is told, and what to do."""

import json
import sys

import pytest
import yaml

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox exists on Linux only")

EQUIVALENT = {"function": "mean_square", "operator": "operator", "before": "return np.mean(x ** 2)", "after": "gone"}
SLOW = """
import time

def mean_square(x):
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
    return (x**2).mean()
"""
LARGE = """
import numpy as np

def mean_square(x):
    np.ones(10_000_000)
    return (x**2).mean()
"""
EXTRA = """

@pytest.mark.points(1)
def test_extra(student):
    '''Extra'''
    import numpy as np
    assert student.mean_square(np.array([2.0])) == 4
"""
INFORMING = """

import pytest


@pytest.mark.points(0)
def test_info(student):
    pass
"""
ALLOWED = {
    "function": "",
    "operator": "in-place",
    "before": "def mean_square(x)",
    "after": "leaves its argument x changed",
}


def spoilt(whole):
    """Give exercises that are each spoilt in one place: slug -> what is different."""
    hidden, wrong, stub = whole["hidden"], whole["wrong"], whole["stub"]
    todo = 'raise NotImplementedError("mean_square: return the mean of the squares")'
    needs, unchanged = '@pytest.mark.needs("test_example")\n', hidden.partition("@pytest.mark.points(1)")[0]
    stays = EXTRA.replace("def ", "@pytest.mark.stays({!r})\ndef ")
    without_one = {name: text for name, text in wrong.items() if name != "in_place"}
    return {
        "whole": {},
        "stub_right": {"stub": whole["reference"]},
        "stub_crashes": {"stub": "import os\n\n\ndef mean_square(x):\n    os._exit(3)\n"},
        "stub_raises": {"stub": "def mean_square(x):\n    return x.squared\n"},
        "stub_invalid": {"stub": "def mean_square(x:\n"},
        "stub_mute": {
            "stub": "def mean_square(x):\n    return 0\n",
            "hidden": hidden.replace(needs, "") + EXTRA,
        },
        "reference_wrong": {"reference": whole["reference"].replace("**2", "**3")},
        "reference_broken": {"reference": "def mean_square(x:\n"},
        "right_refused": {"right": {"other": "def mean_square(x):\n    return [float((x**2).mean())]\n"}},
        "right_slow": {"right": {"slow": SLOW}, "limits": "{cpu_seconds: 1}"},
        "right_large": {"right": {"large": LARGE}, "limits": "{memory_mib: 200}"},
        "wrong_passes": {"wrong": {**wrong, "fine": "# caught by: test_random (-)\n" + whole["right"]["loop"]}},
        "wrong_other_test": {"wrong": {**wrong, "sum2": wrong["sum"].replace("test_example", "test_unchanged")}},
        "wrong_other_tag": {"wrong": {**wrong, "sum2": wrong["sum"].replace("constant-factor", "sign-flipped")}},
        "wrong_no_tag_expected": {"wrong": {**wrong, "sum2": wrong["sum"].replace("constant-factor", "-")}},
        "wrong_no_header": {"wrong": {**wrong, "sum2": wrong["sum"].partition("\n")[2]}},
        "wrong_no_such_test": {"wrong": {**wrong, "sum2": wrong["sum"].replace("test_example", "test_gone")}},
        "wrong_invalid": {"wrong": {**wrong, "sum2": wrong["sum"] + "(\n"}},
        "test_not_needed": {"hidden": hidden + EXTRA},
        "test_stays": {"hidden": hidden + stays.format("numbers are allowed")},
        "test_stays_mute": {"hidden": hidden + stays.format("")},
        "parametrised": {
            "hidden": hidden.replace("    for n in (1, 4, 7):\n", "    if n:\n")
            .replace("reference, rng):", "reference, rng, n):")
            .replace("@pytest.mark.points(2)", '@pytest.mark.points(2)\n@pytest.mark.parametrize("n", [1, 4, 7])')
        },
        "grader_breaks": {"hidden": hidden + "\n\ndef test_broken(student):\n    raise OSError\n"},
        "grader_syntax": {"hidden": hidden + "\n("},
        "survivors": {"hidden": unchanged, "wrong": without_one},
        "listed": {
            "hidden": unchanged,
            "wrong": without_one,
            "equivalents": yaml.safe_dump([{**ALLOWED, "reason": "allowed here"}]),
        },
        "listed_mute": {
            "hidden": unchanged,
            "wrong": without_one,
            "equivalents": yaml.safe_dump([{**ALLOWED, "reason": " "}]),
        },
        "stale": {"equivalents": yaml.safe_dump([{**EQUIVALENT, "reason": "once"}])},
        "stale_caught": {
            "equivalents": yaml.safe_dump(
                [{**EQUIVALENT, "operator": "drop-call", "after": "return x ** 2", "reason": "wrong"}]
            )
        },
        "zero_points": {
            "hidden": hidden.replace("points(2)", "points(0)").replace("points(1)", "points(0)"),
            "visible": "import pytest\n" + whole["visible"].replace("def ", "@pytest.mark.points(0)\ndef "),
        },
        "stub_informed": {"visible": whole["visible"] + INFORMING},
        "stub_of_words": {"stub": stub.replace(todo, "...")},
    }


@pytest.fixture(scope="module")
def reports(make_course, whole, verify):
    """Verify them all at once."""
    return verify(make_course(spoilt(whole)), expect=1)


EXPECTED = {
    "whole": [],
    "stub_right": [("stub", "it passes"), ("stub", "it passes"), ("stub", "it passes")],
    "stub_crashes": [("stub", "crashed"), ("stub", "crashed")],
    "stub_raises": [("stub", "AttributeError"), ("stub", "AttributeError")],
    "stub_invalid": [("stub", "invalid")],
    "stub_mute": [("stub", "it passes"), ("stub", "failed"), ("tests", "none names it")],
    "reference_wrong": [("reference", "failed"), ("reference", "not_checked")],
    "reference_broken": [("reference", "invalid")],
    "right_refused": [("right", "failed"), ("right", "not_checked")],
    "right_slow": [("right", "0.4")],
    "right_large": [("right", "76")],
    "wrong_passes": [("wrong", "it passes"), ("wrong", "full marks")],
    "wrong_other_test": [("wrong", "it passes")],
    "wrong_other_tag": [("wrong", "constant-factor")],
    "wrong_no_tag_expected": [("wrong", "constant-factor")],
    "wrong_no_header": [("wrong", "another first line")],
    "wrong_no_such_test": [("wrong", "no such test")],
    "wrong_invalid": [("wrong", "invalid")],
    "test_not_needed": [("tests", "none names it")],
    "test_stays": [],
    "parametrised": [],
    "test_stays_mute": [("tests", "without a reason")],
    "survivors": [],
    "listed": [],
    "listed_mute": [("mutants", "none")],
    "stale": [("mutants", "no such mutant")],
    "stale_caught": [("mutants", "caught")],
    "stub_informed": [],
    "stub_of_words": [("stub", "it passes")],
}


@pytest.mark.parametrize("slug", EXPECTED)
def test_each_defect_is_told_once(reports, slug):
    """What is wrong is found, at its place, and nothing else is."""
    found = reports[slug]["findings"]

    assert [finding["check"] for finding in found] == [check for check, _ in EXPECTED[slug]]
    for finding, (_, words) in zip(found, EXPECTED[slug], strict=True):
        assert words in finding["found"]
        assert finding["advice"]
    assert reports[slug]["ok"] == (not EXPECTED[slug] and slug != "survivors")


@pytest.mark.parametrize("slug", ["grader_breaks", "grader_syntax", "zero_points"])
def test_broken_graders_are_told_as_the_graders_fault(reports, slug):
    """A grader that fails on everything is not blamed on the files."""
    found = reports[slug]["findings"]

    assert [finding["check"] for finding in found] == ["reference"]
    assert "graders" in found[0]["advice"] or "points" in found[0]["advice"]
    assert not reports[slug]["reference"]
    assert reports[slug]["mutants"] is None


def test_a_whole_exercise_counts_what_holds(reports):
    """Counts are of the files that are there."""
    report = reports["whole"]

    assert (report["stub"], report["reference"]) == (True, True)
    assert (report["right"], report["wrong"]) == ({"good": 1, "total": 1}, {"good": 3, "total": 3})
    assert report["tests"] == {"good": 2, "total": 2}
    assert report["mutants"]["good"] == report["mutants"]["total"] > 5
    assert report["diagnosed"] == {"good": 2, "total": 3}


def test_survivors_are_told_as_a_difference(reports):
    """A mutant that nothing catches is shown with its line and both texts."""
    assert reports["survivors"]["survivors"] == [
        {
            "line": 6, "function": "", "operator": "in-place", "before": "def mean_square(x)",
            "after": "leaves its argument x changed", "nth": 1,
        }
    ]  # fmt: skip


def test_terminal_report_has_a_row_for_each_and_details_for_what_is_wrong(make_course, whole, grader):
    """A row says how an exercise stands; only a bad one is told at length, with what to do."""
    root = make_course({"whole": {}, "survivors": spoilt(whole)["survivors"]})

    done = grader("verify", cwd=root, expect=1)

    rows = done.stdout.splitlines()
    assert rows[0].split() == ["exercise", "stub", "reference", "right", "wrong", "hidden", "tests", "mutants", "CPU"]
    assert rows[1].split()[:5] == ["whole", "✓", "✓", "✓", "1/1"]
    assert "      - def mean_square(x)" in rows
    assert "      + leaves its argument x changed" in rows
    assert "grader verify survivors --list-survivors" in done.stdout
    assert rows[-1] == "✗ Something to fix in 1 of 2 exercises."
    assert "100 %" in done.stderr


def test_listed_survivors_are_a_thing_to_do_until_they_have_reasons(make_course, whole, grader, verify):
    """--list-survivors writes the entries; with a reason in each the exercise is proven."""
    root = make_course({"survivors": spoilt(whole)["survivors"]})

    grader("verify", "survivors", "--list-survivors", cwd=root, expect=1)

    path = root / "solutions" / "survivors" / "equivalent_mutants.yaml"
    assert verify(root, expect=1)["survivors"]["findings"][0]["advice"].startswith("fill in `reason`")
    path.write_text(path.read_text().replace("reason: ''", "reason: the statement allows it"))
    assert verify(root)["survivors"]["ok"]


def test_no_mutants_is_a_quick_look(make_course, whole, grader):
    """--no-mutants says that they were not tried."""
    root = make_course({"whole": {}, "survivors": spoilt(whole)["survivors"]})

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


def test_json_is_the_same_whatever_the_workers(make_course, whole, grader):
    """The facts do not depend on how many workers find them, measured figures aside."""
    root = make_course({"whole": {}, "survivors": spoilt(whole)["survivors"]})

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
