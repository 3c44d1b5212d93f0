"""The tokens of an answer one after the other, and what to say of one that cannot stand where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.symbolic.printing import show_plain
from grader.symbolic.refusal import MAX_DEPTH, Refused
from grader.symbolic.tokens import Token
from grader.symbolic.tree import Node
from grader.symbolic.vocabulary import Names

_LEVELS = 4  # a bracket is a value, a sum, a power and perhaps an exponent to the parser


class TokenStream:
    """Keeps the place in the tokens; reading moves it on."""

    def __init__(self, tokens: list[Token], names: Names) -> None:
        self.tokens, self.names = tokens, names
        self.at = 0
        self.depth = 0
        self.open_bars = 0

    @property
    def now(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    def peek(self, kind: str, value: str | None = None, ahead: int = 0) -> bool:
        """Tell whether the next token (or one further on) is of this kind and value."""
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind == kind and (value is None or token.value == value)

    def take(self) -> Token:
        """Give the next token and step over it."""
        token = self.now
        if token.kind != "end":
            self.at += 1
        return token

    def accept(self, kind: str, value: str | None = None) -> bool:
        """Step over the next token if it is this one."""
        if self.peek(kind, value):
            self.take()
            return True
        return False

    def expect(self, kind: str, value: str, after: Token) -> None:
        """Step over this token, or point at the bracket that it should close."""
        if not self.accept(kind, value):
            if self.peek("end"):
                raise Refused(f'This bracket is never closed: "{value}" is missing.', after.start, after.end)
            raise self.unexpected()

    def unexpected(self) -> Refused:
        """Give the refusal for a token that cannot stand here."""
        token = self.now
        sentence, tag = self._cannot_stand(token)
        return Refused(sentence, token.start, None if token.kind == "end" else token.end, tag)

    def _cannot_stand(self, token: Token) -> tuple[str, str]:
        match token.kind:
            case "end":
                return "The formula breaks off here: something is missing.", "unreadable"
            case "close":
                return f'This "{token.value}" closes nothing, or another bracket than was opened.', "unreadable"
            case "comma":
                numbers = self.at > 0 and self.tokens[self.at - 1].kind == "num" and self.peek("num", ahead=1)
                hint = "write decimals with a point, as in 0.5." if numbers else "write one formula, not several."
                return f"A comma has no place here: {hint}", "unreadable"
            case "semi" | "newline":
                return "Write one formula, not several.", "unreadable"
            case "rel" | "eq":
                return "A comparison or an equation is not a formula with a value.", "equation"
            case "cast":
                behind = f"as in (z > 0){token.value}."
                return f"{token.value} counts only behind a condition in brackets, {behind}", "unreadable"
            case "prime":
                return "A derivative is left in the answer: carry it out.", "not-carried-out"
            case "op" if token.value in "*/^":
                return f'Something is missing before "{token.value}".', "unreadable"
        return f'"{token.value}" cannot stand here.', "unreadable"

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count one level of nesting; too many are refused."""
        self.depth += 1
        if self.depth > _LEVELS * MAX_DEPTH:
            raise Refused(
                f"The formula is nested more than {MAX_DEPTH} deep: write it simpler.", self.now.start, tag="too-deep"
            )
        try:
            yield
        finally:
            self.depth -= 1

    def ambiguous(self, start: Token, one: Node, other: Node) -> Refused:
        """Give the refusal that names both readings."""
        last = self.tokens[max(self.at - 1, 0)]
        first, second = show_plain(one), show_plain(other)
        return Refused(
            f"This can be read in two ways, as {first} or as {second}: write one of the two.",
            start.start,
            max(last.end, start.end),
            tag="ambiguous",
        )
