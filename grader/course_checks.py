"""What of a course.yaml has the right type and still cannot be: a bad id, one used twice, points of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.course import FILE_NAME
from grader.errors import Problem

SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
COURSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def semantic_problems(raw: dict[Any, Any]) -> list[Problem]:
    """Tell what has the right type and still cannot be: a bad id, one used twice, points of nothing, an odd limit."""
    problems: list[Problem] = []

    def need(holds: bool, path: str, value: Any, expected: str) -> None:
        if not holds:
            problems.append(Problem(FILE_NAME, path, describe(value), expected))

    if isinstance(raw.get("id"), str):
        need(bool(COURSE_ID.fullmatch(raw["id"])), "id", raw["id"], "letters, digits, '-', '_', '.'")
    zone = raw.get("timezone", "UTC")
    if isinstance(zone, str):
        need(_known_zone(zone), "timezone", zone, "a name of the IANA time zone database, such as Europe/Berlin")
    late = raw.get("late")
    if isinstance(late, dict):
        for key in ("grace_minutes", "percent_per_day", "max_days"):
            value, top = _as_number(late.get(key)), 100 if key == "percent_per_day" else 1_000_000
            if value is not None:
                need(0 <= value <= top, f"late.{key}", late[key], f"a number from 0 to {top}")
    problems += _limit_problems(raw.get("limits"), "limits")
    problems += _attempt_problems(raw, "attempts")
    units = raw.get("units")
    if isinstance(units, list):
        need(bool(units), "units", [], "at least one unit")
        seen: dict[str, dict[str, str]] = {"unit": {}, "exercise": {}}
        for index, unit in enumerate(units):
            if isinstance(unit, dict):
                problems += _id_problems(unit, f"units[{index}]", seen["unit"])
                exercises = unit.get("exercises")
                for place, exercise in enumerate(exercises if isinstance(exercises, list) else []):
                    if isinstance(exercise, dict):
                        where = f"units[{index}].exercises[{place}]"
                        problems += _id_problems(exercise, where, seen["exercise"])
                        points = _as_number(exercise.get("points"))
                        if points is not None:
                            need(0 < points <= 1_000_000, f"{where}.points", exercise["points"], "a number above 0")
                        problems += _limit_problems(exercise.get("limits"), f"{where}.limits")
                        problems += _attempt_problems(exercise, f"{where}.attempts")
        problems += _needs_problems(units, seen["exercise"])
    return problems


def _needs_problems(units: list[Any], known: dict[str, str]) -> list[Problem]:
    """Tell of prerequisites that are no exercise, or not taught before; what needs itself by a circle is among them."""
    problems: list[Problem] = []
    taught: dict[str, str] = {}
    for path, exercise in _entries(units):
        needs, slug = exercise.get("needs"), exercise.get("id")
        seen: set[str] = set()
        for place, need in enumerate(needs if isinstance(needs, list) else []):
            if not isinstance(need, str):
                continue
            if need in seen:
                expected = "each exercise once"
            elif need in taught:
                expected = ""
            elif need == slug:
                expected = "another exercise: this one cannot come before itself"
            elif need in known:
                expected = f"an exercise that comes before this one, and {known[need]} comes after it"
            else:
                expected = "the id of an exercise" + _nearest(need, known)
            seen.add(need)
            if expected:
                problems.append(Problem(FILE_NAME, f"{path}.needs[{place}]", repr(need), expected))
        if isinstance(slug, str):
            taught[slug] = path
    return problems


def _nearest(slug: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

    near = get_close_matches(slug, known, n=1)
    return f", perhaps {near[0]}" if near else ""


def _entries(units: list[Any]) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Give path and keys of every exercise in the file that has keys at all."""
    for index, unit in enumerate(units):
        exercises = unit.get("exercises") if isinstance(unit, dict) else None
        for place, exercise in enumerate(exercises if isinstance(exercises, list) else []):
            if isinstance(exercise, dict):
                yield f"units[{index}].exercises[{place}]", exercise


def _id_problems(entry: dict[Any, Any], path: str, seen: dict[str, str]) -> list[Problem]:
    slug = entry.get("id")
    if not isinstance(slug, str):
        return []
    if not SLUG.fullmatch(slug):
        return [Problem(FILE_NAME, f"{path}.id", repr(slug), "snake_case: small letters, digits, '_'")]
    if slug in seen:
        return [Problem(FILE_NAME, f"{path}.id", repr(slug), f"an id of its own, {seen[slug]} has this one")]
    seen[slug] = path
    return []


def _limit_problems(limits: Any, path: str) -> list[Problem]:
    if not isinstance(limits, dict):
        return []
    ranges = {"cpu_seconds": 3600, "wall_seconds": 7200, "memory_mib": 1 << 20, "output_kib": 1 << 16}
    return [
        Problem(FILE_NAME, f"{path}.{key}", describe(limits[key]), f"a number above 0, at most {top}")
        for key, top in ranges.items()
        if _is_number(limits.get(key)) and not 0 < limits[key] <= top
    ]


def _attempt_problems(entry: dict[Any, Any], path: str) -> list[Problem]:
    attempts = entry.get("attempts")
    if not isinstance(attempts, int) or isinstance(attempts, bool) or 1 <= attempts <= 1_000_000:
        return []
    return [Problem(FILE_NAME, path, str(attempts), "a whole number from 1; leave it out for any number")]


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _as_number(value: Any) -> int | float | None:
    """Give the number that a field of decimals is given, in quotation marks too, if it is one."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return value if _is_number(value) else None


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def describe(raw: Any) -> str:
    """Say what was found, in at most 60 characters."""
    if raw is None:
        return "nothing"
    if isinstance(raw, (dict, list)):
        return {dict: "keys and values", list: "a list"}[type(raw)]
    text = raw.isoformat() if isinstance(raw, (date, datetime)) else repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."
