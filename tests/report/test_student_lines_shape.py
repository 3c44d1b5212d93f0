"""What a student reads fits its place: width, length, encoding, no colours needed, and nothing of it acts."""

import io

import pytest
from plain_lines import texts
from rich.console import Console

from grader.model import Outcome
from grader.report import Line, student_result_lines


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "latin-1", "utf-8", "utf-16", "koi8-r", "no-such"])
def test_every_encoding_can_show_it(make_result, make_test, encoding):
    """Titles, messages and output that a terminal cannot show become escapes."""
    result = make_result(tests=(make_test(title="Größe 大小", message="“quoted” – 李", output="π ≈ 3.14 🎓"),))

    for line in texts(result, encoding=encoding):
        line.encode("ascii" if encoding == "no-such" else encoding)


@pytest.mark.parametrize("width", [10, 40, 60, 80, 200])
def test_it_fits_the_terminal(mixed, width):
    """Everything but code and output is wrapped to the terminal, and never wider than is good to read."""
    result = mixed
    limit = max(40, min(width, 100))

    for line in texts(result, width=width, title="T"):
        assert len(line) <= limit or "│" in line


def test_long_titles_wrap_beside_their_points(make_result, make_test):
    """A title of two lines keeps its points in sight."""
    lines = texts(make_result(tests=(make_test(title="word " * 30),)), width=60)

    assert lines[2].endswith("0/3")
    assert lines[3].startswith("    word")


def test_long_output_is_cut(make_result, make_test):
    """A flood of output does not push the result off the screen: both ends stay, and the count of the rest."""
    output = "\n".join(f"line {number}" for number in range(10_000))
    lines = texts(make_result(tests=(make_test(output=output),)))

    assert len(lines) < 30
    assert "      │ line 0" in lines
    assert "      │ line 9999" in lines
    assert "      │ ... 9985 more lines ..." in lines


def test_long_traceback_keeps_its_end(make_result, make_test):
    """The exception stands in the last line of a traceback."""
    detail = "\n".join(["Traceback:", *(f"  frame {number}" for number in range(500)), "RecursionError: too deep"])
    lines = texts(make_result(tests=(make_test(detail=detail),)))

    assert len(lines) < 35
    assert "      │ RecursionError: too deep" in lines


def test_one_enormous_line_is_cut(make_result, make_test):
    """Ten megabytes without a line end are not printed."""
    lines = texts(make_result(tests=(make_test(output="x" * 10_000_000, detail="y" * 10_000_000, message="z"),)))

    assert max(map(len, lines)) < 1000


def test_enormous_message_is_cut(make_result, make_test):
    """A message made of a student's exception text cannot flood the screen either."""
    lines = texts(make_result(tests=(make_test(message="word " * 100_000),)))

    assert len(lines) < 40


def test_caret_stays_below_its_place(make_result, make_test):
    """A message that points at a place keeps its spaces."""
    message = "I cannot read this:\n    2x +* 3\n        ^ a number or a name is missing here"
    lines = texts(make_result(tests=(make_test(message=message),)))

    assert lines[4:6] == ["          2x +* 3", "              ^ a number or a name is missing here"]


@pytest.mark.parametrize("attack", ["\x1b[2J", "\x9b1A", "\u202e", "\r", "\x07", "[red]", "\x1b]52;c;aGk=\x07"])
def test_students_text_is_inert(make_result, make_test, attack):
    """No control sequence of a student reaches the terminal from any field."""
    tests = tuple(
        make_test(**{name: f"a{attack}b", "outcome": outcome})
        for name in ("title", "message", "detail", "hint", "diagnosis", "output", "id")
        for outcome in Outcome
    )
    result = make_result(exercise=f"e{attack}", tests=tests)
    lines = student_result_lines(result, title=f"t{attack}")

    for line in lines:
        assert line.plain.isprintable()
    stream = io.StringIO()
    Console(file=stream, width=500, force_terminal=False).print(*lines, sep="\n")
    if attack == "[red]":
        assert "a[red]b" in stream.getvalue()


def test_colours_are_not_needed(mixed):
    """The plain text and the coloured text say the same."""
    import re

    for line in student_result_lines(mixed):
        assert re.sub(r"\x1b\[[0-9]+m", "", line.ansi()) == line.plain == str(line)


def test_rich_prints_a_line_as_it_is():
    """A line is also a rich renderable, and its brackets are text."""
    stream = io.StringIO()
    Console(file=stream, width=80).print(Line((("[red]x", "fail"), (" y", ""))))

    assert stream.getvalue() == "[red]x y\n"
