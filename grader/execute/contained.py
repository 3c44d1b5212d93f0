"""Which files keep to themselves, so that another file of the same student may run after them in the same process.

Most do: they define functions and classes over numpy and mathematics. What they made is gone with their module, and
the next file finds the process as the first one found it. A file that does anything else (sets an attribute that
something in those libraries has, too, other than a method of its `self`; reaches for the interpreter, for what a
library keeps for everybody) is taken for one that might not: it gets a process of its own, with nothing before it and
nothing after. One that looks at memory before anybody has written on it would see what the file before has left there:
it comes first, and others may follow.
"""

from __future__ import annotations

import dis
import functools
import re
import sys
import types
from collections.abc import Iterator
from itertools import pairwise

_FRAMES = (types.FrameType, types.TracebackType, types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
# fmt: off
# Keep nothing of their users', but for the random states, which every test sets anew.
_MODULES = frozenset([
    "__future__", "abc", "bisect", "cmath", "collections", "collections.abc", "copy", "dataclasses", "fractions",
    "functools", "heapq", "itertools", "math", "numbers", "numpy", "numpy.fft", "numpy.linalg", "numpy.random",
    "operator", "random", "statistics", "string", "time", "typing",
])
_NAMES = frozenset([
    # Set what holds for the whole process, or something of an object that is handed to them.
    "add_docstring", "add_newdoc", "delattr", "exit", "final", "no_type_check", "no_type_check_decorator", "overload",
    "override", "quit", "register", "runtime_checkable", "set_bit_generator", "set_numeric_ops", "set_printoptions",
    "set_string_function", "setattr", "setbufsize", "seterr", "seterrcall", "seterrobj", "total_ordering",
    "update_wrapper", "wraps",
    # Look names up, or run what is written in a text.
    "Formatter", "ForwardRef", "attrgetter", "compile", "eval", "exec", "get_type_hints", "getattr", "globals", "load",
    "locals", "methodcaller", "open", "vars",
    # Give memory by its address.
    "cffi", "ctypes",
    # Imported by numpy when they are first asked for, so that looking at numpy does not show them.
    "char", "compat", "core", "ctypeslib", "distutils", "f2py", "lib", "ma", "matlib", "polynomial", "rec", "strings",
    "testing",
    # Lead from what runs to whom it runs for.
    *(name for kind in _FRAMES for name in dir(kind) if "_" in name and name[0] != "_"),
])
_SPECIAL = frozenset([
    "annotate", "annotate_func", "annotations", "call", "classcell", "conditional_annotations", "doc", "file",
    "firstlineno", "future", "init", "main", "module", "name", "post_init", "qualname", "repr", "static_attributes",
    "str", "version",
])
# fmt: on
_UNWRITTEN = frozenset(["chararray", "empty", "empty_like", "recarray"])  # give memory as it is
# Arrays made by their class, which has no name of its own in the code where somebody inherits from it or asks for it.
# Bounded, since the process that students' files must not hold up looks through them, too.
_BY_CLASS = rb"\b(?:ndarray\s*\(|class\s+\w{1,80}\s*\([^)]{0,200}\bndarray\b|type\s*\([^()]{1,80}\)\s*\()"
_MADE_BY_CLASS = re.compile(_BY_CLASS)
_MAY_BE_UNWRITTEN = re.compile(rb"\b(?:chararray|empty|empty_like|recarray)\b|\bwhere\s*=|" + _BY_CLASS)
_MOST_LOOKED_AT = 64 << 10  # bytes; no honest answer is as long
ANYWHERE, FIRST, ALONE = "anywhere", "first", "alone"
_KEPT = (types.ModuleType, dict, list, set, bytearray)


def place_of(code: types.CodeType, source: bytes) -> str:
    """Tell where among its student's files in one process this one may run, by its code and the text that it is of.

    Returns:
        ANYWHERE or FIRST, if nothing that it does, when it is run and called, is there once its module is forgotten;
        FIRST, if it may see what is there before; else ALONE.
    """
    codes = [*_all_codes(code)]
    if not all(map(_is_plain, codes)):
        return ALONE
    sees = _MADE_BY_CLASS.search(source) is not None or any(map(_may_see_unwritten, codes))
    return FIRST if sees else ANYWHERE


def looks_first(source: bytes) -> bool:
    """Guess from its text whether this file's place is FIRST; a wrong guess costs a process and nothing else."""
    return _MAY_BE_UNWRITTEN.search(source, 0, _MOST_LOOKED_AT) is not None


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


@functools.cache
def attributes() -> frozenset[str]:
    """Give the names of what can be set of the modules that a file may import, and of what is in them.

    Under any other name nothing of theirs is overwritten, whatever object an attribute is set of.
    """
    found: set[str] = set()
    seen: set[int] = set()
    for module in (sys.modules[name] for name in _MODULES if name in sys.modules):
        found.update(vars(module))
        for value in list(vars(module).values()):
            kind = value if isinstance(value, type) else type(value)
            if id(kind) not in seen and kind.__flags__ & _CAN_BE_SET:
                found.update(dir(kind))
            seen.add(id(kind))
            found.update(getattr(value, "__dict__", ()) if not isinstance(value, (type, types.ModuleType)) else ())
    if "numpy" in sys.modules:
        # One for each type of numbers, which is made when it is asked for.
        found.update(dir(sys.modules["numpy"].finfo(float)))
    return frozenset(found)


def _all_codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _all_codes(constant)


def _is_plain(code: types.CodeType) -> bool:
    does = set(code.co_code[::2])
    names = [*code.co_names, *(_matched(code) if _MATCH in does else ())]
    if not doors().isdisjoint(names) or any(name[:2] == "__" and not _is_harmless(name) for name in names):
        return False
    if any(isinstance(text, str) and "__" in text and text != "__main__" for text in code.co_consts):
        return False  # names that are put together from texts
    if _DELETE in does:
        return False
    if _IMPORT not in does and _SET not in does and "__annotations__" not in names:
        return True
    found = list(dis.get_instructions(code))
    if any(one.argval == "__annotations__" and not _annotates(found[i : i + 3]) for i, one in enumerate(found)):
        return False  # `dataclass` runs what stands there as the name of a field
    if any(one.opcode == _IMPORT and one.argval not in _MODULES for one in found):
        return False
    keeps_self = "self" in code.co_varnames[: min(1, code.co_argcount)] and not any(
        "self" in _stored(one) for one in found if one.opname.startswith("STORE_FAST")
    )
    return all(
        one.opcode != _SET or one.argval not in attributes() or (keeps_self and _sets_of_self(before, one))
        for before, one in pairwise(found)
    )


def _matched(code: types.CodeType) -> Iterator[str]:
    """Give the names of attributes that patterns look at: `case object(name=value)`; other tuples may be among them."""
    for constant in code.co_consts:
        if isinstance(constant, tuple):
            yield from (name for name in constant if isinstance(name, str))


def _annotates(found: list[dis.Instruction]) -> bool:
    """Tell whether this is how an annotation is kept that somebody has written as one."""
    keeps = [one.opname for one in found] == ["LOAD_NAME", "LOAD_CONST", "STORE_SUBSCR"]
    return keeps and str(found[1].argval).isidentifier()


def _may_see_unwritten(code: types.CodeType) -> bool:
    """Tell whether arrays may be made here of which nobody has written every element."""
    if not _UNWRITTEN.isdisjoint(code.co_names):
        return True
    # A result is only written where it says so; elsewhere it stays what `out` was, if that is given.
    if any(isinstance(words, tuple) and "where" in words and "out" not in words for words in code.co_consts):
        return True
    # Called, that is, and not asked for with `isinstance`; as an annotation it stands in the code around a function.
    return bool(code.co_flags & _OF_FUNCTION) and "ndarray" in code.co_names and "isinstance" not in code.co_names


def _sets_of_self(before: dis.Instruction, setting: dis.Instruction) -> bool:
    """Tell whether an attribute is set of `self`, which is loaded just before, by whichever way one comes there."""
    return before.opname.startswith("LOAD_FAST") and _names(before)[-1] == "self" and not setting.is_jump_target


def _stored(instruction: dis.Instruction) -> tuple[object, ...]:
    return _names(instruction)[:1] if "LOAD" in instruction.opname else _names(instruction)


def _names(instruction: dis.Instruction) -> tuple[object, ...]:
    """Give the names that an instruction loads or stores; from Python 3.13 on it may be two."""
    return instruction.argval if isinstance(instruction.argval, tuple) else (instruction.argval,)


def _is_harmless(name: str) -> bool:
    return not name.endswith("__") or name.strip("_") in _SPECIAL


_IMPORT = dis.opmap["IMPORT_NAME"]
_OF_FUNCTION = 1  # CO_OPTIMIZED: neither a module's code nor a class's
_MATCH = dis.opmap["MATCH_CLASS"]
_SET, _DELETE = dis.opmap["STORE_ATTR"], dis.opmap["DELETE_ATTR"]
_CAN_BE_SET = 1 << 9  # Py_TPFLAGS_HEAPTYPE: a class that was not built into the interpreter or a library
