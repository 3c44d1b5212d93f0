"""Hidden checks of `chain_rule`: the six formulas."""

import pytest

from grader.symbolic import assert_formula

SIGN = ("sign-flipped", "The sign is wrong: where a is larger than y, the loss grows with a.")


@pytest.mark.points(2)
@pytest.mark.hint("dL/da times da/dz. Did both get in?")
def test_dz_squared_error(answers):
    """dz_squared_error is dL/dz for the squared error"""
    assert_formula(
        answers["dz_squared_error"],
        "(a-y)*a*(1-a)",
        variables=["a", "y"],
        domains={"a": (0, 1)},
        forbidden=["z", "w", "b", "x"],
        expected_wrong={
            "(y-a)*a*(1-a)": SIGN,
            "a-y": ("activation-slope-missing", "This is dL/da: the slope of the activation, da/dz, is missing."),
            "a*(1-a)": ("loss-slope-missing", "This is da/dz: the slope of the loss, dL/da, is missing."),
            "2*(a-y)*a*(1-a)": ("factor-two", "The 2 of the square and the 1/2 of the loss cancel."),
            "(a-y)*a*(1-a)/2": ("factor-two", "The 2 of the square and the 1/2 of the loss cancel."),
            "(a-y)^2/2*a*(1-a)": ("loss-not-differentiated", "The loss was not differentiated: dL/da is a - y."),
            "(a-y)+a*(1-a)": ("sum-for-product", "The chain rule multiplies; it does not add."),
            "(a-y)*(1-a^2)": ("slope-of-tanh", "1 - a^2 is the slope of tanh; the sigmoid's is a(1-a)."),
            "-a*(1-a)": ("loss-slope-missing", "The slope of the loss, dL/da, is missing."),
        },
    )


@pytest.mark.points(2)
@pytest.mark.hint("Bring dL/da onto one denominator, then multiply by da/dz = a(1-a). What cancels?")
def test_dz_cross_entropy(answers):
    """dz_cross_entropy is dL/dz for the cross entropy"""
    assert_formula(
        answers["dz_cross_entropy"],
        "a-y",
        variables=["a", "y"],
        domains={"a": (0, 1)},
        forbidden=["z", "w", "b", "x"],
        expected_wrong={
            "y-a": SIGN,
            "(a-y)/(a*(1-a))": ("activation-slope-missing", "This is dL/da: multiply by da/dz."),
            "(y-a)/(a*(1-a))": ("activation-slope-missing", "This is -dL/da: mind the sign, and multiply by da/dz."),
            "-y/a-(1-y)/(1-a)": ("inner-sign-lost", "ln(1-a) has an inner derivative, -1; and da/dz is missing."),
            "(-y/a-(1-y)/(1-a))*a*(1-a)": ("inner-sign-lost", "ln(1-a) has an inner derivative, -1."),
            "(y/a+(1-y)/(1-a))*a*(1-a)": (
                "inner-sign-lost",
                "Mind the signs: the minus before the loss, and inside ln(1-a).",
            ),
            "(a-y)*a*(1-a)": ("wrong-loss", "This is the squared error's: here dL/da has a denominator that cancels."),
            "a*(1-a)": ("loss-slope-missing", "This is da/dz: the slope of the loss, dL/da, is missing."),
        },
    )


@pytest.mark.points(2)
@pytest.mark.hint("dL/dz times dz/dw, and z = w*x + b.")
def test_dw(answers):
    """The answer dw is dL/dw for the cross entropy"""
    assert_formula(
        answers["dw"],
        "(a-y)*x",
        variables=["a", "y", "x"],
        domains={"a": (0, 1)},
        forbidden=["z", "w", "b"],
        expected_wrong={
            "(y-a)*x": SIGN,
            "a-y": ("input-missing", "This is dL/dz: the factor dz/dw is missing."),
            "x": ("loss-slope-missing", "This is dz/dw: the factor dL/dz is missing."),
            "(a-y)*a*(1-a)*x": ("wrong-loss", "This is the squared error's gradient; the cross entropy is asked."),
            "(a-y)/(a*(1-a))*x": ("activation-slope-missing", "The slope of the activation, da/dz, is missing."),
            "(a-y)/x": ("divided-by-input", "dz/dw is a factor, not a divisor."),
            "a-y+x": ("sum-for-product", "The chain rule multiplies; it does not add."),
            "(a-y)*x^2": ("input-twice", "dz/dw is one factor x, not two."),
        },
    )


