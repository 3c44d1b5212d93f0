"""The student's file inside the student's process: parsed, compiled, and run as Python would load it."""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import linecache
import sys
import types
import warnings
from typing import Any

from grader.execute import syntax
from grader.execute.codec import Packer
from grader.execute.describe import clean
from grader.execute.wire import Node, Refused, Tree

FILENAME = ""  # as it stands in tracebacks; set by `compile_source`
_MAX_NAMES = 2_000
_covered: dict[str, types.ModuleType | None] = {}  # what `sys.modules` held, if anything, where the file stands now
# How lines begin that are no Python, and what to do about them.
_FOREIGN = {
    "%": "a line that begins with % is for notebooks only: remove it",
    "!": "a line that begins with ! is for notebooks only: remove it",
    ">>>": "remove the >>> and ... that were copied from an interpreter",
    "<<<<<<<": "remove the marks of a merge, and one of the two versions between them",
    "```": "remove the ``` that were copied with the code",
}
# LookupError: an encoding that Python has, but not for text.
_UNREADABLE = (SyntaxError, ValueError, LookupError, RecursionError, MemoryError, OverflowError)
_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def parse(source: bytes, packer: Packer) -> tuple[str, Node]:
    """Give the syntax tree as raw bytes in the packer, without running anything, or why there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            importlib.util.decode_source(source)
            tree = ast.parse(source)
        except _UNREADABLE as error:
            return "invalid", _why(error)
    try:
        packer.buffers.append(syntax.flatten(tree))
    except Refused as refusal:
        return "refused", str(refusal)
    return "value", None


def compile_source(slug: str, source: bytes) -> tuple[str, Node, types.CodeType | None]:
    """Compile the bytes as Python reads a file: byte order mark, coding line, any line ends."""
    global FILENAME  # noqa: PLW0603 - one process, one file
    FILENAME = f"{slug}.py"
    try:
        # First, since `compile` overlooks in comments what `python file.py` refuses: bytes that are no text.
        text = importlib.util.decode_source(source)
        code = compile(source, FILENAME, "exec", dont_inherit=True)
    except _UNREADABLE as error:
        return "invalid", _why(error), None
    linecache.cache[FILENAME] = (len(source), None, text.splitlines(keepends=True), FILENAME)
    if "numpy" in text and "numpy" not in sys.modules:
        importlib.import_module("numpy")  # so that the test's seed reaches its random state before the file runs
    return "value", None, code


def run(slug: str, code: types.CodeType) -> types.ModuleType:
    """Run the file once as the module `slug`, registered so that dataclasses and its own imports find it."""
    spec = importlib.machinery.ModuleSpec(slug, None, origin=FILENAME)
    module = types.ModuleType(slug)
    module.__file__, module.__spec__ = FILENAME, spec
    _covered[slug] = sys.modules.get(slug)
    sys.modules[slug] = module
    sys.argv = [FILENAME]
    exec(code, module.__dict__)
    return sys.modules.get(slug, module) if isinstance(sys.modules.get(slug), types.ModuleType) else module


def forget() -> None:
    """Take the file away again, so that the next one cannot import it."""
    linecache.cache.pop(FILENAME, None)
    while _covered:
        slug, before = _covered.popitem()
        if before is None:
            sys.modules.pop(slug, None)
        else:
            sys.modules[slug] = before


def names(module: types.ModuleType) -> list[Node]:
    """Give the names that the module defines, and for each whether it is a function or class."""
    listed: list[Node] = []
    for name, value in list(vars(module).items())[:_MAX_NAMES]:
        if type(name) is str and not name.startswith("__"):
            listed += [clean(name, 100), is_function(value)]
    return listed


def is_own(kind: type) -> bool:
    """Tell whether a class is the student's rather than Python's or numpy's: its instances stay here, as handles."""
    top = str(kind.__module__).partition(".")[0]
    return kind is types.SimpleNamespace or not (top in sys.stdlib_module_names or top == "numpy")


def is_function(value: Any) -> bool:
    """Tell whether this is called by its name (a function, a method, a class) rather than held as an object."""
    return callable(value) and (isinstance(value, type) or not is_own(type(value)))


def is_mutable(value: Any) -> bool:
    """Tell whether a function could change this argument in a way that `same` sees."""
    return isinstance(value, (list, dict)) or type(value).__name__ == "ndarray"


def same(before: Any, after: Any) -> bool:
    """Tell whether two values are the same to the last bit."""
    if isinstance(before, Tree):
        return True
    if type(before) is not type(after):
        return False
    if isinstance(before, (list, tuple)):
        return len(before) == len(after) and all(map(same, before, after))
    if isinstance(before, dict):
        return list(before) == list(after) and all(same(before[key], after[key]) for key in before)
    if type(before).__name__ == "ndarray":
        alike = before.shape == after.shape and before.dtype == after.dtype
        return alike and bool(before.tobytes() == after.tobytes())
    return bool(before == after) or repr(before) == repr(after)


def random_state(kind: str, state: Any) -> Any:
    """Give a numpy Generator (or RandomState) that goes on from the state of the grader's."""
    np = importlib.import_module("numpy")
    legacy = kind == "RandomState"
    if not legacy and kind not in _BIT_GENERATORS:
        raise TypeError(f"no bit generator {kind}")
    bits = np.random.MT19937() if legacy else getattr(np.random, kind)()
    bits.state = state
    return np.random.RandomState(bits) if legacy else np.random.Generator(bits)


def _why(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "it is nested too deeply or too long for Python to read"
    if isinstance(error, RecursionError):
        return "it is nested too deeply for Python to read"
    if isinstance(error, UnicodeDecodeError):
        number = error.object.count(b"\n", 0, error.start) + 1
        return f"line {number} is not {error.encoding.upper()} text: save the file as UTF-8"
    if isinstance(error, LookupError):
        return "its first two lines name an encoding that is not one of text: save the file as UTF-8"
    if "null bytes" in str(error):
        return "it holds zero bytes, which no text has: save it as plain text, in UTF-8 and not in UTF-16"
    if isinstance(error, SyntaxError) and str(error).startswith(("unknown encoding", "encoding problem")):
        return "its first two lines name an encoding that does not exist: save the file as UTF-8"
    if isinstance(error, SyntaxError) and error.lineno is None and "encoding" in str(error):
        return "it is no UTF-8 text, and its first two lines name no other encoding: save the file as UTF-8"
    if not isinstance(error, SyntaxError):
        return clean(str(error), 500)
    place = f"line {error.lineno}: " if error.lineno else ""
    line = (error.text or "").strip() if isinstance(error.text, str) else ""
    advice = next((f"; {words}" for start, words in _FOREIGN.items() if line.startswith(start)), "")
    return clean(f"{place}{error.msg}{advice}" + (f"\n    {line}" if line else ""), 700)
