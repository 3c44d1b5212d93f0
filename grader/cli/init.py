"""grader init: a course of one's own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import click

from grader.errors import UsageError

EXAMPLE = "mean_square"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", metavar="TITLE", help="What students read (default: made from the folder's name).")
def command(folder: Path, title: str | None) -> None:
    """Make a course in an empty or new folder DIR, with one example exercise.

    It lists, checks, verifies and collects as it is.

    \b
    Example:  grader init my_course
    """
    import yaml

    from grader.cli.scaffold import check_title, fill_templates, make_exercise
    from grader.course_file import load_course

    _check_empty(folder)
    name = folder.resolve().name
    title = title if title is not None else re.sub(r"[_-]+", " ", name).strip().capitalize() or "My course"
    check_title(title)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    identifier = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-._")[:100] or "my-course"
    quoted = [
        yaml.safe_dump(text, allow_unicode=True, width=10_000, default_style=style).removesuffix("...\n").strip()
        for text, style in ((identifier, None), (title, '"'))
    ]
    try:
        fill_templates("course", folder, {"id": quoted[0], "yaml_title": quoted[1], "title": title})
        make_exercise(load_course(folder), EXAMPLE, "code", "first_unit", "The mean square")
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from None
    click.echo(f"Made a course in {folder}, with the example exercise {EXAMPLE}. Try:")
    click.echo(f"  cd {folder}")
    click.echo(f"  grader list\n  grader check {EXAMPLE}\n  grader verify\n  grader new NAME --title TITLE")


def _check_empty(folder: Path) -> None:
    """Refuse a folder that holds something; a fresh repository holds nothing of its author's yet."""
    try:
        held = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageError(f"{folder} is a file; name a new or an empty folder") from None
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}") from None
    if held:
        raise UsageError(f"{folder} is not empty (it holds {held[0]}); name a new or an empty folder")
