"""One statement read line by line: which names it binds, uses and changes, at once and when functions are called."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from grader.collect.notebook.effects import (
    SELF,
    Given,
    binds_by_text,
    deleted_names,
    given_names,
    held_names,
    names_filled,
    wholes,
)
from grader.collect.notebook.lines import LogicalLine, Token
from grader.collect.notebook.names import (
    assigns,
    colon_place,
    declared_name,
    imported_modules,
    imported_names,
    names_set_in_globals,
    only_targets,
    parameters,
    simple_parts,
    targets,
    used_names,
)
from grader.collect.notebook.values import binds_constant, binds_value

COMPOUND = frozenset({"if", "for", "while", "with", "try", "match", "else", "elif", "except", "finally", "case"})


@dataclass(frozen=True, slots=True)
class Function:
    """A function's parameters in order, or a method's, of which the first is SELF.

    Args:
        name: with a dot before that of a method.
        parameters: in order; a method has one less than in its definition.
        fills: those of whose values it changes something.
        hands_on: what it gives of them to other functions.
    """

    name: str
    parameters: Sequence[str]
    fills: set[str]
    hands_on: Sequence[Given]


@dataclass(slots=True)
class Statement:
    """A statement at the top of a cell.

    Args:
        first: its first physical line in the cell, from 0; `last` its last.
        kind: def, class, import, assign, setting (of warnings, of the interpreter), block (if, for, try ...) or other.
        defines: names that it certainly binds; `changes` those that it may bind or changes.
        at_once: names it uses when it runs; `later` those its functions use when they are called.
        changes_later: names outside whose values its functions set or change when they are called.
        imports: modules it asks for, wherever in it, with their dots.
        results: names it binds to what a call of the same name gave, as experiments do.
        values: those of the names it binds that are visibly no functions: a number, a text, what was computed, what a
            loop runs through.
        constants: those that are numbers or texts.
        deletes: names that it deletes.
        fills: names of whose values it changes something, if those are no functions or modules.
        gives: names that it gives to functions, which may change their values.
        holds: names whose values the one that it binds is or holds; `made_with` those that a function gets for it.
        binds_by_text: it binds names that stand nowhere: `globals()[name] = f`.
        quoted: words in its strings, which may be names.
        functions: what becomes of what they are given, of a def itself and of a class's methods.
        postpones: it holds a lambda, which uses names when it is called.
        blank: nothing was written: the body is `pass`, `...` or raises NotImplementedError, the value is empty.
        fingerprint: of its tokens, comments and docstrings left out.
    """

    first: int
    last: int
    kind: str = "other"
    defines: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    at_once: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    changes_later: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    results: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    constants: set[str] = field(default_factory=set)
    deletes: set[str] = field(default_factory=set)
    fills: set[str] = field(default_factory=set)
    gives: list[Given] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)
    made_with: list[Given] = field(default_factory=list)
    binds_by_text: bool = False
    quoted: set[str] = field(default_factory=set)
    functions: list[Function] = field(default_factory=list)
    postpones: bool = False
    blank: bool = False
    fingerprint: str = ""


@dataclass(slots=True)
class _Scope:
    """A def or class that is being read; the cell itself is the scope at the bottom."""

    kind: str
    indent: int
    name: str = ""
    parameters: list[str] = field(default_factory=list)
    bound: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)  # declared global or nonlocal
    changed: set[str] = field(default_factory=set)
    inside: set[str] = field(default_factory=set)  # what the functions in it use, and do not bind
    touched: set[str] = field(default_factory=set)  # what may be changed: a method is called, an attribute set
    rebound: set[str] = field(default_factory=set)  # what is bound to something new
    parts: dict[str, set[str]] = field(default_factory=dict)  # what a loop runs through, by the names that it binds
    gives: list[Given] = field(default_factory=list)


class StatementReader:
    """Reads the lines of one statement."""

    def __init__(self, kind: str) -> None:
        self.found = Statement(0, 0, kind)
        self._module = _Scope("cell", -1)
        self._may_be_functions: set[str] = set()  # of the names that the cell itself binds
        self._open = [self._module]

    def line(self, line: LogicalLine) -> None:
        """Read one logical line."""
        while len(self._open) > 1 and line.indent <= self._open[-1].indent:
            self._close()
        for part in simple_parts(line.tokens):
            code = part[1:] if part[0].text == "async" else part
            if code and code[0].text in {"def", "class"}:
                self._header(code, line.indent)
            else:
                self._plain(code)

    def finish(self) -> Statement:
        """Give the statement with its names."""
        while len(self._open) > 1:
            self._close()
        bound = self._module.bound
        self.found.values = bound - self._may_be_functions
        (self.found.changes if self.found.kind == "block" else self.found.defines).update(bound)
        self.found.fills = wholes(self._module.touched, self._module.parts) - self.found.changes
        self.found.gives = [*_with_wholes(self._module)]
        self.found.at_once |= self._module.used
        self.found.later |= self._module.inside
        self.found.changes_later |= self._module.changed
        return self.found

    def _close(self) -> None:
        """End a def or class: what it did not bind itself, it uses from outside.

        A class hides nothing from its methods.
        """
        scope = self._open.pop()
        own = scope.bound - scope.elsewhere
        free, inside = scope.used - own, scope.inside - (own if scope.kind == "def" else set())
        if scope.kind == "class" and not any(outer.kind == "def" for outer in self._open):
            self.found.at_once |= free
        else:
            inside |= free
        outer = self._open[-1]
        outer.inside |= inside
        outer.changed |= (scope.changed | (scope.bound & scope.elsewhere)) - own
        if outer.kind == "class" and "cls" in scope.touched:
            outer.changed.add(outer.name)
        if scope.kind == "def" and (outer is self._module or outer.kind == "class"):
            self._note_function(scope, is_method=outer.kind == "class")

    def _note_function(self, scope: _Scope, *, is_method: bool) -> None:
        """Note what a function does with what it is given."""
        called = dict(zip(scope.parameters, scope.parameters, strict=True))  # as callers have them
        if is_method:
            called.update(dict.fromkeys(scope.parameters[:1], SELF))
        own = called.keys() - scope.rebound
        filled = own & wholes(scope.touched | scope.changed, scope.parts)
        self.found.functions.append(
            Function(
                f".{scope.name}" if is_method else scope.name,
                scope.parameters[is_method:],
                {called[name] for name in filled},
                [one._replace(name=called[one.name]) for one in _with_wholes(scope) if one.name in own],
            )
        )

    def _header(self, tokens: Sequence[Token], indent: int) -> None:
        kind, name = tokens[0].text, tokens[1].text if len(tokens) > 1 else ""
        outer = self._open[-1]
        outer.bound.add(name)
        self._may_be_function(outer, {name})
        inner = _Scope(kind, indent, name)
        end = colon_place(tokens)
        header = tokens[2:end]
        if kind == "def":
            inner.parameters, rest = parameters(header)
            inner.bound.update(inner.parameters)
            outer.used |= used_names(rest)
        else:
            outer.used |= used_names(header)
        self._open.append(inner)
        self._simple(tokens[end + 1 :])

    def _plain(self, tokens: Sequence[Token]) -> None:
        if not tokens:
            return
        scope, word = self._open[-1], tokens[0].text
        if word in COMPOUND and word != "match" and (end := colon_place(tokens)) < len(tokens):
            bound, used = targets(tokens[:end])[0], used_names(tokens[1:end])
            scope.bound |= bound
            scope.used |= used
            if word == "for":
                for name in bound:
                    scope.parts.setdefault(name, set()).update(used)
            self._simple(tokens[end + 1 :])
        else:
            self._simple(tokens)

    def _simple(self, tokens: Sequence[Token]) -> None:
        """Read what a line says without its header; Python has no second header in a line."""
        if not tokens:
            return
        scope, word = self._open[-1], tokens[0].text
        if word in {"import", "from"}:
            imported = imported_names(tokens)
            scope.bound |= imported
            self._may_be_function(scope, imported)
            self.found.imports |= imported_modules(tokens)
        elif word in {"global", "nonlocal"}:
            scope.elsewhere |= {token.text for token in tokens[1:] if token.kind == "name"}
        else:
            if word == "del" and scope is self._module:
                self.found.deletes |= deleted_names(tokens)
            bound, changed = targets(tokens)
            bound |= names_set_in_globals(tokens)
            if word == "match" and tokens[-1].text == ":":
                tokens = tokens[1:]
            if declared := declared_name(tokens):
                tokens = tokens[1:]
                bound |= {declared} if scope is not self._module else set()
            used = used_names(tokens) - (set() if tokens[0].depth else only_targets(tokens, bound))
            if scope.kind == "class":  # `fit = fit` takes what stands outside
                scope.elsewhere |= used - scope.bound
            scope.bound |= bound
            scope.used |= used
            words = [token.text for token in tokens]  # most lines are told by one look that they do nothing of this
            calls, binds = "(" in words, "=" in words and any(one.depth == 0 and one.text == "=" for one in tokens)
            results = _results(tokens, bound) if calls and "lambda" not in words else set()
            if not binds_value(tokens):
                self._may_be_function(scope, bound - results)
            given = [*given_names(tokens)] if calls else []
            filled = names_filled(tokens, given)
            scope.gives += given
            scope.touched |= changed | filled
            if binds:
                scope.rebound |= bound
            if scope is self._module:
                self.found.changes |= changed
                self.found.results |= results
                self.found.constants |= bound if binds_constant(tokens) else set()
                self.found.binds_by_text |= calls and binds_by_text(tokens)
                if self.found.kind == "assign" and len(bound) == 1:
                    self.found.holds, self.found.made_with = held_names(tokens, given)
            else:
                binds = binds or any(token.depth == 0 and assigns(token) for token in tokens)
                scope.changed |= filled | (changed if binds else set())

    def _may_be_function(self, scope: _Scope, names: set[str]) -> None:
        if scope is self._module:
            self._may_be_functions |= names


def _with_wholes(scope: _Scope) -> Iterator[Given]:
    """Give what a scope gives to functions; of a part, what it is a part of is given, too."""
    for given in scope.gives:
        yield given
        if given.name in scope.parts:
            yield from (given._replace(name=whole) for whole in wholes({given.name}, scope.parts) - {given.name})


def _results(tokens: Sequence[Token], bound: Collection[str]) -> set[str]:
    """Give the names that take the result of calling what they stood for: `f = f(1)`, but not `f = timed(f)`."""
    if not bound:
        return set()
    after = zip(tokens, tokens[1:], tokens[2:], strict=False)
    called = {
        name.text for name, sign, first in after if name.kind == "name" and sign.text == "(" and first.text != ")"
    }
    return called.intersection(bound)
