"""Finds what the documentation gets wrong: dead links, commands and options that do not exist, code that is not code.

Run by `make check` and by tests/docs. Reads every Markdown file that git knows; asks nothing of the network.
Prints one line a mistake and ends with 1, or with 0 when there is none.
"""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^(\s*)(```+|~~~+)\s*([\w+-]*)")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
SHELLS = {"sh", "bash", "console", "shell", "text", ""}


@dataclass(frozen=True)
class Block:
    """A fenced block: the word after its fence, its first line's number, its text."""

    language: str
    line: int
    text: str


@dataclass(frozen=True)
class Page:
    """A Markdown file taken apart: prose lines with their numbers, and blocks."""

    prose: tuple[tuple[int, str], ...]
    blocks: tuple[Block, ...]


def read_page(text: str) -> Page:
    """Take a Markdown text apart."""
    prose: list[tuple[int, str]] = []
    blocks: list[Block] = []
    fence, indent, language, start, held = "", "", "", 0, list[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        match = FENCE.match(line)
        if fence:
            if match and match[2].startswith(fence) and not match[3]:
                blocks.append(Block(language, start, "\n".join(held)))
                fence, held = "", []
            else:
                held.append(line.removeprefix(indent))
        elif match:
            indent, fence, language, start = match[1], match[2], match[3].lower(), number + 1
        else:
            prose.append((number, line))
    return Page(tuple(prose), tuple(blocks))


def anchors(page: Page) -> set[str]:
    """Give the anchors that the page's headings get where it is shown: lower case, hyphens, numbered when repeated."""
    seen: dict[str, int] = {}
    for _, line in page.prose:
        if match := HEADING.match(line):
            slug = re.sub(r"[^\w\- ]", "", match[1].lower()).replace(" ", "-")
            count = seen[slug] = seen.get(slug, -1) + 1
            if count:
                seen[f"{slug}-{count}"] = 0
    return set(seen)


def link_mistakes(page: Page, path: Path) -> Iterator[tuple[int, str]]:
    """Give the links whose file or heading is not there."""
    for number, line in page.prose:
        for match in LINK.finditer(INLINE.sub("", line)):
            target, _, anchor = match[1].partition("#")
            if re.match(r"[a-z]+:", target):
                continue
            file = (path.parent / target).resolve() if target else path
            if not file.exists():
                yield number, f"link to {target}, which is not there"
            elif anchor and file.suffix == ".md":
                there = page if file == path else read_page(file.read_text(encoding="utf-8"))
                if anchor not in anchors(there):
                    yield number, f"link to {match[1]}: no such heading"


def commands_of(page: Page) -> Iterator[tuple[int, str]]:
    """Give every `grader ...` command, in blocks and in the middle of a sentence."""
    for number, line in page.prose:
        for match in INLINE.finditer(line):
            if re.match(r"(\$ )?grader\s", match[1]):
                yield number, match[1].removeprefix("$ ")
    for block in page.blocks:
        if block.language not in SHELLS:
            continue
        joined = block.text.replace("\\\n", "  ")
        for offset, line in enumerate(joined.split("\n")):
            words = re.sub(r"^\s*(?:[$%>]\s+)?(?:\.venv/bin/)?(?=grader\s)", "", line)
            if words.startswith("grader ") and not words.startswith(("grader = ", "grader: ")):
                yield block.line + offset, words


def command_mistake(words: str, root: click.Command) -> str:
    """Say what is wrong with a command line, or nothing."""
    one_command = re.split(r"\s(?:\||&&|;|>|>>|2>|#)(?:\s|$)", words)[0]
    try:
        tokens = shlex.split(re.sub(r"[\[\]…]|\.\.\.", " ", one_command))
    except ValueError as error:
        return f"`{words}`: {error}"
    command, rest = root, tokens[1:]
    options = set[str]({"--help", "--version"})
    while True:
        options |= {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
        if not isinstance(command, click.Group) or not rest or rest[0].startswith("-"):
            break
        following = command.get_command(click.Context(command), rest[0])
        if following is None:
            return f"`{words}`: there is no command `{rest[0]}`"
        command, rest = following, rest[1:]
    for token in rest:
        name = token.split("=")[0]
        if re.match(r"--?[A-Za-z]", name) and name not in options:
            return f"`{words}`: `{command.name}` has no option {name}"
    return ""


def block_mistake(block: Block) -> str:
    """Say why a block is not what its language says, or nothing."""
    try:
        if block.language in ("python", "py"):
            ast.parse(block.text)
        elif block.language == "json":
            json.loads(block.text)
    except SyntaxError as error:
        return f"python block does not parse: line {error.lineno}: {error.msg}"
    except json.JSONDecodeError as error:
        return f"json block does not parse: {error}"
    return ""


def all_commands(command: click.Command, prefix: str = "grader") -> Iterator[str]:
    """Give every command that a person can type, as words, hidden ones left out."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            following = command.get_command(context, name)
            if following is not None and not following.hidden:
                yield from all_commands(following, f"{prefix} {name}")
    else:
        yield prefix


def page_mistakes(path: Path, root: click.Command) -> list[str]:
    """Give every mistake of one page, as lines to read."""
    page = read_page(path.read_text(encoding="utf-8"))
    found = list(link_mistakes(page, path))
    found += [(line, mistake) for line, words in commands_of(page) if (mistake := command_mistake(words, root))]
    found += [(block.line, mistake) for block in page.blocks if (mistake := block_mistake(block))]
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return [f"{shown}:{line}: {mistake}" for line, mistake in sorted(found)]


def pages() -> list[Path]:
    """Give every Markdown file that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def undocumented(paths: list[Path], root: click.Command) -> list[str]:
    """Give the commands that no page names."""
    named = [words for path in paths for _, words in commands_of(read_page(path.read_text(encoding="utf-8")))]
    return [name for name in all_commands(root) if not any((words + " ").startswith(name + " ") for words in named)]


def main() -> int:
    """Print every mistake; give the exit code."""
    from grader.cli import main as root  # noqa: PLC0415 - reading pages needs no command

    paths = pages()
    mistakes = [mistake for path in paths for mistake in page_mistakes(path, root)]
    mistakes += [f"docs: no page names `{name}`" for name in undocumented(paths, root)]
    print("\n".join(mistakes), end="\n" if mistakes else "")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
