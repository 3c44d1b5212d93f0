"""course.yaml -> Course, with every mistake in the file told by its path, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec
import yaml

from grader.course import FILE_NAME, AttemptRule, Course, Exercise, Feedback, Keep, Kind, Late, Unit
from grader.course_checks import describe, semantic_problems
from grader.errors import CourseError, Problem
from grader.model import Limits


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
    needs: list[str] = []
    due: datetime | None = None
    attempts: int | None = None
    keep: Keep | None = None


# They decide what counts of a result, or the order of work, and no result: changing them makes nothing pending.
_NOT_OF_THE_VERSION = frozenset({"needs", "due", "attempts", "keep"})


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
    attempts: int | None = None
    keep: Keep = "last"


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
        problems += semantic_problems(raw)
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
            yield path or "(whole file)", describe(raw), "keys and values"
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
            yield path, describe(raw), "a list"
            return
        for index, value in enumerate(raw):
            yield from _mismatches(value, wanted.__args__[0], f"{path}[{index}]")
    elif isinstance(raw, bool) or not _converts(raw, wanted):
        yield path, describe(raw), _describe_type(wanted)


def _converts(raw: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(raw, wanted)
    except msgspec.ValidationError:
        return False
    return True


def _join(path: str, key: object) -> str:
    return f"{path}.{key}" if path else str(key)


def _describe_type(wanted: Any) -> str:
    arguments = getattr(wanted, "__args__", ())
    for option in (wanted, *arguments):  # by itself, or where it may be left out
        if getattr(option, "__origin__", None) is Literal:
            return "one of " + ", ".join(option.__args__)
    names = {str: "text", int: "a whole number", float: "a number", Decimal: "a number", datetime: "a date and time"}
    options = [names[option] for option in (arguments or (wanted,)) if option in names]
    if options:
        return " or ".join(dict.fromkeys(options))
    return "a list" if getattr(wanted, "__origin__", None) is list else "keys and values"


def _build(root: Path, entry: _CourseEntry) -> Course:
    zone = ZoneInfo(entry.timezone)
    defaults = _override(Limits(), entry.limits)
    units = tuple(
        Unit(
            id=unit.id,
            title=unit.title,
            due=_aware(unit.due, zone),
            exercises=tuple(_build_exercise(root, exercise, unit, entry, defaults) for exercise in unit.exercises),
        )
        for unit in entry.units
    )
    return Course(root, entry.id, entry.title, zone, entry.late, entry.feedback, units)


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=zone)


def _build_exercise(
    root: Path, entry: _ExerciseEntry, unit: _UnitEntry, course: _CourseEntry, defaults: Limits
) -> Exercise:
    decisive = {key: value for key, value in msgspec.to_builtins(entry).items() if key not in _NOT_OF_THE_VERSION}
    digest = hashlib.sha256(msgspec.json.encode(decisive)).hexdigest()  # in the order of the fields
    attempts = course.attempts if entry.attempts is None else entry.attempts
    return Exercise(
        id=entry.id,
        title=entry.title,
        kind=entry.kind,
        points=entry.points,
        limits=_override(defaults, entry.limits),
        root=root,
        entry_digest=digest,
        due=_aware(entry.due or unit.due, ZoneInfo(course.timezone)),
        needs=tuple(entry.needs),
        attempts=AttemptRule(attempts, entry.keep or course.keep),
    )


def _override(defaults: Limits, entry: _LimitsEntry) -> Limits:
    given = {key: value for key, value in msgspec.structs.asdict(entry).items() if value is not None}
    return msgspec.structs.replace(defaults, **given)
