"""Hidden tests that raise or hang: an error that is named, never a zero; the rest goes on; tried again next time."""

import pytest

SOUND = '''\
def test_sound(student):
    """Of three"""
    assert student.f(3) == 6
'''
HANGS = {
    "a loop": "while True: pass",
    "a loop that catches": (
        "\n    while True:\n        try:\n            sum(range(1000))\n        except Exception:\n            pass"
    ),
    "a wait": "__import__('time').sleep(3600)",
    "pytest.raises": "\n    with pytest.raises(Exception):\n        while True: pass",
}  # fmt: skip


@pytest.fixture
def quick(classroom):
    """Give a class whose limits are small, so that what hangs is found soon."""
    path = classroom.root / "course.yaml"
    path.write_text(path.read_text().replace("cpu_seconds: 1, wall_seconds: 2", "cpu_seconds: 0.2, wall_seconds: 0.4"))
    return classroom


@pytest.mark.parametrize("name", HANGS)
def test_a_test_that_never_ends_is_named_and_the_rest_goes_on(quick, name):
    """Status error without points for its own exercise; the other exercise is graded; the exit code is 1."""
    quick.fill(2)
    quick.write_hidden(
        "twice", f'import pytest\n{SOUND}\n\ndef test_endless(student):\n    """Never"""\n    {HANGS[name]}\n'
    )

    done = quick.collect(expect=1)
    rows = quick.results()
    for (_, slug), row in rows.items():
        if slug == "half":
            assert row["status"] == "graded"
        else:
            assert (row["status"], row["points"]) == ("error", None)
            assert row["message"].startswith("test_endless: the check itself d")
            outcomes = {test["id"]: test["outcome"] for test in row["tests"]}
            assert outcomes.pop("test_endless") == "error"
            assert set(outcomes.values()) <= {"passed", "failed"}
    assert "2 could not be graded" in done.stderr

    quick.write_hidden("twice", SOUND)
    assert "Graded 2 of 2" in quick.collect().stdout
    assert {row["status"] for row in quick.results().values()} == {"graded"}


@pytest.mark.parametrize(
    "text",
    [f"while True: pass\n{SOUND}", "import time\ntime.sleep(3600)\n", "import pytest\npytest.fixture(1, 2, 3, 4)\n"],
)
def test_test_files_that_cannot_be_loaded_are_named(quick, text):
    """Also one that never ends while it is loaded."""
    quick.fill(2)
    quick.write_hidden("twice", text)

    quick.collect(expect=1)
    for (_, slug), row in quick.results().items():
        assert row["status"] == ("graded" if slug == "half" else "error")
        assert slug == "half" or "the graders of twice cannot be loaded" in row["message"]


def test_a_fixture_that_hangs_is_an_error_too(quick):
    """Set up or taken down, the next submission's tests run in order."""
    quick.fill(2)
    quick.write_hidden(
        "twice",
        'import pytest, time\n@pytest.fixture\ndef slow():\n    time.sleep(3600)\n' + SOUND
        + 'def test_slow(student, slow):\n    """With a slow fixture"""\n',
    )  # fmt: skip

    quick.collect(expect=1)
    rows = [row for (_, slug), row in quick.results().items() if slug == "twice"]
    assert [row["message"].split(":")[0] for row in rows] == ["test_slow"] * 2
    assert {test["outcome"] for row in rows for test in row["tests"] if test["id"] == "test_sound"} <= {
        "passed",
        "failed",
    }


def test_a_check_that_a_students_answers_keep_from_ending_is_their_time_out(quick):
    """Where it ends on the reference, who answers so that it never ends has run out of time; others are not touched."""
    quick.write_hidden(
        "twice",
        SOUND + 'def test_grows(student):\n    """Grows beyond a million"""\n    x = 1\n'
        "    while x < 10**6:\n        x = student.f(x)\n",
    )
    quick.hand_in("ada")
    quick.hand_in("bob", text="def f(x):\n    return 6 if x == 3 else 4 if x == 2 else 1\n")
    quick.hand_in("cleo")
    quick.hand_in("dan", text="def f(x):\n    return 6 if x == 3 else 4 if x == 2 else 0\n")

    quick.collect()
    rows = {student: row for (student, slug), row in quick.results().items() if slug == "twice"}
    assert {student: row["status"] for student, row in rows.items()} == dict.fromkeys(rows, "graded")
    outcomes = {student: row["tests"][-1]["outcome"] for student, row in rows.items()}
    assert outcomes == {"ada": "passed", "bob": "timeout", "cleo": "passed", "dan": "timeout"}
    assert "does it ever get where it should" in rows["bob"]["tests"][-1]["message"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise RuntimeError('slipped')", "RuntimeError"),
        ("undefined_name", "NameError"),
        ("import no_such_module", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "SystemExit"),
        ("__import__('os')._exit(9)", "the process that graded this submission died"),
        ("__import__('os').kill(__import__('os').getpid(), 9)", "the process that graded this submission died"),
    ],
)
def test_a_test_that_raises_or_takes_its_worker_along_is_an_error(quick, body, said):
    """Never a zero; the other exercise is graded, and nothing is left pending that could be graded."""
    quick.fill(2)
    quick.write_hidden("twice", f'def test_it(student):\n    """It"""\n    {body}\n')

    quick.collect(expect=1)
    for (_, slug), row in quick.results().items():
        assert (row["status"], row["points"] is None) == (("graded", False) if slug == "half" else ("error", True))
        assert slug == "half" or said in row["message"]
