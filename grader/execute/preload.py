"""What a confined child finds, since it cannot open a file any more: numpy whole, the standard library.

What most students use, and what is written in C, is imported before the fork. The rest is kept as compiled bytes in
shared memory, and imported from there by who asks for it: every page that a child does not have makes its fork cheaper.
"""

from __future__ import annotations

import codecs
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import marshal
import mmap
import os
import sys
import types
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

# fmt: off
_NUMPY = [
    "numpy", "numpy.linalg", "numpy.random", "numpy.fft", "numpy.exceptions", "numpy.dtypes", "numpy._core._internal",
    "numpy._core._methods", "numpy._core._dtype", "numpy.lib.introspect", "numpy.lib.stride_tricks",
]
_STANDARD = [
    "__future__", "abc", "argparse", "array", "ast", "bisect", "cmath", "collections.abc", "colorsys", "contextlib",
    "copy", "csv", "ctypes", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "gc", "glob",
    "hashlib", "heapq", "inspect", "io", "itertools", "json", "linecache", "logging", "math", "numbers", "operator",
    "os", "pathlib", "pickle", "platform", "pprint", "queue", "random", "re", "select", "shutil", "socket",
    "statistics", "string", "struct", "subprocess", "sys", "tempfile", "textwrap", "threading", "time", "timeit",
    "tokenize", "traceback", "types", "typing", "typing_extensions", "unicodedata", "uuid", "warnings", "weakref",
    "_contextvars", "_md5", "_opcode", "_sha1", "_sha2", "_sha256", "_sha3", "_strptime", "mmap", "zlib",
    "_lsprof", "grp", "pyexpat", "syslog", "termios",  # small, and cProfile, pty, tty, plistlib, xml need them
]
_ENCODINGS = [
    "ascii", "latin-1", "iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15", "cp437", "cp850", "cp1250", "cp1251",
    "cp1252", "cp1253", "cp1254", "cp1257", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7",
    "koi8-r", "mac-roman", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "cp932", "euc-jp", "euc-kr", "cp949",
]
_LEFT_OUT = frozenset([
    "test", "tests", "idlelib", "lib2to3", "tkinter", "turtle", "turtledemo", "ensurepip", "venv", "pydoc_data",
    "site-packages", "dist-packages", "__pycache__", "lib-dynload", "antigravity", "this", "distutils",
    "_pyinstaller",
])
_TOO_LARGE = ["_hashlib", "_ssl", "_bz2", "_lzma"]  # their libraries cost every fork; nobody computes with them
# fmt: on


class InMemory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules among bytes that were read while files could still be read; refuses all others plainly."""

    def __init__(self, library: Iterator[tuple[str, bytes, bool, bool]]) -> None:
        self._places: dict[str, tuple[int, int, bool, bool]] = {}
        start = 0
        with open(os.memfd_create("library"), "wb") as file:
            for name, data, is_package, is_source in library:
                file.write(data)
                self._places[name] = (start, start + len(data), is_package, is_source)
                start += len(data)
            file.flush()
            # Shared memory, and no bytes of our own: fork copies page tables only of what is private. Opened anew for
            # reading only, or a child could make its view writable and change what all later children import.
            with open(f"/proc/self/fd/{file.fileno()}", "rb") as readable:
                self._memory = mmap.mmap(readable.fileno(), start, mmap.MAP_SHARED, mmap.PROT_READ)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec:
        """Give where the module comes from, or the ImportError that the student reads."""
        if fullname not in self._places:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=self._places[fullname][2])

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's compiled bytes, or its source where nobody has compiled it."""
        start, end, _, is_source = self._places[module.__name__]
        data = self._memory[start:end]
        code = compile(data, module.__name__, "exec", dont_inherit=True) if is_source else marshal.loads(data)
        exec(code, module.__dict__)


def preload() -> None:
    """Import what cannot or should not be imported later, and replace the import of files by that from memory."""
    for name in _TOO_LARGE:
        sys.modules[name] = None  # type: ignore[assignment]  # an ImportError for who asks; each has a way without
    for name in [*_NUMPY, *_STANDARD]:
        with contextlib.suppress(ImportError):  # names differ between versions of numpy and Python
            import_module(name)
    for name in _ENCODINGS:
        codecs.lookup(name)
    site = import_module("site")  # adds what `python -S` leaves out
    site.setquit()
    site.sethelper()
    roots = [(Path(os.__file__).parent, ""), (Path(sys.modules["numpy"].__path__[0]), "numpy")]
    finder = InMemory(found for root, package in roots for found in _read_library(root, package))
    sys.meta_path[:] = [importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter, finder]
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


def _read_library(root: Path, package: str) -> Iterator[tuple[str, bytes, bool, bool]]:
    """Give name, bytes, whether it is a package and whether it is source, of every module not imported yet."""
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        inner = [part for part in os.path.relpath(folder, root).split(os.sep) if part != "."]
        for file in files:
            stem, ending = os.path.splitext(file)
            is_package = stem == "__init__"
            name = ".".join([*filter(None, [package]), *inner, *([] if is_package else [stem])])
            if ending == ".py" and name and sys.modules.get(name) is None and stem not in _LEFT_OUT:
                with contextlib.suppress(OSError):  # one unreadable module is one ImportError
                    data, is_source = _module_bytes(os.path.join(folder, file))
                    yield name, data, is_package, is_source


def _module_bytes(source: str) -> tuple[bytes, bool]:
    """Give a module's compiled bytes; its source where there are none, as in small container images."""
    try:
        data = Path(importlib.util.cache_from_source(source)).read_bytes()
    except OSError:
        data = b""
    if data[:4] == importlib.util.MAGIC_NUMBER and len(data) > 16:
        return data[16:], False
    return Path(source).read_bytes(), True
