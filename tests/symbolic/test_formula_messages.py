"""What students are told: the place of a mistake, both readings, the way out, and how the answer was read."""

import pytest

from grader.symbolic import compare, read_formula

ELEMENTS = set("math mrow mi mn mo msup msub mfrac msqrt mover mtable mtr mtd mtext".split())


def refusal(answer, variables=("z",)):
    """Give the message for an answer that is refused."""
    verdict = compare(answer, "z", list(variables) + (["z"] if "z" not in variables else []))
    assert verdict.outcome == "rejected"
    return verdict.message


@pytest.mark.parametrize(
    ("answer", "column", "marked"),
    [
        ("1/(1+exp(-z)", 2, "("),
        ("z + @", 4, "@"),
        ("z + foo(z)", 4, "foo"),
        ("2*z)", 3, ")"),
        ("z 2 3", 4, "3"),
        ("1/2z", 0, "1/2z"),
        ("z + e^-2z", 4, "e^-2z"),
        ("z + Exp(z)", 4, "Exp"),
        ("z·σ'(z)", 2, "σ"),
        ("z = 3", 2, "="),
        ("1 + а", 4, "а"),
        ("z +\n  foo", 2, "foo"),
    ],
)
def test_caret_stands_under_the_place(answer, column, marked):
    """The carets stand under what the sentence is about, in the line where it stands."""

    _, line, carets = refusal(answer).split("\n")

    assert carets == " " * (column + 2) + "^" * len(marked)
    assert line[column + 2 :].startswith(marked)


def test_caret_counts_wide_letters_as_two_columns():
    """Letters that take two columns on a terminal do not push the caret off its place."""

    _, _, carets = refusal("z + 你").split("\n")

    assert carets == "      ^^"


def test_caret_of_a_long_answer_shows_its_surroundings():
    """Of a long line only the part round the place is shown."""

    message = refusal("z + " * 200 + "@ + z")

    _, line, carets = message.split("\n")
    assert len(line) < 80
    assert line[carets.index("^")] == "@"


def test_unfinished_formula_points_behind_its_end():
    """A formula that breaks off is marked behind its last character."""

    assert refusal("z+").endswith("\n  z+\n    ^")


@pytest.mark.parametrize(
    ("answer", "readings"),
    [
        ("e^-2z", ["e^(-2*z)", "e^(-2)*z"]),
        ("1/2z", ["(1/2)*z", "1/(2*z)"]),
        ("2^3z", ["2^(3*z)", "2^3*z"]),
        ("tanh z^2", ["tanh(z^2)", "tanh(z)^2"]),
        ("ln z/2", ["log(z/2)", "log(z)/2"]),
        ("√2z", ["sqrt(2*z)", "sqrt(2)*z"]),
        ("sin^-1(z)", ["arcsin", "1/sin"]),
    ],
)
def test_both_readings_are_named(answer, readings):
    """Where fair readers differ, the message names both, in a spelling that is understood."""

    message = refusal(answer)

    assert all(reading in message for reading in readings)


@pytest.mark.parametrize("answer", ["e^-2z", "1/2z", "2^3z", "tanh z^2", "ln z/2", "√2z", "ln z(1-z)", "z/2z"])
def test_named_readings_can_be_typed(answer):
    """Each of the two readings is itself read without a doubt."""

    named = refusal(answer).split("\n")[0].removeprefix("This can be read in two ways, as ")
    one, other = named.removesuffix(": write one of the two.").split(" or as ")

    assert compare(one, "z", ["z"]).outcome == "different"
    assert compare(other, "z", ["z"]).outcome == "different"


@pytest.mark.parametrize(
    ("answer", "variables", "advice"),
    [
        ("ax", ["a", "x"], "a*x"),
        ("sinz", ["z"], "sin(z)"),
        ("-s_is_j", ["s_i", "s_j"], "s_i*s_j"),
        ("S*(1-s)", ["s"], "do you mean s?"),
        ("Exp(z)", ["z"], "do you mean exp?"),
        ("sqr(z)", ["z"], "Do you mean sqrt?"),
        ("lam*w", ["lambda", "w"], "Do you mean lambda?"),
        ("0,5*z", ["z"], "0.5"),
        ("а*2", ["a"], "Cyrillic small letter a"),
        ("α*2", ["a"], "type a"),
        ("exp^-z", ["z"], "exp(-z)"),
        ("q + z", ["z"], "the variables are: z"),
    ],
)
def test_message_says_what_to_write(answer, variables, advice):
    """A refusal says what to write instead."""

    assert advice in compare(answer, variables[0], variables).message


def test_terminal_controls_are_inert():
    """What could steer a terminal is shown as a harmless character."""

    message = refusal("z + \x1b[2J\x1b]0;title\x07 \u202e z")

    assert "\x1b" not in message
    assert "\x07" not in message
    assert "\u202e" not in message


@pytest.mark.parametrize(
    ("answer", "text", "latex"),
    [
        ("s*(1-s)", "s·(1 − s)", r"s \, \left(1 - s\right)"),
        ("exp(-s)/2", "exp(−s)/2", r"\frac{\exp\left(-s\right)}{2}"),
        ("s**2", "s²", "{s}^{2}"),
        ("e^-s", "e⁻ˢ", "{e}^{-s}"),
        ("|s|", "|s|", r"\left|s\right|"),
        ("sqrt(s)", "sqrt(s)", r"\sqrt{s}"),
        ("-(s-1)", "−(s − 1)", r"-\left(s - 1\right)"),
        ("s-(1-s)", "s − (1 − s)", r"s - \left(1 - s\right)"),
        ("(s^2)^3", "(s²)³", "{\\left({s}^{2}\\right)}^{3}"),
        ("pi s", "π·s", r"\pi \, s"),
        (
            "0 if s<0 else 1",
            "{0 if s < 0; 1 otherwise}",
            r"\begin{cases} 0 & s < 0 \\ 1 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_reading_is_shown(answer, text, latex):
    """The answer is shown as it was read, for the terminal and for pages."""

    verdict = read_formula(answer, ["s"])

    assert verdict.outcome == "read"
    assert verdict.reading == text
    assert verdict.reading_latex == latex


def test_reading_in_mathml_is_well_formed(notations_cases):
    """The MathML of every notation is one well-formed element without anything that a page could run."""
    from xml.etree import ElementTree

    for case in notations_cases:
        root = ElementTree.fromstring(read_formula(case.answer, case.variables, case.functions).reading_mathml)

        assert root.tag.endswith("math")
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= ELEMENTS


def test_reading_can_be_typed_again(notations_cases):
    """The reading on the terminal, typed again, is the same formula; so is the LaTeX of pages."""

    for case in notations_cases:
        read = read_formula(case.answer, case.variables, case.functions)
        again = compare(read.reading, **case.asked())

        assert (again.outcome, again.reading) == ("equal", read.reading), case
        assert compare(read.reading_latex, **case.asked()).outcome == "equal", read.reading_latex
