"""What stands below a check cell: a mark and a line for each test, formulas as they were read, curves, the points.

Everything that came out of the student's code or the tests is escaped; there is no script in it and it loads nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from grader.jupyter.cell_style import NBGRADER_TABLES, STYLE
from grader.jupyter.checking import Checked
from grader.jupyter.own_numbers import OwnNumbers
from grader.model import Outcome, Result, Status, TestResult
from grader.report import (
    curve_svg,
    curve_words,
    ending_words,
    formula_html,
    safe_text,
    student_result_lines,
    visible_test,
)
from grader.report.marks import NOT_THE_STUDENTS, UNICODE
from grader.report.numbers import fraction_text
from grader.report.student_lines import REASONS

MOST_LINES = 40  # of what one test printed, or of one traceback
LONGEST_LINE = 400
_BACKTICKS = re.compile("`([^`]{1,200})`")
_SPOKEN = {Outcome.NOT_CHECKED: "not checked", Outcome.ERROR: "the grader failed"}


class SentenceView:
    """One sentence instead of a result."""

    def __init__(self, sentence: str) -> None:
        self.sentence = safe_text(in_notebook(sentence), lines=True)

    def __repr__(self) -> str:
        """Give the sentence, for a terminal."""
        return self.sentence

    def _repr_html_(self) -> str:
        return _frame("told", [_div("why", _prose(self.sentence))])


class NumbersView:
    """A student's own numbers, for a notebook and for a terminal."""

    def __init__(self, own: OwnNumbers) -> None:
        student, slug = safe_text(own.variant.student), own.exercise.id
        self._head = f"The numbers of {student}"
        self._lines = [safe_text(f"{name} = {value!r}") for name, value in own.variant.items()]
        self._tail = (
            f"If that is not the name by which your course knows you: `%numbers {slug} NAME`, with the right one."
        )

    def __repr__(self) -> str:
        """Give them line by line, for a terminal."""
        return "\n".join([f"{self._head}:", *(f"  {line}" for line in self._lines), self._tail])

    def _repr_html_(self) -> str:
        numbers = html.escape("\n".join(self._lines))
        head = _div("head", f'<span class="name">{html.escape(self._head)}</span>')
        return _frame("told", [head, _div("code box", numbers), _div("soft", _prose(self._tail))])


class CheckView:
    """A result, for a notebook and for a terminal."""

    def __init__(self, checked: Checked, remarks: Sequence[str] = ()) -> None:
        self.checked = checked
        self._remarks = [safe_text(remark) for remark in remarks]

    def __repr__(self) -> str:
        """Give the lines as `grader check` prints them, with its command turned into the notebook's."""
        return self.lines(width=96)

    def lines(self, width: int) -> str:
        """Give them for a terminal of so many columns."""
        lines = student_result_lines(
            self.checked.result, title=self.checked.exercise.title, visible_only=True, width=width, encoding="utf-8",
            reword=in_notebook,
        )  # fmt: skip
        return "\n".join([*self._remarks, *(line.plain for line in lines)])

    @property
    def passed(self) -> bool:
        """Whether every test passed."""
        return _passed(self.checked.result)

    def _repr_html_(self) -> str:
        above = [_div("remark soft", _prose(remark)) for remark in self._remarks]
        parts = _parts(self.checked.result, self.checked.exercise.title, visible_only=True)
        return _frame(_kind(self.checked.result), [*above, *parts])


def graded_html(result: Result, title: str, feedback: str, below: Sequence[str]) -> str:
    """Give a grade as a check cell looks, hidden tests as far as their student may see them.

    Args:
        title: of the exercise.
        feedback: of the course: none, names, hints, full.
        below: lines about what counts besides the tests.
    """
    parts = [*_parts(result, title, visible_only=False, feedback=feedback)]
    return _graded_frame(_kind(result), parts, below)


def sentence_html(sentence: str, below: Sequence[str]) -> str:
    """Give one sentence in the place of a grade, and the lines below it."""
    return _graded_frame("told", [_div("", _prose(sentence))], below)


def _graded_frame(kind: str, parts: Sequence[str], below: Sequence[str]) -> str:
    return _frame(kind, [NBGRADER_TABLES, *parts, *(_div("soft", _prose(line)) for line in below)])


def _passed(result: Result) -> bool:
    return result.status is Status.GRADED and all(test.outcome is Outcome.PASSED for test in result.tests)


def _kind(result: Result) -> str:
    return "passed" if _passed(result) else "told" if result.status is Status.ERROR else "failed"


def _parts(result: Result, title: str, *, visible_only: bool, feedback: str = "full") -> Iterator[str]:
    name = f'<span class="name">{_escaped(result.exercise)}</span>'
    yield _div("head", f'{name} <span class="soft">{_escaped(title)}</span>')
    if result.status is Status.GRADED:
        seen = [visible_test(test, feedback) for test in result.tests]
        yield "".join(_test(test) for test in seen if test is not None)
        withheld = [test for test, shown in zip(result.tests, seen, strict=True) if shown is None]
        if withheld:
            yield _count(withheld)
    else:
        yield _without_tests(result)
    total, next_step = (_prose(in_notebook(words)) for words in ending_words(result, visible_only))
    yield _div("end", f'<span class="total">{total}</span> {next_step}')


