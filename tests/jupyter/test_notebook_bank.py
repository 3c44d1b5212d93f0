"""The banks of right and wrong answers, written into notebooks: each gets what it gets as a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course_file import load_course
from grader.jupyter import unit_notebook

ROOT = Path(__file__).resolve().parents[2]


def answer_of(kind: str, slug: str) -> str | None:
    """Give an answer of an exercise's bank."""
    found = sorted((ROOT / "solutions" / slug / kind).rglob("*.py"))
    return found[len(found) // 2].read_bytes().decode("utf-8", "replace") if found else None


def points_of(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Collect a class; give status and points by student and exercise."""
    words = ["--course", str(ROOT), "--gradebook", f"sqlite:///{folder}.db"]
    subprocess.run([sys.executable, "-m", "grader", "collect", str(folder), *words], check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", "grader", "export", "json", *words], check=True, capture_output=True, text=True
    )
    return {
        (row["student"], row["exercise"]): (row["status"], row["points"]) for row in json.loads(done.stdout)["results"]
    }


@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_a_notebook_gets_what_a_file_gets(kind, tmp_path):
    """Every exercise of the course, as a file, in a released notebook, and in one whose metadata is gone."""
    course = load_course(ROOT)
    (tmp_path / "files" / kind).mkdir(parents=True)
    for unit in course.units:
        for name in ("kept", "stripped"):
            notebook = unit_notebook(course, unit)
            for cell in notebook["cells"]:
                ours = cell["metadata"]["grader"]
                if ours["part"] == "answer" and (answer := answer_of(kind, ours["exercise"])) is not None:
                    cell["source"] = answer
                    (tmp_path / "files" / kind / f"{ours['exercise']}.py").write_text(answer)
                if name == "stripped":
                    cell["metadata"] = {}
            if name == "stripped":
                notebook["metadata"] = {}
            folder = tmp_path / name / kind
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{unit.id}.ipynb").write_text(json.dumps(notebook))

    as_files = points_of(tmp_path / "files")

    handed_in = {pair: found for pair, found in as_files.items() if found[0] != "missing"}
    assert len(handed_in) > 20
    for name in ("kept", "stripped"):
        found = points_of(tmp_path / name)
        assert {pair: found[pair] for pair in handed_in} == handed_in
