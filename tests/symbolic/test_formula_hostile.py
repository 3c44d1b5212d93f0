"""Answers that try to run code, to hang, to eat memory or to slip through."""

from pathlib import Path

import pytest

from grader.symbolic import compare

DEEP = 1500
SIGMA = {"sigma(u)": "1/(1+exp(-u))", "f(u)": "u*u+exp(u)"}
HOSTILE = {
    "open brackets": "(" * 1999,
    "balanced brackets": "(" * 999 + "z" + ")" * 999,
    "bars": "|" * 1999,
    "signs": "-" * 1999 + "z",
    "signs ended": "-" * DEEP,
    "powers": "z^" * 999 + "z",
    "python powers": "9**" * 600 + "9",
    "tower": "9^9^9^9^9^9^9^9^9",
    "tower of nines": "(9**9999)**9999",
    "many nines": "9**99999999999999999999",
    "minus tower": "z^-9^9^9^9",
    "factor tower": "2^(2^(2^(2^(2^(2^z)))))",
    "exp tower": "exp(" * 90 + "z" + ")" * 90,
    "exp tower of minus": "exp(-" * 90 + "z" + ")" * 90,
    "sin tower": "sin(exp(" * 40 + "z" + "))" * 40,
    "log tower": "log(" * 90 + "z" + ")" * 90,
    "sqrt tower": "sqrt(" * 90 + "z" + ")" * 90,
    "gamma": "gamma(" * 50 + "z" + ")" * 50,
    "quotients": "z/" * 999 + "z",
    "sum": "z+" * 999 + "z",
    "product": "z*" * 999 + "z",
    "juxtaposed": "z " * 999,
    "polynomial": "+".join(f"z^{k}" for k in range(1, 300)),
    "expanded power": "(1+z)^100000",
    "power of a sum": "(1+z)^(10^30)",
    "functions in functions": "sigma(" * 90 + "z" + ")" * 90,
    "growing function": "f(" * 90 + "z" + ")" * 90,
    "cases": "Piecewise(" + ",".join(f"({k},z<{k})" for k in range(150)) + ")",
    "nested cases": "Piecewise((0,z<0),(" * 40 + "1" + ",True))" * 40,
    "conditions": "Piecewise((0," + " or ".join(f"z<{k}" for k in range(200)) + "),(1,True))",
    "ternaries": "1 if z>0 else " * 130 + "0",
    "maxima": "max(" * 90 + "z" + ",1)" * 90,
    "wide maximum": "max(" + ",".join(f"z-{k}" for k in range(20)) + ")",
    "deep bars": "|1-" * 45 + "z" + "|" * 45,
    "sine of a sine of large": "sin(10^300*z)",
    "tangent": "tan(tan(tan(10^200*z)))",
    "many functions": "+".join(f"sin({k}z)*exp(-{k}z)" for k in range(1, 90)),
    "many digits": "0." + "3" * 1900,
    "many decimals": "+".join(["0.1234567890123456789"] * 80),
    "great exponent": "1e99999999999999",
    "small exponent": "1e-99999999999999",
    "error function": "erf(" * 60 + "100z" + ")" * 60,
    "inverse functions": "asin(acos(atanh(" * 25 + "z" + ")))" * 25,
    "fractional powers": "z^(1/3)" + "+(z^2)^0.123456789" * 80,
    "latex fractions": r"\frac{1}{1+" * 90 + "z" + "}" * 90,
    "open latex": r"\frac{" * 300,
    "superscripts": "z" + "²" * 1900,
    "superscript brackets": "z" + "⁽" * 900 + "²" + "⁾" * 900,
    "accents": "z" + "\u0302" * 1900,
    "zero width": "z" + "\u200b" * 1900,
    "line ends": "\n" * 1900 + "z",
    "one long name": "z" * 1999,
    "long subscript": "z_" + "1" * 1900,
    "primes": "z" + "'" * 1900,
    "equations": "z=" * 900 + "z",
    "letters": "".join(chr(code) for code in range(0x3B1, 0x3C9)) * 20,
    "null bytes": "\x00" * 1000,
    "emoji": "🎲" * 1000,
    "complex": "(-1)^z" + "*(-1)^z" * 100,
    "cancelling": "((z+10^50)-10^50)^20",
    "nearly zero": "1/(sin(z)^2+cos(z)^2-1)",
    "zero denominators": "1/(z-z)/(z-z)/(z-z)",
    "polynomial in ten places": "(z+1)^40*(z+2)^40*(z+3)^40*(z+4)^40",
    "roots in roots": "sqrt(1+" * 80 + "z" + ")" * 80,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answers_are_never_equal(name):
    """A hostile answer is refused, undecided or different, and the next answer is judged as ever."""

    verdict = compare(HOSTILE[name], "1-tanh(z)^2", ["z"], functions=SIGMA)

    assert verdict.outcome in ("rejected", "undecided", "different")
    assert verdict.message
    assert len(verdict.message) < 1000
    assert compare("sech(z)^2", "1-tanh(z)^2", ["z"]).outcome == "equal"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_answers_against_themselves(name):
    """Compared with itself a hostile answer never stops the checker: refused, undecided, equal or unreadable."""
    from grader.errors import UsageError

    try:
        verdict = compare(HOSTILE[name], HOSTILE[name], ["z"], functions=SIGMA)
    except UsageError:
        verdict = compare(HOSTILE[name], "z", ["z"], functions=SIGMA)
        assert verdict.outcome == "rejected"

    assert verdict.outcome in ("rejected", "undecided", "equal", "different")


CODE = [
    "__import__('os').system('touch {mark}')",
    "open('{mark}','w')",
    'exec(\'open("{mark}","w")\')',
    "eval(\"open('{mark}','w')\")",
    "().__class__.__base__.__subclasses__()",
    "[open('{mark}','w') for z in [1]]",
    "(lambda: open('{mark}','w'))()",
    "z if open('{mark}','w') else z",
    'f\'{{open("{mark}","w")}}\'',
    "Symbol('z').func(open('{mark}','w'))",
    'sympy.sympify(\'__import__("os").system("touch {mark}")\')',
    "sympify(z)",
    "lambdify(z, z)",
    "z.__class__.__mro__",
    "np.load('{mark}')",
    "math.__loader__",
    "Function('f')(z)",
    "symbols('z')",
    "import os; os.system('touch {mark}')",
    "exit()",
    "quit()",
    "os._exit(0)",
    "raise SystemExit",
    "while True: pass",
    "globals()",
    "breakpoint()",
    "help()",
    "\\input{{/etc/passwd}}",
    "\\write18{{touch {mark}}}",
    "${{IFS}}touch${{IFS}}{mark}",
    "$(touch {mark})",
    "`touch {mark}`",
    "z; touch {mark}",
    "<script>alert(1)</script>",
    "%s%s%n",
    "{{z}}{{0.__class__}}",
]


@pytest.mark.parametrize("answer", CODE)
def test_code_is_never_run(answer, tmp_path):
    """What would be code elsewhere is a formula that cannot be read."""

    mark = Path(tmp_path) / "mark"

    verdict = compare(answer.format(mark=mark), "z", ["z"])

    assert verdict.outcome in ("rejected", "different")
    assert not mark.exists()


@pytest.mark.parametrize(
    "answer",
    [
        "oo-oo", "nan", "0/0", "1/0-1/0", "z*0/0", "log(0)*0", "(z-z)/(z-z)", "0^0/0", "1/(1/0)", "tan(pi/2)", "0*oo",
        "Piecewise((z, z<0))", "Piecewise((z, False))", "Piecewise((z, z==0))", "max(z, 1/0)", "1 if 1/0 > 0 else z",
        "z + 0/0*0", "sqrt(-1)", "acos(2)", "log(-1)",
    ],
)  # fmt: skip
def test_what_has_no_value_equals_nothing(answer):
    """A formula without a value is equal to nothing, not even to itself."""

    for expected in ("z", "1", "0"):
        assert compare(answer, expected, ["z"]).outcome != "equal"
    if compare(answer, "z", ["z"]).outcome != "rejected" and "Piecewise((z, z<0))" not in answer:
        assert compare(answer, answer, ["z"]).outcome != "equal"
