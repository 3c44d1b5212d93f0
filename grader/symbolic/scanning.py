"""An answer's text to tokens, in calculator, Python, LaTeX and unicode spelling.

Bounded by construction: one pass, each step consumes text, and no number is built before its digits are counted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from grader.symbolic import vocabulary as words
from grader.symbolic.refusal import (
    MAX_CHARACTERS,
    MAX_DECIMAL_EXPONENT,
    MAX_DEPTH,
    MAX_DIGITS,
    Refused,
    name_of,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer.

    Args:
        kind: num, word, op, open, close, bar, comma, semi, rel, eq, prime, macro, newline, amp, colon, mark, end.
        value: its canonical spelling.
        start, end: which characters of the answer it is.
        spaced: white space stands before it.
        number: the value of a `num`.
        tex: it was spelled in a LaTeX way, where letters side by side are a product.
    """

    kind: str
    value: str
    start: int
    end: int
    spaced: bool = False
    number: Fraction = Fraction(0)
    tex: bool = False


SIGNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys("-−–—‐‑﹣－⁃", ("op", "-")),
    **dict.fromkeys("+＋﹢", ("op", "+")),
    **dict.fromkeys("*×·⋅∙•∗＊⋆✕✖⨯", ("op", "*")),
    **dict.fromkeys("/÷∕⁄／", ("op", "/")),
    **dict.fromkeys("^＾ˆ", ("op", "^")),
    **dict.fromkeys("(（", ("open", "(")),
    **dict.fromkeys(")）", ("close", ")")),
    **dict.fromkeys("[［", ("open", "[")),
    **dict.fromkeys("]］", ("close", "]")),
    "{": ("open", "{"), "}": ("close", "}"), "|": ("bar", "|"), "∣": ("bar", "|"), "｜": ("bar", "|"),
    ",": ("comma", ","), "，": ("comma", ","), ";": ("semi", ";"), "；": ("semi", ";"), ":": ("colon", ":"),
    "<": ("rel", "<"), ">": ("rel", ">"), "≤": ("rel", "<="), "≥": ("rel", ">="), "⩽": ("rel", "<="),
    "⩾": ("rel", ">="), "≠": ("rel", "!="), "=": ("eq", "="), "＝": ("eq", "="), "?": ("mark", "?"),
    "'": ("prime", "'"), "’": ("prime", "'"), "′": ("prime", "'"), "´": ("prime", "'"), "″": ("prime", "''"),
    "&": ("amp", "&"), "√": ("macro", "sqrt"), "∂": ("word", "d"), "∧": ("word", "and"), "∨": ("word", "or"),
    "𝟙": ("macro", "indicator"), "𝟏": ("macro", "indicator"),
}  # fmt: skip
TWO_SIGNS = {
    "**": ("op", "^"), "<=": ("rel", "<="), "=<": ("rel", "<="), ">=": ("rel", ">="), "=>": ("rel", ">="),
    "==": ("rel", "=="), "!=": ("rel", "!="), "<>": ("rel", "!="), ":=": ("eq", "="), "&&": ("word", "and"),
}  # fmt: skip
SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-()abcdefghijklmnoprstuvwxyz", strict=True)
)
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅙": (1, 6)}
# No visible ink and no meaning; what changes the reading direction is refused below.
BLANK = frozenset(" \t\r\n\f\v\u00a0\u200b\u200c\u200d\u2060\ufeff\u2061\u2062\u2063\u2064\u3000~") | frozenset(
    chr(code) for code in range(0x2000, 0x200B)
) | {"\u202f", "\u205f", "\u00ad"}  # fmt: skip
NUMBER = re.compile(r"(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?)([0-9]+))?")
RUN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]{1,20}\}))*_?")
TEX_RUN = re.compile(r"[A-Za-z]+[0-9]*(?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9,]{1,20}\}))?")
GREEK_TAIL = re.compile(r"(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]{1,20}\})|[0-9]+)?")
TEX_GREEK_TAIL = re.compile(r"(?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9,]{1,20}\}))?")
MACRO = re.compile(r"\\([A-Za-z]+|.|$)", re.DOTALL)
GROUP = re.compile(r"\s*\{([^{}\\]{0,80})\}")
SCRIPT = re.compile(r"_(?:([A-Za-z0-9])|\{([A-Za-z0-9,]{1,20})\})")

