"""The hints of an exercise, in the order in which a teacher would give them."""

from __future__ import annotations

from dataclasses import dataclass

from grader.course import Exercise
from grader.errors import CourseError, Problem


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: its heading, and what it says."""

    title: str
    text: str


def read_hints(exercise: Exercise) -> tuple[Hint, ...]:
    """Read exercises/<slug>/hints.md: a hint under each `##` heading, the least first; none where there is no file.

    Raises:
        CourseError: the file cannot be read, or holds a heading without a hint.
    """
    path = exercise.hints_file
    where = str(path.relative_to(exercise.root))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError([Problem(where, "", str(error), "a readable UTF-8 file")]) from None
    hints: list[tuple[str, list[str]]] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            hints.append((line[3:].strip(), []))
        elif hints:
            hints[-1][1].append(line)
    found = tuple(Hint(title, "\n".join(lines).strip()) for title, lines in hints)
    empty = [hint.title for hint in found if not hint.text]
    if empty or not found:
        raise CourseError(
            [Problem(where, "", f"no hint under {empty}" if empty else "no hint", "`## title`, then text")]
        )
    return found
