"""The tables of formulas: what students type is read, equal is equal, different is different, the rest is refused."""

from grader.symbolic import compare


def verdicts(cases):
    """Give each case with its verdict."""
    return [(case, compare(case.answer, **case.asked())) for case in cases]


def wrong(pairs, holds):
    """Give what a person needs of the cases whose verdict is not as it should be."""
    return [f"{case}: {v.outcome} {v.diagnosis} {v.message}" for case, v in pairs if not holds(case, v)]


def test_right_answers_in_every_notation(notations_cases):
    """A right answer is right in calculator, Python and LaTeX notation and their mixtures."""

    found = verdicts(notations_cases)

    assert wrong(found, lambda _, v: v.outcome == "equal" and v.reading and v.witness is None) == []


def test_equal_pairs(equal_cases):
    """Two formulas with the same real values are equal."""

    assert wrong(verdicts(equal_cases), lambda _, v: v.outcome == "equal") == []


def test_different_pairs(different_cases):
    """Two formulas that differ on more than single points are different, with a point that shows it."""

    found = verdicts(different_cases)

    assert wrong(found, lambda _, v: v.outcome == "different") == []
    assert wrong(found, lambda case, v: v.witness is not None and set(v.witness) <= set(case.variables)) == []


def test_the_expected_formula_is_not_in_the_message(different_cases, rejected_cases):
    """A wrong answer's message never quotes the right one, nor does what is said of one that cannot be read."""

    told = [
        case
        for case in [*different_cases[:60], *rejected_cases]
        if len(case.expected) > 4 and case.expected not in case.answer
    ]

    assert wrong(verdicts(told), lambda case, v: case.expected not in v.message) == []


def test_undecided_pairs(undecided_cases):
    """What values can neither prove nor refute is left to the instructor."""

    assert wrong(verdicts(undecided_cases), lambda _, v: v.outcome == "undecided") == []


def test_refused_answers(rejected_cases):
    """What is no single formula, or can be read in two ways, is refused for the reason that its table names."""

    found = verdicts(rejected_cases)

    assert wrong(found, lambda case, v: v.outcome == "rejected" and v.diagnosis == case.tag and not v.reading) == []


def test_verdicts_do_not_change(different_cases):
    """Asked again, by another process, the same answer gets the same verdict, witness and message."""
    from grader.symbolic.comparing import CHECKER

    first = [verdict for _, verdict in verdicts(different_cases[:5])]
    CHECKER.close()

    assert [verdict for _, verdict in verdicts(different_cases[:5])] == first
