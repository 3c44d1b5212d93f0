"""The class that every contender grades: each right answer of the banks, handed in by student after student."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from dataclasses import dataclass
from pathlib import Path

from grader.course_file import load_course

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
    """Write the class: student k hands in the k-th right answer (in turn) of each exercise, a little changed.

    Files that are the same are graded once, and so are formulas; here that would measure how often the sample repeats
    itself.
    """
    files = []
    slugs = tuple(right)
    formulas = {exercise.id for exercise in load_course(ROOT).exercises if exercise.kind == "symbolic"}
    for number in range(students):
        student = folder / f"student{number:03}"
        student.mkdir(parents=True)
        for slug in slugs:
            answers = right[slug]
            file = student / f"{slug}.py"
            text = answers[number % len(answers)].read_text(encoding="utf-8")
            text = _with_wider_formulas(text, number) if slug in formulas else text
            file.write_text(f"{text}\n# student {number}\n", encoding="utf-8")
            files.append(file)
    return Sample(folder, slugs, tuple(files))


def _with_wider_formulas(text: str, spaces: int) -> str:
    """Begin each formula of an answer, which stands in quotes on one line, with so many spaces."""
    lines = text.splitlines(keepends=True)
    for token in reversed([*tokenize.generate_tokens(io.StringIO(text).readline)]):
        quote = re.match(r"[a-zA-Z]*([\"'])(?!\1\1)", token.string)
        if token.type == tokenize.STRING and quote:
            row, column = token.start[0] - 1, token.start[1] + quote.end()
            lines[row] = f"{lines[row][:column]}{' ' * spaces}{lines[row][column:]}"
    return "".join(lines)
