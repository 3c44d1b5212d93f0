"""A line for a new exercise in course.yaml, everything else of the file left as its author wrote it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from grader.course import FILE_NAME
from grader.errors import UsageError


def with_exercise(text: str, unit_id: str, entry: dict[str, Any]) -> str:
    """Give the text of a course.yaml with one exercise more, at the end of a unit.

    Raises:
        UsageError: the file is written in a way that this cannot add to; says which line to add.
    """
    entries = _exercises_node(text, unit_id)
    if entries is not None:
        changed = _insert(text, *entries, entry)
        if _is_one_more(text, changed, unit_id, entry):
            return changed
    raise UsageError(
        f"{FILE_NAME} is written in a way that cannot be added to by itself; add this to the exercises of unit "
        f"{unit_id}, then run the command again without it: - {_flow(entry)}"
    )


def _exercises_node(text: str, unit_id: str) -> tuple[yaml.MappingNode, yaml.ScalarNode, yaml.Node] | None:
    """Give the unit's node, its key `exercises`, and what that key holds."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    units = _value(root, "units")
    for unit in units.value if isinstance(units, yaml.SequenceNode) else ():
        name = _value(unit, "id")
        if isinstance(unit, yaml.MappingNode) and name is not None and name.value == unit_id:
            for key, value in unit.value:
                if key.value == "exercises":
                    return unit, key, value
    return None


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _insert(text: str, unit: yaml.MappingNode, key: yaml.ScalarNode, held: yaml.Node, entry: dict[str, Any]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    items = held.value if isinstance(held, yaml.SequenceNode) else []
    if items and getattr(held, "flow_style", False):
        place = items[-1].end_mark.index
        return f"{text[:place]}, {_flow(entry)}{text[place:]}"
    if items:
        indent = _indent_of(text, items[-1].start_mark.index)
        block = isinstance(items[-1], yaml.MappingNode) and not items[-1].flow_style
        lines = _block(entry, indent) if block else [f"{indent}- {_flow(entry)}"]
        return _after_line(text, _last_mark(items[-1]), lines, newline)
    if unit.flow_style:
        return f"{text[: held.start_mark.index]}[{_flow(entry)}]{text[held.end_mark.index :]}"
    # An empty list, or nothing at all after the colon.
    start = key.end_mark.index + text[key.end_mark.index :].index(":") + 1
    end = max(start, held.end_mark.index if isinstance(held, yaml.SequenceNode) else start)
    line = f"{' ' * (key.start_mark.column + 2)}- {_flow(entry)}"
    return _after_line(text[:start] + text[end:], start, [line], newline)


def _indent_of(text: str, index: int) -> str:
    """Give the spaces before the dash of the item that begins there."""
    line = text[text.rfind("\n", 0, index) + 1 : index]
    return line[: line.index("-")] if "-" in line else line


def _last_mark(node: yaml.Node) -> int:
    """Give where the last word of a node ends; a block's own end may lie behind comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _last_mark(last[1] if isinstance(last, tuple) else last)


def _after_line(text: str, index: int, lines: list[str], newline: str) -> str:
    end = text.find("\n", index)
    if end < 0:
        return text + newline + newline.join(lines) + newline
    return text[: end + 1] + "".join(line + newline for line in lines) + text[end + 1 :]


def _flow(entry: dict[str, Any]) -> str:
    return yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000).strip()


def _block(entry: dict[str, Any], indent: str) -> list[str]:
    text = yaml.safe_dump(entry, default_flow_style=False, sort_keys=False, allow_unicode=True, width=10_000)
    first, *rest = text.splitlines()
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]


def _is_one_more(before: str, after: str, unit_id: str, entry: dict[str, Any]) -> bool:
    """Tell whether the new text says what the old one said, and the entry."""
    try:
        wanted, found = yaml.safe_load(before), yaml.safe_load(after)
    except yaml.YAMLError:
        return False
    for unit in wanted["units"]:
        if unit["id"] == unit_id:
            unit["exercises"] = [*(unit.get("exercises") or []), entry]
    return bool(re.sub(r"\s", "", before)) and wanted == found
