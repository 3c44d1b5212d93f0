"""A reference goes in, its mutants come out: the same file with one small change, each a mistake to be caught.

source --syntax tree--> sites --operators--> changes --> Mutant(function, operator, before, after, source)
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.course import Kind
from grader.verify.literals import literal_changes
from grader.verify.operators import OPERATORS, Change, Site, sites


@dataclass(frozen=True, slots=True)
class Key:
    """What a mutant is called in equivalent_mutants.yaml: no line numbers, so that an edit elsewhere changes nothing.

    Args:
        function: dotted name of the function; empty at the level of the module.
        before: the changed statement as Python prints it, without the body of a loop or a function.
        after: the same with the change, or what happens instead.
        nth: counts mutants that are otherwise called the same, from 1.
    """

    function: str
    operator: str
    before: str
    after: str
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed reference: its key, the line that changed, the whole file."""

    key: Key
    line: int
    source: str


def mutants_of(source: str, kind: Kind) -> list[Mutant]:
    """Give every mutant of a reference, in the order of its lines; none is the same text as another.

    Raises:
        SyntaxError: the reference itself is no Python.
    """
    tree = ast.parse(source)
    seen = {ast.unparse(tree)}
    counts: Counter[Key] = Counter()
    mutants = []
    for site in sites(tree):
        for change in _changes(site, kind):
            key, text = _apply(tree, site, change)
            if text not in seen and _compiles(text):
                seen.add(text)
                counts[key] += 1
                numbered = Key(key.function, key.operator, key.before, key.after, counts[key])
                mutants.append(Mutant(numbered, getattr(site.node, "lineno", site.statement.lineno), text))
    return mutants


def as_printed(text: str) -> str:
    """Give a statement as mutants show it, however its author or another Python printed it; words stay words."""
    for end in ("", "\n    pass", ":\n    pass"):
        try:
            body = ast.parse(text + end).body
        except (SyntaxError, ValueError):
            continue
        return _header(body[0]) if len(body) == 1 else text
    return text


def _changes(site: Site, kind: Kind) -> Iterator[Change]:
    if kind != "code":
        yield from literal_changes(site, formulas=kind == "symbolic")
        return
    for operator in OPERATORS:
        yield from operator(site)


def _apply(tree: ast.Module, site: Site, change: Change) -> tuple[Key, str]:
    place, element = _element(site)
    before = f"{place} = {_printed(element)}" if element else _header(site.statement)
    with site.changed(change.new):
        text = _printed(tree)
        after = change.note
        if not after and element:
            changed = change.new if element is site.node else element
            assert isinstance(changed, ast.AST)
            after = f"{place} = {_printed(changed)}"
        elif not after:
            new = change.new[0] if isinstance(change.new, list) else change.new
            after = _header(new if isinstance(new, ast.stmt) else site.statement)
    return Key(site.function, change.operator, before, after), text


def _element(site: Site) -> tuple[str, ast.AST | None]:
    """Name the place inside a list or dict that is assigned at the module's level, as in steps[2], and what is there.

    A long table is hard to read for one change in it; without such a place the statement is shown.
    """
    path = [*site.above[1:], site.node]
    if (
        site.scope
        or len(path) < 3
        or not isinstance(path[0], ast.Assign)
        or not isinstance(path[0].targets[0], ast.Name)
    ):
        return "", None
    words, element = path[0].targets[0].id, path[1]
    for inner in path[2:]:
        match element:
            case ast.List(elts=items) | ast.Tuple(elts=items):
                words += f"[{items.index(inner)}]"  # type: ignore[arg-type]  # it is one of them
            case ast.Dict(keys=keys, values=values) if inner in values:
                words += f"[{_printed(keys[values.index(inner)] or inner)}]"
            case _:
                break
        element = inner
    return (words, element) if "[" in words else ("", None)


def _printed(node: ast.AST) -> str:
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))


def _header(statement: ast.stmt) -> str:
    """Give a statement in one line, of a loop or a function only what stands before its colon."""
    if isinstance(statement, ast.Try):
        return "try:"
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        arguments = f"({_without_types(statement.args)})" if isinstance(statement, ast.FunctionDef) else ""
        return f"{'class' if isinstance(statement, ast.ClassDef) else 'def'} {statement.name}{arguments}"
    fields = {}
    for name in ("body", "orelse", "finalbody", "handlers"):
        inner = getattr(statement, name, None)
        if isinstance(inner, list):
            fields[name] = [ast.Expr(ast.Constant(...))] if name == "body" else []
    copied = copy.copy(statement)
    for name, value in fields.items():
        setattr(copied, name, value)
    text = _printed(copied)
    return text.removesuffix("\n    ...") if fields else text


def _without_types(arguments: ast.arguments) -> str:
    bare = copy.deepcopy(arguments)
    for node in ast.walk(bare):
        if isinstance(node, ast.arg):
            node.annotation = None
    return _printed(bare)


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True
