"""The public interface: what may be asked, what comes back, and whose mistake is whose."""

import pytest

from grader.errors import Mismatch, Undecided, UsageError
from grader.symbolic import assert_formula, assert_readable, assert_steps, compare, read_formula


@pytest.mark.parametrize(
    "answer",
    [None, 3, 3.5, 2j, True, [], ["s(1-s)"], (), ("s",), {}, {"a": 1}, set(), b"s(1-s)", object(), type, len, ...],
)
def test_any_object_is_an_answer(answer):
    """Whatever comes as an answer is rejected with a sentence, never an exception."""

    verdict = compare(answer, "s*(1-s)", ["s"])

    assert verdict.outcome == "rejected"
    assert verdict.message


def test_text_of_a_subclass():
    """A subclass of str that lies about itself is read as the text that it holds."""

    class Liar(str):
        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

        def encode(self, *_):
            return b"s*(1-s)"

    assert compare(Liar("s"), "s*(1-s)", ["s"]).outcome == "different"


@pytest.mark.parametrize("text", ["\ud800", "s\udfff", "\x00", "s\x00(1-s)", "\uffff", "s(1-s)\U000e0001"])
def test_text_that_no_encoding_holds(text):
    """Lone surrogates, null bytes and characters that are none are refused."""

    assert compare(text, "s*(1-s)", ["s"]).outcome == "rejected"


def test_verdict_of_a_right_answer():
    """A right answer has its reading in three forms and no witness."""

    verdict = compare("s(1-s)", expected="s - s^2", variables=["s"])

    assert verdict.outcome == "equal"
    assert verdict.reading == "s·(1 − s)"
    assert verdict.reading_latex == r"s \, \left(1 - s\right)"
    assert verdict.reading_mathml.startswith("<math")
    assert verdict.witness is None
    assert verdict.diagnosis == ""


@pytest.mark.parametrize(
    ("domain", "outcome"),
    [
        ((0, 1), "equal"), ([0, 1], "equal"), ((0, None), "equal"), ((0, float("inf")), "equal"), ("0:1", "equal"),
        ("0:", "equal"), ("(0, 1)", "equal"), ("positive", "equal"), ((0.5, 2.5), "equal"), (("0", "inf"), "equal"),
        (None, "different"), ("real", "different"), ((-1, 1), "different"), ((None, None), "different"),
        ((-1e-9, 1), "different"), ((float("-inf"), float("inf")), "different"), ("negative", "different"),
        ((-2, -1), "different"),
    ],
)  # fmt: skip
def test_domains(domain, outcome):
    """Only the declared domain counts, in every way of declaring it."""

    assert compare("|a|", "a", ["a"], domains={"a": domain}).outcome == outcome


@pytest.mark.parametrize(
    "arguments",
    [
        {"expected": "s*("},
        {"expected": ""},
        {"expected": None},
        {"expected": 3},
        {"expected": "t"},
        {"expected": "e^-2s"},
        {"variables": "s"},
        {"variables": [""]},
        {"variables": ["s", "s"]},
        {"variables": [3]},
        {"domains": {"t": (0, 1)}},
        {"domains": {"s": (1, 0)}},
        {"domains": {"s": (0, 0)}},
        {"domains": {"s": 3}},
        {"domains": {"s": (0,)}},
        {"domains": {"s": ("a", "b")}},
        {"domains": {"s": (float("nan"), 1)}},
        {"functions": {"f": "1"}},
        {"functions": {"f()": "1"}},
        {"functions": {"f(u)": "v"}},
        {"functions": {"f(u)": "f(u)"}},
        {"expected_wrong": {"s*(": "No."}},
        {"form": "pretty"},
    ],
)
def test_mistakes_of_the_author(arguments):
    """An exercise that is wrong itself is an error for the author, never a mark."""

    with pytest.raises(UsageError):
        compare("s", **{"expected": "s", "variables": ["s"], **arguments})


