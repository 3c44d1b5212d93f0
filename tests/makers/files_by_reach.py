"""Answers by how far they may reach: what a file of theirs may find, or leave, where other files run."""

KEEP = {
    "functions": "import numpy as np\n\ndef f(x: np.ndarray, w=None) -> float:\n    return float(np.dot(x, w))\n",
    "several imports": """
        import math
        from functools import lru_cache, reduce
        from typing import Sequence
        import numpy
        """,
    "submodules": "import numpy.random as npr\nfrom numpy.linalg import norm\nfrom collections.abc import Callable\n",
    "everything of numpy": "from numpy import *\n\ndef f(x):\n    return exp(x) / sum(exp(x))\n",
    "its own globals": "calls = 0\n\ndef f(x):\n    global calls\n    calls += 1\n    return x\n",
    "a cache": "from functools import cache\n\n@cache\ndef f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n",
    "random numbers": """
        import numpy as np
        np.random.seed(0)
        rng = np.random.default_rng(1)
        x = rng.normal(size=3)
        """,
    "error states for a while": """
        import numpy as np

        def f(x):
            with np.errstate(all='ignore'):
                return 1 / x
        """,
    "a class that sets nothing": """
        class Neuron:
            rate = 0.1

            def __init__(self, *_):
                pass

            def __call__(self, x):
                return x * self.rate

        def f(x):
            return Neuron()(x)
        """,
    "a class that counts": """
        class Counter:
            n = 0

            def step(self, lr):
                self.n += 1
                self.rate *= lr * (1 - self.n)
                self.steps = self.n + (last := self.n)
        """,
    "a class": """
        import numpy as np

        class Neuron:
            rate = 0.1

            def __init__(self, weights, b=0.0):
                self.weights, self.b = np.asarray(weights, dtype=float), b

            def __call__(self, x):
                self.last = x
                self.b += 1
                return x @ self.weights + self.b

            def __repr__(self):
                return f"Neuron({self.b})"
        """,
    "an attribute of an argument": "def f(node):\n    node.grad = 1.0\n",
    "an attribute of a function": "def f(x):\n    f.calls = 1\n    return x\n",
    "a class's own attribute": "class A:\n    n = 0\n    def __init__(self):\n        A.n = A.n + 1\n",
    "a dataclass": """
        from dataclasses import dataclass, field

        @dataclass
        class Layer:
            size: int
            weights: list = field(default_factory=list)

            def __post_init__(self):
                self.weights = [0.0] * self.size
        """,
    "a protocol": """
        from abc import ABC, abstractmethod

        class F(ABC):
            @abstractmethod
            def __call__(self, x): ...
        """,
    "a class that sets of its own what one of the libraries has, too": """
        class Momentum:
            def __init__(self, rate, beta=0.9, *shape):
                self.shape = shape
                self.rate, self.beta = rate, beta
                self.cache = self.mean = None

            def step(self, beta):
                self.beta = beta
        """,
    "changes in place": "def f(w, g):\n    w -= g\n    w[0] = 0\n    return w\n",
    "private names": "def _helper(x):\n    return x\n\nclass A:\n    def __private(self):\n        return self.__x\n",
    "nested functions": """
        def outer():
            n = 0
            def inner():
                nonlocal n
                n += 1
                return n
            return inner
        """,
    "answers": "z_1 = 0.3\nderivative = 'sigma * (1 - sigma)'\n",
    "the main block": "def f():\n    pass\n\nif __name__ == '__main__':\n    print(f())\n",
    "annotations": """
        limit: int = 3

        def f(x: 'int | None' = None) -> list[float]:
            y: float = 1.0
            return [y]
        """,
    "exceptions": """
        def f(x):
            try:
                return 1 / x
            except ZeroDivisionError as error:
                raise ValueError(str(error)) from error
        """,
    "a generator": """
        def batches(n, size):
            for start in range(0, n, size):
                yield slice(start, start + size)
        """,
    "patterns": """
        def f(x):
            match x:
                case complex(real=a, imag=b):
                    return a * b
        """,
    "nothing": "",
    "an empty file with a comment": "# to do\n",
}
REACH = {
    "an attribute that one of the libraries' has, too": "def f(counter):\n    counter.total = 1\n",
    "self made something else": """
        import numpy as np

        class A:
            def f(self):
                self = np
                self.exp = abs
        """,
    "self made something else in a loop": """
        import numpy as np

        class A:
            def f(self):
                for self in (np, np.random):
                    self.seed = abs
        """,
    "self, or else something else": """
        import numpy as np

        class A:
            def f(self, other):
                (np if other else self).exp = abs
        """,
    "the same where it is only called self": "def f(x, self):\n    self.total = x\n",
    "a class that is handed a module": """
        import numpy as np

        class Quiet:
            def put(this, value):
                this.square = value

        Quiet.put(np, abs)
        """,
    "a decorator that changes its argument": "import functools\nimport numpy\nfunctools.total_ordering(numpy.poly1d)\n",
    "annotations that are run": "import typing\n\ndef f(x: 'print(1)'):\n    return typing.get_type_hints(f)\n",
    "what a library remembers": "from typing import overload\n\n@overload\ndef f(x): ...\n",
    "another module": "import os\n",
    "one inside a function": "def f():\n    import sys\n    return sys\n",
    "several in a line": "import math, json, numpy\n",
    "a relative import": "from . import other\n",
    "another exercise": "from neuron_output import net_input\n",
    "a part of numpy with doors": "from numpy import core\n",
    "the interpreter by way of a library": "import dataclasses\ndataclasses.sys.modules.clear()\n",
    "builtins by way of enum": "import enum\nenum.bltns.abs = None\n",
    "a function of numpy replaced": "import numpy as np\nnp.exp = lambda x: x\n",
    "the same in a function": "import numpy as np\n\ndef f(x):\n    np.exp = abs\n    return x\n",
    "the same by another name": "import numpy as np\n\ndef f(module):\n    module.exp = abs\n\nf(np)\n",
    "setattr": "import numpy as np\nsetattr(np, 'exp', abs)\n",
    "setattr by another name": "import numpy as np\ns = setattr\ns(np, 'exp', abs)\n",
    "a class attribute of a library's": "import random\nrandom.Random.seed = None\n",
    "the same in a method": "import random\n\nclass A:\n    def f(s):\n        s.seed = 1\n\nA.f(random.Random)\n",
    "a class attribute of numpy's": "import numpy as np\nnp.random.Generator.normal = None\n",
    "an attribute deleted": "import numpy as np\ndel np.exp\n",
    "the error state": "import numpy as np\nnp.seterr(all='ignore')\n",
    "the error state, imported": "from numpy import seterr as s\ns(all='ignore')\n",
    "how arrays are printed": "import numpy as np\nnp.set_printoptions(precision=2)\n",
    "a context entered and not left": "import numpy as np\nnp.errstate(all='ignore').__enter__()\n",
    "what numpy keeps": "import numpy as np\nnp.sctypeDict['x'] = 1\n",
    "special attributes by text": "A = type('A', (), {'__array_interface__': {'data': (0, False)}})\n",
    "another source of numpy's random numbers": "import numpy as np\nnp.random.set_bit_generator(np.random.PCG64())\n",
    "what numpy does not offer": "import random\nrandom._inst.seed(1)\n",
    "special attributes": "def f(x):\n    return x.__class__\n",
    "globals of a function": "def f():\n    return f.__globals__\n",
    "builtins": "__builtins__['abs'] = None\n",
    "its own name space": "globals()['x'] = 1\n",
    "text that is run": "exec('import os')\n",
    "text that is looked up": "import operator\nget = operator.attrgetter('__class__')\n",
    "text that is looked up piece by piece": """
        import string
        import numpy as np
        get = string.Formatter().get_field
        """,
    "a pattern that looks at special attributes": """
        import numpy as np

        match np.mean:
            case object(__globals__=kept):
                kept['_mean'] = None
        """,
    "a pattern that looks at a door": """
        import numpy as np

        match np:
            case object(seterr=set_for_all):
                set_for_all(all='ignore')
        """,
    "the frames below a generator": "def f():\n    g = (x for x in ())\n    return g.gi_frame.f_back\n",
    "builtins by the frame of a generator": "def f(g):\n    g.gi_frame.f_builtins['len'] = None\n",
    "the frames of an error": "def f(error):\n    return error.tb_next\n",
    "memory by its address": "def f(x):\n    return type(x.ctypes.shape).from_address(id(x))\n",
    "what numpy keeps of a type of numbers": "import numpy as np\nnp.finfo(float).eps = 1e-6\n",
    "the name of a field that is run": """
        from dataclasses import dataclass

        @dataclass
        class A:
            x: int
            __annotations__['y=print(1)'] = int
        """,
    "annotations under another name": "class A:\n    x: int\n    fields = __annotations__\n",
    "annotations of a class": "class A:\n    x: int\n\nA.__annotations__['y=print(1)'] = int\n",
    "a destructor": "class A:\n    def __del__(self):\n        print('bye')\n",
    "registration": "import numbers\nnumbers.Real.register(str)\n",
    "the end of the program": "exit()\n",
    "an inner class with a door": "class A:\n    class B:\n        def f(self):\n            return vars(self)\n",
    "a lambda with a door": "f = lambda: __import__('os')\n",
    "a comprehension with a door": "x = [getattr(y, 'z') for y in ()]\n",
}


