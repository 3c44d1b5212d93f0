"""The class that every contender grades: each right answer of the banks, handed in by student after student."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sample:
    """A folder `<student>/<slug>.py`, and the slugs."""

    folder: Path
    slugs: tuple[str, ...]
    files: tuple[Path, ...]


def make_sample(folder: Path, slugs: tuple[str, ...], students: int) -> Sample:
    """Write the class: student k hands in the k-th right answer (in turn) of each exercise."""
    files = []
    for number in range(students):
        student = folder / f"student{number:03}"
        student.mkdir(parents=True)
        for slug in slugs:
            answers = sorted((ROOT / "solutions" / slug / "right").glob("*.py"))
            files.append(Path(shutil.copy(answers[number % len(answers)], student / f"{slug}.py")))
    return Sample(folder, slugs, tuple(files))
