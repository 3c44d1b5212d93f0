"""Mutants of code: each operator makes the mistakes that it names, and nothing is changed that nobody runs."""

import ast

import pytest

from grader.verify.mutants import as_printed, mutants_of

HEAD = "import numpy as np\n\n\ndef f(x, y, n):\n"


def changes(body, operator=None, head=HEAD):
    """Give the changed statements of a function with that body."""
    source = head + "".join(f"    {line}\n" for line in body.split("\n"))
    return [m.key.after for m in mutants_of(source, "code") if operator in (None, m.key.operator)]


@pytest.mark.parametrize(
    ("body", "operator", "expected"),
    [
        ("return x + y", "operator", ["return x - y"]),
        ("return x - y", "operator", ["return x + y"]),
        ("return x * y", "operator", ["return x / y", "return x @ y"]),
        ("return x @ y", "operator", ["return x * y"]),
        ("return x ** y", "operator", ["return x * y"]),
        ("return x // y", "operator", ["return x / y"]),
        ("x += y", "operator", ["x -= y"]),
        ("return x - y", "swap-operands", ["return y - x"]),
        ("return (x - y) ** 2", "swap-operands", ["return 2 ** (x - y)"]),
        ("return np.abs(x - y)", "swap-operands", []),
        ("return x / y", "swap-operands", ["return y / x"]),
        ("return x @ y", "swap-operands", ["return y @ x"]),
        ("return x + y", "drop-term", ["return x", "return y"]),
        ("return x - y", "drop-term", ["return x", "return -y"]),
        ("return x * y", "drop-factor", ["return x", "return y"]),
        ("return x / y", "drop-factor", ["return x"]),
        ("return -x", "sign", ["return x"]),
        ("return x * y", "sign", ["return -(x * y)"]),
        ("return x.T", "transpose", ["return x"]),
        ("return x @ y", "transpose", ["return x.T @ y", "return x @ y.T"]),
        ("return x.T @ y", "transpose", ["return x.T @ y.T", "return x @ y"]),
        ("return np.sum(x)", "function", ["return np.mean(x)"]),
        ("return x.mean()", "function", ["return x.sum()"]),
        ("return np.maximum(x, 0)", "function", ["return np.minimum(x, 0)"]),
        ("return np.exp(x)", "function", ["return np.expm1(x)"]),
        ("return np.argmin(x)", "function", ["return np.argmax(x)"]),
        ("return np.zeros(n)", "function", ["return np.ones(n)"]),
        ("return np.array(x)", "function", ["return np.asarray(x)"]),
        ("return np.array([n])", "function", []),
        ("return max(x, y)", "function", ["return min(x, y)"]),
        ("return sum(x)", "function", []),
        ("return x.size", "function", ["return len(x)"]),
        ("return np.exp(x)", "drop-call", ["return x"]),
        ("return x.copy()", "drop-call", ["return x"]),
        ("return float(x)", "drop-call", []),
        ("return np.where(x, y, n)", "swap-arguments", ["return np.where(y, x, n)", "return np.where(x, n, y)"]),
        ("return np.maximum(x, y)", "swap-arguments", []),
        ("return np.sum(x, axis=0)", "drop-keyword", ["return np.sum(x)"]),
        ("return np.clip(x, y, n)", "drop-bound", ["return np.clip(x, None, n)", "return np.clip(x, y, None)"]),
        ("return np.sum(x, axis=0)", "axis", ["return np.sum(x, axis=1)"]),
        ("return np.sum(x, axis=-1)", "axis", ["return np.sum(x, axis=0)"]),
        ("return range(n)", "off-by-one", ["return range(n + 1)", "return range(n - 1)", "return range(1, n)"]),
        ("return x[n]", "off-by-one", ["return x[n + 1]", "return x[n - 1]"]),
        ("return x[:n]", "off-by-one", ["return x[1:n]", "return x[:n + 1]", "return x[:n - 1]"]),
        ("return x < y", "boundary", ["return x <= y"]),
        ("return x < y", "comparison", ["return x >= y"]),
        ("return x == y", "comparison", ["return x != y"]),
        ("return x if n else y", "condition", ["return x", "return y"]),
        ("if n:\n    x = y\nreturn x", "condition", ["if True:", "if False:"]),
        ("return x and y", "logic", ["return x or y", "return y", "return x"]),
        ("return not x", "logic", ["return x"]),
        ("return x ** 2", "constant", ["return x ** 3", "return x ** 1"]),
        ("return 0.5 * x", "constant", ["return 1.0 * x", "return 0.25 * x"]),
        ("return f(x, keep=True)", "constant", ["return f(x, keep=False)"]),
        ("return x.astype(float)", "type", ["return x.astype(int)"]),
        ("return (x, y)", "swap-elements", ["return (y, x)"]),
        ("return {'a': x, 'b': y}", "swap-elements", ["return {'a': y, 'b': x}"]),
        ("x[0] = n\nreturn x", "drop-statement", ["left out"]),
        ("x += n\nreturn x", "drop-statement", ["left out"]),
        ("z = n\nreturn z", "drop-statement", []),
        ("raise ValueError('no')", "exception", ["raise RuntimeError('no')"]),
        ("raise ValueError('no')", "constant", []),
    ],
)
def test_operator_makes_these_changes(body, operator, expected):
    """A statement gets the mistakes that the operator stands for, and no others."""
    assert changes(body, operator) == expected