OPERATORS = {
    "cdot": ("op", "*"), "times": ("op", "*"), "ast": ("op", "*"), "div": ("op", "/"), "le": ("rel", "<="),
    "leq": ("rel", "<="), "leqslant": ("rel", "<="), "ge": ("rel", ">="), "geq": ("rel", ">="),
    "geqslant": ("rel", ">="), "lt": ("rel", "<"), "gt": ("rel", ">"), "ne": ("rel", "!="), "neq": ("rel", "!="),
    "lvert": ("open", "|"), "rvert": ("close", "|"), "vert": ("bar", "|"), "mid": ("bar", "|"),
    "{": ("open", "{"), "}": ("close", "}"), "lbrace": ("open", "{"), "rbrace": ("close", "}"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"), "|": ("mark", "‖"), "prime": ("prime", "'"),
    "partial": ("word", "d"), "land": ("word", "and"), "wedge": ("word", "and"), "lor": ("word", "or"),
    "\\": ("newline", "\\\\"), "frac": ("macro", "frac"), "dfrac": ("macro", "frac"), "tfrac": ("macro", "frac"),
    "cfrac": ("macro", "frac"), "sqrt": ("macro", "sqrt"),
}  # fmt: skip
IGNORED = frozenset(
    [
        ",",
        ";",
        ":",
        "!",
        "quad",
        "qquad",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
        "enspace",
        "thinspace",
        "hfill",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
    ]
) | {" ", "\n", "\t"}
_STYLES = "mathrm mathit mathsf mathbf mathtt boldsymbol text mbox textrm textit operatorname rm"
LETTER_STYLES = frozenset(_STYLES.split())
LATEX_FUNCTIONS = frozenset(
    [
        "exp",
        "log",
        "ln",
        "sin",
        "cos",
        "tan",
        "sec",
        "csc",
        "cot",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sech",
        "csch",
        "arcsin",
        "arccos",
        "arctan",
        "max",
        "min",
        "sgn",
        "sign",
        "erf",
        "arctanh",
        "artanh",
        "arsinh",
        "arcosh",
    ]
)


def scan(text: str, names: words.Names) -> list[Token]:
    """Give the answer's tokens, an `end` token last; raises Refused at what has no place in a formula."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"The answer is longer than {MAX_CHARACTERS} characters: write it shorter.", tag="too-long")
    if all(char in BLANK for char in text):
        raise Refused("The answer is empty: write a formula.", tag="empty")
    return _Scanner(text, names).run()


class _Scanner:
    """One pass over the text."""

    def __init__(self, text: str, names: words.Names) -> None:
        self.text, self.names = text, names
        self.at, self.stop = _unwrap(text)
        self.tokens: list[Token] = []
        self.tex = "\\" in text
        self.single_digits = 0  # arguments of \frac that are still to come; without braces each is one digit

    def run(self) -> list[Token]:
        depth = 0
        while (spaced := self._skip_blank()) is not None:
            before = len(self.tokens)
            self._step()
            if spaced and len(self.tokens) > before:
                first = self.tokens[before]
                self.tokens[before] = Token(
                    first.kind, first.value, first.start, first.end, True, first.number, first.tex
                )
            for token in self.tokens[before:]:
                depth += (token.kind == "open") - (token.kind == "close")
                if depth > MAX_DEPTH:
                    raise Refused(
                        f"More than {MAX_DEPTH} brackets stand inside each other: write it simpler.",
                        token.start,
                        tag="too-deep",
                    )
        while self.tokens and self.tokens[-1].kind == "semi":
            self.tokens.pop()
        self._add("end", "", self.stop, self.stop)
        return self.tokens

    def _skip_blank(self) -> bool | None:
        start = self.at
        while self.at < self.stop and self.text[self.at] in BLANK:
            self.at += 1
        return None if self.at >= self.stop else self.at > start

    def _add(self, kind: str, value: str, start: int, end: int, number: Fraction = Fraction(0)) -> None:
        self.tokens.append(Token(kind, value, start, end, False, number, self.tex))
        if kind == "macro" and value == "frac":
            self.single_digits = 2
        elif kind in ("open", "op"):
            self.single_digits = 0

    def _step(self) -> None:
        char, two = self.text[self.at], self.text[self.at : self.at + 2]
        if "0" <= char <= "9" or (char == "." and two[1:].isdigit() and two.isascii()):
            self._number()
        elif char == ".":
            self._dot()
        elif char == "_" and self.tokens and self.tokens[-1].value == "indicator":
            self.at += 1
        elif two in TWO_SIGNS:
            self._add(*TWO_SIGNS[two], self.at, self.at + 2)
            self.at += 2
        elif char == "\\":
            self._macro()
        elif char in SUPERSCRIPTS:
            self._superscript()
        elif char in VULGAR:
            over, under = VULGAR[char]
            self._add("num", char, self.at, self.at + 1, Fraction(over, under))
            self.at += 1
        elif char in SIGNS:
            self._add(*SIGNS[char], self.at, self.at + 1)
            self.at += 1
        else:
            self._word(char)

    def _dot(self) -> None:
        rest = self.text[self.at + 1 : self.stop].strip(" ;\n\t")
        if self.tokens and (not rest or (self.tex and rest[:1] == "\\")):
            self.at += 1  # a full stop after the formula, or after a line of LaTeX cases
            return
        raise Refused("A point belongs only inside a number, as in 0.5.", self.at)

    def _number(self) -> None:
        start = self.at
        if self.single_digits:
            self.single_digits -= 1
            self.at += 1
            self._add("num", self.text[start], start, self.at, Fraction(int(self.text[start])))
            return
        found = NUMBER.match(self.text, start, self.stop)
        assert found is not None
        whole, decimals, sign, power = found[1] or "", found[2] or found[3] or "", found[4], found[5]
        if power is not None and any(letter in self.names.variables for letter in "eE"):
            found = re.compile(r"[0-9]*\.?[0-9]*").match(self.text, start, self.stop)
            assert found is not None
            power = None
        end = found.end()
        if len(whole) + len(decimals) > MAX_DIGITS:
            raise Refused(f"A number may have at most {MAX_DIGITS} digits.", start, end, tag="number-too-large")
        if power is not None and (len(power) > 4 or int(power) > MAX_DECIMAL_EXPONENT):
            raise Refused(
                f"The exponent of a decimal number may be at most {MAX_DECIMAL_EXPONENT}.",
                start,
                end,
                tag="number-too-large",
            )
        following = self.text[end : end + 2]
        if whole == "1" and not decimals and following == "_{":
            self.at = end + 1
            self._add("macro", "indicator", start, self.at)
            return
        if following[:1] == "." or (following[:1] == "_" and following[1:2] != "{"):
            raise Refused("This is not one number: write it with digits and one decimal point, as in 0.5.", start, end)
        value = Fraction(int(whole + decimals or "0"), 10 ** len(decimals))
        if power is not None:
            value = value * 10 ** int(power) if sign != "-" else value / 10 ** int(power)
        self.at = end
        self._add("num", self.text[start:end], start, end, value)

    def _superscript(self) -> None:
        start = self.at
        while self.at < self.stop and self.text[self.at] in SUPERSCRIPTS:
            self.at += 1
        plain = "".join(SUPERSCRIPTS[char] for char in self.text[start : self.at])
        inner = _Scanner(plain, self.names).run()[:-1]
        self._add("op", "^", start, self.at)
        self._add("open", "(", start, self.at)
        self.tokens.extend(Token(t.kind, t.value, start, self.at, False, t.number, True) for t in inner)
        self._add("close", ")", start, self.at)

    def _word(self, char: str) -> None:
        start = self.at
        if char.isascii() and char.isalpha():
            run = TEX_RUN if self.tex else RUN
            if self.single_digits:
                self.single_digits -= 1
                run = re.compile(r"[A-Za-z](?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9,]{1,20}\}))?")
            found = run.match(self.text, start, self.stop)
            assert found is not None
            self.at = found.end()
        elif char in words.GREEK:
            tail = (TEX_GREEK_TAIL if self.tex else GREEK_TAIL).match(self.text, start + 1, self.stop)
            self.at = tail.end() if tail else start + 1
            for name in sorted((n for n in self.names.variables.values() if not n.isascii()), key=len, reverse=True):
                if (
                    self.text.startswith(name, start)
                    and not self.text[start + len(name) : start + len(name) + 1].isalnum()
                ):
                    self.at = max(self.at, start + len(name))
        else:
            self._accented(char)
            return
        self._finish_word(start)

    def _accented(self, char: str) -> None:
        """Read ŷ as one name; whatever else is no letter of a formula is refused by its own name."""
        split = unicodedata.normalize("NFD", char)
        if len(split) == 2 and split[0].isascii() and split[1] in words.ACCENTS:
            self.at += 1
            self._finish_word(self.at - 1)
            return
        other_style = unicodedata.name(char, "").startswith(("MATHEMATICAL", "FULLWIDTH"))
        latin = words.LOOK_ALIKES.get(char, unicodedata.normalize("NFKC", char) if other_style else "")
        if char == "∞":
            raise Refused("Infinity is not a number that a formula may hold.", self.at, tag="not-a-number")
        if latin and latin.isalnum() and latin != char:
            raise Refused(
                f"{name_of(char)} looks like the letter {latin} but is another character: type {latin}.",
                self.at,
                tag="look-alike",
            )
        if char in "∫∑∏":
            raise Refused("An integral or a sum is left in the answer: carry it out.", self.at, tag="not-carried-out")
        raise Refused(f"The character {name_of(char)} has no meaning in a formula.", self.at)

    def _finish_word(self, start: int) -> None:
        while self.at < self.stop and self.text[self.at] in words.ACCENTS:
            self.at += 1
        while self.at < self.stop and self.text[self.at] in words.SUBSCRIPTS:
            self.at += 1
        if self.text[self.at - 1] not in words.SUBSCRIPTS and (tail := SCRIPT.match(self.text, self.at, self.stop)):
            self.at = tail.end()
        word = self.text[start : self.at]
        if word in words.MODULES and self.text[self.at : self.at + 1] == "." and word not in self.names.variables:
            self.at += 1  # np.exp is exp
            return
        self._add("word", words.canonical(word), start, self.at)

    def _macro(self) -> None:
        start = self.at
        found = MACRO.match(self.text, start, self.stop)
        assert found is not None
        name = found[1]
        self.at = found.end()
        if name in ("left", "right"):
            self._sized_bracket(name)
        elif name in IGNORED:
            return
        elif name in OPERATORS:
            self._add(*OPERATORS[name], start, self.at)
        elif name in ("begin", "end"):
            self._environment(name, start)
        elif name in ("hat", "widehat", "bar", "overline", "tilde", "widetilde", "dot"):
            self._tex_accent(name, start)
        elif name in LETTER_STYLES:
            self._styled(start)
        elif name in ("mathbb", "mathds", "mathbbm"):
            group = GROUP.match(self.text, self.at, self.stop)
            if group is None or group[1].strip() not in ("1", "I"):
                raise Refused("This letter has no meaning here.", start, self.at)
            self.at = group.end()
            self._add("macro", "indicator", start, self.at)
        elif name in words.LATEX_GREEK or name in LATEX_FUNCTIONS:
            self._tex_name(words.LATEX_GREEK.get(name, name), start)
        else:
            self._unknown_macro(name, start)

    def _tex_name(self, name: str, start: int) -> None:
        word = name
        if name not in LATEX_FUNCTIONS and (tail := SCRIPT.match(self.text, self.at, self.stop)):
            word += "_" + (tail[1] or tail[2])
            self.at = tail.end()
        self._add("word", word, start, self.at)

    def _sized_bracket(self, name: str) -> None:
        self._skip_blank()
        rest = self.text[self.at : self.stop]
        if rest.startswith("."):
            self.at += 1
            if name == "right":
                self._add("null", ".", self.at - 1, self.at)
        elif rest.startswith("|"):
            self._add("open" if name == "left" else "close", "|", self.at, self.at + 1)
            self.at += 1

    def _environment(self, name: str, start: int) -> None:
        group = GROUP.match(self.text, self.at, self.stop)
        if group is None or group[1].rstrip("*") not in ("cases", "array", "dcases"):
            raise Refused("A matrix or another LaTeX environment is not one formula.", start, self.at)
        self.at = group.end()
        if group[1] == "array" and name == "begin" and (columns := GROUP.match(self.text, self.at, self.stop)):
            self.at = columns.end()
        if name == "begin":
            while self.tokens and self.tokens[-1].kind == "open" and self.tokens[-1].value == "{":
                self.tokens.pop()
        self._add("macro", f"{name}-cases", start, self.at)
        if name == "end":
            self._skip_blank()
            closing = re.compile(r"\\right\s*(?:\.|\\\})|\\\}").match(self.text, self.at, self.stop)
            if closing:
                self.at = closing.end()

    def _tex_accent(self, name: str, start: int) -> None:
        inner = re.compile(r"\s*(?:\{\s*(\\?[A-Za-z]+)\s*\}|(\\[A-Za-z]+|[A-Za-z]))").match(
            self.text, self.at, self.stop
        )
        if inner is None:
            raise Refused("A name must stand under this accent, as in \\hat{y}.", start, self.at)
        self.at = inner.end()
        accent = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}.get(name, name)
        letter = (inner[1] or inner[2]).removeprefix("\\")
        self._tex_name(f"{words.LATEX_GREEK.get(letter, letter)}_{accent}", start)

    def _styled(self, start: int) -> None:
        group = re.compile(r"\s*\*?\{\s*([A-Za-z0-9, .]{0,80}?)\s*\}").match(self.text, self.at, self.stop)
        if group is None:
            raise Refused("Letters in braces are expected here.", start, self.at)
        inside = group[1].replace(",", " ").replace(".", " ").split()
        offset = group.start(1)
        self.at = group.end()
        if inside == ["1"] and self.text[self.at : self.at + 1] in ("_", "[", "{", "("):
            self._add("macro", "indicator", start, self.at)
            return
        for word in inside:
            if word.isdigit():
                raise Refused("Write numbers without \\text or \\mathrm.", start, self.at)
            if len(inside) == 1:
                self._tex_name(word, start)
            else:
                self._add("word", word, offset, offset + len(group[1]))

    def _unknown_macro(self, name: str, start: int) -> None:
        if name in ("int", "iint", "sum", "prod", "lim", "oint"):
            raise Refused(
                "An integral, a sum or a limit is left in the answer: carry it out.",
                start,
                self.at,
                tag="not-carried-out",
            )
        if name == "infty":
            raise Refused("Infinity is not a number that a formula may hold.", start, self.at, tag="not-a-number")
        if name == "pm":
            raise Refused("± stands for two formulas: write one.", start, self.at)
        if name in ("(", ")", "[", "]"):
            raise Refused("Put \\( and \\) only around the whole formula.", start, self.at)
        raise Refused(f"\\{name} is not a command that is understood here.", start, self.at)


_WRAPPERS = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "`"), ('"', '"'), ("'", "'"), ("“", "”"))


def _unwrap(text: str) -> tuple[int, int]:
    """Give where the formula starts and stops inside $...$, \\(...\\), quotes or backticks."""
    start, stop = 0, len(text)
    for _ in range(3):
        while start < stop and text[start] in BLANK:
            start += 1
        while start < stop and (text[stop - 1] in BLANK) and text[stop - 2 : stop] != "\\ ":
            stop -= 1
        for opening, closing in _WRAPPERS:
            inner = text[start:stop]
            if (
                len(inner) > len(opening) + len(closing)
                and inner.startswith(opening)
                and inner.endswith(closing)
                and opening not in inner[len(opening) : -len(closing)]
            ):
                start, stop = start + len(opening), stop - len(closing)
                break
        else:
            break
    return start, stop
