"""Which modules a course's test files have brought into this process besides themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from grader.judge.surroundings import Surroundings


class Loaded:
    """What was imported when this was made, for who has to know what has come since.

    Args:
        root: the course's folder. What lies outside of it is anybody's; so is what is installed below it, as an
            environment of the student's own is, and so are we: to load those again costs a check more than the rest.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._installed = root, Path(sys.prefix)
        self._modules, self._path, self._surroundings = set(sys.modules), list(sys.path), Surroundings.now()

    def since(self) -> Iterator[str]:
        """Give the names of the course's own modules that have been loaded since."""
        for name in set(sys.modules) - self._modules:
            file = getattr(sys.modules[name], "__file__", None)
            ours = name.partition(".")[0] == "grader" or (file and Path(file).is_relative_to(self._installed))
            if file and not ours and Path(file).is_relative_to(self._root):
                yield name

    def modules(self) -> dict[str, ModuleType]:
        """Give the course's own modules that have been loaded since, by name."""
        return {name: sys.modules[name] for name in self.since()}

    def has_changed(self, items: Sequence[pytest.Item]) -> bool:
        """Tell whether the test files have brought along, or changed, what another exercise's might find."""
        tests = {item.path for item in items}
        packages = {folder / "__init__.py" for test in tests for folder in test.parents}
        others = {Path(str(sys.modules[name].__file__)) for name in self.since()} - tests - packages
        return bool(others) or sys.path != self._path or Surroundings.now() != self._surroundings
