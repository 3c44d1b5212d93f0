"""Which names a statement defines and which it uses, told from its tokens.

    import numpy as np            defines np
    def f(x): return g(x) * k     defines f; uses g and k, later, when it is called
    table[0] = f(w)               changes table; uses f and w, at once

An estimate where Python's own answer would need its parser: a name too many costs nothing here but a line that is
kept without need.
"""

from __future__ import annotations

import hashlib
import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.python_lines import LogicalLine, Token

_GOES_ON = frozenset({"else", "elif", "except", "finally"})
_COMPOUND = frozenset({"if", "for", "while", "with", "try", "match", "else", "elif", "except", "finally", "case"})
_KEYWORDS = frozenset(keyword.kwlist)
_AUGMENTED = frozenset({"+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=", "^=", "**=", "//=", ">>=", "<<="})
_BLANK_WORDS = frozenset({"pass", "..."})


@dataclass(slots=True)
class Statement:
    """A statement at the top of a cell.

    Args:
        first: its first physical line in the cell, from 0; `last` its last.
        kind: def, class, import, assign, block (if, for, try ...) or other.
        defines: names that it certainly binds; `changes` those that it may bind or changes.
        at_once: names it uses when it runs; `later` those its functions use when they are called.
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
    found = reader.finish()
    found.first, found.last = group[0].first, group[-1].last
    code = [line.tokens for line in group if not _is_docstring(line)]
    found.blank = _is_blank(found.kind, code)
    spelt = "\n".join(" ".join(token.text for token in tokens if token.kind != "inner") for tokens in code)
    found.fingerprint = hashlib.sha256(spelt.encode("utf-8", "replace")).hexdigest()
    return found


def _kind(tokens: Sequence[Token]) -> str:
    word = tokens[1].text if tokens[0].text == "async" and len(tokens) > 1 else tokens[0].text
    if word in {"def", "class"}:
        return word
    if word in {"import", "from"}:
        return "import"
    if word in _COMPOUND and word != "match":
        return "block"
    return "assign" if any(token.depth == 0 and _assigns(token) for token in tokens) else "other"


def _assigns(token: Token) -> bool:
    return token.kind == "op" and (token.text == "=" or token.text in _AUGMENTED)


def _is_docstring(line: LogicalLine) -> bool:
    return all(token.kind in {"string", "text", "inner"} for token in line.tokens)


def _is_blank(kind: str, code: Sequence[Sequence[Token]]) -> bool:
    if kind in {"def", "class"}:
        body = [line[_colon(line) + 1 :] if line[0].text in {"@", "def", "class", "async"} else line for line in code]
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
        for part in _simple_parts(line.tokens):
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
        return self.found

    def _close(self) -> None:
        """End a def or class: what it did not bind itself, it uses from outside."""
        scope = self._open.pop()
        free = scope.used - (scope.bound - scope.elsewhere)
        if scope.kind == "def" or any(outer.kind == "def" for outer in self._open):
            # What the functions around it bind is not free; a class around it hides nothing from it.
            for outer in self._open:
                if outer.kind == "def":
                    free -= outer.bound - outer.elsewhere
            self.found.later |= free
        else:
            self.found.at_once |= free

    def _header(self, tokens: Sequence[Token], indent: int) -> None:
        kind, name = tokens[0].text, tokens[1].text if len(tokens) > 1 else ""
        outer = self._open[-1]
        outer.bound.add(name)
        inner = _Scope(kind, indent)
        end = _colon(tokens)
        header = tokens[2:end]
        if kind == "def":
            names, rest = _parameters(header)
            inner.bound |= names
            outer.used |= _uses(rest)
        else:
            outer.used |= _uses(header)
        self._open.append(inner)
        if end + 1 < len(tokens):
            self._plain(tokens[end + 1 :])

    def _plain(self, tokens: Sequence[Token]) -> None:
        if not tokens:
            return
        scope, word = self._open[-1], tokens[0].text
        if word in _COMPOUND and word != "match" and (end := _colon(tokens)) < len(tokens):
            scope.bound |= _targets(tokens[:end])[0]
            scope.used |= _uses(tokens[:end])
            self._plain(tokens[end + 1 :])
            return
        if word in {"import", "from"}:
            scope.bound |= _imported(tokens)
        elif word in {"global", "nonlocal"}:
            scope.elsewhere |= {token.text for token in tokens[1:] if token.kind == "name"}
        else:
            bound, changed = _targets(tokens)
            scope.bound |= bound
            scope.used |= _uses(tokens) - (set() if tokens[0].depth else _only_targets(tokens, bound))
            if scope is self._module:
                self.found.changes |= changed


def _simple_parts(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for place, token in enumerate(tokens):
        if token.text == ";" and token.depth == 0 and token.kind == "op":
            if start < place:
                yield tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield tokens[start:]


def _colon(tokens: Sequence[Token]) -> int:
    return next(
        (place for place, token in enumerate(tokens) if token.depth == 0 and token.text == ":" and token.kind == "op"),
        len(tokens),
    )


def _parameters(header: Sequence[Token]) -> tuple[set[str], list[Token]]:
    """Give a function's parameters, and the tokens of its defaults and annotations."""
    names: set[str] = set()
    rest: list[Token] = []
    before = ""
    for token in header:
        if token.kind == "name" and token.depth == 1 and before in {"(", ",", "*", "**"}:
            names.add(token.text)
        elif token.kind in {"name", "inner"} or token.text == ".":
            rest.append(token)
        before = "**" if token.text == "*" and before == "*" else token.text
    return names, rest


