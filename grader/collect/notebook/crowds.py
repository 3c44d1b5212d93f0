"""Whether a file holds more cells than a notebook has, told before one of them is built.

Sixty-four megabytes of `{},` are twenty million cells, and would be gigabytes of memory.
"""

from __future__ import annotations

import re

FEW_OBJECTS = 1_000_000  # so many take less than 100 MB, whatever they are
# One that is never closed goes to the end, so that nothing in it is looked at again.
STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
_MARK = re.compile(STRING + rb"|[{}\[\]]", re.DOTALL)
_CELL_DEPTH = 3  # { cells: [ {
_OLD_CELL_DEPTH = 5  # { worksheets: [ { cells: [ {, and as deep as a cell's outputs today


def holds_too_many_cells(data: bytes, most: int) -> bool:
    """Tell whether JSON has more than `most` objects where notebooks have their cells; quick for nearly any file."""
    if data.count(b"{") <= FEW_OBJECTS:
        return False
    depth = cells = old_cells = 0
    for mark in _MARK.finditer(data):
        byte = mark[0]
        if byte in {b"{", b"["}:
            depth += 1
            cells += byte == b"{" and depth == _CELL_DEPTH
            old_cells += byte == b"{" and depth == _OLD_CELL_DEPTH
            if cells > most or old_cells > FEW_OBJECTS:
                return True
        elif byte in {b"}", b"]"}:
            depth -= 1
    return False
