"""What collecting gives: submissions, what was not understood, and receipts that hold or do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Submission

ROWS_A_FOLDER = 50


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A path that became no submission, made safe to print, and why: the predicate of a sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """A manifest that was found: the code on the student's receipt, and whether the files are those packed.

    `reason` says why not, where it does not hold.
    """

    code: str
    student: str
    holds: bool
    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found, in an order that depends on nothing but the files."""

    submissions: tuple[Submission, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    receipts: tuple[ReceiptCheck, ...] = ()


def list_rows(rows: Iterable[tuple[str, str, str]]) -> list[NotUnderstood]:
    """Give the rows sorted, at most so many for one folder, and then how many more there are."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for group, path, reason in sorted(set(rows)):
        groups[group].append((path, reason))
    short: list[NotUnderstood] = []
    for group, members in groups.items():
        short += [NotUnderstood(path, reason) for path, reason in members[:ROWS_A_FOLDER]]
        if len(members) > ROWS_A_FOLDER:
            more = len(members) - ROWS_A_FOLDER
            short.append(NotUnderstood(group, f"holds {more:,} more files that are not understood"))
    return short