def _imported(tokens: Sequence[Token]) -> set[str]:
    """Give the names that an import binds; `*` for those of a star import."""
    names: set[str] = set()
    is_from = tokens[0].text == "from"
    start = next((place + 1 for place, token in enumerate(tokens) if token.text == "import"), len(tokens))
    group: list[str] = []
    for token in [*tokens[start:], Token("op", ",", 0)]:
        if token.text != ",":
            if token.text not in "()":
                group.append(token.text)
            continue
        if "as" in group:
            names.add(group[-1])
        elif group:
            names.add(group[-1] if is_from else group[0])
        group = []
    return names


def _targets(tokens: Sequence[Token]) -> tuple[set[str], set[str]]:
    """Give the names that a line binds, and those whose value it changes in place."""
    bound: set[str] = set()
    changed: set[str] = set()
    last = max((place for place, token in enumerate(tokens) if token.depth == 0 and _assigns(token)), default=-1)
    annotated = False
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        before = tokens[place - 1].text if place else ""
        annotated = (annotated or (token.text == ":" and token.depth == 0)) and token.text != "="
        if token.kind != "name" or token.text in _KEYWORDS or before == ".":
            continue
        if following == ":=" or before == "as":
            bound.add(token.text)
        elif place < last and not annotated:
            if following in {".", "["}:
                changed.add(token.text)
            elif following != "(" and _in_target(tokens, place):
                bound.add(token.text)
        elif place == 0 and following in {".", "["} and last < 0:
            changed.add(token.text)
    return bound | _loop_names(tokens), changed


def _in_target(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a name before the `=` is the target itself and not an index or an argument in it."""
    depth = tokens[place].depth
    while depth > 0:
        place -= 1
        if place < 0:
            return True
        if tokens[place].depth < depth and tokens[place].text in "([{":
            if place and (tokens[place - 1].kind == "name" or tokens[place - 1].text in ")]"):
                return False
            depth = tokens[place].depth
    return True


def _loop_names(tokens: Sequence[Token]) -> set[str]:
    """Give what `for ... in` at the line's own level binds."""
    names: set[str] = set()
    inside = False
    for token in tokens:
        if token.depth == 0 and token.text == "for":
            inside = True
        elif token.text == "in":
            inside = False
        elif inside and token.kind == "name":
            names.add(token.text)
    return names


def _only_targets(tokens: Sequence[Token], bound: set[str]) -> set[str]:
    """Give the bound names that stand nowhere in the line but as targets of a plain `=`."""
    last = max((place for place, token in enumerate(tokens) if token.depth == 0 and token.text == "="), default=-1)
    augmented = any(token.depth == 0 and token.text in _AUGMENTED for token in tokens)
    if augmented:
        return set()
    loops = _loop_names(tokens)
    used = {token.text for token in tokens[last + 1 :] if token.kind in {"name", "inner"}} - loops
    return bound - used


def _uses(tokens: Sequence[Token]) -> set[str]:
    """Give the names that a line reads, but for what its own comprehensions and lambdas bind."""
    used: set[str] = set()
    own: set[str] = set()
    in_for = in_lambda = False
    before = ""
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.text == "for" and token.depth > 0:
            in_for = True
        elif token.text == "in":
            in_for = False
        elif token.text == "lambda":
            in_lambda = True
        elif token.text == ":" and in_lambda:
            in_lambda = False
        elif token.kind == "name" and token.text not in _KEYWORDS and before != ".":
            if in_for or (in_lambda and before in {"lambda", ",", "*"}):
                own.add(token.text)
            elif not (following == "=" and token.depth > 0):
                used.add(token.text)
        elif token.kind == "inner":
            used.add(token.text)
        before = token.text
    return used - own
