"""Exercises that are each spoilt in one place: `grader verify` tells each defect once, where it is, and what to do."""

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


def spoilt(whole, surviving):
    """Give exercises that are each spoilt in one place: slug -> what is different."""
    hidden, wrong, stub = whole["hidden"], whole["wrong"], whole["stub"]
    todo = 'raise NotImplementedError("mean_square: return the mean of the squares")'
    needs = '@pytest.mark.needs("test_example")\n'
    stays = EXTRA.replace("def ", "@pytest.mark.stays({!r})\ndef ")
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
        "survivors": surviving,
        "listed": {
            **surviving,
            "equivalents": yaml.safe_dump([{**ALLOWED, "reason": "allowed here"}]),
        },
        "listed_mute": {
            **surviving,
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
def reports(make_course, whole, surviving, verify):
    """Verify them all at once."""
    return verify(make_course(spoilt(whole, surviving)), expect=1)


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
