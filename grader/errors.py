"""What can go wrong, and whose fault it is.

GraderError                     ours or the user's: a sentence and an exit code, never a mark
 +- CourseError                 course.yaml or an exercise is wrong: every mistake, by file and key
 +- UsageError                  the command's words do not fit
 +- IntakeError                 a source that cannot be taken in at all
 +- GradebookError              the gradebook cannot be opened, read or written
 +- SandboxUnavailable          this machine cannot confine student code (with the way out)

Mismatch(AssertionError)        an answer that differs, with its diagnosis

StudentFault                    what the student's own code did
 +- StudentRaised               it raised; also an instance of the exception it raised, so pytest.raises works
 +- AnswerRefused               it returned something that cannot be taken in (TypeError)
StudentStopped(BaseException)   it is not running any more, so `pytest.raises(Exception)` cannot swallow it
 +- StudentTimeout              out of CPU or wall time
 +- StudentCrashed              it ended, ran out of memory, or broke the protocol
 +- StudentInvalid              the file cannot be read or compiled
SandboxLost(BaseException)      our side of the sandbox failed in the middle: outcome `error`, never a zero
"""

from __future__ import annotations

from dataclasses import dataclass


class GraderError(Exception):
    """Base of every error that ends a command; `exit_code` is what the shell sees."""

    exit_code = 2


@dataclass(frozen=True)
class Problem:
    """One mistake in a file of the author's: where, what was found, what was expected."""

    file: str
    path: str
    found: str
    expected: str

    def __str__(self) -> str:
        """Give the line that the author reads."""
        place = f"{self.file}: {self.path}" if self.path else self.file
        return f"{place}: found {self.found}, expected {self.expected}"


class CourseError(GraderError):
    """course.yaml or an exercise's files are wrong; holds every mistake at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class UsageError(GraderError):
    """The command cannot mean anything as it was typed."""


class IntakeError(GraderError):
    """A source that cannot be taken in at all: missing, not readable, not an archive."""


class GradebookError(GraderError):
    """The gradebook cannot be opened, read or written."""


class SandboxUnavailable(GraderError):
    """This machine cannot confine student code; `step` failed because of `reason`; `way_out` says what to do."""

    def __init__(self, step: str, reason: str, way_out: str = "run `grader doctor` to see what is missing") -> None:
        super().__init__(f"sandbox unavailable: {step}: {reason}; {way_out}")
        self.step, self.reason, self.way_out = step, reason, way_out

    def __reduce__(self) -> tuple[type[SandboxUnavailable], tuple[str, str, str]]:
        """Cross from a worker to the main process in one piece."""
        return type(self), (self.step, self.reason, self.way_out)


class Mismatch(AssertionError):
    """An answer that is not the expected one.

    Args:
        sentence: what a teacher would say; never holds inputs or values of a hidden test.
        diagnosis: stable tag for class-wide counts, for instance `sign-flipped`; empty when none was recognised.
        detail: the values themselves; shown for visible tests, and for hidden ones when feedback is `full`.
    """

    def __init__(self, sentence: str, diagnosis: str = "", detail: str = "") -> None:
        super().__init__(sentence if not detail else f"{sentence}\n{detail}")
        self.sentence, self.diagnosis, self.detail = sentence, diagnosis, detail


class Undecided(AssertionError):
    """An answer that could be neither confirmed nor refuted: flagged for the instructor, never counted as wrong."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.detail = sentence, detail


class StudentFault(Exception):
    """The student's own code is what failed; `traceback_text` shows their lines only."""

    def __init__(self, sentence: str, traceback_text: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.traceback_text = sentence, traceback_text


class StudentRaised(StudentFault):
    """The student's code raised.

    Args:
        type_name: name of the class it raised.
        text: its message, which may quote what the grader handed over.
        advice: our own words on what it means here; empty for most.
    """

    type_name: str = "Exception"
    text: str = ""
    advice: str = ""


class AnswerRefused(StudentFault, TypeError):
    """The student's code returned something that cannot cross to the grader (a set, a generator, an object array)."""


class StudentStopped(BaseException):
    """The student's process is not running any more."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class StudentTimeout(StudentStopped):
    """Out of time; `kind` is "cpu" or "wall", `seconds` the limit that was reached."""

    def __init__(self, sentence: str, kind: str, seconds: float) -> None:
        super().__init__(sentence)
        self.kind, self.seconds = kind, seconds


class StudentCrashed(StudentStopped):
    """The process ended, ran out of memory or broke the protocol; `reason` is a stable tag of that."""

    def __init__(self, sentence: str, reason: str = "") -> None:
        super().__init__(sentence)
        self.reason = reason


class StudentInvalid(StudentStopped):
    """The file cannot be read or compiled: status `invalid`, and `sentence` says why and in which line."""


class SandboxLost(BaseException):
    """Our side of the sandbox failed in the middle of a test: outcome `error`, never the student's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
