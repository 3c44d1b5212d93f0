"""Which names a line of Python binds, changes and uses, told from its tokens; see statements.py for more."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.collect.notebook.lines import Token
from grader.collect.notebook.values import AUGMENTED

_KEYWORDS = frozenset(keyword.kwlist)

# Calls that have an effect on everything that runs later, and no other.
_SETTINGS = frozenset({"filterwarnings", "simplefilter", "seed", "seterr", "setrecursionlimit"})


def assigns(token: Token) -> bool:
    """Tell whether a token is `=` or one of `+=` and its like."""
    return token.kind == "op" and (token.text == "=" or token.text in AUGMENTED)


def simple_parts(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give the parts of a line between its semicolons."""
    start = 0
    for place, token in enumerate(tokens):
        if token.text == ";" and token.depth == 0 and token.kind == "op":
            if start < place:
                yield tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield tokens[start:]


def colon_place(tokens: Sequence[Token]) -> int:
    """Give the place of the colon that opens a body; the length where there is none."""
    return next(
        (place for place, token in enumerate(tokens) if token.depth == 0 and token.text == ":" and token.kind == "op"),
        len(tokens),
    )


def parameters(header: Sequence[Token]) -> tuple[list[str], list[Token]]:
    """Give a function's parameters in order, and the tokens of its defaults and annotations."""
    names: list[str] = []
    rest: list[Token] = []
    before = ""
    for token in header:
        if token.kind == "name" and token.depth == 1 and before in {"(", ",", "*", "**"}:
            names.append(token.text)
        elif token.kind in {"name", "inner"} or token.text == ".":
            rest.append(token)
        before = "**" if token.text == "*" and before == "*" else token.text
    return names, rest


def imported_names(tokens: Sequence[Token]) -> set[str]:
    """Give the names that an import binds; `*` for those of a star import."""
    names: set[str] = set()
    is_from = tokens[0].text == "from"
    start = next((place + 1 for place, token in enumerate(tokens) if token.text == "import"), len(tokens))
    group: list[str] = []
    for token in [*tokens[start:], Token("op", ",", 0)]:
        if token.text != ",":
            if token.text not in "()":
                group.append(token.text)
            continue
        if "as" in group:
            names.add(group[-1])
        elif group:
            names.add(group[-1] if is_from else group[0])
        group = []
    return names


def imported_modules(tokens: Sequence[Token]) -> set[str]:
    """Give the modules that an import asks for, with their dots: `a.b` of `import a.b as c, d`, and `d`."""
    modules: list[list[str]] = [[]]
    reading = True  # a module's name, until something else stands there
    for token in tokens[1:]:
        if token.text == "import":
            break
        if token.text == "," and tokens[0].text == "import":
            modules.append([])
            reading = True
        elif token.text == "as":
            reading = False
        elif reading:
            modules[-1].append(token.text)
    return {"".join(parts) for parts in modules if parts}


def names_set_in_globals(tokens: Sequence[Token]) -> set[str]:
    """Give the names that `globals()["f"] = ...` or `globals().update(f=...)` binds."""
    if tokens[0].text not in {"globals", "vars", "locals"}:
        return set()
    words = [token.text for token in tokens[:8]]
    if words[1:3] != ["(", ")"]:
        return set()
    if words[3:4] == ["["]:
        quoted = [token.text for token in tokens[4:6] if token.kind == "text"]
        return set(quoted) if words[6:8] == ["]", "="] else set()
    if words[3:6] != [".", "update", "("]:
        return set()
    pairs = pairwise(tokens[6:])
    return {
        name.text for name, sign in pairs if (name.kind, sign.text) in {("name", "="), ("text", ":")} and sign.depth < 3
    }


