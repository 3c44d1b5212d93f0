"""grader formula: what it prints, and how it ends."""

import json

import pytest
from click.testing import CliRunner

from grader.cli import main


def run(*words):
    """Run `grader formula` with these words."""
    return CliRunner().invoke(main, ["formula", *words])


@pytest.mark.parametrize(
    ("answer", "code", "verdict"),
    [
        ("s - s^2", 0, "equal"),
        ("sin(s)", 1, "different"),
        ("-s*(1-s)", 1, "different (sign-flipped)"),
        ("s*(1-s", 1, "rejected (unreadable)"),
        ("s(1-s) + exp(-exp(100))", 3, "undecided"),
    ],
)
def test_verdict_and_exit_code(answer, code, verdict):
    """The verdict is printed, and the exit code says it to scripts."""
    done = run(answer, "--expected", "s*(1-s)", "--variables", "s")

    assert done.exit_code == code
    assert f"verdict   {verdict}\n" in done.output


def test_reading_is_printed():
    """The answer is shown as it was read."""
    assert run("s - s^2", "--expected", "s*(1-s)", "--variables", "s").output.startswith("read as   s − s²\n")
    assert "{s}^{2}" in run("s - s^2", "--expected", "s*(1-s)", "--variables", "s", "--latex").output


def test_json():
    """--json prints the verdict with all its parts."""
    done = run("-(s - s^2)", "--expected", "s*(1-s)", "--variables", "s", "--json")

    verdict = json.loads(done.output)
    assert done.exit_code == 1
    assert (verdict["outcome"], verdict["diagnosis"]) == ("different", "sign-flipped")
    assert set(verdict) >= {"outcome", "message", "reading", "witness", "diagnosis", "reading_latex"}


def test_domains_functions_and_names():
    """Domains, functions, forbidden names and a form can be given."""
    asked = ("--expected", "1/(1+e^-a)", "--variables", "a, y")

    assert run("σ(|a|)", *asked, "--domain", "a=0:", "--function", "sigma(u)=1/(1+exp(-u))").exit_code == 0
    assert run("σ(|a|)", *asked, "--function", "sigma(u)=1/(1+exp(-u))").exit_code == 1
    assert "forbidden-name" in run("a*y", "--expected", "a", "--variables", "a", "--forbid", "y").output
    assert "not-factored" in run("a-a^2", "--expected", "a-a^2", "--variables", "a", "--form", "factored").output


@pytest.mark.parametrize(
    "words",
    [
        ("s",),
        ("s", "--expected", "s*(", "--variables", "s"),
        ("s", "--expected", "s", "--variables", "s", "--domain", "s"),
        ("s", "--expected", "s", "--variables", "s", "--domain", "t=0:1"),
        ("s", "--expected", "s", "--variables", "s", "--function", "f=1"),
        ("s", "t", "--expected", "s", "--variables", "s"),
    ],
)
def test_mistakes_of_the_command(words):
    """A command that cannot mean anything ends with 2 and a sentence."""
    done = run(*words)

    assert done.exit_code == 2
    assert done.output
    assert "Traceback" not in done.output
