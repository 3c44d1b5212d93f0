"""What of a kernel a check leaves as it was: tests run in the kernel's own process, beside the student's cells."""

from __future__ import annotations

import contextlib
import decimal
import random
import sys
from collections.abc import Iterator

from grader.report.numbers import USUAL


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Give back the kernel's random numbers to come, its `sys.path` and its decimals; the judge sees to the rest.

    A visible test that calls `np.random.seed` must not decide what the student's next cell draws.
    """
    path, drawn = list(sys.path), random.getstate()
    numpys = sys.modules.get("numpy.random")
    drawn_by_numpy = numpys.get_state(legacy=False) if numpys else None
    try:
        with decimal.localcontext(USUAL):
            yield
    finally:
        sys.path[:] = path
        random.setstate(drawn)
        if numpys:
            numpys.set_state(drawn_by_numpy)
