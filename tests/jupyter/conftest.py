"""A released course with its notebooks, and a kernel beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.jupyter.magic import CheckMagic

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def handout(tmp_path_factory) -> Path:
    """A released course with its notebooks."""
    folder = tmp_path_factory.mktemp("out") / "handout"
    command = [sys.executable, "-m", "grader", "release", str(folder), "--notebooks", "--course", str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def run(handout) -> Iterator[Callable[[str], dict[str, str]]]:
    """A function that runs a cell in a kernel beside a released course, and gives what it displayed and printed."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(kernel_name="python3", cwd=str(handout))

    def cell(source: str) -> dict[str, str]:
        shown: dict[str, str] = {}

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            new = content.get("data", {})
            if message["msg_type"] == "stream":
                new = {content["name"]: content["text"]}
            for kind, text in new.items():
                shown[kind] = shown.get(kind, "") + text
            if message["msg_type"] == "error":
                shown["error"] = content["ename"]

        client.execute_interactive(source, output_hook=keep, timeout=120)
        return shown

    cell("%load_ext grader")
    yield cell
    client.stop_channels()
    manager.shutdown_kernel(now=False)


@pytest.fixture
def magic_of(monkeypatch) -> Iterator[Callable[..., CheckMagic]]:
    """A function that gives the magics of a notebook in a folder, in which these cells were run."""
    made: list[CheckMagic] = []
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)

    def make(folder: Path, *cells: str) -> CheckMagic:
        monkeypatch.chdir(folder)
        made.append(CheckMagic(SimpleNamespace(history_manager=SimpleNamespace(input_hist_raw=["", *cells]))))
        return made[-1]

    yield make
    for magic in made:
        magic.checker.close()
