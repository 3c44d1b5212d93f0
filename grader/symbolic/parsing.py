"""Tokens to the fixed tree: a Pratt parser that refuses what fair readers would read in two ways."""

from __future__ import annotations

from fractions import Fraction

from grader.symbolic import calls, cases
from grader.symbolic.case_lines import separate_lines
from grader.symbolic.labels import drop_label
from grader.symbolic.naming import resolve
from grader.symbolic.refusal import MAX_DEPTH, Refused
from grader.symbolic.scanning import scan
from grader.symbolic.stream import TokenStream
from grader.symbolic.tokens import VULGAR, Token
from grader.symbolic.tree import Add, Condition, Const, Div, Indicator, Mul, Neg, Node, Num, Pow, Var, walk
from grader.symbolic.tree import children as tree_children
from grader.symbolic.vocabulary import Names

CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|"}


def read(text: str, names: Names) -> Node:
    """Give the tree of an answer; raises Refused with the place and what to write instead."""
    tokens = drop_label(separate_lines(scan(text, names), text), names)
    tokens = _functions_bare(resolve(tokens, names), names)
    parser = Parser(tokens, names)
    tree = parser.whole()
    _check_depth(tree)
    return tree


class Parser(TokenStream):
    """Reads one answer; every method leaves `at` behind what it has read."""

    def whole(self) -> Node:
        """Read everything up to the end."""
        node = self.over(self.value(top=True))
        if not self.peek("end"):
            raise self.unexpected()
        return node

    def value(self, *, top: bool = False) -> Node:
        """Read a sum, or values under conditions: `1 if z > 0 else 0`, `0 if z < 0, 1 if z > 0`."""
        with self.deeper():
            return cases.read_value(self, top)

    def sum(self) -> Node:
        """Read terms with + and - between them."""
        with self.deeper():
            terms = [self.product()]
            while self.peek("op", "+") or self.peek("op", "-"):
                minus = self.take().value == "-"
                term = self.product()
                terms.append(Neg(term) if minus else term)
            return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def product(self) -> Node:
        """Read factors with *, / or nothing between them, from left to right."""
        start = self.now
        if negative := self.signs():
            return Neg(self.product_of(start)) if negative % 2 else self.product_of(start)
        return self.product_of(start)

    def signs(self) -> int:
        """Step over signs before a term and give how many were minus, plus 2 so that any sign is true."""
        count = seen = 0
        while self.peek("op", "+") or self.peek("op", "-"):
            count += self.take().value == "-"
            seen = 2
        return count + seen

    def product_of(self, start: Token) -> Node:
        """Read a product whose signs have been read."""
        done: Node = self.power()
        divided: tuple[Node, Node] | None = None
        while True:
            if self.peek("op", "*"):
                self.take()
                done, divided = _times(done, self.factor()), None
            elif self.peek("op", "/"):
                self.take()
                under = self.factor()
                divided = (done, under)
                done = Div(done, under)
            elif self.starts_factor():
                if self.now.kind == "num" and self.tokens[self.at - 1].kind == "num":
                    raise Refused(
                        "A number stands directly after a number: what is between them?", self.now.start, self.now.end
                    )
                factor = self.power()
                if divided is not None:
                    raise self.ambiguous(start, Mul((done, factor)), Div(divided[0], _times(divided[1], factor)))
                done = _times(done, factor)
            else:
                return done

    def factor(self) -> Node:
        """Read what stands after * or /, which may have a sign of its own."""
        negative = self.signs()
        node = self.power()
        return Neg(node) if negative % 2 else node

    def starts_factor(self) -> bool:
        """Tell whether a factor follows without a sign for the multiplication."""
        token = self.now
        if token.kind == "bar":
            return self.open_bars == 0
        if token.kind in ("num", "open"):
            return True
        if token.kind == "name":
            return self.names.kind(token.value) not in ("reserved",)
        return token.kind == "macro" and token.value in ("frac", "sqrt", "indicator", "begin-cases")

    def power(self) -> Node:
        """Read an atom with its exponent."""
        with self.deeper():
            start = self.now
            base = self.atom()
            bare = self.at - 1 if self.tokens[self.at - 1] is start else None
            if not self.peek("op", "^"):
                return self.after(base)
            self.take()
            grouped = self.peek("open")
            first = self.now
            exponent = self.exponent()
            self._one_reading(start, base, exponent, grouped, first, bare is not None)
            return self.after(Pow(base, exponent))

    def exponent(self) -> Node:
        """Read an exponent: a sign and a power, nothing beside it."""
        with self.deeper():
            negative = self.signs()
            if self.peek("prime"):
                raise self.unexpected()
            node = self.power()
            return Neg(node) if negative % 2 else node

    def _one_reading(self, start: Token, base: Node, exponent: Node, grouped: bool, first: Token, bare: bool) -> None:
        """Refuse e^-2z, 2^3z and x^1/2, where the exponent may or may not go on; x^2y has one fair reading."""
        plain = exponent.term if isinstance(exponent, Neg) else exponent
        one = isinstance(plain, Num) and plain.value == 1  # nobody writes x^1 but for the beginning of a fraction
        if one and not grouped and self.peek("op", "/") and self.peek("num", ahead=1):
            self.take()
            under = self.atom()
            below = base if exponent == plain else Div(Num(Fraction(1), "1"), base)
            raise self.ambiguous(start, Pow(base, Div(exponent, under)), Div(below, under))
        if grouped or not bare or not self.starts_factor():
            return
        if not isinstance(base, (Num, Const)) or base == Const("pi"):
            return
        if self.now.spaced and isinstance(base, Num) and isinstance(plain, Num):
            return  # 10^6 x
        mark = self.at
        opens = self.peek("open") or self.peek("macro") or calls.is_function(self, self.now)
        if self.now.spaced and isinstance(plain, Var) and (opens or (self.peek("name", "e") and base == Const("e"))):
            return
        following = self.power()
        if opens and isinstance(plain, Var) and plain in walk(following):
            self.at = mark
            return  # e^z(1 + e^z): what follows names the exponent again, so it is a factor of its own
        longer = Neg(_times(plain, following)) if isinstance(exponent, Neg) else _times(plain, following)
        raise self.ambiguous(start, Pow(base, longer), _times(Pow(base, exponent), following))

    def after(self, node: Node) -> Node:
        """Check what follows an atom: a prime is a derivative, a condition may be made a number with .astype(float)."""
        while self.peek("cast") and isinstance(node, Indicator):
            self.take()
        if self.peek("prime"):
            raise self.unexpected()
        return node

    def atom(self) -> Node:
        """Read a number, a name, a bracket, a fraction, a root."""
        token = self.now
        match token.kind:
            case "num":
                self.take()
                if self.peek("num") and self.now.value in VULGAR and not token.value.startswith("0"):
                    raise Refused("Write a mixed number as a sum, as in 1 + 1/2.", token.start, self.now.end)
                return Num(token.number, token.value)
            case "open":
                return self.bracket()
            case "bar":
                return self.bars()
            case "name":
                return calls.read_name(self)
            case "macro":
                return self.macro()
        raise self.unexpected()

    def bracket(self) -> Node:
        """Read what stands in ( ), [ ] or { }; a condition in them counts 1 or 0."""
        opening = self.take()
        outer_bars, self.open_bars = self.open_bars, 0
        if self.peek("close", CLOSING[opening.value]):
            raise Refused("These brackets are empty.", opening.start, self.now.end)
        node = cases.read_set(self) if opening.value == "{" else self.value()
        if self.peek("eq", "="):  # 1 + (z = 0)
            node = Indicator(cases.read_condition(self, left=node))
        node = self.over(node)
        self.expect("close", CLOSING[opening.value], opening)
        self.open_bars = outer_bars
        return calls.absolute(node) if opening.value == "|" else node

    def over(self, above: Node) -> Node:
        """Read what stands below \\over: its fraction takes all of the group."""
        return Div(above, self.value()) if self.accept("macro", "over") else above

    def bars(self) -> Node:
        """Read |...|."""
        opening = self.take()
        self.open_bars += 1
        with self.deeper():
            node = self.value()
        if self.peek("bar"):
            closing = self.take()
            self.open_bars -= 1
            left = sum(token.kind == "bar" for token in self.tokens[self.at :])
            two_ways = self.open_bars == 0 and left >= 2 and left % 2 == 0 and self.starts_factor()
            if two_ways and not (closing.spaced or self.now.spaced or self.peek("bar")) and self._closes_later():
                raise Refused(
                    "These bars can be paired in two ways: write abs(...) instead.",
                    opening.start,
                    closing.end,
                    tag="ambiguous",
                )
            return calls.absolute(node)
        if self.peek("end"):
            raise Refused('This bar is never closed: "|" is missing.', opening.start, opening.end)
        raise self.unexpected()

    def _closes_later(self) -> bool:
        """Tell whether the next bar stands directly behind something, so that it may close a pair from before."""
        for index in range(self.at, len(self.tokens)):
            if self.tokens[index].kind == "bar":
                return self.tokens[index - 1].kind not in ("op", "comma", "rel")
            if self.tokens[index].kind == "op":
                return False
        return False

    def macro(self) -> Node:
        """Read \\frac, \\sqrt, an indicator, or LaTeX cases."""
        token = self.take()
        if token.value == "frac":
            over, under = self.argument(), self.argument()
            return Div(over, under)
        if token.value == "sqrt":
            return calls.read_root(self, token)
        if token.value == "indicator":
            return cases.read_indicator(self, token)
        if token.value == "begin-cases":
            return cases.read_tex_cases(self, token)
        self.at -= 1
        if token.value == "over":
            raise self.unexpected()
        raise Refused("\\end stands here without its \\begin.", token.start, token.end)

    def argument(self) -> Node:
        """Read an argument of a LaTeX command: a group, or one atom."""
        if self.peek("open", "{"):
            return self.bracket()
        if self.peek("open"):
            raise Refused("Put the argument in braces, as in \\frac{1}{2}.", self.now.start, self.now.end)
        return self.atom()

    def condition(self) -> Condition:
        """Read comparisons with and, or, not."""
        return cases.read_condition(self)


def _functions_bare(tokens: list[Token], names: Names) -> list[Token]:
    """Give the tokens without the braces in {\\tanh}^2 z."""
    out: list[Token] = []
    for token in tokens:
        out.append(token)
        if (
            [t.kind for t in out[-3:]] == ["open", "name", "close"]
            and out[-3].value == "{"
            and names.kind(out[-2].value) in ("function", "declared")
        ):
            out[-3:] = [out[-2]]
    return out


def _times(left: Node, right: Node) -> Mul:
    return Mul((*left.factors, right)) if isinstance(left, Mul) else Mul((left, right))


def _check_depth(tree: Node) -> None:
    level: list[Node | Condition] = [tree]
    depth = 0
    while level:
        depth += 1
        if depth > 2 * MAX_DEPTH:
            raise Refused(f"The formula is nested more than {MAX_DEPTH} deep: write it simpler.", tag="too-deep")
        level = [child for node in level for child in tree_children(node)]
