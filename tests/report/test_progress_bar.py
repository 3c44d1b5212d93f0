"""How far long work is, on a terminal and in a pipe."""

import io
import re
import threading

import pytest
from rich.console import Console

from grader.report import progress


@pytest.fixture
def pipe():
    """Give a console that writes into a pipe."""
    return Console(file=io.StringIO(), width=80)


@pytest.fixture
def screen():
    """Give a console that writes to a terminal."""
    return Console(file=io.StringIO(), width=100, force_terminal=True)


def lines(console):
    """Give the lines that were written."""
    return console.file.getvalue().splitlines()


def test_one_line_for_each_tenth(pipe):
    """A log file gets ten lines, whatever the count."""
    with progress("Grading", 1000, pipe) as job:
        for _ in range(1000):
            job.advance()

    assert [re.match(r"Grading: (\d+) % \((\d+) of 1000, ", line).groups() for line in lines(pipe)] == [
        (str(10 * tenth), str(100 * tenth)) for tenth in range(1, 11)
    ]


def test_lines_say_rate_and_time_left(pipe):
    """Each line has the rate and the time left, the last one the time it took."""
    with progress("Grading", 10, pipe) as job:
        for _ in range(10):
            job.advance()

    assert all(re.search(r", [\d.]+/s, \d+ (s|min|h).* left\)$", line) for line in lines(pipe)[:-1])
    assert re.search(r"/s in \d+ s\)$", lines(pipe)[-1])


@pytest.mark.parametrize(("total", "steps"), [(3, [1, 1, 1]), (100, [95, 5]), (7, [7]), (10, [0, 10]), (1, [1])])
def test_big_steps_skip_tenths(pipe, total, steps):
    """A step over several tenths is one line, and the end is always said once."""
    with progress("Grading", total, pipe) as job:
        for step in steps:
            job.advance(step)

    assert len(lines(pipe)) == sum(step > 0 for step in steps)
    assert [line.startswith("Grading: 100 %") for line in lines(pipe)].count(True) == 1


def test_nothing_to_do_says_nothing(pipe, screen):
    """No work, no lines."""
    for console in (pipe, screen):
        with progress("Grading", 0, console) as job:
            job.advance(0)
        assert console.file.getvalue() == ""


def test_more_than_was_announced(pipe):
    """A wrong total is not an error."""
    with progress("Grading", 2, pipe) as job:
        job.advance(5)
        job.advance(5)

    assert len(lines(pipe)) == 1


def test_on_a_terminal(screen):
    """A bar with count, rate and time left; the last state stays."""
    with progress("Grading", 30, screen) as job:
        for _ in range(30):
            job.advance()
    text = screen.file.getvalue()

    assert "Grading" in text
    assert "30/30" in text
    assert "/s" in text


def test_no_thread_is_started(screen):
    """Workers are forked while the bar is shown; a thread of the bar's own would be in the way."""
    before = threading.active_count()
    with progress("Grading", 5, screen) as job:
        job.advance()
        assert threading.active_count() == before


def test_interrupt_gives_the_cursor_back(screen):
    """After Ctrl-C the terminal is as it was."""

    def interrupted():
        with progress("Grading", 5, screen) as job:
            job.advance(2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    text = screen.file.getvalue()
    assert text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l") >= 0
    assert "2/5" in text


def test_label_is_text(pipe, screen):
    """Brackets in a label are brackets."""
    for console in (pipe, screen):
        with progress("Reading [red]x[/red]", 1, console) as job:
            job.advance()
        assert "Reading [red]x[/red]" in console.file.getvalue()


def test_default_goes_to_standard_error(capsys):
    """What is piped onwards stays clean."""
    with progress("Grading", 1) as job:
        job.advance()

    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Grading: 100 %")
