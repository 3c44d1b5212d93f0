"""The proofs about whole files: the stub, the reference, right and wrong answers, and which test is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.course import Exercise
from grader.model import Outcome, Result, Status, TestResult
from grader.verify.bank import HEADER_FORM, BankFile, read_claims, stays
from grader.verify.findings import Finding
from grader.verify.trials import MARGIN, Trial

Graded = Sequence[tuple[BankFile, Trial]]
# What the judge says when it has nothing better to say; a hint of the author's can still tell what to do.
_SAYS_NOTHING = ("", "this does not hold for your code", "this assertion fails")
_BROKEN = {"raised", "unusable-value", "crashed", "timeout"}


def check_stub(exercise: Exercise, result: Result) -> Iterator[Finding]:
    """The stub scores nothing, and each of its tests says in a sentence what is to be done."""
    subject = str(exercise.stub.relative_to(exercise.root))
    if result.status is not Status.GRADED:
        expected = "it can be read, and scores 0"
        advice = "make it a file that Python reads: signatures, docstrings, `raise NotImplementedError(...)`"
        yield Finding(
            check="stub", subject=subject, expected=expected, found=_status(result), advice=_blame(result, advice)
        )
        return
    for test in result.tests:
        if test.max_points and test.outcome is Outcome.PASSED:
            advice = "make the test fail for it, or let the test need another: @pytest.mark.needs(...)"
            yield Finding(check="stub", subject=subject, expected=f"{test.id} fails", found="it passes", advice=advice)
        elif test.outcome in (Outcome.CRASHED, Outcome.TIMEOUT, Outcome.ERROR) or test.diagnosis in _BROKEN:
            advice = "let the stub raise NotImplementedError with a sentence, or let the test fail with one"
            expected = f"{test.id} says what is missing"
            yield Finding(check="stub", subject=subject, expected=expected, found=_shown(test), advice=advice)
        elif test.outcome is Outcome.FAILED and test.message.strip() in _SAYS_NOTHING and not test.hint:
            advice = 'raise NotImplementedError("...") in the stub, or give the test a @pytest.mark.hint("...")'
            expected = f"{test.id} tells the student what to do"
            yield Finding(check="stub", subject=subject, expected=expected, found=_shown(test), advice=advice)


def check_right(exercise: Exercise, file: BankFile, trial: Trial) -> Iterator[Finding]:
    """A right answer, or the reference, gets full marks with a quarter of what it may use."""
    result, subject = trial.result, str(file.path.relative_to(exercise.root))
    whose = "the reference" if file.role == "reference" else "an honest answer"
    if result.status is not Status.GRADED:
        advice = _blame(result, "correct the file, or the graders: they were tried on it as on a student's")
        yield Finding(check=file.role, subject=subject, expected="full marks", found=_status(result), advice=advice)
        return
    for test in result.tests:
        if test.outcome is not Outcome.PASSED and not _is_skipped(test):
            advice = f"{whose} must pass: correct {test.id}, or this file if it is wrong"
            yield Finding(
                check=file.role, subject=subject, expected=f"{test.id} passes", found=_shown(test), advice=advice
            )
    limits = exercise.limits
    for used, allowed, unit in (
        (trial.cpu_seconds, limits.cpu_seconds, "CPU seconds in one call"),
        (trial.memory_mib, limits.memory_mib, "MiB"),
    ):
        if used * MARGIN > allowed:
            advice = "ask for less work, or raise the limit in course.yaml: a student's machine may be much slower"
            expected = f"at most {allowed / MARGIN:g} {unit}, a quarter of the limit"
            yield Finding(check=file.role, subject=subject, expected=expected, found=f"{used:.3g}", advice=advice)


def check_wrong(exercise: Exercise, file: BankFile, trial: Trial) -> Iterator[Finding]:
    """A wrong answer loses points in the tests that its first line names, with the diagnoses that it names."""
    result, subject = trial.result, str(file.path.relative_to(exercise.root))

    def finding(expected: str, found: str, advice: str) -> Finding:
        return Finding(check="wrong", subject=subject, expected=expected, found=found, advice=advice)

    claims = read_claims(file.content)
    if not claims:
        yield finding(
            f"a first line `{HEADER_FORM}`", "another first line", "name the test that must catch this mistake"
        )
        return
    if result.status is not Status.GRADED:
        advice = _blame(result, "let it be a file that runs and is wrong; what cannot be read needs no test")
        yield finding("it is graded, and loses points", _status(result), advice)
        return
    for claim in claims:
        test = _find(result, claim.test)
        if test is None:
            names = ", ".join(one.id for one in result.tests)
            yield finding(f"a test called {claim.test}", "no such test", f"the tests are {names}")
        elif test.outcome not in (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED):
            passes = "it passes" if test.outcome is Outcome.PASSED else _shown(test)
            advice = "make the test stricter, or name the test that does catch it: " + (_caught_by(result) or "none")
            yield finding(f"{claim.test} catches it", passes, advice)
        elif test.diagnosis != claim.diagnosis:
            named = f"the diagnosis {claim.diagnosis}" if claim.diagnosis else "no diagnosis"
            got = f"{test.diagnosis}: {test.message}" if test.diagnosis else f"no diagnosis: {test.message}"
            advice = f"correct the first line, ({test.diagnosis or '-'}), or what the test says of this mistake"
            yield finding(f"{claim.test} with {named}", got, advice)
    if not any(test.max_points > test.points for test in result.tests):
        yield finding("fewer points than a right answer", "full marks", "give the test that catches it points")


def needed_tests(graded: Graded) -> set[str]:
    """Give the tests that fail a wrong answer whose first line names them, without their parameters."""
    needed = set()
    for file, trial in graded:
        for claim in read_claims(file.content):
            test = _find(trial.result, claim.test)
            if test is not None and test.outcome in (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED):
                needed.add(test.id.partition("[")[0])
    return needed


def check_needed(exercise: Exercise, reference: Result, graded: Graded) -> Iterator[Finding]:
    """Every hidden test is there for a wrong answer of the bank, or says why it stays."""
    reasons, needed = stays(exercise), needed_tests(graded)
    for test in reference.tests:
        name = function_of(test.id)
        if not test.hidden or test.id.partition("[")[0] in needed or reasons.get(name):
            continue
        what = "a mark stays(...) without a reason" if name in reasons else "none names it and fails in it"
        advice = 'add one to wrong/, remove the test, or say why it stays: @pytest.mark.stays("...")'
        unnamed = [file.path.name for file, trial in graded if _fails(trial.result, test.id)]
        if unnamed:
            advice = f"name it in the first line of one that fails in it: {', '.join(unnamed[:5])}"
        yield Finding(check="tests", subject=test.id, expected="a wrong answer needs it", found=what, advice=advice)


def function_of(test_id: str) -> str:
    """Give the name of the test's function, without its class and parameters."""
    return test_id.partition("[")[0].rpartition("::")[2]


