"""What a student wrote is inert on nbgrader's pages: nothing of it runs in feedback or in formgrader."""

from __future__ import annotations

import json
from html.parser import HTMLParser


def test_feedback_obeys_no_html_of_a_student(teaching, released, run, students):
    """What a student prints or raises is text in the feedback, never markup."""
    evil = "<script>alert(1)</script>"
    answer = (
        f"def net_input(x, w, b):\n    print({evil!r})\n    raise ValueError({evil!r})\n"
        "def neuron_output(x, w, b, f):\n    return '<img src=x onerror=alert(2)>'\n"
    )
    place = teaching / "submitted" / "ada" / students.unit
    place.mkdir(parents=True)
    notebook = students.fill_in(released, {"neuron_output": answer})
    (place / f"{students.unit}.ipynb").write_text(json.dumps(notebook))

    run(teaching, "nbgrader", "autograde", students.unit)
    run(teaching, "nbgrader", "generate_feedback", students.unit)

    page = (teaching / "feedback" / "ada" / students.unit / f"{students.unit}.html").read_text()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "alert(1)" in page


class Live(HTMLParser):
    """What of a page a browser would run or follow: scripts, and attributes but for the plain ones."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words, self.found, self.inside = words, [], ""

    def handle_starttag(self, tag, attrs):
        """Look at a tag's attributes."""
        self.inside = tag
        self.found += [
            (tag, name) for name, value in attrs if self.words in (value or "") and name not in {"alt", "title"}
        ]

    def handle_data(self, data):
        """Look at a script's text."""
        self.found += [(self.inside, "text")] if self.inside in {"script", "style"} and self.words in data else []

    def handle_endtag(self, tag):
        """Leave it."""
        self.inside = ""

    @classmethod
    def look_for(cls, page: str, words: str) -> list[tuple[str, str]]:
        """Give where in a page's live parts these words stand."""
        looking = cls(words)
        looking.feed(page)
        return looking.found


SCRIPTS = [
    "<script>alert(1)</script>",
    "a $x<y$ <ScRiPt>alert(1)</ScRiPt>",
    "<img src='x' onerror='alert(1)'>",
    "<svg/onload=alert(1)>",
    "<!-- --><iframe srcdoc='alert(1)'></iframe>",
    "[l](javascript:alert(1))",
    "[l](JaVa\tScript:alert(1))",
    "[l](&#106;avascript&colon;alert(1))",
    "[l](javascript\\:alert(1))",
    "[l][r]\n\n[r]: javascript:alert(1)",
    "[l](data:text/html,alert(1))",
    "<javascript:alert(1)>",
    "$\\href{javascript:alert(1)}{x}$",
    "![alert(1)](attachment:gone.png)",
    "![alert(1)](&#97;ttachment:gone.png)",
    "![alert(1)](attachment:d.png'x)",
    "![alert(1)][r]\n\n[r]: attachment:gone.png",
    "![alert(1)](attachment\\:gone.png)",
    "[" * 60_000 + "alert(1)",
    "![p](attachment:a.png) ![p](attachment:c.png) ![p](attachment:d.png)",
]


def test_pages_obey_no_text_cell_of_a_student(teaching, released, run, students):
    """A script in Markdown would run in formgrader with the instructor's rights, and give marks; it is text there."""
    notebook = students.fill_in(released, students.right())
    attached = {
        "a.png": {"x' onerror='alert(1)' ": "AAAA"},
        "../../b": {"text/html": "<script>alert(1)</script>"},
        "c.png": {"image/png": "A' onerror='alert(1)"},
        "d.png": {"image/png": "iVBORw0KGgo="},
    }
    for number, text in enumerate(SCRIPTS):
        cell = {"cell_type": "raw" if number == 1 else "markdown", "metadata": {}, "source": text, "id": f"s{number}"}
        notebook["cells"].append(cell | ({"attachments": attached} if "attachment" in text else {}))
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "**mine**: $a<b$", "id": "honest"})
    place = teaching / "submitted" / "eve" / students.unit
    place.mkdir(parents=True)
    (place / f"{students.unit}.ipynb").write_text(json.dumps(notebook))

    run(teaching, "nbgrader", "autograde", students.unit)
    run(teaching, "nbgrader", "generate_feedback", students.unit)

    page = (teaching / "feedback" / "eve" / students.unit / f"{students.unit}.html").read_text()
    shown = page[page.index("<body") :]
    assert shown.count("alert(1)") >= len(SCRIPTS) - 2
    assert Live.look_for(shown, "alert(1)") == []
    assert "data:image/png;base64,iVBORw0KGgo=" in shown
    assert "<strong>mine</strong>" in shown


def test_code_in_the_place_of_a_text_is_obeyed_as_little(teaching, run, students):
    """A question that the instructor has added is marked in formgrader; its cell was made code, which is not obeyed."""
    source = teaching / "source" / students.unit / f"{students.unit}.ipynb"
    notebook = json.loads(source.read_text())
    theirs = {"schema_version": 3, "grade_id": "why", "grade": True, "solution": True, "locked": False, "task": False}
    metadata = {"nbgrader": theirs | {"points": 2}}
    question = {"cell_type": "markdown", "id": "why", "metadata": metadata, "source": "Why?"}
    source.write_text(json.dumps(notebook | {"cells": [*notebook["cells"], question]}))
    run(teaching, "nbgrader", "generate_assignment", students.unit, "--force")
    released = json.loads((teaching / "release" / students.unit / f"{students.unit}.ipynb").read_text())
    released["cells"][-1] |= {"cell_type": "code", "source": SCRIPTS[0], "outputs": [], "execution_count": None}
    place = teaching / "submitted" / "eve" / students.unit
    place.mkdir(parents=True)
    (place / f"{students.unit}.ipynb").write_text(json.dumps(released))

    run(teaching, "nbgrader", "autograde", students.unit)
    run(teaching, "nbgrader", "generate_feedback", students.unit)

    page = (teaching / "feedback" / "eve" / students.unit / f"{students.unit}.html").read_text()
    shown = page[page.index("<body") :]
    assert "alert(1)" in shown
    assert Live.look_for(shown, "alert(1)") == []


def test_megabytes_of_text_keep_no_page_waiting(teaching, released, run, students):
    """A page is made of the first of them; nbgrader took a third of a second for each cell of such mathematics."""
    notebook = students.fill_in(released, students.right())
    texts = ["first", *["\\begin{a}" * 2_000] * 2_000]
    notebook["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": text, "id": "a"} for text in texts]
    place = teaching / "submitted" / "eve" / students.unit
    place.mkdir(parents=True)
    (place / f"{students.unit}.ipynb").write_text(json.dumps(notebook))

    run(teaching, "nbgrader", "autograde", students.unit)

    shown = json.loads((teaching / "autograded" / "eve" / students.unit / f"{students.unit}.ipynb").read_text())
    added = ["".join(cell["source"]) for cell in shown["cells"] if cell["cell_type"] == "markdown"][-len(texts) :]
    assert len("".join(added)) < 600_000
    assert added[0] == "first"
    assert added[-1].strip() == "(and 18,000 characters more)"
