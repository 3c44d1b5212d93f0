"""What a grader's marks say of one test: points, hint, needs; and its name and title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

# The id that the judge gives to the parameter which stands for a submission; no author writes such an id.
SUBMISSION_ID = re.compile(r"-?@\d+@-?")


class BadMark(Exception):
    """A mark that says nothing sensible; the author's mistake."""


@dataclass(frozen=True, slots=True)
class TestInfo:
    """One test as its author wrote it, whoever's submission it runs on."""

    __test__ = False

    id: str
    title: str
    hidden: bool
    points: Fraction
    hint: str
    needs: tuple[str, ...]

    @property
    def key(self) -> tuple[bool, str]:
        """What no other test of the exercise has."""
        return self.hidden, self.id


INFO = pytest.StashKey[TestInfo]()


def is_called(name: str, test_id: str) -> bool:
    """Tell whether `name` means the test: its id, its function, or its function in a class."""
    function = test_id.partition("[")[0]
    return name in (test_id, function, function.rpartition("::")[2])


def read_test(item: pytest.Item, hidden_tests: Path) -> TestInfo:
    """Read name, title and marks of a collected test.

    Raises:
        BadMark: points that are not a number above or equal to 0, a hint that is not text, needs without names.
    """
    name = getattr(item, "originalname", None) or item.name
    callspec = getattr(item, "callspec", None)
    rest = SUBMISSION_ID.sub(
        lambda found: "-" if found[0][0] == found[0][-1] == "-" else "", callspec.id if callspec else ""
    )
    outer = item.nodeid.partition("[")[0].split("::")[1:-1]  # an id of an author's may hold "::" as well
    identifier = "::".join([*outer, name]) + (f"[{rest}]" if rest else "")
    document = (getattr(getattr(item, "obj", None), "__doc__", None) or "").strip()
    title = document.splitlines()[0].strip() if document else name.removeprefix("test_").replace("_", " ")
    return TestInfo(
        id=identifier,
        title=title,
        hidden=item.path == hidden_tests,
        points=_points(item, identifier),
        hint=_hint(item, identifier),
        needs=_needs(item, identifier),
    )


def _points(item: pytest.Item, name: str) -> Fraction:
    mark = item.get_closest_marker("points")
    if mark is None:
        return Fraction(1)
    value = mark.args[0] if len(mark.args) == 1 and not mark.kwargs else None
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal, Fraction)):
        raise BadMark(f"{name}: @pytest.mark.points(...) takes one number")
    try:
        # Through text: 0.1 written by an author means one tenth, not the nearest binary number.
        points = Fraction(value) if isinstance(value, Fraction) else Fraction(str(value))
    except (ValueError, ZeroDivisionError, OverflowError):
        raise BadMark(f"{name}: @pytest.mark.points({value!r}) is not a number") from None
    if points < 0:
        raise BadMark(f"{name}: @pytest.mark.points({value!r}) is below 0")
    return points


def _hint(item: pytest.Item, name: str) -> str:
    mark = item.get_closest_marker("hint")
    if mark is None:
        return ""
    if len(mark.args) != 1 or not isinstance(mark.args[0], str):
        raise BadMark(f"{name}: @pytest.mark.hint(...) takes one sentence")
    return mark.args[0]


def _needs(item: pytest.Item, name: str) -> tuple[str, ...]:
    needed: list[str] = []
    for mark in item.iter_markers("needs"):
        if not mark.args or not all(isinstance(argument, str) for argument in mark.args):
            raise BadMark(f"{name}: @pytest.mark.needs(...) takes names of tests")
        needed.extend(mark.args)
    return tuple(dict.fromkeys(needed))


def in_order_of_need(tests: list[TestInfo]) -> list[TestInfo]:
    """Order the tests as written, save that each comes after those it needs.

    Raises:
        BadMark: a test needs one that does not exist, or itself by a circle.
    """
    ordered: list[TestInfo] = []
    open_: list[str] = []

    def visit(test: TestInfo) -> None:
        if test in ordered:
            return
        if test.id in open_:
            raise BadMark(f"{test.id} needs itself: " + " -> ".join([*open_, test.id]))
        open_.append(test.id)
        for name in test.needs:
            found = [other for other in tests if is_called(name, other.id)]
            if not found:
                raise BadMark(f"{test.id} needs {name!r}, and there is no such test")
            for other in found:
                visit(other)
        open_.pop()
        ordered.append(test)

    for test in tests:
        visit(test)
    return ordered