def test_functions_may_use_earlier_ones():
    """A definition may use the functions before it."""

    functions = {"sigma(u)": "1/(1+exp(-u))", "swish(u)": "u*sigma(u)"}

    assert compare("swish(z)", "z/(1+e^-z)", ["z"], functions=functions).outcome == "equal"


def test_functions_of_several_arguments():
    """A function may take several arguments, and refuses another number of them."""

    functions = {"mix(p, u, v)": "p*u + (1-p)*v"}

    assert compare("mix(1/2, x, y)", "(x+y)/2", ["x", "y"], functions=functions).outcome == "equal"
    assert "3 argument" in compare("mix(x, y)", "(x+y)/2", ["x", "y"], functions=functions).message


def test_nested_functions_stay_small():
    """A definition put into itself many times does not grow by a factor each time."""

    functions = {"f(u)": "u*u+u"}
    nested = "f(" * 60 + "z/1000" + ")" * 60

    assert compare(nested, nested, ["z"], functions=functions).outcome in ("equal", "undecided")


def test_forbidden_names():
    """In terms of s only: another name is refused with the way out, also where it is a variable."""

    for variables in (["s"], ["s", "z"]):
        verdict = compare("exp(-z)*s^2", "s*(1-s)", variables, forbidden=["z"])

        assert verdict.outcome == "rejected"
        assert verdict.diagnosis == "forbidden-name"
        assert "in terms of s" in verdict.message


def test_forbidden_functions():
    """A function may be forbidden too."""

    functions = {"sigma(u)": "1/(1+exp(-u))"}

    assert compare("σ(z)", "σ(z)", ["z"], functions=functions, forbidden=["sigma"]).diagnosis == "forbidden-name"
    assert compare("tanh(z)", "tanh(z)", ["z"], forbidden=["tanh"]).diagnosis == "forbidden-name"
    assert compare("exp(z)", "exp(z)", ["z"], forbidden="tanh").outcome == "equal"


@pytest.mark.parametrize(
    ("answer", "form", "outcome"),
    [
        ("s(1-s)", "factored", "equal"), ("-s(s-1)", "factored", "equal"), ("s-s^2", "factored", "rejected"),
        ("(s-s^2)*1", "factored", "rejected"), ("2(s/2)(1-s)", "factored", "equal"), ("(1-s)s", "factored", "equal"),
        ("s-s^2", "expanded", "equal"), ("-s^2+s", "expanded", "equal"), ("s(1-s)", "expanded", "rejected"),
        ("-(s^2-s)", "expanded", "rejected"), ("s-s^2", "", "equal"), ("1-s", "factored", "different"),
        ("s", "expanded", "different"),
    ],
)  # fmt: skip
def test_form(answer, form, outcome):
    """A right value in the wrong form is refused with the reason; a wrong value stays wrong."""

    verdict = compare(answer, "s*(1-s)", ["s"], form=form)

    assert verdict.outcome == outcome
    if outcome == "rejected":
        assert verdict.diagnosis == f"not-{form}"


def test_lone_factor_that_cannot_be_taken_apart():
    """A sum without factors counts as factored."""

    assert compare("1+s^2", "s^2+1", ["s"], form="factored").outcome == "equal"
    assert compare("1-s^2", "1-s^2", ["s"], form="factored").outcome == "rejected"
    assert compare("(1-tanh(s))(1+tanh(s))", "1-tanh(s)^2", ["s"], form="factored").outcome == "equal"
    assert compare("1-tanh(s)^2", "1-tanh(s)^2", ["s"], form="factored").outcome == "rejected"


def test_reading_only():
    """A formula can be read without being judged."""

    assert read_formula("s(1-s)", ["s"]).outcome == "read"
    assert read_formula("s(1-", ["s"]).outcome == "rejected"
    assert read_formula(None, ["s"]).outcome == "rejected"


