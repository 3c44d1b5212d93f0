"""Work for executors of all kinds, that may raise, or take its process along."""

import os
import signal


def square_or_die(items):
    """Kill the process at 13, raise at 7, square everything else."""
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    if 7 in items:
        raise ValueError("seven")
    return [item * item for item in items]
