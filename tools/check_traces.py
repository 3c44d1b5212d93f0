"""Finds what must not be in a committed file: hosts of package registries, and folders of the machine it was made on.

Run by `make check`. A registry's host in a file makes an install depend on it where a mirror would do; a folder of
one machine is nowhere else. Prints one line a finding and ends with 1, or with 0 when there is none.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# In pieces, so that this file does not find itself.
REGISTRIES = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("anaconda", "org"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
    )
]
# Where people's folders lie on the systems that we know of; `you` and the like are examples, not people.
PEOPLE = re.compile(r"(?<![\w.~-])/(?:home|Users)/(?!you/|student/|ada/|USER/)[A-Za-z][\w.-]*/")


def configured_hosts() -> list[str]:
    """Give the hosts that this machine's own pip is set up with."""
    shown = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    settings = shown.stdout + "\n".join(value for key, value in os.environ.items() if key.startswith("PIP_"))
    return re.findall(r"https?://(?:[^@/\s'\"]*@)?([^/\s'\":]+)", settings)


def own_folders() -> list[str]:
    """Give this checkout's folder and the home folder, unless they are as short as everybody's."""
    folders = {str(ROOT), os.path.expanduser("~")}
    return sorted(folder + "/" for folder in folders if folder.count("/") > 1)


def find_traces(text: str, words: list[str]) -> list[tuple[int, str]]:
    """Give line number and word for every line of `text` that holds one of `words` or somebody's folder."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [(number, word) for word in words if word in line]
        found += [(number, match.group()) for match in PEOPLE.finditer(line)]
    return found


def tracked_files() -> list[Path]:
    """Give the files that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    return [ROOT / os.fsdecode(name) for name in names if name]


def main() -> int:
    """Print every finding; give the exit code."""
    words = REGISTRIES + configured_hosts() + own_folders()
    findings = 0
    for path in tracked_files():
        if not path.is_file():
            continue
        for number, word in find_traces(path.read_text(encoding="utf-8", errors="replace"), words):
            print(f"{path.relative_to(ROOT)}:{number}: names {word}")
            findings += 1
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
