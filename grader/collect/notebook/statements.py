"""Which names a statement defines and which it uses, told from its tokens.

    import numpy as np            defines np
    def f(x): return g(x) * k     defines f; uses g and k, later, when it is called
    table[0] = f(w)               changes table; uses f and w, at once

An estimate where Python's own answer would need its parser: a name too many costs nothing here but a line that is
kept without need.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.notebook.lines import LogicalLine, Token
from grader.collect.notebook.names import (
    assigns,
    colon_place,
    declared_name,
    imported_modules,
    imported_names,
    is_setting,
    is_value,
    names_filled,
    names_set_in_globals,
    only_targets,
    parameters,
    simple_parts,
    targets,
    used_names,
)

_GOES_ON = frozenset({"else", "elif", "except", "finally"})
_COMPOUND = frozenset({"if", "for", "while", "with", "try", "match", "else", "elif", "except", "finally", "case"})
_BLANK_WORDS = frozenset({"pass", "..."})


@dataclass(slots=True)
class Statement:
    """A statement at the top of a cell.

    Args:
        first: its first physical line in the cell, from 0; `last` its last.
        kind: def, class, import, assign, setting (of warnings, of the interpreter), block (if, for, try ...) or other.
        defines: names that it certainly binds; `changes` those that it may bind or changes.
        at_once: names it uses when it runs; `later` those its functions use when they are called.
        changes_later: names outside whose values its functions set or change when they are called.
        imports: modules it asks for, wherever in it, with their dots.
        results: names it binds to what a call of the same name gave, as experiments do.
        is_value: it binds one name to what is visibly no function: a number, a text, a list, what numpy computed.
        postpones: it holds a lambda, which uses names when it is called.
        blank: nothing was written: the body is `pass`, `...` or raises NotImplementedError, the value is empty.
        fingerprint: of its tokens, comments and docstrings left out.
    """

    first: int
    last: int
    kind: str = "other"
    defines: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    at_once: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    changes_later: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)
    is_value: bool = False
    postpones: bool = False
    blank: bool = False
    fingerprint: str = ""


@dataclass(slots=True)
class _Scope:
    """A def or class that is being read; the cell itself is the scope at the bottom."""

    kind: str
    indent: int
    bound: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)  # declared global or nonlocal
    changed: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)  # what the functions in it use, and do not bind


def statements(logical: Sequence[LogicalLine]) -> Iterator[Statement]:
    """Give the top-level statements of a cell, in order."""
    group: list[LogicalLine] = []
    for line in logical:
        if group and line.indent == 0 and not _belongs(group, line):
            yield _read(group)
            group = []
        group.append(line)
    if group:
        yield _read(group)


def _belongs(group: Sequence[LogicalLine], line: LogicalLine) -> bool:
    if group[-1].indent == 0 and group[-1].tokens[0].text == "@":
        return True
    return line.tokens[0].text in _GOES_ON and group[0].tokens[0].text in _COMPOUND


def _read(group: Sequence[LogicalLine]) -> Statement:
    head = next((line for line in group if line.indent == 0 and line.tokens[0].text != "@"), group[0])
    reader = _Reader(_kind(head.tokens))
    for line in group:
        reader.line(line)
        if line.tokens[0].text == "@" and line.indent == 0 and [token.text for token in line.tokens[2:3]] == ["."]:
            reader.found.changes.add(line.tokens[1].text)  # @relu.register
    found = reader.finish()
    found.first, found.last = group[0].first, group[-1].last
    code = [line.tokens for line in group if not _is_docstring(line)]
    found.is_value = found.kind == "assign" and len(group) == 1 and is_value(group[0].tokens)
    found.blank = _is_blank(found.kind, code)
    found.results = _results(found, group) if found.kind == "assign" else set()
    spelt = "\n".join(" ".join(token.text for token in tokens if token.kind != "inner") for tokens in code)
    found.postpones = "lambda" in spelt and any(token.text == "lambda" for line in group for token in line.tokens)
    found.fingerprint = hashlib.sha256(spelt.encode("utf-8", "replace")).hexdigest()
    return found


def _results(found: Statement, group: Sequence[LogicalLine]) -> set[str]:
    """Give the names that take the result of calling what they stood for: `f = f(1)`, but not `f = timed(f)`."""
    candidates = found.defines & found.at_once
    tokens = [token for line in group for token in line.tokens] if candidates else []
    after = zip(tokens, tokens[1:], tokens[2:], strict=False)
    called = {
        name.text for name, sign, first in after if name.kind == "name" and sign.text == "(" and first.text != ")"
    }
    return candidates & called


def _kind(tokens: Sequence[Token]) -> str:
    word = tokens[1].text if tokens[0].text == "async" and len(tokens) > 1 else tokens[0].text
    if word in {"def", "class"}:
        return word
    if is_setting(tokens):
        return "setting"
    if word in {"import", "from"}:
        return "import"
    if word in _COMPOUND and word != "match":
        return "block"
    return "assign" if word == "setattr" or any(token.depth == 0 and assigns(token) for token in tokens) else "other"


def _is_docstring(line: LogicalLine) -> bool:
    return all(token.kind in {"string", "text", "inner"} for token in line.tokens)


def _is_blank(kind: str, code: Sequence[Sequence[Token]]) -> bool:
    if kind in {"def", "class"}:
        body = [
            line[colon_place(line) + 1 :] if line[0].text in {"@", "def", "class", "async"} else line for line in code
        ]
        said = [line for line in body if line]
        return bool(said) and all(_says_nothing(line) for line in said)
    if kind == "assign":
        value = [token.text for token in code[0] if token.kind != "inner"]
        value = value[value.index("=") + 1 :] if "=" in value else ["?"]
        return len(code) == 1 and "".join(value).strip("rRuU") in {"", '"', "'", "[]", "()", "{}", "None", "..."}
    return False


def _says_nothing(line: Sequence[Token]) -> bool:
    words = [token.text for token in line]
    return "".join(words) in _BLANK_WORDS or words[:2] == ["raise", "NotImplementedError"]


class _Reader:
    """Reads the lines of one statement."""

    def __init__(self, kind: str) -> None:
        self.found = Statement(0, 0, kind)
        self._module = _Scope("cell", -1)
        self._open = [self._module]

    def line(self, line: LogicalLine) -> None:
        """Read one logical line."""
        while len(self._open) > 1 and line.indent <= self._open[-1].indent:
            self._close()
        for part in simple_parts(line.tokens):
            code = part[1:] if part[0].text == "async" else part
            if code and code[0].text in {"def", "class"}:
                self._header(code, line.indent)
            else:
                self._plain(code)

    def finish(self) -> Statement:
        """Give the statement with its names."""
        while len(self._open) > 1:
            self._close()
        bound = self._module.bound
        (self.found.changes if self.found.kind == "block" else self.found.defines).update(bound)
        self.found.at_once |= self._module.used
        self.found.later |= self._module.inside
        self.found.changes_later |= self._module.changed
        return self.found

    def _close(self) -> None:
        """End a def or class: what it did not bind itself, it uses from outside.

        A class hides nothing from its methods.
        """
        scope = self._open.pop()
        own = scope.bound - scope.elsewhere
        free, inside = scope.used - own, scope.inside - (own if scope.kind == "def" else set())
        if scope.kind == "class" and not any(outer.kind == "def" for outer in self._open):
            self.found.at_once |= free
        else:
            inside |= free
        self._open[-1].inside |= inside
        self._open[-1].changed |= (scope.changed | (scope.bound & scope.elsewhere)) - own

    def _header(self, tokens: Sequence[Token], indent: int) -> None:
        kind, name = tokens[0].text, tokens[1].text if len(tokens) > 1 else ""
        outer = self._open[-1]
        outer.bound.add(name)
        inner = _Scope(kind, indent)
        end = colon_place(tokens)
        header = tokens[2:end]
        if kind == "def":
            names, rest = parameters(header)
            inner.bound |= names
            outer.used |= used_names(rest)
        else:
            outer.used |= used_names(header)
        self._open.append(inner)
        self._simple(tokens[end + 1 :])

    def _plain(self, tokens: Sequence[Token]) -> None:
        if not tokens:
            return
        scope, word = self._open[-1], tokens[0].text
        if word in _COMPOUND and word != "match" and (end := colon_place(tokens)) < len(tokens):
            scope.bound |= targets(tokens[:end])[0]
            scope.used |= used_names(tokens[1:end])
            self._simple(tokens[end + 1 :])
        else:
            self._simple(tokens)

    def _simple(self, tokens: Sequence[Token]) -> None:
        """Read what a line says without its header; Python has no second header in a line."""
        if not tokens:
            return
        scope, word = self._open[-1], tokens[0].text
        if word in {"import", "from"}:
            scope.bound |= imported_names(tokens)
            self.found.imports |= imported_modules(tokens)
        elif word in {"global", "nonlocal"}:
            scope.elsewhere |= {token.text for token in tokens[1:] if token.kind == "name"}
        else:
            bound, changed = targets(tokens)
            bound |= names_set_in_globals(tokens)
            if word == "match" and tokens[-1].text == ":":
                tokens = tokens[1:]
            if declared := declared_name(tokens):
                tokens = tokens[1:]
                bound |= {declared} if scope is not self._module else set()
            used = used_names(tokens) - (set() if tokens[0].depth else only_targets(tokens, bound))
            if scope.kind == "class":  # `fit = fit` takes what stands outside
                scope.elsewhere |= used - scope.bound
            scope.bound |= bound
            scope.used |= used
            if scope is self._module:
                self.found.changes |= changed
            else:
                scope.changed |= names_filled(tokens, changed)
