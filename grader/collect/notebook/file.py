"""A notebook's bytes read within limits: cells in order, with what of their metadata says whose they are.

Whatever a notebook holds besides (outputs, attachments, widgets' state) is skipped without being built, so that a
file of 50 MB of pictures costs no more than reading it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import msgspec

from grader.collect.notebook.crowds import STRING, holds_too_many_cells

MAX_NOTEBOOK_BYTES = 64 << 20
MAX_CELLS = 20_000
MAX_SOURCE_BYTES = 4 << 20  # of one cell, as JSON spells it
MAX_CODE_CHARACTERS = 1 << 20  # of all cells together
MAX_CODE_LINES = 50_000  # likewise
_MAX_METADATA_BYTES = 64 << 10
_MAX_LENIENT_BYTES = 8 << 20
_OUR_KEY, _NBGRADER_KEY = "grader", "nbgrader"
_PYTHONS = re.compile(r"(?:[a-z]+)?python|pyspark|pyodide|sage")
_SLUG = re.compile(r"\w{1,100}")
_CONSTANTS = b"NaN", b"Infinity"
# With all that stands before one, so that millions of strings are not millions of findings. No group is named: behind a
# possessive one Python 3.11.2 loses what it has found.
_BEFORE = rb'(?:[^"NI]++|' + STRING + rb"|N(?!aN)|I(?!nfinity))*+"
_TO_CONSTANT = re.compile(_BEFORE + rb"(?:NaN|Infinity)?+", re.DOTALL)
_PYTHON = re.compile(rb"(?:\s++|#[^\n]*+\n)*+(?:(?:import|from|def|class|async)\s|@\w|\w++\s*+=[^=])")


class NotebookRefused(ValueError):
    """A file that is no notebook, or one that cannot be graded; the text is the predicate of a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Args:
        number: from 1, counting cells of every kind, as a person counts them.
        kind: code, markdown or raw.
        exercise: whose cell the metadata says it is; empty where it says nothing.
        part: what the metadata says it is for: statement, answer, check; empty where it says nothing.
    """

    number: int
    kind: str
    source: str
    exercise: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Notebook:
    """The cells, and the unit that the notebook's own metadata names."""

    cells: tuple[Cell, ...]
    unit: str = ""

    @property
    def code_characters(self) -> int:
        """How much code there is."""
        return sum(len(cell.source) for cell in self.cells if cell.kind == "code")


class _RawCell(msgspec.Struct):
    cell_type: msgspec.Raw = msgspec.Raw(b"null")
    source: msgspec.Raw = msgspec.Raw(b"null")
    input: msgspec.Raw = msgspec.Raw(b"null")  # the source of a code cell in format 3
    metadata: msgspec.Raw = msgspec.Raw(b"null")


class _RawSheet(msgspec.Struct):
    cells: list[_RawCell] = []


class _RawNotebook(msgspec.Struct):
    cells: list[_RawCell] | None = None
    worksheets: list[_RawSheet] | None = None  # formats 2 and 3
    metadata: msgspec.Raw = msgspec.Raw(b"null")


class _RawMetadata(msgspec.Struct):
    kernelspec: msgspec.Raw = msgspec.Raw(b"null")
    language_info: msgspec.Raw = msgspec.Raw(b"null")
    grader: msgspec.Raw = msgspec.Raw(b"null")
    nbgrader: msgspec.Raw = msgspec.Raw(b"null")


_KINDS = {b'"code"': "code", b'"raw"': "raw"}
_decoder = msgspec.json.Decoder(_RawNotebook)
_metadata_decoder = msgspec.json.Decoder(_RawMetadata)


