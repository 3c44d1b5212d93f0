"""What a line changes beyond the names that it binds.

[table.append(x) for x in data]      puts something into table
del table[0]                         takes something out of it
np.fill_diagonal(W, 1.0)             changes W
train(net, X)                        gives net and X to a function that may change them
"""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from grader.collect.notebook.lines import Token
from grader.collect.notebook.values import AUGMENTED

_METHODS_FILL = frozenset(
    {"add", "append", "appendleft", "clear", "discard", "extend", "fill", "insert", "pop", "popitem", "popleft"}
    | {"remove", "reverse", "setdefault", "sort", "update"}
)
_FILL_THEIR_FIRST = frozenset(
    {"at", "copyto", "delattr", "fill_diagonal", "heapify", "heappop", "heappush", "heappushpop", "heapreplace"}
    | {"insort", "insort_left", "insort_right", "next", "put", "put_along_axis", "putmask", "setattr", "shuffle"}
)
_FILLED_BY_KEYWORD = frozenset({"file", "out"})
_NAMESPACES = frozenset({"globals", "locals", "vars"})
_MOST_WHOLES = 50  # that a name is looked for as a part of
_KEYWORDS = frozenset(keyword.kwlist)
_BEGIN_ARGUMENT = frozenset({"(", "[", "{", ",", "*", "=", ":"})


SELF = "self"  # the place of the object of which a method is called


class Given(NamedTuple):
    """A name that a call gives to a function: in the place 0 the `net` of `train(net, X)`, as `on` that of `f(on=net)`.

    Of a function that stands behind a dot the last word is told, with its dot: the `.fit` of `net.fit(X)`, which gets
    what stands in front, too, in the place SELF.
    """

    function: str
    place: int | str
    name: str


@dataclass(slots=True)
class _Bracket:
    """An open bracket: the function that is called with it, the place of the argument, the name before its `=`."""

    function: str = ""
    place: int = 0
    keyword: str = ""
    is_call: bool = False


def given_names(tokens: Sequence[Token]) -> Iterator[Given]:
    """Give the names that a line gives to functions as arguments, or in lists, tuples and dicts that are arguments."""
    open_brackets: list[_Bracket] = []
    before, last = "", Token("", "", 0)
    roots: dict[int, str] = {}  # of the attributes that are read, by depth
    function = ""  # the name that stands before a bracket
    for token, following in zip(tokens, [*[token.text for token in tokens[1:]], ""], strict=True):
        inner = open_brackets[-1] if open_brackets else _Bracket()
        if token.kind != "op":
            function = f".{token.text}" if before == "." else token.text
            if token.kind == "name" and before != ".":
                roots[token.depth] = token.text
            elif following == "(" and token.depth in roots:
                yield Given(function, SELF, roots[token.depth])
            if token.kind == "name" and inner.function and before in _BEGIN_ARGUMENT:
                if following == "=" and inner.is_call:
                    inner.keyword = token.text
                elif following != "(" and token.text not in _KEYWORDS:
                    yield Given(inner.function, inner.keyword or inner.place, token.text)
        elif token.text in "([{":
            is_call = token.text == "(" and last.kind == "name" and last.text not in _KEYWORDS
            is_index = token.text == "[" and (last.kind == "name" or last.text in {")", "]"})
            if is_call:
                inner = _Bracket(function, is_call=True)
            elif is_index:
                inner = _Bracket()
            else:
                inner = _Bracket(inner.function, inner.place, inner.keyword)
            open_brackets.append(inner)
        elif token.text in ")]}":
            del open_brackets[-1:]
        elif token.text == "," and inner.is_call:
            inner.place, inner.keyword = inner.place + 1, ""
        before, last = token.text, token


def names_filled(tokens: Sequence[Token], given: Sequence[Given]) -> set[str]:
    """Give the names of whose values a line changes something by calling a method, a known function or `del`.

    Args:
        tokens: the line.
        given: the names that it gives to functions.
    """
    filled = {one.name for one in given if _fills(one)}
    roots: dict[int, str] = {}  # of the attributes that are read, by depth
    before = ""
    for token in tokens:
        if token.kind == "name" and before != ".":
            roots[token.depth] = token.text
        elif token.kind == "name" and token.text in _METHODS_FILL and token.depth in roots:
            filled.add(roots[token.depth])  # with or without a bracket: `map(table.append, data)`
        before = token.text
    if tokens[0].text == "del":
        filled |= {one.text for one, sign in pairwise(tokens[1:]) if sign.text in {"[", "."}}
    if len(tokens) > 1 and tokens[1].text in AUGMENTED:
        filled.add(tokens[0].text)
    return filled


def _fills(given: Given) -> bool:
    in_place = given.place == 0 and given.function.removeprefix(".") in _FILL_THEIR_FIRST
    return in_place or given.place in _FILLED_BY_KEYWORD


def held_names(tokens: Sequence[Token], given: Sequence[Given]) -> tuple[set[str], list[Given]]:
    """Give the names whose values a line's new value is or holds: `p = net.layers`, `all = [W, b]`, `t = Trainer(net)`.

    Returns:
        Those that it certainly holds, and those that a function gets that may be a class.
    """
    start = max((place + 1 for place, token in enumerate(tokens) if token.depth == 0 and token.text == "="), default=0)
    value = tokens[start:] if start else ()
    if not value:
        return set(), []
    level = [token for token in value if token.depth == 0]
    if level[0].text in {"[", "(", "{"} and len(level) == 2:
        behind = pairwise(value)
        return {one.text for sign, one in behind if sign.text in _BEGIN_ARGUMENT and one.kind == "name"}, []
    if level[-1].text == ")" and level[0].kind == "name":
        return set(), [one for one in given if one.function == level[-3].text] if len(level) > 2 else []
    is_path = level[0].kind == "name" and all(one.kind == "name" or one.text in {".", "[", "]"} for one in level)
    return ({level[0].text} if is_path else set()), []


def binds_by_text(tokens: Sequence[Token]) -> bool:
    """Tell whether a line binds names that stand in no text: `globals()[name] = f`, `exec(...)`."""
    first, *rest = (token.text for token in tokens[:4])
    if first == "exec":
        return rest[:1] == ["("]
    return first in _NAMESPACES and rest[:2] == ["(", ")"] and len(rest) > 2


def wholes(names: Collection[str], parts: Mapping[str, Collection[str]]) -> set[str]:
    """Give these names, and those of which they are parts, as far as that goes.

    Args:
        parts: of what each name is a part.
    """
    found = set(names)
    todo = list(found & parts.keys())
    while todo and len(found) < _MOST_WHOLES:
        more = list(islice((one for one in parts.get(todo.pop(), ()) if one not in found), _MOST_WHOLES))
        todo += more
        found.update(more)
    return found


def deleted_names(tokens: Sequence[Token]) -> set[str]:
    """Give the names that `del total, table[0]` deletes; of the second it only deletes a part."""
    following = [*(token.text for token in tokens[2:]), ""]
    return {
        token.text
        for token, sign in zip(tokens[1:], following, strict=True)
        if token.kind == "name" and token.depth <= 1 and sign in {"", ",", ")"}
    }