@pytest.mark.points(1)
@pytest.mark.hint("dL/dz times dz/db, and z = w*x + b.")
def test_db(answers):
    """The answer db is dL/db for the cross entropy"""
    assert_formula(
        answers["db"],
        "a-y",
        variables=["a", "y", "x"],
        domains={"a": (0, 1)},
        forbidden=["z", "w", "b"],
        expected_wrong={
            "y-a": SIGN,
            "(a-y)*x": ("input-in-bias", "x belongs to the weight: what is dz/db?"),
            "1": ("loss-slope-missing", "This is dz/db: the factor dL/dz is missing."),
            "0": ("bias-taken-as-constant", "b is what is changed here: z changes with it."),
            "(a-y)*a*(1-a)": ("wrong-loss", "This is the squared error's gradient; the cross entropy is asked."),
            "(a-y)/(a*(1-a))": ("activation-slope-missing", "The slope of the activation, da/dz, is missing."),
        },
    )


@pytest.mark.points(2)
@pytest.mark.hint("Quotient rule: z_i stands in the numerator and in the sum below.")
def test_softmax_same(answers):
    """softmax_same is the derivative of s_i in z_i"""
    assert_formula(
        answers["softmax_same"],
        "s_i*(1-s_i)",
        variables=["s_i"],
        domains={"s_i": (0, 1)},
        forbidden=["s_j", "z_i", "z_j", "s"],
        expected_wrong={
            "s_i*(s_i-1)": ("sign-flipped", "The sign is wrong: a larger net input makes its own probability larger."),
            "s_i": ("sum-taken-as-constant", "z_i stands in the sum below as well: use the quotient rule."),
            "-s_i^2": ("numerator-taken-as-constant", "z_i stands in the numerator as well: use the quotient rule."),
            "1-s_i": ("factor-missing", "The factor s_i is missing."),
            "1-s_i^2": ("slope-of-tanh", "This is the rule for tanh; softmax has the one of the sigmoid."),
            "s_i*(1-s_i)^2": ("square-too-many", "One factor 1 - s_i is enough."),
            "s_i^2": ("term-missing", "The quotient rule has two terms."),
            "s_i*(1+s_i)": ("sign-inside", "The second term of the quotient rule is subtracted."),
        },
    )


@pytest.mark.points(1)
@pytest.mark.hint("z_j stands only in the sum below. Does s_i grow or shrink when z_j grows?")
def test_softmax_other(answers):
    """softmax_other is the derivative of s_i in another net input z_j"""
    assert_formula(
        answers["softmax_other"],
        "-s_i*s_j",
        variables=["s_i", "s_j"],
        domains={"s_i": (0, 1), "s_j": (0, 1)},
        forbidden=["z_i", "z_j", "s"],
        expected_wrong={
            "s_i*s_j": ("sign-flipped", "The sign is wrong: a larger z_j takes probability away from the others."),
            "0": ("sum-taken-as-constant", "z_j stands in the sum below, so s_i depends on it."),
            "s_i*(1-s_j)": ("rule-for-same", "This mixes the two rules: z_j is not in the numerator of s_i."),
            "s_i*(1-s_i)": ("rule-for-same", "This is the derivative in z_i, the own net input."),
            "s_j*(1-s_i)": ("rule-for-same", "This mixes the two rules: z_j is not in the numerator of s_i."),
            "-s_i^2": ("indices-mixed", "The inner derivative of the sum in z_j is e^z_j, not e^z_i."),
            "-s_j^2": ("indices-mixed", "The numerator of s_i stays e^z_i."),
            "-s_i": ("inner-derivative-missing", "The inner derivative of the sum, e^z_j, is missing."),
            "-s_j": ("numerator-missing", "The numerator of s_i got lost."),
        },
    )
