"""Gradescope's export of submissions: a folder for each, and one file that says whose they are.

    assignment_<id>_export/submission_metadata.yml
        submission_<id>: {:submitters: [{:name, :sid, :email}], :created_at}
    assignment_<id>_export/submission_<id>/<path>/<file>

A group's files are each member's. A student is known by e-mail address, else by number, else by name.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import yaml

from grader.collect.entries import Entry, Kind, in_utc
from grader.collect.layouts import Placed, Tree
from grader.collect.nbgrader_layout import read_stamp
from grader.collect.platform_layouts import Owned, place_owned

METADATA_NAME = "submission_metadata.yml"
MAX_METADATA_BYTES = 64 << 20
_MOST_SUBMITTERS = 100
_AROUND = re.compile(r"assignment_\d+_export\b")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # C where there is one: many times faster
    """YAML without aliases: a few lines of them can stand for more than a machine holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias, which Gradescope does not write")
        return super().compose_node(parent, index)


def fits_gradescope(tree: Tree) -> bool:
    """Tell whether the metadata file is there, at the top or in the folder that Gradescope puts around everything.

    In any other folder it is a student's, who would say with it whose the files are.
    """
    metadata = _metadata(tree)
    return metadata is not None and (len(metadata.path) == 1 or _AROUND.match(metadata.path[0]) is not None)


def place_gradescope(tree: Tree) -> Placed:
    """Give an export of Gradescope, placed."""
    metadata = _metadata(tree)
    data = tree.read(metadata, MAX_METADATA_BYTES) if metadata is not None and tree.read is not None else None
    known = _read_metadata(data) if data is not None else {}
    if metadata is None or not known:
        placed = place_owned(tree, lambda _entry: None)
        if metadata is not None:
            placed.leftover = [(entry, reason) for entry, reason in placed.leftover if entry is not metadata]
            placed.leftover.append((metadata, "is no list of submissions as Gradescope writes it"))
        return placed
    depth = len(metadata.path) - 1

    def owner_of(entry: Entry) -> Owned | None:
        path = entry.path[depth:]
        students, when = known.get(path[0], ((), None)) if len(path) > 1 else ((), None)
        return Owned(students, path[1:], when) if students else None

    placed = place_owned(tree, owner_of)
    nobodys = {name for name, (students, _) in known.items() if not students}
    placed.leftover = [
        (entry, "is of a submission without submitters" if entry.path[depth : depth + 1][0] in nobodys else reason)
        for entry, reason in placed.leftover
        if entry is not metadata
    ]
    return placed


def _metadata(tree: Tree) -> Entry | None:
    """Give the file above all submissions; one of that name among a student's files speaks of nothing."""
    files = {entry.path: entry for entry in tree.entries if entry.path[-1] == METADATA_NAME and entry.kind is Kind.FILE}
    tops = {entry.path[0] for entry in tree.entries}
    within = files.get((next(iter(tops)), METADATA_NAME)) if len(tops) == 1 else None
    return files.get((METADATA_NAME,), within)


def _read_metadata(data: bytes) -> dict[str, tuple[tuple[str, ...], datetime | None]]:
    """Give, for each submission's folder, its submitters and its time; what is not as expected is left out."""
    try:
        raw = yaml.load(data.decode("utf-8-sig"), _Loader)  # noqa: S506 - a subclass of a safe loader
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
        return {}
    if not isinstance(raw, dict):
        return {}
    return {
        folder: (_submitters(_field(about, "submitters")), _time(_field(about, "created_at")))
        for folder, about in raw.items()
        if isinstance(folder, str) and isinstance(about, dict)
    }


def _field(about: Any, name: str) -> Any:
    """Give a value under a key with or without Gradescope's leading colon."""
    return about.get(f":{name}", about.get(name)) if isinstance(about, dict) else None


def _submitters(raw: Any) -> tuple[str, ...]:
    names = []
    for one in raw[:_MOST_SUBMITTERS] if isinstance(raw, list) else ():
        values = [_field(one, key) for key in ("email", "sid", "name")]
        texts = [str(value).strip() for value in values if type(value) in (str, int)]
        names += [text for text in texts if text][:1]
    return tuple(dict.fromkeys(names))


def _time(raw: Any) -> datetime | None:
    if isinstance(raw, str):
        return read_stamp(raw)
    if not isinstance(raw, datetime):
        return None
    return in_utc(raw.replace(tzinfo=UTC) if raw.tzinfo is None else raw)
