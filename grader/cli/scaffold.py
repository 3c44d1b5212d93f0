"""Files made from the templates beside this module.

templates/<kind>/exercises/__slug__/...   ->  exercises/<slug>/...
templates/<kind>/solutions/__slug__/...   ->  solutions/<slug>/...
templates/course/...                      ->  a new course's own files
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.cli.course_entry import with_exercise
from grader.cli.slugs import check_slug
from grader.course import FILE_NAME, Course, Kind
from grader.errors import UsageError

TEMPLATES = Path(__file__).resolve().parent / "templates"
_SUFFIX = ".tmpl"  # so that no tool takes a template for what it will become


def make_exercise(course: Course, slug: str, kind: Kind, unit_id: str, title: str) -> list[Path]:
    """Write a whole exercise and its line in course.yaml; gives the files, relative to the course.

    Raises:
        UsageError: the name, the title or course.yaml will not do; nothing has been written then.
    """
    check_slug(slug, course)
    check_title(title)
    path = course.root / FILE_NAME
    entry: dict[str, Any] = {"id": slug, "title": title, "kind": kind, "points": 10}
    # Bytes, because reading as text would change the ends of the lines.
    text = with_exercise(path.read_bytes().decode("utf-8-sig"), unit_id, entry)
    made = fill_templates(kind, course.root, {"slug": slug, "title": title})
    replace_file(path, text.encode())
    return made


def check_title(title: str) -> None:
    """Refuse a title that is empty or not one line of text."""
    if not title.strip() or not title.isprintable():
        raise UsageError("a title is one line of text; give it in quotes, as in --title 'The mean square'")


def fill_templates(name: str, root: Path, words: Mapping[str, str]) -> list[Path]:
    """Write the files of a template; gives their paths, relative to `root`."""
    source = TEMPLATES / name
    made = []
    for template in sorted(source.rglob(f"*{_SUFFIX}")):
        relative = str(template.relative_to(source)).removesuffix(_SUFFIX).replace("__slug__", words.get("slug", ""))
        relative = ".gitignore" if relative == "gitignore" else relative
        text = template.read_text(encoding="utf-8")
        for word, value in words.items():
            text = text.replace("{{" + word + "}}", _in_python(value) if relative.endswith(".py") else value)
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        made.append(Path(relative))
    return made


def replace_file(path: Path, content: bytes) -> None:
    """Put new content in a file's place in one step: nobody ever reads half of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, path.stat().st_mode & 0o7777)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _in_python(text: str) -> str:
    """Give a title as it may stand in a docstring."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
