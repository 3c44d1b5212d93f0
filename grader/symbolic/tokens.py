"""The pieces of an answer, and the table of signs that stand for each kind."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer.

    Args:
        kind: num, word, op, open, close, bar, comma, semi, rel, eq, prime, cast, macro, newline, amp, colon, mark, end.
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
    **dict.fromkeys("-−–—‐‑‒﹣－⁃➖˗", ("op", "-")),
    **dict.fromkeys("+＋﹢", ("op", "+")),
    **dict.fromkeys("*×·⋅∙•∗＊⋆✕✖⨯⨉‧・･⸱", ("op", "*")),
    **dict.fromkeys("/÷∕⁄／", ("op", "/")),
    **dict.fromkeys("^＾ˆ", ("op", "^")),
    **dict.fromkeys("(（", ("open", "(")),
    **dict.fromkeys(")）", ("close", ")")),
    **dict.fromkeys("[［", ("open", "[")),
    **dict.fromkeys("]］", ("close", "]")),
    "{": ("open", "{"), "}": ("close", "}"), "|": ("bar", "|"), "∣": ("bar", "|"), "｜": ("bar", "|"),
    "‖": ("bar", "|"), "∥": ("bar", "|"), "〖": ("open", "{"), "〗": ("close", "}"),
    "⟦": ("open", "["), "⟧": ("close", "]"),
    ",": ("comma", ","), "，": ("comma", ","), ";": ("semi", ";"), "；": ("semi", ";"), ":": ("colon", ":"),
    "<": ("rel", "<"), ">": ("rel", ">"), "≤": ("rel", "<="), "≥": ("rel", ">="), "⩽": ("rel", "<="),
    "⩾": ("rel", ">="), "≠": ("rel", "!="), "=": ("eq", "="), "＝": ("eq", "="), "?": ("mark", "?"),
    **dict.fromkeys("'’′´ʹʼ", ("prime", "'")), "″": ("prime", "''"),
    "&": ("amp", "&"), "√": ("macro", "sqrt"), "∛": ("word", "cbrt"),
    "ℯ": ("word", "e"), "ⅇ": ("word", "e"), "∧": ("word", "and"), "∨": ("word", "or"),
    "ℒ": ("word", "L"), "ℓ": ("word", "ell"), "𝟙": ("macro", "indicator"), "𝟏": ("macro", "indicator"),
}  # fmt: skip
TWO_SIGNS = {
    "**": ("op", "^"), "<=": ("rel", "<="), "=<": ("rel", "<="), ">=": ("rel", ">="), "=>": ("rel", ">="),
    "==": ("rel", "=="), "!=": ("rel", "!="), "<>": ("rel", "!="), ":=": ("eq", ":="), "&&": ("word", "and"),
}  # fmt: skip
SUPERSCRIPTS = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789+-()abcdefghijklmnoprstuvwxyz", strict=True)
)
VULGAR = {
    letter: (over, under)
    for under, over, letter in (
        (2, 1, "½"), (3, 1, "⅓"), (3, 2, "⅔"), (4, 1, "¼"), (4, 3, "¾"), (5, 1, "⅕"), (5, 2, "⅖"), (5, 3, "⅗"),
        (5, 4, "⅘"), (6, 1, "⅙"), (6, 5, "⅚"), (7, 1, "⅐"), (8, 1, "⅛"), (8, 3, "⅜"), (8, 5, "⅝"), (8, 7, "⅞"),
        (9, 1, "⅑"), (10, 1, "⅒"),
    )
}  # fmt: skip
# Letters and digits of another typeface, as equation editors and keyboards for Chinese and Japanese give them, one for
# one; ℎ stands in the gap of the slanted alphabet. 𝟙 and 𝟏 are signs above.
PLAIN_STYLE = {
    code: plain
    for code in (0x210E, *range(0x1D400, 0x1D800), *range(0xFF10, 0xFF5B))
    if chr(code).isalnum() and chr(code) not in SIGNS and len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}
# No visible ink and no meaning; what changes the reading direction is refused below.
BLANK = frozenset(" \t\r\n\f\v\u00a0\u200b\u200c\u200d\u2060\ufeff\u2061\u2062\u2063\u2064\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B)
) | {"\u202f", "\u205f", "\u00ad", "\ufe0e", "\ufe0f"}  # fmt: skip
_UPRIGHT = r"\\(?:mathrm|mathit|text|textrm)\s*\{\s*([A-Za-z0-9,]{1,20})\s*\}"
_EXTREME = r"\\(max|min)(?![A-Za-z])"
SCRIPT = re.compile(
    rf"_(?:([A-Za-z0-9])|\{{([A-Za-z0-9,]{{1,20}})\}}|\{{\s*{_UPRIGHT}\s*\}}|{_UPRIGHT}"
    rf"|\{{\s*{_EXTREME}\s*\}}|{_EXTREME})"
)
RAISED_FIRST = re.compile(rf"\s*\^\s*(?:([A-Za-z0-9])|\{{([^{{}}]{{1,40}})\}})\s*({SCRIPT.pattern})")  # s^2_i
