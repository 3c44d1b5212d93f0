"""`python -m bench.watch`: how long after a save `grader check --watch` has printed its verdict."""

from __future__ import annotations

import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.check import EXERCISES, students_course

SAVES = 15
_PAUSE_SECONDS = 0.3  # a person does not save while reading the verdict


def print_watch(saves: int = SAVES) -> None:
    """Print the median and the slowest, exercise by exercise."""
    print(f"\n{'watch: save to verdict':28}{'median':>16}{'slowest':>16}")
    medians = []
    with tempfile.TemporaryDirectory() as name:
        course = students_course(Path(name), EXERCISES)
        for slug in EXERCISES:
            seconds = _save_and_wait(course, slug, saves)
            medians.append(statistics.median(seconds))
            print(f"{slug:28}{medians[-1] * 1e3:13.0f} ms{max(seconds) * 1e3:13.0f} ms", flush=True)
    print(f"save to verdict, the slowest exercise's median:  {max(medians) * 1e3:6.0f} ms  (reach: <= 150)")


def _save_and_wait(course: Path, slug: str, saves: int) -> list[float]:
    """Save an answer again and again, each time with another comment, and take the time to the verdict's last line."""
    path = course / "exercises" / slug / f"{slug}.py"
    text = path.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "grader", "check", slug, "--watch"]
    seconds = []
    with subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, text=True) as process:
        _read_verdict(process)
        for number in range(saves + 1):
            time.sleep(_PAUSE_SECONDS)
            start = time.perf_counter()
            path.write_text(f"{text}\n# {number}\n", encoding="utf-8")
            _read_verdict(process)
            if number:
                seconds.append(time.perf_counter() - start)
        process.send_signal(signal.SIGINT)
        process.communicate()
    return seconds


def _read_verdict(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-C ends" in line:
            return
    raise SystemExit(f"watching ended with {process.wait()}")


if __name__ == "__main__":
    print_watch()
