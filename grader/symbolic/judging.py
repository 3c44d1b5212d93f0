"""One question answered, in the checker's process: read, check the form, decide, name the mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from time import process_time
from typing import Any

from msgspec.structs import replace

from grader.symbolic.deciding import Decision, decide
from grader.symbolic.domains import Interval
from grader.symbolic.escapes import restore_commands
from grader.symbolic.evaluate import Evaluator
from grader.symbolic.form import FORMS, form_mistake
from grader.symbolic.misconceptions import Diagnosis, Diagnostician
from grader.symbolic.parsing import read
from grader.symbolic.printing import show_latex, show_mathml, show_unicode
from grader.symbolic.program import Definition, Program, Slot
from grader.symbolic.proof import proves_equal
from grader.symbolic.refusal import Refused
from grader.symbolic.tree import Node, Var
from grader.symbolic.values import Missing
from grader.symbolic.vocabulary import Names, canonical, table
from grader.symbolic.wire import Question, Reply

_HEAD = re.compile(r"\s*([^\s()]+)\s*(?:\(\s*([^()]*?)\s*\))?\s*")
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_PROOF_SECONDS = 0.3
_DIAGNOSIS_SECONDS = 0.2
UNDECIDED = "It could not be decided whether this is right: your instructor will look at it."


class AuthorMistake(Exception):
    """The exercise's own formulas or names are wrong."""


@dataclass(frozen=True)
class Exercise:
    """The names and definitions of one question."""

    names: Names
    author_names: Names
    definitions: dict[str, Definition]
    domains: dict[str, Interval]


def answer_question(question: Question) -> Reply:
    """Give the reply to a question; whatever the answer is, it is a reply."""
    try:
        exercise = _exercise(question)
        if question.start is not None:
            return _check_steps(question, exercise, question.start, question.expected or question.start)
        return _compare(question, exercise, question.answers[0])
    except AuthorMistake as mistake:
        return Reply(author=str(mistake))


def _exercise(question: Question) -> Exercise:
    if not all(question.variables) or len(set(map(canonical, question.variables))) < len(question.variables):
        raise AuthorMistake("variables: names must be given, and each once")
    if question.form not in FORMS:
        raise AuthorMistake(f"form: found {question.form!r}, expected one of {', '.join(filter(None, FORMS))}")
    heads = [(_head(head), body) for head, body in question.functions]
    variables = table(question.variables)
    for name in question.variables:
        if not _PLAIN_NAME.fullmatch(name) and _read_author("variables", name, Names(variables)) != Var(name):
            raise AuthorMistake(f"variables: found {name!r}, expected a name that can be typed in a formula")
    functions = table([name for (name, _), _ in heads])
    arity = {name: len(parameters) for (name, parameters), _ in heads}
    forbidden = table(question.forbidden)
    names = Names(
        {spelling: name for spelling, name in variables.items() if spelling not in forbidden},
        {spelling: name for spelling, name in functions.items() if spelling not in forbidden},
        arity,
        forbidden,
    )
    definitions: dict[str, Definition] = {}
    for (name, parameters), body in heads:
        known = {spelling: other for spelling, other in functions.items() if other in definitions}
        inner = Names(table(parameters), known, arity, {})
        definitions[name] = Definition(name, parameters, _read_author(f"functions[{name}]", body, inner))
    domains = {
        name: Interval(*(None if end is None else Fraction(end) for end in question.domains.get(name, (None, None))))
        for name in question.variables
    }
    return Exercise(names, Names(variables, functions, arity, {}), definitions, domains)


def _head(text: str) -> tuple[str, tuple[str, ...]]:
    found = _HEAD.fullmatch(text)
    if found is None or not found[2]:
        raise AuthorMistake(f'functions: found {text!r}, expected a head such as "sigma(u)"')
    return found[1], tuple(part.strip() for part in found[2].split(","))


def _read_author(where: str, text: str, names: Names) -> Node:
    try:
        return read(text, names)
    except Refused as refused:
        raise AuthorMistake(f"{where}: {refused.message(text)}") from None


def _compare(question: Question, exercise: Exercise, text: str) -> Reply:
    deadline = process_time() + question.seconds
    program = Program(exercise.definitions)
    text = restore_commands(text)
    try:
        tree = read(text, exercise.names)
        answer = program.compile(tree)
    except Refused as refused:
        return Reply(outcome="rejected", message=refused.message(text), diagnosis=refused.tag)
    shown = _shown(tree)
    if question.expected is None:
        return shown
    expected = program.compile(_read_author("expected", question.expected, exercise.author_names))
    mistakes = [
        (program.compile(_read_author("expected_wrong", formula, exercise.author_names)), Diagnosis(tag, sentence))
        for formula, tag, sentence in question.expected_wrong
    ]
    decision = _decide(program, answer, expected, exercise.domains, deadline)
    if decision.outcome == "undecided":
        return replace(shown, outcome="undecided", message=UNDECIDED)
    if decision.outcome == "equal":
        problem = form_mistake(tree, question.form, _PROOF_SECONDS)
        if problem:
            return replace(shown, outcome="rejected", message=problem, diagnosis=f"not-{question.form}")
        return replace(shown, outcome="equal", message="This is right.")
    diagnosis = _diagnose(program, answer, expected, mistakes, exercise.domains, decision.absent)
    place, value = _place(program, answer, decision)
    if diagnosis is None:
        diagnosis = _unnamed(decision, place)
    return replace(
        shown, outcome="different", message=diagnosis.sentence, diagnosis=diagnosis.tag, witness=place, value=value
    )


