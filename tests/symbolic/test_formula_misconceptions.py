"""What kind of wrong a wrong answer is."""

import pytest

from grader.symbolic import compare

SIGMOID = "exp(-z)/(1+exp(-z))^2"


@pytest.mark.parametrize(
    ("answer", "expected", "tag"),
    [
        ("-exp(-z)/(1+exp(-z))^2", SIGMOID, "sign-flipped"),
        ("z^2-1", "1-z^2", "sign-flipped"),
        ("tanh(z)^2-1", "1-tanh(z)^2", "sign-flipped"),
        ("2exp(-z)/(1+exp(-z))^2", SIGMOID, "constant-factor"),
        ("cos(2z)", "2cos(2z)", "constant-factor"),
        ("exp(-3z)", "-3exp(-3z)", "constant-factor"),
        ("1/(e^z+e^-z)^2", "4/(e^z+e^-z)^2", "constant-factor"),
        ("z^2", "2z^2", "constant-factor"),
        ("z^2+1", "z^2", "off-by-constant"),
        ("exp(-z)/(1+exp(-z))^2 - pi", SIGMOID, "off-by-constant"),
        ("1-tanh(z)^2-1", "1-tanh(z)^2", "off-by-constant"),
        ("cos(z^2)", "2z cos(z^2)", "missing-chain-factor"),
        ("exp(z^2)", "2z exp(z^2)", "not-differentiated"),
        ("3(z^2+1)^2", "6z(z^2+1)^2", "missing-chain-factor"),
        ("1/(z^2+1)", "2z/(z^2+1)", "missing-chain-factor"),
        ("1/(2sqrt(1+z^2))", "z/sqrt(1+z^2)", "missing-chain-factor"),
        ("cos(exp(z))", "exp(z)cos(exp(z))", "outer-only"),
        ("-1/(1+exp(-z))^2", SIGMOID, "outer-only"),
        ("1/(1+exp(-z))^2", SIGMOID, "outer-only"),
        ("2tanh(z)", "2tanh(z)(1-tanh(z)^2)", "outer-only"),
        ("1/(1+exp(-z))", SIGMOID, "not-differentiated"),
        ("tanh(z)", "1-tanh(z)^2", "not-differentiated"),
        ("tanh(z)+5", "1-tanh(z)^2", "not-differentiated"),
        ("z^3", "3z^2", "not-differentiated"),
        ("ln(1+e^z)", SIGMOID, "integrated"),
        ("ln(cosh(z))", "1-tanh(z)^2", "integrated"),
        ("z^4/4", "3z^2", "integrated"),
        ("-2tanh(z)(1-tanh(z)^2)", "1-tanh(z)^2", "differentiated-twice"),
        ("6z", "3z^2", "differentiated-twice"),
        ("cosh(z)^2", "1/cosh(z)^2", "reciprocal"),
        ("1", "1-tanh(z)^2", ""),
        ("-1", "cos(z)", ""),
        ("z+1", "exp(z)", ""),
        ("1e100", "z", ""),
        ("(9**9999)**9999", "z", ""),
        ("z + 10^9", "z", "off-by-constant"),
        ("sin(z)", "z", ""),
        ("log(-1-z^2)", "z", "no-real-value"),
        ("max(0, z)", "Piecewise((0, z<0), (1, True))", "not-differentiated"),
        ("min(6, max(0, z))", "Piecewise((0, z<0), (1, z<6), (0, True))", "not-differentiated"),
        ("max(z, -z)", "sign(z)", "not-differentiated"),
    ],
)
def test_generic_mistakes(answer, expected, tag):
    """A mistake that is made everywhere is recognised without help from the author."""

    verdict = compare(answer, expected, ["z"])

    assert verdict.outcome == "different"
    assert verdict.diagnosis == tag


@pytest.mark.parametrize(
    ("answer", "expected", "tag"),
    [
        ("(y-a)*x", "(a-y)*x", "sign-flipped"),
        ("a-y", "(a-y)*x", "missing-chain-factor"),
        ("a-y", "(a-y)*a*(1-a)", "missing-chain-factor"),
        ("(a-y)(1-a)", "(a-y)*a*(1-a)", "missing-chain-factor"),
        ("(a-y)a", "(a-y)*a*(1-a)", "missing-chain-factor"),
        ("(a-y)^2/2*x", "(a-y)*x", "not-differentiated"),
        ("(a-y)*x+1", "(a-y)*x", "off-by-constant"),
        ("2(a-y)x", "(a-y)*x", "constant-factor"),
    ],
)
def test_generic_mistakes_in_several_variables(answer, expected, tag):
    """The same with two and three variables."""

    assert compare(answer, expected, ["a", "y", "x"], domains={"a": (0, 1)}).diagnosis == tag


