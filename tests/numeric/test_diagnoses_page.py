"""docs/diagnoses.md names every tag that the comparison can give, and none that it cannot; each has a test."""

import ast
import re
from pathlib import Path

from grader.numeric.formulas import ACTIVATION_MISTAKES, OTHER_MISTAKES

ROOT = Path(__file__).parents[2]
MAKERS = ("Finding", "Refused", "finding")


def tags_in_code():
    """Give the tags in calls that make a diagnosis, those of the tables, and those put together."""
    tags = {row[0] for row in (*ACTIVATION_MISTAKES, *OTHER_MISTAKES)}
    for file in (ROOT / "grader" / "numeric").glob("*.py"):
        for call in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in MAKERS and call.args:
                tags |= {node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant) and node.value}
    put_together = {"only-", "-column"}
    return {tag for tag in tags if re.fullmatch(r"[a-z]+(-[a-z]+)*", str(tag))} - put_together | {
        "only-first-column",
        "only-last-column",
        "known-mistake",
    }


def tags_on_page():
    """Give the tags in the first column of the page's tables."""
    page = (ROOT / "docs" / "diagnoses.md").read_text("utf-8")
    return re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)


def test_page_has_every_tag_once():
    """The tables of the page and the code name the same tags."""
    page = tags_on_page()

    assert sorted(page) == sorted(set(page))
    assert set(page) - {"float", "int"} == tags_in_code()


def test_every_tag_has_a_test():
    """Each tag stands in a table of cases of these tests."""
    texts = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))

    assert [tag for tag in tags_on_page() if f'"{tag}"' not in texts] == []
