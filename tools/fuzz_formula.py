"""Compares random formulas with themselves, for as long as it is told: `make fuzz-formula SECONDS=600`.

    same       a formula rewritten, in another notation      never different, never rejected
    changed    the formula with one more term, large or small    never equal, never rejected
    piecewise  changed on a half line or an interval only    never equal, never rejected
    damaged    pieces put in, taken out, doubled              any verdict; read again, its reading gets the same one
    noise      pieces in a row                                any verdict

Every verdict has to come in time, and none may be a crash. A round follows from its number: `--first N --rounds 1`
gives one again. Findings are printed with their number; the exit code is 1 when there was one.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from time import monotonic

from random_formulas import DEFINITIONS, VARIABLES, changed, changed_in_places, random_tree, rewritten, written

from grader.symbolic import Verdict, compare

SLOWEST_SECONDS = 8.0  # on the clock: the checker's own limit is 4, and a new process takes its time on a busy machine
MOST_CHARACTERS = 2000  # longer answers are refused, right or wrong
EQUAL, DIFFERENT, REJECTED = "equal", "different", "rejected"
PIECES = [
    "(", ")", "[", "]", "{", "}", "|", "^", "**", "*", "/", "+", "-", "−", "·", "×", "÷", "x", "y", "z", "S",
    "2", "0.5", "1e9", "1e-300", "1e999999", "9**9**9", "exp", "sin", "tanh", "log", "ln", "sqrt", "√", "∛",
    "π", "pi", "e", "E", "I", "oo", "nan", "∞", "Piecewise((", ", x<0)", "True", "if", "then", "else", "and",
    "or", "not", "~", "&", "for", ",", ";", ":", "?", "=", "==", "<", "≤", ">", "!", "%", "%e", ".", ".*",
    "...", "_", "'", "\\frac{", "\\frac", "}{", "\\left(", "\\right)", "\\left\\{", "\\cdot", "\\sqrt", "\\ln",
    "\\log_2", "\\hat{y}", "\\mathrm", "\\boxed{", "\\begin{cases}", "\\end{cases}", "\\begin{align}", "\\\\",
    "&=", "²", "³", "⁻", "½", "σ(", "sigma(", "erf(", "max(", "min(", "If(", "np.", "np.where(", "Heaviside",
    "sign", "Derivative", "lambda", "import os", "__class__", " ", "\n", "\t", "$", "@", "`", "#", "\xa0",
    "\u200b", "\u202e", "\u0302", "\x00", "\ud800", "😀", "а", "ｘ", "𝑥",
]  # fmt: skip


def damaged(rng: random.Random, text: str) -> str:
    """Give the text with pieces put in, taken out, doubled and swapped."""
    for _ in range(rng.randrange(1, 5)):
        at, to = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
        match rng.randrange(4):
            case 0:
                text = text[:at] + rng.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[to:]
            case 2:
                text = text[:to] + text[at:to] * rng.randrange(1, 40) + text[to:]
            case _:
                text = text[:at] + "".join(rng.choices(PIECES, k=rng.randrange(1, 12))) + text[to:]
    return text[: MOST_CHARACTERS + 100]


def answers(number: int) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Give a round's formula, and its answers, each with its kind and the verdicts that it must not get."""
    rng = random.Random(number)  # noqa: S311 - a round is to be found again, not to be secret
    tree = random_tree(rng, rng.randrange(1, 5))
    expected = written(rng, tree)
    return expected, [
        ("same", written(rng, rewritten(rng, tree)), (DIFFERENT, REJECTED)),
        ("changed", written(rng, changed(rng, tree)), (EQUAL, REJECTED)),
        ("piecewise", changed_in_places(rng, written(rng, tree)), (EQUAL, REJECTED)),
        ("damaged", damaged(rng, expected), ()),
        ("noise", "".join(rng.choices(PIECES, k=rng.randrange(1, 40))), ()),
    ]


def ask(answer: str, expected: str) -> Verdict:
    """Give the verdict of one answer."""
    return compare(answer, expected, VARIABLES, functions=DEFINITIONS)


def one_round(number: int, seen: Counter[str]) -> Iterator[str]:
    """Judge the answers that follow from a number, count the verdicts, and give what went wrong."""
    expected, asked = answers(number)
    for kind, answer, never in asked:
        if max(len(answer), len(expected)) > MOST_CHARACTERS and never:
            continue
        began = monotonic()
        try:
            verdict = ask(answer, expected)
        except Exception as error:
            yield f"{kind}: raised {type(error).__name__}: {error}\n  {answer!r}\n  {expected!r}"
            continue
        seconds = monotonic() - began
        seen[f"{kind} {verdict.outcome}"] += 1
        if verdict.outcome in never or seconds > SLOWEST_SECONDS:
            yield f"{kind}: {verdict.outcome} in {seconds:.1f} s\n  {answer!r}\n  {expected!r}"
        elif kind in ("damaged", "noise") and verdict.reading:
            own = ask(verdict.reading, expected).outcome
            if {own, verdict.outcome} == {EQUAL, DIFFERENT}:
                yield f"{kind}: read as {verdict.reading!r}, which is {own}; {answer!r} is {verdict.outcome}"


def main() -> int:
    """Run until the time or the number of rounds is over; print the findings and the counts."""
    parser = argparse.ArgumentParser(description="Compare random formulas with themselves.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=0, help="number of the first round")
    parser.add_argument("--rounds", type=float, default=math.inf)
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    findings, number, end = 0, options.first, monotonic() + options.seconds
    while monotonic() < end and number < options.first + options.rounds:
        for finding in one_round(number, seen):
            findings += 1
            print(f"round {number}, {finding}", flush=True)
        number += 1
    print(f"rounds {options.first} to {number - 1}, {sum(seen.values())} verdicts, {findings} findings")
    for kind, count in sorted(seen.items()):
        print(f"{count:9} {kind}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
