"""Why a file was not taken in, in words that help: near misses, notebooks, archives inside archives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from grader.collect.entries import Entry, Kind
from grader.collect.names import Guesses, is_archive, is_other_archive

_ENDING_BEHIND = re.compile(r"\.ipynb\.(?:txt|json|html?|download|part|crdownload|bak|py)$")


class Explainer:
    """Knows the course's exercises and gives a reason for every entry that is none of them."""

    def __init__(self, exercises: Iterable[str]) -> None:
        self._exercises = frozenset(exercises)
        self._guesses = Guesses(self._exercises)

    def explain(self, others: Sequence[Entry], used: Iterable[Entry]) -> list[tuple[Entry, str]]:
        """Give the entries that need a word, with it.

        Args:
            others: what no layout could place.
            used: what was placed; a folder that holds something is not called empty.
        """
        # In this order what lies in a folder follows it; a set of all folders above all files could be very large.
        paths = sorted(entry.path for entry in (*others, *used))
        reasons: list[tuple[Entry, str]] = []
        for entry in others:
            behind = bisect_right(paths, entry.path)
            is_empty = behind == len(paths) or paths[behind][: len(entry.path)] != entry.path
            reason = self._reason(entry, is_empty=is_empty)
            if reason:
                reasons.append((entry, reason))
        return reasons

    def _reason(self, entry: Entry, *, is_empty: bool) -> str:
        """Give the reason, or nothing where no word is needed: folders that hold something, the release's own files."""
        if entry.kind is Kind.REFUSED:
            return entry.refusal
        if entry.kind is Kind.FOLDER:
            return "is an empty folder" if is_empty else ""
        name = entry.path[-1]
        folder = entry.path[-2] if len(entry.path) > 1 else ""
        if folder in self._exercises and name in {"README.md", f"test_{folder}.py"}:
            return ""
        return self._reason_by_name(name)

    def _reason_by_name(self, name: str) -> str:
        lower = name.lower()
        if lower.endswith(".ipynb"):
            return "is a notebook, which this version does not read: hand in <exercise>.py"
        if _ENDING_BEHIND.search(lower):
            return "is a notebook with an ending that a download added: take it away, so that the name ends in .ipynb"
        if is_archive(lower):
            return "is an archive inside an archive, which is not opened: unpack it, or give it by itself"
        if is_other_archive(lower):
            return "is an archive of a kind that is not read: use zip or tar.gz"
        if lower.startswith("test_"):
            return "is a test file: only <exercise>.py is graded"
        slug = self._guesses.exercise_for(name)
        if slug:
            return f"is not taken for an exercise: did you mean {slug}.py?"
        if lower.endswith(".py"):
            return "is named like no exercise of this course"
        return "is not a file that the course asks for"
