"""Answers that try to run code, to hang, to eat memory or to slip through."""

import importlib.util
from pathlib import Path

import pytest

from grader.symbolic import compare

SPEC = importlib.util.spec_from_file_location("hostile_answers", Path(__file__).parent / "hostile_answers.py")
answers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(answers)
HOSTILE, SIGMA = answers.HOSTILE, answers.DEFINITIONS


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
