"""What a confined child finds imported, since it cannot open a file any more: numpy whole, the standard library.

Modules that students use, and all that are written in C, are imported. The rest of the standard library is kept as
bytes, and imported from memory by who asks for it.
"""

from __future__ import annotations

import codecs
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import marshal
import os
import sys
import types
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

# fmt: off
_NUMPY = [
    "numpy", "numpy.linalg", "numpy.random", "numpy.fft", "numpy.polynomial", "numpy.ma", "numpy.ma.extras",
    "numpy.ma.mrecords", "numpy.testing", "numpy.matlib", "numpy.typing", "numpy.rec", "numpy.char", "numpy.strings",
    "numpy.ctypeslib", "numpy.lib.stride_tricks", "numpy.lib.format", "numpy.lib.recfunctions", "numpy.lib.scimath",
    "numpy.lib.introspect", "numpy.lib.npyio", "numpy.lib.array_utils", "numpy.lib.mixins", "numpy.exceptions",
    "numpy.dtypes", "numpy._core._internal", "numpy._core._methods", "numpy._core._dtype",
]

_STANDARD = [
    "__future__", "abc", "argparse", "array", "ast", "atexit", "bisect", "calendar", "cmath", "codecs", "collections",
    "collections.abc", "colorsys", "concurrent.futures", "concurrent.futures.thread", "contextlib", "contextvars",
    "copy", "copyreg", "csv", "ctypes", "dataclasses", "datetime", "decimal", "difflib", "dis", "doctest", "encodings",
    "enum", "errno", "fractions", "functools", "gc", "getpass", "glob", "graphlib", "hashlib", "heapq", "hmac", "html",
    "inspect", "io", "itertools", "json", "keyword", "linecache", "locale", "logging", "math", "multiprocessing",
    "multiprocessing.pool", "numbers", "operator", "os", "os.path", "pathlib", "pdb", "pickle", "platform", "pprint",
    "queue", "random", "re", "reprlib", "sched", "secrets", "select", "shutil", "signal", "socket", "sqlite3", "stat",
    "statistics", "string", "struct", "subprocess", "sys", "sysconfig", "tempfile", "textwrap", "threading", "time",
    "timeit", "token", "tokenize", "traceback", "types", "typing", "typing_extensions", "unicodedata", "unittest",
    "unittest.mock", "urllib.parse", "uuid", "warnings", "weakref", "zlib", "zoneinfo", "_strptime", "asyncio",
    "xml.etree.ElementTree",
]

_ENCODINGS = [
    "ascii", "latin-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15", "cp437", "cp850", "cp1250", "cp1251",
    "cp1252", "cp1253", "cp1254", "cp1257", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "utf-7", "koi8-r", "koi8-u", "mac-roman", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "cp932", "euc-jp",
    "euc-kr", "cp949", "idna", "punycode", "hex", "base64", "rot13", "unicode-escape", "raw-unicode-escape", "charmap",
]
# fmt: on

_LEFT_OUT = frozenset(
    [
        "test",
        "tests",
        "idlelib",
        "lib2to3",
        "tkinter",
        "turtle",
        "turtledemo",
        "ensurepip",
        "venv",
        "pydoc_data",
        "site-packages",
        "dist-packages",
        "__pycache__",
        "lib-dynload",
        "antigravity",
        "this",
        "distutils",
    ]
)


class InMemory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules among compiled bytes that were read while files could still be read; refuses all others plainly."""

    def __init__(self, compiled: dict[str, tuple[bytes, bool]]) -> None:
        self._compiled = compiled

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec:
        """Give where the module comes from, or the ImportError that the student reads."""
        if fullname not in self._compiled:
            raise ModuleNotFoundError(f"{fullname} is not available while grading", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=self._compiled[fullname][1])

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's compiled bytes."""
        exec(marshal.loads(self._compiled[module.__name__][0]), module.__dict__)


def preload() -> None:
    """Import everything that cannot be imported later, and replace the import of files by that from memory."""
    for name in _NUMPY:
        with contextlib.suppress(ImportError):  # names differ between versions of numpy
            import_module(name)
    for name in _STANDARD:
        with contextlib.suppress(ImportError):  # a Python built without sqlite3, for instance
            import_module(name)
    for name in _ENCODINGS:
        codecs.lookup(name)
    add_site_builtins()
    library = Path(os.__file__).parent
    _import_compiled_extensions(library / "lib-dynload")
    archive = _read_library(library)
    finders = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter]
    sys.meta_path[:] = [*finders, InMemory(archive)]  # type: ignore[list-item]
    sys.path[:] = []
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()


def exercise() -> None:
    """Use linear algebra, random numbers and formatting once, so that what they allocate is shared by all children."""
    np = import_module("numpy")
    with np.errstate(all="ignore"):
        square = np.random.default_rng(0).normal(size=(32, 32))
        np.linalg.inv(square) @ np.linalg.svd(square)[0]
        np.linalg.eigh(square + square.T)
        np.linalg.solve(square, np.linalg.qr(square)[0])
        np.einsum("ij,jk->ik", square, square)
        np.random.seed(0)
        np.random.permutation(np.random.randn(8))
        np.fft.fft(square)
        str(square), repr(np.float64(1) / 3), f"{np.exp(square).mean():.3f}", np.zeros((64, 64)) @ np.zeros((64, 64))


def add_site_builtins() -> None:
    """Add exit, quit and help, which `python -S` leaves out."""
    site = import_module("site")
    site.setquit()
    site.sethelper()


def _import_compiled_extensions(folder: Path) -> None:
    for suffix in importlib.machinery.EXTENSION_SUFFIXES[:1]:
        for file in folder.glob(f"*{suffix}"):
            name = file.name.removesuffix(suffix)
            if name not in sys.modules and not name.startswith(("_test", "_tkinter", "xx", "_xx", "_ctypes_test")):
                with contextlib.suppress(ImportError, OSError):  # needs a library that this machine has not
                    import_module(name)


def _read_library(library: Path) -> dict[str, tuple[bytes, bool]]:
    """Give the compiled bytes of every module of the standard library that is not imported yet."""
    compiled: dict[str, tuple[bytes, bool]] = {}
    for folder, folders, files in os.walk(library):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        prefix = os.path.relpath(folder, library).replace(os.sep, ".")
        for file in files:
            stem, ending = os.path.splitext(file)
            package = stem == "__init__"
            name = ".".join(part for part in ("" if prefix == "." else prefix, "" if package else stem) if part)
            if ending == ".py" and name and name not in sys.modules and stem not in _LEFT_OUT:
                with contextlib.suppress(OSError, SyntaxError, ValueError):  # one unreadable module is one ImportError
                    compiled[name] = (_compiled_bytes(os.path.join(folder, file)), package)
    return compiled


def _compiled_bytes(source: str) -> bytes:
    cached = importlib.util.cache_from_source(source)
    try:
        data = Path(cached).read_bytes()
    except OSError:
        data = b""
    if data[:4] == importlib.util.MAGIC_NUMBER and len(data) > 16:
        return data[16:]
    return marshal.dumps(compile(Path(source).read_bytes(), source, "exec", dont_inherit=True))