def test_loops_lose_rounds():
    """A loop ends after one round, or misses its first or last one."""
    source = "def f(x):\n    total = 0\n    for v in x:\n        total += v\n    return total\n"

    loops = [(m.key.operator, m.key.after) for m in mutants_of(source, "code") if m.key.before.startswith("for")]

    assert loops == [
        ("one-round", "ends after one round"),
        ("off-by-one", "for v in list(x)[1:]:"),
        ("off-by-one", "for v in list(x)[:-1]:"),
    ]


def run(source, name, *args):
    """Run a function of a source."""
    scope = {}
    exec(compile(source, "mutant", "exec"), scope)
    return scope[name](*args)


@pytest.mark.parametrize("annotation", [": np.ndarray", ": list[float]", ""])
def test_in_place_changes_the_argument_and_nothing_else(annotation):
    """The answer stays right; only the caller's array or list is different afterwards."""
    import numpy as np

    source = f"import numpy as np\ndef f(x{annotation}, k=1):\n    return k * sum(x[1:]) + x[0]\n"
    (mutant,) = [m for m in mutants_of(source, "code") if m.key.operator == "in-place"]
    for value in (np.array([1.0, 2.0]), [1.0, 2.0]):
        before = list(value)

        assert run(mutant.source, "f", value) == 3.0
        assert list(value) != before


def test_in_place_leaves_numbers_alone():
    """A parameter that is a number cannot be changed, so there is no such mutant."""
    source = "def f(x: float, n: int):\n    return x * n\n"

    assert [m for m in mutants_of(source, "code") if m.key.operator == "in-place"] == []


def test_kept_answer_is_given_again():
    """The first answer comes again for arguments of the same kind."""
    (mutant,) = [m for m in mutants_of("def f(x):\n    return x\n", "code") if m.key.operator == "kept-answer"]
    scope = {}
    exec(compile(mutant.source, "mutant", "exec"), scope)

    assert [scope["f"](1), scope["f"](2), scope["f"](2.5)] == [1, 1, 2.5]


@pytest.mark.parametrize(
    "source",
    [
        '"""Text 1 + 2."""\n',
        'def f():\n    """Give 1 + 2."""\n',
        "import numpy as np\nfrom math import exp\n",
        "def f(x: float = None) -> tuple[int, 3]:\n    pass\n",
        "if __name__ == '__main__':\n    print(1 + 2)\n",
        "x: list[1]\n",
    ],
)
def test_what_is_not_run_is_not_changed(source):
    """Docstrings, annotations, imports and main blocks have no mutants, save for the calls of a function."""
    assert [m for m in mutants_of(source, "code") if m.key.operator not in ("kept-answer", "in-place")] == []


