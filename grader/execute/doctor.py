"""What of the sandbox holds on this machine, row by row, each with the way out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoctorRow:
    """One thing that was looked at: whether it holds, the fact found, and what to do where it does not."""

    name: str
    ok: bool
    fact: str
    way_out: str = ""


def doctor() -> list[DoctorRow]:
    """Look at everything that the sandbox needs here; ends with a real child, or with the step that failed."""
    return []
