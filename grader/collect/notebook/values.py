"""What is visibly a value and no function: `cost = residuals.sum() / 2`, as experiments write it below the answer."""

from __future__ import annotations

from collections.abc import Sequence

from grader.collect.notebook.lines import Token

AUGMENTED = frozenset({"+=", "-=", "*=", "/=", "%=", "@=", "&=", "|=", "^=", "**=", "//=", ">>=", "<<="})
_OPERATORS = frozenset("+-*/%@<>&|^") | {"==", "!=", "<=", ">="}
_CHOOSES = frozenset({"lambda", "if", "or", "and"})  # what they give may be a function, whatever is compared there
_GIVE_VALUES = frozenset(
    {"abs", "bool", "dict", "enumerate", "float", "int", "len", "list", "max", "min", "range", "round", "set", "sorted"}
    | {"str", "sum", "tuple", "zip"}
)
_METHODS_GIVE_VALUES = frozenset(
    {"argmax", "argmin", "dot", "item", "max", "mean", "min", "prod", "std", "sum", "tolist", "var"}
)
_MAKES_FUNCTIONS = frozenset({"frompyfunc", "poly1d", "vectorize"})  # numpy's that give what can be called
_MOST_BRACKETS = 3  # around the whole of a value


def binds_value(tokens: Sequence[Token]) -> bool:
    """Tell whether a line binds one name to what is visibly no function: a number, a text, what was computed."""
    level = [place for place, token in enumerate(tokens) if place and token.depth == tokens[0].depth]
    signs = [tokens[place].text for place in level]
    if not signs or signs[0] in AUGMENTED:
        return bool(signs)
    if signs[0] not in {"=", ":"} or "=" not in signs:  # with a colon, `tanh_prime: str = "1 - tanh(z)^2"`
        return False
    value = tokens[level[signs.index("=")] + 1 :]
    return bool(value) and _is_value(value)


def binds_constant(tokens: Sequence[Token]) -> bool:
    """Tell whether a line binds a name to a number or a text, which nothing can change in place."""
    if len(tokens) < 3 or tokens[1].text != "=":
        return False
    return all(token.kind in {"number", "string", "text"} or token.text in _OPERATORS for token in tokens[2:])


def _is_value(tokens: Sequence[Token]) -> bool:
    for bracket in range(_MOST_BRACKETS):
        level = [token for token in tokens if token.depth == tokens[0].depth]
        words = [token.text for token in level]
        if not _CHOOSES.isdisjoint(words) or "=" in words:
            return False
        if "," in words:
            return bracket > 0  # a tuple, and not several names' values
        if level[0].kind in {"number", "string"} or words[0] in {"[", "{"}:
            return True
        if any(token.kind == "op" and token.text in _OPERATORS for token in level):
            return True
        if words != ["(", ")"]:
            return _gives_value(words)
        tokens = tokens[1:-1]
        if not tokens:
            return True
    return False


def _gives_value(words: Sequence[str]) -> bool:
    """Tell whether a call, of which these are the words outside of its brackets, gives a value."""
    *path, opening, closing = words if len(words) > 2 else ("", "", "")
    if [opening, closing] != ["(", ")"]:
        return False
    called, is_method = path[-1], path[-2:-1] == ["."]
    if is_method and path[0] in {"np", "numpy"} and "(" not in path:
        return called not in _MAKES_FUNCTIONS
    return called in (_METHODS_GIVE_VALUES if is_method else _GIVE_VALUES)