SOURCE = """
import numpy as np


class Model:
    rate = 0.1

    def fit(self, X: np.ndarray, y):
        for k in range(len(y)):
            if k > 3 and X[k, 0] < 1e-3:
                break
            self.w = np.clip(X[k] @ y - self.rate * k, 0, None)
        return self


def g(a, b, *rest, c=2, **more):
    while a < b:
        a, b = a + 1, [v for v in b if v > 0]
    try:
        return {"a": a, **more}[c]
    except KeyError:
        return lambda t: -t
"""


def test_every_mutant_is_python_and_another_one():
    """Each compiles, differs from the original and from all others, and has a key of its own."""
    mutants = mutants_of(SOURCE, "code")

    assert len(mutants) > 40
    assert len({m.source for m in mutants} | {ast.unparse(ast.parse(SOURCE))}) == len(mutants) + 1
    assert len({m.key for m in mutants}) == len(mutants)
    for mutant in mutants:
        compile(mutant.source, "mutant", "exec")
    assert {m.key.function for m in mutants} == {"", "Model", "Model.fit", "g"}


def test_mutants_are_the_same_every_time():
    """Nothing is left to chance."""
    assert mutants_of(SOURCE, "code") == mutants_of(SOURCE, "code")


def test_key_survives_an_edit_elsewhere():
    """A comment, a blank line or another function does not change what a mutant is called."""
    edited = "# new\n\ndef before(z):\n    return z\n\n" + SOURCE.replace("return self", "return self  # done")

    assert {m.key for m in mutants_of(SOURCE, "code")} <= {m.key for m in mutants_of(edited, "code")}


def test_same_statement_twice_is_told_apart_by_number():
    """Two equal statements in one function have mutants with numbers."""
    source = "def f(x, y):\n    if x:\n        y = x + y\n    y = x + y\n    return y\n"
    twice = [m.key.nth for m in mutants_of(source, "code") if m.key.after == "y = x - y"]

    assert twice == [1, 2]


def test_defaults_are_shown_with_the_function():
    """A changed default shows the function's parameters, without their types."""
    source = "def f(x: float, eps: float = 1e-5) -> float:\n    return x\n"

    assert ("def f(x, eps=1e-05)", "def f(x, eps=2e-05)") in [
        (m.key.before, m.key.after) for m in mutants_of(source, "code")
    ]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("return x**2", "return x ** 2"),
        ("return (a,b)", "return (a, b)"),
        ("return a, b", "return (a, b)"),
        ('x = f"{a}"', "x = f'{a}'"),
        ("if x<1:", "if x < 1:"),
        ("for v in x:", "for v in x:"),
        ("def f(x,y = 1)", "def f(x, y=1)"),
        ("left out", "left out"),
        ("leaves its argument x changed", "leaves its argument x changed"),
    ],
)
def test_entries_may_be_written_as_people_write(written, printed):
    """Spaces, brackets and quotes of an entry do not matter; what is no Python is left as it is."""
    assert as_printed(written) == printed


def test_a_table_shows_only_the_entry_that_changed():
    """Of a dict or list at the module's level, the place and its content are shown."""
    source = "TABLE = {'a': (lambda z: z + 1, [2, 3]), 'b': -1}\n"
    shown = {(m.key.before, m.key.after) for m in mutants_of(source, "code")}

    assert {
        ("TABLE['a'][0] = lambda z: z + 1", "TABLE['a'][0] = lambda z: z - 1"),
        ("TABLE['a'][1][0] = 2", "TABLE['a'][1][0] = 3"),
        ("TABLE['a'][1] = [2, 3]", "TABLE['a'][1] = [3, 2]"),
        ("TABLE['b'] = -1", "TABLE['b'] = 1"),
    } <= shown
