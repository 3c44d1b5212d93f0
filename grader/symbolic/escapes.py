r"""LaTeX that Python took for escapes: "\frac" without the r before the quotes is a form feed and "rac"."""

from __future__ import annotations

import re

# Nobody types these four; so whatever follows them was a command.
_CONTROLS = {"\f": "\\f", "\b": "\\b", "\a": "\\a", "\v": "\\v"}
# White space may be meant: only the commands that are common in formulas are put together again.
_SPACES = re.compile(
    r"\t(?=(?:anh|an|imes|heta|ext|extstyle|ilde|au|frac)(?![A-Za-z]))"
    r"|\r(?=(?:ight|ho|vert|brace|brack)(?![A-Za-z]))|\n(?=(?:eq|abla)(?![A-Za-z]))"
)
_DOUBLED = re.compile(r"\\\\(?=[A-Za-z])")  # r"\\frac"; only an environment has line ends
_LINE_END = re.compile(r"\\(?=[\s0-9(-])")  # what is left of \\ between two cases
_MARKDOWN = re.compile(r"(?<=[A-Za-z0-9])\\_(?=[A-Za-z0-9{])")  # s\_i, as chats export it
_LETTERS = {"\t": "\\t", "\r": "\\r", "\n": "\\n"}


def restore_commands(text: str) -> str:
    """Give the text with the backslashes back that Python's escapes swallowed."""
    swallowed = "\begin" in text and "\\\\" not in text
    for control, command in _CONTROLS.items():
        text = text.replace(control, command)
    text = _SPACES.sub(lambda found: _LETTERS[found[0]], text)
    text = _MARKDOWN.sub("_", text)
    if swallowed:
        text = _LINE_END.sub(r"\\\\", text)
    return text if "\\begin" in text else _DOUBLED.sub(r"\\", text)
