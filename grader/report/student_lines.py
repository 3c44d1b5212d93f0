"""What a student reads after a check: a mark and a line for each test, why it failed, the points, what to do next."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from fractions import Fraction

from grader.model import Curve, Outcome, Result, Status, TestResult
from grader.report.curve import curve_words, spark_line
from grader.report.feedback import visible_test
from grader.report.inert import fit_encoding, safe_text
from grader.report.line import Line
from grader.report.marks import NOT_THE_STUDENTS, Marks, for_encoding
from grader.report.numbers import fraction_text, short

INDENT = 6  # of what stands below a test's line
LONGEST_LINE = 400  # characters of one line of output or of a traceback
MOST_WIDTH = 100  # text is hard to read across a wide screen
STYLES = {Outcome.PASSED: "pass", Outcome.NOT_CHECKED: "skip", Outcome.ERROR: "skip"}
REASONS = {
    Outcome.FAILED: "Failed.",
    Outcome.TIMEOUT: "It took too long.",
    Outcome.CRASHED: "It stopped before it gave an answer.",
    Outcome.NOT_CHECKED: "Not checked: a test that it needs did not pass.",
    Outcome.ERROR: "The grader failed here; this is not your fault and costs no points.",
}


def student_result_lines(
    result: Result,
    *,
    title: str = "",
    feedback: str = "full",
    visible_only: bool = False,
    width: int = 80,
    encoding: str = "utf-8",
    reword: Callable[[str], str] = str,
) -> list[Line]:
    """Give the lines that tell a student about one result.

    Args:
        result: of one exercise.
        title: of the exercise.
        feedback: what is shown of hidden tests: none, names, hints, full.
        visible_only: only the visible tests were run, so that their points are not the grade.
        width: of the terminal, in columns.
        encoding: of the terminal; marks and text that it cannot show are replaced.
        reword: puts a sentence into the words of the place where it is read, before it is broken into lines.
    """
    view = _View(for_encoding(encoding), encoding, max(40, min(width, MOST_WIDTH)), reword)
    lines = [view.heading(result.exercise, title), Line()]
    if result.status is Status.GRADED:
        lines += _tests(view, result, feedback)
    else:
        lines += view.without_tests(result)
    return [*lines, Line(), *view.ending(result, visible_only)]


def _tests(view: _View, result: Result, feedback: str) -> Iterator[Line]:
    withheld = []
    for test in result.tests:
        shown = visible_test(test, feedback)
        if shown is None:
            withheld.append(test)
        else:
            yield from view.test(shown)
    if withheld:
        yield view.hidden_count(withheld)


class _View:
    """How one terminal shows things."""

    def __init__(self, marks: Marks, encoding: str, width: int, reword: Callable[[str], str]) -> None:
        self.marks, self.encoding, self.width, self.reword = marks, encoding, width, reword

    def line(self, *pieces: tuple[str, str]) -> Line:
        return Line(tuple((fit_encoding(text, self.encoding), style) for text, style in pieces))

    def heading(self, exercise: str, title: str) -> Line:
        name = (safe_text(exercise), "bold")
        return self.line(name, (f" {self.marks.dot} {safe_text(title)}", "dim")) if title else self.line(name)

    def test(self, test: TestResult) -> Iterator[Line]:
        style = STYLES.get(test.outcome, "fail")
        points = f"{fraction_text(test.points)}/{fraction_text(test.max_points)}" if test.max_points else ""
        title = safe_text(test.title or test.id, limit=200)
        hidden = " (hidden)" if test.hidden else ""
        first, *rest = self.wrapped(title + hidden, 4, less=len(points) + 2) or [""]
        gap = " " * max(2, self.width - 4 - len(first) - len(points))
        right = [(gap + points, "dim")] if points else []
        yield self.line((f"  {self.marks.of(test.outcome)} ", style), (first, ""), *right)
        for text in rest:
            yield self.line(("    " + text, ""))
        if test.outcome is not Outcome.PASSED:
            yield from self.why(test)
        elif test.readings:
            yield from self.paragraph("Read as  " + "\n         ".join(r.text for r in test.readings), "dim")
        for curve in test.curves:
            yield from self.curve(curve)
        if test.output.strip():
            yield self.line((" " * INDENT + "your code printed", "dim"))
            yield from self.quoted(test.output, head=12, tail=3)

    def why(self, test: TestResult) -> Iterator[Line]:
        sentence = test.message or REASONS[test.outcome]
        tag = f" ({safe_text(test.diagnosis)})" if test.diagnosis else ""
        yield from self.paragraph(sentence, "", tag)
        if test.hint:
            yield from self.paragraph(f"Hint: {test.hint}", "hint")
        if test.detail.strip():
            yield from self.quoted(test.detail, head=6, tail=14)

    def curve(self, curve: Curve) -> Iterator[Line]:
        yield from self.paragraph(curve.title, "dim")
        words, sparks = curve_words(curve), spark_line(curve)
        if fit_encoding(sparks, self.encoding) != sparks:
            sparks = ""  # the words say it, too
        if sparks and INDENT + len(sparks) + 2 + len(words) > self.width:
            yield self.line((" " * INDENT + sparks, "hint"))
            sparks = ""
        if sparks:
            yield self.line((f"{' ' * INDENT}{sparks}  ", "hint"), (words, "dim"))
        else:
            yield from self.paragraph(words, "dim")

    def paragraph(self, text: str, style: str, tag: str = "") -> Iterator[Line]:
        said = safe_text(self.reword(text), lines=True)
        wrapped = [part for line in said.splitlines() for part in self.wrapped(line, INDENT)]
        kept = _excerpt(wrapped or [""], head=15, tail=5)
        last = kept.pop()
        for part in kept:
            yield self.line((" " * INDENT + part, style))
        if tag and INDENT + len(last) + len(tag) > self.width:
            yield self.line((" " * INDENT + last, style))
            last, tag = "", tag.lstrip()
        yield self.line((" " * INDENT + last, style), *([(tag, "dim")] if tag else []))

    def quoted(self, text: str, *, head: int, tail: int) -> Iterator[Line]:
        for part in _excerpt(safe_text(text.strip("\r\n"), lines=True).split("\n"), head=head, tail=tail):
            cut = part if len(part) <= LONGEST_LINE else part[:LONGEST_LINE] + " ..."
            yield self.line((f"{' ' * INDENT}{self.marks.bar} ", "dim"), (cut.rstrip(), ""))

    def hidden_count(self, tests: list[TestResult]) -> Line:
        passed = sum(test.outcome is Outcome.PASSED for test in tests)
        mark, style = (self.marks.passed, "pass") if passed == len(tests) else (self.marks.failed, "fail")
        if any(test.outcome is Outcome.ERROR for test in tests):
            mark, style = self.marks.not_checked, "skip"
        return self.line((f"  {mark} ", style), (f"{passed} of {len(tests)} hidden tests passed", ""))

    def without_tests(self, result: Result) -> Iterator[Line]:
        mark, style, sentence = {
            Status.INVALID: (self.marks.failed, "fail", "The file cannot be read or compiled."),
            Status.MISSING: (self.marks.not_checked, "skip", "Nothing was handed in."),
        }.get(result.status, (self.marks.not_checked, "skip", "The grader failed; this is not your fault."))
        said = result.message
        if result.status is Status.ERROR:
            said = f"{sentence}\n{said}"
        first, *rest = safe_text(self.reword(said or sentence), lines=True).splitlines()
        wrapped = self.wrapped(first, 4) or [""]
        yield self.line((f"  {mark} ", style), (wrapped[0], ""))
        for text in _excerpt([*wrapped[1:], *rest], head=15, tail=5):
            yield self.line(("    " + text, ""))

    def ending(self, result: Result, visible_only: bool) -> Iterator[Line]:
        total, next_step = map(self.reword, ending_words(result, visible_only))
        style = "pass" if result.status is Status.GRADED and _first_open(result) is None else ""
        parts = self.wrapped(f"{total} {next_step}".rstrip(), 2)
        for number, part in enumerate(parts):
            if number == 0 and part.startswith(total):
                yield self.line(("  ", ""), (total, f"{style or 'bold'}"), (part[len(total) :], ""))
            else:
                yield self.line(("  " + part, ""))

    def wrapped(self, text: str, indent: int, less: int = 0) -> list[str]:
        room = self.width - indent - less
        if len(text) <= room:
            return [text]  # as it is: a caret below a formula must stay where it points
        return textwrap.wrap(text, room, break_on_hyphens=False)


def _excerpt(lines: list[str], *, head: int, tail: int) -> list[str]:
    """Give the first and the last lines, and how many were left out between them."""
    left_out = len(lines) - head - tail
    if left_out <= 1:
        return lines
    return [*lines[:head], f"... {left_out} more lines ...", *lines[-tail:]]


def ending_words(result: Result, visible_only: bool) -> tuple[str, str]:
    """Give the sentence that counts the points, and the one that says what to do next."""
    return _total(result, visible_only), _next_step(result, visible_only)


def _total(result: Result, visible_only: bool) -> str:
    if visible_only and result.status is Status.GRADED:
        earned = sum((test.points for test in result.tests), Fraction(0))
        whole = sum((test.max_points for test in result.tests), Fraction(0))
        if not whole:
            passed = sum(test.outcome is Outcome.PASSED for test in result.tests)
            return f"{passed} of {len(result.tests)} visible tests pass; the points are for the hidden ones."
        return f"{fraction_text(earned)} of {fraction_text(whole)} points of the visible tests."
    if result.points is None:
        return "No score yet." if result.status is Status.ERROR else f"0 of {short(result.max_points)} points."
    return f"{short(result.points)} of {short(result.max_points)} points."


def _first_open(result: Result) -> TestResult | None:
    """Give the test to work on: a failed one before one that waits for it, a visible one before a hidden one."""
    open_tests = [test for test in result.tests if test.outcome is not Outcome.PASSED]
    return min(open_tests, key=lambda test: (test.hidden, test.outcome in NOT_THE_STUDENTS), default=None)


def _next_step(result: Result, visible_only: bool) -> str:
    check = f"`grader check {safe_text(result.exercise)}`"
    if result.status is Status.INVALID:
        return f"No test could run. Fix this first, then run {check}."
    if result.status is Status.ERROR:
        return "Please tell your instructor; your work is kept."
    if result.status is Status.MISSING:
        return f"Start from the stub, then run {check}."
    first = _first_open(result)
    if not result.tests:
        return ""
    if first is None:
        whole = any(test.max_points for test in result.tests)
        handing_in = "All visible tests pass; hidden ones decide the rest. " if whole else ""
        return f"{handing_in}`grader submit` hands it in." if visible_only else "All passed."
    if first.outcome is Outcome.ERROR:
        return "Some tests could not be run by the grader; please tell your instructor."
    if not visible_only and first.hidden:
        return f"Some hidden tests do not pass yet. Work on it, then run {check}."
    return f"Next: {safe_text(first.title or first.id, limit=80)}"
