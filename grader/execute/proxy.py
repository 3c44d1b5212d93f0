"""What a grader holds instead of the student's objects: names and calls cross, nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from grader.execute.session import Session


class Remote:
    """Base of all proxies: equal only to itself, and no number to numpy."""

    __slots__ = ("__weakref__", "_generation", "_name", "_session", "_target")
    __array_ufunc__ = None

    def __init__(self, session: Session, generation: int, target: int, name: str) -> None:
        self._session, self._generation, self._target, self._name = session, generation, target, name

    def __array__(self, *_: object, **__: object) -> NoReturn:
        raise TypeError(f"{self!r} is not an array or a number")

    def __setattr__(self, name: str, value: object) -> None:
        if name not in Remote.__slots__:
            raise AttributeError(f"{name} of {self!r} cannot be set from here")
        object.__setattr__(self, name, value)

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be pickled or copied")


class Module(Remote):
    """The student's module: its functions and classes are called, its values come as plain data."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._session.module_attribute(name)

    def __repr__(self) -> str:
        return f"<the student's module {self._name}>"


class Member(Remote):
    """A function or class of the student's, named by where it is found: looked up anew at every call."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.call(self._generation, self._target, self._name, args, kwargs)

    @property
    def __name__(self) -> str:
        return self._name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self._session.hold(self._generation, self._target, self._name), name)

    def __repr__(self) -> str:
        return f"<the student's {self._name}>"


class Handle(Remote):
    """An object that stays in the student's process: attributes and methods by name, dunders never, except calling."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._session.attribute(self._generation, self._target, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.call(self._generation, self._target, "", args, kwargs, self._name)

    def __repr__(self) -> str:
        return f"<the student's {self._name} object>"
