"""Which files keep to themselves, so that another file of the same student may run after them in the same process.

Most do: they define functions over numpy and mathematics. What they made is gone with their module, and the next file
finds the process as the first one found it. A file that does anything else (sets an attribute, of whatever object;
reaches for the interpreter, for uninitialised memory, for what a library keeps for everybody) is taken for one that
might not: it gets a process of its own, with nothing before it and nothing after.
"""

from __future__ import annotations

import dis
import functools
import sys
import types
from collections.abc import Iterator

# fmt: off
# Keep nothing of their users', but for the random states, which every test sets anew.
_MODULES = frozenset([
    "__future__", "cmath", "collections", "collections.abc", "copy", "functools", "itertools", "math", "numbers",
    "numpy", "numpy.fft", "numpy.linalg", "numpy.random", "operator", "random", "statistics", "string", "time",
    "typing",
])
_NAMES = frozenset([
    # Set what holds for the whole process, or something of an object that is handed to them.
    "add_docstring", "add_newdoc", "delattr", "exit", "final", "no_type_check", "no_type_check_decorator", "overload",
    "override", "quit", "register", "runtime_checkable", "set_bit_generator", "set_numeric_ops", "set_printoptions",
    "set_string_function", "setattr", "setbufsize", "seterr", "seterrcall", "seterrobj", "total_ordering",
    "update_wrapper", "wraps",
    # Look names up, or run what is written in a text.
    "ForwardRef", "attrgetter", "compile", "eval", "exec", "get_type_hints", "getattr", "globals", "load", "locals",
    "methodcaller", "open", "vars",
    # Give memory that somebody else has written.
    "chararray", "empty", "empty_like", "recarray",
    # Imported by numpy when they are first asked for, so that looking at numpy does not show them.
    "char", "compat", "core", "ctypeslib", "distutils", "f2py", "lib", "ma", "matlib", "polynomial", "rec", "strings",
    "testing",
])
_SPECIAL = frozenset([
    "annotate", "annotate_func", "annotations", "call", "classcell", "conditional_annotations", "doc", "file",
    "firstlineno", "future", "init", "main", "module", "name", "qualname", "repr", "static_attributes", "str",
    "version",
])
# fmt: on
_KEPT = (types.ModuleType, dict, list, set, bytearray)


def keeps_to_itself(code: types.CodeType) -> bool:
    """Tell whether nothing that this file does, when it is run and called, is there once its module is forgotten."""
    return all(_is_plain(one) for one in _all_codes(code))


@functools.cache
def doors() -> frozenset[str]:
    """Give the names by which the modules that a file may import lead to others, or to what they keep for everybody."""
    found = set(_NAMES)
    for module in (sys.modules[name] for name in _MODULES if name in sys.modules):
        for name, value in list(vars(module).items()):
            allowed = isinstance(value, types.ModuleType) and value.__name__ in _MODULES
            keeps = isinstance(value, _KEPT) or type(value).__name__ == "ndarray" or name[0] == "_"
            if keeps and not allowed and name[:2] != "__":
                found.add(name)
    return frozenset(found)


def _all_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _all_codes(constant)


def _is_plain(code: types.CodeType) -> bool:
    names = code.co_names
    if not doors().isdisjoint(names) or any(name[:2] == "__" and not _is_harmless(name) for name in names):
        return False
    if any(isinstance(text, str) and "__" in text and text != "__main__" for text in code.co_consts):
        return False  # names that are put together from texts
    does = set(code.co_code[::2])
    if not _SETTERS.isdisjoint(does):
        return False
    return _IMPORT not in does or all(
        one.argval in _MODULES for one in dis.get_instructions(code) if one.opcode == _IMPORT
    )


def _is_harmless(name: str) -> bool:
    return not name.endswith("__") or name.strip("_") in _SPECIAL


_IMPORT = dis.opmap["IMPORT_NAME"]
_SETTERS = frozenset([dis.opmap["STORE_ATTR"], dis.opmap["DELETE_ATTR"]])
