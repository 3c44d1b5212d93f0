"""Throws random formulas and random text at the formula checker, for as long as it is told.

    a random expression, rewritten so that its value stays     must not be called different or rejected
    the same with one thing changed                            must not be called equal
    text: bank entries broken at random, and plain noise       any verdict, but a verdict, and in time

Run by `make fuzz-formula`. Every case follows from its number, so `--first N --cases 1` gives one again. Prints each
finding with its number; ends with 1 when there was one.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Callable
from time import monotonic

from grader.symbolic import compare

# Expressions are texts in full brackets; each is real on the whole plane of z and a, so its value is never in doubt.
VARIABLES = ("z", "a")
MOST_CHARACTERS = 2000  # longer answers are refused, right or wrong
DEADLINE_SECONDS = 3.0  # the checker promises two; the rest is for a busy machine
PIECES = [
    "z", "a", "s", "x_1", "\\hat{y}", "ŷ", "σ", "\\sigma", "pi", "π", "e", "E", "I", "oo", "nan", "1", "2", "0.5",
    "1e9", "1e999999", "9**9**9", "(", ")", "[", "]", "{", "}", "|", "+", "-", "−", "*", "·", "×", "**", "^", "/", "÷",
    "!", "'", "=", "==", "<", "≤", ",", ";", ".", "_", "\\frac", "{1}", "{z}", "\\left(", "\\right)", "\\cdot",
    "\\sqrt", "\\ln",
    "\\begin{cases}", "\\end{cases}", "&", "\\\\", "sin", "cos", "tanh", "exp", "log", "ln", "sqrt", "Piecewise", "Max",
    "Heaviside", "sign", "Abs", "Derivative", "lambda", "if", "else", "for", "import os", "__class__", "²", "³", "½",
    "√", "∞", "\u200b", "\u202e", "\x00", "\n", "\t", " ", "😀", "а",
]  # fmt: skip


def random_expression(rng: random.Random, depth: int) -> str:
    """Give an expression that is real everywhere."""
    if depth == 0 or rng.random() < 0.15:
        return rng.choice(["z", "a", str(rng.randint(1, 9)), f"{rng.randint(1, 9)}/{rng.randint(2, 9)}"])
    inner = random_expression(rng, depth - 1)
    kind = rng.randrange(9)
    if kind < 4:
        other = random_expression(rng, depth - 1)
        return f"({inner})" + rng.choice("+-*") + f"({other})"
    if kind == 4:
        return f"({random_expression(rng, depth - 1)})/(1+({inner})^2)"
    if kind == 5:
        return f"({inner})^{rng.randint(2, 3)}"
    return rng.choice(["sin({})", "cos({})", "tanh({})", "exp(-({})^2)", "log(1+({})^2)", "sqrt(1+({})^2)"]).format(
        inner
    )


def rewrite(rng: random.Random, text: str) -> str:
    """Give another expression of the same value everywhere."""
    other = random_expression(rng, 1)
    ways: list[Callable[[], str]] = [
        lambda: f"({text})+({other})-({other})",
        lambda: f"2*({text})/2",
        lambda: f"-(-({text}))",
        lambda: f"({text})*(sin({other})^2+cos({other})^2)",
        lambda: f"({text})*exp(z)*exp(-z)",
        lambda: f"(({text})*(1+({other})^2))/(1+({other})^2)",
        lambda: f"({text})^1+0*({other})",
        lambda: f"1-(1-({text}))",
        lambda: f"\\frac{{{text}}}{{1}}",
        lambda: f"log(exp({text}))" if "^" not in text and "exp" not in text else f"({text})*1",
    ]
    return rng.choice(ways)()


def change(rng: random.Random, text: str) -> str:
    """Give an expression of another value nearly everywhere."""
    amount = rng.choice(["1", "1/7", "1/1000", "1/10^9"])
    return rng.choice([
        f"({text})+{amount}",
        f"({text})-{amount}",
        f"({text})+{amount}*z^2",
        f"({text})+{amount}*exp(-z^2)",
        f"({text})+{amount}*sin(3*z)*a",
    ])  # fmt: skip


def noise(rng: random.Random) -> str:
    """Give text that is hardly a formula: pieces in a row, or an expression with some of its characters exchanged."""
    if rng.random() < 0.5:
        return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 40)))
    characters = list(random_expression(rng, 3))
    for _ in range(rng.randint(1, 4)):
        characters[rng.randrange(len(characters))] = rng.choice(PIECES)
    return "".join(characters)


def try_case(number: int) -> tuple[str, str]:
    """Run one case; give what became of it and, if that must not be, the finding."""
    rng = random.Random(number)  # noqa: S311 - a case is to be found again, not to be secret
    kind = number % 3
    expected = random_expression(rng, rng.randint(1, 4))
    answer = [rewrite, change, lambda r, _: noise(r)][kind](rng, expected)
    if max(len(answer), len(expected)) > MOST_CHARACTERS:
        return "too long", ""
    began = monotonic()
    try:
        outcome = compare(answer, expected, VARIABLES).outcome
    except Exception as error:
        return "raised", f"{type(error).__name__}: {error}\n  answer   {answer!r}\n  expected {expected!r}"
    seconds = monotonic() - began
    allowed = [("equal", "undecided"), ("different", "undecided"), ("equal", "different", "undecided", "rejected")][
        kind
    ]
    shown = f"\n  answer   {answer!r}\n  expected {expected!r}"
    if outcome not in allowed:
        return outcome, f"called {outcome}{shown}"
    if seconds > DEADLINE_SECONDS:
        return outcome, f"took {seconds:.1f} s{shown}"
    return f"{('same', 'changed', 'noise')[kind]} {outcome}", ""


def main() -> int:
    """Run cases until the time or their number is over; print findings and a summary."""
    parser = argparse.ArgumentParser(description="Throw random formulas and text at the formula checker.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--cases", type=float, default=math.inf)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    findings, number, began = 0, options.first, monotonic()
    while monotonic() - began < options.seconds and number < options.first + options.cases:
        outcome, finding = try_case(number)
        counts[outcome] += 1
        if finding:
            findings += 1
            print(f"case {number}: {finding}", flush=True)
        number += 1
    print(
        f"{number - options.first} cases, {findings} findings: "
        + ", ".join(f"{n} {k}" for k, n in counts.most_common())
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
