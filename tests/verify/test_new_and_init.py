"""`grader new` and `grader init`: what they make is proven, what they refuse is told in a sentence."""

import json
import sys

import pytest
import yaml

linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox exists on Linux only")


@pytest.fixture
def own_course(tmp_path, grader):
    """Give a course that `grader init` made."""
    grader("init", "own", cwd=tmp_path)
    return tmp_path / "own"


@linux
def test_what_they_make_is_proven_from_the_first_minute(own_course, grader, verify):
    """The example and an exercise of each kind verify, with titles that need care."""
    for kind in ("code", "symbolic", "answers"):
        grader("new", f"made_{kind}", "--kind", kind, "--title", 'A "title": \\x, {y} [z] # £', cwd=own_course)

    reports = verify(own_course)

    assert list(reports) == ["mean_square", "made_code", "made_symbolic", "made_answers"]
    for report in reports.values():
        assert report["ok"]
        assert report["right"]["total"] >= 4
        assert report["wrong"]["total"] >= 8
        assert report["mutants"]["good"] >= 5


@linux
def test_stubs_fail_honestly_and_references_pass(own_course, grader):
    """An untouched stub is told what to do, for each kind; the reference in its place passes."""
    for kind in ("code", "symbolic", "answers"):
        slug = f"made_{kind}"
        grader("new", slug, "--kind", kind, cwd=own_course)
        rows = json.loads(grader("check", slug, "--json", cwd=own_course, expect=1).stdout)["results"]
        assert all(test["outcome"] == "failed" and test["message"] for row in rows for test in row["tests"])
        stub = own_course / "exercises" / slug / f"{slug}.py"
        stub.write_bytes((own_course / "solutions" / slug / f"{slug}.py").read_bytes())
        grader("check", slug, cwd=own_course)


@linux
def test_a_new_course_collects(own_course, grader, tmp_path):
    """A class can hand in at once."""
    for student, text in (("ada", "def mean_square(x):\n    return (x**2).mean()\n"), ("bo", "nothing\n")):
        path = tmp_path / "class" / student / "mean_square.py"
        path.parent.mkdir(parents=True)
        path.write_text(text)

    grader("collect", tmp_path / "class", cwd=own_course)

    rows = json.loads(grader("export", "json", cwd=own_course).stdout)["results"]
    assert {row["student"]: row["points"] for row in rows} == {"ada": "10.00", "bo": "0.00"}


def test_a_new_course_has_what_one_needs(own_course, grader):
    """A README, the marks kept out of a repository, and a list that shows the example."""
    assert "gradebook.db" in (own_course / ".gitignore").read_text()
    assert "grader verify" in (own_course / "README.md").read_text()
    assert "mean_square" in grader("list", cwd=own_course).stdout
    assert (own_course / "course.yaml").read_text().startswith("# The course")


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Numerics 2", "Numerics-2"),
        ("été_ünïcode", "ete_unicode"),
        ("2030", "2030"),
        ("yes", "yes"),
        ("日本語", "my-course"),
    ],
)
def test_any_folder_name_makes_a_course(tmp_path, grader, name, identifier):
    """The id is made of what may stand in one; names that YAML would take for something else stay text."""
    grader("init", name, cwd=tmp_path)

    assert yaml.safe_load((tmp_path / name / "course.yaml").read_text(encoding="utf-8"))["id"] == identifier
    grader("list", cwd=tmp_path / name)


def test_init_takes_an_empty_folder_and_a_fresh_repository(tmp_path, grader):
    """A folder that is there, empty, or with `git init` in it."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "fresh" / ".git").mkdir(parents=True)

    grader("init", "empty", cwd=tmp_path)
    grader("init", ".", cwd=tmp_path / "fresh")

    assert (tmp_path / "fresh" / "course.yaml").is_file()


def test_init_refuses_a_folder_with_content(tmp_path, grader):
    """Nothing is written beside what is there."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("x")
    (tmp_path / "file").write_text("x")

    assert "not empty (it holds thesis.tex)" in grader("init", "full", cwd=tmp_path, expect=2).stderr
    assert "is a file" in grader("init", "file", cwd=tmp_path, expect=2).stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("MeanSquare", "mean_square would do"),
        ("mean-cube", "mean_cube would do"),
        ("Mean Cube", "mean_cube would do"),
        ("mean_cube.py", "mean_cube would do"),
        ("Größe", "große would do".replace("ß", "")),
        ("2nd_order", "a letter first"),
        ("_private", "private would do"),
        ("", "no name for an exercise"),
        ("../evil", "evil would do"),
        ("a" * 65, "no name for an exercise"),
        ("class", "a word of Python's own"),
        ("lambda", "a word of Python's own"),
        ("match", "a word of Python's own"),
        ("sum", "built in"),
        ("print", "built in"),
        ("math", "standard library"),
        ("random", "standard library"),
        ("numpy", "import"),
        ("np", "numpy"),
        ("sympy", "installed here"),
        ("grader", "this toolkit"),
        ("conftest", "pytest"),
        ("test_mean", "a test file"),
        ("nul", "Windows"),
        ("com1", "Windows"),
        ("mean_square", "already"),
        ("left_over", "is there already"),
    ],
)
def test_bad_names_are_refused_in_a_sentence(own_course, grader, name, told):
    """Nothing is written, and the sentence says why."""
    (own_course / "solutions" / "left_over").mkdir()
    before = (own_course / "course.yaml").read_bytes()

    done = grader("new", "--", name, cwd=own_course, expect=2)

    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert (own_course / "course.yaml").read_bytes() == before
    assert sorted(path.name for path in (own_course / "exercises").iterdir()) == ["mean_square"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--unit", "second"], "the units are first_unit"),
        (["--title", ""], "one line"),
        (["--title", "a\nb"], "one line"),
        (["--kind", "essay"], "'essay' is not one of"),
    ],
)
def test_other_words_that_do_not_fit_are_refused(own_course, grader, words, told):
    """A unit that does not exist, a title of no line, a kind that is none."""
    assert told in grader("new", "cube", *words, cwd=own_course, expect=2).stderr
    assert not (own_course / "exercises" / "cube").exists()


def test_new_adds_to_the_unit_that_is_named(own_course, grader):
    """--unit chooses; the comments of course.yaml stay."""
    path = own_course / "course.yaml"
    path.write_text(path.read_text() + "  # the last one\n  - {id: second, title: Second, exercises: []}\n")

    grader("new", "cube", "--unit", "first_unit", "--title", "The cube", cwd=own_course)
    grader("new", "root", cwd=own_course)

    units = yaml.safe_load(path.read_text())["units"]
    assert [[exercise["id"] for exercise in unit["exercises"]] for unit in units] == [["mean_square", "cube"], ["root"]]
    assert "# the last one" in path.read_text()
    assert "- {id: cube, title: The cube, kind: code, points: 10}" in path.read_text()
