"""The derivative of a program's slot, put into the same program."""

from __future__ import annotations

from fractions import Fraction

from grader.symbolic.program import Program, Slot, operands


def differentiate(program: Program, slot: Slot, name: str) -> Slot | None:
    """Give the slot of the derivative in one variable; None where a step has none that is written here."""
    known: dict[Slot, Slot | None] = {}
    for step in program.needed(slot):
        kind, argument = program.steps[step]
        if kind in ("<", "<=", "==", "!=", "and", "or", "not", "truth"):
            continue
        if kind == "cases":
            parts = [known[value] for _, value in argument]
            known[step] = (
                None
                if None in parts
                else program.put("cases", tuple((c, d) for (c, _), d in zip(argument, parts, strict=True)))
            )
            continue
        inner = [known[part] for part in operands((kind, argument))]
        known[step] = None if None in inner else _step(program, step, name, [d for d in inner if d is not None])
    return known[slot]


def _step(p: Program, slot: Slot, name: str, inner: list[Slot]) -> Slot | None:
    kind, argument = p.steps[slot]
    zero = p.number(0)
    match kind:
        case "num" | "const":
            return zero
        case "var":
            return p.number(1 if argument == name else 0)
        case "neg":
            return p.neg(inner[0])
        case "add":
            return p.add(*inner)
        case "mul":
            terms = [
                p.mul(*(inner[i] if i == j else argument[j] for j in range(len(argument))))
                for i in range(len(argument))
                if inner[i] != zero
            ]
            return p.add(*terms) if terms else zero
        case "div":
            over, under = argument
            above = p.add(p.mul(inner[0], under), p.neg(p.mul(over, inner[1])))
            return p.put("div", (above, p.mul(under, under)))
        case "pow":
            return _power(p, slot, inner)
        case "max" | "min":
            return _extreme(p, kind, argument, inner)
    outer = _outer(p, kind, argument, slot)
    return None if outer is None else p.mul(outer, inner[0])


def _power(p: Program, slot: Slot, inner: list[Slot]) -> Slot:
    base, exponent = p.steps[slot][1]
    kind, value = p.steps[exponent]
    if kind == "num":
        less = p.put("pow", (base, p.number(value - 1)))
        return p.mul(exponent, less, inner[0])
    first = p.mul(inner[1], p.put("log", base))
    second = p.mul(exponent, p.put("div", (inner[0], base)))
    return p.mul(slot, p.add(first, second))


def _extreme(p: Program, kind: str, parts: tuple[Slot, ...], inner: list[Slot]) -> Slot:
    """Give the derivative of the part that is the largest or the least."""
    best, slope = parts[0], inner[0]
    for part, own in zip(parts[1:], inner[1:], strict=True):
        stays = p.put("<", (part, best) if kind == "max" else (best, part))
        slope = p.put("cases", ((stays, slope), (p.put("truth", True), own)))
        best = p.put(kind, tuple(sorted((best, part))))
    return slope


def _outer(p: Program, kind: str, u: Slot, slot: Slot) -> Slot | None:
    """Give f'(u) for a function f of one argument."""
    one, minus = p.number(1), p.number(-1)
    square = p.mul(u, u)

    def over(slot: Slot) -> Slot:
        return p.put("div", (one, slot))

    def root(slot: Slot) -> Slot:
        return p.put("pow", (slot, p.number(Fraction(1, 2))))

    match kind:
        case "exp":
            return slot
        case "log":
            return over(u)
        case "sin":
            return p.put("cos", u)
        case "cos":
            return p.neg(p.put("sin", u))
        case "tan":
            return p.add(one, p.mul(slot, slot))
        case "sinh":
            return p.put("cosh", u)
        case "cosh":
            return p.put("sinh", u)
        case "tanh":
            return p.add(one, p.neg(p.mul(slot, slot)))
        case "asin":
            return over(root(p.add(one, p.neg(square))))
        case "acos":
            return p.neg(over(root(p.add(one, p.neg(square)))))
        case "atan":
            return over(p.add(one, square))
        case "asinh":
            return over(root(p.add(one, square)))
        case "acosh":
            return over(root(p.add(square, minus)))
        case "atanh":
            return over(p.add(one, p.neg(square)))
        case "abs":
            return p.put("sign", u)
        case "sign" | "heaviside":
            return p.number(0)
        case "erf":
            return p.put("div", (p.mul(p.number(2), p.put("exp", p.neg(square))), root(p.put("const", "pi"))))
    return None
