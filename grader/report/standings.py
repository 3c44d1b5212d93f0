"""What counts of one student's exercise, and how it came about, in one line."""

from __future__ import annotations

from decimal import Decimal

from grader.model import Standing
from grader.report.inert import safe_text
from grader.report.numbers import short, signed


def standing_line(student: str, exercise: str, standing: Standing | None, max_points: Decimal) -> str:
    """Give a line such as `ada, sgd: 7.8 of 10 (8.5 earned, 20 % off for lateness, +1 by hand)`."""
    name = safe_text(f"{student}, {exercise}")
    if standing is None or standing.points is None:
        return f"{name}: no score"
    earned = standing.result.points if standing.result is not None else None
    parts = []
    if earned is not None and earned != standing.points:
        parts.append(f"{short(earned)} earned")
    if standing.late_percent:
        parts.append(f"{short(standing.late_percent)} % off for lateness")
    parts += [
        f"{'set to ' + short(one.points) if one.sets else signed(one.points)} by hand" for one in standing.adjustments
    ]
    return f"{name}: {short(standing.points)} of {short(max_points)}" + (f" ({', '.join(parts)})" if parts else "")
