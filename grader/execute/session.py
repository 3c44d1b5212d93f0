"""One submission as the judge sees it: the student's module as a proxy, in a child that is replaced when it dies."""

from __future__ import annotations

import ast
from typing import Any

from grader.errors import AnswerRefused, SandboxLost, StudentFault, StudentStopped
from grader.execute import faults, syntax
from grader.execute.callbacks import Callbacks
from grader.execute.codec import Packer
from grader.execute.exchange import Exchange, Usage
from grader.execute.objects import Objects
from grader.execute.proxy import Handle, Module, Place
from grader.execute.source_file import SourceFile
from grader.execute.transport import Launch, Shelf, plain_text
from grader.execute.wire import Answer, Refused, Request, WireError
from grader.model import Limits, Submission

MAX_NAMES = 2_000  # a misspelt one is looked for among them


class Session:
    """Implements model.StudentSession, for a confined and for a plain child alike.

    Args:
        submission: the file, as it was handed in.
        limits: of the exercise.
        launch: starts a fresh child.
        shelf: where a child may stand ready in which other files have run, and where it is put for the next one, if
            this file keeps to itself too.
    """

    def __init__(self, submission: Submission, limits: Limits, launch: Launch, shelf: Shelf | None = None) -> None:
        self._slug, self._content = submission.exercise, submission.content
        self._exchange = Exchange(limits, launch)
        self._file = SourceFile(submission, self._exchange, shelf)
        self._kept_objects = Objects(self, 0)
        self._module: Module | None = None
        self._names: dict[str, bool] = {}
        self._unusable: StudentStopped | StudentFault | None = None  # for good: the file cannot be loaded
        self._rows: bytes | None = None
        self._no_tree: StudentStopped | StudentFault | None = None
        self._seed: int | None = None
        self._fresh_seed = False
        self._changed: tuple[str, ...] = ()

    # --- model.StudentSession

    @property
    def module(self) -> Module:
        """The student's module, loaded when it is first asked for; raises what its loading raised, every time."""
        if self._unusable is not None:
            raise self._unusable.with_traceback(None)
        self._exchange.raise_if_stopped()
        if self._module is None or not self._exchange.has_child:
            try:
                self._module = self._load()
            except (StudentStopped, StudentFault) as error:
                self._unusable = error
                self._exchange.drop()
                raise
        return self._module

    def start_test(self, seed: int) -> None:
        """Forget the last test's output, warnings and end; the random states are set before the next call."""
        self._seed, self._fresh_seed = seed, True
        self._changed = ()
        self._exchange.start_test()

    def syntax_tree(self) -> ast.Module:
        """Give the file's syntax tree, parsed where none of the student's code has run."""
        if self._no_tree is not None:
            raise self._no_tree.with_traceback(None)
        if self._rows is None:
            try:
                self._rows = self._file.parse()
            except (StudentStopped, StudentFault) as error:
                self._no_tree = error
                raise
        try:
            return syntax.rebuild(self._rows)
        except WireError as error:
            raise SandboxLost(f"the parser's answer is no syntax tree: {error}") from error

    def take_output(self) -> str:
        """Give what the student's code printed since `start_test`, as plain text."""
        return self._exchange.output.text()

    @property
    def disturbed(self) -> bool:
        """Whether a child that another file had run in was ended or ran out of memory, perhaps not by this one."""
        return self._exchange.disturbed

    def close(self) -> None:
        """End the child, or leave it to who keeps it; nothing of the file is used any more."""
        if not self.disturbed:
            self._file.leave_child()
        self._exchange.close()

    # --- more than the protocol asks

    def warnings(self) -> list[tuple[str, str]]:
        """Give (category, text) of the warnings since `start_test`; told by the student's process, so forgeable."""
        return list(self._exchange.warnings)

    def changed_arguments(self) -> tuple[str, ...]:
        """Give positions ("0") and names of the last call's arguments that it changed; forgeable like `warnings`."""
        return self._changed

    def meter(self) -> None:
        """Measure from now on what the student's code uses; an ordinary grading does without."""
        self._exchange.metered = True

    def usage(self) -> Usage:
        """Give the most that one outermost call computed and one child allocated, since `meter`."""
        return self._exchange.usage

    def __enter__(self) -> Session:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    # --- for the proxies

    def module_attribute(self, name: str) -> Any:
        """Give a function or class as a proxy, anything else as a value."""
        place = self.module._remote_place
        if self._names.get(name):
            return self._objects.member(0, name)
        try:
            return self.attribute(place, name)
        except AttributeError:
            if name in self._names:
                raise
            raise faults.undefined(name, list(self._names), self._content) from None

    def attribute(self, place: Place, name: str) -> Any:
        """Give an attribute of a module or handle: callable ones as a proxy, others as a value."""
        if place.generation == self._exchange.generation and self._objects.has_member(place.target, name):
            return self._objects.member(place.target, name)
        answer, payload = self._ask(place, Request(0, "get", place.target, name), f"in `{name}`")
        if answer.verb == "callable":
            return self._objects.member(place.target, name)
        return self._value(answer, payload, f"`{name}` is")

    def set_attribute(self, place: Place, name: str, value: Any) -> None:
        """Set an attribute of an object that stays in the child; TypeError for what cannot cross, functions too."""
        _ = self.module
        packer = Packer(lambda value, packer: self._objects.outside(value, packer, None))
        try:
            request = Request(0, "set", place.target, name, packer.pack(value))
            answer, payload = self._ask(place, request, f"while `{name}` was set", packer.buffers)
        except Refused as refusal:
            raise TypeError(f"{name} of {place.shown} cannot be set: the value is {refusal}") from None
        self._objects.forget_member(place.target, name)
        self._value(answer, payload, f"`{name}` is")

    def is_instance(self, value: Handle, place: Place) -> bool:
        """Ask the child whether the object is of that class; TypeError when the name is no class."""
        _ = self.module
        try:
            request = Request(0, "is", place.target, place.name, self._objects.own(value._remote_place))
        except Refused:
            raise faults.violated("stale") from None
        answer, payload = self._ask(place, request, f"in `{place.name}`")
        told = self._value(answer, payload, f"`{place.name}` is")
        if not isinstance(told, bool):
            raise self._exchange.violated()
        return told

    def hold(self, place: Place) -> Handle:
        """Give a handle on what a name means now."""
        answer, payload = self._ask(place, Request(0, "hold", place.target, place.name), f"in `{place.name}`")
        held = self._value(answer, payload, f"`{place.name}` is")
        if not isinstance(held, Handle):
            raise self._exchange.violated()
        return held

    def call(self, place: Place, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call in the child and give the result; raises what the student's code raised."""
        seed = self._seed if self._fresh_seed else None
        _ = self.module  # a function kept from before a crash finds its module again
        callbacks = Callbacks(self._objects.inside, self._objects.outside)
        packer = Packer(lambda value, packer: self._objects.outside(value, packer, callbacks))
        try:
            value = packer.pack([args, kwargs])
            request = Request(0, "call", place.target, place.name, value, seed)
            answer, payload = self._ask(place, request, f"in `{place.shown}`", packer.buffers, callbacks)
        except Refused as refusal:
            raise TypeError(f"an argument of {place.shown} cannot be handed to the student: it is {refusal}") from None
        self._fresh_seed = False
        self._changed = tuple(plain_text(name[:100]) for name in answer.changed[:100])
        return self._value(answer, payload, f"`{place.shown}` returned")

    # --- loading

    def _load(self) -> Module:
        self._file.compile()
        request = Request(0, "run", 0, self._slug, None, self._seed)
        answer, payload = self._exchange.ask(request, "while it was loaded", [])
        listed = self._value(answer, payload, "the module is")
        if (
            type(listed) is not list
            or len(listed) > 2 * MAX_NAMES
            or not all(type(name) is str for name in listed[::2])
        ):
            raise self._exchange.violated()
        self._names = {name[:100]: bool(can) for name, can in zip(listed[::2], listed[1::2], strict=False)}
        return Module(Place(self, self._exchange.generation, 0, "", f"module {self._slug}"))

    # --- asking

    @property
    def _objects(self) -> Objects:
        """What is known of the present child's objects."""
        if self._kept_objects.generation != self._exchange.generation:
            self._kept_objects = Objects(self, self._exchange.generation)
        return self._kept_objects

    def _ask(
        self,
        place: Place,
        request: Request,
        doing: str,
        buffers: list[bytes | memoryview] | None = None,
        callbacks: Callbacks | None = None,
    ) -> tuple[Answer, memoryview]:
        _ = self.module
        if place.target and place.generation != self._exchange.generation:
            raise faults.violated("stale")
        return self._exchange.ask(request, doing, buffers or [], callbacks)

    def _value(self, answer: Answer, payload: memoryview, what: str) -> Any:
        try:
            match answer.verb:
                case "value":
                    return self._objects.value(answer.value, payload)
                case "raised":
                    fault = faults.raised(answer.value)
                    if isinstance(fault, MemoryError) and self._exchange.child_is_used:
                        self._exchange.disturbed = True
                    raise fault
                case "refused" if isinstance(answer.value, str):
                    sentence = f"{what} {plain_text(answer.value[:500])}"
                    raise AnswerRefused(f"{sentence[0].upper()}{sentence[1:]}; the grader cannot take that in")
            raise WireError("verb")
        except WireError:
            raise self._exchange.violated() from None
