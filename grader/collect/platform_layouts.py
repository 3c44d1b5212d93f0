"""What learning platforms hand an instructor: each says in names of its own whose a file is.

    <sortablename>_[LATE_]<user id>_<attachment id>_<file>                Canvas; anonymous: anon_<id>_...
    <full name>_<id>_assignsubmission_file_/<path>/<file>                 Moodle; flat: ..._assignsubmission_file_<file>
    <assignment>-submissions/<assignment>-<user name>/<path>/<file>       GitHub Classroom
    assignment_<id>_export/submission_<id>/<file> + metadata              Gradescope: gradescope_layout.py

A student is `<name>_<id>` where the platform gives a number, so that names stay readable and grades find their way
back (grader/report/platforms.py), and the user name where it gives that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from grader.collect.entries import Entry, Kind
from grader.collect.layouts import Archive, Placed, Placement, Tree, are_most, place_by_path
from grader.collect.names import StudentNameRefused, is_archive, read_student

_CANVAS = re.compile(r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<id>\d+)_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL)
_CANVAS_ANONYMOUS = re.compile(
    r"(?P<name>anon)(?P<late>_LATE)?_(?P<id>\w+?)_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL
)
_AGAIN = re.compile(r"-\d{1,3}(?=\.[^.]+$)")  # Canvas's mark of a file that was handed in again
_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
_MOST = 500  # characters of a name that are looked at


@dataclass(frozen=True, slots=True)
class Owned:
    """Whose an entry is, its path among that student's files, and when the platform says that it came."""

    students: tuple[str, ...]
    path: tuple[str, ...]
    submitted_at: datetime | None = None


def place_owned(tree: Tree, owner_of: Callable[[Entry], Owned | None]) -> Placed:
    """Give a tree placed student by student: what a platform's names say first, then each one's files by their paths.

    Args:
        owner_of: whose an entry is; None for what is nobody's.
    """
    placed = Placed()
    others: list[Entry] = []
    groups: dict[tuple[str, ...], list[tuple[Entry, Owned]]] = defaultdict(list)
    for entry in tree.entries:
        owned = owner_of(entry)
        if owned is None:
            others.append(entry)
        elif owned.path:
            groups[owned.students].append((entry, owned))
    for students, group in groups.items():
        _place_group(tree, students, group, placed)
    used = [entry for group in groups.values() for entry, _ in group]
    placed.leftover += tree.explainer.explain(others, used)
    return placed


def _place_group(tree: Tree, students: tuple[str, ...], group: list[tuple[Entry, Owned]], placed: Placed) -> None:
    names: list[str] = []
    for student in students:
        try:
            names.append(read_student(student))
        except StudentNameRefused as error:
            placed.leftover += [(entry, str(error)) for entry, _ in group if entry.kind is not Kind.FOLDER]
    if not names:
        return
    renamed = [replace(entry, path=owned.path) for entry, owned in group]
    # Found again by themselves, or by their path where a layout has put another in their place.
    by_self = {id(new): old for new, old in zip(renamed, group, strict=True)}
    by_path = {new.path: old for new, old in zip(renamed, group, strict=True)}
    inner = place_by_path(
        replace(tree, name=names[0], entries=renamed, owner=names[0]), one_student=True, takes_archives=tree.can_nest
    )

    def original(entry: Entry) -> tuple[Entry, datetime | None]:
        old, owned = by_self.get(id(entry)) or by_path.get(entry.path) or (entry, None)
        # What became of it (a folder that is no file) stays; where it lies is the platform's name again.
        return replace(entry, path=old.path, index=old.index), owned.submitted_at if owned else None

    for kind in ("files", "notebooks"):
        for placement in getattr(inner, kind):
            entry, when = original(placement.entry)
            getattr(placed, kind).extend(Placement(entry, name, placement.exercise, when) for name in names)
    placed.archives += [Archive(original(one.entry)[0], names[0], vouched=True) for one in inner.archives]
    placed.leftover += [(original(entry)[0], reason) for entry, reason in inner.leftover]


