"""A line of output with its styles; light, because `grader check` prints with it and loads no terminal library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

_SGR = {"bold": "1", "dim": "2", "pass": "32", "fail": "31", "skip": "33", "hint": "36"}
_RICH = {"bold": "bold", "dim": "dim", "pass": "green", "fail": "red", "skip": "yellow", "hint": "cyan"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: pieces of inert text, each with a style of `bold dim pass fail skip hint` or none."""

    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(text for text, _ in self.pieces)

    def __str__(self) -> str:
        """Give the text without styles."""
        return self.plain

    def ansi(self) -> str:
        """Give the text with the escape sequences of its colours, for a terminal that shows them."""
        return "".join(f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style else text for text, style in self.pieces)

    def __rich__(self) -> Text:
        """Give rich's form of the line; square brackets in it are text."""
        from rich.text import Text  # noqa: PLC0415 - only for callers that have rich at hand

        return Text.assemble(*((text, _RICH.get(style, "")) for text, style in self.pieces))
