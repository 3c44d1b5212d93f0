"""What graders can change of the process that they run in, and everybody else in it would find changed."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Environment, working directory and settings of Python's and numpy's, as they were at one moment."""

    environment: dict[str, str]
    folder: str | None  # None where it has been deleted
    recursion_limit: int
    numpy_errors: dict[str, Any]
    numpy_printing: dict[str, Any]

    @classmethod
    def now(cls) -> Surroundings:
        """Note what they are."""
        # pytest notes its version and the test it is at among them, and forgets both by itself.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        errors: dict[str, Any] = {**np.geterr()}
        printing: dict[str, Any] = {**np.get_printoptions()}
        return cls(environment, _folder(), sys.getrecursionlimit(), errors, printing)

    def restore(self) -> None:
        """Make them again what they were."""
        now = Surroundings.now()
        if now == self:
            return
        for name in now.environment.keys() - self.environment.keys():
            del os.environ[name]
        os.environ.update(self.environment)
        if self.folder is not None and now.folder != self.folder:
            with contextlib.suppress(OSError):  # somebody has deleted it
                os.chdir(self.folder)
        sys.setrecursionlimit(self.recursion_limit)
        np.seterr(**self.numpy_errors)
        np.set_printoptions(**self.numpy_printing)


@contextlib.contextmanager
def restored() -> Iterator[Surroundings]:
    """Leave the surroundings as they are now, whatever graders do to them; gives what they are."""
    before = Surroundings.now()
    try:
        yield before
    finally:
        before.restore()


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:
        return None
