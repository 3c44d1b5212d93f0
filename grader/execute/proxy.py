"""What a grader holds instead of the student's objects: names and calls cross, nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from grader.execute.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """Where the thing meant is: child `generation` of a session, handle `target` (0: the module), attribute `name`."""

    session: Session
    generation: int
    target: int
    name: str
    shown: str


class Remote:
    """Base of all proxies: equal only to itself, and no number to numpy."""

    __slots__ = ("__weakref__", "_remote_place")
    __array_ufunc__ = None
    _remote_place: Place

    def __init__(self, place: Place) -> None:
        object.__setattr__(self, "_remote_place", place)

    def __array__(self, *_: object, **__: object) -> NoReturn:
        """Refuse to be a number, also inside of a list."""
        raise TypeError(f"{self!r} is not an array or a number")

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: the student's functions and classes stay as they wrote them."""
        raise AttributeError(f"{name} of {self!r} cannot be set from here")

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied."""
        raise TypeError(f"{self!r} cannot be pickled or copied")

    def __repr__(self) -> str:
        """Give the name only: asking the student's own `__repr__` would run their code."""
        return f"<the student's {self._remote_place.shown}>"


class Module(Remote):
    """The student's module: its functions and classes are called, its values come as plain data."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        """Give what the module defines under that name."""
        _refuse_dunder(name)
        return self._remote_place.session.module_attribute(name)


class Member(Remote):
    """A function or class of the student's, named by where it is found: looked up anew at every call."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it over there."""
        return self._remote_place.session.call(self._remote_place, args, kwargs)

    def __instancecheck__(self, instance: object) -> bool:
        """Tell whether an object of the student's is of this class; plain data never is."""
        if not isinstance(instance, Handle) or instance._remote_place.session is not self._remote_place.session:
            return False
        return self._remote_place.session.is_instance(instance, self._remote_place)

    @property
    def __name__(self) -> str:
        """The name that it was looked up by."""
        return self._remote_place.name

    def __getattr__(self, name: str) -> Any:
        """Give an attribute of the function or class itself."""
        _refuse_dunder(name)
        return getattr(self._remote_place.session.hold(self._remote_place), name)


class Handle(Remote):
    """An object that stays in the student's process: attributes and methods by name, dunders never."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute over there, the weights of a network for instance: plain data or another handle."""
        _refuse_dunder(name)
        self._remote_place.session.set_attribute(self._remote_place, name, value)

    def __getattr__(self, name: str) -> Any:
        """Give an attribute: a method as a proxy, a value as plain data."""
        _refuse_dunder(name)
        return self._remote_place.session.attribute(self._remote_place, name)


class CallableHandle(Handle):
    """A handle on something that can be called: a function that was returned, or an instance with `__call__`."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it over there."""
        return self._remote_place.session.call(self._remote_place, args, kwargs)


def _refuse_dunder(name: str) -> None:
    if name.startswith("__") and name.endswith("__"):
        raise AttributeError(name)
