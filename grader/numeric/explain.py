"""Saying what is wrong: the author's known wrong answers first, then the parts that differ, one after the other."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Any

from grader.numeric.case import Finding
from grader.numeric.diagnose import diagnose
from grader.numeric.recalls import Budget, Recaller
from grader.numeric.recording import Path, find_call
from grader.numeric.shapes import ShapeCase, wrong_shape
from grader.numeric.walk import Wrong, matches

KNOWN_MISTAKE = "known-mistake"  # the tag of an author's known wrong answer that has a sentence only
EXPLAINED = 6  # parts of a structure whose mistake is looked for
MOST_OTHERS = 8  # other wrong parts that are named
_TAG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def known_mistake(actual: Any, expected_wrong: Mapping[str, Any], rtol: float, atol: float) -> Finding | None:
    """Recognise one of the author's known wrong answers."""
    for key, value in expected_wrong.items():
        has_sentence = isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str)
        wrong, sentence = value if has_sentence else (value, "")
        if matches(actual, wrong, rtol, atol):
            if _TAG.fullmatch(key):
                return Finding(key, sentence or f"This is a known mistake: {key.replace('-', ' ')}.")
            return Finding(KNOWN_MISTAKE, sentence or key)
    return None


def explain(wrong: list[Wrong], expected: Any, rtol: float, atol: float) -> Finding:
    """Say what is wrong with the first part whose mistake has a name, and which other parts are wrong."""
    whole, budget = find_call(expected), Budget()
    chosen, finding = None, None
    for part in wrong[:EXPLAINED]:
        # A part may come from a call even where the whole was put together in the test.
        recorded = (whole[0], (*whole[1], *part.path)) if whole else find_call(part.due)
        recaller = Recaller(*recorded, budget) if recorded else None
        found = _explain_part(part, rtol, atol, recaller)
        if finding is None or found.diagnosis:
            chosen, finding = part, found
        if found.diagnosis:
            break
    assert chosen is not None
    assert finding is not None
    others = [_place(part.path) for part in wrong if part is not chosen and part.path][:MOST_OTHERS]
    place = _place(chosen.path) if chosen.path else ""
    where = f"{place[0].upper()}{place[1:]}: " if place else ""
    also = f" (Wrong too: {', '.join(others)}.)" if others else ""
    detail = f"{where}{finding.detail}" if finding.detail else ""
    return Finding(finding.diagnosis, f"{where}{finding.sentence}{also}", detail)


def _explain_part(part: Wrong, rtol: float, atol: float, recaller: Recaller | None) -> Finding:
    """Say what is wrong with one part."""
    if part.said is not None or part.given is None or part.due is None:
        assert part.said is not None
        return Finding(part.said.diagnosis, part.said.sentence, part.said.detail)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a rule computes to test its guess concerns nobody
        if part.given.shape != part.due.shape:
            return wrong_shape(ShapeCase(part.given, part.due, rtol, atol, part.listed))
        return diagnose(part.given, part.due, rtol, atol, recaller)


def _place(path: Path) -> str:
    """Give a place in a structure as the student would write it: a key as `dW1`, a position as entry [2]."""
    words = "".join(f"`{key}`" if isinstance(key, str) else f"[{key}]" for key in path)
    return words if isinstance(path[0], str) else f"entry {words}"
