"""The documentation is right about links, commands and code, and the tool that says so can find mistakes."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]


def load_tool(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


docs = load_tool("check_docs")
traces = load_tool("check_traces")


@click.group()
def command_line() -> None:
    """A small command line to write wrong documentation about."""


@command_line.command()
@click.option("--course")
@click.option("--watch", is_flag=True)
@click.argument("exercises", nargs=-1)
def check(course: str, watch: bool, exercises: tuple[str, ...]) -> None:
    """Check."""


@command_line.group()
def nbgrader() -> None:
    """Bridge."""


@nbgrader.command()
def init() -> None:
    """Begin."""


@command_line.command(hidden=True)
def secret() -> None:
    """Work."""


def real_command_line() -> click.Command:
    from grader.cli import main

    return main


@pytest.mark.parametrize("path", docs.pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_page_is_right(path):
    """Every link, command, option and code block of every page holds."""
    assert docs.page_mistakes(path, real_command_line()) == []


def test_every_command_is_documented():
    """Whoever adds a command writes about it."""
    assert docs.undocumented(docs.pages(), real_command_line()) == []


@pytest.mark.parametrize(
    "words",
    [
        "grader check",
        "grader check neuron_output --watch",
        "grader check --course=.",
        "grader check [EXERCISE...] [--watch]",
        "grader check > out.txt",
        "grader check 2> errors.txt",
        "grader check | tee --append log",
        "grader check && rm -rf build",
        "grader check # the first --thing",
        "grader nbgrader init",
        "grader nbgrader ...",
        "grader --help",
        "grader check -- -1",
    ],
)
def test_right_command_is_accepted(words):
    """A command that exists is no mistake, with the shell's own signs around it."""
    assert docs.command_mistake(words, command_line) == ""


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("grader chekc", "chekc"),
        ("grader check --wach", "--wach"),
        ("grader check --jobs=2", "--jobs"),
        ("grader nbgrader start", "start"),
        ("grader check 'half", "quotation"),
    ],
)
def test_wrong_command_is_named(words, named):
    """A command or option that does not exist is told by its name."""
    assert named in docs.command_mistake(words, command_line)


def write_pages(folder: Path) -> Path:
    page = folder / "page.md"
    (folder / "other.md").write_text("# Title\n\n## A part, with `code`\n\n## Twice\n\n## Twice\n", encoding="utf-8")
    page.write_text(
        "# Here\n\n"
        "[good](other.md) [good](#here) [good](other.md#a-part-with-code) [good](other.md#twice-1) [out](https://x.y/z)\n"
        "`[not](a-link.md)`\n"
        "[bad](gone.md)\n"
        "[bad](#nowhere)\n"
        "[bad](other.md#nowhere)\n"
        "[bad](other.md#twice-2)\n"
        "see `grader chekc`\n"
        "```python\nx = (\n```\n"
        "```json\n{1: 2}\n```\n"
        "```console\n$ grader check \\\n    --wach\n```\n"
        "```python\nprint('[no](link.md)')\n```\n",
        encoding="utf-8",
    )
    return page


def test_mistakes_are_found_with_their_lines(tmp_path):
    """Each kind of mistake is found once, at its line, and nothing else is."""
    mistakes = docs.page_mistakes(write_pages(tmp_path), command_line)

    lines = [int(mistake.removeprefix(str(tmp_path / "page.md") + ":").split(":")[0]) for mistake in mistakes]
    assert lines == [5, 6, 7, 8, 9, 11, 14, 17]


def test_undocumented_command_is_named(tmp_path):
    """A command that no page names is told, a hidden one is not."""
    page = tmp_path / "page.md"
    page.write_text("`grader check`\n", encoding="utf-8")

    assert docs.undocumented([page], command_line) == ["grader nbgrader init"]


def test_no_file_names_a_registry_or_a_folder_of_this_machine(capsys):
    """What is committed is at home on any machine."""
    assert traces.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "index-url = https://" + ".".join(["pypi", "org"]) + "/simple",
        "see /" + "home/maria/notes.txt",
        "open /" + "Users/maria/x.py",
    ],
)
def test_trace_is_found(line):
    """A registry's host and a person's folder are told with their line."""
    found = traces.find_traces("first\n" + line, traces.REGISTRIES)

    assert [number for number, _ in found] == [2]


@pytest.mark.parametrize("line", ["/home/you/course", "~/course", "examples/home/x/", "GET /home/ x"])
def test_example_is_no_trace(line):
    """A folder that stands for any reader's folder may be named."""
    assert traces.find_traces(line, traces.REGISTRIES) == []
