"""Students' notebooks, taken in: each read within limits, and for each exercise the best answer of all of them kept."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from grader.collect.entries import Content, Refusal, size_in_words
from grader.collect.layouts import Placement
from grader.collect.names import shown
from grader.collect.notebook.file import NotebookRefused, read_notebook
from grader.collect.notebook.lines import scan
from grader.collect.notebook.pieces import describe_pieces
from grader.collect.notebook.plan import NotebookPlan
from grader.collect.notebook.source import Answer, find_answers
from grader.collect.notebook.statements import statements

MAX_STUDENT_BYTES = 512 << 20  # of one student's notebooks, in one source
MAX_STUDENT_CODE = 4 << 20  # characters of code in them
_MOST_NAMED = 3
_ANSWERS_NOTHING = "answers no exercise of this course: no cell defines what one asks for"


@dataclass(frozen=True, slots=True)
class FromNotebook:
    """An exercise's answer, with the notebook it comes from and when that was handed in."""

    placement: Placement
    answer: Answer
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in one notebook.

    Args:
        answers: that it holds, one an exercise.
        problem: why it holds none, as the predicate of a sentence.
        code_characters: how much code stands in it.
        refused: whether it could not be looked through; the answers, to what it has to answer, then say why.
    """

    answers: tuple[Answer, ...] = ()
    problem: str = ""
    code_characters: int = 0
    refused: bool = False


def look_through(data: bytes, plan: NotebookPlan, asked: Sequence[str], most_code: int = MAX_STUDENT_CODE) -> Look:
    """Look through a notebook's bytes for the answers in it.

    Args:
        asked: exercises that it has to answer: where it cannot be read, they are answered with why.
        most_code: characters of code that it may hold.
    """
    try:
        notebook = read_notebook(data)
    except NotebookRefused as error:
        return _refused(str(error), asked)
    if notebook.code_characters > most_code:
        return _too_much_code(asked, notebook.code_characters)
    try:
        answers = find_answers(notebook, plan, asked)
        problem = "" if answers else describe_pieces(notebook, plan) or _ANSWERS_NOTHING
    except Exception as error:  # one notebook never stops a class; that it is ours is told, and scores nothing
        return Look((), _own_fault(error), notebook.code_characters, refused=True)
    return Look(tuple(answers), problem, notebook.code_characters)


def _refused(reason: str, asked: Sequence[str], code_characters: int = 0) -> Look:
    answers = (Answer(slug, b"", written=False, problem=reason) for slug in asked)
    return Look(tuple(answers), reason, code_characters, refused=True)


def _too_much_code(asked: Sequence[str], code_characters: int = 0) -> Look:
    limit = size_in_words(MAX_STUDENT_CODE)
    reason = f"is not taken in: this student's notebooks hold more than {limit} of code"
    return _refused(reason, asked, code_characters)


class NotebookAnswers:
    """What the notebooks of one source hold; of several that answer the same exercise the best counts.

    Those are compared that were handed in together: at one time that the place itself names, or with none named.
    """

    def __init__(self, plan: NotebookPlan, max_answer_bytes: int) -> None:
        self._plan = plan
        self._max_answer_bytes = max_answer_bytes
        self._best: dict[tuple[str, datetime | None, str], FromNotebook] = {}
        self._outdone: list[FromNotebook] = []  # in places that did not ask for them
        self._taken: dict[str, int] = defaultdict(int)
        self._code: dict[str, int] = defaultdict(int)

    def asked_by(self, placement: Placement) -> tuple[str, ...]:
        """Give the exercises that a notebook has to answer, by its name or its place."""
        stem = placement.entry.path[-1][: -len(".ipynb")]
        return self._plan.asked_by_file(stem) or self._plan.asked_by(placement.exercise)

    def add(
        self, placement: Placement, content: Content | Refusal, *, only_written: bool = False, look: Look | None = None
    ) -> str:
        """Take in one notebook; gives why it became nothing, as the predicate of a sentence, or nothing.

        Args:
            only_written: leave out what is still the stub, as its student was told when it was packed.
            look: what was seen in it, if it has been looked through.
        """
        look = self._look(placement, content, look)
        answers, problem = look.answers, look.problem
        if only_written and answers and not look.refused:
            answers = tuple(answer for answer in answers if answer.written)
            problem = "has nothing written in it yet"
        modified = content.modified or placement.entry.modified
        for answer in answers:
            self._keep(FromNotebook(placement, self._within_limit(answer), modified))
        return "" if answers else problem

    def settle(self, placement: Placement, content: Content | Refusal) -> str:
        """Choose between a file and a notebook for one exercise: the file, unless only the notebook was written in.

        Returns:
            Why the file does not count, as the predicate of a sentence; nothing where it does.
        """
        key = placement.student, placement.submitted_at, placement.exercise
        found = self._best.get(key)
        if found is None:
            return ""
        if found.answer.written and isinstance(content, Content) and self._is_stub(placement.exercise, content.data):
            return f"is still the stub: the answer is taken from {shown(found.placement.entry.path[-1])}"
        del self._best[key]
        return ""

    def all(self) -> list[FromNotebook]:
        """Give the answers that count."""
        at_home = self._written_at_home()
        return [found for found in self._best.values() if not _is_beside(found, at_home)]

    def left_out(self) -> Iterable[tuple[Placement, str]]:
        """Give the notebooks of which answers do not count, and why, as the predicate of a sentence."""
        at_home = self._written_at_home()
        guests: dict[Placement, list[str]] = {}
        for found in (*self._outdone, *self._best.values()):
            if _is_beside(found, at_home):
                guests.setdefault(found.placement, []).append(found.answer.exercise)
        for placement, slugs in guests.items():
            more = ", ..." if len(slugs) > _MOST_NAMED else ""
            named = ", ".join(slugs[:_MOST_NAMED]) + more
            yield placement, f"is another assignment's: {named} counts as handed in where it is asked for"

    def _written_at_home(self) -> set[tuple[str, str]]:
        """Give the students and exercises that have an answer in a place that asks for it."""
        return {
            (found.placement.student, found.answer.exercise)
            for found in self._best.values()
            if found.answer.written and not found.placement.is_guest
        }

    def _look(self, placement: Placement, content: Content | Refusal, look: Look | None) -> Look:
        """Look through a notebook, if nobody has, as long as its student has not handed in too much."""
        asked, student = self.asked_by(placement), placement.student
        if isinstance(content, Refusal):
            return _refused(content.reason, asked)
        self._taken[student] += len(content.data)
        if self._taken[student] > MAX_STUDENT_BYTES:
            limit = size_in_words(MAX_STUDENT_BYTES)
            return _refused(f"is not taken in: this student handed in more than {limit} of notebooks", asked)
        look = look or look_through(content.data, self._plan, asked, MAX_STUDENT_CODE - self._code[student])
        self._code[student] += look.code_characters
        return _too_much_code(asked) if self._code[student] > MAX_STUDENT_CODE else look

    def _within_limit(self, answer: Answer) -> Answer:
        if len(answer.content) <= self._max_answer_bytes:
            return answer
        limit = size_in_words(self._max_answer_bytes)
        problem = f"has an answer to {answer.exercise} that is larger than {limit}"
        return Answer(answer.exercise, b"", written=False, problem=problem)

    def _keep(self, found: FromNotebook) -> None:
        key = found.placement.student, found.placement.submitted_at, found.answer.exercise
        known = self._best.get(key)
        if known is None:
            self._best[key] = found
            return
        outdone, self._best[key] = sorted((found, known), key=_merit)
        if outdone.placement.is_guest:
            self._outdone.append(outdone)

    def _is_stub(self, exercise: str, data: bytes) -> bool:
        try:
            found = list(statements(scan(data.decode("utf-8-sig")).logical))
        except UnicodeDecodeError:
            return False
        wanted = self._plan.exercises.get(exercise)
        return wanted is not None and all(
            statement.fingerprint in wanted.stub
            or statement.blank
            or statement.kind == "import"
            or (statement.kind == "assign" and statement.defines <= wanted.given)
            for statement in found
        )


def _own_fault(error: Exception) -> str:
    """Say that looking through a notebook failed, and where."""
    *_, last = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__} in {last.filename.rpartition('/')[2]}, line {last.lineno}"
    return f"could not be looked through, by a fault of the grader's own ({place}): please report it"


def _is_beside(found: FromNotebook, at_home: set[tuple[str, str]]) -> bool:
    """Tell whether another assignment's notebook has what its student has handed in where it is asked for."""
    return found.placement.is_guest and (found.placement.student, found.answer.exercise) in at_home


def _merit(found: FromNotebook) -> tuple[bool, bool, bool, bool, float, tuple[str, ...]]:
    """Give what makes an answer count before another's: written, asked for, there at all, not guessed, later."""
    answer = found.answer
    when = found.modified.timestamp() if found.modified else 0.0
    is_asked_for = not found.placement.is_guest
    return answer.written, is_asked_for, not answer.problem, not answer.guessed, when, found.placement.entry.path


def as_submitted(found: FromNotebook) -> tuple[Placement, Content | Refusal]:
    """Give an answer in the form in which a file is handed on."""
    placement, answer = found.placement, found.answer
    own = replace(placement, exercise=answer.exercise)
    if answer.problem:
        return own, Refusal(answer.problem, found.modified)
    return own, Content(answer.content, found.modified)
