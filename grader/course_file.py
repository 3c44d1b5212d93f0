"""course.yaml -> Course, with every mistake in the file told by its path, all at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeGuard
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import yaml

from grader.course import FILE_NAME, Course, Exercise, Feedback, Kind, Late, Unit
from grader.errors import CourseError, Problem
from grader.model import Limits

SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
COURSE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class _LimitsEntry(_Strict, frozen=True):
    cpu_seconds: float | None = None
    wall_seconds: float | None = None
    memory_mib: int | None = None
    output_kib: int | None = None


class _ExerciseEntry(_Strict, frozen=True):
    id: str
    title: str
    kind: Kind
    points: Decimal
    limits: _LimitsEntry = _LimitsEntry()


class _UnitEntry(_Strict, frozen=True):
    id: str
    title: str
    exercises: list[_ExerciseEntry]
    due: datetime | None = None


class _CourseEntry(_Strict, frozen=True):
    id: str
    title: str
    units: list[_UnitEntry]
    timezone: str = "UTC"
    late: Late = Late()
    limits: _LimitsEntry = _LimitsEntry()
    feedback: Feedback = "hints"


def load_course(root: Path) -> Course:
    """Read and check `root`/course.yaml.

    Raises:
        CourseError: with one Problem for each mistake in the file.
    """
    path = root / FILE_NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise CourseError([Problem(str(path), "", "no such file", "the course's list of exercises")]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError([Problem(str(path), "", str(error), "a readable UTF-8 file")]) from None
    problems: list[Problem] = []
    try:
        raw = yaml.load(text, _loader(problems))  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        raise CourseError([Problem(FILE_NAME, where, what, "YAML")]) from None
    except (ValueError, RecursionError) as error:  # 2026-13-45 is a timestamp to YAML, and no date
        raise CourseError([Problem(FILE_NAME, "", str(error), "YAML with valid dates")]) from None
    problems += [Problem(FILE_NAME, path, found, wanted) for path, found, wanted in _mismatches(raw, _CourseEntry, "")]
    if isinstance(raw, dict):
        problems += _semantic_problems(raw)
    if problems:
        raise CourseError(list(dict.fromkeys(problems)))
    return _build(root.resolve(), msgspec.convert(raw, _CourseEntry))


def _loader(problems: list[Problem]) -> type[yaml.SafeLoader]:
    """Give a YAML loader that tells a key written twice, which YAML's own loader lets win in silence."""

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
            seen: set[object] = set()
            for key_node, _ in node.value:
                # A key that is itself a list or a mapping is refused by YAML's own loader, below.
                key = key_node.value if isinstance(key_node, yaml.ScalarNode) else id(key_node)
                if key in seen:
                    where = f"line {key_node.start_mark.line + 1}"
                    problems.append(Problem(FILE_NAME, where, f"the key {key!r} a second time", "each key once"))
                seen.add(key)
            return super().construct_mapping(node, deep=deep)

    return Loader


def _mismatches(raw: Any, wanted: Any, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield (path, found, expected) for each value of the file that has not the type of its field."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        if not isinstance(raw, dict):
            yield path or "(whole file)", _describe(raw), "keys and values"
            return
        fields = {field.name: field for field in msgspec.structs.fields(wanted)}
        for key in raw:
            if key not in fields:
                yield _join(path, key), "an unknown key", "one of " + ", ".join(fields)
        for name, field in fields.items():
            if name in raw:
                yield from _mismatches(raw[name], field.type, _join(path, name))
            elif field.required:
                yield _join(path, name), "nothing", _describe_type(field.type)
    elif getattr(wanted, "__origin__", None) is list:
        if not isinstance(raw, list):
            yield path, _describe(raw), "a list"
            return
        for index, value in enumerate(raw):
            yield from _mismatches(value, wanted.__args__[0], f"{path}[{index}]")
    elif isinstance(raw, bool) or not _converts(raw, wanted):
        yield path, _describe(raw), _describe_type(wanted)


def _converts(raw: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(raw, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _describe(raw: Any) -> str:
    if raw is None:
        return "nothing"
    if isinstance(raw, (dict, list)):
        return {dict: "keys and values", list: "a list"}[type(raw)]
    text = raw.isoformat() if isinstance(raw, (date, datetime)) else repr(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def _describe_type(wanted: Any) -> str:
    arguments = getattr(wanted, "__args__", ())
    if getattr(wanted, "__origin__", None) is Literal:
        return "one of " + ", ".join(arguments)
    names = {str: "text", int: "a whole number", float: "a number", Decimal: "a number", datetime: "a date and time"}
    options = [names[option] for option in (arguments or (wanted,)) if option in names]
    if options:
        return " or ".join(dict.fromkeys(options))
    return "a list" if getattr(wanted, "__origin__", None) is list else "keys and values"


def _semantic_problems(raw: dict[Any, Any]) -> list[Problem]:
    """Tell what has the right type and still cannot be: a bad id, one used twice, points of nothing, an odd limit."""
    problems: list[Problem] = []

    def need(holds: bool, path: str, value: Any, expected: str) -> None:
        if not holds:
            problems.append(Problem(FILE_NAME, path, _describe(value), expected))

    if isinstance(raw.get("id"), str):
        need(bool(COURSE_ID.fullmatch(raw["id"])), "id", raw["id"], "letters, digits, '-', '_', '.'")
    zone = raw.get("timezone", "UTC")
    if isinstance(zone, str):
        need(_known_zone(zone), "timezone", zone, "a name of the IANA time zone database, such as Europe/Berlin")
    late = raw.get("late")
    if isinstance(late, dict):
        for key in ("grace_minutes", "percent_per_day", "max_days"):
            value, top = late.get(key), 100 if key == "percent_per_day" else 1_000_000
            if _is_number(value):
                need(0 <= value <= top, f"late.{key}", value, f"a number from 0 to {top}")
    problems += _limit_problems(raw.get("limits"), "limits")
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
                        points = exercise.get("points")
                        if _is_number(points):
                            need(0 < points <= 1_000_000, f"{where}.points", points, "a number above 0")
                        problems += _limit_problems(exercise.get("limits"), f"{where}.limits")
    return problems


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
        Problem(FILE_NAME, f"{path}.{key}", _describe(limits[key]), f"a number above 0, at most {top}")
        for key, top in ranges.items()
        if _is_number(limits.get(key)) and not 0 < limits[key] <= top
    ]


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _build(root: Path, entry: _CourseEntry) -> Course:
    zone = ZoneInfo(entry.timezone)
    defaults = _override(Limits(), entry.limits)
    units = tuple(
        Unit(
            id=unit.id,
            title=unit.title,
            due=_aware(unit.due, zone),
            exercises=tuple(_build_exercise(root, exercise, defaults) for exercise in unit.exercises),
        )
        for unit in entry.units
    )
    return Course(root, entry.id, entry.title, zone, entry.late, entry.feedback, units)


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=zone)


def _build_exercise(root: Path, entry: _ExerciseEntry, defaults: Limits) -> Exercise:
    digest = hashlib.sha256(msgspec.json.encode(entry, order="deterministic")).hexdigest()
    limits = _override(defaults, entry.limits)
    return Exercise(entry.id, entry.title, entry.kind, entry.points, limits, root, digest)


def _override(defaults: Limits, entry: _LimitsEntry) -> Limits:
    given = {key: value for key, value in msgspec.structs.asdict(entry).items() if value is not None}
    return msgspec.structs.replace(defaults, **given)
