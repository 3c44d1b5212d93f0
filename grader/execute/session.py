"""One submission as the judge sees it: the student's module behind a proxy, in a child that is replaced when it dies."""

from __future__ import annotations

import ast
import contextlib
import os
import time
from typing import Any

from grader.errors import (
    AnswerRefused,
    SandboxLost,
    StudentCrashed,
    StudentFault,
    StudentInvalid,
    StudentRaised,
    StudentStopped,
)
from grader.execute import faults, syntax
from grader.execute.callbacks import Callbacks
from grader.execute.codec import Packer, Unpacker
from grader.execute.deadline import Deadline
from grader.execute.proxy import Handle, Member, Module
from grader.execute.transport import ChildEnded, Ending, Launch, Output, Transport, Violation, plain_text
from grader.execute.wire import Answer, Refused, Request, Tree, WireError, decode_answer, frame
from grader.model import Limits, Submission

MAX_SOURCE_BYTES = 8 << 20
_MAX_WARNINGS = 200
_MAX_NESTING = 16
_GRACE_SECONDS = 0.5  # for a child whose pipe has closed to be seen as ended
_TREE_FAULT = "its syntax cannot be looked at: it is "


class Session:
    """Implements model.StudentSession, for a confined and for a plain child alike.

    Args:
        launch: starts a fresh child.
    """

    def __init__(self, submission: Submission, limits: Limits, launch: Launch) -> None:
        self._submission, self._limits, self._launch = submission, limits, launch
        self._slug = submission.exercise
        self._child: Transport | None = None
        self._output = Output(limits.output_kib << 10)
        self._generation = 0  # counts children: a handle belongs to one of them
        self._module: Module | None = None
        self._names: dict[str, bool] = {}
        self._handles: dict[int, Handle] = {}
        self._members: dict[tuple[int, str], Member] = {}
        self._stopped: StudentStopped | None = None  # until the next test
        self._unusable: StudentStopped | StudentFault | None = None  # for good: the file cannot be loaded
        self._rows: bytes | None = None
        self._no_tree: StudentStopped | StudentFault | None = None
        self._seed: int | None = None
        self._fresh_seed = False
        self._warnings: list[tuple[str, str]] = []
        self._changed: tuple[str, ...] = ()
        self._deadline: Deadline | None = None
        self._depth = 0
        self._closed = False

    # --- model.StudentSession

    @property
    def module(self) -> Module:
        """The student's module, loaded when it is first asked for; raises what its loading raised, every time."""
        if self._unusable is not None:
            raise self._unusable.with_traceback(None)
        if self._stopped is not None:
            raise self._stopped.with_traceback(None)
        if self._module is None:
            try:
                self._load()
            except (StudentStopped, StudentFault) as error:
                self._unusable = error
                raise
        assert self._module is not None
        return self._module

    def start_test(self, seed: int) -> None:
        """Forget the last test's output, warnings and end; the random states are set before the next call."""
        self._seed, self._fresh_seed = seed, True
        self._stopped = None
        self._warnings, self._changed = [], ()
        self._output.clear()

    def syntax_tree(self) -> ast.Module:
        """Give the file's syntax tree, parsed where none of the student's code has run."""
        if self._no_tree is not None:
            raise self._no_tree.with_traceback(None)
        if self._rows is None:
            try:
                self._rows = self._parse()
            except (StudentStopped, StudentFault) as error:
                self._no_tree = error
                raise
        try:
            return syntax.rebuild(self._rows)
        except WireError as error:
            raise SandboxLost(f"the parser's answer is no syntax tree: {error}") from error

    def take_output(self) -> str:
        """Give what the student's code printed since `start_test`, as plain text."""
        return self._output.text()

    def close(self) -> None:
        """End the child; nothing of it is left."""
        self._closed = True
        with contextlib.suppress(SandboxLost):  # the zygote went first: then the kernel has ended the child with it
            self._drop()

    # --- more than the protocol asks

    def warnings(self) -> list[tuple[str, str]]:
        """Give (category, text) of the warnings since `start_test`; told by the student's process, so forgeable."""
        return list(self._warnings)

    def changed_arguments(self) -> tuple[str, ...]:
        """Give positions ("0") and names of the last call's arguments that it changed; forgeable like `warnings`."""
        return self._changed

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- for the proxies

    def module_attribute(self, name: str) -> Any:
        """Give a function or class as a proxy, anything else as a value."""
        _ = self.module
        if self._names.get(name):
            return self._member(0, name)
        try:
            return self.attribute(self._generation, 0, name)
        except AttributeError:
            if name in self._names:
                raise
            raise self._undefined(name) from None

    def attribute(self, generation: int, target: int, name: str) -> Any:
        """Give an attribute: callable ones as a proxy, others as a value."""
        if (target, name) in self._members and generation == self._generation and target:
            return self._members[target, name]
        answer, payload = self._ask(generation, Request(0, "get", target, name), f"in `{name}`")
        if answer.verb == "callable":
            return self._member(target, name)
        return self._value(answer, payload, f"`{name}` is")

    def hold(self, generation: int, target: int, name: str) -> Handle:
        """Give a handle on what a name means now."""
        answer, payload = self._ask(generation, Request(0, "hold", target, name), f"in `{name}`")
        held = self._value(answer, payload, f"`{name}` is")
        if not isinstance(held, Handle):
            raise self._stop(faults.violated("protocol"))
        return held

    def call(
        self, generation: int, target: int, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], shown: str = ""
    ) -> Any:
        """Call in the child and give the result; raises what the student's code raised."""
        shown = shown or name
        seed = self._seed if self._fresh_seed else None
        callbacks = Callbacks()
        packer = Packer(lambda value: self._outside(value, callbacks))
        try:
            value = packer.pack([args, kwargs])
            request = Request(0, "call", target, name, value, seed)
            answer, payload = self._ask(generation, request, f"in `{shown}`", packer, callbacks)
        except Refused as refusal:
            raise TypeError(f"an argument of {shown} cannot be handed to the student: it is {refusal}") from None
        self._fresh_seed = False
        self._changed = tuple(plain_text(name[:100]) for name in answer.changed[:100])
        return self._value(answer, payload, f"`{shown}` returned")

    # --- loading

    def _load(self) -> None:
        self._check_source()
        self._fresh_child()
        request = Request(0, "compile", 0, self._slug)
        try:
            answer, _ = self._exchange(request, "while it was read", None, [self._submission.content])
        except StudentStopped as stop:
            raise self._stop(_unreadable(stop)) from None
        if answer.verb == "invalid":
            raise self._stop(StudentInvalid(f"Your file cannot be read: {plain_text(str(answer.value)[:1000])}"))
        answer, payload = self._exchange(
            Request(0, "run", 0, self._slug, None, self._seed), "while it was loaded", None
        )
        listed = self._value(answer, payload, "the module is")
        self._fresh_seed = False
        if type(listed) is not list or len(listed) % 2:
            raise self._stop(faults.violated("protocol"))
        self._names = {str(name)[:100]: bool(can) for name, can in zip(listed[::2], listed[1::2], strict=True)}
        self._module = Module(self, self._generation, 0, self._slug)

    def _parse(self) -> bytes:
        self._check_source()
        if self._child is None or self._generation_ran():
            parser = Session(self._submission, self._limits, self._launch)
            parser._fresh_child()
            try:
                return parser._parse_here()
            finally:
                parser.close()
        return self._parse_here()

    def _parse_here(self) -> bytes:
        try:
            answer, payload = self._exchange(
                Request(0, "parse", 0, self._slug), "while it was read", None, [self._submission.content]
            )
        except StudentStopped as stop:
            raise _unreadable(stop) from None
        if answer.verb == "invalid":
            raise StudentInvalid(f"Your file cannot be read: {plain_text(str(answer.value)[:1000])}")
        if answer.verb == "refused":
            raise AnswerRefused(f"Your file is too large: {_TREE_FAULT}{plain_text(str(answer.value)[:300])}")
        if answer.verb != "value":
            self._value(answer, payload, "the file is")
        return bytes(payload)

    def _generation_ran(self) -> bool:
        return self._module is not None or self._unusable is not None

    def _check_source(self) -> None:
        if self._submission.unreadable:
            raise StudentInvalid(self._submission.unreadable)
        if len(self._submission.content) > MAX_SOURCE_BYTES:
            raise StudentInvalid(f"Your file is larger than {MAX_SOURCE_BYTES >> 20} MiB")

    def _fresh_child(self) -> Transport:
        if self._closed:
            raise SandboxLost("the session is closed")
        self._drop()
        self._child = self._launch(self._limits)
        self._child.output = self._output
        self._generation += 1
        return self._child

    def _drop(self, grace_seconds: float = 0) -> Ending:
        child, self._child = self._child, None
        self._module = None
        self._handles, self._members = {}, {}
        self._deadline = None
        return child.close(grace_seconds) if child is not None else Ending(None, False)

    # --- one exchange

    def _ask(
        self,
        generation: int,
        request: Request,
        doing: str,
        packer: Packer | None = None,
        callbacks: Callbacks | None = None,
    ) -> tuple[Answer, memoryview]:
        if self._stopped is not None:
            raise self._stopped.with_traceback(None)
        if generation != self._generation and not (request.target == 0 and request.name):
            raise faults.violated("stale")
        _ = self.module  # a function kept from before a crash finds its module again
        return self._exchange(request, doing, callbacks, packer.buffers if packer else [])

    def _exchange(
        self, request: Request, doing: str, callbacks: Callbacks | None, buffers: list[bytes | memoryview] | None = None
    ) -> tuple[Answer, memoryview]:
        child = self._child
        assert child is not None
        if self._depth >= _MAX_NESTING:
            raise RecursionError("the grader's functions and the student's call one another too deeply")
        outermost = self._deadline is None
        deadline = self._deadline = self._deadline or Deadline(self._limits, child.cpu_seconds, doing)
        request.nonce = int.from_bytes(os.urandom(7))
        pieces = frame(request, buffers or [])
        self._depth += 1
        try:
            child.send(pieces, deadline)
            answer, payload = self._receive(child, deadline, request.nonce)
            while answer.verb == "callback":
                if callbacks is None:
                    raise Violation("protocol")
                started = time.monotonic()
                reply, reply_buffers = callbacks.answer(answer, payload, self._inside, self._outside)
                deadline.give_back(time.monotonic() - started)
                child.send(frame(reply, reply_buffers), deadline)
                answer, payload = self._receive(child, deadline, request.nonce)
        except StudentStopped as stop:
            raise self._stop(stop) from None
        except (Violation, WireError) as error:
            raise self._stop(faults.violated(error.reason if isinstance(error, Violation) else "protocol")) from None
        except ChildEnded:
            raise self._stop(None) from None
        except BaseException:
            self._drop()  # interrupted in the middle: what the child says next would be answered to nobody
            raise
        finally:
            self._depth -= 1
            if outermost:
                self._deadline = None
        if callbacks is not None:
            callbacks.finish()
        return answer, payload

    def _receive(self, child: Transport, deadline: Deadline, nonce: int) -> tuple[Answer, memoryview]:
        header, payload = child.receive(deadline)
        answer = decode_answer(header)
        if answer.nonce != nonce:
            raise Violation("protocol")
        room = _MAX_WARNINGS - len(self._warnings)
        for category, text in answer.warnings[: max(room, 0)]:
            self._warnings.append((plain_text(category[:80]), plain_text(text[:300])))
        return answer, payload

    def _stop(self, stop: StudentStopped | None) -> StudentStopped:
        """End the child and remember why, until the next test; None: find out from how it ended."""
        ending = self._drop(_GRACE_SECONDS if stop is None else 0)
        if stop is None:
            stop = faults.ended(ending, self._limits)
        self._stopped = stop
        return stop

    # --- values

    def _value(self, answer: Answer, payload: memoryview, what: str) -> Any:
        try:
            match answer.verb:
                case "value":
                    unpacker = Unpacker(payload, self._inside)
                    value = unpacker.unpack(answer.value)
                    unpacker.finish()
                    return value
                case "raised":
                    raise faults.raised(answer.value)
                case "refused" if isinstance(answer.value, str):
                    sentence = f"{what} {plain_text(answer.value[:500])}"
                    raise AnswerRefused(f"{sentence[0].upper()}{sentence[1:]}; the grader cannot take that in")
            raise WireError("verb")
        except WireError:
            raise self._stop(faults.violated("protocol")) from None

    def _outside(self, value: Any, callbacks: Callbacks) -> Tree:
        if isinstance(value, (Member, Handle)):
            if value._session is not self:
                raise Refused("an object of another submission")
            if isinstance(value, Member):
                return Tree("m", [value._target, value._name])
            if value._generation != self._generation:
                raise Refused("an object of a process that has ended")
            return Tree("h", [value._target])
        state = _random_state(value)
        if state is not None:
            return Tree("g", [state[0], Packer(_refuse).pack(state[1])])
        if callable(value):
            return callbacks.offer(value)
        return _refuse(value)

    def _inside(self, tree: Tree, unpacker: Unpacker) -> Any:
        match tree.kind, tree.items:
            case "h", [int() as number, str() as name, bool()] if 0 < number <= 100_000:
                handle = self._handles.get(number)
                if handle is None:
                    shown = "".join(char for char in name[:60] if char.isidentifier() or char.isdigit())
                    handle = self._handles[number] = Handle(self, self._generation, number, shown or "object")
                return handle
        raise WireError(f"value of kind {tree.kind}")

    def _member(self, target: int, name: str) -> Member:
        member = self._members.get((target, name))
        if member is None:
            member = self._members[target, name] = Member(self, self._generation, target, name)
        return member

    def _undefined(self, name: str) -> StudentRaised:
        import difflib

        said = f"Your file does not define `{name}`"
        near = difflib.get_close_matches(name.lower(), [known.lower() for known in self._names], 1, 0.7)
        known = next((known for known in self._names if near and known.lower() == near[0]), "")
        if known:
            said += f"; it defines `{plain_text(known)}`: is that the one, misspelt?"
        return faults.make_raised(AttributeError, "AttributeError", said, said)


def _unreadable(stop: StudentStopped) -> StudentStopped:
    if isinstance(stop, StudentCrashed):
        return StudentInvalid("Your file cannot be read: Python itself breaks down over it (nested too deeply?)")
    return StudentInvalid("Your file cannot be read: Python takes too long over it")


def _random_state(value: Any) -> tuple[str, Any] | None:
    if not type(value).__module__.startswith("numpy.random"):
        return None
    if type(value).__name__ == "RandomState":
        return "RandomState", value.get_state(legacy=False)
    bits = getattr(value, "bit_generator", None)
    return None if bits is None else (type(bits).__name__, bits.state)


def _refuse(value: Any) -> Tree:
    raise Refused(f"of type {type(value).__name__}")
