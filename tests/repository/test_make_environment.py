"""make finds a Python that will do, says which package is missing, and makes the environment only when it must."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL_TOOLS = ["sh", "dirname", "cat", "rm", "mkdir", "chmod", "env", "make", "awk", "pwd"]

# A stand-in for an interpreter: answers the three questions that the script asks, makes an environment of itself.
STAND_IN = """#!/bin/sh
case "$*" in
    *version_info*[:2]*) echo {version} ;;
    *version_info*) exit {too_old} ;;
    *ensurepip*) exit {no_ensurepip} ;;
    --version) echo Python {version} ;;
    *venv*--clear*)
        mkdir -p .venv/bin && cat "$0" > .venv/bin/python && chmod +x .venv/bin/python
        echo made >> made.log ;;
    *pip*) echo installed >> made.log; exit {pip_fails} ;;
esac
"""


@pytest.fixture
def checkout(tmp_path):
    """A checkout of the set-up alone, and a PATH that holds nothing but shell tools."""
    (tmp_path / "work" / "tools").mkdir(parents=True)
    (tmp_path / "path").mkdir()
    shutil.copy(ROOT / "tools" / "make_environment", tmp_path / "work" / "tools")
    shutil.copy(ROOT / "Makefile", tmp_path / "work")
    (tmp_path / "work" / "pyproject.toml").write_text("")
    for name in SHELL_TOOLS:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed")
        (tmp_path / "path" / name).symlink_to(found)
    return tmp_path


def add_python(checkout, name, version="3.11", too_old=0, no_ensurepip=0, pip_fails=0):
    stand_in = checkout / "path" / name
    facts = {"version": version, "too_old": too_old, "no_ensurepip": no_ensurepip, "pip_fails": pip_fails}
    text = STAND_IN
    for key, value in facts.items():
        text = text.replace("{" + key + "}", str(value))
    stand_in.write_text(text)
    stand_in.chmod(0o755)


def run(checkout, *words, **variables):
    environment = {"PATH": str(checkout / "path"), "HOME": "", **variables}
    work = checkout / "work"
    return subprocess.run(words, cwd=work, env=environment, capture_output=True, text=True, check=False)


def make_environment(checkout, **variables):
    return run(checkout, "tools/make_environment", **variables)


def made(checkout):
    log = checkout / "work" / "made.log"
    return log.read_text().split() if log.exists() else []


def test_missing_python_is_told(checkout):
    """Without any Python the message says what to install and how to name one."""
    done = make_environment(checkout)

    assert done.returncode == 2
    assert "apt-get install python3 python3-venv" in done.stderr
    assert "PYTHON=" in done.stderr


def test_old_python_does_not_count(checkout):
    """A Python older than 3.11 is as good as none."""
    add_python(checkout, "python3", "3.9", too_old=1)

    done = make_environment(checkout)

    assert done.returncode == 2
    assert "No Python 3.11 or newer" in done.stderr


@pytest.mark.parametrize(
    ("name", "version", "package"), [("python3", "3.11", "python3-venv"), ("python3.12", "3.12", "python3.12-venv")]
)
def test_missing_venv_package_is_named(checkout, name, version, package):
    """A Python that cannot make environments is told with the name of the package that it lacks."""
    add_python(checkout, name, version, no_ensurepip=1)

    done = make_environment(checkout)

    assert done.returncode == 2
    assert f"apt-get install {package} " in done.stderr
    assert made(checkout) == []


def test_a_complete_python_is_preferred(checkout):
    """Where one Python cannot make environments and another can, the other is taken."""
    add_python(checkout, "python3", no_ensurepip=1)
    add_python(checkout, "python3.12", "3.12")

    done = make_environment(checkout)

    assert done.returncode == 0, done.stderr
    assert "Python 3.12" in done.stderr
    assert made(checkout) == ["made", "installed"]


def test_a_named_python_is_the_only_one_tried(checkout):
    """PYTHON= is an order: what it names is taken or nothing."""
    add_python(checkout, "python3")

    assert make_environment(checkout, PYTHON="python3.99").returncode == 2
    assert make_environment(checkout, PYTHON=str(checkout / "path" / "python3")).returncode == 0


def test_interrupted_installation_is_not_taken_for_done(checkout):
    """When pip fails, the command fails, and the next one tries again."""
    add_python(checkout, "python3", pip_fails=1)

    assert make_environment(checkout).returncode != 0
    assert not (checkout / "work" / ".venv" / ".ready").exists()


def test_make_makes_the_environment_once(checkout):
    """A second make does nothing; a change of pyproject.toml installs again; a moved checkout makes it anew."""
    add_python(checkout, "python3")
    work = checkout / "work"

    for _ in range(2):
        assert run(checkout, "make", ".venv/.ready").returncode == 0
    assert made(checkout) == ["made", "installed"]

    os.utime(work / "pyproject.toml", (2_000_000_000, 2_000_000_000))
    assert run(checkout, "make", ".venv/.ready").returncode == 0
    assert made(checkout) == ["made", "installed", "installed"]

    os.utime(work / "pyproject.toml", (1_000_000_000, 1_000_000_000))
    (work / ".venv" / ".ready").write_text("/somewhere/else\n")
    assert run(checkout, "make", ".venv/.ready").returncode == 0
    assert made(checkout)[-2:] == ["made", "installed"]


def test_make_fails_with_the_message(checkout):
    """Make passes the message on and fails as the script does."""
    add_python(checkout, "python3", no_ensurepip=1)

    done = run(checkout, "make", "demo")

    assert done.returncode == 2
    assert "python3-venv" in done.stderr


def test_help_names_every_target(checkout):
    """A bare make tells what there is to make, without making anything."""
    done = run(checkout, "make")

    assert done.returncode == 0
    for target in ("demo", "test", "check", "bench", "fuzz-formula", "clean", "help"):
        assert f"make {target} " in done.stdout
    assert made(checkout) == []
