"""What the server of workers.py imports before it forks workers from it: once, instead of once in each of them.

Importing it is what makes the imports. A garbage collection in between would look at every module so far, and find
nothing that is garbage.
"""

from __future__ import annotations

import contextlib
import gc
from importlib import import_module

_OURS = ["grader.pipeline", "grader.in_worker", "grader.workers", "grader.judge", "grader.execute.keeper"]
_OURS += ["grader.execute.arrays", "grader.collect.notebook.ahead"]
_OTHERS = ["concurrent.futures.process", "multiprocessing.popen_forkserver", "multiprocessing.synchronize"]
_OTHERS += ["numpy.random", "pdb", "readline", "unittest"]
# What pytest loads when it is called for the first time.
_OTHERS += ["_pytest._argcomplete", "_pytest.helpconfig", "_pytest.skipping", "_pytest.unittest"]

gc.disable()
for _name in _OURS:
    import_module(_name)
for _name in _OTHERS:
    with contextlib.suppress(ImportError):  # not on every system, nor in every version: a worker then does without
        import_module(_name)
gc.freeze()  # workers share these pages as long as no collection writes on them
gc.enable()
