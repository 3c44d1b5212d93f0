"""Who a student is, what is junk, and which exercise a misspelt file means."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.collect.names import Guesses, StudentNameRefused, archive_stem, is_junk, read_student, shown

SLUGS = ("neuron_output", "activations", "backprop", "sgd", "minibatch_sgd", "sigmoid_derivative")


@pytest.mark.parametrize("name", [
    "ada", "Ada Lovelace", "s1234567", "ada@uni.example", "o'brien", "a+b", "José", "李雷", "-rf", "=1+1", "CON", "nul",
    "ada.", "x" * 100, "a:b", "100%", "ada (1)", "Ünï çødé", "Олег", "%2e%2e",
])  # fmt: skip
def test_honest_and_odd_names_stand(name):
    """Names with accents, spaces and signs are taken as they are."""
    assert read_student(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", [
    "", " ", "\t", "a/b", "a\\b", "/", "\\", ".", "..", ".hidden", "a\nb", "a\0b", "a\x1b[31mb", "x" * 101, "\u202eada",
    "a\u200bb", "ada\ufeff", "ada ", " ada", "\ud800", "a\x7fb", "a\x85b", "a\u2028b", "\u00a0", "a\u00adb",
])  # fmt: skip
def test_names_that_cannot_be_told_or_shown_are_refused(name):
    """A name that is empty, too long, a path, or holds what cannot be seen is refused in words."""
    with pytest.raises(StudentNameRefused, match="names no student"):
        read_student(name)


def test_two_spellings_of_an_accent_are_one_student():
    """A decomposed name is the composed one."""
    assert read_student(unicodedata.normalize("NFD", "José")) == read_student("José")


@given(st.text(max_size=150))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_a_name_that_stands_is_safe_everywhere(name):
    """Whatever is typed, a name that is not refused is one printable path component, and stays as it is."""
    try:
        read = read_student(name)
    except StudentNameRefused:
        return

    assert read.isprintable()
    assert 0 < len(read) <= 100
    assert not set(read) & set("/\\\0\n\r")
    assert read not in {".", ".."}
    assert read_student(read) == read
    read.encode()


@given(st.text(st.characters(), max_size=400))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_whatever_is_shown_is_printable(name):
    """No terminal control and no invisible sign gets through."""
    assert shown(name).isprintable()


@pytest.mark.parametrize("name", [
    ".DS_Store", "__MACOSX", "__pycache__", ".ipynb_checkpoints", "._neuron_output.py", "desktop.ini", "Desktop.ini",
    "Thumbs.db", ".git", "neuron_output.cpython-311.pyc", ".pytest_cache",
])  # fmt: skip
def test_junk_is_known(name):
    """What systems and tools leave behind is nobody's submission."""
    assert is_junk(name)


@pytest.mark.parametrize("name", ["neuron_output.py", "ada", "git", "_x.py", "notes.txt", "pycache", ".x.py"])
def test_what_a_student_may_have_meant_is_not_junk(name):
    """Anything that somebody could have handed in is not passed over."""
    assert not is_junk(name)


@pytest.mark.parametrize("name", [
    "Neuron_Output.py", "neuron_output (1).py", "neuron_output(2).py", "neuron_output.py.txt", "neuron_output.txt",
    "neuron-output.py", "neuron output.py", "neuronoutput.py", "NEURON_OUTPUT.PY", "neuron_output.py.py",
    "neuron_output copy.py", "neuron_output - Copy.py", "neuron_output-1.py", "neuron_outptu.py", "neuron_ouput.py",
    "neurons_output.py", "neuron_output .py", " neuron_output.py", "neuron_output", "neuron_output.py~",
    "neuron_оutput.py", "ｎeuron_output.py", "neuron_output_.py", "neuron_output.pyw", "neuron_output.py.bak",
    "Neuron Output (3).py", "neuron_output.PY",
])  # fmt: skip
def test_near_misses_are_guessed(name):
    """Case, copies, endings, separators and slips of the finger lead to the exercise that was meant."""
    assert Guesses(SLUGS).exercise_for(name) == "neuron_output"


@pytest.mark.parametrize("name", ["notes.txt", "a.py", "README.md", "solution.py", "main.py", "x" * 5000, "", ".py"])
def test_far_misses_are_not(name):
    """A hint is given only where it is probably right."""
    assert Guesses(SLUGS).exercise_for(name) == ""


def test_guessing_stays_cheap():
    """After many odd names only exact ones are still recognised, so that a hostile archive costs little."""
    guesses = Guesses(SLUGS)
    for number in range(3000):
        guesses.exercise_for(f"zz{number}.py")

    assert guesses.exercise_for("neuron_ouput.py") == ""
    assert guesses.exercise_for("Neuron_Output.py") == "neuron_output"


@pytest.mark.parametrize(("name", "stem"), [
    ("ada.zip", "ada"), ("ada.tar.gz", "ada"), ("a.b.tgz", "a.b"), ("ADA.ZIP", "ADA"), ("ada", "ada"), (".zip", ""),
])  # fmt: skip
def test_archive_stem(name, stem):
    """The whole ending goes, and nothing else."""
    assert archive_stem(name) == stem
