"""nbgrader's own folders: what it collected, and what its exchange holds before that.

submitted/<student>/<assignment>/*.ipynb      with timestamp.txt beside them
inbound/<student>+<assignment>+<time>[+<random>]/*.ipynb
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from grader.collect.entries import Content, Entry, Kind, Source, in_utc
from grader.collect.layouts import Placed, Placement, Tree, are_most
from grader.collect.names import StudentNameRefused, read_student
from grader.collect.time_zones import from_letters

if sys.platform != "win32":
    import pwd

TIMESTAMP_NAME = "timestamp.txt"
NO_TIME = (
    "holds no time as nbgrader writes it, or one of a time zone that is not sure (`timezone` in course.yaml decides "
    "what its letters mean): the files' own times count"
)
_INBOUND_NAME = "inbound"
MAX_TIMESTAMP_BYTES = 200
# What `grader nbgrader init` lays beside the notebook for `%check`, handed in with it.
_RELEASED = frozenset({"grader_checks.zip", "course.yaml", "README.md", "exercises", ".grader"})
_NOT_ASKED_FOR = _RELEASED | {"submission_secret.txt"}  # nbgrader's own, by which students find their feedback
_MAX_NAME_CHARACTERS = 500
_TIME = r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d{1,9})? ?([A-Za-z][A-Za-z_/]*|[+-]\d\d:?\d\d)?"
_STAMP = re.compile(rf"\s*{_TIME}\s*")
# A student's name may hold a plus, an assignment's may not.
_INBOUND = re.compile(rf"(?P<student>.+)\+(?P<assignment>[^+]+)\+(?P<time>{_TIME}|[^+]+ \w+)(?:\+[^+]*)?")


def read_stamp(text: str, course_zone: tzinfo = UTC) -> datetime | None:
    """Give the time in nbgrader's own words; UTC where no zone is named, None where it is no time, or of which zone."""
    match = _STAMP.fullmatch(text)
    if not match:
        return None
    day, time, fraction, zone = match.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time}{(fraction or '.0')[:7].ljust(7, '0')}")
    except ValueError:
        return None
    if zone is None or zone[0].isalpha():
        meant = from_letters(moment, zone or "UTC", course_zone)
        return None if meant is None else in_utc(meant)
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        return None
    return in_utc(moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset)))


def put_stamped_times(placed: Placed, source: Source, course_zone: tzinfo) -> list[Entry]:
    """Give what was placed the times that lie beside it in files of their own; gives those that hold none."""
    times: dict[tuple[str, ...], datetime] = {}
    without: list[Entry] = []
    for entry, content in source.read(placed.stamps, MAX_TIMESTAMP_BYTES):
        text = content.data.decode("utf-8", "replace") if isinstance(content, Content) else ""
        when = read_stamp(text, course_zone)
        if when is None:
            without.append(entry)
        else:
            times[entry.path[:-1]] = when
    for placements in (placed.files, placed.notebooks) if times else ():
        for place, placement in enumerate(placements):
            folders = (placement.entry.path[:depth] for depth in range(1, len(placement.entry.path)))
            when = next((times[folder] for folder in folders if folder in times), None)
            placements[place] = replace(placement, submitted_at=when or placement.submitted_at)
    return without


def fits_submitted(tree: Tree) -> bool:
    """Tell whether a tree looks as nbgrader's `submitted` folder does, with or without that folder around it.

    Most students' folders have to: one of them may hold anything, and says nothing of the others'.
    """
    depth = _around(tree)
    theirs: set[str] = set()
    others: set[str] = set()
    for entry in tree.entries:
        path = entry.path[depth:]
        if entry.kind is Kind.FILE and 2 <= len(path) <= 3:
            fits = _is_submitted(path, tree)
            if fits is not None:
                (theirs if fits else others).add(path[0])
    return len(theirs) > len(others - theirs)


def _is_submitted(path: tuple[str, ...], tree: Tree) -> bool | None:
    """Tell whether a file lies as in `submitted`; None where it could lie so anywhere."""
    *folders, name = path
    if len(folders) == 2 and name == TIMESTAMP_NAME:
        return True
    if name.endswith(".ipynb"):
        return len(folders) == 2 and tree.plan is not None and bool(tree.plan.asked_by(folders[1]))
    slug = name.removesuffix(".py")
    is_plain = slug != name and slug in tree.exercises and folders[1:] in ([], [slug])
    return False if is_plain else None


