"""A course goes in, the files that students get come out: never a solution, and it is looked whether one is there."""

from grader.release.handout import ReleasedFile, handout
from grader.release.leaks import find_leaks
from grader.release.writing import Written, write_handout

__all__ = ["ReleasedFile", "Written", "find_leaks", "handout", "write_handout"]
