"""Jupyter notebooks of students in, each exercise's answer as the text of a Python file out; nothing in them is run."""
