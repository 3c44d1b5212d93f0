"""What stands below a check cell: a mark and a line for each test, the points, formulas as they were read.

Everything that came out of the student's code or the tests is escaped; the page has no script and loads nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from grader.jupyter.checking import Checked
from grader.report import safe_text, student_result_lines

_COLOURS = {"pass": "#1a7f37", "fail": "#c62828", "skip": "#9a6700", "hint": "#0b6e8a", "dim": "#6b7280"}
_FRAME = (
    "border-left:4px solid {colour};padding:.4em .9em;margin:.2em 0;font-family:var(--jp-code-font-family,monospace);"
    "font-size:13px;line-height:1.45;overflow-x:auto"
)


class SentenceView:
    """One sentence instead of a result."""

    def __init__(self, sentence: str) -> None:
        self.sentence = safe_text(sentence)

    def __repr__(self) -> str:
        """Give the sentence, for a terminal."""
        return self.sentence

    def _repr_html_(self) -> str:
        frame = _FRAME.format(colour=_COLOURS["skip"])
        return f'<div role="status" style="{frame}">{html.escape(self.sentence)}</div>'


class CheckView:
    """A result, for a notebook and for a terminal."""

    def __init__(self, checked: Checked, remarks: Sequence[str] = ()) -> None:
        self.checked = checked
        self._remarks = [safe_text(remark) for remark in remarks]
        self._lines = student_result_lines(
            checked.result, title=checked.exercise.title, visible_only=True, width=96, encoding="utf-8"
        )

    def __repr__(self) -> str:
        """Give the lines as `grader check` prints them, with its command turned into the notebook's."""
        return "\n".join([*self._remarks, *(_in_notebook(line.plain) for line in self._lines)])

    def _repr_html_(self) -> str:
        passed = all(test.outcome == "passed" for test in self.checked.result.tests) and self.checked.result.tests
        frame = _FRAME.format(colour=_COLOURS["pass" if passed else "fail"])
        rows = "".join(f"<div>{html.escape(remark)}</div>" for remark in self._remarks)
        rows += "".join(f"<div>{_row(line.pieces) or '&nbsp;'}</div>" for line in self._lines)
        return (
            f'<div role="status" style="{frame}"><div style="white-space:pre-wrap">{rows}</div>{self._formulas()}</div>'
        )

    def _formulas(self) -> str:
        """Give the answers that are formulas as mathematics, as the checker read them."""
        if self.checked.exercise.kind != "symbolic":
            return ""
        from grader.jupyter.formulas import read_formulas  # noqa: PLC0415 - brings the checker along

        rows = "".join(
            f"<tr><td>{html.escape(safe_text(name))}</td><td>{shown}</td></tr>"
            for name, shown in read_formulas(self.checked.content)
        )
        return f"<table style='margin-top:.6em'><tr><th colspan='2'>read as</th></tr>{rows}</table>" if rows else ""


def _row(pieces: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f"<span style='{_style(style)}'>{html.escape(_in_notebook(text))}</span>" for text, style in pieces if text
    )


def _style(style: str) -> str:
    weight = "font-weight:600;" if style in {"bold", "pass", "fail"} else ""
    return f"{weight}color:{_COLOURS[style]}" if style in _COLOURS else weight


def _in_notebook(text: str) -> str:
    """Give a line with the commands of a terminal turned into what one does in a notebook."""
    text = re.sub(r"`grader check (\w+)`", r"`%check \1`", text)
    return text.replace("`grader submit` hands it in", "Save the notebook and hand it in")
