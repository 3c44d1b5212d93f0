"""The submission's file as a child is to have it: read, parsed or compiled, in a child that is fit for it."""

from __future__ import annotations

from grader.errors import AnswerRefused, StudentCrashed, StudentInvalid, StudentStopped
from grader.execute.contained import ANYWHERE, FIRST
from grader.execute.exchange import Exchange
from grader.execute.transport import Shelf, plain_text
from grader.execute.wire import Answer, Request
from grader.model import Submission

MAX_SOURCE_BYTES = 8 << 20


class SourceFile:
    """Sees to it that the exchange has a child in which the file may be compiled or parsed, and has that done.

    Args:
        submission: the file, as it was handed in.
        exchange: asks the child.
        shelf: where a child may stand ready in which other files have run, and where it is put for the next one.
    """

    def __init__(self, submission: Submission, exchange: Exchange, shelf: Shelf | None) -> None:
        self._submission, self._exchange, self._shelf = submission, exchange, shelf
        self._ran_in = 0  # the generation of the child in which any of it has run
        self._keeps_to_itself = False

    def compile(self) -> None:
        """Have the file compiled, in a child in which it can be run now; StudentInvalid when Python cannot."""
        self._check()
        if self._has_run:
            self._exchange.fresh_child()
        elif not self._exchange.has_child:
            self._first_child()
        answer, _ = self._read("compile")
        if self._exchange.child_is_used and answer.value != ANYWHERE:
            self._put_back()  # what may reach beyond its module must not find anything there either
            self._exchange.fresh_child()
            answer, _ = self._read("compile")
        if answer.verb != "value":
            raise self._exchange.violated()
        # Said by a child in which nothing but files of that kind has run: it is our own code that says so.
        self._keeps_to_itself = answer.value in (ANYWHERE, FIRST)
        self._ran_in = self._exchange.generation

    def parse(self) -> bytes:
        """Give the syntax tree as rows, from a child in which none of the file has run."""
        self._check()
        if self._has_run:
            with self._exchange.alike() as other:
                return SourceFile(self._submission, other, None).parse()
        if not self._exchange.has_child:
            self._first_child()
        answer, payload = self._read("parse")
        if answer.verb == "refused":
            raise AnswerRefused(
                f"The syntax of your file cannot be looked at: it is {plain_text(str(answer.value)[:300])}"
            )
        if answer.verb != "value":
            raise self._exchange.violated()
        return bytes(payload)

    def leave_child(self) -> None:
        """Leave the child to the next file, if this one keeps to itself."""
        if self._keeps_to_itself or not self._has_run:
            self._put_back()

    @property
    def _has_run(self) -> bool:
        return self._exchange.has_child and self._ran_in == self._exchange.generation

    def _check(self) -> None:
        if self._submission.unreadable:
            raise StudentInvalid(self._submission.unreadable)
        if len(self._submission.content) > MAX_SOURCE_BYTES:
            raise StudentInvalid(f"Your file is larger than {MAX_SOURCE_BYTES >> 20} MiB")

    def _read(self, verb: str) -> tuple[Answer, memoryview]:
        """Have the file parsed or compiled; StudentInvalid when Python cannot, or does not survive it."""
        asks = verb == "compile" and self._shelf is not None
        request = Request(0, verb, 0, self._submission.exercise, asks or None)
        try:
            answer, payload = self._exchange.ask(request, "while it was read", [self._submission.content])
        except StudentStopped as stop:
            self._exchange.forget_stop()  # nothing of the student's ran; whoever asks next gets the same answer anew
            crash = isinstance(stop, StudentCrashed)
            what = (
                "Python itself breaks down over it (nested too deeply?)" if crash else "Python takes too long over it"
            )
            raise StudentInvalid(f"Your file cannot be read: {what}") from None
        if answer.verb == "invalid":
            raise StudentInvalid(f"Your file cannot be read: {plain_text(str(answer.value)[:1000])}")
        return answer, payload

    def _first_child(self) -> None:
        """Take the child that stands ready, if there is one."""
        child = self._shelf.take(self._exchange.limits) if self._shelf is not None else None
        if child is not None:
            self._exchange.take_over(child)
        else:
            self._exchange.fresh_child()

    def _put_back(self) -> None:
        has_run = self._has_run
        child = self._exchange.let_go() if self._shelf is not None else None
        if child is not None and self._shelf is not None:
            child.used = child.used or has_run
            self._shelf.put(child, self._exchange.limits)
