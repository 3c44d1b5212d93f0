"""The names in the fields of a formatted string: of `f"bad data: {x.size:>{width}}"` they are `x` and `width`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIELD, _FORMAT, _BRACKET = "field", "format", "bracket"
_PART = re.compile(
    r"""
    (?P<letter>\\N\{[\w -]{1,100}\}) | (?P<doubled>\{\{|\}\}) | (?P<conversion>![rsa](?=\s*[:}]))
    | (?P<quoted>'[^']*'|"[^"]*") | (?P<name>(?:\.[ ]*)?[^\W\d](?:\w|[\u0300-\u036f\u20d0-\u20ff])*)
    | (?P<number>\d\w*) | (?P<sign>[][(){}:])
    """,
    re.VERBOSE,
)


class FormattedFields:
    """Reads one formatted string, piece by piece; what is open goes on in its next line."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def names(self, text: str) -> Iterator[str]:
        """Give the names that the fields of the string's next piece read."""
        position = 0
        while match := _PART.search(text, position):
            position = match.end()
            where = self._open[-1] if self._open else ""
            reads = where in {_FIELD, _BRACKET}
            if match.lastgroup == "name" and reads and match["name"][0] != ".":
                yield match["name"]
            elif match.lastgroup == "doubled" and where:
                position = match.start() + 1
                self._sign(match["doubled"][0], where)
            elif match.lastgroup == "quoted" and not reads:
                position = match.start() + 1
            elif match.lastgroup == "sign":
                self._sign(match["sign"], where)

    def _sign(self, sign: str, where: str) -> None:
        if sign == "{" and where in {"", _FORMAT}:
            self._open.append(_FIELD)
        elif sign in "([{" and where:
            self._open.append(_BRACKET)
        elif sign == "}" and where == _FORMAT:
            del self._open[-2:]
        elif sign in ")]}" and where:
            self._open.pop()
        elif sign == ":" and where == _FIELD:
            self._open.append(_FORMAT)
