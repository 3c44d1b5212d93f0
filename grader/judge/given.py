"""What a test is given by the names of its arguments; the judge's fixtures, and its direct calls, take it from here."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.errors import Mismatch
from grader.judge.answers import Answers
from grader.model import StudentSession
from grader.variant import Variant

NAMES = frozenset(
    ["student", "reference", "answers", "source", "rng", "variant", "assert_unchanged", "student_warnings", "test_seed"]
)


class Given:
    """The values for one test of one submission, each made when it is asked for.

    Args:
        session: of the submission, which the test has been announced to.
        seed: of this test: the same for every student.
        reference: gives the reference module.
        variant: gives the numbers of the student who handed the submission in.
    """

    def __init__(
        self, session: StudentSession, seed: int, reference: Callable[[], Any], variant: Callable[[], Variant]
    ) -> None:
        self.session, self.seed, self._reference, self._variant = session, seed, reference, variant

    def value(self, name: str) -> Any:
        """Give what NAMES calls by this name; raises what the session raises."""
        match name:
            case "student":
                return self.session.module
            case "reference":
                return self._reference()
            case "answers":
                return Answers(self.tree)
            case "source":
                return self.tree
            case "rng":
                return np.random.default_rng(self.seed)
            case "variant":
                return self._variant()
            case "assert_unchanged":
                return unchanged_check(self.session)
            case "student_warnings":
                return self.session.warnings
            case "test_seed":
                return self.seed
        raise KeyError(name)

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The student's file as a syntax tree."""
        return self.session.syntax_tree()


def unchanged_check(session: StudentSession) -> Callable[..., None]:
    """Make the check of `assert_unchanged`: `assert_unchanged("x", "w")` after `student.f(x, w)`."""

    def check(*names: str) -> None:
        for place in session.changed_arguments():
            name = names[int(place)] if place.isdigit() and int(place) < len(names) else place
            text = f"The call changed its argument `{name}`; work on a copy or make a new array."
            raise Mismatch(text, "argument-changed")

    return check
