"""How the answers of the check that runs now were read: noted by the assertions, taken by whoever shows the result."""

from __future__ import annotations

from grader.model import Reading

MOST = 20  # a check that reads more is a loop, and nobody reads its result
MOST_MATHML = 20_000  # characters; what is longer is shown as text

_noted: list[Reading] = []


def note(text: str, mathml: str = "") -> None:
    """Keep how an answer was read, once."""
    reading = Reading(text=text, mathml=mathml if len(mathml) <= MOST_MATHML else "")
    if text and len(_noted) < MOST and all(text != other.text for other in _noted):
        _noted.append(reading)


def take() -> tuple[Reading, ...]:
    """Give what was noted since the last time, and forget it."""
    taken = tuple(_noted)
    _noted.clear()
    return taken
