"""Students' notebooks, taken in: each read within limits, and for each exercise the best answer of all of them kept."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from grader.collect.entries import Content, Refusal, size_in_words
from grader.collect.layouts import Placement
from grader.collect.names import shown
from grader.collect.notebook.file import Notebook, NotebookRefused, read_notebook
from grader.collect.notebook.lines import scan
from grader.collect.notebook.pieces import describe_pieces
from grader.collect.notebook.plan import NotebookPlan
from grader.collect.notebook.source import Answer, find_answers
from grader.collect.notebook.statements import statements

MAX_STUDENT_BYTES = 512 << 20  # of one student's notebooks, in one source
MAX_STUDENT_CODE = 4 << 20  # characters of code in them


@dataclass(frozen=True, slots=True)
class FromNotebook:
    """An exercise's answer, with the notebook it comes from and when that was handed in."""

    placement: Placement
    answer: Answer
    modified: datetime | None


class NotebookAnswers:
    """What the notebooks of one source hold; of several that answer the same exercise the best counts.

    Those are compared that were handed in together: at one time that the place itself names, or with none named.
    """

    def __init__(self, plan: NotebookPlan, max_answer_bytes: int) -> None:
        self._plan = plan
        self._max_answer_bytes = max_answer_bytes
        self._best: dict[tuple[str, datetime | None, str], FromNotebook] = {}
        self._taken: dict[str, int] = defaultdict(int)
        self._code: dict[str, int] = defaultdict(int)

    def add(self, placement: Placement, content: Content | Refusal, *, only_written: bool = False) -> str:
        """Take in one notebook; gives why it became nothing, as the predicate of a sentence, or nothing.

        Args:
            only_written: leave out what is still the stub, as its student was told when it was packed.
        """
        name = placement.entry.path[-1]
        stem = name[: -len(".ipynb")]
        asked = self._plan.asked_by_file(stem) or self._plan.asked_by(placement.exercise)
        notebook = self._read(placement, content)
        if isinstance(notebook, Refusal):
            problem = notebook.reason
            answers = [Answer(slug, b"", written=False, problem=problem) for slug in asked]
        else:
            problem = "answers no exercise of this course: no cell defines what one asks for"
            try:
                answers = find_answers(notebook, self._plan, asked)
                problem = problem if answers else describe_pieces(notebook, self._plan) or problem
            except Exception as error:  # one notebook never stops a class; that it is ours is told, and scores nothing
                return _own_fault(error)
            if only_written and answers:
                answers = [answer for answer in answers if answer.written]
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

    def all(self) -> Iterable[FromNotebook]:
        """Give the answers that count."""
        return self._best.values()

    def _read(self, placement: Placement, content: Content | Refusal) -> Notebook | Refusal:
        """Give the notebook if it is one that can be graded."""
        if isinstance(content, Refusal):
            return content
        self._taken[placement.student] += len(content.data)
        if self._taken[placement.student] > MAX_STUDENT_BYTES:
            limit = size_in_words(MAX_STUDENT_BYTES)
            return Refusal(f"is not taken in: this student handed in more than {limit} of notebooks")
        try:
            notebook = read_notebook(content.data)
        except NotebookRefused as error:
            return Refusal(str(error))
        self._code[placement.student] += notebook.code_characters
        if self._code[placement.student] > MAX_STUDENT_CODE:
            limit = size_in_words(MAX_STUDENT_CODE)
            return Refusal(f"is not taken in: this student's notebooks hold more than {limit} of code")
        return notebook

    def _within_limit(self, answer: Answer) -> Answer:
        if len(answer.content) <= self._max_answer_bytes:
            return answer
        limit = size_in_words(self._max_answer_bytes)
        problem = f"has an answer to {answer.exercise} that is larger than {limit}"
        return Answer(answer.exercise, b"", written=False, problem=problem)

    def _keep(self, found: FromNotebook) -> None:
        key = found.placement.student, found.placement.submitted_at, found.answer.exercise
        known = self._best.get(key)
        if known is None or _merit(found) > _merit(known):
            self._best[key] = found

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


def _merit(found: FromNotebook) -> tuple[bool, bool, bool, float, tuple[str, ...]]:
    """Give what makes one notebook's answer count before another's: written, there at all, not guessed, later."""
    answer = found.answer
    when = found.modified.timestamp() if found.modified else 0.0
    return answer.written, not answer.problem, not answer.guessed, when, found.placement.entry.path


def as_submitted(found: FromNotebook) -> tuple[Placement, Content | Refusal]:
    """Give an answer in the form in which a file is handed on."""
    placement, answer = found.placement, found.answer
    own = Placement(placement.entry, placement.student, answer.exercise, placement.submitted_at)
    if answer.problem:
        return own, Refusal(answer.problem, found.modified)
    return own, Content(answer.content, found.modified)
