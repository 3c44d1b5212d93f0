"""What stands below a check cell, for every way in which a check can end."""

from __future__ import annotations

import hashlib
import html.parser
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from grader.course_file import load_course
from grader.jupyter.cell_view import CheckView, SentenceView, graded_html, sentence_html
from grader.jupyter.checking import Checked
from grader.model import Curve, Outcome, Reading, Result, Status, TestResult
from grader.numeric import show_curve, take_curves
from grader.symbolic import read_formula

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "</div></style><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m $x$ `a<b`"


def view(*tests: TestResult, status: Status = Status.GRADED, message: str = "") -> CheckView:
    """Give what a check shows that ended with these tests."""
    exercise = load_course(ROOT).exercise("neuron_output")
    result = Result(
        student="you",
        exercise=exercise.id,
        sha256=hashlib.sha256(b"").hexdigest(),
        submitted_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=status,
        max_points=Decimal(10),
        points=None if status is Status.ERROR else Decimal(5),
        tests=tests,
        message=message,
    )
    return CheckView(Checked(exercise, result))


def ended(outcome: Outcome = Outcome.PASSED, **more: object) -> TestResult:
    """Make one test's result."""
    worth = Fraction(2)
    return TestResult(
        id="test_x", title="The worked example", hidden=False, outcome=outcome,
        points=worth if outcome is Outcome.PASSED else Fraction(0), max_points=worth, **more,
    )  # fmt: skip


class Page(html.parser.HTMLParser):
    """Reads the markup, and sees that every element is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; nothing may run or be loaded."""
        assert not any(name.startswith("on") or name in {"src", "href"} for name, _ in attrs)
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        """See that it is the one that is open."""
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without an end."""
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep the words, not the rules of style."""
        if self.open[-1:] != ["style"]:
            self.text += data


@pytest.mark.parametrize(
    ("outcome", "mark", "spoken", "kind"),
    [
        (Outcome.PASSED, "✓", "passed", "passed"),
        (Outcome.FAILED, "✗", "failed", "failed"),
        (Outcome.TIMEOUT, "✗", "failed", "failed"),
        (Outcome.CRASHED, "✗", "failed", "failed"),
        (Outcome.NOT_CHECKED, "○", "not checked", "failed"),
        (Outcome.ERROR, "○", "the grader failed", "failed"),
    ],
)
def test_every_outcome_has_a_mark_a_word_and_its_points(outcome, mark, spoken, kind):
    """Told by shape, by colour and in words for who hears it; with a sentence unless it passed."""
    shown = view(ended(outcome, message="" if outcome is Outcome.PASSED else "It gave 3."))._repr_html_()
    page = Page(shown)

    assert f'aria-label="{spoken}">{mark}<' in shown
    assert f'class="grader-check {kind} ' in shown
    assert ("It gave 3." in page.text) == (outcome is not Outcome.PASSED)
    assert ("2/2" if outcome is Outcome.PASSED else "0/2") in page.text
    assert "of 2 points of the visible tests." in page.text


def test_diagnosis_hint_detail_and_output():
    """All that a student is told in a terminal is told here."""
    test = ended(
        Outcome.FAILED, message="Off by `b`.", hint="Add the `bias`.", diagnosis="missing-bias",
        detail="yours 1\nexpected 2", output="z = 1\n",
    )  # fmt: skip
    shown = view(test)._repr_html_()
    page = Page(shown)

    for words in ("Off by b.", "Hint: Add the bias.", "missing-bias", "yours 1\nexpected 2", "z = 1"):
        assert words in page.text
    assert "The worked example missing-bias" in page.text  # also where nothing is left of the rules
    assert "<code>bias</code>" in shown
    assert "missing-bias" in repr(view(test))


def test_invalid_answer():
    """One sentence, where no test could run."""
    page = Page(view(status=Status.INVALID, message="line 2: expected ':'")._repr_html_())

    assert "line 2: expected ':'" in page.text
    assert "No test could run. Fix this first, then run %check neuron_output." in page.text


def test_fault_of_the_grader():
    """It is said whose fault it is, and the frame is not that of a failure."""
    shown = view(status=Status.ERROR, message="test_x: the check itself failed")._repr_html_()

    assert "this is not your fault" in Page(shown).text
    assert 'class="grader-check told ' in shown


def test_commands_of_a_terminal_are_those_of_a_notebook_wherever_a_line_ends():
    """They are changed before the sentence is broken into lines."""
    for words in range(30):
        message = f"{'so ' * words}run `grader start by_hand_neuron --student ID`, then `grader check by_hand_neuron`."
        told = view(ended(Outcome.FAILED, message=message)), view(status=Status.INVALID, message=message)
        for text in (text for shown in told for text in (repr(shown), shown._repr_html_())):
            said = " ".join(text.split())
            assert "%numbers by_hand_neuron ID" in said
            assert "grader start" not in said
            assert "grader check" not in said.replace("grader-check", "")


