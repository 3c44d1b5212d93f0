"""`make bench`: grading the same class in three ways, in turn, in one run; medians and ratios of the rounds.

Usage: python -m bench [--students N] [--rounds N] [--exercises EXERCISE...] [--notebooks | --kernel]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from bench.check import print_check
from bench.contenders import Cost, grade_with_cold_pytest, grade_with_collect, grade_with_fork
from bench.formulas import print_formulas
from bench.gradebook import print_gradebook_table
from bench.sample import make_sample, right_answers
from bench.watch import print_watch

# Those that the published figures were measured on: functions, formulas, callbacks and short runs of training.
EXERCISES = ("neuron_output", "activations", "sigmoid_derivative", "backprop", "sgd", "minibatch_sgd")


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, help="default: 100, and 20 for --notebooks")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--exercises", nargs="+", default=EXERCISES, metavar="EXERCISE")
    parser.add_argument("--notebooks", action="store_true", help="only notebooks, against nbgrader (minutes)")
    parser.add_argument("--kernel", action="store_true", help="only %%check in a Jupyter kernel (a minute)")
    options = parser.parse_args()
    if options.kernel:
        from bench.kernel import print_kernel  # noqa: PLC0415 - needs the extra nbgrader

        print_kernel()
        return
    if options.notebooks:
        from bench.notebooks import print_notebooks  # noqa: PLC0415 - needs the extra nbgrader

        print_notebooks(options.students or 20, options.rounds)
        return
    students = options.students or 100
    right = right_answers(tuple(options.exercises))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        sample = make_sample(scratch / "class", right, students)
        # The slow contender gets the first students only; its cost is one submission after the other.
        few = make_sample(scratch / "few", right, 2)
        rows: dict[str, list[tuple[Cost, int]]] = {}
        for number in range(options.rounds):
            print(f"round {number + 1} of {options.rounds}: {len(sample.files)} submissions", flush=True)
            for label, cost, count in (
                ("grader collect, 1 worker", grade_with_collect(sample, scratch, 1), len(sample.files)),
                ("grader collect, 2 workers", grade_with_collect(sample, scratch, 2), len(sample.files)),
                ("cold pytest a submission", grade_with_cold_pytest(few, scratch), len(few.files)),
                ("unprotected fork (floor)", grade_with_fork(sample, scratch), len(sample.files)),
            ):
                rows.setdefault(label, []).append((cost, count))
    print_table(rows)
    print_formulas()
    print_check()
    print_watch()
    print_gradebook_table()


def print_table(rows: dict[str, list[tuple[Cost, int]]]) -> None:
    """Print medians a submission, and the ratios that the design asks for."""
    wall = {label: statistics.median(cost.wall / count for cost, count in costs) for label, costs in rows.items()}
    cpu = {label: statistics.median(cost.cpu / count for cost, count in costs) for label, costs in rows.items()}
    print(f"\n{'median of the rounds':28}{'submissions/s':>14}{'wall ms each':>14}{'CPU ms each':>13}")
    for label in rows:
        print(f"{label:28}{1 / wall[label]:14.1f}{wall[label] * 1e3:14.1f}{cpu[label] * 1e3:13.1f}")
    one, two, cold, floor = rows
    print(f"\nthroughput against one cold pytest process a submission: {wall[cold] / wall[two]:6.1f} x  (reach: >= 15)")
    print(f"CPU against the unprotected fork:                       {cpu[one] / cpu[floor]:6.2f} x  (reach: <= 1.5)")
    print(f"two workers against one:                                {wall[one] / wall[two]:6.2f} x  (reach: >= 1.8)")


if __name__ == "__main__":
    main()
