"""A place in a reference's syntax tree goes in, the small changes that are likely mistakes there come out."""

from grader.verify.operators import arithmetic, calls, conditions, constants, functions, statements
from grader.verify.operators.site import Change, Operator, Site, sites

OPERATORS: tuple[Operator, ...] = (
    *arithmetic.OPERATORS,
    *calls.OPERATORS,
    *conditions.OPERATORS,
    *constants.OPERATORS,
    *statements.OPERATORS,
    *functions.OPERATORS,
)

__all__ = ["OPERATORS", "Change", "Operator", "Site", "sites"]
