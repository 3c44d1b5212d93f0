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


def test_some_rounds_stay_small():
    """A few rounds, the largest frames among them, find nothing and keep below 300 MiB."""
    for first in (0, 200, 1000):
        command = [sys.executable, str(TOOLS / "fuzz_wire.py"), "--first", str(first), "--rounds", "12"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

        assert done.returncode == 0, done.stdout + done.stderr
        assert "12 rounds" in done.stdout
