"""What goes to the checker's process and what comes back, as JSON behind its length."""

from __future__ import annotations

import msgspec

MAX_REPLY = 4 << 20


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Formulas to compare: one answer, or the steps of a derivation from `start` to `expected`.

    Args:
        expected: the right formula, or the last step's; None where the answer is only to be read.
        domains: variable -> ends of its interval, None for no bound.
        functions: head such as "sigma(u)" -> definition.
        expected_wrong: formula, tag and sentence of mistakes that the author expects.
        forbidden: names that the answer may not use.
        form: "" | "factored" | "expanded".
        derivative_of: the function whose derivative is asked, for diagnosis.
        seconds: how long it may take.
    """

    answers: list[str]
    expected: str | None
    variables: list[str]
    start: str | None = None
    domains: dict[str, tuple[str | None, str | None]] = {}
    functions: list[tuple[str, str]] = []
    expected_wrong: list[tuple[str, str, str]] = []
    forbidden: list[str] = []
    form: str = ""
    seconds: float = 1.5


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was decided.

    Args:
        author: what is wrong with the exercise itself.
        failure: the traceback of a mistake of the checker's own.
        worn: the process is not to be asked again: sympy was stopped in the middle of something.
    """

    worn: bool = False
    outcome: str = "undecided"
    message: str = ""
    diagnosis: str = ""
    readings: list[str] = []
    readings_mathml: list[str] = []
    reading_latex: str = ""
    reading_mathml: str = ""
    witness: dict[str, float] | None = None
    value: str = ""
    first_wrong: int | None = None
    author: str = ""
    failure: str = ""


def frame(value: Question | Reply) -> bytes:
    """Give the bytes of a message: four bytes of length, then JSON."""
    body = msgspec.json.encode(value)
    return len(body).to_bytes(4, "big") + body
