"""Libraries that only show something, in a notebook's functions: while grading there is nobody to show it to.

Answers run where there are numpy and the standard library. A plot beside a function costs nothing, since only what the
answer needs is kept; one inside of it needs its library. What stands in for it does nothing, and says so to nobody.
"""

from __future__ import annotations

from collections.abc import Collection

_LIBRARIES = frozenset(
    {"matplotlib", "mpl_toolkits", "seaborn", "plotly", "bokeh", "altair", "IPython", "ipywidgets", "tqdm"}
)

# Run in the answer's own file, and so in its sandbox. Loops run through what a progress bar was given.
_STAND_IN = """\
import sys, types

BARS = {"tqdm", "trange", "tqdm_notebook", "tnrange"}
SEVERAL = {"hist": 3, "pie": 2}  # so many things are given back, and taken apart

class Quiet:
    def __init__(self, name="", items=None):
        self.__dict__.update(_name=name, _items=items)
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return subplots if name == "subplots" else Quiet(name)
    def __call__(self, *words, **named):
        if self._name in BARS:
            through = words[0] if words else named.get("iterable", ())
            return Quiet(items=range(*words) if isinstance(through, int) else through)
        if len(words) == 1 and not named and isinstance(words[0], types.FunctionType):
            return words[0]
        return Quiet(self._name, [Quiet() for _ in range(SEVERAL.get(self._name, 1))])
    def __iter__(self):
        return iter([Quiet()] if self._items is None else self._items)
    def __len__(self):
        return 1 if self._items is None else len(self._items)
    def __getitem__(self, key):
        return Quiet()
    def __setitem__(self, key, value):
        pass
    def __enter__(self):
        return self
    def __exit__(self, *error):
        return None

def subplots(nrows=1, ncols=1, *words, **named):
    def row():
        return Quiet(items=[Quiet() for _ in range(ncols)])
    if nrows == 1:
        return Quiet(), Quiet() if ncols == 1 else row()
    return Quiet(), Quiet(items=[Quiet() if ncols == 1 else row() for _ in range(nrows)])

for name in names:
    try:
        __import__(name)
    except ImportError:
        sys.modules[name] = Quiet(name)
"""


def showing_lines(imported: Collection[str]) -> list[str]:
    """Give a line that puts something silent in the place of libraries that only show, where they are not there.

    Args:
        imported: modules that the answer asks for, with their dots.
    """
    names: set[str] = set()
    for module in imported:
        parts = module.split(".")
        if parts[0] in _LIBRARIES:
            names |= {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    if not names:
        return []
    return [f"exec(compile({_STAND_IN!r}, 'showing.py', 'exec', 0, True), {{'names': {sorted(names)!r}}})"]
