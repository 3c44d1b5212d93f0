"""equivalent_mutants.yaml: the mutants of a reference that are no mistakes, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import yaml

from grader.course import Exercise
from grader.errors import CourseError, Problem
from grader.verify.mutants import Key, as_printed

FILE_NAME = "equivalent_mutants.yaml"
_HEADING = """\
# Changes to the reference that are no mistakes: `grader verify` does not ask for a test that catches them.
# Each says why. An entry that names no mutant any more, or one that is caught, is told as stale.
"""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One mutant that is no mistake; empty reasons do not count."""

    function: str = ""
    operator: str
    before: str
    after: str
    nth: int = 1
    reason: str = ""

    @property
    def key(self) -> Key:
        """The mutant that is meant."""
        return Key(self.function, self.operator, as_printed(self.before), as_printed(self.after), self.nth)


def path_of(exercise: Exercise) -> Path:
    """Give where the exercise's list is, or would be."""
    return exercise.solution_folder / FILE_NAME


def read_equivalents(exercise: Exercise) -> list[Entry]:
    """Read an exercise's list; empty where there is none.

    Raises:
        CourseError: it cannot be read, or an entry has a key missing, too many, or of the wrong type.
    """
    path = path_of(exercise)
    if not path.is_file():
        return []
    shown = str(path.relative_to(exercise.root))
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        entries = msgspec.convert(raw or [], list[Entry])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CourseError([Problem(shown, "", " ".join(str(error).split()), "a list in YAML")]) from None
    except msgspec.ValidationError as error:
        expected = "entries with function, operator, before, after and reason"
        raise CourseError([Problem(shown, "", str(error), expected)]) from None
    keys = [entry.key for entry in entries]
    doubles = [Problem(shown, f"entry {at + 1}", "the same mutant a second time", "each once")
               for at, key in enumerate(keys) if key in keys[:at]]  # fmt: skip
    if doubles:
        raise CourseError(doubles)
    return entries


def add_equivalents(exercise: Exercise, keys: Sequence[Key]) -> Path:
    """Add mutants to the exercise's list with an empty reason, for the author to fill in; gives the file."""
    path = path_of(exercise)
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEADING
    if text and not text.endswith("\n"):
        text += "\n"
    for key in keys:
        entry: dict[str, object] = {"function": key.function, "operator": key.operator}
        entry |= {"before": key.before, "after": key.after}
        if key.nth > 1:
            entry["nth"] = key.nth
        entry["reason"] = ""
        text += "\n" + yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=10_000)
    path.write_text(text, encoding="utf-8")
    return path
