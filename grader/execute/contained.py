"""Which files keep to themselves, so that another file of the same student may run after them in the same process.

Most do: they define functions and classes over numpy and mathematics. What they made is gone with their module, and
the next file finds the process as the first one found it. A file that reaches for anything else (an attribute of an
object that is not its own, the interpreter, uninitialised memory, what a library keeps for everybody) is taken for one
that might not, and nothing runs after it.

This sorts honest files; it is no wall. What a hostile one hides from it reaches only other files of its own student,
and nothing that decides a grade is ever in a child.
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
    "__future__", "abc", "cmath", "collections", "collections.abc", "copy", "dataclasses", "enum", "functools",
    "itertools", "math", "numbers", "numpy", "numpy.fft", "numpy.linalg", "numpy.random", "operator", "random",
    "statistics", "string", "time", "typing",
])
# Set what holds for the whole process, give memory that somebody else has written, or look names up as text.
_NAMES = frozenset([
    "add_docstring", "add_newdoc", "attrgetter", "chararray", "compile", "delattr", "empty", "empty_like", "eval",
    "exec", "exit", "getattr", "globals", "load", "locals", "methodcaller", "open", "quit", "recarray", "register",
    "set_numeric_ops", "set_printoptions", "set_string_function", "setattr", "setbufsize", "seterr", "seterrcall",
    "seterrobj", "update_wrapper", "vars", "wraps",
    # Imported by numpy when they are first asked for, so that looking at numpy does not show them.
    "char", "compat", "core", "ctypeslib", "distutils", "f2py", "lib", "ma", "matlib", "polynomial", "rec", "strings",
    "testing",
])
_SPECIAL = frozenset([
    "abs", "add", "all", "and", "annotate", "annotate_func", "annotations", "bool", "call", "classcell",
    "conditional_annotations", "contains", "copy", "deepcopy", "delitem", "divmod", "doc", "eq",
    "file", "firstlineno", "float", "floordiv", "format", "future", "ge", "getitem", "gt", "hash", "iadd", "imatmul",
    "imul", "index", "init", "int", "invert", "isub", "iter", "itruediv", "le", "len", "lt", "main", "matmul", "mod",
    "module", "mul", "name", "ne", "neg", "new", "next", "or", "pos", "post_init", "pow", "qualname", "radd", "repr",
    "reversed", "rmatmul", "rmul", "round", "rpow", "rsub", "rtruediv", "setitem", "slots", "static_attributes", "str",
    "sub", "truediv", "version", "xor",
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
            keeps = isinstance(value, _KEPT) or type(value).__name__ == "ndarray"
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
    if _LOOKED_AT.isdisjoint(code.co_code[::2]):
        return True
    changed = ""  # the attribute of `self` that is being changed: it is loaded, copied, worked with and stored
    three: list[dis.Instruction] = []
    for one in dis.get_instructions(code):
        if one.opcode == _DELETE or (one.opcode == _IMPORT and one.argval not in _MODULES):
            return False
        three = [*three[-2:], one]
        before = three[-2].opname if len(three) > 1 else ""
        if one.opname == "LOAD_ATTR" and before == "COPY":
            changed = one.argval if _loads_self(three[0], code) else ""
        elif one.opcode == _STORE and not (changed == one.argval if before == "SWAP" else _loads_self(three[-2], code)):
            return False
    return True


def _is_harmless(name: str) -> bool:
    return not name.endswith("__") or name.strip("_") in _SPECIAL


def _loads_self(instruction: dis.Instruction, code: types.CodeType) -> bool:
    """Tell whether what this leaves on top of the stack is `self`; newer Pythons load two names at once."""
    if code.co_argcount == 0 or not instruction.opname.startswith("LOAD_FAST"):
        return False
    loaded: object = instruction.argval
    return code.co_varnames[0] == "self" == (loaded[-1] if isinstance(loaded, tuple) else loaded)


_IMPORT, _STORE, _DELETE = (dis.opmap[name] for name in ("IMPORT_NAME", "STORE_ATTR", "DELETE_ATTR"))
_LOOKED_AT = frozenset([_IMPORT, _STORE, _DELETE])
