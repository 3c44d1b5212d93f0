"""An exercise's proofs joined: its files and its mutants are handed in, and what they got is weighed.

1. bank and mutants of every exercise   -> tasks
2. tasks, in worker processes           -> trials
3. trials of an exercise, proof by proof -> its report
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.course import Course, Exercise
from grader.errors import CourseError
from grader.model import Status
from grader.verify import answers
from grader.verify.bank import BankFile, missing_files, read_bank
from grader.verify.equivalents import FILE_NAME, Entry, read_equivalents
from grader.verify.findings import Count, ExerciseReport, Finding, Survivor
from grader.verify.mutants import Mutant, mutants_of
from grader.verify.trials import Task, Trial, run_tasks


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be handed in for one exercise, by the keys of the tasks."""

    exercise: Exercise
    bank: Mapping[int, BankFile]
    mutants: Mapping[int, Mutant] | None
    equivalents: Sequence[Entry]

    def tasks(self) -> Iterator[Task]:
        """Give the tasks, the banks first."""
        for key, file in self.bank.items():
            yield Task(self.exercise.id, key, file.content, mutant=False)
        for key, mutant in (self.mutants or {}).items():
            yield Task(self.exercise.id, key, mutant.source.encode(), mutant=True)


def plan_exercises(exercises: Sequence[Exercise], *, with_mutants: bool) -> list[Plan]:
    """Read everything that is to be handed in.

    Raises:
        CourseError: files are missing, or a list of equivalent mutants cannot be read.
    """
    problems = [problem for exercise in exercises for problem in missing_files(exercise)]
    entries: list[list[Entry]] = []
    for exercise in exercises:
        try:
            entries.append(read_equivalents(exercise))
        except CourseError as error:
            problems += error.problems
    if problems:
        raise CourseError(problems)
    keys = itertools.count()
    plans = []
    for exercise, listed in zip(exercises, entries, strict=True):
        bank = {next(keys): file for file in read_bank(exercise)}
        made = _mutants(exercise) if with_mutants else None
        mutants = None if made is None else {next(keys): mutant for mutant in made}
        plans.append(Plan(exercise, bank, mutants, listed))
    return plans


def verify_exercises(
    course: Course, plans: Sequence[Plan], jobs: int, on_done: Callable[[int], None]
) -> list[ExerciseReport]:
    """Hand everything in and weigh it; gives a report for each plan.

    Args:
        on_done: called with the number of files that have just been judged.

    Raises:
        SandboxUnavailable: this machine cannot confine student code.
    """
    trials = run_tasks(course, [task for plan in plans for task in plan.tasks()], jobs, on_done)
    return [_weigh(plan, trials) for plan in plans]


def _mutants(exercise: Exercise) -> list[Mutant]:
    try:
        return mutants_of(exercise.reference.read_text(encoding="utf-8-sig"), exercise.kind)
    except (SyntaxError, ValueError):
        return []  # the reference does not get full marks, and is told so


def _weigh(plan: Plan, trials: Mapping[int, Trial]) -> ExerciseReport:
    exercise = plan.exercise
    graded = [(file, trials[key]) for key, file in plan.bank.items()]
    by_role = {
        role: [pair for pair in graded if pair[0].role == role] for role in ("stub", "reference", "right", "wrong")
    }
    (_, stub), (reference_file, reference) = by_role["stub"][0], by_role["reference"][0]
    of_stub = list(answers.check_stub(exercise, stub.result))
    of_reference = list(answers.check_right(exercise, reference_file, reference))
    if not answers.has_full_marks(reference.result):
        # Tests that refuse the reference say nothing about anything else.
        return _unproven(exercise, of_stub if stub.result.status is Status.GRADED else [], of_reference)
    of_right = [list(answers.check_right(exercise, *pair)) for pair in by_role["right"]]
    of_wrong = [list(answers.check_wrong(exercise, *pair)) for pair in by_role["wrong"]]
    of_tests = list(answers.check_needed(exercise, reference.result, by_role["wrong"]))
    hidden = sum(test.hidden for test in reference.result.tests)
    findings = [*of_stub, *of_reference, *_flat(of_right), *_flat(of_wrong), *of_tests]
    mutants, equivalent, survivors = None, 0, list[Survivor]()
    if plan.mutants is not None:
        mutants, equivalent, survivors, of_mutants = _weigh_mutants(plan, plan.mutants, trials)
        findings += of_mutants
    diagnosed = sum(any(test.diagnosis for test in trial.result.tests) for _, trial in by_role["wrong"])
    honest = [trial for _, trial in (*by_role["reference"], *by_role["right"])]
    return ExerciseReport(
        exercise=exercise.id,
        ok=not findings and not survivors,
        stub=not of_stub,
        reference=not of_reference,
        right=_count(of_right),
        wrong=_count(of_wrong),
        diagnosed=Count(diagnosed, len(of_wrong)),
        tests=Count(hidden - len(of_tests), hidden),
        mutants=mutants,
        equivalent=equivalent,
        cpu_percent=round(100 * max(trial.cpu_seconds for trial in honest) / exercise.limits.cpu_seconds, 1),
        memory_percent=round(100 * max(trial.memory_mib for trial in honest) / exercise.limits.memory_mib, 1),
        findings=tuple(findings),
        survivors=tuple(survivors),
    )


