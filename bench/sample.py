"""The class that every contender grades: each right answer of the banks, handed in by student after student."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sample:
    """A folder `<student>/<slug>.py`, and the slugs."""

    folder: Path
    slugs: tuple[str, ...]
    files: tuple[Path, ...]


def right_answers(slugs: tuple[str, ...]) -> dict[str, list[Path]]:
    """Give the right answers that every contender can take.

    The floor checks values as they are, with no wire that flattens a NamedTuple to a tuple: it refuses some.
    """
    answers: dict[str, list[Path]] = {}
    for slug in slugs:
        with tempfile.TemporaryDirectory() as name:
            found = sorted((ROOT / "solutions" / slug / "right").glob("*.py"))
            for number, answer in enumerate(found):
                student = Path(name) / f"{number:03}"
                student.mkdir()
                shutil.copy(answer, student / f"{slug}.py")
            command = [sys.executable, "-m", "bench.fork_floor", name]
            refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
            numbers = {int(Path(path).parent.name) for path in refused}
            answers[slug] = [answer for number, answer in enumerate(found) if number not in numbers]
            print(f"{slug}: {len(answers[slug])} of {len(found)} right answers can be used")
    return answers


def make_sample(folder: Path, right: dict[str, list[Path]], students: int) -> Sample:
    """Write the class: student k hands in the k-th right answer (in turn) of each exercise, with a line of their own.

    Files that are the same are graded once; here that would measure how often the sample repeats itself.
    """
    files = []
    slugs = tuple(right)
    for number in range(students):
        student = folder / f"student{number:03}"
        student.mkdir(parents=True)
        for slug in slugs:
            answers = right[slug]
            file = student / f"{slug}.py"
            file.write_bytes(answers[number % len(answers)].read_bytes() + f"\n# student {number}\n".encode())
            files.append(file)
    return Sample(folder, slugs, tuple(files))
