"""A function's second half that lost its indentation, or got another one, found by its `return` outside of everything.

def net_input(x, w, b):          one cell
    s = 0
------------------------------
for p, q in zip(x, w):           the next one, which no kernel would run as it stands
    s += p * q
return s + b
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from grader.collect.notebook.file import Cell
from grader.collect.notebook.lines import LogicalLine, Scanned, scan

_MOST_AHEAD = 3  # so many cells further down the return may stand
_STEP = "    "
_DEFINITIONS = frozenset({"def", "class"})
_ENDS = frozenset({"return", "yield"})
_FUNCTION = re.compile(r"^[ \t]*(?:async[ \t]+)?def\b", re.MULTILINE)
_HINTS = re.compile(r"^([ \t]*)(?:async[ \t]+)?(def|class|return|yield)\b", re.MULTILINE)


class _OpenFunction(NamedTuple):
    """The function that a cell's last line is in: the white space before its lines, and the last line itself."""

    body: str
    last: LogicalLine


def with_dedented(above: Cell, below: Sequence[Cell], names: Collection[str]) -> str:
    """Give the text of the cell above with the next one as the rest of its last function; nothing where it is not.

    Args:
        below: the next cell and some behind it.
        names: what exercises ask for; a function of such a name is never a part of another function.
    """
    last_line = above.source.rstrip().rpartition("\n")[2]
    pieces = _pieces(below) if last_line[:1].isspace() or last_line.endswith(":") else ()
    if not pieces or not _FUNCTION.search(above.source):
        return ""
    scanned = scan(above.source)
    function = _open_function(scanned)
    if function is None:
        return ""
    read = [scan(piece.source) for piece in pieces]
    ends = [_end_of_part(piece.logical) for piece in read]
    if not ends[-1] or any(
        _defines(piece.logical[: end or None], names) for piece, end in zip(read, ends, strict=True)
    ):
        return ""
    return f"{above.source.rstrip()}\n{_indented(read[0], ends[0], function)}"


def _pieces(below: Sequence[Cell]) -> Sequence[Cell]:
    """Give the cells as far as the first that holds a return which is probably in no function; nothing if none does."""
    found = []
    for cell in below:
        if cell.source.strip() and cell.kind == "code":
            found.append(cell)
            if _may_end_a_function(cell.source):
                return found[:_MOST_AHEAD] if len(found) <= _MOST_AHEAD else ()
    return ()


def _may_end_a_function(source: str) -> bool:
    """Tell by a glance whether a return stands in no function of its own cell."""
    inside: int | None = None
    for hint in _HINTS.finditer(source):
        indent = len(hint[1].expandtabs(8))
        if hint[2] in _DEFINITIONS:
            inside = indent if inside is None else min(inside, indent)
        elif inside is None or indent <= inside:
            return True
    return False


def _open_function(scanned: Scanned) -> _OpenFunction | None:
    """Give the innermost function that the last line is in and that still misses its end."""
    if scanned.is_open or not scanned.logical:
        return None
    start = max((place for place, line in enumerate(scanned.logical) if line.indent == 0), default=0)
    last, lines = scanned.logical[-1], scanned.logical[start:]
    headers = [
        place
        for place, line in enumerate(lines)
        if _word(line) == "def" and all(other.indent > line.indent for other in lines[place + 1 :])
    ]
    for place in reversed(headers):
        header, inside = lines[place], lines[place + 1 :]
        if not _is_whole(inside) and (inside or last.tokens[-1].text == ":"):
            before = _white(scanned.lines[header.first])
            return _OpenFunction(_white(scanned.lines[inside[0].first]) if inside else f"{before}{_STEP}", last)
    return None


def _is_whole(body: Sequence[LogicalLine]) -> bool:
    """Tell whether a function needs no return: its last line is one, or it yields what it has."""
    ends = [_word(line) for line in body if line.indent == body[0].indent]
    return bool(ends) and (ends[-1] in {"return", "raise"} or any(_yields(line) for line in _outside(body)))


def _yields(line: LogicalLine) -> bool:
    return any(token.kind == "name" and token.text == "yield" for token in line.tokens)


def _outside(logical: Sequence[LogicalLine]) -> Iterator[LogicalLine]:
    """Give the lines that are in no function or class of their own."""
    inside: int | None = None
    for line in logical:
        if inside is not None and line.indent <= inside:
            inside = None
        if inside is None:
            yield line
            inside = line.indent if _word(line) in _DEFINITIONS else None


def _end_of_part(logical: Sequence[LogicalLine]) -> int:
    """Give how many lines go as far as the last return that is in no function here, with the statement it stands in."""
    last = None
    for line in _outside(logical):
        is_end = _word(line) not in _DEFINITIONS and any(t.kind == "name" and t.text in _ENDS for t in line.tokens)
        last = line if is_end else last
    end = 0 if last is None else next(place for place, line in enumerate(logical, start=1) if line is last)
    while 0 < end < len(logical) and (logical[end].indent > 0 or _word(logical[end]) in {"else", "elif", "except"}):
        end += 1
    return end


def _defines(logical: Sequence[LogicalLine], names: Collection[str]) -> bool:
    return any(
        _word(line) in _DEFINITIONS and any(token.text in names for token in line.tokens[1:3])
        for line in logical
        if line.indent == 0
    )


def _indented(piece: Scanned, end: int, function: _OpenFunction) -> str:
    """Give a cell's text with its lines, or those before `end`, in the function."""
    part = piece.logical[: end or None]
    body = function.body
    if (
        part
        and function.last.tokens[-1].text == ":"
        and len(body.expandtabs(8)) + part[0].indent <= function.last.indent
    ):
        body += _STEP * ((function.last.indent - len(body.expandtabs(8))) // len(_STEP) + 1)
    lines = [*piece.lines]
    for line in part:
        lines[line.first] = f"{body}{lines[line.first]}"
    return "\n".join(lines)


def _word(line: LogicalLine) -> str:
    """Give the word that a line begins with; of `async def` the second."""
    words = [token.text for token in line.tokens[:2]]
    return words[-1] if words[0] == "async" else words[0]


def _white(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