def has_full_marks(result: Result) -> bool:
    """Tell whether every test passed that its author does not skip."""
    return result.status is Status.GRADED and all(
        test.outcome is Outcome.PASSED or _is_skipped(test) for test in result.tests
    )


def is_caught(result: Result) -> bool:
    """Tell whether a submission lost points through its own fault."""
    own = (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED)
    # A test without points may be what fails, and the points be lost in one that needs it.
    return result.status is Status.INVALID or (
        result.status is Status.GRADED
        and any(test.max_points > test.points for test in result.tests)
        and any(test.outcome in own for test in result.tests)
    )


def _fails(result: Result, test_id: str) -> bool:
    own = (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED)
    return any(test.id == test_id and test.outcome in own for test in result.tests)


def _find(result: Result, name: str) -> TestResult | None:
    """Give the test of that id; of a test with parameters the first that did not pass."""
    found = [test for test in result.tests if name in (test.id, test.id.partition("[")[0], function_of(test.id))]
    return min(found, key=lambda test: test.outcome is Outcome.PASSED, default=None)


def _caught_by(result: Result) -> str:
    own = (Outcome.FAILED, Outcome.TIMEOUT, Outcome.CRASHED)
    return ", ".join(f"{test.id} ({test.diagnosis or '-'})" for test in result.tests if test.outcome in own)


def _is_skipped(test: TestResult) -> bool:
    return test.outcome is Outcome.NOT_CHECKED and test.message.startswith("skipped: ")


def _status(result: Result) -> str:
    """Give status and reason; of pytest's account of a file that it cannot load, only what Python says."""
    lines = result.message.split("\n")
    said = [line.removeprefix("E").strip() for line in lines if line.startswith("E  ")]
    message = "\n".join([lines[0].partition(": ")[0], *said]) if said else result.message
    return f"{result.status}: {message}" if message else str(result.status)


def _blame(result: Result, otherwise: str) -> str:
    return "correct the graders: they failed, whatever was handed in" if result.status is Status.ERROR else otherwise


def _shown(test: TestResult) -> str:
    parts = [f"{test.outcome}: {test.message}" if test.message else str(test.outcome), test.detail]
    return "\n".join(part for part in parts if part)