def targets(tokens: Sequence[Token]) -> tuple[set[str], set[str]]:
    """Give the names that a line binds, and those whose value it changes in place."""
    bound: set[str] = set()
    changed: set[str] = set()
    last = max((place for place, token in enumerate(tokens) if token.depth == 0 and assigns(token)), default=-1)
    annotated = False
    looked_up: list[bool] = []  # of each open bracket: an index or arguments, or a tuple or list
    named_at = -1  # how deep the tuple behind an `as` lies
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        before = tokens[place - 1].text if place else ""
        annotated = (annotated or (token.text == ":" and token.depth == 0)) and token.text != "="
        if token.kind == "op" and token.text in "([{":
            behind_value = place > 0 and (tokens[place - 1].kind == "name" or before in {")", "]"})
            looked_up.append(behind_value or (bool(looked_up) and looked_up[-1]))
            named_at = token.depth if before == "as" else named_at
        elif token.kind == "op" and token.text in ")]}" and looked_up:
            looked_up.pop()
            named_at = -1 if token.depth == named_at else named_at
        if token.kind != "name" or token.text in _KEYWORDS or before == ".":
            continue
        if following == ":=" or before == "as" or named_at >= 0:
            bound.add(token.text)
        elif place < last and not annotated:
            if following in {".", "["}:
                changed.add(token.text)
            elif following != "(" and not (looked_up and looked_up[-1]):
                bound.add(token.text)
        elif (place == 0 and following in {".", "["} and last < 0) or (place == 2 and tokens[0].text == "setattr"):
            changed.add(token.text)
    return bound | _loop_names(tokens) | _captured_names(tokens), changed


def declared_name(tokens: Sequence[Token]) -> str:
    """Give the name of an annotation without a value, `w: np.ndarray`; else nothing."""
    is_declaration = len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].text == ":"
    return tokens[0].text if is_declaration and not any(token.depth == 0 and assigns(token) for token in tokens) else ""


def _captured_names(tokens: Sequence[Token]) -> set[str]:
    """Give what the pattern behind `case` binds: every name in it that nothing is looked up in or called by."""
    if tokens[0].text != "case":
        return set()
    end = next((place for place, token in enumerate(tokens) if token.text == "if" and token.depth == 0), len(tokens))
    return {
        token.text
        for before, token, after in zip(tokens, tokens[1:end], [*tokens[2:], None], strict=False)
        if token.kind == "name" and token.text not in _KEYWORDS and before.text != "."
        if after is None or after.text not in {".", "(", "="}
    }


def is_setting(tokens: Sequence[Token]) -> bool:
    """Tell whether a line turns warnings off, or the like: `np.seterr(all="ignore")`, `np.random.seed(1)`."""
    called = next((place for place, token in enumerate(tokens) if token.text == "("), 0)
    names, signs = tokens[:called:2], tokens[1:called:2]
    return bool(names) and names[-1].text in _SETTINGS and all(token.text == "." for token in signs)


def _loop_names(tokens: Sequence[Token]) -> set[str]:
    """Give what `for ... in` at the line's own level binds."""
    names: set[str] = set()
    inside = False
    for token in tokens:
        if token.depth == 0 and token.text == "for":
            inside = True
        elif token.text == "in":
            inside = False
        elif inside and token.kind == "name":
            names.add(token.text)
    return names


def only_targets(tokens: Sequence[Token], bound: set[str]) -> set[str]:
    """Give the bound names that stand nowhere in the line but as targets of a plain `=`."""
    if not bound or any(token.depth == 0 and token.text in AUGMENTED for token in tokens):
        return set()
    last = max((place for place, token in enumerate(tokens) if token.depth == 0 and token.text == "="), default=-1)
    return bound - (used_names(tokens[last + 1 :]) - _loop_names(tokens))


def used_names(tokens: Sequence[Token]) -> set[str]:
    """Give the names that a line reads, but for what its own comprehensions and lambdas bind."""
    used: set[str] = set()
    own: set[str] = set()
    in_for = in_lambda = False
    before = ""
    for place, token in enumerate(tokens):
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if token.text == "for" and token.depth > 0:
            in_for = True
        elif token.text == "in":
            in_for = False
        elif token.text == "lambda":
            in_lambda = True
        elif token.text == ":" and in_lambda:
            in_lambda = False
        elif token.kind == "name" and token.text not in _KEYWORDS and before != ".":
            if in_for or (in_lambda and before in {"lambda", ",", "*"}):
                own.add(token.text)
            elif not (following == "=" and token.depth > 0):
                used.add(token.text)
        elif token.kind == "inner" and token.text not in _KEYWORDS:
            used.add(token.text)
        before = token.text
    return used - own
