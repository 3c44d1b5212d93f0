"""Folders that `grader submit` packed: found by their manifest, checked against it, placed by what it says.

A manifest speaks of the files directly beside it. It names its student, but anybody can write one: it is believed at
the top of a source that the instructor named, below a folder at its top or in an archive named for that student, and
wherever it lies when the layout "submit" was asked for. Where a platform says who handed an archive in, that is who
did: students pack under the name that they know themselves by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from grader.collect.entries import Content, Entry, Kind, Refusal, Source
from grader.collect.intake import ReceiptCheck
from grader.collect.layouts import Placed, Placement, Tree, place_by_path
from grader.collect.manifest import (
    MANIFEST_NAME,
    MAX_MANIFEST_BYTES,
    Manifest,
    PackedFile,
    PackedNotebook,
    decode_manifest,
    manifest_code,
)
from grader.collect.names import StudentNameRefused, read_student, shown


@dataclass(frozen=True, slots=True)
class Packet:
    """A manifest that is believed, and what lies beside it."""

    folder: tuple[str, ...]
    entry: Entry
    manifest: Manifest
    student: str
    entries: tuple[Entry, ...]

    def exercises(self) -> frozenset[str]:
        """Give the exercises that the manifest names."""
        return frozenset(file.exercise for file in self.manifest.files)

    def holds_notebooks(self) -> bool:
        """Tell whether something beside the manifest is named like a notebook."""
        return any(entry.path[-1].lower().endswith(".ipynb") for entry in self.entries)

    def receipt(self, place: str, reason: str) -> ReceiptCheck:
        """Give the student's receipt, confirmed, or with the reason why it does not hold."""
        said = read_student(self.manifest.student)
        packed_as = said if said != self.student else ""
        return ReceiptCheck(manifest_code(self.manifest), self.student, not reason, place, reason, packed_as)

    def relative_entries(self) -> list[Entry]:
        """Give the entries with their paths below the packet's folder."""
        return [_moved(entry, entry.path[len(self.folder) :]) for entry in self.entries]

    def whole_entry(self, entry: Entry) -> Entry:
        """Give one of these with its whole path again."""
        return _moved(entry, (*self.folder, *entry.path))

    def timed(self, exercise: str, content: Content | Refusal) -> Content | Refusal:
        """Give a file with the manifest's time, if it is the very file of which the manifest speaks."""
        if isinstance(content, Content) and PackedFile.of(exercise, content.data) in self.manifest.files:
            return Content(content.data, self.manifest.submitted_at.astimezone(UTC))
        return content

    def timed_notebook(self, name: str, content: Content | Refusal) -> Content | Refusal:
        """Give a notebook with the manifest's time, if it is the very one of which the manifest speaks."""
        if isinstance(content, Content) and PackedNotebook.of(name, content.data) in self.manifest.notebooks:
            return Content(content.data, self.manifest.submitted_at.astimezone(UTC))
        return content

    def place(self, tree: Tree) -> Placed:
        """Give what lies beside the manifest, placed by its name, with whole paths."""
        inner = Tree(
            tree.name,
            self.relative_entries(),
            tree.exercises | self.exercises(),
            tree.explainer,
            owner=self.student,
            plan=tree.plan,
        )
        placed = place_by_path(inner, one_student=True)
        placed.leftover = [(self.whole_entry(entry), reason) for entry, reason in placed.leftover]
        for placements in (placed.files, placed.notebooks):
            placements[:] = [Placement(self.whole_entry(one.entry), one.student, one.exercise) for one in placements]
        return placed


def _moved(entry: Entry, path: tuple[str, ...]) -> Entry:
    return Entry(path, entry.kind, entry.refusal, entry.modified, entry.index)


@dataclass(slots=True)
class Packets:
    """What was found: packets, the entries that belong to none, and manifests that are not believed or are none.

    `refused` holds, with the reason, manifests that would otherwise count; what lies beside them is not taken in.
    """

    packets: list[Packet] = field(default_factory=list)
    rest: list[Entry] = field(default_factory=list)
    refused: list[tuple[Entry, str, Manifest]] = field(default_factory=list)
    leftover: list[tuple[Entry, str]] = field(default_factory=list)


