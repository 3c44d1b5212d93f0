"""The package's front: cheap to import, and everything it promises is there."""

import subprocess
import sys

import pytest

import grader.report


def modules_after(program: str) -> set[str]:
    """Give the modules that a fresh Python has loaded after a program."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


@pytest.mark.parametrize("name", grader.report.__all__)
def test_every_name_is_there(name):
    """What `__all__` names can be imported, and is not a module."""
    assert callable(getattr(grader.report, name))


def test_names_stay_functions_after_their_modules_are_loaded():
    """No module of the package shadows a name of its front."""
    program = "\n".join(
        [
            "import grader.report",
            "for name in grader.report.__all__: getattr(grader.report, name)",
            "for name in grader.report.__all__: assert callable(getattr(grader.report, name)), name",
        ]
    )

    assert "grader.report.table" in modules_after(program)


def test_check_output_needs_no_library():
    """`grader check` prints without rich, jinja2, matplotlib or a database."""
    loaded = modules_after("from grader.report import student_result_lines, safe_text, visible_test")

    assert not {"rich", "jinja2", "matplotlib", "sqlalchemy", "numpy"} & loaded


def test_tables_need_no_template_engine():
    """The class table and the exports load neither jinja2 nor matplotlib."""
    loaded = modules_after("from grader.report import class_table, export_csv, export_json, progress, write_report")

    assert not {"jinja2", "matplotlib", "sqlalchemy"} & loaded


def test_unknown_name():
    """A misspelt name is an ordinary error."""
    with pytest.raises(AttributeError, match="no attribute 'clas_table'"):
        grader.report.clas_table


def test_real_course_is_one(tmp_path):
    """The values of grader.course have what a report asks for."""
    from typing import get_type_hints

    from grader.course import Course, Exercise
    from grader.report.sheet import CourseInfo, ExerciseInfo

    for protocol, real in ((CourseInfo, Course), (ExerciseInfo, Exercise)):
        asked = {name for name, value in vars(protocol).items() if isinstance(value, property)}
        assert asked <= set(get_type_hints(real)) | set(dir(real))
