"""Which names a statement defines and which it uses, told from its tokens.

    import numpy as np            defines np
    def f(x): return g(x) * k     defines f; uses g and k, later, when it is called
    table[0] = f(w)               changes table; uses f and w, at once

An estimate where Python's own answer would need its parser: a name too many costs nothing here but a line that is
kept without need.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from grader.collect.notebook.lines import LogicalLine, Token
from grader.collect.notebook.names import assigns, colon_place, is_setting
from grader.collect.notebook.reading import COMPOUND, Statement, StatementReader

_GOES_ON = frozenset({"else", "elif", "except", "finally"})
_WORD = re.compile(r"[^\W\d]\w*")
_MOST_QUOTED = 100  # characters of a string that may hold names
_BLANK_WORDS = frozenset({"pass", "..."})


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
    return line.tokens[0].text in _GOES_ON and group[0].tokens[0].text in COMPOUND


def _read(group: Sequence[LogicalLine]) -> Statement:
    head = next((line for line in group if line.indent == 0 and line.tokens[0].text != "@"), group[0])
    reader = StatementReader(_kind(head.tokens))
    for line in group:
        reader.line(line)
        if line.tokens[0].text == "@" and line.indent == 0 and [token.text for token in line.tokens[2:3]] == ["."]:
            reader.found.changes.add(line.tokens[1].text)  # @relu.register
    found = reader.finish()
    found.first, found.last = group[0].first, group[-1].last
    code = [line.tokens for line in group if not _is_docstring(line)]
    found.quoted = _quoted(group)
    found.blank = _is_blank(found.kind, code)
    spelt = "\n".join(" ".join(token.text for token in tokens if token.kind != "inner") for tokens in code)
    found.postpones = "lambda" in spelt and any(token.text == "lambda" for line in group for token in line.tokens)
    found.fingerprint = hashlib.sha256(spelt.encode("utf-8", "replace")).hexdigest()
    return found


def _quoted(group: Sequence[LogicalLine]) -> set[str]:
    """Give the words of a statement's short strings."""
    texts = (token.text for line in group for token in line.tokens if token.kind == "text")
    return {word for text in texts if len(text) <= _MOST_QUOTED for word in _WORD.findall(text)}


def _kind(tokens: Sequence[Token]) -> str:
    word = tokens[1].text if tokens[0].text == "async" and len(tokens) > 1 else tokens[0].text
    if word in {"def", "class"}:
        return word
    if is_setting(tokens):
        return "setting"
    if word in {"import", "from"}:
        return "import"
    if word in COMPOUND and word != "match":
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
