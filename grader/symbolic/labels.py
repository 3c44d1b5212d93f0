"""What may stand before the formula: `f'(z) = `, `ds/dz = `, `answer: `, `= `."""

from __future__ import annotations

import re

from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import Token
from grader.symbolic.vocabulary import Names

_NAME = r"[A-Za-z]\w*"
_PRIMED = re.compile(rf"{_NAME}(?:'+|\^\(?'+\)?)(\([\w,]+\)|{_NAME})?|\(.+\)\^?'+")
_CALLED = re.compile(rf"({_NAME})(?:\^\(\w+\))?(?:\(([\w,]+)\))?")  # f(z), dz^[2], f^(1)(z)
_QUOTIENT = re.compile(rf"d{_NAME}(\(\w+\))?/d{_NAME}(\(.*\))?|d\(.+\)/d{_NAME}|d/d{_NAME}.*")
_FRACTION = re.compile(rf"fracd({_NAME})?(\(\w+\))?d{_NAME}.*")

_ROUND = str.maketrans("[]", "()")


def drop_label(tokens: list[Token], names: Names) -> list[Token]:
    """Give the tokens after a label and its equals sign; an equation is refused."""
    signs = [
        index
        for index, token in enumerate(tokens)
        if token.kind == "eq" and not _inside(tokens, index) and not _in_condition(tokens[:index])
    ]
    if not signs:
        colon = next((index for index, token in enumerate(tokens) if token.kind == "colon"), 0)
        return tokens[colon + 1 :] if colon and _is_announced(tokens[:colon], names) else tokens
    first = signs[0]
    if len(signs) > 1 or not _is_label(tokens[:first], names):
        raise Refused(
            "This is an equation: write only the formula itself, the right-hand side.",
            tokens[signs[-1]].start,
            tag="equation",
        )
    if tokens[first + 1].kind == "end":
        raise Refused("A formula is missing after the equals sign.", tokens[first + 1].start)
    return tokens[first + 1 :]


def _inside(tokens: list[Token], index: int) -> bool:
    opened = sum(t.kind == "open" or t.value == "begin-cases" for t in tokens[:index])
    return opened > sum(t.kind == "close" or t.value == "end-cases" for t in tokens[:index])


def _in_condition(before: list[Token]) -> bool:
    """Tell whether an equals sign belongs to a condition: `1/2 if z = 0`, or `1/2, z = 0` after other cases."""
    for token in reversed(before):
        if token.kind == "word" and token.value in ("if", "for", "when"):
            return True
        if token.kind == "comma":
            return any(other.kind == "rel" for other in before)
        if token.kind in ("semi", "newline") or token.value in ("else", "otherwise", "then"):
            return False
    return False


def _is_announced(left: list[Token], names: Names) -> bool:
    """Tell whether words such as `answer` or a label stand before a colon; not the name of a variable or function."""
    if all(token.kind == "word" for token in left):
        return all(names.kind(token.value) in ("", "unfinished") and token.value != "lambda" for token in left)
    return _is_label(left, names)


def _is_label(left: list[Token], names: Names) -> bool:
    text = "".join(
        "'" * len(token.value) if token.kind == "prime" else token.value
        for token in left
        if token.value not in "{}" and token.kind != "amp"
    )
    text = text.translate(_ROUND)
    if not text or _PRIMED.fullmatch(text) or _QUOTIENT.fullmatch(text) or _FRACTION.fullmatch(text):
        return True
    called = _CALLED.fullmatch(text)
    return called is not None and names.kind(called[1]) in ("", "unfinished")
