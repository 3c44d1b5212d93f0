"""The formulas in an answer as the checker reads them, as MathML that a browser sets."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.judge.answers import Answers
from grader.symbolic import read_formula

MOST_FORMULAS = 12
# Which variables an exercise has only its tests know; to show a formula, its own single letters will do.
_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_FUNCTIONS = {"sigma(u)": "1/(1+exp(-u))"}


def read_formulas(content: bytes) -> list[tuple[str, str]]:
    """Give (name, MathML) of each formula in a file of literal assignments; those that cannot be read are left out.

    The file is the student's own, and this their own process: Python's parser may read it.
    """
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    shown = []
    for name, text in _formulas(tree):
        variables = sorted({letter for letter in _LETTER.findall(text) if letter != "e"})
        verdict = read_formula(text, variables, _FUNCTIONS)
        if verdict.reading_mathml:
            shown.append((name, verdict.reading_mathml))
    return shown


def _formulas(tree: ast.Module) -> Iterator[tuple[str, str]]:
    found = 0
    for name, value in Answers(tree).items():
        items = value if isinstance(value, list | tuple) else [value]
        for number, item in enumerate(items):
            if isinstance(item, str) and item.strip() and found < MOST_FORMULAS:
                found += 1
                yield (name if len(items) == 1 and items[0] is value else f"{name}[{number}]"), item
