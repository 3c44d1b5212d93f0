"""The tables of formulas: what students type is read, equal is equal, different is different, the rest is refused."""

from grader.symbolic import compare


def test_right_answers_in_every_notation(notations_case):
    """A right answer is right in calculator, Python and LaTeX notation and their mixtures."""

    verdict = compare(notations_case.answer, **notations_case.asked())

    assert verdict.outcome == "equal", verdict.message
    assert verdict.reading
    assert verdict.witness is None


def test_equal_pairs(equal_case):
    """Two formulas with the same real values are equal."""

    assert compare(equal_case.answer, **equal_case.asked()).outcome == "equal"


def test_different_pairs(different_case):
    """Two formulas that differ on more than single points are different, with a point; the right one is not told."""

    verdict = compare(different_case.answer, **different_case.asked())

    assert verdict.outcome == "different"
    assert verdict.witness is not None
    assert set(verdict.witness) <= set(different_case.variables)
    if len(different_case.expected) > 4 and different_case.expected not in different_case.answer:
        assert different_case.expected not in verdict.message


def test_undecided_pairs(undecided_case):
    """What values can neither prove nor refute is left to the instructor."""

    assert compare(undecided_case.answer, **undecided_case.asked()).outcome == "undecided"


def test_refused_answers(rejected_case):
    """What is no single formula, or can be read in two ways, is refused for the reason that its table names."""

    verdict = compare(rejected_case.answer, **rejected_case.asked())

    assert verdict.outcome == "rejected"
    assert verdict.diagnosis == rejected_case.tag
    assert verdict.reading == ""
