"""A cell's text as logical lines of Python tokens, IPython's own syntax made Python on the way.

Student text is never given to Python's parser here: nesting that breaks a parser would break the grader. This scanner
knows strings, brackets and lines, takes time in proportion to the text, and calls nothing an error.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.collect.notebook.formatted import FormattedFields

# Cell magics whose body is Python that the notebook runs, and whose names it has afterwards.
_PYTHON_CELL_MAGICS = frozenset(
    {"time", "capture", "prun", "debug", "mprun", "lprun", "snakeviz", "pyinstrument", "scalene", "heat", "tutor"}
    | {"ipytest", "run_pytest", "black", "notify", "stopwatch", "cache", "local"}
)
# Those whose body never is. The body of one that is in neither list is Python to fall back on: what `%%timeit` runs
# in a function and `%%python3` in a process of its own changes nothing in the notebook.
_OTHER_CELL_MAGICS = frozenset(
    {"bash", "sh", "shell", "cmd", "powershell", "script", "system", "sx", "perl", "ruby", "html", "HTML", "svg", "SVG"}
    | {"javascript", "js", "latex", "markdown", "sql", "bigquery", "R", "julia", "cython", "fortran", "rust", "cpp"}
    | {"writefile", "file", "html5", "css", "dot", "graphviz", "mermaid", "skip", "ai", "sparksql"}
)
_CELL_MAGIC = re.compile(r"%%(\w+)[ \t]*(.*)")
# On Databricks one sign stands for the whole cell.
_OTHER_LANGUAGE = re.compile(r"%(?:md|md-sandbox|scala|r|sh|fs|sql[ \t]*$)(?:[ \t]|$)")
_PYLAB = re.compile(r"(?:%pylab(?:\s.*)?|from\s+(?:matplotlib\.)?pylab\s+import\s*\*.*)$")
_WRITES_FILE = frozenset({"writefile", "file"})
_TARGETS = r"[\w.]+(?:\s*,\s*[\w.]+)*\s*="
_TIMED_LINE = re.compile(rf"(\s*(?:{_TARGETS}\s*(?=%time\b))?)%(?:time|memit|prun)[ \t]+(?!-)(\S.*)")
_MAGIC_LINE = re.compile(r"\s*(?:%\w|%%|!|\?+[\w.*]|(?:[%\w.*\[\]()'\"]+)\?{1,2}\s*(?:#.*)?$)")
_MAGIC_VALUE = re.compile(rf"(\s*{_TARGETS})\s*(?:%\w|!\S)")
_TOKEN = re.compile(
    r"""
    [ \t\f\xa0]*
    (?: (?P<comment>\#.*) | (?P<join>\\$)
    | (?P<string>(?:[rRbBfFuUtT]{0,3})(?:'{3}|"{3}|'|"))
    | (?P<name>[^\W\d](?:\w|[\u0300-\u036f\u20d0-\u20ff])*) | (?P<number>[\d.]*\d[\w.]*)
    | (?P<op>:=|->|\*\*=|//=|>>=|<<=|[-+*/%@&|^=!<>]=|.)
    | $)
    """,
    re.VERBOSE,
)
_PROMPTS = (re.compile(r"\s*(?:>>>|\.\.\.)(?: |$)"), re.compile(r"\s*(?:In \[\d+\]|\.{3,})\s?:(?: |$)"))
_QUOTE_OR_ESCAPE = {quote: re.compile(rf"\\.?|{quote}") for quote in ("'", '"', "'''", '"""')}


class Token(NamedTuple):
    """A token, and how many brackets are open around it; a formatted string has the names inside it behind it."""

    kind: str  # name, op, string, number, inner (a name in a formatted string)
    text: str
    depth: int


@dataclass(slots=True)
class LogicalLine:
    """A statement's line, however many physical lines it takes; `first` and `last` count from 0."""

    first: int
    indent: int
    last: int = 0
    tokens: list[Token] = field(default_factory=list)


class CellMagic(NamedTuple):
    """What a cell's magic does: the file that it writes or adds to; `unknown` where nothing is known of it."""

    writes_file: str = ""
    appends: bool = False
    unknown: bool = False


NO_MAGIC = CellMagic()


@dataclass(slots=True)
class Scanned:
    """The text as Python, line for line, the logical lines in it, and what its cell magic does.

    `is_open` tells that a bracket or a string is still open at its end.
    """

    lines: list[str]
    logical: list[LogicalLine]
    magic: CellMagic
    is_open: bool = False


def scan(text: str) -> Scanned:
    """Give a cell's text as Python with its logical lines; as many physical lines as before."""
    lines = _without_prompts([line.rstrip("\f\v") for line in text.removeprefix("\ufeff").split("\n")])
    magic = _open_cell_magic(lines)
    scanner = _Scanner(lines)
    for number in range(len(lines)):
        scanner.read(number)
    return Scanned(lines, _dedented(lines, scanner.logical), magic, scanner.is_open and not magic.unknown)


def _without_prompts(lines: list[str]) -> list[str]:
    """Take away the prompts of a terminal that a text was copied from, as IPython does."""
    first = next((line for line in lines if line.strip()), "")
    for prompt in _PROMPTS:
        if prompt.match(first):
            return [prompt.sub("", line, count=1) for line in lines]
    return lines


def _open_cell_magic(lines: list[str]) -> CellMagic:
    """Make a cell magic a comment, with its body if that is not Python; gives what it does."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    match = _CELL_MAGIC.match(lines[first])
    name, words = (match[1], match[2].split()) if match else ("", [])
    if not name and not _OTHER_LANGUAGE.match(lines[first]):
        return NO_MAGIC
    writes_file = words[-1].strip("'\"") if name in _WRITES_FILE and words else ""
    is_other = not name or (name in _OTHER_CELL_MAGICS and not writes_file.endswith(".py"))
    for number in range(first, len(lines) if is_other else first + 1):
        lines[number] = f"# {lines[number]}"
    unknown = not (is_other or writes_file or name in _PYTHON_CELL_MAGICS)
    return CellMagic(writes_file, not {"-a", "--append"}.isdisjoint(words), unknown)


def _as_python(line: str) -> str:
    """Give a line that begins a statement with IPython's syntax made a comment, or what a `%time` times."""
    if _PYLAB.match(line):
        return f"import numpy as np; from numpy import *  # {line}"
    timed = _TIMED_LINE.fullmatch(line)
    if timed:
        return f"{timed[1]}{timed[2]}"
    value = _MAGIC_VALUE.match(line)
    if value:
        return f"{value[1]} None  # {line[value.end(1) :].strip()}"
    if _MAGIC_LINE.match(line):
        indent = line[: len(line) - len(line.lstrip())]
        # Alone in an indented block a comment would leave the block empty.
        return f"{indent}{'pass  ' if indent else ''}# {line.lstrip()}"
    return line


def _is_command(line: str) -> bool:
    """Tell whether all of a line is for a shell or a magic, as far as it goes."""
    return bool(_MAGIC_LINE.match(line) or _MAGIC_VALUE.match(line)) and not _TIMED_LINE.fullmatch(line)


def _as_python_spells(name: str) -> str:
    """Give a name as Python takes it: the sign for micro and the letter mu are one, however a keyboard has it."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


class _Scanner:
    """Reads physical lines in order; holds what is open from one to the next."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.logical: list[LogicalLine] = []
        self._current: LogicalLine | None = None
        self._quote = ""  # of a string that is open over the line's end
        self._fields: FormattedFields | None = None  # of that string, if it is a formatted one
        self._command_goes_on = False  # of a shell or a magic, behind a backslash
        self._depth = 0

    @property
    def is_open(self) -> bool:
        """Whether a bracket or a string goes on."""
        return bool(self._quote or self._depth)

    def read(self, number: int) -> None:
        """Read one physical line."""
        if self._current is None:
            self._read_command(number)
        line = self.lines[number]
        position, joined = self._rest_of_string(line) if self._quote else 0, False
        while position < len(line):
            match = _TOKEN.match(line, position)
            if match is None or match.lastgroup is None or match.lastgroup == "comment":
                break
            position, kind = match.end(), match.lastgroup
            if kind == "join":
                joined = self._current is not None
                continue
            if self._current is None:
                self._begin(number, match.start(kind), line)
            if kind == "string":
                position = self._string(line, position, match[kind])
            else:
                self._token(kind, match[kind])
        if self._current is not None:
            self._current.last = number
            if not (self._quote or self._depth or joined):
                self._current = None

    def _read_command(self, number: int) -> None:
        """Make the line Python if it is, or goes on with, a magic or a command."""
        line, goes_on = self.lines[number], self._command_goes_on
        self._command_goes_on = line.endswith("\\") and (goes_on or _is_command(line))
        self.lines[number] = f"# {line}" if goes_on else _as_python(line)

    def _begin(self, number: int, column: int, line: str) -> None:
        self._current = LogicalLine(number, len(line[:column].expandtabs(8)))
        self.logical.append(self._current)

    def _token(self, kind: str, text: str) -> None:
        if kind == "name":
            self._add(kind, _as_python_spells(text))
            return
        if text in ")]}":
            self._depth = max(0, self._depth - 1)
        self._add(kind, text)
        if text in "([{":
            self._depth += 1

    def _add(self, kind: str, text: str) -> None:
        if self._current is not None:
            self._current.tokens.append(Token(kind, text, self._depth))

    def _string(self, line: str, start: int, opening: str) -> int:
        """Read a string from behind its opening quote; gives where it ends."""
        self._quote = opening.lstrip("rRbBfFuUtT")
        formatted = opening[: -len(self._quote)].lower() in {"f", "fr", "rf", "t", "tr", "rt"}
        self._fields = FormattedFields() if formatted else None
        self._add("string", opening)
        return self._rest_of_string(line, start)

    def _rest_of_string(self, line: str, start: int = 0) -> int:
        position, end = start, -1
        for match in _QUOTE_OR_ESCAPE[self._quote].finditer(line, start):
            position = match.end()
            if match.group() == self._quote:
                end = match.start()
                break
        ends_in_escape = end < 0 and position == len(line) and line.endswith("\\")
        goes_on = end < 0 and (len(self._quote) == 3 or ends_in_escape)
        inside = line[start:end] if end >= 0 else line[start:]
        self._add("text", inside)
        for name in self._fields.names(inside) if self._fields else ():
            self._add("inner", _as_python_spells(name))
        if not goes_on:
            end = end + len(self._quote) if end >= 0 else len(line)
            self._quote = ""
            return end
        return len(line)


def _dedented(lines: list[str], logical: list[LogicalLine]) -> list[LogicalLine]:
    """Take a cell's common indentation away, as IPython does, in the lines and in what was read from them."""
    least = min((line.indent for line in logical), default=0)
    if least == 0 or not logical:
        return logical
    for line in logical:
        lines[line.first] = _without_indent(lines[line.first], least)
        line.indent -= least
    return logical


def _without_indent(line: str, columns: int) -> str:
    expanded = line[: len(line) - len(line.lstrip())].expandtabs(8)
    return expanded[columns:] + line.lstrip()
