"""Graded attempts, the course's rules and the instructor's decisions come in; what counts of each student comes out."""

from grader.policy.amounts import read_points
from grader.policy.lateness import Lateness, late_by, points_after
from grader.policy.moments import days_after, read_moment
from grader.policy.standing import settle, standing_of

__all__ = [
    "Lateness",
    "days_after",
    "late_by",
    "points_after",
    "read_moment",
    "read_points",
    "settle",
    "standing_of",
]
