"""Runs a test with an argument `equal_cases` once for each section of bank/equal.txt, and so on."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.symbolic.process import Checker

SPEC = importlib.util.spec_from_file_location("formula_bank", Path(__file__).parent / "formula_bank.py")
formula_bank = sys.modules.setdefault(SPEC.name, importlib.util.module_from_spec(SPEC))
SPEC.loader.exec_module(formula_bank)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each section of a table as one test, named by what is asked."""
    for name in metafunc.fixturenames:
        if name.endswith("_cases"):
            sections = formula_bank.read_sections(name.removesuffix("_cases") + ".txt")
            ids = [f"{number} {heading}" for number, (heading, _) in enumerate(sections)]
            metafunc.parametrize(name, [cases for _, cases in sections], ids=ids)


@pytest.fixture
def checker() -> Iterator[Checker]:
    """Give a checker of one's own, closed at the end."""
    own = Checker()
    yield own
    own.close()
