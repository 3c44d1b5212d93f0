"""Lines of an answer's file told as lines of the cells that it was made of: a student in a notebook has no file.

your code raised NameError in line 8 of your file     ->  ... in line 7 of your cell In[12]
File "sgd.py", line 8, in sgd                         ->  Cell In[12], line 7, in sgd
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

import msgspec

from grader.model import Result

_HEADING = re.compile(r"# %% cell ([0-9]{1,9})\Z")
_WORDS = (
    ("Your file cannot be read", "Your answer cannot be read"),
    ("Your file does not define", "Your cells do not define"),
    ("your file has no line", "your cells have no line"),
    ("this file is read, not run", "this answer is read, not run"),
)


def tell_by_cells(result: Result, content: bytes, file_name: str) -> Result:
    """Give a result whose sentences name cells, by the numbers that stand beside them, and lines in them.

    Args:
        content: the answer's file; what stands in it below a line `# %% cell 12` is from the cell In[12].
        file_name: by which tracebacks name it.
    """
    tell = _teller(content, file_name)
    tests = tuple(
        msgspec.structs.replace(test, message=tell(test.message), detail=tell(test.detail)) for test in result.tests
    )
    return msgspec.structs.replace(result, message=tell(result.message), tests=tests)


def _teller(content: bytes, file_name: str) -> Callable[[str], str]:
    """Give a function that tells a text by cells."""
    places: dict[int, tuple[int, int]] = {}  # by line of the file: cell, and line in it
    cell = above = 0
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), start=1):
        if heading := _HEADING.match(line):
            cell, above = int(heading[1]), number
        elif cell:
            places[number] = cell, number - above
    # How each place where a line of the file is named says it, and how it is said here.
    forms = (
        (re.compile(rf'File "{re.escape(file_name)}", line (\d{{1,9}})\b'), "Cell In[{cell}], line {line}"),
        (re.compile(r"\bline (\d{1,9}) of your file\b"), "line {line} of your cell In[{cell}]"),
        (re.compile(r"(?<=^Your file cannot be read: )line (\d{1,9})"), "line {line} of your cell In[{cell}]"),
        (re.compile(r"\(detected at line (\d{1,9})\)"), "(detected at line {line})"),
        (re.compile(r"(?<=` in )line (\d{1,9})(?= is computed;)"), "line {line} of your cell In[{cell}]"),
    )

    def tell(text: str) -> str:
        for pattern, form in forms:
            text = pattern.sub(partial(_told, form, places), text)
        for words, here in _WORDS:
            text = text.replace(words, here)
        return text

    return tell


def _told(form: str, places: Mapping[int, tuple[int, int]], match: re.Match[str]) -> str:
    """Give the cell's words for a line; what it was where the line is no cell's."""
    place = places.get(int(match[1]))
    return form.format(cell=place[0], line=place[1]) if place else match[0]
