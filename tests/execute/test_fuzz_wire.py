"""The fuzz of the wire's decoder, shortly: every frame of the corpus, some rounds, memory of the largest frames."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.bin"))


@pytest.fixture(scope="module")
def fuzz():
    """The tool as a module."""
    sys.path.insert(0, str(TOOLS))
    try:
        import fuzz_wire

        nonce = fuzz_wire.exchange.new_nonce
        yield fuzz_wire
        fuzz_wire.exchange.new_nonce = nonce
    finally:
        sys.path.remove(str(TOOLS))


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
@pytest.mark.parametrize("verb", ["call", "run", "parse"])
def test_corpus(fuzz, file, verb):
    """An answer, wherever it is put, gives a value, an error of the student's or the end of the child."""
    told = fuzz.run(file.read_bytes(), verb)

    assert told in (
        "value",
        "None",
        "StudentRaised",
        "StudentCrashed",
        "StudentInvalid",
        "AnswerRefused",
        "SandboxLost",
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("array", "value"),
        ("arrays_in_a_dict", "value"),
        ("handle", "value"),
        ("raised", "StudentRaised"),
        ("refused", "AnswerRefused"),
        ("found_exception_without_parts", "StudentCrashed"),
        ("found_callback_with_too_many_arguments", "StudentCrashed"),
        ("shape_of_nothing_times_everything", "StudentCrashed"),
        ("extension", "StudentCrashed"),
        ("lying_lengths", "StudentCrashed"),
    ],
)
def test_what_comes_of_an_answer(fuzz, name, told):
    """Right answers are values, forged ones end the child."""
    assert fuzz.run((TOOLS.parent / "tests/execute/corpus" / f"{name}.bin").read_bytes(), "call") == told


def test_names_without_end_are_forged(fuzz):
    """A listing of more names than an honest child gives is refused: a misspelt name is looked for among them."""
    for count, told in ((2_000, None), (2_001, "protocol")):
        names = fuzz.Tree("l", [part for number in range(count) for part in (f"name{number}", True)])
        script = fuzz.Script([fuzz.answer("value", None), fuzz.answer("value", names)])
        fuzz.exchange.new_nonce = lambda: fuzz.NONCE
        now = fuzz.datetime(2030, 1, 1, tzinfo=fuzz.UTC)
        submission = fuzz.Submission(student="s", exercise="e", content=b"", sha256="", submitted_at=now)
        with fuzz.Session(submission, fuzz.Limits(), lambda _, script=script: script) as session:
            session.start_test(1)
            try:
                _ = session.module
                reason = None
            except fuzz.StudentStopped as error:
                reason = error.reason
            assert reason == told


def test_some_rounds_stay_small():
    """A few rounds, the largest frames among them, find nothing and keep below 300 MiB."""
    for first in (0, 200, 1000):
        command = [sys.executable, str(TOOLS / "fuzz_wire.py"), "--first", str(first), "--rounds", "12"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "12 rounds" in done.stdout


def test_exceptions_of_every_built_in_name(fuzz):
    """Whatever built-in class an answer names, what is raised here is an error of the student's."""
    import builtins

    names = [name for name in dir(builtins) if isinstance(getattr(builtins, name), type)]
    assert len(names) > 80
    for name in [*names, "LinAlgError", "Skipped", "Exit", "object", "print", "__import__"]:
        value = fuzz.Tree("x", [name, "said", "", name, "Exception", "BaseException", "object"])

        assert fuzz.run(fuzz.answer("raised", value), "call") == "StudentRaised"
