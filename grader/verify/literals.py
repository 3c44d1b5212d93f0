"""Mutants of answers that are read and not run: another number, another choice, another order, a changed formula."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.verify.formulas import changed_formulas
from grader.verify.operators.site import Change, Site, swapped, with_fields


def literal_changes(site: Site, *, formulas: bool) -> Iterator[Change]:
    """Give what a wrong answer would have in this place of a file of literals.

    Args:
        formulas: whether texts are formulas where they can be read as such.
    """
    match site.node:
        case ast.Constant(bool() as value):
            yield Change("answer", ast.Constant(not value))
        case ast.Constant(int() as value):
            yield Change("answer", ast.Constant(value + 1))
            yield Change("answer", ast.Constant(value - 1))
            yield Change("sign", ast.UnaryOp(ast.USub(), site.node))
        case ast.Constant(float() as value):
            yield Change("answer", ast.Constant(value * 1.01 if value else 0.01))
            yield Change("answer", ast.Constant(value * 2 if value else 1.0))
            yield Change("sign", ast.UnaryOp(ast.USub(), site.node))
        case ast.Constant(str() as value) if not _is_key(site):
            changed = list(changed_formulas(value)) if formulas else []
            yield from (Change(name, ast.Constant(text)) for name, text in changed)
            if not changed:
                yield from (Change("answer", ast.Constant(other)) for other in _other_choices(site, value))
        case ast.UnaryOp(ast.USub(), operand):
            yield Change("sign", operand)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for at in range(len(items) - 1):
                if not formulas:  # two steps of a derivation are equal: their order is the way, not the result
                    yield Change("swap-elements", with_fields(site.node, elts=swapped(items, at)))
            for at in range(len(items)) if not formulas else ():
                yield Change("drop-element", with_fields(site.node, elts=items[:at] + items[at + 1 :]))
        case ast.Dict(keys=keys, values=values):
            for at in range(len(values) - 1):
                yield Change("swap-elements", with_fields(site.node, values=swapped(values, at)))
            for at in range(len(values)):
                fields = {"keys": keys[:at] + keys[at + 1 :], "values": values[:at] + values[at + 1 :]}
                yield Change("drop-element", with_fields(site.node, **fields))


def _is_key(site: Site) -> bool:
    return isinstance(site.parent, ast.Dict) and site.field == "keys"


def _other_choices(site: Site, value: str) -> list[str]:
    """Give the other answers that the file itself knows, or the next letter, or none at all."""
    module = site.above[0]
    assert isinstance(module, ast.Module)
    texts = {
        node.value
        for statement in module.body
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None
        for node in ast.walk(statement.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    others = sorted(text for text in texts - {value} if len(text) == 1 or len(value) != 1)
    if len(value) == 1 and value.isalpha():
        others.append(chr(ord(value) + 1))
    return [*dict.fromkeys(others), ""]
