"""Taking in: sources are opened, their files placed, read and handed on as submissions.

1. open a source and list it           sources.py, folder.py, zip_archive.py, tar_archive.py
2. set packets with a manifest aside   packets.py
3. place the rest                      layouts.py
4. read what was placed, each file once, each student within a cap; notebooks by notebook/
5. open students' archives, one at a time, and do the same with each
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path

from grader.collect.detect import LAYOUTS, choose_layout
from grader.collect.entries import Content, Entry, Kind, Refusal, Source, Unreadable, size_in_words
from grader.collect.explain import Explainer
from grader.collect.folder import Folder
from grader.collect.intake import Intake, ReceiptCheck, Row, list_rows, look_alikes
from grader.collect.layouts import Archive, Placed, Placement, Tree
from grader.collect.manifest import digest, manifest_code
from grader.collect.names import is_junk, shown
from grader.collect.nbgrader_layout import NO_TIME, put_stamped_times
from grader.collect.notebook.ahead import LookAhead
from grader.collect.notebook.answers import NotebookAnswers, as_submitted
from grader.collect.notebook.file import MAX_NOTEBOOK_BYTES
from grader.collect.notebook.plan import NotebookPlan
from grader.collect.packets import Packet, Packets, check_digests, find_packets, notebook_key
from grader.collect.sources import open_nested, open_source, place_in, read_one
from grader.errors import UsageError
from grader.model import Submission

DEFAULT_MAX_BYTES = 1 << 20
STUDENT_BYTES = 8 << 20  # the least that one student may hand in altogether, in one source


def collect_submissions(
    sources: Sequence[Path],
    exercises: Sequence[str],
    layout: str | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    course_id: str | None = None,
    plan: NotebookPlan | None = None,
    start_workers: Callable[[], Executor] | None = None,
    leave_out: Callable[[tuple[str, ...]], bool] | None = None,
    course_zone: tzinfo = UTC,
    untimed: Callable[[str, str, datetime], datetime] | None = None,
) -> Intake:
    """Give every submission that lies in some folders and archives, and a word on everything else in them.

    A file that is there but cannot be taken in (a link, a folder, too large) is a submission with `unreadable` set,
    so that its student sees why. Nothing is unpacked to disk, and no link is followed.

    Args:
        sources: folders, zip, tar or tar.gz files.
        exercises: slugs of the course.
        layout: one of `LAYOUTS`; by default each source's is recognised.
        max_bytes: the most that one file may have.
        course_id: refuse manifests of other courses.
        plan: what notebooks are looked through for; without it they are not read.
        start_workers: gives processes that look through notebooks, too, where there are many.
        leave_out: tells by its path in a source that a file is not for this course, though it lies there.
        course_zone: the course's time zone, for times that say theirs with letters which several have.
        untimed: gives when a student handed in a file of an exercise that nbgrader collected without saying when;
            the last is the file's own time, which counts otherwise.

    Raises:
        IntakeError: a source is not there, cannot be opened, or is neither folder nor archive.
        UsageError: no such layout.
    """
    if layout is not None and layout not in LAYOUTS:
        raise UsageError(f"no layout is called {layout!r}: choose one of {', '.join(LAYOUTS)}")
    gatherer = _Gatherer(exercises, layout, max_bytes, course_id, plan, start_workers, leave_out, course_zone, untimed)
    for path in sources:
        with closing(open_source(Path(path))) as source:
            gatherer.gather(source)
    return gatherer.finish()


class _Gatherer:
    """Holds what was found so far."""

    def __init__(
        self,
        exercises: Sequence[str],
        layout: str | None,
        max_bytes: int,
        course_id: str | None,
        plan: NotebookPlan | None,
        start_workers: Callable[[], Executor] | None,
        leave_out: Callable[[tuple[str, ...]], bool] | None,
        course_zone: tzinfo,
        untimed: Callable[[str, str, datetime], datetime] | None,
    ) -> None:
        self._exercises = frozenset(exercises)
        self._explainer = Explainer(exercises)
        self._layout = layout
        self._max_bytes = max_bytes
        self._course_id = course_id
        self._plan = plan
        self._leave_out = leave_out or (lambda path: False)
        self._course_zone = course_zone
        self._untimed = untimed
        self._ahead = LookAhead(plan or NotebookPlan(), start_workers)
        self._submissions: dict[tuple[str, str, datetime, str], Submission] = {}
        self._contents: dict[str, bytes] = {}
        self._rows: list[Row] = []
        self._receipts: dict[tuple[str, str], ReceiptCheck] = {}
        self._taken: dict[str, int] = defaultdict(int)

    def gather(self, source: Source, archive: Archive | None = None) -> None:
        """Take in one source; `archive` where it is a student's, found in another."""
        owner = archive.student if archive else ""
        if not owner:
            self._taken.clear()
        for path, reason in source.problems:
            self._note(source, tuple(path.split("/")), reason)
        tree = Tree(
            name=source.name,
            entries=[
                one for one in source.entries if not any(map(is_junk, one.path)) and not self._leave_out(one.path)
            ],
            exercises=self._exercises,
            explainer=self._explainer,
            owner=owner,
            vouched=archive is not None and archive.vouched,
            can_nest=isinstance(source, Folder),
            plan=self._plan,
            course_zone=self._course_zone,
        )
        packets = find_packets(source, tree, believe=self._layout == "submit", course_id=self._course_id)
        self._take_packets(source, tree, packets)
        rest = replace(tree, entries=packets.rest, read=partial(read_one, source))
        # What shape a student's own archive has is theirs to choose.
        asked = self._layout if not owner or self._layout == "submit" else None
        placed = choose_layout(asked, rest).place(rest)
        self._note_all(source, placed.leftover)
        self._note_all(source, ((entry, NO_TIME) for entry in put_stamped_times(placed, source, self._course_zone)))
        self._take_files(source, placed)
        if isinstance(source, Folder):
            self._open_archives(source, placed.archives)

    def finish(self) -> Intake:
        """Give the whole, sorted."""
        self._rows += look_alikes({one.student for one in self._submissions.values()})
        submissions = sorted(
            self._submissions.values(),
            key=lambda one: (one.student, one.exercise, one.submitted_at, one.sha256, one.source),
        )
        return Intake(
            submissions=tuple(submissions),
            not_understood=list_rows(self._rows),
            receipts=tuple(
                sorted(self._receipts.values(), key=lambda check: (check.student, check.code, check.source))
            ),
        )

    def _take_packets(self, source: Source, tree: Tree, packets: Packets) -> None:
        """Take in what has a manifest."""
        self._note_all(source, packets.leftover)
        for entry, reason, manifest in packets.refused:
            self._note(source, entry.path, reason)
            place = place_in(source, entry.path)
            self._keep_receipt(ReceiptCheck(manifest_code(manifest), manifest.student, False, place, reason))
        files: list[Placement] = []
        notebooks: list[Placement] = []
        packet_of: dict[tuple[str, ...], Packet] = {}
        for packet in packets.packets:
            placed = packet.place(tree)
            self._note_all(source, placed.leftover)
            files += placed.files
            notebooks += placed.notebooks
            packet_of |= {placement.entry.path: packet for placement in (*placed.files, *placed.notebooks)}
        found: dict[tuple[str, ...], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        answers = {packet.folder: self._empty_answers() for packet in packets.packets if packet.holds_notebooks()}
        for placement, content in self._read(source, notebooks, MAX_NOTEBOOK_BYTES):
            packet, name = packet_of[placement.entry.path], placement.entry.path[-1]
            if isinstance(content, Content):
                found[packet.folder][notebook_key(name)].append(digest(content.data))
            reason = answers[packet.folder].add(placement, packet.timed_notebook(name, content), only_written=True)
            if reason:
                self._note(source, placement.entry.path, reason)
        for placement, content in self._read(source, files, self._max_bytes):
            packet = packet_of[placement.entry.path]
            if isinstance(content, Content):
                found[packet.folder][placement.exercise].append(digest(content.data))
            if placement.exercise not in tree.exercises:
                self._note(source, placement.entry.path, "is named like no exercise of this course")
                continue
            reason = answers[packet.folder].settle(placement, content) if packet.folder in answers else ""
            if reason:
                self._note(source, placement.entry.path, reason)
            else:
                self._submit(source, placement, packet.timed(placement.exercise, content))
        for of_packet in answers.values():
            for one in of_packet.all():
                self._submit(source, *as_submitted(one))
        for packet in packets.packets:
            reason = check_digests(packet, found[packet.folder])
            self._keep_receipt(packet.receipt(place_in(source, packet.entry.path), reason))

    def _take_files(self, source: Source, placed: Placed) -> None:
        """Take in notebooks and files; where both answer one exercise, one of them counts."""
        notebooks = self._empty_answers()
        read = self._read(source, placed.notebooks, MAX_NOTEBOOK_BYTES)
        for placement, content, look in self._ahead.through(read, notebooks):
            reason = notebooks.add(placement, content, look=look)
            if reason:
                self._note(source, placement.entry.path, reason)
        for placement, content in self._read(source, placed.files, self._max_bytes):
            reason = notebooks.settle(placement, content)
            if reason:
                self._note(source, placement.entry.path, reason)
            else:
                self._submit(source, placement, content)
        for found in notebooks.all():
            self._submit(source, *as_submitted(found))
        for placement, reason in notebooks.left_out():
            self._note(source, placement.entry.path, reason)

    def _empty_answers(self) -> NotebookAnswers:
        return NotebookAnswers(self._plan or NotebookPlan(), self._max_bytes)

    def _read(
        self, source: Source, placements: Sequence[Placement], max_bytes: int
    ) -> Iterable[tuple[Placement, Content | Refusal]]:
        """Give each placed file with its bytes or with why there are none."""
        readable: defaultdict[tuple[str, ...], list[Placement]] = defaultdict(list)  # a group's file is of several
        for placement in placements:
            if placement.entry.kind is Kind.FILE:
                readable[placement.entry.path].append(placement)
            else:
                yield placement, Refusal(placement.entry.refusal)
        for entry, content in source.read([found[0].entry for found in readable.values()], max_bytes):
            for placement in readable[entry.path]:
                yield placement, content

    def _submit(self, source: Source, placement: Placement, content: Content | Refusal) -> None:
        """Keep a submission, once however often the same one is found."""
        student, exercise = placement.student, placement.exercise
        limit = max(STUDENT_BYTES, 8 * self._max_bytes)
        if isinstance(content, Content) and self._taken[student] + len(content.data) > limit:
            content = Refusal(f"is not taken in: this student handed in more than {size_in_words(limit)}")
        if isinstance(content, Content):
            self._taken[student] += len(content.data)
            data, unreadable = content.data, ""
            when = placement.submitted_at or content.modified or source.modified
            sha256 = digest(data)
        else:
            name = placement.entry.path[-1]
            data = b""
            unreadable = f"{shown(name) if name.endswith('.ipynb') else f'{exercise}.py'} {content.reason}."
            when = placement.submitted_at or content.modified or placement.entry.modified or source.modified
            sha256 = digest(unreadable.encode())
        if self._untimed is not None and placement.awaits_time and placement.submitted_at is None:
            when = self._untimed(student, exercise, when)
        key = student, exercise, when, sha256
        if key not in self._submissions:
            self._submissions[key] = Submission(
                student=student,
                exercise=exercise,
                content=self._contents.setdefault(sha256, data),
                sha256=sha256,
                submitted_at=when,
                source=place_in(source, placement.entry.path),
                unreadable=unreadable,
            )

    def _open_archives(self, folder: Folder, archives: Sequence[Archive]) -> None:
        """Take in students' archives, one open at a time."""
        by_path = {archive.entry.path: archive for archive in archives}
        for entry, opened in folder.open_files([archive.entry for archive in archives]):
            if isinstance(opened, Refusal):
                self._note(folder, entry.path, opened.reason)
                continue
            try:
                nested = open_nested(opened, entry, f"{place_in(folder, entry.path)}: ")
            except Unreadable as error:
                self._note(folder, entry.path, error.reason)
                continue
            with closing(nested):
                self.gather(nested, by_path[entry.path])

    def _keep_receipt(self, check: ReceiptCheck) -> None:
        self._receipts[check.code, check.source] = check

    def _note_all(self, source: Source, rows: Iterable[tuple[Entry, str]]) -> None:
        for entry, reason in rows:
            self._note(source, entry.path, reason)

    def _note(self, source: Source, path: tuple[str, ...], reason: str) -> None:
        folder = place_in(source, path[:1] if len(path) > 1 else ("",))
        self._rows.append(Row(place_in(source, ("",)), folder, place_in(source, path), shown(reason)))