def test_sentence_of_several_lines():
    """All mistakes in a course.yaml, one below the other."""
    shown = SentenceView("course.yaml: id: found nothing\ncourse.yaml: title: found nothing")

    assert repr(shown).splitlines() == ["course.yaml: id: found nothing", "course.yaml: title: found nothing"]
    assert "found nothing\ncourse.yaml: title" in Page(shown._repr_html_()).text


def test_formulas_stand_below_the_test_that_read_them():
    """As mathematics, whether the test passed or not; what is too long for that, as text."""
    verdict = read_formula("e^-z/(1+e^-z)^2", ["z"])
    readings = (Reading(text=verdict.reading, mathml=verdict.reading_mathml), Reading(text="x + 1"))
    for outcome in (Outcome.PASSED, Outcome.FAILED):
        shown = view(ended(outcome, readings=readings))._repr_html_()
        assert "<mfrac>" in shown
        assert {"math", "msup"} <= Page(shown).seen
        assert "x + 1" in Page(shown).text


def test_curve_stands_below_its_test_with_its_words():
    """A picture, and the same in words for who cannot see it."""
    show_curve([2.0, 1.0, 0.5], title="Your loss")
    shown = view(ended(curves=take_curves()))._repr_html_()

    assert {"svg", "polyline"} <= Page(shown).seen
    assert "Your loss: 2 at epoch 0, 0.5 at epoch 2" in Page(shown).text


@pytest.mark.parametrize("outcome", Outcome)
def test_text_of_a_student_s_stays_text(outcome):
    """No markup, no control, no mathematics of the page's, whatever a test was told."""
    curve = Curve(title=HOSTILE, x=HOSTILE, y=HOSTILE, places=(0, 1), values=(1.0, 2.0))
    test = ended(
        outcome, message=HOSTILE, hint=HOSTILE, detail=HOSTILE, output=HOSTILE, diagnosis=HOSTILE,
        readings=(Reading(text=HOSTILE, mathml=HOSTILE),), curves=(curve,),
    )  # fmt: skip
    graded, invalid = view(test), view(status=Status.INVALID, message=f"{HOSTILE}\n{HOSTILE}")
    for shown in (graded._repr_html_(), invalid._repr_html_(), SentenceView(HOSTILE)._repr_html_()):
        page = Page(shown)
        assert page.seen <= {"div", "span", "style", "code", "math", "svg", "line", "text", "polyline"}
        assert "\u202e" not in shown
        assert "\x1b" not in shown
        assert "mathjax_ignore" in shown
    assert "\x1b" not in repr(graded)
    assert "\u202e" not in repr(invalid)


def test_a_flood_of_output_is_cut():
    """What was printed cannot make the page endless."""
    shown = view(ended(output="\n".join("x" * 3000 for _ in range(3000))))._repr_html_()

    assert len(shown) < 40_000
    assert "more lines" in Page(shown).text


@pytest.mark.parametrize(
    ("feedback", "shown", "kept"),
    [
        ("none", ["1 of 2 hidden tests passed"], ["A secret", "A hint", "A reason", "secret value", "sign-flipped"]),
        ("names", ["A secret", "(hidden)"], ["A hint", "A reason", "secret value", "sign-flipped"]),
        ("hints", ["A secret", "A hint", "A reason", "sign-flipped"], ["secret value"]),
        ("full", ["A secret", "A hint", "A reason", "secret value"], []),
    ],
)
def test_grade_shows_of_hidden_tests_what_the_course_allows(feedback, shown, kept):
    """In feedback under nbgrader hidden tests are counted, named, explained or shown, by course.yaml."""
    more = {"hint": "A hint", "message": "A reason", "detail": "secret value", "diagnosis": "sign-flipped"}
    hidden = [
        msgspec.structs.replace(ended(outcome, **more), hidden=True, title="A secret")
        for outcome in (Outcome.FAILED, Outcome.PASSED)
    ]
    result = view(ended(), *hidden).checked.result

    page = Page(graded_html(result, "The output of a neuron", feedback, ["Late: 10 % off, 0.50 points."]))

    assert [words for words in shown if words not in page.text] == []
    assert [words for words in kept if words in page.text] == []
    assert "5 of 10 points." in page.text
    assert page.text.endswith("Late: 10 % off, 0.50 points.")


def test_grade_and_sentence_keep_hostile_text_as_text():
    """What a student wrote, and what stands below a grade, is text there as well."""
    result = view(ended(Outcome.FAILED, message=HOSTILE, detail=HOSTILE, output=HOSTILE)).checked.result

    for text in (graded_html(result, HOSTILE, "full", [HOSTILE]), sentence_html("Nothing", [HOSTILE])):
        page = Page(text)
        assert "script" not in page.seen
        assert "img" not in page.seen
        assert "<script>" in page.text


def test_rules_for_the_page_around_come_with_grades_only():
    """In nbgrader's pages statements' tables get room between their columns; a student's own pages stay as they are."""
    checked = view(ended())

    for text in (graded_html(checked.checked.result, "Title", "full", []), sentence_html("Nothing", [])):
        assert text.count(".text_cell_render ") == 2
    assert ".text_cell_render" not in checked._repr_html_()
