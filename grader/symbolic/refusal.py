"""Why an answer cannot be read, with the place to point at."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 2000
MAX_DEPTH = 100
MAX_DIGITS = 100
MAX_DECIMAL_EXPONENT = 300
_WINDOW = 60


class Refused(Exception):
    """An answer that cannot be read as one formula.

    Args:
        sentence: what is wrong and what to write instead.
        start, end: the characters it is about; None when it is about the whole.
        tag: stable diagnosis, for instance `unknown-name` or `ambiguous`.
    """

    def __init__(self, sentence: str, start: int | None = None, end: int | None = None, tag: str = "unreadable"):
        super().__init__(sentence)
        self.sentence, self.start, self.end, self.tag = sentence, start, end, tag

    def message(self, text: str) -> str:
        """Give the sentence, and under it the answer with a caret at the place."""
        if self.start is None or not text.strip():
            return self.sentence
        start = min(self.start, len(text))
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        line = text[line_start:].splitlines()[0] if text[line_start:] else ""
        column = start - line_start
        end = max(column + 1, min((self.end or start + 1) - line_start, len(line)))
        first = max(0, column - _WINDOW // 2)
        shown = line[first : first + _WINDOW]
        left = "..." if first else ""
        right = "..." if first + _WINDOW < len(line) else ""
        pad = " " * (len(left) + sum(_width(char) for char in shown[: column - first]))
        carets = "^" * max(1, sum(_width(char) for char in shown[column - first : end - first]))
        return f"{self.sentence}\n  {left}{inert(shown)}{right}\n  {pad}{carets}"


def inert(text: str) -> str:
    """Give the text with whatever could steer a terminal made visible, one character for one."""
    return "".join(
        " " if char == "\t" else "\ufffd" if unicodedata.category(char) in _STEERING else char for char in text
    )


_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def name_of(char: str) -> str:
    """Give a character with its Unicode name, for people: `а` (Cyrillic small letter a)."""
    name = unicodedata.name(char, f"character U+{ord(char):04X}")
    return f"{inert(char)} ({name[0]}{name[1:].lower()})"
