"""Whether an answer has the form that is asked, besides having the right value."""

from __future__ import annotations

from grader.symbolic.proof import is_factored
from grader.symbolic.tree import Add, Call, Div, Mul, Neg, Node, Num, Pow, children

FORMS = ("", "factored", "expanded")


def form_mistake(tree: Node, form: str, seconds: float) -> str:
    """Give what is missing for the form, as a sentence; empty when nothing is."""
    if form == "expanded" and _has_product_of_sums(tree):
        return "The value is right, but the formula should be expanded: multiply the brackets out."
    if form == "factored" and not _factored(tree, seconds):
        return "The value is right, but the formula should be written as a product of factors."
    return ""


def _has_product_of_sums(tree: Node) -> bool:
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Mul) and any(_is_sum(factor) for factor in node.factors):
            return True
        if isinstance(node, Pow) and _is_sum(node.base) and isinstance(node.exponent, Num):
            return True
        if isinstance(node, Neg) and _is_sum(node.term):
            return True
        if not isinstance(node, Call):
            stack.extend(child for child in children(node) if isinstance(child, Node))
    return False


def _is_sum(node: Node) -> bool:
    return isinstance(node, Add) or (isinstance(node, Neg) and isinstance(node.term, Add))


def _factored(tree: Node, seconds: float) -> bool:
    """Tell whether no factor can be taken apart further; a lone sum that cannot be factored counts."""
    match tree:
        case Neg(term):
            return _factored(term, seconds)
        case Mul(factors):
            return all(_factored(factor, seconds) for factor in factors)
        case Div(over, under):
            return _factored(over, seconds) and _factored(under, seconds)
        case Pow(base, _):
            return _factored(base, seconds)
        case Add():
            return is_factored(tree, seconds)
    return True
