"""The pieces of an answer, and the table of signs that stand for each kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction


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
    **dict.fromkeys("-−–—‐‑‒﹣－⁃➖", ("op", "-")),
    **dict.fromkeys("+＋﹢", ("op", "+")),
    **dict.fromkeys("*×·⋅∙•∗＊⋆✕✖⨯⨉", ("op", "*")),
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
    "&": ("amp", "&"), "√": ("macro", "sqrt"), "∛": ("word", "cbrt"),
    "ℯ": ("word", "e"), "ⅇ": ("word", "e"), "∂": ("word", "d"), "∧": ("word", "and"), "∨": ("word", "or"),
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
BLANK = frozenset(" \t\r\n\f\v\u00a0\u200b\u200c\u200d\u2060\ufeff\u2061\u2062\u2063\u2064\u3000") | frozenset(
    chr(code) for code in range(0x2000, 0x200B)
) | {"\u202f", "\u205f", "\u00ad"}  # fmt: skip
SCRIPT = re.compile(r"_(?:([A-Za-z0-9])|\{([A-Za-z0-9,]{1,20})\})")
