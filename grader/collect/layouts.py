"""Whose file is it, and for which exercise: entries of a source placed by where they lie.

    class/ada/neuron_output.py                  students    class.zip, class.tar.gz: the same inside;
    class/ada/neuron_output/neuron_output.py    folders     one folder around everything is seen through
    ada/neuron_output.py                        student     named by the folder or archive itself
    class/ada.zip                               archives    also class/ada/homework.tar.gz
    class/ada/homework.ipynb                    students    a notebook may answer several exercises
    */manifest.json + <slug>.py                 submit      see packets.py

A platform's layout is one more `Layout`: it says whether a tree looks like its own and places the tree's entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from grader.collect.entries import Entry, Kind
from grader.collect.explain import Explainer
from grader.collect.names import StudentNameRefused, archive_stem, is_archive, read_student
from grader.collect.notebook.plan import NotebookPlan


@dataclass(frozen=True, slots=True)
class Tree:
    """What is to be placed.

    Args:
        name: of the folder, or of the archive without its ending; names the student where nothing else does.
        owner: the student whose archive this is, when an outer layout has said so; else empty.
        vouched: whether a platform says who the owner is, which knows better than what is in the archive.
        can_nest: whether archives in it may be opened.
        plan: what notebooks are looked through for; None where they are not read.
        read: gives the bytes of an entry up to a limit, None where it has none; for files that speak of others.
        course_zone: what times mean that are written with the letters of several time zones.
    """

    name: str
    entries: Sequence[Entry]
    exercises: frozenset[str]
    explainer: Explainer
    owner: str = ""
    vouched: bool = False
    can_nest: bool = False
    plan: NotebookPlan | None = None
    read: Callable[[Entry, int], bytes | None] | None = None
    course_zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive to be opened, and whose it is; `vouched` when a platform says so."""

    entry: Entry
    student: str
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """An entry that is a student's file for an exercise.

    Args:
        exercise: of a notebook, which may answer many, what else it is known by: the folder's or assignment's name.
        submitted_at: where the place itself says when it was handed in.
        is_guest: whether it lies among the work for an assignment that asks for nothing of this course.
        awaits_time: whether whoever collected it writes times beside; without one, nothing but the file tells it.
    """

    entry: Entry
    student: str
    exercise: str
    submitted_at: datetime | None = None
    is_guest: bool = False
    awaits_time: bool = False


