"""A question that was asked before gets the reply that it got then."""

import msgspec
import pytest

from grader.symbolic import check_steps, compare, comparing
from grader.symbolic.known import LONGEST, MOST, KnownReplies
from grader.symbolic.wire import Question, Reply

QUESTION = Question(answers=["s(1-s)"], expected="s-s^2", variables=["s"])
EQUAL = Reply(outcome="equal", readings=["s (1 - s)"])


@pytest.fixture
def asked(monkeypatch):
    """Give the questions that reach the checker's process, which nobody has asked anything before."""
    questions = []
    ask = comparing.CHECKER.ask

    def note(question):
        questions.append(question)
        return ask(question)

    monkeypatch.setattr(comparing, "_KNOWN", KnownReplies())
    monkeypatch.setattr(comparing.CHECKER, "ask", note)
    return questions


@pytest.mark.parametrize("answer", ["s(1-s)", "s(1+s)", "s(1-", "s(1-q)", "\\frac{s}{2}"])
def test_same_formula_is_decided_once(asked, answer):
    """Right, wrong, and what cannot be read: all that is said is the same."""
    first, second = (compare(answer, "s-s^2", ["s"]) for _ in range(2))

    assert first == second
    assert len(asked) == 1


def test_derivations_are_nobody_else_s(asked):
    """Who changes the list that came with a verdict changes no other verdict."""
    steps = ["s-s^2", "s(1-s)"]
    first = check_steps(steps, "s-s^2", "s(1-s)", ["s"])
    readings = [*first.readings]
    first.readings.clear()

    assert check_steps(steps, "s-s^2", "s(1-s)", ["s"]).readings == readings
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"expected": "s+s^2"},
        {"variables": ["s", "t"]},
        {"domains": {"s": (0, 1)}},
        {"functions": {"f(u)": "u^2"}},
        {"forbidden": ["z"]},
        {"expected_wrong": {"s": "No."}},
        {"form": "expanded"},
    ],
)
def test_another_question_is_asked(asked, other):
    """The same formula may be wrong for another exercise."""
    same = {"expected": "s-s^2", "variables": ["s"]}
    compare("s(1-s)", **same)
    compare("s(1-s)", **{**same, **other})

    assert len(asked) == 2


@pytest.mark.parametrize(
    "answer",
    ['s(1-s)"],"expected":"s', 's(1-s)\\"', "s(1-s)\n", "s(1-s)\0", "ｓ(1-ｓ)", "s(1-s)\u200b", 's","s-s^2', "\ud800"],
)
def test_no_answer_passes_for_another_question(asked, answer):
    """Neither by quotes of the form in which questions are kept, nor by letters that look the same."""
    right = {"expected": "s-s^2", "variables": ["s"]}
    alone = compare(answer, **right)
    compare("s(1-s)", **right)

    assert compare(answer, **right) == alone
    assert compare("s(1-s)", **right).outcome == "equal"
    assert len(asked) == 2


def test_what_may_be_decided_the_next_time_is_not_kept():
    """No decision in time, or a process that is not to be asked again."""
    known = KnownReplies()
    for reply in (Reply(), Reply(outcome="undecided", message="no"), msgspec.structs.replace(EQUAL, worn=True)):
        known.keep(QUESTION, reply)
    assert known.get(QUESTION) is None


def test_time_out_is_asked_again(asked, monkeypatch):
    """A process that was killed over a question says nothing of it."""
    with monkeypatch.context() as once:
        once.setattr(comparing.CHECKER, "ask", lambda _question: None)
        assert compare("s(1-s)", "s-s^2", ["s"]).outcome == "undecided"
    assert compare("s(1-s)", "s-s^2", ["s"]).outcome == "equal"
    assert len(asked) == 1


def test_only_so_many_and_none_of_any_length():
    """The last ones asked are kept; a long answer, or a long reply, is worked out again."""
    known = KnownReplies()
    questions = [msgspec.structs.replace(QUESTION, answers=[f"{number}s"]) for number in range(MOST + 1)]
    for question in questions[:MOST]:
        known.keep(question, EQUAL)
    assert known.get(questions[0]) == EQUAL
    known.keep(questions[MOST], EQUAL)

    assert known.get(questions[0]) == EQUAL
    assert known.get(questions[1]) is None
    long = msgspec.structs.replace(QUESTION, answers=["s" * LONGEST])
    known.keep(long, EQUAL)
    assert known.get(long) is None
    known.keep(QUESTION, msgspec.structs.replace(EQUAL, reading_mathml="s" * LONGEST))
    assert known.get(QUESTION) is None
