"""An answer's text to tokens, in calculator, Python, LaTeX and unicode spelling.

Bounded by construction: one pass, each step consumes text, and no number is built before its digits are counted.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from grader.symbolic import vocabulary as words
from grader.symbolic.latex import LatexScanner
from grader.symbolic.refusal import (
    MAX_CHARACTERS,
    MAX_DECIMAL_EXPONENT,
    MAX_DEPTH,
    MAX_DIGITS,
    Refused,
    name_of,
)
from grader.symbolic.tokens import (
    BLANK,
    PLAIN_STYLE,
    RAISED_FIRST,
    SCRIPT,
    SIGNS,
    SUPERSCRIPTS,
    TWO_SIGNS,
    VULGAR,
    Token,
)

NUMBER = re.compile(r"(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))(?:[eE]([+-]?)([0-9]+))?")
RUN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]{1,20}\}))*_?")
TEX_RUN = re.compile(r"[A-Za-z]+[0-9]*(?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9,]{1,20}\}))?")
GREEK_TAIL = re.compile(r"(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]{1,20}\})|[0-9]+)?")
MAXIMA = re.compile(r"%(e|pi|i)(?![A-Za-z0-9])")
INDEX = re.compile(r"\[\s*([A-Za-z0-9]{1,3})\s*\]")
CAST = re.compile(
    r"\.(?:astype\(\s*['\"]?(?:np\.|numpy\.)?(?:float|int)[0-9]{0,2}['\"]?\s*\)|(?:float|int|double)\(\s*\))"
)
INDICATOR = re.compile(r"I_(?=\s*(?:\{[^{}]{0,80}[<>=≤≥\\]|\{\s*\\\{|[(\[]))")  # I_{z>0}, not the name I_{1}
AFTER_FORMULA = re.compile(r"\$[ ,.]*\}")
TEX_GREEK_TAIL = re.compile(r"(?:_(?:[A-Za-z0-9]|\{[A-Za-z0-9,]{1,20}\}))?")

_AFTER_DOT = ("*", "/", "^", "+", "-")


def scan(text: str, names: words.Names) -> list[Token]:
    """Give the answer's tokens, an `end` token last; raises Refused at what has no place in a formula."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(f"The answer is longer than {MAX_CHARACTERS} characters: write it shorter.", tag="too-long")
    if all(char in BLANK for char in text):
        raise Refused("The answer is empty: write a formula.", tag="empty")
    return _Scanner(text.translate(PLAIN_STYLE), names).run()


