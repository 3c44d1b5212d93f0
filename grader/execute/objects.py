"""The grader's side of what does not cross as data: handles, members, callbacks and random states of one child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.execute.callbacks import Callbacks
from grader.execute.codec import Packer, Unpacker
from grader.execute.proxy import CallableHandle, Handle, Member, Place
from grader.execute.wire import Node, Refused, Tree, WireError

if TYPE_CHECKING:
    from grader.execute.session import Session

_MAX_HANDLES = 10_000
_TYPES = (bool, int, float, complex, str)


class Objects:
    """Keeps one proxy for each object of a child, so that the same object is the same proxy."""

    def __init__(self, session: Session, generation: int) -> None:
        self._session, self.generation = session, generation
        self._handles: dict[int, Handle] = {}
        self._members: dict[tuple[int, str], Member] = {}

    def value(self, node: Node, payload: memoryview) -> Any:
        """Give the value of an answer; WireError when no honest child would have sent it."""
        unpacker = Unpacker(payload, self.inside)
        value = unpacker.unpack(node)
        unpacker.finish()
        return value

    def has_member(self, target: int, name: str) -> bool:
        """Tell whether that attribute of a handle is known to be callable; the module's own may change at any time."""
        return target > 0 and (target, name) in self._members

    def member(self, target: int, name: str) -> Member:
        """Give the proxy of a function or class by its name."""
        member = self._members.get((target, name))
        if member is None:
            member = Member(Place(self._session, self.generation, target, name, name))
            self._members[target, name] = member
        return member

    def forget_member(self, target: int, name: str) -> None:
        """Ask anew what that attribute of a handle is."""
        self._members.pop((target, name), None)

    def inside(self, tree: Tree, unpacker: Unpacker) -> Handle:
        """Give the proxy of an object that the child keeps."""
        match tree.kind, tree.items:
            case "h", [int() as number, str() as name, bool() as can_be_called] if 0 < number <= _MAX_HANDLES:
                handle = self._handles.get(number)
                if handle is None:
                    shown = "".join(char for char in name[:60] if char.isidentifier() or char.isdigit())
                    place = Place(self._session, self.generation, number, "", f"{shown} object")
                    handle = CallableHandle(place) if can_be_called else Handle(place)
                    self._handles[number] = handle
                return handle
        raise WireError("handle")

    def outside(self, value: Any, packer: Packer, callbacks: Callbacks | None) -> Tree:
        """Give the tree of an argument that is not data; functions only where they may be called back."""
        if isinstance(value, (Member, Handle)):
            return self.own(value._remote_place)
        state = _random_state(value)
        if state is not None:
            return Tree("g", [state[0], packer.pack(state[1])])
        if any(value is known for known in _TYPES):
            return Tree("y", [value.__name__])
        return callbacks.offer(value) if callbacks is not None and callable(value) else _refuse(value)

    def own(self, place: Place) -> Tree:
        """Give the tree by which the child finds what it keeps; Refused when it is another child's."""
        if place.session is not self._session:
            raise Refused("an object of another submission")
        if place.target and place.generation != self.generation:
            raise Refused("an object of a process that has ended")
        return Tree("m", [place.target, place.name]) if place.name else Tree("h", [place.target])


def _random_state(value: Any) -> tuple[str, Any] | None:
    kind = type(value)
    if not kind.__module__.startswith("numpy.random"):
        return None
    if kind.__name__ == "RandomState":
        return "RandomState", value.get_state(legacy=False)
    bits = getattr(value, "bit_generator", None)
    return None if bits is None else (type(bits).__name__, bits.state)


def _refuse(value: Any) -> Tree:
    raise Refused(f"of type {type(value).__name__}")
