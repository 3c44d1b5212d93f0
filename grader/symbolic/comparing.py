"""The public interface: an answer and the expected formula go in, a verdict comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from grader.errors import UsageError
from grader.symbolic.domains import read_domains
from grader.symbolic.known import KnownReplies
from grader.symbolic.process import CHECKER, DECISION_SECONDS, CheckerFailed
from grader.symbolic.refusal import MAX_CHARACTERS
from grader.symbolic.wire import Question, Reply

TOO_SLOW = "It could not be decided in time whether this is right: your instructor will look at it."
MAX_STEPS = 50
_KNOWN = KnownReplies()


@dataclass(frozen=True)
class Verdict:
    """What was found about one answer.

    Args:
        outcome: "equal", "different", "undecided" or "rejected".
        message: a sentence for the student, with a caret under the place for a rejection; never the right answer.
        reading: the answer as it was understood; also in LaTeX and MathML. Empty when it could not be read.
        witness: a point where the two formulas differ; `value` is the answer's own value there.
        diagnosis: stable tag of the kind of mistake; empty when none was recognised.
    """

    outcome: str
    message: str
    reading: str = ""
    witness: dict[str, float] | None = None
    diagnosis: str = ""
    reading_latex: str = ""
    reading_mathml: str = ""
    value: str = ""


@dataclass(frozen=True)
class StepsVerdict:
    """What was found about a derivation.

    Args:
        first_wrong: index from 0 of the first step that is not equal to the one before it, or cannot be read;
            None when no step is known to be wrong.
        readings: the steps as they were understood, up to the first wrong one; `readings_mathml` for pages.
    """

    outcome: str
    message: str
    first_wrong: int | None = None
    readings: list[str] = field(default_factory=list)
    readings_mathml: list[str] = field(default_factory=list)
    witness: dict[str, float] | None = None
    diagnosis: str = ""
    value: str = ""


WrongFormulas = Mapping[str, str | tuple[str, str]]


def compare(
    answer: object,
    expected: str,
    variables: Sequence[str],
    domains: Mapping[str, object] | None = None,
    functions: Mapping[str, str] | None = None,
    expected_wrong: WrongFormulas | None = None,
    forbidden: Iterable[str] = (),
    form: str = "",
) -> Verdict:
    """Tell whether an answer is the expected formula.

    Args:
        answer: what the student wrote; anything that is not text is rejected.
        expected: the right formula.
        variables: names of the real variables.
        domains: variable -> interval such as (0, 1), None or float("inf") for no bound; default: all real numbers.
        functions: functions that the answer may use, as {"sigma(u)": "1/(1 + exp(-u))"}.
        expected_wrong: wrong formula -> sentence, or (tag, sentence).
        forbidden: names that the answer may not use ("in terms of s only").
        form: "factored" or "expanded" where the form counts too.

    Raises:
        UsageError: the exercise's own formulas or names cannot be read.
    """
    if not isinstance(expected, str):
        raise UsageError(f"expected: found {expected!r}, expected a formula as text")
    return _verdict(answer, _question([], expected, variables, domains, functions, expected_wrong, forbidden, form))


def _verdict(answer: object, question: Question) -> Verdict:
    problem = _no_text(answer)
    if problem:
        return Verdict("rejected", problem, diagnosis="not-text" if not isinstance(answer, str) else "too-long")
    assert isinstance(answer, str)
    reply = _ask(question, answers=[_encodable(answer)])
    return Verdict(
        reply.outcome, reply.message, "".join(reply.readings), reply.witness, reply.diagnosis,
        reply.reading_latex, reply.reading_mathml, reply.value,
    )  # fmt: skip


def read_formula(
    answer: object,
    variables: Sequence[str],
    functions: Mapping[str, str] | None = None,
    forbidden: Iterable[str] = (),
) -> Verdict:
    """Tell how an answer is understood, without saying whether it is right: outcome "read" or "rejected"."""
    return _verdict(answer, _question([], None, variables, None, functions, None, forbidden, ""))


def check_steps(
    steps: object,
    start: str,
    final: str,
    variables: Sequence[str],
    domains: Mapping[str, object] | None = None,
    functions: Mapping[str, str] | None = None,
    forbidden: Iterable[str] = (),
) -> StepsVerdict:
    """Find the first wrong step of a derivation from `start` to `final`.

    Args:
        steps: what the student wrote: formulas, each to be equal to the one before it.
        start: what the first step must be equal to.
        final: what the last step must be equal to.

    Raises:
        UsageError: the exercise's own formulas or names cannot be read.
    """
    question = _question([], final, variables, domains, functions, None, forbidden, "", start=start)
    if not isinstance(steps, (list, tuple)):
        kind = type(steps).__name__
        return StepsVerdict("rejected", f"The steps are a list of formulas, here they are {_kind(kind)}.", 0)
    if not steps:
        return StepsVerdict("rejected", "There is no step yet: write each formula of the derivation.", 0)
    if len(steps) > MAX_STEPS:
        return StepsVerdict("rejected", f"A derivation may have at most {MAX_STEPS} steps.", MAX_STEPS)
    for index, step in enumerate(steps):
        if problem := _no_text(step):
            return StepsVerdict("rejected", f"Step {index + 1}: {problem}", index, diagnosis="not-text")
    reply = _ask(question, answers=[_encodable(step) for step in steps])
    return StepsVerdict(
        reply.outcome, reply.message, reply.first_wrong, list(reply.readings), list(reply.readings_mathml),
        reply.witness, reply.diagnosis, reply.value,
    )  # fmt: skip


def _question(
    answers: list[str],
    expected: str | None,
    variables: Sequence[str],
    domains: Mapping[str, object] | None,
    functions: Mapping[str, str] | None,
    expected_wrong: WrongFormulas | None,
    forbidden: Iterable[str],
    form: str,
    start: str | None = None,
) -> Question:
    if isinstance(variables, str) or not all(isinstance(name, str) for name in variables):
        raise UsageError(f"variables: found {variables!r}, expected a list of names")
    if not (expected is None or isinstance(expected, str)) or not (start is None or isinstance(start, str)):
        raise UsageError(f"expected: found {expected!r}, expected a formula as text")
    intervals = read_domains(list(variables), domains)
    return Question(
        answers=answers,
        expected=expected,
        start=start,
        variables=list(variables),
        domains={name: (_text(i.low), _text(i.high)) for name, i in intervals.items()},
        functions=list((functions or {}).items()),
        expected_wrong=[_mistake(formula, said) for formula, said in (expected_wrong or {}).items()],
        forbidden=[forbidden] if isinstance(forbidden, str) else list(forbidden),
        form=form,
        seconds=DECISION_SECONDS,
    )


def _mistake(formula: str, said: str | tuple[str, str]) -> tuple[str, str, str]:
    return (formula, "known-mistake", said) if isinstance(said, str) else (formula, said[0], said[1])


def _text(bound: object) -> str | None:
    return None if bound is None else str(bound)


def _ask(question: Question, answers: list[str]) -> Reply:
    question = replace(question, answers=answers)
    known = _KNOWN.get(question)
    if known is not None:
        return known
    reply = CHECKER.ask(question)
    if reply is None:
        return Reply(outcome="undecided", message=TOO_SLOW)
    if reply.failure:
        raise CheckerFailed(f"the formula checker made a mistake of its own: {reply.failure}")
    if reply.author:
        raise UsageError(reply.author)
    _KNOWN.keep(question, reply)
    return reply


def _no_text(answer: object) -> str:
    """Give why something cannot be read as a formula at all; empty when it can."""
    if not isinstance(answer, str):
        return f'A formula is text in quotes, such as "s*(1 - s)"; here it is {_kind(type(answer).__name__)}.'
    if len(answer) > MAX_CHARACTERS:
        return f"The answer is longer than {MAX_CHARACTERS} characters: write it shorter."
    return ""


_KINDS = {
    "NoneType": "missing (None)", "int": "a number", "float": "a number", "complex": "a number",
    "bool": "a truth value",
    "list": "a list", "tuple": "a tuple", "dict": "a dictionary", "set": "a set", "bytes": "bytes",
}  # fmt: skip


def _kind(name: str) -> str:
    return _KINDS.get(name, "something else")


def _encodable(text: str) -> str:
    """Give the text with lone surrogates, which no encoding holds, as the replacement character."""
    return str.encode(text, "utf-8", "surrogatepass").decode("utf-8", "replace")