@dataclass(slots=True)
class Placed:
    """What a layout made of a tree: files, notebooks, students' archives to open, and the rest with reasons.

    `stamps` are files that say when what lies beside them was handed in.
    """

    files: list[Placement] = field(default_factory=list)
    notebooks: list[Placement] = field(default_factory=list)
    stamps: list[Entry] = field(default_factory=list)
    archives: list[Archive] = field(default_factory=list)
    leftover: list[tuple[Entry, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which files are handed over; `shape` is what help shows.

    `fits` tells whether a tree is plainly of this kind; without it the layout is used only when asked for by name.
    """

    name: str
    shape: str
    place: Callable[[Tree], Placed]
    fits: Callable[[Tree], bool] | None = None


def are_most(names: Collection[str], fits: Callable[[str], object]) -> bool:
    """Tell whether names are of a kind that a platform gives; a student may have chosen one, but not most of them."""
    count = sum(bool(fits(name)) for name in names)
    return count > 0 and 2 * count >= len(names)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file named after an exercise, the folders above it, and whether a folder named for it was one of them."""

    entry: Entry
    base: tuple[str, ...]
    exercise: str
    own_folder: bool
    is_notebook: bool = False


def place_by_path(
    tree: Tree,
    *,
    only: str = "",
    takes_files: bool = True,
    takes_archives: bool = True,
    one_student: bool = False,
    named_archives: bool = False,
) -> Placed:
    """Give the tree's entries placed by the folders they lie in.

    Args:
        only: "students" or "folders" to take files of that shape alone.
        one_student: everything belongs to the student named by the tree.
        named_archives: every archive is named for its student, whatever folder it lies in.
    """
    placed = Placed()
    found: list[_Found] = []
    archives: list[Entry] = []
    others: list[Entry] = []
    for entry in _fold_false_folders(tree):
        match = _find_exercise(entry, tree.exercises) or _find_notebook(entry, tree)
        if match:
            found.append(match)
        elif entry.kind is Kind.FILE and tree.can_nest and takes_archives and is_archive(entry.path[-1]):
            archives.append(entry)
        else:
            others.append(entry)
    placed.leftover += tree.explainer.explain(others, [*(match.entry for match in found), *archives])
    if not takes_files:
        placed.leftover += [(match.entry, "does not fit this layout") for match in found]
        found = []
    level = _student_level(tree, [match.base for match in found] + [entry.path[:-1] for entry in archives])
    one_student = one_student or bool(tree.owner) or _is_one_student(found, archives, level)
    _place_files(tree, found, placed, level=level, one_student=one_student, only=only)
    for entry in archives:
        _place_archive(tree, entry, placed, level=level, one_student=one_student, by_name=named_archives)
    return placed


def _place_files(
    tree: Tree, found: Sequence[_Found], placed: Placed, *, level: int, one_student: bool, only: str
) -> None:
    """Add the files to what is placed: per student and exercise those that lie least deep."""
    by_pair: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for match in found:
        if match.is_notebook and only == "folders":
            placed.leftover.append((match.entry, f"does not fit the layout {only}"))
            continue
        if only and not match.is_notebook and (match.own_folder != (only == "folders") or len(match.base) != level + 1):
            placed.leftover.append((match.entry, f"does not fit the layout {only}"))
            continue
        if not one_student and len(match.base) <= level:
            placed.leftover.append((match.entry, "lies beside the students' folders: whose it is cannot be told"))
            continue
        try:
            student = _student(tree, match.base, level, one_student=one_student)
        except StudentNameRefused as error:
            placed.leftover.append((match.entry, str(error)))
        else:
            if match.is_notebook:
                placed.notebooks.append(Placement(match.entry, student, match.exercise))
            else:
                by_pair[student, match.exercise].append(match)
    for (student, exercise), matches in by_pair.items():
        least = min(len(match.base) for match in matches)
        for match in matches:
            if len(match.base) == least:
                placed.files.append(Placement(match.entry, student, exercise))
            else:
                placed.leftover.append((match.entry, f"lies deeper than another {exercise}.py of the same student"))


def _place_archive(tree: Tree, entry: Entry, placed: Placed, *, level: int, one_student: bool, by_name: bool) -> None:
    """Add an archive: its student's folder names the owner, or else the archive itself."""
    base = entry.path[:-1]
    try:
        if by_name or (not one_student and len(base) <= level):
            owner = read_student(archive_stem(entry.path[-1]))
        else:
            owner = _student(tree, base, level, one_student=one_student)
    except StudentNameRefused as error:
        placed.leftover.append((entry, str(error)))
    else:
        placed.archives.append(Archive(entry, owner))


def _student(tree: Tree, base: tuple[str, ...], level: int, *, one_student: bool) -> str:
    """Give whose folder this is."""
    if tree.owner:
        return tree.owner
    return read_student(tree.name if one_student else base[level])


def _find_exercise(entry: Entry, exercises: frozenset[str]) -> _Found | None:
    """Give the exercise that an entry's name stands for; a refused `<slug>/` stands for the file it would hold."""
    *base, name = entry.path
    slug = name.removesuffix(".py")
    if slug not in exercises or (slug == name and entry.kind is not Kind.REFUSED):
        return None
    own_folder = slug == name
    if not own_folder and base and base[-1] == slug:
        base.pop()
        own_folder = True
    # A student's copy of the course keeps its exercises in a folder of this name.
    if own_folder and base and base[-1] == "exercises":
        base.pop()
    return _Found(entry, tuple(base), slug, own_folder)


def _find_notebook(entry: Entry, tree: Tree) -> _Found | None:
    """Give a notebook, known besides its own name by that of the folder it lies in."""
    *base, name = entry.path
    if tree.plan is None or not name.lower().endswith(".ipynb") or entry.kind is Kind.FOLDER:
        return None
    return _Found(entry, tuple(base), base[-1] if base else "", own_folder=False, is_notebook=True)


def _fold_false_folders(tree: Tree) -> list[Entry]:
    """Give the entries with each folder named `<slug>.py`, and all under it, as one refused file."""
    entries: list[Entry] = []
    folders: dict[tuple[str, ...], Entry] = {}
    names = {f"{slug}.py" for slug in tree.exercises}
    for entry in tree.entries:
        parts = entry.path if entry.kind is Kind.FOLDER else entry.path[:-1]
        depth = next((place for place, part in enumerate(parts) if part in names), None)
        if depth is None:
            entries.append(entry)
        else:
            path = parts[: depth + 1]
            # The folder's own time and place rather than those of what is in it.
            if path not in folders or entry.path == path:
                folders[path] = replace(entry, path=path, kind=Kind.REFUSED, refusal="is a folder, not a file")
    # An archive may hold a file and a folder of one name; what it means then cannot be told.
    return [entry for entry in entries if entry.path not in folders] + list(folders.values())


def _student_level(tree: Tree, bases: Sequence[tuple[str, ...]]) -> int:
    """Give how many folders lie around all that was handed in: 0 but for an archive or folder with one folder in it."""
    if tree.owner or not bases:
        return 0
    level = 0
    while True:
        # Stray files beside a single folder do not matter, another folder does: it is another student's.
        tops = {
            entry.path[: level + 1]
            for entry in tree.entries
            if len(entry.path) > level + (entry.kind is not Kind.FOLDER)
        }
        if len(tops) != 1 or any(len(base) < level + 2 for base in bases):
            return level
        level += 1


def _is_one_student(found: Sequence[_Found], archives: Sequence[Entry], level: int) -> bool:
    """Tell whether files lie at the top, as in one student's folder; a few strays above a class do not make it one."""
    at_top = sum(len(match.base) <= level for match in found)
    students = {match.base[level] for match in found if len(match.base) > level}
    students |= {entry.path[level] for entry in archives if len(entry.path) > level}
    return 0 < at_top >= len(students)
