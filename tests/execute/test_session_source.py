"""A student's file as text: its syntax tree, its encodings, how it loads."""

import ast

import pytest

from grader.errors import (
    StudentInvalid,
)
from grader.model import Limits


def test_syntax_tree(opened):
    """The tree is the file's, with its places, and nothing of the file has run."""
    source = (
        "x = [1, 2.5, 'a', b'b', 1j, ..., None, -3]\n\n"
        "def f(a, *, b=1, **c):\n    return {**c, 'a': a}\n\nraise SystemExit\n"
    )
    session = opened(source)

    tree = session.syntax_tree()

    assert ast.dump(tree, include_attributes=True) == ast.dump(ast.parse(source), include_attributes=True)
    assert session.take_output() == ""
    assert session.syntax_tree() is not tree


def test_syntax_tree_cannot_be_forged(opened):
    """A file that has run and changed the parser is parsed again elsewhere."""
    source = "import ast\nast.parse = lambda *a, **k: ast.Module([], [])\nimport sys\n"
    source += "sys.modules['grader.execute.syntax'].flatten = lambda tree: b''\n"
    session = opened(source)
    _ = session.module

    assert ast.dump(session.syntax_tree()) == ast.dump(ast.parse(source))
    assert session.module is not None


def test_syntax_tree_then_module_in_one_process(opened):
    """A file that was only parsed is loaded by the same process."""
    session = opened("x = 1\n")
    session.syntax_tree()

    assert session.module.x == 1
    assert session._exchange.generation == 1


def test_invalid_is_the_same_for_tree_and_module(opened):
    """A file that Python cannot read is invalid for both, with line and reason."""
    session = opened("def f(:\n    pass\n")
    for look in (session.syntax_tree, lambda: session.module, session.syntax_tree):
        with pytest.raises(StudentInvalid, match="line 1: "):
            look()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = 1\x00\n", "zero bytes.* plain text"),
        (b"x = '\xe9'\n", "UTF-8"),
        (b"\xff\xfex\x00=\x001\x00", "UTF-8"),
        ("x = 1\n".encode("utf-16-be"), "zero bytes.* not in UTF-16"),
        (b"# coding: no-such-one\nx = 1\n", "an encoding that does not exist"),
        (b"if 1:\nx = 1\n", "line 2: expected an indented block"),
        (b"x = (1,\n", "line 1: '\\(' was never closed"),
        (b"x = 'abc\n", "line 1: unterminated string"),
        (b"print 'hello'\n", "line 1: Missing parentheses"),
        (b"import math\n%matplotlib inline\n", "line 2: invalid syntax; a line that begins with % .* remove it"),
        (b"!pip install numpy\n", "line 1: .*notebooks only: remove it"),
        (b">>> x = 1\n", "line 1: .*; remove the >>>"),
        (b"x = 1\n<<<<<<< HEAD\ny = 1\n=======\ny = 2\n>>>>>>> other\n", "line 2: .*; remove the marks of a merge"),
        (b"```python\nx = 1\n```\n", "line 1: .*; remove the ```"),
        (b"x = 5 %\n", "line 1: invalid syntax\n    x"),
        (b"x = \xe2\x80\x9cquoted\xe2\x80\x9d\n", "line 1: invalid character"),
    ],
)
def test_unreadable_files(opened, content, reason):
    """The sentence says where and what, whatever is wrong with the bytes."""
    with pytest.raises(StudentInvalid, match=reason):
        _ = opened(content).module


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# only a comment",
        b"\xef\xbb\xbfx = 1\ndef f():\n    return 1\n",
        b"x = 1\r\ndef f():\r\n    return 1\r\n",
        b"x = 1\rdef f():\r    return 1\r",
        b"def f():\n\treturn 1\n",
        b"def f():\n    return 1",
        "# -*- coding: latin-1 -*-\ns = 'é'\n\ndef f():\n    return len(s)\n".encode("latin-1"),
        "# vim: set fileencoding=cp1252 :\ns = '€'\n\ndef f():\n    return len(s)\n".encode("cp1252"),
        "# coding: gbk\ns = '学'\n\ndef f():\n    return len(s)\n".encode("gbk"),
        b"#!/usr/bin/env python3\ndef f():\n    return 1\n",
        b"def f():\n    return 1\n\nif __name__ == '__main__':\n    raise SystemExit(f())\n",
        b"from __future__ import annotations\nfrom dataclasses import dataclass\n\n"
        b"@dataclass\nclass P:\n    x: int\n    y: 'P | None' = None\n"
        b"\ndef f():\n    return P(1).x\n",
        b"from dataclasses import dataclass, field\n\n@dataclass(frozen=True, slots=True)\n"
        b"class P:\n    x: list = field(default_factory=list)\n"
        b"\ndef f():\n    return len(P([1]).x)\n",
        b"from typing import get_type_hints, NamedTuple\n\nclass P(NamedTuple):\n"
        b"    x: 'int' = 1\n\ndef f():\n    return len(get_type_hints(P))\n",
        b"import neuron_output\n\ndef f():\n    return neuron_output.g()\n\ndef g():\n    return 1\n",
        b"import enum, abc, pickle\n\nclass C(enum.Enum):\n    A = 1\n\n"
        b"def f():\n    return pickle.loads(pickle.dumps(C.A)).value\n",
        b"import sys\n\ndef f():\n"
        b"    own = sys.modules[__name__].f is f\n"
        b"    return int(own and __file__ == 'neuron_output.py' and __spec__.name == __name__)\n",
        b"import inspect\n\ndef f():\n    return inspect.getsource(f).startswith('def f')\n",
        b"match 1:\n    case 1:\n        def f():\n            return 1\n",
        b"import numpy\nimport numpy as n\nfrom numpy import *\n"
        b"from numpy.linalg import norm\n\ndef f():\n    return int(n.sum(array([1])))\n",
        b"async def g():\n    return 1\n\ndef f():\n    c = g()\n    try:\n"
        b"        c.send(None)\n    except StopIteration as stop:\n        return stop.value\n",
    ],
)  # fmt: skip
def test_loads_as_python_would_load_it(opened, content):
    """Byte order mark, line ends, tabs, coding line, dataclasses, annotations, itself as a module: all as in Python."""
    module = opened(content).module

    assert not content.startswith(b"\xef") or module.x == 1
    assert b"def f" not in content or module.f() == 1


def test_unreadable_submission(opener, submission):
    """A submission that could not be taken in is invalid with the sentence that says why."""
    with opener.open(submission("", unreadable="It is a folder."), Limits()) as session:
        for look in (lambda: session.module, session.syntax_tree):
            with pytest.raises(StudentInvalid, match=r"It is a folder\."):
                look()


def test_too_large_a_file(opened):
    """Nine megabytes are not even sent."""
    with pytest.raises(StudentInvalid, match="larger than 8 MiB"):
        _ = opened(b"#" * (9 << 20)).module


def test_long_source_loads(opened):
    """A file of half a megabyte is one that somebody may write."""
    assert opened("x = 1  # long\n" * 40_000 + "def f():\n    return x\n").module.f() == 1
