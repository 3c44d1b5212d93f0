"""grader check --watch: each save is checked, and nothing else, until Ctrl-C.

save -> Watcher (a thread) -> which exercises changed by content -> judged here, with everything warm -> printed
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.own_files import OwnFile, find_files, print_result, read_file, remember
from grader.course import FILE_NAME
from grader.errors import GraderError
from grader.model import Result, Sandbox, Submission
from grader.workbook.watching import Superseded, Watcher

if TYPE_CHECKING:
    from grader.course import Course

GONE_SECONDS = 0.25  # editors empty, delete and rename; what is gone for longer is gone
SLOW_SECONDS = 0.7  # from here on it is said that something is going on
LOOK_SECONDS = 1.0  # how often one looks without being told: not every file system tells


def watch(course: Course, words: Sequence[str], sandbox: Sandbox, numbers_of: str, as_json: bool) -> None:
    """Check the exercises at each save; returns at Ctrl-C."""
    try:
        _Session(course, tuple(words), sandbox, numbers_of, as_json).run()
    except KeyboardInterrupt:
        if not as_json:
            click.echo("\nStopped watching.")


@dataclass
class _Session:
    """One run of watch mode: the course as it stands, and of which content each file's last verdict was."""

    course: Course
    words: tuple[str, ...]
    sandbox: Sandbox
    numbers_of: str
    as_json: bool
    files: list[OwnFile] = field(default_factory=list)
    judged: dict[Path, str] = field(default_factory=dict)
    running: OwnFile | None = None
    course_stamp: tuple[int, int, int] = (0, 0, 0)

    def run(self) -> None:
        """Go on until Ctrl-C."""
        self.course_stamp = self._course_stamp()
        self.files = find_files(self.course, self.words)
        if not self.words:  # all of a course at once is too much to read: begin with what was saved last
            last = max(self.files, key=lambda own: _saved_at(own.path), default=None)
            self.judged = {own.path: self._state(own) for own in self.files if own is not last}
        while True:
            # A new watcher whenever the course or its folders are others than before.
            with Watcher(self._folders(), self._is_urgent) as watcher:
                folders = self._stamps()
                while self._stamps() == folders and self._course_stamp() == self.course_stamp:
                    self._check_what_changed(watcher)
                    watcher.take(LOOK_SECONDS)
                    if not self.words:  # an answer may have come into the current folder
                        self.files = find_files(self.course, ())
            if self._course_stamp() != self.course_stamp:
                self._reload()

    def _folders(self) -> list[Path]:
        own = [folder for file in self.files for folder in (file.path.parent, file.path.resolve().parent)]
        return [self.course.root, self.course.root / "exercises", *own, *(one.exercise.folder for one in self.files)]

    def _course_stamp(self) -> tuple[int, int, int]:
        return _stamp(self.course.root / FILE_NAME)

    def _stamps(self) -> list[int]:
        """Give which folder stands under each name: one that was deleted and came back is another."""
        return [_stamp(folder)[0] for folder in self._folders()]

    def _is_urgent(self, path: Path) -> bool:
        """Tell whether what is being checked is out of date; asked by the watcher's thread."""
        running = self.running
        return running is not None and path.name in (running.path.name, running.exercise.visible_tests.name)

    def _state(self, own: OwnFile) -> str:
        """Give what a verdict depends on, as a digest."""
        digest = hashlib.sha256(own.exercise.entry_digest.encode())
        for path in (own.path, own.exercise.visible_tests, own.exercise.variant_file):
            try:
                digest.update(b"\0" + path.read_bytes())
            except OSError as error:
                digest.update(f"\0{error.errno}".encode())
        return digest.hexdigest()

    def _check_what_changed(self, watcher: Watcher) -> None:
        first = True
        while due := [own for own in self.files if self.judged.get(own.path) != self._state(own)]:
            own = due[0]
            self.judged[own.path], submission = self._settled(own)
            try:
                self._check(own, submission, watcher, clear=first)
                first = False
            except Superseded:
                del self.judged[own.path]

    def _settled(self, own: OwnFile) -> tuple[str, Submission]:
        """Read a file and its state, the state first, so that what is saved in between is seen as news."""
        while True:
            state, submission = self._state(own), read_file(own)
            if not submission.unreadable:
                return state, submission
            time.sleep(GONE_SECONDS)
            if self._state(own) == state:
                return state, submission

    def _check(self, own: OwnFile, submission: Submission, watcher: Watcher, *, clear: bool) -> None:
        from grader.pipeline import check_submissions

        results: list[Result] = []
        started = time.perf_counter()
        self.running = own
        try:
            with _patience(own, watcher):
                check_submissions(self.course, [submission], self.sandbox, results.append, self.numbers_of)
        except GraderError as error:
            click.echo(f"grader: {error}", err=True)
        finally:
            self.running = None
        took = time.perf_counter() - started
        for result in results:
            self._show(result, took, clear=clear)
        remember(self.course, [(submission, result) for result in results])

    def _show(self, result: Result, took: float, *, clear: bool) -> None:
        if self.as_json:
            click.echo(_one_line(self.course, result))
            return
        if clear:
            click.clear()  # does nothing where standard output is no terminal
        print_result(self.course, result)
        what = result.exercise if len(self.files) == 1 else f"{len(self.files)} exercises"
        ending = f"  {datetime.now():%H:%M:%S}, {took * 1000:.0f} ms. Watching {what}; Ctrl-C ends."
        click.echo(click.style(ending, dim=True) + "\n")

    def _reload(self) -> None:
        """Read the course again; while it is wrong, the one before stays."""
        from grader.course_file import load_course

        self.course_stamp = self._course_stamp()  # before it is read: what is saved meanwhile is read next time
        try:
            course = load_course(self.course.root)
            self.files = find_files(course, self.words)
            self.course = course
        except GraderError as error:
            click.echo(f"grader: {error}\ngrader: going on with the course as it was", err=True)


@contextmanager
def _patience(own: OwnFile, watcher: Watcher) -> Iterator[None]:
    """Let a save end the check, and say that it goes on where it takes long."""
    text = click.style(f"  checking {own.path.name} ...", dim=True)
    timer = threading.Timer(SLOW_SECONDS, lambda: click.echo(text, err=True))
    if sys.stderr.isatty():
        timer.start()
    try:
        with watcher.interruptible():
            yield
    finally:
        timer.cancel()


def _one_line(course: Course, result: Result) -> str:
    import json

    from grader.report import export_json

    text = export_json(replace(course.with_only({result.exercise}), feedback="full"), [result])
    return json.dumps(json.loads(text))  # all that is not ASCII stays escaped, so a terminal obeys nothing in it


def _saved_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _stamp(path: Path) -> tuple[int, int, int]:
    """Give which file stands under a name, and since when."""
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size