def read_notebook(data: bytes) -> Notebook:
    """Give the cells of a notebook of any format since 2.

    Raises:
        NotebookRefused: it is no notebook, is broken, too large, or in another language than Python.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.startswith(b"{") and data[1:2] != b"\0":  # in UTF-16 zeros are part of the text
        data = data.rstrip(b"\0 \t\r\n")  # a crash while saving may leave zeros behind the end
    if not data.strip():
        raise NotebookRefused("is empty")
    too_many = f"has more than {MAX_CELLS:,} cells"
    if holds_too_many_cells(data, MAX_CELLS):
        raise NotebookRefused(too_many)
    raw = _decode(data)
    cells = raw.cells if raw.cells is not None else [cell for sheet in raw.worksheets or [] for cell in sheet.cells]
    if raw.cells is None and raw.worksheets is None:
        raise NotebookRefused("is JSON, but no notebook: it has no cells")
    if len(cells) > MAX_CELLS:
        raise NotebookRefused(too_many)
    metadata = _metadata(raw.metadata)
    _refuse_other_language(metadata)
    read = tuple(_read_cell(number, cell) for number, cell in enumerate(cells, start=1))
    notebook = Notebook(read, _slug(metadata[_OUR_KEY].get("unit")))
    if notebook.code_characters > MAX_CODE_CHARACTERS:
        raise NotebookRefused("has more than 1 MiB of code")
    if sum(cell.source.count("\n") for cell in read if cell.kind == "code") > MAX_CODE_LINES:
        raise NotebookRefused(f"has more than {MAX_CODE_LINES:,} lines of code")
    return notebook


def _decode(data: bytes) -> _RawNotebook:
    try:
        return _decoder.decode(data)
    except RecursionError as error:
        raise NotebookRefused("is nested too deeply to be a notebook") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        # Python itself writes NaN and halves of surrogate pairs into outputs; strict JSON has neither.
        lenient = _decode_leniently(data)
        if lenient is None:
            raise NotebookRefused(_what_is_wrong(data, error)) from error
        return lenient


def _decode_leniently(data: bytes) -> _RawNotebook | None:
    """Give the notebook without its outputs, its text repaired; None where more than that is wrong.

    What would take too much memory as values of Python's has only its NaN repaired.
    """
    try:
        if len(data) > _MAX_LENIENT_BYTES:
            return _decoder.decode(_without_constants(data))
        value = json.loads(data, parse_constant=lambda name: None, strict=False)
        for sheet in [value, *value.get("worksheets", ())]:
            for cell in sheet.get("cells", ()):
                cell.pop("outputs", None)
                cell.pop("attachments", None)
                for key in {"source", "input"} & cell.keys():
                    cell[key] = "".join(cell[key]).encode("utf-8", "replace").decode("utf-8")
        return _decoder.decode(json.dumps(value).encode())
    except (ValueError, TypeError, AttributeError, RecursionError, msgspec.DecodeError):
        return None


def _without_constants(data: bytes) -> bytearray:
    """Give JSON with an empty list in the place of each NaN and infinity, which takes no more room."""
    repaired = bytearray(data)
    for found in _TO_CONSTANT.finditer(data):
        end = found.end()
        for constant in _CONSTANTS:
            if data.endswith(constant, found.start(), end):
                start = end - len(constant)
                start -= data[start - 1 : start] == b"-"
                repaired[start:end] = b"[]".ljust(end - start)
    return repaired


def _what_is_wrong(data: bytes, error: Exception) -> str:
    """Give the likeliest story of a file that is no notebook."""
    head = data[:2000].lstrip().lower()
    if b"\n<<<<<<< " in data and b"\n>>>>>>> " in data:
        return "holds the marks of a merge that was not finished (<<<<<<<): settle it, save, and hand it in again"
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "is a web page, not a notebook: download the notebook itself (File > Download)"
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b")):
        return "is an archive that is named like a notebook: unpack it and hand in what is in it"
    if b"\0" in data[:100]:
        return "is named like a notebook but holds no text"
    if _PYTHON.match(data):
        return "is named like a notebook but holds Python: give its name the ending .py, or hand in the notebook itself"
    if not head.startswith((b"{", b"[")):
        return "is named like a notebook but holds something else: no JSON"
    if "trailing characters" in str(error):
        return "is a notebook with something else behind its end: open it in Jupyter, save it, and hand it in again"
    if "truncated" in str(error) or not data.rstrip().endswith((b"}", b"]")):
        return "is a notebook that breaks off: it was not saved or copied whole"
    return f"is a broken notebook ({error}): open it in Jupyter, save it, and hand it in again"


def _read_cell(number: int, cell: _RawCell) -> Cell:
    kind = _KINDS.get(bytes(cell.cell_type), "markdown")
    spelt = cell.source if bytes(cell.source) != b"null" else cell.input
    if len(bytes(spelt)) > MAX_SOURCE_BYTES:
        raise NotebookRefused(f"has more than 4 MiB of text in its cell {number}")
    text = _text(bytes(spelt), number)
    if bytes(cell.cell_type) == b'"heading"':  # of format 3
        text = f"# {text}"
    metadata = _metadata(cell.metadata)
    ours = metadata[_OUR_KEY]
    exercise, part = _slug(ours.get("exercise")), _slug(ours.get("part"))
    if not exercise:
        exercise, part = _from_grade_id(_slug(metadata[_NBGRADER_KEY].get("grade_id")))
    return Cell(number, kind, plain_line_ends(text), exercise, part)


def plain_line_ends(text: str) -> str:
    """Give a cell's text as Python reads it, with the line ends of Windows, too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(spelt: bytes, number: int) -> str:
    """Give a cell's text; one that an editor of old saved in the letters of Windows, too."""
    try:
        if not _is_utf_8(spelt):
            spelt = spelt.decode("cp1252", "replace").encode()
        source = msgspec.json.decode(spelt, type=str | list[str] | None)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotebookRefused(f"is broken: its cell {number} holds no text") from error
    if isinstance(source, str):
        return source
    lines = source or []
    # Some tools leave the line ends out; without them it would be one line.
    between = "\n" if len(lines) > 1 and not any(line.endswith("\n") for line in lines) else ""
    return between.join(lines)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _from_grade_id(grade_id: str) -> tuple[str, str]:
    """Give exercise and part from the ids that our notebooks give to nbgrader: slug, slug_check, slug_statement."""
    for part in ("check", "statement"):
        if grade_id.endswith(f"_{part}"):
            return grade_id.removesuffix(f"_{part}"), part
    return grade_id, "answer" if grade_id else ""


def _metadata(raw: msgspec.Raw) -> dict[str, dict[str, Any]]:
    """Give what is looked at of metadata; the state of widgets beside it may be megabytes."""
    try:
        found = _metadata_decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _RawMetadata()
    return {name: _small_object(getattr(found, name)) for name in found.__struct_fields__}


def _small_object(raw: msgspec.Raw) -> dict[str, Any]:
    if len(bytes(raw)) > _MAX_METADATA_BYTES:
        return {}
    try:
        return _object(msgspec.json.decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _slug(value: Any) -> str:
    return value if isinstance(value, str) and _SLUG.fullmatch(value) else ""


def _refuse_other_language(metadata: dict[str, dict[str, Any]]) -> None:
    language = metadata["kernelspec"].get("language") or metadata["language_info"].get("name")
    if isinstance(language, str) and language and not _PYTHONS.match(language.lower()):
        shown = re.sub(r"[^\w+#. -]", "?", language)[:30]
        raise NotebookRefused(f"is a notebook in {shown}; only Python is graded")
