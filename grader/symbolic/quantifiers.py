"""What may stand behind the formula: that it holds for every value of the variables, `for all z`, `z ∈ ℝ`."""

from __future__ import annotations

import re

from grader.symbolic.vocabulary import Names, canonical

_REALS = r"(?:ℝ|R(?![A-Za-z])|\\R(?![A-Za-z])|\\mathbb\s?(?:\{\s?R\s?\}|R)|(?:the )?real(?:s| numbers))"
_IN = r"\s?(?:∈|\\in(?![A-Za-z])|\bin\b)\s?"
_NAME = r"\\?[^\W\d_][\w{}]{0,20}"
_NAMES = rf"({_NAME}(?:, ?{_NAME}){{0,9}})"


def _text(words: str) -> str:
    return rf"(?:\\text\{{ ?{words} ?\}}|{words}\b)"


_EVERY = rf"(?:{_text('(?:for )?(?:all|any|every|each)(?: real)?')}|(?:{_text('for')} ?)?(?:∀|\\forall))"
_BEGINS = r"(?:(?<=[\s,;(}])|(?<=quad)|(?=\\forall|\\text|∀))"
_ANY = rf"{_EVERY} ?{_NAMES}(?:{_IN}{_REALS})?"
_REAL = rf"(?:{_text('(?:for|with)')} ?)?{_NAMES}{_IN}{_REALS}"
_DOMAIN = re.compile(rf"{_BEGINS}(?:{_ANY}|{_REAL})$")
_BETWEEN = re.compile(r"\\(?:quad|qquad|[,;:! ])$|[\s,;]$")


def without_domain(text: str, start: int, stop: int, names: Names) -> int:
    """Give where the formula stops before a statement about all real values of its variables, which says nothing.

    One about some values, such as z > 0, is a condition and stays.
    """
    closed = text[start:stop].rstrip(" .")
    bracket = closed.endswith(")")
    found = _DOMAIN.search(closed[: -1 if bracket else None])
    if found is None or "R" in names.variables:
        return stop
    listed = re.split(", ?", found[1] or found[2])
    end = found.start()
    if any(canonical(name.removeprefix("\\")) not in names.variables for name in listed):
        return stop
    if bracket:
        if closed[end - 1] != "(":
            return stop
        end -= 1
    while end and (between := _BETWEEN.search(closed, max(end - 6, 0), end)):
        end = between.start()
    return start + end if end else stop
