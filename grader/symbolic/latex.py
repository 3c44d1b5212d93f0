"""LaTeX commands to tokens."""

from __future__ import annotations

import re
from fractions import Fraction

from grader.symbolic import vocabulary as words
from grader.symbolic.quantifiers import without_domain
from grader.symbolic.refusal import Refused
from grader.symbolic.tokens import BLANK, SCRIPT, Token

MACRO = re.compile(r"\\([A-Za-z]+|.|$)", re.DOTALL)
GROUP = re.compile(r"\s*\{([^{}\\]{0,80})\}")
OPERATORS = {
    "cdot": ("op", "*"), "cdotp": ("op", "*"), "bullet": ("op", "*"), "times": ("op", "*"), "ast": ("op", "*"),
    "div": ("op", "/"), "le": ("rel", "<="),
    "leq": ("rel", "<="), "leqslant": ("rel", "<="), "ge": ("rel", ">="), "geq": ("rel", ">="),
    "geqslant": ("rel", ">="), "lt": ("rel", "<"), "gt": ("rel", ">"), "ne": ("rel", "!="), "neq": ("rel", "!="),
    "lvert": ("open", "|"), "rvert": ("close", "|"), "vert": ("bar", "|"), "mid": ("bar", "|"),
    "lVert": ("open", "|"), "rVert": ("close", "|"), "Vert": ("bar", "|"), "|": ("bar", "|"), "*": ("op", "*"),
    "{": ("open", "{"), "}": ("close", "}"), "lbrace": ("open", "{"), "rbrace": ("close", "}"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"), "lparen": ("open", "("),
    "rparen": ("close", ")"), "prime": ("prime", "'"),
    "land": ("word", "and"), "wedge": ("word", "and"), "lor": ("word", "or"),
    "\\": ("newline", "\\\\"), "frac": ("macro", "frac"), "dfrac": ("macro", "frac"), "tfrac": ("macro", "frac"),
    "cfrac": ("macro", "frac"), "sfrac": ("macro", "frac"), "nicefrac": ("macro", "frac"), "sqrt": ("macro", "sqrt"),
    "over": ("macro", "over"), "cr": ("newline", "\\\\"), "llbracket": ("open", "["), "rrbracket": ("close", "]"),
}  # fmt: skip
_SPACES = (
    ", ; : ! quad qquad displaystyle textstyle limits nolimits enspace thinspace hfill big Big bigg Bigg bigl bigr "
    "Bigl Bigr biggl biggr Biggl Biggr boxed mathop rm bf it nonumber notag ensuremath strut mathstrut"
)
IGNORED = frozenset(_SPACES.split()) | {" ", "\n", "\t"}
WITH_ARGUMENT = frozenset({"hspace", "mspace", "tag", "label", "color", "textcolor"})  # ignored with the next group
_STYLES = (
    "mathrm mathit mathsf mathbf mathtt mathcal mathscr boldsymbol text mbox textrm textit operatorname "
    "mathnormal textnormal textup textbf"
)
LETTER_STYLES = frozenset(_STYLES.split())
_FUNCTIONS = (
    "exp log ln sin cos tan sec csc cot sinh cosh tanh coth sech csch arcsin arccos arctan max min sgn sign erf "
    "arctanh artanh arsinh arcosh abs"
)
LATEX_FUNCTIONS = frozenset(_FUNCTIONS.split())
ENVIRONMENTS = ("cases", "array", "dcases", "rcases")
BRACED_ENVIRONMENTS = ("matrix", "aligned", "smallmatrix")  # only behind \left\{: elsewhere a matrix is meant
LINE_END = re.compile(r"\s*\[[0-9.]+[a-z]{2}\]")
LETTER = re.compile(r"\s*([A-Za-z])")  # \mathrm dz is an upright d and a z
COLUMNS = re.compile(r"\s*\{(?:[^{}\\]|\{[^{}\\]{0,20}\}){0,80}\}")
STYLED = re.compile(r"\s*\*?\{\s*((?:[A-Za-z0-9, .:]|\\[ ,;]){0,80}?)\s*(\}|\$)")  # $: \text{if $z > 0$}
GREEK_GROUP = re.compile(rf"\s*\{{\s*\\({'|'.join(words.LATEX_GREEK)})\s*\}}")
UNDER_ACCENT = re.compile(
    rf"\s*(?:\{{\s*\\(?:{'|'.join(sorted(LETTER_STYLES))})\s*\{{?\s*(\\?[A-Za-z]+)\s*\}}?\s*\}}"
    r"|\{\s*(\\?[A-Za-z]+)\s*\}|(\\[A-Za-z]+|[A-Za-z]))"
)  # fmt: skip
ACCENT_GROUP = re.compile(r"\s*\{\s*\\(?:hat|widehat|bar|overline|tilde|widetilde|dot)(?![A-Za-z])")
BEFORE_CONDITION = re.compile(r"(?:\\[!,]|\s)*(?:[_\[({]|\\\{|\\lbrace|\\left|\\[bB]igg?l?)")
ONE = re.compile(rf"\s*(1){BEFORE_CONDITION.pattern}")


class LatexScanner:
    """Keeps the place in the text and the tokens found so far; reads the commands among them."""

    def __init__(self, text: str, names: words.Names) -> None:
        self.text, self.names = text, names
        self.at, self.stop = unwrap(text)
        self.stop = without_domain(text, self.at, self.stop, names)
        self.tokens: list[Token] = []
        self.tex = "\\" in text
        self.formulas_in_text = 0  # $...$ in \text{...} that are open here
        self.single_digits = 0  # arguments of \frac that are still to come; without braces each is one digit

    def _skip_blank(self) -> bool | None:
        """Step over blanks; give whether there were any, None at the end."""
        start = self.at
        while self.at < self.stop and (self.text[self.at] in BLANK or (self.tex and self.text[self.at] == "~")):
            self.at += 1
        return None if self.at >= self.stop else self.at > start

    def _add(self, kind: str, value: str, start: int, end: int, number: Fraction = Fraction(0)) -> None:
        self.tokens.append(Token(kind, value, start, end, False, number, self.tex))
        if kind == "macro" and value == "frac":
            self.single_digits = 2
        elif kind in ("open", "op"):
            self.single_digits = 0

    def _macro(self) -> None:
        start = self.at
        found = MACRO.match(self.text, start, self.stop)
        assert found is not None
        name = found[1]
        self.at = found.end()
        if name in ("left", "right"):
            self._sized_bracket(name)
        elif name in IGNORED or (name in WITH_ARGUMENT and self._step_over(GROUP)):
            return
        elif name in OPERATORS:
            if name == "\\" and (space := LINE_END.match(self.text, self.at, self.stop)):
                self.at = space.end()
            self._add(*OPERATORS[name], start, self.at)
        elif name in ("begin", "end"):
            self._environment(name, start)
        elif name in ("hat", "widehat", "bar", "overline", "tilde", "widetilde", "dot"):
            self._tex_accent(name, start)
        elif name in LETTER_STYLES:
            self._styled(start)
        elif name in ("mathbb", "mathds", "mathbbm"):
            group = re.compile(r"\s*(?:\{\s*([1I])\s*\}|([1I]))").match(self.text, self.at, self.stop)
            if group is None:
                raise Refused("This letter has no meaning here.", start, self.at)
            self.at = group.end()
            self._add("macro", "indicator", start, self.at)
        elif name in words.LATEX_GREEK or name in LATEX_FUNCTIONS:
            self._tex_name(words.LATEX_GREEK.get(name, name), start)
        elif name == "partial":
            self._tex_name("d", start)
        else:
            self._unknown_macro(name, start)

    def _step_over(self, what: re.Pattern[str]) -> bool:
        found = what.match(self.text, self.at, self.stop)
        self.at = found.end() if found else self.at
        return found is not None

    def _tex_name(self, name: str, start: int) -> None:
        word = name
        if (name not in LATEX_FUNCTIONS or name == "log") and (tail := SCRIPT.match(self.text, self.at, self.stop)):
            word += "_" + next(filter(None, tail.groups()))
            self.at = tail.end()
        self._add("word", word, start, self.at)

    def _sized_bracket(self, name: str) -> None:
        self._skip_blank()
        rest = self.text[self.at : self.stop]
        if rest.startswith("."):
            self.at += 1
            if name == "right":
                self._add("null", ".", self.at - 1, self.at)
        elif bar := re.match(r"\|\|?|\\\||‖", rest):
            self._add("open" if name == "left" else "close", "|", self.at, self.at + bar.end())
            self.at += bar.end()

    def _environment(self, name: str, start: int) -> None:
        group = GROUP.match(self.text, self.at, self.stop)
        braced = bool(self.tokens) and (self.tokens[-1].value == "{" or name == "end")
        known = (*ENVIRONMENTS, *BRACED_ENVIRONMENTS) if braced else ENVIRONMENTS
        if group is None or group[1].rstrip("*") not in known:
            raise Refused("A matrix or another LaTeX environment is not one formula.", start, self.at)
        self.at = group.end()
        if group[1] == "array" and name == "begin":
            self._step_over(COLUMNS)
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
        inner = UNDER_ACCENT.match(self.text, self.at, self.stop)
        if inner is None:
            raise Refused("A name must stand under this accent, as in \\hat{y}.", start, self.at)
        self.at = inner.end()
        accent = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}.get(name, name)
        letter = (inner[1] or inner[2] or inner[3]).removeprefix("\\")
        self._tex_name(f"{words.LATEX_GREEK.get(letter, letter)}_{accent}", start)

    def _styled(self, start: int) -> None:
        group = STYLED.match(self.text, self.at, self.stop)
        if group is None and (greek := GREEK_GROUP.match(self.text, self.at, self.stop)):
            self.at = greek.end()
            self._tex_name(words.LATEX_GREEK.get(greek[1], greek[1]), start)
            return
        if group is None and ACCENT_GROUP.match(self.text, self.at, self.stop):
            return  # \mathbf{\hat y}: the braces are a bracket
        if group is None and (letter := LETTER.match(self.text, self.at, self.stop)):
            self.at = letter.end()
            self._tex_name(letter[1], start)
            return
        if group is None and (one := ONE.match(self.text, self.at, self.stop)):
            self.at = one.end(1)
            self._add("macro", "indicator", start, self.at)
            return
        if group is None:
            raise Refused("Letters in braces are expected here.", start, self.at)
        inside = re.sub(r"\\.|[,.:]", " ", group[1]).split()
        offset = group.start(1)
        self.at = group.end()
        self.formulas_in_text += group[2] == "$"
        if inside == ["1"] and BEFORE_CONDITION.match(self.text, self.at, self.stop):
            self._add("macro", "indicator", start, self.at)
            return
        if group[1].strip() == ",":
            self._add("comma", ",", start, self.at)
        for word in inside:
            if word.isdigit():
                raise Refused("Write numbers without \\text or \\mathrm.", start, self.at)
            if len(inside) == 1:
                self._tex_name(word, start)
            else:
                self._add("word", word, offset, offset + len(group[1]))
        if group[1].endswith(":"):
            self._add("colon", ":", group.end(1) - 1, group.end(1))

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


_WRAPPERS = (
    ("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"), ("```", "```"), ("`", "`"), ('"', '"'), ("'''", "'''"),
    ("'", "'"), ("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"),
)  # fmt: skip
_ENVIRONMENT = re.compile(r"\\begin\{(equation|align|aligned|gather|gathered|split|displaymath|math)(\*?)\}")
_BOX = "\\boxed{"
_STOPS = (".", ",", ";")


def unwrap(text: str) -> tuple[int, int]:
    """Give where the formula starts and stops inside $...$, \\(...\\), \\begin{align}, quotes or backticks."""
    start, stop = _trimmed(text, 0, len(text))
    for _ in range(4):
        inner = text[start:stop]
        if inner[-1:] in _STOPS and _closes(inner[:-1].rstrip()):
            start, stop = _trimmed(text, start, start + len(inner[:-1].rstrip()))
            inner = text[start:stop]
        if environment := _ENVIRONMENT.match(inner):
            closing = f"\\end{{{environment[1]}{environment[2]}}}"
            if inner.endswith(closing) and inner.count(closing) == 1:
                start, stop = _trimmed(text, start + environment.end(), stop - len(closing))
                continue
        if _is_boxed(inner):
            start, stop = _trimmed(text, start + len(_BOX), stop - 1)
            continue
        pair = _wrapped(inner)
        if pair is None:
            break
        start, stop = _trimmed(text, start + len(pair[0]), stop - len(pair[1]))
    if text[start:stop].startswith("&"):
        start, stop = _trimmed(text, start + 1, stop)
    return start, stop


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in BLANK:
        start += 1
    while start < stop and (text[stop - 1] in BLANK) and text[stop - 2 : stop] != "\\ ":
        stop -= 1
    return start, stop


def _closes(inner: str) -> bool:
    """Tell whether a formula in dollars, brackets or a box of LaTeX ends here, so that what follows is a full stop."""
    return _is_boxed(inner) or (inner.endswith(("$", "\\)", "\\]")) and _wrapped(inner) is not None)


def _is_boxed(inner: str) -> bool:
    """Tell whether everything stands in one \\boxed{...}."""
    if not (inner.startswith(_BOX) and inner.endswith("}")):
        return False
    depth = 1
    for char in inner[len(_BOX) : -1]:
        depth += (char == "{") - (char == "}")
        if not depth:
            return False
    return depth == 1


def _wrapped(inner: str) -> tuple[str, str] | None:
    for opening, closing in _WRAPPERS:
        if (
            len(inner) > len(opening) + len(closing)
            and inner.startswith(opening)
            and inner.endswith(closing)
            and opening not in inner[len(opening) : -len(closing)]
        ):
            return opening, closing
    return None