def _unproven(exercise: Exercise, of_stub: list[Finding], of_reference: list[Finding]) -> ExerciseReport:
    nothing = Count(0, 0)
    return ExerciseReport(
        exercise=exercise.id,
        ok=False,
        stub=not of_stub,
        reference=False,
        right=nothing,
        wrong=nothing,
        diagnosed=nothing,
        tests=nothing,
        mutants=None,
        equivalent=0,
        cpu_percent=0.0,
        memory_percent=0.0,
        findings=(*of_stub, *of_reference),
    )


def _weigh_mutants(
    plan: Plan, mutants: Mapping[int, Mutant], trials: Mapping[int, Trial]
) -> tuple[Count, int, list[Survivor], list[Finding]]:
    listed = {entry.key: entry for entry in plan.equivalents}
    caught, equivalent, survivors, findings = 0, 0, list[Survivor](), list[Finding]()
    matched = set()
    for key, mutant in mutants.items():
        result, entry = trials[key].result, listed.get(mutant.key)
        matched.add(mutant.key)
        if result.status is Status.ERROR:
            findings.append(_broken(mutant, result.message))
        elif answers.is_caught(result):
            caught += 1
            if entry is not None:
                findings.append(_stale(entry, "its mutant is caught"))
        elif entry is not None:
            equivalent += 1
            if not entry.reason.strip():
                findings.append(_without_reason(entry))
        else:
            survivors.append(_survivor(mutant))
    findings += [_stale(entry, "there is no such mutant") for key, entry in listed.items() if key not in matched]
    return Count(caught, len(mutants) - equivalent), equivalent, survivors, findings


def _survivor(mutant: Mutant) -> Survivor:
    key = mutant.key
    return Survivor(
        line=mutant.line, function=key.function, operator=key.operator, before=key.before, after=key.after, nth=key.nth
    )


def _broken(mutant: Mutant, message: str) -> Finding:
    subject = f"line {mutant.line} of the reference, {mutant.key.operator}: {mutant.key.after}"
    return Finding(
        check="mutants",
        subject=subject,
        expected="the tests fail",
        found=f"the graders fail: {message}",
        advice="make the test decide: a student who writes this would get no mark",
    )


def _stale(entry: Entry, why: str) -> Finding:
    return Finding(
        check="mutants",
        subject=f"{FILE_NAME}: {entry.operator} in {entry.function or 'the module'}: {entry.after}",
        expected="a mutant that no test catches",
        found=why,
        advice="remove the entry",
    )


def _without_reason(entry: Entry) -> Finding:
    return Finding(
        check="mutants",
        subject=f"{FILE_NAME}: {entry.operator} in {entry.function or 'the module'}: {entry.after}",
        expected="a reason why this is no mistake",
        found="none",
        advice="fill in `reason`, or catch it with a test and remove the entry",
    )


def _flat(lists: list[list[Finding]]) -> list[Finding]:
    return [finding for one in lists for finding in one]


def _count(lists: list[list[Finding]]) -> Count:
    return Count(sum(not one for one in lists), len(lists))