def test_assert_formula_right():
    """A right answer gives its verdict."""

    assert assert_formula("s-s^2", "s*(1-s)", ["s"]).reading == "s − s²"


def test_assert_formula_wrong():
    """A wrong answer is a Mismatch with sentence, tag and the answer's own value; the right one is nowhere."""

    with pytest.raises(Mismatch) as caught:
        assert_formula("s*(s-1)", "s*(1-s)", ["s"], domains={"s": (0, 1)})

    assert caught.value.diagnosis == "sign-flipped"
    assert "s·(s − 1)" in caught.value.sentence
    assert caught.value.detail == "At s = 0.5 your formula has the value -0.25."
    assert "s·(1 − s)" not in str(caught.value)


def test_assert_formula_refused():
    """A refused answer is a Mismatch whose sentence has the caret."""

    with pytest.raises(Mismatch) as caught:
        assert_formula("s*(1-s", "s*(1-s)", ["s"])

    assert caught.value.diagnosis == "unreadable"
    assert caught.value.sentence.endswith("^")


def test_assert_formula_undecided():
    """What cannot be decided is not wrong."""

    with pytest.raises(Undecided):
        assert_formula("s + exp(-exp(100))", "s", ["s"])


def test_assert_steps():
    """Steps raise in the same way, and name the first wrong one."""

    assert assert_steps(["z+z", "2z"], "2z", "2z", ["z"]).outcome == "equal"
    with pytest.raises(Mismatch, match="Step 2 is the first") as caught:
        assert_steps(["z+z", "3z"], "2z", "2z", ["z"])
    assert "3·z" in caught.value.sentence
    with pytest.raises(Undecided):
        assert_steps(["2z + exp(-exp(100))"], "2z", "2z", ["z"])


def test_assert_readable():
    """A visible check may ask for no more than a formula that can be read."""

    assert assert_readable("2z", ["z"]).reading == "2·z"
    with pytest.raises(Mismatch):
        assert_readable("2q", ["z"])


def test_same_answer_same_verdict():
    """The points are the same every time: ten times the same verdict, with the same witness."""

    verdicts = {repr(compare("Piecewise((z, z < 7), (z + 1e-9, True))", "z", ["z"])) for _ in range(10)}

    assert len(verdicts) == 1


@pytest.mark.parametrize(
    ("answer", "expected", "variable"),
    [
        ("\frac{1}{2}z", "z/2", "z"),
        ("1-\tanh^2 z", "1-tanh(z)^2", "z"),
        ("\\left(1-z\right)z", "z-z^2", "z"),
        ("2 \times z", "2z", "z"),
        ("\theta + 1", "theta+1", "theta"),
        ("\beta + 1", "beta+1", "beta"),
        ("\alpha + 1", "alpha+1", "alpha"),
        ("\rho + 1", "rho+1", "rho"),
        ("\\\\frac{1}{2}z", "z/2", "z"),
        ("z +\ne^z", "z+exp(z)", "z"),
        ("z\t(1-z)", "z-z^2", "z"),
        ("t\tt", "t^2", "t"),
        ("\begin{cases} 0 & z<0 \\ 1 & z>0 \\end{cases}", "Heaviside(z)", "z"),
        ("\begin{cases}-1&z<0\\1&\text{if } z>0\\end{cases}", "sign(z)", "z"),
        ("\begin{cases} 1 & z>0 \\\n -1 & z<0 \\end{cases}", "sign(z)", "z"),
    ],
)
def test_backslashes_that_python_swallowed(answer, expected, variable):
    """LaTeX in a string without r before its quotes is read; white space stays white space."""

    assert compare(answer, expected, [variable]).outcome == "equal"


@pytest.mark.parametrize("name", ["a'", "2x", "a b", "∂", "", "x+", "х"])
def test_a_name_that_cannot_be_typed_is_the_authors(name):
    """A variable that no answer could name is the author's mistake."""

    with pytest.raises(UsageError, match="variables"):
        compare("1", "1", [name])
