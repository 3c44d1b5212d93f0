"""Naming the mistake: the rules in the order in which they are asked; the first that recognises something speaks.

Adding a diagnosis is adding one entry to `RULES`. What is specific and cannot be true by chance stands before what is
general: a sign before a factor, a factor before an order, and "nearly right" last.
"""

from __future__ import annotations

import numpy as np

from grader.numeric.argument_rules import (
    argument_factor,
    argument_sign,
    ignored_argument,
    part_ignored,
    swapped_arguments,
    transposed_argument,
)
from grader.numeric.case import Case, Finding, Rule
from grader.numeric.closeness import Numbers
from grader.numeric.formulas import activation_mistake, argument_returned, formula_mistake, softmax_axis
from grader.numeric.places import (
    all_but_one_row,
    all_the_same,
    one_entry,
    only_diagonal,
    only_first_column,
    only_first_row,
    only_some_signs,
    permuted,
    shifted,
    transposed,
    wrong_at_zero,
    wrong_from_some_row,
)
from grader.numeric.precision import (
    integers_for_floats,
    nan_or_inf,
    nearly,
    rounded,
    single_precision,
    truncated_integers,
)
from grader.numeric.recall_rules import missing_activation, missing_bias, other_function, previous_answer
from grader.numeric.recalls import Recaller
from grader.numeric.scale import all_zeros, constant_factor, named_factor, off_by_constant, sign_flipped
from grader.numeric.shown import shown_differences

RULES: tuple[Rule, ...] = (
    single_precision,
    sign_flipped,
    transposed,
    missing_bias,
    truncated_integers,
    wrong_at_zero,
    all_zeros,
    softmax_axis,
    named_factor,
    missing_activation,
    swapped_arguments,
    other_function,
    argument_returned,
    activation_mistake,
    rounded,
    argument_sign,
    argument_factor,
    ignored_argument,
    transposed_argument,
    part_ignored,
    previous_answer,
    formula_mistake,
    all_the_same,
    off_by_constant,
    constant_factor,
    permuted,
    shifted,
    only_some_signs,
    only_first_row,
    only_first_column,
    all_but_one_row,
    one_entry,
    wrong_from_some_row,
    only_diagonal,
    nearly,
    integers_for_floats,
)

LARGEST = 1_000_000  # entries; of a larger answer a sample is judged by the rules that look at each entry by itself
SAMPLE = 200_000
RULES_OF_A_SAMPLE = frozenset(
    {single_precision, sign_flipped, truncated_integers, rounded, all_zeros, constant_factor, off_by_constant, nearly}
)


def diagnose(given: Numbers, due: Numbers, rtol: float, atol: float, recaller: Recaller | None) -> Finding:
    """Say what is wrong with an answer of the right shape; the tag is empty when nothing is recognised."""
    if given.dtype.kind in "bc" or due.dtype.kind in "bc":
        return _unnamed(Case(given, due, rtol, atol, None))
    case, rules = Case(given, due, rtol, atol, recaller), RULES
    with np.errstate(all="ignore"):
        finding = nan_or_inf(case)
        if finding is None and due.size > LARGEST:
            rules = tuple(rule for rule in RULES if rule in RULES_OF_A_SAMPLE)
            step = due.size // SAMPLE + 1
            sampled = Case(given.reshape(-1)[::step], due.reshape(-1)[::step], rtol, atol, None)
            finding = _first(rules, sampled) if np.all(np.isfinite(sampled.expected)) else None
        elif finding is None and np.all(np.isfinite(case.expected)):
            finding = _first(rules, case)
        unnamed = _unnamed(case)
    if finding is None:
        return unnamed
    return Finding(finding.diagnosis, finding.sentence, "\n".join(filter(None, (finding.detail, unnamed.detail))))


def _first(rules: tuple[Rule, ...], case: Case) -> Finding | None:
    """Give what the first rule that recognises its mistake says."""
    if case.close(case.actual, case.expected):
        # Right to the precision at which mistakes are told apart; or a sample that has none of the wrong entries in it.
        rules = (single_precision, rounded, nearly) if case.wrong_count else ()
    return next((finding for rule in rules if (finding := rule(case)) is not None), None)


def _unnamed(case: Case) -> Finding:
    """Say how much is wrong when it cannot be said what."""
    detail = shown_differences(case.given, case.due, case.right)
    if case.single:
        text = "The value is not right."
    elif case.wrong_count == case.size:
        text = "None of the values is right."
    else:
        verb = "is" if case.wrong_count == 1 else "are"
        text = f"{case.wrong_count} of the {case.size} values {verb} not right."
    return Finding("", text, detail)
