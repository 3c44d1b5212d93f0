"""What the sandbox's tests share: submissions from text, an opened zygote, and what came of a call in a few words."""

import dataclasses
import hashlib
import sys
from datetime import UTC, datetime

import msgspec
import pytest

from grader.errors import (
    AnswerRefused,
    StudentCrashed,
    StudentInvalid,
    StudentRaised,
    StudentTimeout,
)
from grader.execute import open_plain, open_zygote
from grader.execute.sharing import SharedChild
from grader.model import Limits, Submission


@pytest.fixture(scope="session")
def zygote():
    """One sandbox for all tests; where the system has none, its tests are skipped and say why."""
    if sys.platform != "linux":
        pytest.skip("the sandbox exists on Linux only")
    with open_zygote() as opened:
        yield opened


@pytest.fixture(scope="session")
def plain():
    """Plain children, as `grader check` uses them."""
    with open_plain() as opened:
        yield opened


@pytest.fixture(params=["confined", "plain"])
def opener(request):
    """Each way to run a submission in turn."""
    return request.getfixturevalue("zygote" if request.param == "confined" else "plain")


@pytest.fixture(scope="session")
def submission():
    """Make a submission from source text or bytes."""

    def make(source: str | bytes, exercise: str = "neuron_output", unreadable: str = "") -> Submission:
        content = source.encode() if isinstance(source, str) else source
        return Submission(
            student="ada",
            exercise=exercise,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            submitted_at=datetime(2026, 10, 1, tzinfo=UTC),
            unreadable=unreadable,
        )

    return make


@pytest.fixture
def opened(opener, submission):
    """Open sessions on source text; all are closed at the end."""
    yield from _sessions(opener, submission)


@pytest.fixture
def confined(zygote, submission):
    """Like `opened`, in the sandbox only."""
    yield from _sessions(zygote, submission)


def _sessions(opener, submission):
    sessions = []

    def make(source, exercise="neuron_output", seed=1, **limits):
        session = opener.open(submission(source, exercise), Limits(**{"cpu_seconds": 20, "wall_seconds": 60, **limits}))
        sessions.append(session)
        session.start_test(seed)
        return session

    yield make
    for session in sessions:
        session.close()


@pytest.fixture(scope="session")
def outcome():
    """Call and say in a few words what came of it."""

    def tell(call) -> str:
        try:
            return f"gives {call()!r}"
        except StudentInvalid as error:
            return f"invalid {error.sentence}"
        except StudentTimeout as error:
            return f"timeout {error.kind}"
        except StudentCrashed as error:
            return f"crashed {error.reason}"
        except AnswerRefused as error:
            return f"refused {error.sentence}"
        except StudentRaised as error:
            return f"raised {error.type_name}"

    return tell


SHORT = Limits(cpu_seconds=1, wall_seconds=3)


@dataclasses.dataclass
class Counted:
    """A shared child, and how many children it has had started."""

    shared: SharedChild
    started: list

    def open(self, submission, limits=SHORT):
        """Open a session, in its first test."""
        session = self.shared.open(submission, limits)
        session.start_test(1)
        return session


@pytest.fixture
def counted(zygote):
    """Give a shared child that counts."""
    started = []

    def launch(limits):
        started.append(zygote.launch(limits))
        return started[-1]

    with SharedChild(launch) as shared:
        yield Counted(shared, started)


@pytest.fixture
def answer(counted, submission):
    """Give a function that runs one call in a text's session and closes it."""

    def run(text, *args, exercise="one", name="f", limits=SHORT, student="ada"):
        handed_in = msgspec.structs.replace(submission(text, exercise), student=student)
        with counted.open(handed_in, limits) as session:
            return getattr(session.module, name)(*args)

    return run