def test_a_constant_of_the_chain_rule_is_told():
    """The 3 of sin(3z) is told as what it is; another factor is not."""

    assert "inner function" in compare("cos(3z)", "3cos(3z)", ["z"]).message
    assert "inner function" not in compare("cos(3z)", "5cos(3z)", ["z"]).message


@pytest.mark.parametrize(
    ("answer", "expected", "tag"),
    [
        ("max(0, z)", "Piecewise((0.01*z, z < 0), (z, True))", ""),
        ("max(0, z)", "Piecewise((exp(z)-1, z < 0), (z, True))", ""),
        ("max(0, z)", "z", ""),
        ("(z > 0)*cos(z^2)", "2*z*cos(z^2)", ""),
        ("2*max(0, z)", "max(0, z)", "constant-factor"),
        ("(z > 0)*cos(z^2)", "(z > 0)*2*z*cos(z^2)", "missing-chain-factor"),
    ],
)
def test_no_factor_is_missing_where_the_answer_is_zero(answer, expected, tag):
    """An answer that is 0 where the right one is not differs by more than a factor, though it agrees elsewhere."""

    verdict = compare(answer, expected, ["z"])

    assert (verdict.outcome, verdict.diagnosis) == ("different", tag)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("1 if z > 0.001 else 0", "Heaviside(z)"),
        ("-1 if z > 0.001 else 0", "Heaviside(z)"),
        ("2*(z > 0.001)", "Heaviside(z)"),
        ("1 + (z > 0.001)", "Heaviside(z)"),
        ("-sign(z + 0.001)", "sign(z)"),
        ("-(0 < z < 6.01)", "Piecewise((0, z < 0), (1, z < 6), (0, True))"),
    ],
)
def test_what_is_said_holds_between_all_breaks(answer, expected):
    """A relation that holds at most points, but not on a small piece, is not said to be the mistake."""

    verdict = compare(answer, expected, ["z"])

    assert (verdict.outcome, verdict.diagnosis) == ("different", "")


def test_the_authors_own_list_comes_first():
    """A wrong answer that the author expects gets the author's sentence, before any general one."""

    verdict = compare("-z", "z", ["z"], expected_wrong={"-z": "You forgot the inner derivative."})

    assert verdict.message == "You forgot the inner derivative."
    assert verdict.diagnosis == "known-mistake"


def test_the_author_may_name_the_tag():
    """A pair is tag and sentence."""

    wrong = {"z^2": "Other.", "1-s": ("forgot-a-factor", "The factor s is missing.")}

    verdict = compare("1 - s", "s*(1-s)", ["s", "z"], expected_wrong=wrong)

    assert (verdict.diagnosis, verdict.message) == ("forgot-a-factor", "The factor s is missing.")


def test_an_expected_mistake_is_known_in_any_notation():
    """The author's wrong formula is recognised in every form."""

    verdict = compare(r"\frac{1}{1+e^{-z}}", SIGMOID, ["z"], expected_wrong={"1/(1+exp(-z))": "The sigmoid itself."})

    assert verdict.message == "The sigmoid itself."


def test_an_expected_mistake_that_is_right_stays_right():
    """The list of mistakes never makes a right answer wrong."""

    assert compare("s-s^2", "s(1-s)", ["s"], expected_wrong={"s*(1-s)": "No."}).outcome == "equal"


def test_no_real_value():
    """An answer that is not real where the right one is says so."""

    verdict = compare("2*log(z)", "log(z^2)", ["z"])

    assert verdict.outcome == "different"
    assert verdict.witness["z"] < 0


def test_witness_can_be_put_in_by_hand():
    """Where it can be, the witness is a plain number, and the value is the answer's own."""

    verdict = compare("z^2", "z^3", ["z"])

    assert verdict.witness == {"z": 2.0}
    assert verdict.value == "4.0"


def test_witness_lies_in_the_domain():
    """The witness is a point of the declared domain."""

    verdict = compare("a", "a^2", ["a"], domains={"a": (0, 1)})

    assert 0 < verdict.witness["a"] < 1


def test_a_mistake_without_values_is_known_by_where_it_has_none():
    """A wrong formula that has no value somewhere is recognised, and not taken for one that has."""
    wrong = {"Piecewise((1, z > 0))": ("half", "What is it for negative z?")}

    assert compare("Piecewise((1, z>0))", "Heaviside(z)", ["z"], expected_wrong=wrong).diagnosis == "half"
    assert compare("0.01 if z < 0 else 1", "Heaviside(z)", ["z"], expected_wrong=wrong).diagnosis == ""
