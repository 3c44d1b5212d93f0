"""How a notebook is damaged: a function from a notebook with three right answers to the bytes of a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Damage = Callable[[Notebook], bytes]


def dumped(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()


def part(notebook: Notebook, name: str) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["metadata"].get("grader", {}).get("part") == name]


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": "of-a-student", "execution_count": 7, "metadata": metadata, "outputs": [],
        "source": source,
    }  # fmt: skip


def each_answer(change: Callable[[str], str]) -> Damage:
    """Give the damage that changes the text of every answer."""

    def damage(notebook: Notebook) -> bytes:
        for cell in part(notebook, "answer"):
            cell["source"] = change(cell["source"])
        return dumped(notebook)

    return damage


def each_cell(change: Callable[[dict[str, Any]], None]) -> Damage:
    """Give the damage that changes every cell."""

    def damage(notebook: Notebook) -> bytes:
        for cell in notebook["cells"]:
            change(cell)
        return dumped(notebook)

    return damage


def inserted(*sources: str) -> Damage:
    """Give the damage that puts cells at the start and at the end."""

    def damage(notebook: Notebook) -> bytes:
        for number, source in enumerate(sources):
            at = len(notebook["cells"]) if number % 2 else 1
            notebook["cells"].insert(at, {**code(source), "id": f"mine{number}"})
        return dumped(notebook)

    return damage
