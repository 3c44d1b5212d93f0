"""A fuzz run of the formula checker: `python tests/symbolic/fuzz.py --minutes 10`.

Three kinds of input in turn: random formulas against their rewritten selves (never different), against changed ones
(never equal), and damaged text (never a crash, a hang, or an answer equal to what it is not). The first wrong verdict
ends the run with the seed that shows it again.
"""

from __future__ import annotations

import argparse
from collections import Counter
from random import Random
from time import monotonic

from random_formulas import DEFINITIONS, VARIABLES, changed, random_tree, rewritten, written

from grader.symbolic import compare

SLOWEST = 2.5  # seconds for one verdict, start of a new process included
PIECES = [
    "(", ")", "[", "]", "{", "}", "|", "^", "**", "*", "/", "+", "-", "−", "·", "x", "y", "2", "0.5", "1e9", "1e-300",
    "exp", "sin", "tanh", "log", "sqrt", "√", "π", "e", "I", "Piecewise((", ", x<0)", "True", "if", "else", ",", ";",
    "=", "<", "\\frac{", "}{", "\\left(", "\\right)", "_", "'", "²", "⁻", "σ(", " ", "\n", "\u0302", "а", "∞",
    "\\begin{cases}", "&", "\\\\", "\\end{cases}", "max(", "min(", "9**9**9", "sigma(", "erf(", "np.", ".", "!",
    "$", "@", "\x00", "\ud800",
]  # fmt: skip


def damaged(random: Random, text: str) -> str:
    """Give the text with pieces put in, taken out, doubled and swapped."""
    for _ in range(random.randrange(1, 5)):
        at, to = sorted((random.randrange(len(text) + 1), random.randrange(len(text) + 1)))
        match random.randrange(4):
            case 0:
                text = text[:at] + random.choice(PIECES) + text[at:]
            case 1:
                text = text[:at] + text[to:]
            case 2:
                text = text[:to] + text[at:to] * random.randrange(1, 40) + text[to:]
            case _:
                text = text[:at] + "".join(random.choices(PIECES, k=random.randrange(1, 12))) + text[to:]
    return text[:2100]


def one_round(seed: int, seen: Counter[str]) -> str:
    """Judge the three kinds of input made from one seed; give what went wrong, or nothing."""
    random = Random(seed)
    tree = random_tree(random, random.randrange(1, 5))
    expected = written(random, tree)
    for kind, answer, never in (
        ("same", written(random, rewritten(random, tree)), ("different", "rejected")),
        ("changed", written(random, changed(random, tree)), ("equal", "rejected")),
        ("damaged", damaged(random, expected), ()),
    ):
        if len(answer) > 2000 or len(expected) > 2000:
            continue
        started = monotonic()
        verdict = compare(answer, expected, VARIABLES, functions=DEFINITIONS)
        taken = monotonic() - started
        seen[f"{kind} {verdict.outcome}"] += 1
        if verdict.outcome in never or taken > SLOWEST:
            return f"seed {seed}, {kind}: {verdict.outcome} in {taken:.1f} s\n  {answer!r}\n  {expected!r}\n  {verdict}"
        if kind == "damaged" and verdict.outcome != "rejected":
            own = compare(verdict.reading, expected, VARIABLES, functions=DEFINITIONS).outcome
            if {own, verdict.outcome} == {"equal", "different"}:
                return f"seed {seed}: read as {verdict.reading!r}, which is {own}; {answer!r} is {verdict.outcome}"
    return ""


def main() -> int:
    """Run until the time is over; exit 1 at the first wrong verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, help="instead of minutes")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    seconds = 60 * options.minutes if options.seconds is None else options.seconds
    end, seed = monotonic() + seconds, options.seed
    while monotonic() < end:
        problem = one_round(seed, seen)
        if problem:
            print(problem)
            return 1
        seed += 1
    print(f"{seed - options.seed} rounds:", ", ".join(f"{count} {kind}" for kind, count in sorted(seen.items())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