def fits_canvas(tree: Tree) -> bool:
    """Tell whether most files at the top are named as Canvas names what it packs."""
    depth = _around(tree)
    tops = [entry.path[depth] for entry in tree.entries if len(entry.path) == depth + 1 and entry.kind is Kind.FILE]
    known = [
        name for name in tops if (match := _match_canvas(name)) and _is_wanted(_original(match["file"], tree), tree)
    ]
    return bool(known) and are_most(tops, _match_canvas)


def place_canvas(tree: Tree) -> Placed:
    """Give a Canvas download, placed."""
    depth = _around(tree)

    def owner_of(entry: Entry) -> Owned | None:
        path = entry.path[depth:]
        match = _match_canvas(path[0]) if path else None
        if match is None or (len(path) > 1 and not path[0].endswith(".py")):
            return None
        return Owned((f"{match['name']}_{match['id']}",), (_original(match["file"], tree), *path[1:]))

    return place_owned(tree, owner_of)


def _match_canvas(name: str) -> re.Match[str] | None:
    if len(name) > _MOST:
        return None
    return _CANVAS_ANONYMOUS.fullmatch(name) or _CANVAS.fullmatch(name)


def _original(name: str, tree: Tree) -> str:
    """Give the name that a student's file had, without Canvas's mark of another attempt."""
    if name.removesuffix(".py") in tree.exercises:
        return name
    shorter = _AGAIN.sub("", name)
    return shorter if _is_wanted(shorter, tree) else name


def _is_wanted(name: str, tree: Tree) -> bool:
    slug = name.removesuffix(".py")
    return (slug != name and slug in tree.exercises) or name.lower().endswith(".ipynb") or is_archive(name)


def fits_moodle(tree: Tree) -> bool:
    """Tell whether most of what lies at the top is named as Moodle names what it packs."""
    depth = _around(tree)
    return are_most({entry.path[depth] for entry in tree.entries if len(entry.path) > depth}, _match_moodle)


def place_moodle(tree: Tree) -> Placed:
    """Give a Moodle download, placed: with a folder for each student, or flat."""
    depth = _around(tree)

    def owner_of(entry: Entry) -> Owned | None:
        path = entry.path[depth:]
        match = _match_moodle(path[0]) if path else None
        if match is None:
            return None
        first = (match["file"],) if match["file"] and (len(path) == 1 and entry.kind is not Kind.FOLDER) else ()
        return Owned((f"{match['name']}_{match['id']}",), (*first, *path[1:]))

    return place_owned(tree, owner_of)


def _match_moodle(name: str) -> re.Match[str] | None:
    return _MOODLE.fullmatch(name) if len(name) <= _MOST and "_assignsubmission_" in name else None


_CLASSROOM = "-submissions"


def fits_classroom(tree: Tree) -> bool:
    """Tell whether a tree is GitHub Classroom's folder of repositories."""
    assignment, depth = _assignment(tree)
    if not assignment:
        return False
    folders = {entry.path[depth] for entry in tree.entries if len(entry.path) > depth + 1}
    return bool(folders) and all(name.startswith(f"{assignment}-") for name in folders)


def place_classroom(tree: Tree) -> Placed:
    """Give GitHub Classroom's folder of repositories, placed."""
    assignment, depth = _assignment(tree)
    prefix = f"{assignment}-"

    def owner_of(entry: Entry) -> Owned | None:
        path = entry.path[depth:]
        if len(path) < 2 or not path[0].startswith(prefix):
            return None
        return Owned((path[0].removeprefix(prefix),), path[1:])

    return place_owned(tree, owner_of)


def _assignment(tree: Tree) -> tuple[str, int]:
    """Give the assignment's name, and how deep its repositories lie; empty where there is none."""
    tops = {entry.path[0] for entry in tree.entries}
    if len(tops) == 1 and (top := next(iter(tops))).endswith(_CLASSROOM):
        return top.removesuffix(_CLASSROOM), 1
    return (tree.name.removesuffix(_CLASSROOM), 0) if tree.name.endswith(_CLASSROOM) else ("", 0)


def _around(tree: Tree) -> int:
    """Give 1 where one folder stands around everything, as when a download was unpacked and packed again."""
    tops = {entry.path[0] for entry in tree.entries}
    if len(tops) != 1 or all(len(entry.path) == 1 for entry in tree.entries if entry.kind is not Kind.FOLDER):
        return 0
    top = next(iter(tops))
    return 0 if _match_moodle(top) else 1
