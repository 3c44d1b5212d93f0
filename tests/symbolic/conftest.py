"""Reads the tables of formulas under bank/: a line with @ says what is asked, the lines below it are answers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

BANK = Path(__file__).parent / "bank"


@dataclass(frozen=True)
class Case:
    """One answer and what is asked."""

    answer: str
    expected: str
    variables: list[str]
    domains: dict[str, str] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    tag: str = ""

    def __str__(self) -> str:
        """Give the name of the test."""
        return f"{self.answer} ~ {self.expected}"

    def asked(self) -> dict[str, object]:
        """Give the arguments of `compare` besides the answer."""
        return {
            "expected": self.expected,
            "variables": self.variables,
            "domains": self.domains,
            "functions": self.functions,
        }


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with an argument `equal_case` once for each line of bank/equal.txt, and so on."""
    for name in metafunc.fixturenames:
        if name.endswith("_case"):
            cases = read_bank(name.removesuffix("_case") + ".txt")
            metafunc.parametrize(name, cases, ids=[f"{number}" for number in range(len(cases))])


def read_bank(name: str) -> list[Case]:
    """Give the cases of one table."""
    return list(_cases((BANK / name).read_text(encoding="utf-8").split("\n")))


def _cases(lines: list[str]) -> Iterator[Case]:
    setting: dict[str, str] = {}
    for line in lines:
        if not line or (line.startswith("# ") and not setting):
            continue
        if line.startswith("@ "):
            setting = dict(_field(part) for part in line[1:].split(" ; "))
            continue
        answer, _, expected = line.partition("\t") if "expected" not in setting else (line, "", setting["expected"])
        yield Case(
            answer=answer,
            expected=expected.strip(),
            variables=[name for name in setting.get("variables", "").split(",") if name],
            domains=_pairs(setting.get("domains", "")),
            functions=_pairs(setting.get("functions", "")),
            tag=setting.get("tag", ""),
        )


def _field(text: str) -> tuple[str, str]:
    name, _, value = text.strip().partition("=")
    return name, value


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in text.split(", ") if part)  # type: ignore[misc]
