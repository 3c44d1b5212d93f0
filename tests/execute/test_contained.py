"""Which files may be followed by another one of the same student in the same process."""

import json
import subprocess
import sys

import pytest
from files_by_reach import COME_FIRST, COME_FIRST_UNSEEN, KEEP, MAY_STAND_ANYWHERE, REACH

from grader.execute.contained import ALONE, ANYWHERE, FIRST, looks_first

# As in a child: nothing else in this process has added to the modules that are looked at.
LOOKER = """
import json, sys, textwrap
import numpy.random
from grader.execute.contained import doors, looks_first, place_of

texts = json.load(sys.stdin)
codes = {name: compile(textwrap.dedent(text), "answer.py", "exec", dont_inherit=True) for name, text in texts.items()}
places = {name: place_of(code, texts[name].encode()) for name, code in codes.items()}
guessed = {name: looks_first(text.encode()) for name, text in texts.items()}
json.dump([places, sorted(doors()), guessed], sys.stdout)
"""


@pytest.fixture(scope="module")
def looked():
    """Give what was made of each text, and the names that are doors."""
    done = subprocess.run(
        [sys.executable, "-c", LOOKER],
        check=False,
        input=json.dumps(KEEP | REACH | COME_FIRST | COME_FIRST_UNSEEN | MAY_STAND_ANYWHERE),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", KEEP | MAY_STAND_ANYWHERE)
def test_what_keeps_to_itself(looked, name):
    """What most students write."""
    assert looked[0][name] == ANYWHERE


@pytest.mark.parametrize("name", REACH)
def test_what_may_reach_further(looked, name):
    """By accident, by habit, or on purpose."""
    assert looked[0][name] == ALONE


@pytest.mark.parametrize("name", COME_FIRST)
def test_what_would_see_what_others_have_left(looked, name):
    """Others may follow it, and it is put before them."""
    assert looked[0][name] == FIRST
    assert looked[2][name]


@pytest.mark.parametrize("name", COME_FIRST_UNSEEN)
def test_no_text_hides_what_the_code_does(looked, name):
    """The text only says who is put first; whether a file may follow others is read from its code."""
    assert looked[0][name] == FIRST
    assert not looked[2][name]


@pytest.mark.parametrize("name", ["functions", "annotations", "a question for the class"])
def test_most_files_are_not_put_first(looked, name):
    """Where nothing speaks for it."""
    assert not looked[2][name]


def test_everyday_names_are_no_doors(looked):
    """Else most files would be taken for what they are not."""
    everyday = (
        "np numpy math x w b array zeros ones exp log dot sum mean random rng T shape copy append sigmoid forward"
    )

    assert not {*everyday.split()} & {*looked[1]}
    assert {"sys", "typecodes", "seterr", "mtrand"} <= {*looked[1]}


@pytest.mark.parametrize("start", ["class a(", "class a(x,", "type(", "type ", "where ", "class " + " " * 2000])
def test_guess_holds_nobody_up(start):
    """It is made where students' files must not hold up others; with a pattern that goes back, this took minutes."""
    assert not looks_first(start.encode() * ((8 << 20) // len(start)))
