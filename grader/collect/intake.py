"""What collecting gives: submissions, what was not understood, and receipts that hold or do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from grader.collect.names import shown
from grader.model import Submission

ROWS_A_FOLDER = 50
ROWS_A_SOURCE = 1000


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A path that became no submission, made safe to print, and why: the predicate of a sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """A manifest that was found: the code on the student's receipt, and whether the files are those packed.

    `reason` says why not, where it does not hold. `packed_as` is the manifest's word for who it is, where a platform
    has another.
    """

    code: str
    student: str
    holds: bool
    source: str
    reason: str = ""
    packed_as: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found, in an order that depends on nothing but the files."""

    submissions: tuple[Submission, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    receipts: tuple[ReceiptCheck, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One path that was not understood, with the source and the folder of it under which it is counted."""

    source: str
    folder: str
    path: str
    reason: str


def list_rows(rows: Iterable[Row]) -> tuple[NotUnderstood, ...]:
    """Give the rows sorted; of one folder and of one source at most so many, and then how many more there are."""
    short: list[NotUnderstood] = []
    for source, of_source in groupby(sorted(set(rows)), key=lambda row: row.source):
        lines: list[NotUnderstood] = []
        for folder, of_folder in groupby(of_source, key=lambda row: row.folder):
            lines += _first([NotUnderstood(row.path, row.reason) for row in of_folder], ROWS_A_FOLDER, folder)
        short += _first(lines, ROWS_A_SOURCE, source)
    return tuple(short)


def look_alikes(students: Iterable[str]) -> list[Row]:
    """Say where two students' names differ only in case, which is probably one student."""
    first: dict[str, str] = {}
    rows = []
    for name in sorted(students):
        other = first.setdefault(name.casefold(), name)
        if other != name:
            rows.append(Row("", "", shown(name), f"differs from {shown(other)} only in case: taken as two students"))
    return rows


def _first(lines: list[NotUnderstood], most: int, path: str) -> list[NotUnderstood]:
    """Give at most so many lines, and one more that counts the rest."""
    if len(lines) <= most:
        return lines
    return [*lines[:most], NotUnderstood(path, f"holds {len(lines) - most:,} more that are not understood")]
