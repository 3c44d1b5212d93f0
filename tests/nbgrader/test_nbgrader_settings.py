"""What the grader's commands read in an nbgrader_config.py: settings that are written there, and nothing is run."""

import subprocess
import sys

import pytest

from grader.errors import UsageError
from grader.nbgrader.scaffold import settings_text
from grader.nbgrader.settings import read_settings

OURS = settings_text("../it's a course", "dl")
# What stands in the file, and what is read: the course's folder and the gradebook's file, from the folder's parent.
READ = {
    "as it was made": (OURS, "it's a course", "teaching/grader.db"),
    "loaded": (
        'c = get_config()\nload_subconfig("from_grader/nbgrader_config.py")  # ours\n',
        "teaching/it's a course",
        "",
    ),
    "loading itself": ("load_subconfig('nbgrader_config.py')\n" * 3 + OURS, "it's a course", "teaching/grader.db"),
    "a plain text": ("c.EngineGrades.course = '../course'\n", "course", "teaching/grader.db"),
    "changed below": (OURS + "c.EngineGrades.gradebook = 'own.db'\n", "it's a course", "teaching/own.db"),
    "apart from the course": (
        "c.CourseDirectory.root = '../class'\nc.EngineGrades.course = '../course'\n",
        "course",
        "class/grader.db",
    ),
    "worked out, and then written": (
        "c.EngineGrades.course = find_it()\nc.EngineGrades.course = '../course'\n",
        "course",
        "teaching/grader.db",
    ),
    "Windows lines": (OURS.replace("\n", "\r\n"), "it's a course", "teaching/grader.db"),
}
NOT_OURS = {
    "nbgrader's own": "c = get_config()\nc.CourseDirectory.course_id = 'x'\n",
    "a comment": "# c.EngineGrades.course = '../course'\n",
    "half written": "c = get_config(\n",
    "nothing": "",
    "no text": "\0\xff",
    "another course, apart from its settings": "c.CourseDirectory.root = os.environ['COURSE']\n",
    "another file that is not there": "load_subconfig('gone.py')\n",
}


@pytest.fixture
def teaching(tmp_path):
    """Give the folder of an nbgrader course, with settings to be loaded."""
    folder = tmp_path / "teaching"
    (folder / "from_grader").mkdir(parents=True)
    (folder / "from_grader" / "nbgrader_config.py").write_text(OURS)
    return folder


@pytest.mark.parametrize("name", READ)
def test_settings_are_read(teaching, name):
    """As `grader nbgrader init` writes them, and as people change them."""
    text, course, gradebook = READ[name]
    (teaching / "nbgrader_config.py").write_bytes(text.encode())

    settings = read_settings(teaching)

    assert settings.course == (teaching.parent / course).resolve()
    assert settings.gradebook_url == f"sqlite:///{(teaching.parent / (gradebook or 'teaching/grader.db')).resolve()}"


@pytest.mark.parametrize("name", NOT_OURS)
def test_what_is_no_course_of_ours(teaching, name):
    """Then the commands look for course.yaml, as anywhere."""
    (teaching / "nbgrader_config.py").write_text(NOT_OURS[name])

    assert read_settings(teaching) is None


@pytest.mark.parametrize("value", ["os.environ['COURSE']", "'a' + 'b'", "str(HERE / 'course')", "f'{x}'"])
def test_what_would_have_to_be_run_is_asked_for(teaching, value):
    """Never guessed: another gradebook than nbgrader's would be written to in silence."""
    (teaching / "nbgrader_config.py").write_text(f"import os\nc.EngineGrades.course = {value}\n")

    with pytest.raises(UsageError, match="say --course and --gradebook"):
        read_settings(teaching)


def test_course_s_place_that_would_have_to_be_run(teaching):
    """Our gradebook lies in the course's folder, which nobody knows then."""
    (teaching / "nbgrader_config.py").write_text(f"{OURS}\nc.CourseDirectory.root = os.environ['COURSE']\n")

    with pytest.raises(UsageError, match=r"works out CourseDirectory\.root"):
        read_settings(teaching)


@pytest.mark.parametrize("words", [["export", "csv"], ["collect", "."], ["list"], ["check"]])
def test_no_command_runs_the_file(tmp_path, words):
    """One may stand in a folder that was handed in, and a student's nbgrader_config.py would run with one's rights."""
    ran = tmp_path / "ran"
    (tmp_path / "nbgrader_config.py").write_text(f"open({str(ran)!r}, 'w').close()\n{OURS}")

    done = subprocess.run(
        [sys.executable, "-m", "grader", *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert not ran.exists()
