"""Reports as lines for a terminal: a row for each exercise, then whatever there is to fix, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.report import Line, safe_text
from grader.report.marks import Marks, for_encoding
from grader.verify.findings import Count, ExerciseReport, Finding, Survivor

_HEADINGS = ("exercise", "stub", "reference", "right", "wrong", "hidden tests", "mutants", "CPU")
_LABEL = 10


def report_lines(reports: Sequence[ExerciseReport], encoding: str) -> list[Line]:
    """Give the lines that tell an author how every exercise stands."""
    marks = for_encoding(encoding)
    lines = _table(reports, marks)
    for report in reports:
        if not report.ok:
            lines += [Line(), Line(((report.exercise, "bold"),))]
            for finding in report.findings:
                lines += _finding_lines(finding, marks)
            lines += _survivor_lines(report, marks)
    return [*lines, Line(), *_summary(reports, marks)]


def _table(reports: Sequence[ExerciseReport], marks: Marks) -> list[Line]:
    rows = [_row(report, marks) for report in reports]
    widths = [max(len(_HEADINGS[at]), *(len(row[at][0]) for row in rows)) for at in range(len(_HEADINGS))]
    lines = [Line(tuple((heading.ljust(width + 2), "bold") for heading, width in zip(_HEADINGS, widths, strict=True)))]
    for row in rows:
        lines.append(
            Line(tuple((text.ljust(width + 2), style) for (text, style), width in zip(row, widths, strict=True)))
        )
    return lines


def _row(report: ExerciseReport, marks: Marks) -> list[tuple[str, str]]:
    return [
        (report.exercise, ""),
        _yes(report.stub, marks),
        _yes(report.reference, marks),
        _of(report.right, marks),
        _of(report.wrong, marks),
        _of(report.tests, marks),
        _mutants(report, marks),
        (f"{report.cpu_percent:.0f} %", "fail" if report.cpu_percent > 25 else "dim"),
    ]


def _yes(good: bool, marks: Marks) -> tuple[str, str]:
    return (marks.passed, "pass") if good else (marks.failed, "fail")


def _of(count: Count, marks: Marks) -> tuple[str, str]:
    if not count.total:
        return marks.missing, "dim"
    good = count.good == count.total
    return f"{marks.passed if good else marks.failed} {count}", "pass" if good else "fail"


def _mutants(report: ExerciseReport, marks: Marks) -> tuple[str, str]:
    if report.mutants is None:
        return f"{marks.missing} not tried", "dim"
    text, style = _of(report.mutants, marks)
    return text + (f" +{report.equivalent} equivalent" if report.equivalent else ""), style


def _finding_lines(finding: Finding, marks: Marks) -> list[Line]:
    lines = [Line((("  ", ""), (marks.failed, "fail"), (f" {safe_text(finding.subject, limit=200)}", "")))]
    for label, text, style in (
        ("expected", finding.expected, ""),
        ("found", finding.found, ""),
        ("to do", finding.advice, "hint"),
    ):
        first, *rest = safe_text(text, lines=True, limit=1500).split("\n")
        lines.append(Line(((f"      {label.ljust(_LABEL)}", "dim"), (first, style))))
        lines += [Line(((" " * (6 + _LABEL) + more, style),)) for more in rest]
    return lines


def _survivor_lines(report: ExerciseReport, marks: Marks) -> Iterator[Line]:
    if not report.survivors:
        return
    count = len(report.survivors)
    what = "changed reference passes every test" if count == 1 else "changed references pass every test"
    yield Line((("  ", ""), (marks.failed, "fail"), (f" mutants: {count} {what}", "")))
    for survivor in report.survivors:
        yield from _difference(survivor)
    advice = "add a check that fails for it, or list it as no mistake and say why: "
    command = f"grader verify {report.exercise} --list-survivors"
    yield Line(((f"      {'to do'.ljust(_LABEL)}", "dim"), (advice, "hint"), (command, "bold")))


def _difference(survivor: Survivor) -> Iterator[Line]:
    where = f" in {survivor.function}" if survivor.function else ""
    yield Line(((f"      line {survivor.line}{where}, {survivor.operator}", "dim"),))
    for sign, text, style in (("-", survivor.before, "fail"), ("+", survivor.after, "pass")):
        for line in text.split("\n"):
            yield Line(((f"      {sign} {safe_text(line)}", style),))


def _summary(reports: Sequence[ExerciseReport], marks: Marks) -> list[Line]:
    mutants = [report.mutants for report in reports if report.mutants is not None]
    caught, tried = sum(count.good for count in mutants), sum(count.total for count in mutants)
    told = sum(report.diagnosed.good for report in reports)
    wrong = sum(report.diagnosed.total for report in reports)
    facts = [f"{told} of {wrong} wrong answers are told what kind of wrong they are"]
    if tried:
        facts.insert(0, f"{caught} of {tried} mutants are caught")
    lines = [Line((("; ".join(facts) + ".", "dim"),))]
    bad = [report.exercise for report in reports if not report.ok]
    if bad:
        lines.append(
            Line(((marks.failed, "fail"), (f" Something to fix in {_these(len(bad), len(reports))}.", "bold")))
        )
    else:
        proven = "The exercise is" if len(reports) == 1 else f"All {len(reports)} exercises are"
        lines.append(Line(((marks.passed, "pass"), (f" {proven} proven.", "bold"))))
    return lines


def _these(bad: int, total: int) -> str:
    return "this exercise" if total == 1 else f"{bad} of {total} exercises"
