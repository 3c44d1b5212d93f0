"""Arithmetic and the closed list's functions at one precision, with a note of what was lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

from mpmath import MPContext

from grader.symbolic import huge
from grader.symbolic.values import HUGE, MINUS_HUGE, NOTHING, SINGULAR, UNKNOWN, Missing, Value, size_of, worst_missing

_BIG_EXPONENT = 64  # bits in the size of an exponent: exp(10^19) is still a number for mpmath
_BIG_ANGLE = 4000  # bits in the size of an angle
_ZERO_ELSEWHERE = ("log", "acos", "acosh", "cos", "sin", "tan")  # functions with a zero at another place than 0


class Arithmetic:
    """Works at one precision; the three flags say what the values since they were cleared are worth."""

    def __init__(self, bits: int) -> None:
        self.context = _context(bits)
        self.bits = bits
        self.blind = bits // 3  # terms this many bits apart do not see each other any more
        self.lossy = self.cancelled = self.vanished = False
        self.functions: dict[str, Callable[[Value], Value]] = {
            name: getattr(self, f"_{name}")
            for name in ("exp", "log", "abs", "sign", "heaviside", "erf", "neg", "acos", "atan", "tanh")
        }
        for name in ("cosh", "sinh"):
            self.functions[name] = self._guarded(name, _BIG_EXPONENT)
        for name in ("cos", "sin", "tan"):
            self.functions[name] = self._guarded(name, _BIG_ANGLE)
        for name in ("asin", "asinh", "acosh", "atanh"):
            self.functions[name] = self._guarded(name, 1 << 40)
        for name in _ZERO_ELSEWHERE:
            self.functions[name] = self._noting_cancelled(self.functions[name])

    def clean(self, value: Value) -> Value:
        """Drop an imaginary part that is only rounding, so that principal values come out on the real line."""
        if isinstance(value, Missing) or not hasattr(value, "_mpc_"):
            return value
        real, imaginary = value.real, value.imag
        if not imaginary:
            return real
        if not real:
            return value
        gap = size_of(real) - size_of(imaginary)
        if gap > self.bits * 9 // 10:
            return real
        if -gap > self.bits * 9 // 10:
            return self.context.mpc(0, imaginary)
        return value

    def add(self, values: list[Value]) -> Value:
        """Give a sum, and note what was too small in it."""
        if (missing := worst_missing(values)) is not None:
            return huge.total(values) or missing
        sizes = [size_of(value) for value in values if value]
        if sizes and max(sizes) - min(sizes) > self.blind:
            self.lossy = True
        total = values[0]
        for value in values[1:]:
            total = total + value
        if sizes and max(sizes) - size_of(total) > self.blind:
            self.cancelled = True
        return self.clean(total)

    def mul(self, values: list[Value]) -> Value:
        """Give a product."""
        if (missing := worst_missing(values)) is not None:
            return huge.product(values) or missing
        product = values[0]
        for value in values[1:]:
            product = product * value
        return self.clean(product)

    def div(self, over: Value, under: Value) -> Value:
        """Give a quotient."""
        if (missing := worst_missing([over, under])) is not None:
            found = huge.product([over, under]) or missing
            if huge.is_huge(under):
                return self._vanishing() if found is HUGE and not isinstance(over, Missing) else UNKNOWN
            return found
        return self.clean(over / under) if under else self._singular()

    def _singular(self) -> Missing:
        return UNKNOWN if self.vanished else SINGULAR

    def power(self, base: Value, power: Value, exact: Fraction | None) -> Value:
        """Give a power; `exact` is the exponent where it is a number that was typed."""
        if (missing := worst_missing([base, power])) is not None:
            grows = huge.grows(base, power)
            return missing if grows is None else HUGE if grows else self._vanishing()
        context = self.context
        if not base:
            return context.mpf(0) if power.real > 0 and not self.vanished else self._singular()
        if not power:
            return context.mpf(1)
        if exact == Fraction(1, 2):
            return self.clean(context.sqrt(base))
        if exact is not None and exact.denominator == 1 and abs(exact) <= 64:
            return self.clean(base ** int(exact))
        if size_of(power) + max(abs(size_of(base)).bit_length(), 1) > _BIG_EXPONENT:
            if hasattr(base * power, "_mpc_") or base < 0:
                return UNKNOWN
            growth = size_of(context.log(base))
            if size_of(power) + growth > _BIG_EXPONENT:
                if growth < -self.blind:
                    return UNKNOWN  # 1 but for the rounding: whether it grows is chance
                return self._vanishing() if (base < 1) == (power > 0) else HUGE
            self.lossy |= growth < -self.blind
        if size_of(power) < -self.blind:
            self.lossy = True
        if exact is not None and exact.denominator == 1:
            return self.clean(base ** int(exact))
        return self.clean(context.power(base, power))

    def apply(self, name: str, value: Value) -> Value:
        """Give the value of a function of one argument."""
        if not isinstance(value, Missing):
            return self.clean(self.functions[name](value))
        if name == "exp" and value is MINUS_HUGE:
            return self._vanishing()
        return huge.function(name, value) or (UNKNOWN if huge.is_huge(value) else value)

    def _neg(self, value: Value) -> Value:
        return -value

    def _exp(self, value: Value) -> Value:
        size = size_of(value)
        if size > _BIG_EXPONENT:
            if hasattr(value, "_mpc_"):
                return UNKNOWN
            return self._vanishing() if value < 0 else HUGE
        if value and size < -self.blind:
            self.lossy = True
        return self.context.exp(value)

    def _vanishing(self) -> Value:
        """Give 0 for a positive number too small to be written, and note that it is not 0."""
        self.lossy = self.vanished = True
        return self.context.mpf(0)

    def _log(self, value: Value) -> Value:
        return self.context.log(value) if value else self._singular()

    def _abs(self, value: Value) -> Value:
        return abs(value)

    def _sign(self, value: Value) -> Value:
        if hasattr(value, "_mpc_"):
            return NOTHING
        return self.context.sign(value) if value or not self.vanished else UNKNOWN

    def _heaviside(self, value: Value) -> Value:
        if hasattr(value, "_mpc_"):
            return NOTHING
        if not value:
            return UNKNOWN if self.vanished else self.context.mpf(0.5)
        return self.context.mpf(1 if value > 0 else 0)

    def _erf(self, value: Value) -> Value:
        if hasattr(value, "_mpc_"):
            return UNKNOWN
        if size_of(value) > 16:
            return self._nearly_one(value)
        if size_of(value) > 0 and value * value * 2 > self.blind:
            self.lossy = True
        return self._tiny(value, self.context.erf(value))

    def _acos(self, value: Value) -> Value:
        if value and size_of(value) < -self.blind:
            self.lossy = True
        return self.context.acos(value)

    def _atan(self, value: Value) -> Value:
        if size_of(value) > self.blind:
            self.lossy = True
        if hasattr(value, "_mpc_") and not value.real and abs(value.imag) == 1:
            return SINGULAR
        return self._tiny(value, self.context.atan(value))

    def _tanh(self, value: Value) -> Value:
        if size_of(value) > _BIG_EXPONENT:
            return UNKNOWN if hasattr(value, "_mpc_") else self._nearly_one(value)
        if abs(value.real) * 2 > self.blind:
            self.lossy = True
        return self._tiny(value, self.context.tanh(value))

    def _nearly_one(self, value: Value) -> Value:
        """Give 1 or -1 where the difference to it is too small to be written."""
        self.lossy = True
        return self.context.sign(value)

    def _tiny(self, value: Value, result: Value) -> Value:
        """Note where f(x) is x to this precision."""
        if value and -2 * size_of(value) > self.blind:
            self.lossy = True
        return result

    def _guarded(self, name: str, most_bits: int) -> Callable[[Value], Value]:
        function = getattr(self.context, name)
        hyperbolic = name in ("cosh", "sinh")

        def guarded(value: Value) -> Value:
            if size_of(value) > most_bits:
                real = not hasattr(value, "_mpc_")
                return (huge.function(name, HUGE if value > 0 else MINUS_HUGE) if real else None) or UNKNOWN
            if hyperbolic and abs(value.real) * 2 > self.blind:
                self.lossy = True
            if name == "atanh" and abs(value) == 1:
                return SINGULAR
            return self._tiny(value, function(value))

        return guarded

    def _noting_cancelled(self, function: Callable[[Value], Value]) -> Callable[[Value], Value]:
        """Give a function that notes a value near one of its zeros: the log of 1 + tiny is a difference, too."""

        def noting(value: Value) -> Value:
            result = function(value)
            if not isinstance(result, Missing) and size_of(result) < size_of(value) - self.blind:
                self.cancelled = True
            return result

        return noting


@cache
def _context(bits: int) -> MPContext:
    """Give the context of one precision; making one costs as much as a decision."""
    context = MPContext()
    context.prec = bits
    return context
