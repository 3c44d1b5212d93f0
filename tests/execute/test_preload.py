"""What a confined child can import, when nobody has compiled the library (as in small container images)."""

import importlib.util
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox exists on Linux only")


@pytest.fixture
def library(tmp_path):
    """A folder with a module and a package."""
    (tmp_path / "plain.py").write_text("value = 'grün'\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "__init__.py").write_text("from plain import value\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "left_out.py").write_text("value = 1\n")
    return tmp_path


@pytest.mark.parametrize("compiled", [True, False])
def test_library_with_and_without_compiled_files(library, compiled, monkeypatch):
    """A module comes from its compiled file or else from its source, and is the same module."""
    from grader.execute.preload import InMemory, _read_library

    if compiled:
        import py_compile

        py_compile.compile(str(library / "plain.py"))
    finder = InMemory(_read_library(library, ""))
    monkeypatch.setattr(sys, "meta_path", [finder])
    for name in ("plain", "inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = importlib.util.module_from_spec(finder.find_spec("plain"))
    finder.exec_module(module)

    assert module.value == "grün"
    assert finder.find_spec("inner").submodule_search_locations == []
    with pytest.raises(ModuleNotFoundError, match="left_out"):
        finder.find_spec("left_out")


def test_source_that_is_broken_breaks_only_its_own_import(library):
    """A file that Python cannot compile is no reason for the zygote not to start."""
    from grader.execute.preload import InMemory, _read_library

    (library / "broken.py").write_text("def (:\n")
    finder = InMemory(_read_library(library, ""))
    module = importlib.util.module_from_spec(finder.find_spec("broken"))

    with pytest.raises(SyntaxError):
        finder.exec_module(module)


def test_standard_library_in_a_child(confined):
    """A child imports what it did not have: pure Python modules, also with their inner imports."""
    session = confined(
        "def names():\n    import graphlib, calendar, difflib, unittest.mock\n    return calendar.day_name[0]"
    )

    assert session.module.names() == "Monday"


# Their libraries are large, they need a screen or a terminal, or this Python or this system has none.
NOT_THERE = """antigravity audioop crypt curses distutils ensurepip idlelib lib2to3 msilib msvcrt nis nt ossaudiodev
pydoc_data readline spwd sqlite3 ssl this tkinter turtle turtledemo venv winreg winsound""".split()


def test_every_module_that_a_student_may_import(confined):
    """The standard library is there, whether or not anybody would compute with it."""
    session = confined(
        "def failing(names):\n    found = []\n    for name in names:\n        try:\n            __import__(name)\n"
        "        except ImportError as error:\n            found.append(f'{name}: {error}')\n    return found\n"
    )
    names = [name for name in sorted(sys.stdlib_module_names) if not name.startswith("_") and name not in NOT_THERE]
    here = [name for name in names if importlib.util.find_spec(name) is not None]

    assert len(here) > 150
    assert session.module.failing(here) == []