def _unnamed(decision: Decision, place: dict[str, float] | None) -> Diagnosis:
    if decision.absent:
        return Diagnosis("no-real-value", f"This formula has no real value{_at(place)}, where the right one has.")
    return Diagnosis("", f"This is not the right formula: its value is another one{_at(place)}.")


def _shown(tree: Node) -> Reply:
    """Give a reply that holds the answer as it was read, and no verdict yet."""
    return Reply(
        outcome="read",
        readings=[show_unicode(tree)],
        reading_latex=show_latex(tree),
        reading_mathml=show_mathml(tree),
    )


def _decide(program: Program, answer: Slot, expected: Slot, domains: dict[str, Interval], deadline: float) -> Decision:
    decision = decide(program, answer, expected, domains, deadline - _PROOF_SECONDS)
    if (
        decision.outcome == "undecided"
        and decision.met
        and proves_equal(program, answer, expected, domains, _PROOF_SECONDS)
    ):
        return Decision("equal")
    return decision


def _diagnose(
    program: Program,
    answer: Slot,
    expected: Slot,
    mistakes: list[tuple[Slot, Diagnosis]],
    domains: dict[str, Interval],
    absent: bool,
) -> Diagnosis | None:
    doctor = Diagnostician(program, answer, expected, domains, process_time() + _DIAGNOSIS_SECONDS)
    for slot, diagnosis in mistakes:
        if doctor.same(answer, slot):
            return diagnosis
    if absent:
        return None
    try:
        return doctor.generic()
    except Refused:  # the derivatives grew too large: no word
        return None


def _place(program: Program, answer: Slot, decision: Decision) -> tuple[dict[str, float] | None, str]:
    """Give the witness as numbers, and the answer's own value there."""
    if decision.witness is None:
        return None, ""
    evaluator = Evaluator(program, 120)
    value = evaluator.values(program.needed(answer), decision.witness)[answer]
    place = {
        name: float(evaluator.context.ldexp(evaluator.context.mpf(mantissa), exponent))
        for name, (mantissa, exponent) in decision.witness.items()
    }
    text = "no value" if isinstance(value, (Missing, bool)) else str(evaluator.context.nstr(value, 10))
    return place, text


def _at(place: dict[str, float] | None) -> str:
    if not place:
        return ""
    return " at " + ", ".join(f"{name} = {value:.10g}" for name, value in place.items())


def _check_steps(question: Question, exercise: Exercise, start: str, result: str) -> Reply:
    program = Program(exercise.definitions)
    previous = program.compile(_read_author("start", start, exercise.author_names))
    final = program.compile(_read_author("final", result, exercise.author_names))
    deadline = process_time() + question.seconds
    trees: list[Node] = []
    doubtful: list[tuple[int, Slot, Slot]] = []
    for index, text in enumerate(map(restore_commands, question.answers)):
        try:
            tree = read(text, exercise.names)
            slot = program.compile(tree)
        except Refused as refused:
            message = f"Step {index + 1} cannot be read. {refused.message(text)}"
            return replace(
                _shown_steps(trees), outcome="rejected", message=message, first_wrong=index, diagnosis=refused.tag
            )
        trees.append(tree)
        share = (deadline - _PROOF_SECONDS - process_time()) / (len(question.answers) - index)
        decision = decide(program, slot, previous, exercise.domains, process_time() + share)
        if decision.outcome == "different":
            return replace(
                _shown_steps(trees),
                outcome="different",
                **_wrong_step(index, program, slot, previous, exercise, decision),
            )
        if decision.outcome == "undecided":
            doubtful.append((index, slot, previous))
        previous = slot
    for index, slot, before in doubtful:
        if not proves_equal(program, slot, before, exercise.domains, _PROOF_SECONDS / len(doubtful)):
            return replace(_shown_steps(trees), outcome="undecided", message=f"Step {index + 1}: {UNDECIDED}")
    return replace(_shown_steps(trees), **_ending(program, previous, final, exercise, deadline))


def _shown_steps(trees: list[Node]) -> Reply:
    """Give a reply that holds the steps as they were read, and no verdict yet."""
    return Reply(
        outcome="read",
        readings=[show_unicode(tree) for tree in trees],
        readings_mathml=[show_mathml(tree) for tree in trees],
    )


def _wrong_step(
    index: int, program: Program, slot: int, previous: int, exercise: Exercise, decision: Decision
) -> dict[str, Any]:
    diagnosis = _diagnose(program, slot, previous, [], exercise.domains, decision.absent)
    place, value = _place(program, slot, decision)
    before = "the start" if index == 0 else f"step {index}"
    hint = f" {_STEP_HINTS[diagnosis.tag]}" if diagnosis and diagnosis.tag in _STEP_HINTS else ""
    return {
        "message": f"Step {index + 1} is the first that is wrong: it is not equal to {before}{_at(place)}.{hint}",
        "first_wrong": index,
        "diagnosis": f"step-{diagnosis.tag}" if diagnosis and diagnosis.tag in _STEP_HINTS else "wrong-step",
        "witness": place,
        "value": value,
    }


_STEP_HINTS = {
    "sign-flipped": "A sign was lost here.",
    "constant-factor": "A constant factor was lost or gained here.",
    "off-by-constant": "A constant was lost or gained here.",
    "missing-chain-factor": "A factor was lost here.",
}


def _ending(program: Program, last: int, final: int, exercise: Exercise, deadline: float) -> dict[str, Any]:
    decision = _decide(program, last, final, exercise.domains, deadline)
    if decision.outcome == "equal":
        return {"outcome": "equal", "message": "Every step holds."}
    if decision.outcome == "undecided":
        return {"outcome": "undecided", "message": UNDECIDED}
    return {
        "outcome": "different",
        "message": "Every step follows from the one before, but the last is not the result.",
        "diagnosis": "wrong-result",
    }