def _count(hidden: Sequence[TestResult]) -> str:
    """Give the line for hidden tests of which nothing but their number may be told."""
    passed = sum(test.outcome is Outcome.PASSED for test in hidden)
    kind = "good" if passed == len(hidden) else "bad"
    mark = UNICODE.passed if passed == len(hidden) else UNICODE.failed
    if any(test.outcome is Outcome.ERROR for test in hidden):
        kind, mark = "warn", UNICODE.not_checked
    spoken = f'<span class="mark {kind}" aria-hidden="true">{mark}</span>'
    return _div("test", f"{spoken} <span>{passed} of {len(hidden)} hidden tests passed</span>")


def _test(test: TestResult) -> str:
    kind = "warn" if test.outcome in NOT_THE_STUDENTS else "good" if test.outcome is Outcome.PASSED else "bad"
    spoken = _SPOKEN.get(test.outcome, "passed" if test.outcome is Outcome.PASSED else "failed")
    mark = f'<span class="mark {kind}" role="img" aria-label="{spoken}">{UNICODE.of(test.outcome)}</span>'
    worth = f"{fraction_text(test.points)}/{fraction_text(test.max_points)}" if test.max_points else ""
    tag = f' <span class="tag">{_escaped(test.diagnosis)}</span>' if test.diagnosis else ""
    hidden = ' <span class="soft">(hidden)</span>' if test.hidden else ""
    title = f"<span>{_escaped(test.title or test.id, limit=200)}{hidden}{tag}</span>"
    below = "".join(_below(test))
    # On one line also where an editor shows this without its rules.
    line = f'{mark} {title} <span class="worth">{worth}</span>'
    return _div("test", line + (_div("below", below) if below else ""))


def _below(test: TestResult) -> Iterator[str]:
    """Give what stands below a test's own line."""
    if test.outcome is not Outcome.PASSED:
        message = in_notebook(test.message or REASONS[test.outcome])
        # What has lines may have a caret below a place in the line above it.
        yield _div("why code", _text(message)) if "\n" in message else _div("why", _prose(message))
        if test.hint:
            yield _div("hint", f"Hint: {_prose(test.hint)}")
        if test.detail.strip():
            yield _div("code box", _text(test.detail))
    if test.readings:
        yield _div("label", "Read as")
        yield from (_div("formula", formula_html(reading)) for reading in test.readings)
    for curve in test.curves:
        words = _escaped(f"{curve.title}: {curve_words(curve)}")
        yield _div("curve", f"{_div('label', words)}{curve_svg(curve)}")
    if test.output.strip():
        yield _div("label", "Your code printed")
        yield _div("code box", _text(test.output))


def _without_tests(result: Result) -> str:
    error = result.status is Status.ERROR
    mark = UNICODE.not_checked if error else UNICODE.failed
    said = result.message or "Your answer cannot be read or compiled."
    if error:
        said = f"The grader failed; this is not your fault.\n{said}"
    said = in_notebook(said)
    words = _div("code", _text(said)) if "\n" in said else _div("", _prose(said))
    spoken = f'<span class="mark {"warn" if error else "bad"}" aria-hidden="true">{mark}</span>'
    return _div("test", f"{spoken} {words}")


def _text(text: str) -> str:
    """Give text of many lines, the middle left out where there are too many."""
    lines = safe_text(text.strip("\r\n"), lines=True).split("\n")
    left_out = len(lines) - MOST_LINES
    if left_out > 1:
        lines = [*lines[: MOST_LINES // 2], f"... {left_out} more lines ...", *lines[-MOST_LINES // 2 :]]
    return html.escape("\n".join(line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + " ..." for line in lines))


def _frame(kind: str, parts: Sequence[str]) -> str:
    """Give the whole; dollar signs in it are no mathematics of the page's."""
    classes = f"grader-check {kind} tex2jax_ignore mathjax_ignore"
    return f'<div class="{classes}" role="status">{STYLE}{"".join(parts)}</div>'


def _div(kind: str, inside: str) -> str:
    return f'<div class="{kind}">{inside}</div>' if kind else f"<div>{inside}</div>"


def _escaped(text: str, limit: int | None = None) -> str:
    return html.escape(safe_text(text, limit=limit))


def _prose(text: str) -> str:
    """Give a sentence, or a few below each other, with what stands between backticks as code."""
    return _BACKTICKS.sub(r"<code>\1</code>", html.escape(safe_text(text, lines=True)))


def in_notebook(text: str) -> str:
    """Give a sentence with the commands of a terminal turned into what one does in a notebook."""
    text = re.sub(r"`grader check (\w+)`", r"`%check \1`", text)
    text = re.sub(r"`grader start (\w+) --student (\w+)`", r"`%numbers \1 \2`", text)
    text = text.replace("name the course with --course DIR", "a notebook has to lie in the course's folder or below it")
    return text.replace("`grader submit` hands it in", "Save the notebook; `grader submit` hands it in")