COME_FIRST = {
    "memory of before": "import numpy as np\n\ndef f(n):\n    return np.empty(n)\n",
    "the same, of the shape of another": "from numpy import empty_like\n\ndef f(x):\n    return empty_like(x)\n",
    "made by another name": "import numpy as np\nmake = np.empty\n",
    "an array by its class, outside of functions": "import numpy as np\n\nout = np.ndarray (3)\n",
    "a class of arrays": "import numpy as np\n\nclass Grid(np.ndarray):\n    pass\n\ndef f(n):\n    return Grid(n)\n",
    "an array by the class of another": "def f(x):\n    return type(x)((3, 3))\n",
    "an array by its class": "import numpy as np\n\ndef f(n):\n    out = np.ndarray((n, n))\n    return out\n",
    "results in some places only": """
        import numpy as np

        def f(x):
            return np.divide(1, x, where=x != 0)
        """,
    "in a method, beside attributes of self": """
        import numpy as np

        class Layer:
            def __init__(self, n):
                self.weights = np.empty(n)
                self.weights[:] = 0
        """,
}
COME_FIRST_UNSEEN = {
    "in letters that Python reads as others": "import numpy as np\n\ndef f(n):\n    return np.ｅｍｐｔｙ(n)\n",
}
MAY_STAND_ANYWHERE = {
    "annotations": "import numpy as np\n\ndef f(x: np.ndarray) -> np.ndarray:\n    return x\n",
    "a comparison of classes": "def f(x):\n    return type(x) == list and type(x) is not tuple\n",
    "a question for the class": "import numpy as np\n\ndef f(x):\n    return isinstance(x, np.ndarray)\n",
    "results in some places of what is there": """
        import numpy as np

        def f(x):
            return np.divide(1, x, out=np.zeros_like(x), where=x != 0)
        """,
}
