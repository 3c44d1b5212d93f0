"""Submissions and results go in, the gradebook keeps them, and each student's current results come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.record.opening import load_gradebook_module, open_gradebook
from grader.record.stored import as_kept

if TYPE_CHECKING:
    from grader.record.gradebook import DiagnosisCount, Gradebook

__all__ = ["DiagnosisCount", "Gradebook", "as_kept", "open_gradebook"]


def __getattr__(name: str) -> Any:
    """Import what needs SQLAlchemy only when it is asked for: a student's light install has none."""
    if name in {"DiagnosisCount", "Gradebook"}:
        return getattr(load_gradebook_module(), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
