"""Random formulas with their rewritten and changed selves, made from a seed: for the fuzz run and property tests."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Tree = tuple[object, ...]  # ("var", name) | ("num", text) | (operator, tree, ...) | ("call", name, tree)
FUNCTIONS = ("exp", "sin", "cos", "tanh", "sinh", "cosh", "atan", "abs", "sigma", "asinh")
DEFINITIONS = {"sigma(u)": "1/(1+exp(-u))"}
VARIABLES = ["x", "y"]


def random_tree(random: Random, depth: int = 3) -> Tree:
    """Give a formula that is real for all real x and y."""
    if depth == 0 or random.random() < 0.15:
        if random.random() < 0.7:
            return ("var", random.choice(VARIABLES))
        return ("num", random.choice(["1", "2", "3", "0.5", "1.25", "7", "10", "pi"]))
    kind = random.choice(["+", "+", "-", "*", "*", "/", "^", "call", "call", "neg"])
    inner = random_tree(random, depth - 1)
    if kind == "call":
        return ("call", random.choice(FUNCTIONS), inner)
    if kind == "neg":
        return ("neg", inner)
    if kind == "^":
        return ("^", inner, ("num", random.choice(["2", "3"])))
    other = random_tree(random, depth - 1)
    if kind == "/":  # a denominator that never vanishes
        return ("/", inner, ("+", ("num", "1"), ("^", other, ("num", "2"))))
    return (kind, inner, other)


def rewritten(random: Random, tree: Tree) -> Tree:
    """Give another formula with the same value everywhere."""
    parts = [rewritten(random, part) if isinstance(part, tuple) else part for part in tree]
    same: Tree = tuple(parts)
    rule: Callable[[Random, Tree], Tree] = random.choice([_swapped, _spread, _padded, _swapped, lambda _, t: t])
    return rule(random, same)


def _swapped(random: Random, tree: Tree) -> Tree:
    match tree:
        case ("+" | "*" as op, left, right):
            return (op, right, left)
        case ("-", left, right):
            return ("+", ("neg", right), left)
        case ("^", base, ("num", "2")):
            return ("*", base, base)
        case ("/", over, under):
            return ("*", over, ("^", under, ("num", "(-1)")))
        case ("call", "sigma", inner):
            return ("/", ("+", ("num", "1"), ("call", "tanh", ("/", inner, ("num", "2")))), ("num", "2"))
        case ("call", "tanh", inner):
            return ("/", ("call", "sinh", inner), ("call", "cosh", inner))
        case ("call", "exp", inner):
            return ("/", ("num", "1"), ("call", "exp", ("neg", inner)))
        case ("call", "cos", inner):
            return ("call", "cos", ("neg", inner))
        case ("call", "abs", inner):
            return ("call", "sqrt", ("^", inner, ("num", "2")))
        case ("call", "sin" | "sinh" | "atan" | "asinh" as name, inner):
            return ("neg", ("call", name, ("neg", inner)))
    return tree


def _spread(random: Random, tree: Tree) -> Tree:
    match tree:
        case ("*", left, ("+" | "-" as op, first, second)):
            return (op, ("*", left, first), ("*", left, second))
        case ("^", ("+", first, second), ("num", "2")):
            middle = ("*", ("num", "2"), ("*", first, second))
            return ("+", ("+", ("^", first, ("num", "2")), middle), ("^", second, ("num", "2")))
        case ("neg", ("+", first, second)):
            return ("-", ("neg", first), second)
        case ("call", "cosh", inner):
            return ("/", ("+", ("call", "exp", inner), ("call", "exp", ("neg", inner))), ("num", "2"))
    return tree


def _padded(random: Random, tree: Tree) -> Tree:
    other = random_tree(random, 1)
    kind = random.randrange(4)
    if kind == 0:
        return ("-", ("+", tree, other), other)
    if kind == 1:
        return ("*", ("num", "1"), tree)
    if kind == 2:
        return ("/", ("*", tree, ("num", "3")), ("num", "3"))
    return ("neg", ("neg", tree))


def changed(random: Random, tree: Tree) -> Tree:
    """Give a formula that differs from this one by an added term, small or large, that is nowhere 0 on an interval."""
    size = random.choice(["1", "0.001", "1e-9", "1e-15", "1000", "1e-25"])
    bump = random.choice([("num", "1"), ("var", "x"), ("call", "cosh", ("var", "y")), ("call", "sigma", ("var", "x"))])
    return (random.choice(["+", "-"]), tree, ("*", ("num", size), bump))


def changed_in_places(random: Random, text: str) -> str:
    """Give the text of a formula that differs from this one on a half line or an interval only."""
    at = random.choice(["0", "1", "-2.5", "37", "1000.5", "-1e6", "1e-6", "1e9", "pi"])
    wide = random.choice(["1", "1e-3", "1e-9", "1e-20", "1e6"])
    name = random.choice(VARIABLES)
    bump = random.choice(["1", "1e-12", f"({name}-({at}))", "1000"])
    return random.choice(
        [
            f"({text}) + {bump}*Heaviside({name}-({at}))",
            f"({text}) - {bump}*({name} < {at})",
            f"Piecewise(({text}, {name} < {at}), (({text}) + {bump}, True))",
            f"({text}) + max(0, {name} - ({at}))",
            f"({text}) + {bump}*(|{name} - ({at})| < {wide})",
            f"({text}) + max(0, {wide} - abs({name} - ({at})))",
            f"({text}) + ({bump})*(({name}-({at}))^2 < {wide})",
            f"({text}) + abs({name}-({at})) - {name} + ({at})",
        ]
    )


def written(random: Random, tree: Tree) -> str:
    """Give the formula as somebody types it, in Python, calculator or LaTeX notation, with brackets where needed."""
    return _write(random, tree, random.choice(["python", "calculator", "latex"]))


def _write(random: Random, tree: Tree, style: str) -> str:
    def inner(part: object) -> str:
        assert isinstance(part, tuple)
        text = _write(random, part, style)
        simple = part[0] in ("var", "call") or (part[0] == "num" and len(text) < 6)
        if simple and random.random() < 0.9:
            return text
        if style == "latex":
            return rf"\left({text}\right)"
        return random.choice([f"({text})", f"({text})", f"[{text}]" if style == "calculator" else f"( {text} )"])

    match tree:
        case ("var", name):
            return str(name)
        case ("num", text):
            return "\\pi" if text == "pi" and style == "latex" else str(text)
        case ("neg", part):
            return "-" + inner(part)
        case ("call", name, part):
            assert isinstance(part, tuple)
            return _call(random, str(name), _write(random, part, style), style)
        case ("^", base, power):
            assert isinstance(power, tuple)
            exponent = _write(random, power, style)
            if power[0] != "num":
                exponent = f"({exponent})"
            if style == "calculator" and base[:2] == ("call", "exp"):  # e^(x)^2 is e^(x^2)
                return f"({_write(random, base, style)})^{exponent}"
            sign = {"python": f"**{exponent}", "calculator": f"^{exponent}"}.get(style, f"^{{{exponent}}}")
            return inner(base) + sign
        case ("/", over, under):
            if style == "latex":
                assert isinstance(over, tuple)
                assert isinstance(under, tuple)
                return rf"\frac{{{_write(random, over, style)}}}{{{_write(random, under, style)}}}"
            return f"{inner(over)}/{inner(under)}"
        case ("*", left, right):
            sign = {"python": "*", "latex": r" \cdot "}.get(style, random.choice(["*", "·", " × "]))
            return inner(left) + sign + inner(right)
        case (op, left, right):
            space = random.choice(["", " "])
            return f"{inner(left)}{space}{op}{space}{inner(right)}"
    raise TypeError(tree)


def _call(random: Random, name: str, inside: str, style: str) -> str:
    if name == "abs" and random.random() < 0.3 and "|" not in inside:
        return f"|{inside}|"
    if style == "latex" and name == "sqrt":
        return rf"\sqrt{{{inside}}}"
    if style == "latex":
        shown = f"\\{name}"
        if name in ("atan", "abs", "asinh"):
            shown = rf"\operatorname{{{name}}}"
        return rf"{shown}\left({inside}\right)"
    if name == "sigma" and style == "calculator":
        name = random.choice(["σ", "sigma"])
    if name == "exp" and style == "calculator" and random.random() < 0.5:
        return f"e^({inside})"
    prefix = "np." if style == "python" and name != "sigma" and random.random() < 0.3 else ""
    return f"{prefix}{name}({inside})"
