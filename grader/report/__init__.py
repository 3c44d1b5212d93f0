"""Current results come in; tables, check output, exports and pages for people go out, with students' text inert."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.report.curve import curve_svg, curve_words
    from grader.report.difference import change_lines, compare, difference_lines
    from grader.report.export import export_csv, export_json
    from grader.report.feedback import visible_test
    from grader.report.inert import safe_markup, safe_text
    from grader.report.line import Line
    from grader.report.mathml import formula_html
    from grader.report.numbers import counted, signed
    from grader.report.pages import write_report
    from grader.report.platforms import export_canvas, export_gradescope, export_moodle
    from grader.report.progress_bar import Progress, progress
    from grader.report.standings import standing_line
    from grader.report.student_lines import ending_words, student_result_lines
    from grader.report.table import class_table

# Where each name lives: imported when it is asked for, so that `grader check` loads neither rich's tables nor jinja2.
_HOMES = {
    "Line": "line",
    "Progress": "progress_bar",
    "change_lines": "difference",
    "class_table": "table",
    "compare": "difference",
    "counted": "numbers",
    "curve_svg": "curve",
    "curve_words": "curve",
    "difference_lines": "difference",
    "ending_words": "student_lines",
    "export_canvas": "platforms",
    "export_csv": "export",
    "export_gradescope": "platforms",
    "export_json": "export",
    "export_moodle": "platforms",
    "formula_html": "mathml",
    "progress": "progress_bar",
    "safe_markup": "inert",
    "safe_text": "inert",
    "signed": "numbers",
    "standing_line": "standings",
    "student_result_lines": "student_lines",
    "visible_test": "feedback",
    "write_report": "pages",
}

__all__ = [
    "Line",
    "Progress",
    "change_lines",
    "class_table",
    "compare",
    "counted",
    "curve_svg",
    "curve_words",
    "difference_lines",
    "ending_words",
    "export_canvas",
    "export_csv",
    "export_gradescope",
    "export_json",
    "export_moodle",
    "formula_html",
    "progress",
    "safe_markup",
    "safe_text",
    "signed",
    "standing_line",
    "student_result_lines",
    "visible_test",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Import the module that holds a name when the name is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
