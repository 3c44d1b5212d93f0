"""An import line cut down to what an answer uses, so that a library for plots on the same line costs nobody a point."""

from __future__ import annotations

import re
from collections.abc import Collection

_PART = re.compile(r"(?P<module>[\w.]+)(?:\s+as\s+(?P<alias>\w+))?")


def only_needed(line: str, needed: Collection[str]) -> str:
    """Give a line of plain imports, `import numpy as np, matplotlib.pyplot as plt; import sys`, without the rest.

    A line of any other form, or of which everything is needed, stays as it is.
    """
    code = line.partition("#")[0]
    kept: list[str] = []
    left_out = False
    for statement in code.split(";"):
        words = statement.strip()
        if not words:
            continue
        if not words.startswith("import "):
            if not words.startswith("from "):
                return line
            kept.append(words)
            continue
        parts = [part.strip() for part in words.removeprefix("import ").split(",")]
        used = [part for part in parts if _is_needed(part, needed)]
        left_out = left_out or len(used) < len(parts)
        if used:
            kept.append(f"import {', '.join(used)}")
    return f"{'; '.join(kept)}  # {line.strip()}" if left_out and kept else line


def _is_needed(part: str, needed: Collection[str]) -> bool:
    match = _PART.fullmatch(part)
    if match is None:
        return True
    return (match["alias"] or match["module"].partition(".")[0]) in needed
