"""Names as students and platforms write them: who a student is, what is junk, which file was probably meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

MAX_STUDENT_CHARACTERS = 100
MAX_SHOWN_CHARACTERS = 200

ARCHIVE_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz")
_OTHER_ARCHIVES = (".7z", ".rar", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".gz", ".bz2", ".xz", ".tar.zst")

_JUNK = frozenset(
    {
        ".ds_store", "__macosx", "__pycache__", ".ipynb_checkpoints", "desktop.ini", "thumbs.db", ".git", ".gitignore",
        ".gitattributes", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".idea", ".vscode", ".venv",
        ".spotlight-v100", ".trashes", ".fseventsd", ".grader", "grader_checks.zip",
    }
)  # fmt: skip
_COPY = re.compile(r"[ _.-]*(\(\d{1,4}\)|[-_ ]copy( ?\d{1,4})?|-? ?kopie|-\d{1,3}|~)$")
_COPY_OF = re.compile(r"^(?:copy of|kopie von|copie de|copia de|cópia de)[ _]+")
_FUZZY_LOOKUPS = 2000


class StudentNameRefused(ValueError):
    """A name that cannot stand for a student; the text is the predicate of a sentence."""


def read_student(raw: str) -> str:
    """Give a student's identifier in NFC, so that two spellings of one name are one student.

    Raises:
        StudentNameRefused: it is empty, too long, has a separator or a character that cannot be seen.
    """
    name = unicodedata.normalize("NFC", raw)
    if not name.strip():
        raise StudentNameRefused("names no student: the name is empty")
    if len(name) > MAX_STUDENT_CHARACTERS:
        raise StudentNameRefused(f"names no student: a student's name has at most {MAX_STUDENT_CHARACTERS} characters")
    if "/" in name or "\\" in name:
        raise StudentNameRefused("names no student: a student's name has no path separator")
    if not name.isprintable():
        raise StudentNameRefused("names no student: a student's name has no control or invisible characters")
    if name != name.strip():
        raise StudentNameRefused("names no student: a student's name does not begin or end with a space")
    if name.startswith("."):
        raise StudentNameRefused("names no student: a student's name does not begin with a dot")
    return name


def shown(name: str) -> str:
    """Give a name that can be printed anywhere: what cannot be seen is escaped, what is too long is cut."""
    cut = name if len(name) <= MAX_SHOWN_CHARACTERS else f"{name[:MAX_SHOWN_CHARACTERS]}..."
    if cut.isprintable():
        return cut
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in cut
    )


def is_junk(name: str) -> bool:
    """Tell whether a file or folder is what systems and tools leave behind, which nobody handed in."""
    if name.startswith("._") or name.endswith((".pyc", ".pyo")):
        return True
    # The last: what `submit` has not finished writing into a drop folder.
    return name.casefold() in _JUNK or (name.startswith(".") and name.endswith(".partial"))


def is_archive(name: str) -> bool:
    """Tell whether a file is named like an archive that can be read."""
    return name.lower().endswith(ARCHIVE_SUFFIXES)


def is_other_archive(name: str) -> bool:
    """Tell whether a file is named like an archive of a kind that is not read."""
    return name.lower().endswith(_OTHER_ARCHIVES)


def archive_stem(name: str) -> str:
    """Give an archive's name without its ending: ada for ada.tar.gz."""
    for suffix in sorted(ARCHIVE_SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return name


class Guesses:
    """Which exercise a misspelt file name probably means; every name is looked at once."""

    def __init__(self, exercises: Iterable[str]) -> None:
        self._squashed = {squash(slug): slug for slug in exercises}
        self._known: dict[str, str] = {}

    def exercise_for(self, file_name: str) -> str:
        """Give the slug that a name such as `Neuron_Output.py` or `neuron_output (1).py` is near to, or nothing."""
        if file_name not in self._known:
            self._known[file_name] = self._guess(file_name)
        return self._known[file_name]

    def _guess(self, file_name: str) -> str:
        if len(file_name) > MAX_STUDENT_CHARACTERS:
            return ""
        squashed = squash(file_name)
        if squashed in self._squashed:
            return self._squashed[squashed]
        # Comparing letter by letter is slow, and a hostile archive may hold a hundred thousand odd names.
        if len(self._known) > _FUZZY_LOOKUPS:
            return ""
        close = difflib.get_close_matches(squashed, self._squashed, n=1, cutoff=0.85)
        return self._squashed[close[0]] if close else ""


def squash(name: str) -> str:
    """Give what is left of a name without endings, copy marks, case and separators."""
    name = unicodedata.normalize("NFKC", name).casefold().strip()
    while True:
        shorter = name
        for suffix in (".py", ".txt", ".bak", ".orig", ".old", ".pyw", ".py3", ".md", ".docx", ".rtf"):
            shorter = shorter.removesuffix(suffix)
        shorter = _COPY_OF.sub("", _COPY.sub("", shorter).strip())
        if shorter == name:
            return re.sub(r"[\s_.-]+", "", name)
        name = shorter
