"""What hidden graders assert with: a wrong formula is a Mismatch, one that cannot be decided is Undecided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from grader.errors import Mismatch, Undecided
from grader.symbolic import readings
from grader.symbolic.comparing import StepsVerdict, Verdict, WrongFormulas, check_steps, compare, read_formula


def assert_formula(
    answer: object,
    expected: str,
    variables: Sequence[str],
    *,
    domains: Mapping[str, object] | None = None,
    functions: Mapping[str, str] | None = None,
    expected_wrong: WrongFormulas | None = None,
    forbidden: Iterable[str] = (),
    form: str = "",
    name: str = "",
) -> Verdict:
    """Give the verdict of an answer that is the expected formula; arguments as in `compare`.

    Args:
        name: of the answer, put before what is said of it; where a check asks for several.

    Raises:
        Mismatch: it is another formula, or cannot be read; the sentence shows it as it was read.
        Undecided: it could be neither confirmed nor refuted.
    """
    verdict = compare(answer, expected, variables, domains, functions, expected_wrong, forbidden, form)
    _note(name, verdict)
    if verdict.outcome == "equal":
        return verdict
    read = f"Your answer was read as {verdict.reading}." if verdict.reading else ""
    if verdict.outcome == "undecided":
        raise Undecided(_joined(_of(name) + verdict.message, read))
    raise Mismatch(_joined(_of(name) + verdict.message, read), verdict.diagnosis, _detail(verdict))


def assert_readable(
    answer: object,
    variables: Sequence[str],
    *,
    functions: Mapping[str, str] | None = None,
    forbidden: Iterable[str] = (),
    name: str = "",
) -> Verdict:
    """Give the reading of an answer that can be understood, without saying whether it is right.

    Args:
        name: of the answer, put before what is said of it; where a check asks for several.

    Raises:
        Mismatch: it cannot be read; the message has a caret under the place.
    """
    verdict = read_formula(answer, variables, functions, forbidden)
    _note(name, verdict)
    if verdict.outcome == "rejected":
        raise Mismatch(_of(name) + verdict.message, verdict.diagnosis)
    return verdict


def assert_steps(
    steps: object,
    start: str,
    final: str,
    variables: Sequence[str],
    *,
    domains: Mapping[str, object] | None = None,
    functions: Mapping[str, str] | None = None,
    forbidden: Iterable[str] = (),
) -> StepsVerdict:
    """Give the verdict of a derivation in which every step holds; arguments as in `check_steps`.

    Raises:
        Mismatch: names the first wrong step, as it was read.
        Undecided: no step is known to be wrong, but one could not be decided.
    """
    verdict = check_steps(steps, start, final, variables, domains, functions, forbidden)
    for text, mathml in zip(verdict.readings, verdict.readings_mathml, strict=True):
        readings.note(text, mathml)
    if verdict.outcome == "equal":
        return verdict
    if verdict.outcome == "undecided":
        raise Undecided(verdict.message)
    wrong = verdict.first_wrong
    read = ""
    if verdict.outcome == "different" and wrong is not None and wrong < len(verdict.readings):
        read = f"Step {wrong + 1} was read as {verdict.readings[wrong]}."
    raise Mismatch(_joined(verdict.message, read), verdict.diagnosis, _detail(verdict))


def _of(name: str) -> str:
    return f"{name}: " if name else ""


def _note(name: str, verdict: Verdict) -> None:
    if verdict.reading:
        readings.note(f"{name} = {verdict.reading}" if name else verdict.reading, verdict.reading_mathml)


def _joined(message: str, read: str) -> str:
    return f"{message} {read}".strip() if "\n" not in message else f"{message}\n{read}".strip()


def _detail(verdict: Verdict | StepsVerdict) -> str:
    """Give the answer's own value at the witness; the right value is never told."""
    if not verdict.witness or not verdict.value:
        return ""
    place = ", ".join(f"{name} = {value:.10g}" for name, value in verdict.witness.items())
    return f"At {place} your formula has the value {verdict.value}."
