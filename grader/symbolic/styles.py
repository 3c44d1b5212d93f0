"""How each part of a formula is written in plain text, unicode, LaTeX and MathML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from grader.symbolic.tree import Call, Node, Num
from grader.symbolic.vocabulary import ACCENTS, GREEK_LETTERS, SUBSCRIPTS, canonical

_MOST_DIGITS = 40  # of a number typed with an exponent: one with more is shown with a power of ten
_SUPER = str.maketrans("0123456789-()+ abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾⁺ ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_SUB = {plain: sub for sub, plain in SUBSCRIPTS.items()}
_RELATIONS = {"<=": "≤", ">=": "≥", "!=": "≠", "==": "=", "<": "<", ">": ">"}
_TEX_RELATIONS = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne", "==": "=", "<": "<", ">": ">"}
_TEX_FUNCTIONS = frozenset(
    ["exp", "log", "sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "coth", "max", "min"]
)
_ARC = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_COMBINING = {name: mark for mark, name in reversed(ACCENTS.items())}


@dataclass(frozen=True)
class Style:
    """One way of writing; every part is given as text already written in it."""

    minus: str
    binary_minus: str
    binary_plus: str
    number: Callable[[Fraction, str], str]
    name: Callable[[str], str]
    constant: Callable[[str], str]
    bracket: Callable[[str], str]
    times: Callable[[Node, Node], str]
    fraction: Callable[[str, str, str, str], tuple[str, int]]
    power: Callable[[str, str, str], str]
    call: Callable[[str, Sequence[str]], str]
    cases: Callable[[Sequence[tuple[str, str]]], str]
    indicator: Callable[[str], str]
    relation: Callable[[str], str]
    word: Callable[[str], str]
    truth: Callable[[bool], str]


def _number(value: Fraction, text: str) -> str:
    return text or str(value)


def _unicode_name(name: str) -> str:
    base, *tail = canonical(name).split("_")
    shown = GREEK_LETTERS.get(base, base)
    if tail and tail[0] in _COMBINING and len(shown) == 1:
        shown += _COMBINING[tail.pop(0)]
    sub = ",".join(tail)
    if sub and all(char in _SUB for char in sub):
        return shown + "".join(_SUB[char] for char in sub)
    return shown + (f"_{sub}" if sub else "")


def _unicode_power(base: str, raw: str, bracketed: str) -> str:
    if len(raw) <= 3 and raw.lstrip("−-").isalnum() and raw.isascii() | raw.startswith("−"):
        plain = raw.replace("−", "-")
        raised = plain.translate(_SUPER)
        if not any(char.isascii() or char in raw for char in raised):  # e^(−z²), not e⁻ᶻ²: z2 would be read there
            return base + raised
    return f"{base}^{bracketed}"


def _one_line_cases(pairs: Sequence[tuple[str, str]]) -> str:
    return (
        "{"
        + "; ".join(
            f"{value} {condition}" if condition in ("otherwise", "never") else f"{value} if {condition}"
            for value, condition in pairs
        )
        + "}"
    )


PLAIN = Style(
    minus="-", binary_minus=" - ", binary_plus=" + ", number=_number, name=str,
    constant=lambda name: {"i": "I"}.get(name, name), bracket=lambda text: f"({text})", times=lambda left, right: "*",
    fraction=lambda over, under, left, right: (f"{left}/{right}", 1),
    power=lambda base, raw, bracketed: f"{base}^{bracketed}", call=lambda name, args: f"{name}({', '.join(args)})",
    cases=lambda pairs: "Piecewise(" + ", ".join(f"({value}, {condition})" for value, condition in pairs) + ")",
    indicator=lambda text: f"({text})", relation=lambda op: f" {op} ", word=lambda op: f" {op} ", truth=str,
)  # fmt: skip

UNICODE = Style(
    minus="−", binary_minus=" − ", binary_plus=" + ", number=_number, name=_unicode_name,
    constant=lambda name: {"pi": "π", "i": "I"}.get(name, name), bracket=lambda text: f"({text})",
    times=lambda left, right: "·", fraction=lambda over, under, left, right: (f"{left}/{right}", 1),
    power=_unicode_power,
    call=lambda name, args: f"|{args[0]}|" if name == "abs" else f"{_unicode_name(name)}({', '.join(args)})",
    cases=_one_line_cases, indicator=lambda text: f"[{text}]", relation=lambda op: f" {_RELATIONS[op]} ",
    word=lambda op: f" {op} ", truth=lambda value: "otherwise" if value else "never",
)  # fmt: skip


def _tex_number(value: Fraction, text: str) -> str:
    mantissa, e, exponent = text.lower().partition("e")
    if e and len(str(value)) > _MOST_DIGITS:
        return rf"\left({mantissa} \cdot 10^{{{int(exponent)}}}\right)"
    return text if text and not e and text.isascii() else str(value)


def _tex_name(name: str) -> str:
    base, *tail = canonical(name).split("_")
    shown = f"\\{base}" if base in GREEK_LETTERS else base if len(base) == 1 else rf"\mathrm{{{base}}}"
    if tail and tail[0] in _COMBINING:
        shown = rf"\{tail.pop(0)}{{{shown}}}"
    return shown + (f"_{{{','.join(tail)}}}" if tail else "")


def _tex_call(name: str, args: Sequence[str]) -> str:
    if name == "abs":
        return rf"\left|{args[0]}\right|"
    if name == "sqrt":
        return rf"\sqrt{{{args[0]}}}"
    if name in _TEX_FUNCTIONS:
        head = f"\\{name}"
    else:
        head = f"\\{_ARC[name]}" if name in _ARC else _tex_name(name)
        head = head if head.startswith("\\") else rf"\operatorname{{{name}}}"
    return rf"{head}\left({', '.join(args)}\right)"


def _tex_times(left: Node, right: Node) -> str:
    return r" \cdot " if isinstance(right, (Num, Call)) or isinstance(left, Call) else r" \, "


LATEX = Style(
    minus="-", binary_minus=" - ", binary_plus=" + ",
    number=_tex_number,
    name=_tex_name, constant=lambda name: {"pi": r"\pi", "i": "I"}.get(name, name),
    bracket=lambda text: rf"\left({text}\right)", times=_tex_times,
    fraction=lambda over, under, left, right: (rf"\frac{{{over}}}{{{under}}}", 3),
    power=lambda base, raw, bracketed: f"{{{base}}}^{{{raw}}}", call=_tex_call,
    cases=lambda pairs: r"\begin{cases} " + r" \\ ".join(f"{value} & {cond}" for value, cond in pairs)
    + r" \end{cases}",
    indicator=lambda text: rf"\left[{text}\right]", relation=lambda op: f" {_TEX_RELATIONS[op]} ",
    word=lambda op: rf" \;\text{{{op}}}\; ", truth=lambda value: r"\text{otherwise}" if value else r"\text{never}",
)  # fmt: skip


def _ml_name(name: str) -> str:
    base, *tail = canonical(name).split("_")
    shown = f"<mi>{escape(GREEK_LETTERS.get(base, base))}</mi>"
    if tail and tail[0] in _COMBINING:
        mark = {"hat": "^", "bar": "¯", "tilde": "~", "dot": "˙"}[tail.pop(0)]
        shown = f'<mover accent="true">{shown}<mo>{mark}</mo></mover>'
    return f"<msub>{shown}<mi>{escape(','.join(tail))}</mi></msub>" if tail else shown


def _ml_call(name: str, args: Sequence[str]) -> str:
    inner = "<mo>,</mo>".join(args)
    if name == "abs":
        return f"<mrow><mo>|</mo>{inner}<mo>|</mo></mrow>"
    if name == "sqrt":
        return f"<msqrt>{inner}</msqrt>"
    return f"<mrow>{_ml_name(name)}<mo>&#x2061;</mo><mrow><mo>(</mo>{inner}<mo>)</mo></mrow></mrow>"


def _ml_cases(pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f"<mtr><mtd><mrow>{value}</mrow></mtd><mtd><mrow>{condition}</mrow></mtd></mtr>" for value, condition in pairs
    )
    return f"<mrow><mo>{{</mo><mtable>{rows}</mtable></mrow>"


MATHML = Style(
    minus="<mo>−</mo>", binary_minus="<mo>−</mo>", binary_plus="<mo>+</mo>",
    number=lambda value, text: f"<mn>{escape(text or str(value))}</mn>", name=_ml_name,
    constant=lambda name: f"<mi>{ {'pi': 'π'}.get(name, name) }</mi>",
    bracket=lambda text: f"<mrow><mo>(</mo>{text}<mo>)</mo></mrow>",
    times=lambda left, right: "<mo>·</mo>",
    fraction=lambda over, under, left, right: (f"<mfrac><mrow>{over}</mrow><mrow>{under}</mrow></mfrac>", 3),
    power=lambda base, raw, bracketed: f"<msup><mrow>{base}</mrow><mrow>{raw}</mrow></msup>", call=_ml_call,
    cases=_ml_cases, indicator=lambda text: f"<mrow><mo>[</mo>{text}<mo>]</mo></mrow>",
    relation=lambda op: f"<mo>{escape(_RELATIONS[op])}</mo>", word=lambda op: f"<mtext> {op} </mtext>",
    truth=lambda value: f"<mtext>{'otherwise' if value else 'never'}</mtext>",
)  # fmt: skip