class _Scanner(LatexScanner):
    """One pass over the text."""

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
        while self.tokens and self.tokens[-1].kind in ("semi", "newline"):
            self.tokens.pop()
        if len(self.tokens) > 1 and self.tokens[-1].kind == "comma" and self.tokens[-2].kind != "comma":
            self.tokens.pop()
        self._add("end", "", self.stop, self.stop)
        return self.tokens

    def _step(self) -> None:
        char, two = self.text[self.at], self.text[self.at : self.at + 2]
        if "0" <= char <= "9" or (char == "." and two[1:].isdigit() and two.isascii()):
            self._number()
        elif char == ".":
            self._dot()
        elif char == "_" and self.tokens and self.tokens[-1].value == "indicator":
            self.at += 1
        elif char == "$" and self.formulas_in_text and self._step_over(AFTER_FORMULA):
            self.formulas_in_text -= 1
        elif char == "I" and "I" not in self.names.variables and self._step_over(INDICATOR):
            self._add("macro", "indicator", self.at - 2, self.at)
        elif char == "%" and (constant := MAXIMA.match(self.text, self.at, self.stop)):
            self._maxima(constant[1])
        elif char in "~&" and not self.tex and two != "&&":
            self._add("word", {"~": "not", "&": "and"}[char], self.at, self.at + 1)
            self.at += 1
        elif char in "^ˆ" and two[1:] in SUPERSCRIPTS and two[1:]:
            self.at += 1  # e^⁻ᶻ is e⁻ᶻ
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

    def _maxima(self, name: str) -> None:
        """Read %e and %pi, which Maxima and STACK write for the constants."""
        if name in self.names.variables or (self.tokens and self.tokens[-1].kind == "num"):
            raise Refused("The character % (Percent sign) has no meaning in a formula.", self.at)
        self._add("word", {"i": "I"}.get(name, name), self.at, self.at + 1 + len(name))
        self.at += 1 + len(name)

    def _dot(self) -> None:
        rest = self.text[self.at + 1 : self.stop].strip(" ;\n\t")
        if self.tokens and rest[:1] in _AFTER_DOT and self.text[self.at + 1] == rest[0]:
            self.at += 1  # .* ./ .^ of Matlab and Julia
            return
        if self.tokens and (cast := CAST.match(self.text, self.at, self.stop)):
            self._add("cast", cast[0], self.at, cast.end())
            self.at = cast.end()
            return
        if rest[:1] == "(" and self.tokens and self.tokens[-1].end == self.at and self._after_function():
            self.at += 1  # exp.(z) of Julia
            return
        if self.tokens and (not rest or (self.tex and rest[:1] == "\\")):
            self.at += 1  # a full stop after the formula, or after a line of LaTeX cases
            return
        raise Refused("A point belongs only inside a number, as in 0.5.", self.at)

    def _after_function(self) -> bool:
        last = self.tokens[-1]
        return last.kind == "word" and self.names.kind(last.value) in ("function", "declared")

    def _number(self) -> None:
        start = self.at
        if self.single_digits:
            if self.text[start] == ".":
                raise Refused("Put the numbers into braces, as in \\frac{0.5}{2}.", start)
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
        if whole == "1" and not decimals and following in ("_{", "_(", "_["):
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
        self._raised(start, "".join(SUPERSCRIPTS[char] for char in self.text[start : self.at]))

    def _raised(self, start: int, plain: str) -> None:
        """Add an exponent as a group of its own."""
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
        elif char == "∂":
            self.at += 1
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
        latin = words.LOOK_ALIKES.get(char, "")
        if char == "∞":
            raise Refused("Infinity is not a number that a formula may hold.", self.at, tag="not-a-number")
        if latin:
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
        tail = None
        if self.text[self.at - 1] not in words.SUBSCRIPTS and (tail := SCRIPT.match(self.text, self.at, self.stop)):
            self.at = tail.end()
        word = self.text[start : self.at].replace("∂", "d")
        if word in words.MODULES and self.text[self.at : self.at + 1] == "." and word not in self.names.variables:
            self.at += 1  # np.exp is exp
            return
        name = words.canonical(_without_commands(word))
        raised = None if tail else RAISED_FIRST.match(self.text, self.at, self.stop)
        if raised and (both := words.canonical(name + _without_commands(raised[3]))) in self.names.variables:
            self._add("word", both, start, self.at)  # s^2_i is (s_i)^2
            start, self.at = self.at, raised.end()
            self._raised(start, raised[1] or raised[2])
            return
        if (index := INDEX.match(self.text, self.at, self.stop)) and (
            self.names.kind(name) in ("", "forbidden") or (self.names.kind(name) == "variable" and index[1].isdigit())
        ):
            indexed = f"{name}_{index[1]}"
            if indexed in self.names.variables:  # s[i] is s_i
                name, self.at = indexed, index.end()
            elif self.names.kind(name) == "variable":  # nobody means s times 0
                raise Refused(
                    f"{name} is one number here and has no entries: write {name} alone.", self.at, index.end()
                )
        self._add("word", name, start, self.at)


def _without_commands(script: str) -> str:
    """Give a name without \\mathrm and its like, and without the backslash of \\max."""
    return re.sub(r"\\(?!max|min)[a-z]+|[\\\s]", "", script)
