"""Reads the tables of formulas under bank/: a line with @ says what is asked, the lines below it are answers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
        """Give the answer and the expected formula in one line."""
        return f"{self.answer} ~ {self.expected}"

    def asked(self) -> dict[str, object]:
        """Give the arguments of `compare` besides the answer."""
        return {
            "expected": self.expected,
            "variables": self.variables,
            "domains": self.domains,
            "functions": self.functions,
        }


def read_bank(name: str) -> list[Case]:
    """Give the cases of one table."""
    return [case for _, cases in read_sections(name) for case in cases]


def read_sections(name: str) -> list[tuple[str, list[Case]]]:
    """Give the sections of one table: what is asked, and the cases."""
    sections: list[tuple[str, list[Case]]] = []
    for heading, case in _cases((BANK / name).read_text(encoding="utf-8").split("\n")):
        if not sections or sections[-1][0] != heading:
            sections.append((heading, []))
        sections[-1][1].append(case)
    return sections


def _cases(lines: list[str]) -> Iterator[tuple[str, Case]]:
    heading, setting = "", {}
    for line in lines:
        if not line or (line.startswith("# ") and not setting):
            continue
        if line.startswith("@ "):
            heading, setting = line[2:], dict(_field(part) for part in line[1:].split(" ; "))
            continue
        answer, _, expected = line.partition("\t") if "expected" not in setting else (line, "", setting["expected"])
        yield (
            heading,
            Case(
                answer=answer,
                expected=expected.strip(),
                variables=[name for name in setting.get("variables", "").split(",") if name],
                domains=_pairs(setting.get("domains", "")),
                functions=_pairs(setting.get("functions", "")),
                tag=setting.get("tag", ""),
            ),
        )


def _field(text: str) -> tuple[str, str]:
    name, _, value = text.strip().partition("=")
    return name, value


def _pairs(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition(":") for part in text.split(", ") if part)}
