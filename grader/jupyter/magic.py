"""`%load_ext grader`, `%check <exercise>`, `%numbers <exercise> <you>`: IPython's side, as thin as it can be."""

from __future__ import annotations

import atexit
import contextlib
import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.errors import GraderError, UsageError

_NAME = re.compile(r"\w+")


class CheckMagic:
    """What IPython calls; holds the checker of this kernel."""

    def __init__(self, shell: Any) -> None:
        from grader.jupyter.checking import Checker  # noqa: PLC0415 - when the extension is loaded, not before

        self._shell = shell
        self._opened_in = _working_folder()
        self.checker = Checker()

    def check(self, line: str) -> Any:
        """Check an exercise: %check neuron_output."""
        from grader.jupyter.cell_view import CheckView, SentenceView  # noqa: PLC0415 - when the extension is loaded
        from grader.jupyter.under_nbgrader import answer_nbgrader, refuse_own_autograde  # noqa: PLC0415 - likewise

        try:
            folder = self._folder()
            refuse_own_autograde(folder)
            slug = _without_comment(line).strip("'\"")
            if not _NAME.fullmatch(slug):
                raise UsageError("write one exercise's name behind it, and nothing else: %check EXERCISE")
            # The list begins with a cell that nobody ran, so that In[1] is its entry 1.
            sources = [str(source) for source in self._shell.history_manager.input_hist_raw[1:]]
            view = CheckView(self.checker.check(slug, sources, folder), self.checker.remarks)
            self.checker.remarks.clear()
            return answer_nbgrader(view)
        except GraderError as error:
            return answer_nbgrader(SentenceView(str(error)))
        except OSError as error:  # a full disk, a folder that nobody may read
            return answer_nbgrader(SentenceView(f"the check could not read or write what it needs: {error}"))

    def numbers(self, line: str) -> Any:
        """Show your own numbers in an exercise that has some: %numbers EXERCISE NAME."""
        from grader.jupyter.cell_view import NumbersView, SentenceView  # noqa: PLC0415 - when the extension is loaded

        slug, _, student = _without_comment(line).partition(" ")
        try:
            if not _NAME.fullmatch(slug):
                raise UsageError("write the name of an exercise behind it, and yours: %numbers EXERCISE NAME")
            return NumbersView(self.checker.numbers(slug, student.strip(" '\""), self._folder()))
        except GraderError as error:
            return SentenceView(str(error))

    def _folder(self) -> Path:
        """Give where to look for the course: the working folder, or where it was when the extension was loaded.

        A cell that works in another folder (`%cd`, `os.chdir`) does not move the notebook.
        """
        from grader.jupyter.bundle import lies_in_course  # noqa: PLC0415 - when the extension is loaded, not before

        here = _working_folder()
        if here is None:
            away = f"`%cd {self._opened_in}`" if self._opened_in else "`%cd`"
            raise UsageError(f"the folder that your cells work in does not exist any more; {away} leads out of it")
        return self._opened_in if self._opened_in and not lies_in_course(here) else here


def _working_folder() -> Path | None:
    """Give the current folder; None where it was deleted or may not be looked at."""
    with contextlib.suppress(OSError):
        return Path.cwd()
    return None


def _without_comment(line: str) -> str:
    """Give a magic's words; IPython leaves it to each what a # means."""
    return re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()


def _shown(answer: Callable[[str], Any]) -> Callable[[str], None]:
    """Give the magic that shows its answer by itself.

    IPython shows a value only where it is the cell's last expression: of two checks in a cell, or one in a loop, the
    answer would be lost. And what `_` and `Out` hold stays the student's.
    """
    from IPython.display import display  # noqa: PLC0415 - only inside IPython

    @functools.wraps(answer)
    def show(line: str) -> None:
        view = answer(line)
        if view is not None:
            display(view)

    return show


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
    shell.register_magic_function(_shown(magic.check), magic_kind="line", magic_name="check")
    shell.register_magic_function(_shown(magic.numbers), magic_kind="line", magic_name="numbers")
    atexit.register(magic.checker.close)
    try:
        magic.checker.warm_up()
    except GraderError:
        return  # the first check says what is wrong
