"""`%load_ext grader`, `%check <exercise>`, `%numbers <exercise> <you>`: IPython's side, as thin as it can be."""

from __future__ import annotations

import atexit
import re
from pathlib import Path
from typing import Any

from grader.errors import GraderError, UsageError

_NAME = re.compile(r"\w+")


class CheckMagic:
    """What IPython calls; holds the checker of this kernel."""

    def __init__(self, shell: Any) -> None:
        from grader.jupyter.checking import Checker  # noqa: PLC0415 - when the extension is loaded, not before

        self._shell = shell
        self.checker = Checker()

    def check(self, line: str) -> Any:
        """Check an exercise: %check neuron_output."""
        from grader.jupyter.cell_view import CheckView, SentenceView  # noqa: PLC0415 - when the extension is loaded
        from grader.jupyter.under_nbgrader import answer_nbgrader, refuse_own_autograde  # noqa: PLC0415 - likewise

        refuse_own_autograde(Path.cwd())
        try:
            words = _without_comment(line).split()
            if len(words) != 1 or not _NAME.fullmatch(words[0]):
                raise UsageError("write one exercise's name behind it, and nothing else: %check EXERCISE")
            # The list begins with a cell that nobody ran, so that In[1] is its entry 1.
            sources = [str(source) for source in self._shell.history_manager.input_hist_raw[1:]]
            view = CheckView(self.checker.check(words[0], sources, Path.cwd()), self.checker.remarks)
            self.checker.remarks.clear()
            return answer_nbgrader(view)
        except GraderError as error:
            return answer_nbgrader(SentenceView(str(error)))

    def numbers(self, line: str) -> Any:
        """Show your own numbers in an exercise that has some: %numbers EXERCISE NAME."""
        from grader.jupyter.cell_view import NumbersView, SentenceView  # noqa: PLC0415 - when the extension is loaded

        slug, _, student = _without_comment(line).partition(" ")
        try:
            if not _NAME.fullmatch(slug):
                raise UsageError("write the name of an exercise behind it, and yours: %numbers EXERCISE NAME")
            return NumbersView(self.checker.numbers(slug, student.strip(" '\""), Path.cwd()))
        except GraderError as error:
            return SentenceView(str(error))


def _without_comment(line: str) -> str:
    """Give a magic's words; IPython leaves it to each what a # means."""
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()


_loaded: list[CheckMagic] = []  # one at most: a kernel has one shell


def unload() -> None:
    """End the process in which answers ran; what `%unload_ext grader` does, and `%reload_ext` before it loads again."""
    while _loaded:
        magic = _loaded.pop()
        atexit.unregister(magic.checker.close)
        magic.checker.close()


def load(shell: Any) -> None:
    """Register the magics with a shell; what `%load_ext grader` does."""
    unload()
    magic = CheckMagic(shell)
    _loaded.append(magic)
    shell.register_magic_function(magic.check, magic_kind="line", magic_name="check")
    shell.register_magic_function(magic.numbers, magic_kind="line", magic_name="numbers")
    atexit.register(magic.checker.close)
    try:
        magic.checker.warm_up()
    except GraderError:
        return  # the first check says what is wrong
