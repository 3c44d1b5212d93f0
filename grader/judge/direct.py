"""Which tests need nothing of pytest but to be found, so that they can be called once a submission without its ado.

Most do: a function of a module that takes what the judge gives, and whose marks are the judge's own. pytest sets up
and tears down each test in three phases, with a report of each; for a test of a millisecond that is most of its cost.
"""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from grader.judge.given import NAMES
from grader.model import MARKS

_MARKS = {mark.partition("(")[0] for mark in MARKS} | {"parametrize"}


def needs_no_pytest(metafunc: pytest.Metafunc, own_module: str) -> bool:
    """Tell whether a test may be called directly: its arguments are known, and nothing else is asked to happen.

    Args:
        metafunc: the test, before it is parametrised.
        own_module: where the judge's own fixtures are defined; an author's of the same name goes before them.
    """
    function = metafunc.function
    if metafunc.cls is not None or inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        return False
    marks = list(metafunc.definition.iter_markers())
    if any(mark.name not in _MARKS for mark in marks):
        return False
    parameters: set[str] = set()
    for mark in marks:
        if mark.name == "parametrize":
            names = _plain_parameters(mark)
            if not names:
                return False
            parameters |= names
    fixtures = metafunc.definition._fixtureinfo
    known = fixtures.name2fixturedefs
    # The judge's own fixtures ask for `request`; a test that does wants something of pytest.
    for name in {*metafunc.fixturenames} - {"request"} | {*fixtures.argnames}:
        made_by = [definition.func.__module__ for definition in known.get(name, ())]
        if name in parameters:
            if made_by:
                return False
        elif made_by != [own_module]:
            return False
    return True


def arguments(item: pytest.Function) -> tuple[list[str], dict[str, object]]:
    """Give the names of NAMES that a direct test takes, and the values of its own parameters."""
    own = dict(item.callspec.params) if hasattr(item, "callspec") else {}
    return [name for name in item._fixtureinfo.argnames if name in NAMES and name not in own], own


def is_foreign(plugin: object) -> bool:
    """Tell whether a plugin is an author's (a conftest.py, for instance), whose hooks every test has to go through."""
    return isinstance(plugin, ModuleType) and plugin.__name__.partition(".")[0] not in ("_pytest", "pytest", "grader")


def _plain_parameters(mark: pytest.Mark) -> set[str]:
    """Give the names that a parametrize mark gives plain values to; none where it asks for more than that."""
    if len(mark.args) != 2 or mark.kwargs.keys() - {"ids"}:
        return set()
    names, values = mark.args
    # A generator can be read once, and pytest is going to; a value with marks of its own is pytest's to deal with.
    # None at all are a reason to skip, of pytest's own.
    if not isinstance(values, (list, tuple)) or not values or any(getattr(value, "marks", ()) for value in values):
        return set()
    return {name.strip() for name in (names.split(",") if isinstance(names, str) else names)} - {""}
