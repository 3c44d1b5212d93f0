r"""Text of students made inert: nothing in it can move a cursor, hide or reorder what is printed, or become markup.

Escapes are visible (`\x1b`, `\u202e`), so that an instructor sees what was tried.
"""

from __future__ import annotations

import re

# Controls (C0, DEL, C1), what reorders or hides text (bidirectional marks, zero-width signs, tags), line and paragraph
# separators, half surrogate pairs. The zero-width joiners 200C and 200D stay: Persian and emoji are spelt with them.
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_ONE_LINE = re.compile(f"[\x00-\x1f\x7f-\x9f{INVISIBLE}\ud800-\udfff]")
_MANY_LINES = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{INVISIBLE}\ud800-\udfff]")


def safe_text(text: str, *, lines: bool = False, limit: int | None = None) -> str:
    r"""Give text of a student as it may be printed on a terminal, written to a log or put on a page.

    Square brackets stay as they are, so the result is for `print`, rich's Text and templates. For rich's console
    markup use `safe_markup`.

    Args:
        text: from a student: a name, a message, output.
        lines: let line ends and tabs be; otherwise they are escaped too, and one line stays one line.
        limit: cut after so many characters, with an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[:limit] + "…"
    if lines:
        text = text.replace("\r\n", "\n").expandtabs(4)
    if text.isascii() and text.isprintable():
        return text
    return (_MANY_LINES if lines else _ONE_LINE).sub(_visible, text)


def safe_markup(text: str, *, lines: bool = False, limit: int | None = None) -> str:
    """Give text of a student for rich's console markup: as `safe_text`, and `[red]` is printed, not obeyed."""
    from rich.markup import escape  # noqa: PLC0415 - `grader check` does without rich

    return escape(safe_text(text, lines=lines, limit=limit))


def fit_encoding(text: str, encoding: str) -> str:
    """Give the text with every character that the terminal's encoding lacks as a visible escape.

    An encoding that Python does not know is taken for ASCII.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return fit_encoding(text, "ascii")
    return text


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