def find_packets(source: Source, tree: Tree, *, believe: bool, course_id: str | None) -> Packets:
    """Give the tree divided into packets and the rest.

    Args:
        believe: take the manifest's word for the student whatever the place says.
        course_id: the course whose packets are wanted; None for any.
    """
    result = Packets()
    manifests: dict[tuple[str, ...], tuple[Entry, Manifest]] = {}
    candidates = [entry for entry in tree.entries if entry.path[-1] == MANIFEST_NAME and entry.kind is Kind.FILE]
    not_manifests: set[tuple[str, ...]] = set()
    for entry, content in source.read(candidates, MAX_MANIFEST_BYTES):
        decoded = _decode(content)
        if isinstance(decoded, Refusal):
            result.leftover.append((entry, decoded.reason))
            not_manifests.add(entry.path)
        else:
            manifests[entry.path[:-1]] = entry, decoded
    beside: dict[tuple[str, ...], list[Entry]] = {folder: [] for folder in manifests}
    # Folders that lead to a manifest are not empty, whatever else is in them.
    leading = {entry.path[:depth] for entry in candidates for depth in range(1, len(entry.path))}
    for entry in tree.entries:
        folder = entry.path[:-1]
        if folder in beside and entry.kind is not Kind.FOLDER:
            if entry != manifests[folder][0]:
                beside[folder].append(entry)
        elif entry.path not in not_manifests and not (entry.kind is Kind.FOLDER and entry.path in leading):
            result.rest.append(entry)
    for folder, (entry, manifest) in manifests.items():
        doubt = _doubt(tree, folder, manifest, believe=believe, course_id=course_id)
        if doubt:
            result.refused.append((entry, doubt, manifest))
            result.leftover += [(other, "lies beside a manifest that was not followed") for other in beside[folder]]
        else:
            student = tree.owner if tree.vouched and not believe else read_student(manifest.student)
            result.packets.append(Packet(folder, entry, manifest, student, tuple(beside[folder])))
    return result


def check_digests(packet: Packet, digests: Mapping[str, Sequence[str]]) -> str:
    """Give why a packet is not as it was packed, or nothing.

    Args:
        digests: SHA-256 of what was found, by exercise; of notebooks by `notebook_key`.
    """
    for file in packet.manifest.files:
        found = digests.get(file.exercise, ())
        if not found:
            return f"{file.exercise}.py is missing or cannot be read"
        if list(found) != [file.sha256]:
            return f"{file.exercise}.py is not the file that was packed"
    for notebook in packet.manifest.notebooks:
        found = digests.get(notebook_key(notebook.name), ())
        if not found:
            return f"{shown(notebook.name)} is missing or cannot be read"
        if list(found) != [notebook.sha256]:
            return f"{shown(notebook.name)} is not the notebook that was packed"
    return ""


def notebook_key(name: str) -> str:
    """Give what stands for a notebook where exercises stand for files; file systems spell one name in several ways."""
    return unicodedata.normalize("NFC", name)


def _decode(content: Content | Refusal) -> Manifest | Refusal:
    """Give the manifest in a file, or why there is none."""
    if isinstance(content, Refusal):
        return content
    try:
        manifest = decode_manifest(content.data)
        read_student(manifest.student)
    except StudentNameRefused as error:
        return Refusal(f"is a manifest that {error}")
    except ValueError:
        return Refusal("is not a manifest that `grader submit` wrote")
    return manifest


def _doubt(tree: Tree, folder: tuple[str, ...], manifest: Manifest, *, believe: bool, course_id: str | None) -> str:
    """Give why a manifest is not to be followed, or nothing."""
    student = read_student(manifest.student)
    if course_id is not None and manifest.course != course_id:
        return f"is for another course ({manifest.course})"
    if believe or tree.vouched or (not tree.owner and not folder):
        return ""
    if tree.owner:
        if _names(tree.owner, student):
            return ""
        place = tree.owner
    else:
        # Further down, a student has named the folders. One folder around everything is the drop folder itself.
        tops = {entry.path[0] for entry in tree.entries}
        named = (tree.name, *folder[: 2 if len(tops) == 1 else 1])
        if student in {unicodedata.normalize("NFC", part) for part in named}:
            return ""
        place = "/".join(folder)
    return f"says that it is {student}'s, but lies in {place}: not taken in; give it by itself if that is right"


def _names(place: str, student: str) -> bool:
    """Tell whether an archive's name holds a student's identifier as a word of its own: course-ada (1) for ada."""
    return bool(re.search(rf"(?:^|[^\w]|_){re.escape(student)}(?:$|[^\w]|_)", place))
