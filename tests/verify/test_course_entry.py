"""A line for a new exercise in course.yaml: comments, order, style and line ends stay."""

import pytest
import yaml

from grader.cli.course_entry import with_exercise
from grader.errors import UsageError

ENTRY = {"id": "new_one", "title": "New", "kind": "code", "points": 10}
LINE = "- {id: new_one, title: New, kind: code, points: 10}"
HEAD = "# the course\nid: c   # its id\ntitle: C\nunits:\n"


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (  # lines in flow style, comments between and behind
            "  - id: u\n    title: U\n    exercises:\n      # first\n      - {id: a}  # easy\n\n  # the end\n",
            "  - id: u\n    title: U\n    exercises:\n      # first\n      - {id: a}  # easy\n"
            f"      {LINE}\n\n  # the end\n",
        ),
        (  # the unit is not the last one
            "  - id: u\n    title: U\n    exercises:\n      - {id: a}\n  - id: v\n    title: V\n    exercises: []\n",
            f"  - id: u\n    title: U\n    exercises:\n      - {{id: a}}\n      {LINE}\n"
            "  - id: v\n    title: V\n    exercises: []\n",
        ),
        (  # items in block style, more keys after them
            "  - id: u\n    exercises:\n    - id: a\n      limits:\n        cpu_seconds: 3  # slow\n    title: U\n",
            "  - id: u\n    exercises:\n    - id: a\n      limits:\n        cpu_seconds: 3  # slow\n"
            "    - id: new_one\n      title: New\n      kind: code\n      points: 10\n    title: U\n",
        ),
        (  # an empty list
            "  - id: u\n    exercises: []  # none yet\n    title: U\n",
            f"  - id: u\n    exercises:  # none yet\n      {LINE}\n    title: U\n",
        ),
        (  # nothing after the colon
            "  - id: u\n    title: U\n    exercises:\n",
            f"  - id: u\n    title: U\n    exercises:\n      {LINE}\n",
        ),
        (  # a list in one line
            "  - id: u\n    exercises: [{id: a}, {id: b}]\n",
            "  - id: u\n    exercises: [{id: a}, {id: b}, " + LINE.removeprefix("- ") + "]\n",
        ),
        (  # all of it in one line
            "  - {id: u, title: U, exercises: []}\n",
            "  - {id: u, title: U, exercises: [" + LINE.removeprefix("- ") + "]}\n",
        ),
        (  # the last line has no end
            "  - id: u\n    exercises:\n      - {id: a}",
            f"  - id: u\n    exercises:\n      - {{id: a}}\n      {LINE}\n",
        ),
        (  # an item over several lines
            "  - id: u\n    exercises:\n      - {id: a,\n         title: A}\n    title: U\n",
            f"  - id: u\n    exercises:\n      - {{id: a,\n         title: A}}\n      {LINE}\n    title: U\n",
        ),
    ],
)  # fmt: skip
def test_one_line_is_added_and_nothing_else_changes(units, expected):
    """The text is the old one, with the entry at the end of the unit's exercises."""
    assert with_exercise(HEAD + units, "u", ENTRY) == HEAD + expected


def test_line_ends_stay():
    """A file of Windows keeps its line ends."""
    text = (HEAD + "  - id: u\n    exercises:\n      - {id: a}\n").replace("\n", "\r\n")

    changed = with_exercise(text, "u", ENTRY)

    assert changed.count("\n") == changed.count("\r\n") == text.count("\r\n") + 1


@pytest.mark.parametrize(
    "title", ["a: b", "a, b", "[x]", "{x}", "# no", "'quoted'", '"q"', "yes", "1", "Über λ", "a\\n"]
)
def test_titles_are_quoted_where_they_must_be(title):
    """Whatever the title is, it is read back as it was."""
    for units in ("  - id: u\n    exercises: []\n", "  - id: u\n    exercises:\n      - id: a\n"):
        text = with_exercise(HEAD + units, "u", {**ENTRY, "title": title})
        assert yaml.safe_load(text)["units"][0]["exercises"][-1]["title"] == title


@pytest.mark.parametrize(
    "units",
    [
        "  - &u\n    id: v\n    exercises: []\n  - <<: *u\n    id: u\n",
        "  - id: u\n    exercises: &list []\n  - id: v\n    exercises: *list\n",
    ],
)
def test_what_cannot_be_added_to_is_refused_with_the_line_to_add(units):
    """Anchors, of which a change would show elsewhere too, are left to the author."""
    with pytest.raises(UsageError, match=r"- \{id: new_one"):
        with_exercise(HEAD + units, "u", ENTRY)
