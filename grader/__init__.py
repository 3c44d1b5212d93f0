"""Grades exercises in numerical Python and calculus."""

__version__ = "0.1.0"