def fits_inbound(tree: Tree) -> bool:
    """Tell whether a tree's folders are named as those in the inbound folder of nbgrader's exchange.

    Most have to be, for a student may have chosen one; in a folder of that name any will do, for there every student
    may make as many others as they like.
    """
    depth = _around(tree, _INBOUND_NAME)
    tops = {entry.path[depth] for entry in tree.entries if len(entry.path) > depth + 1}
    fitting = {name for name in tops if (match := _match_inbound(name)) and _STAMP.fullmatch(match["time"])}
    return bool(fitting) if depth or tree.name == _INBOUND_NAME else are_most(tops, fitting.__contains__)


def _match_inbound(name: str) -> re.Match[str] | None:
    return _INBOUND.fullmatch(name) if len(name) <= _MAX_NAME_CHARACTERS else None


def place_submitted(tree: Tree) -> Placed:
    """Give nbgrader's `submitted` folder, placed."""
    placed = Placed()
    depth = _around(tree)
    others: list[Entry] = []
    for entry in tree.entries:
        path = entry.path[depth:]
        if len(path) > 2 and path[2] in _NOT_ASKED_FOR:
            continue
        if len(path) < 3 or entry.kind is Kind.FOLDER or not _place(tree, entry, path[0], path[1], None, placed):
            others.append(entry)
        elif len(path) == 3 and path[2] == TIMESTAMP_NAME:
            placed.stamps.append(entry)
    _explain(tree, others, placed)
    return placed


def place_inbound(tree: Tree) -> Placed:
    """Give the inbound folder of an exchange, placed; every time that a student handed in is an attempt."""
    placed = Placed()
    depth = _around(tree, _INBOUND_NAME)
    others: list[Entry] = []
    for entry in tree.entries:
        path = entry.path[depth:]
        match = _match_inbound(path[0]) if path else None
        if len(path) > 1 and path[1] in _NOT_ASKED_FOR:
            continue
        if len(path) < 2 or match is None or entry.kind is Kind.FOLDER:
            others.append(entry)
            continue
        when = read_stamp(match["time"], tree.course_zone)
        if not _place(tree, entry, match["student"], match["assignment"], when, placed):
            others.append(entry)
    folders = [entry for entry in tree.entries if len(entry.path) == depth + 1]
    for entry in folders:
        match = _match_inbound(entry.path[-1])
        if match is not None and read_stamp(match["time"], tree.course_zone) is None:
            placed.leftover.append((entry, NO_TIME))
    _tell_made_by_others(folders, placed)
    _explain(tree, others, placed)
    return placed


def _tell_made_by_others(folders: Sequence[Entry], placed: Placed) -> None:
    """Tell which folders of the exchange, where anybody can make one, are neither their student's nor who collects'.

    Nothing where no folder is its student's: the users of a hub of containers, for one, are all the same on disk.
    """
    if sys.platform == "win32":  # there a file's user has no number
        return
    named = [
        (entry, match["student"], _user_name(entry.user))
        for entry in folders
        if entry.user is not None and (match := _match_inbound(entry.path[-1])) is not None
    ]
    if any(student == user for _, student, user in named):
        placed.leftover += [
            (entry, f"is {user}'s on this machine, not {student}'s: ask who made it")
            for entry, student, user in named
            if student != user and entry.user != os.getuid()  # an instructor's copy is the instructor's
        ]


def _user_name(number: int) -> str:
    try:
        return str(pwd.getpwuid(number).pw_name)
    except KeyError:
        return f"user {number}"


def _around(tree: Tree, name: str = "submitted") -> int:
    """Give 1 where the folder itself stands in the tree, as in a zip of it."""
    tops = {entry.path[0] for entry in tree.entries}
    return int(tops == {name})


def _place(tree: Tree, entry: Entry, student: str, assignment: str, when: datetime | None, placed: Placed) -> bool:
    """Add one file; False where it is nothing that is graded."""
    name = entry.path[-1]
    slug = name.removesuffix(".py")
    is_notebook = name.endswith(".ipynb") and tree.plan is not None
    if name == TIMESTAMP_NAME:
        return True
    if not is_notebook and (slug == name or slug not in tree.exercises):
        return False
    try:
        placement = Placement(entry, read_student(student), slug, when, awaits_time=True)
    except StudentNameRefused as error:
        placed.leftover.append((entry, str(error)))
        return True
    if tree.plan is not None and is_notebook:
        is_guest = not (tree.plan.asked_by_file(name.removesuffix(".ipynb")) or tree.plan.asked_by(assignment))
        placed.notebooks.append(replace(placement, exercise=assignment, is_guest=is_guest))
    else:
        placed.files.append(placement)
    return True


def _explain(tree: Tree, others: list[Entry], placed: Placed) -> None:
    used = [placement.entry for placement in (*placed.files, *placed.notebooks)]
    placed.leftover += tree.explainer.explain(others, [*used, *placed.stamps])
