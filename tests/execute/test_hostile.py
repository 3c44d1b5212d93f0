"""A file in tests/hostile/ attacks (or only looks like it) and costs its own marks at most; line 1 says the verdict."""

import gc
import os
from pathlib import Path

import numpy as np
import pytest

from grader.execute import open_zygote
from grader.model import Limits

CASES = Path(__file__).parents[1] / "hostile"
FILES = sorted(file for file in CASES.rglob("*.py") if file.parent.name != "graded")  # those: test_hostile_class.py
LEFT_BEHIND = Path("/tmp/left-behind-by-student")
CANARY = "CANARY-0b9e"
LIMITS = {
    "timeout cpu": Limits(cpu_seconds=0.3, wall_seconds=60, memory_mib=128),
    "timeout wall": Limits(cpu_seconds=20, wall_seconds=0.4, memory_mib=128),
}
USUAL = Limits(cpu_seconds=20, wall_seconds=60, memory_mib=128)


@pytest.fixture(autouse=True)
def canaries(monkeypatch):
    """Secrets in this process, its environment and its arguments."""
    secret = {CANARY: CANARY}
    monkeypatch.setenv("GRADER_CANARY", CANARY)
    yield secret
    assert not LEFT_BEHIND.exists()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_verdict(file, zygote, submission, outcome):
    """The attack gets its verdict, tells no secret, and the next test of the same submission works as before."""
    verdicts = file.read_text().split("\n", 1)[0].removeprefix("# ").split(" | ")  # versions of Python may differ
    expected = verdicts[0]
    kind, _, detail = expected.partition(" ")
    with zygote.open(submission(file.read_bytes()), LIMITS.get(expected, USUAL)) as session:
        session.start_test(1)
        told = outcome(lambda: session.module.attack())
        if kind == "crashed" and told.startswith("gives"):
            told = outcome(lambda: session.module.attack())  # the process died after it had answered
        output = session.take_output()
        if kind in ("refused", "invalid"):
            assert told.startswith(kind)
            assert detail in told
        else:
            assert told[:120] in verdicts or (expected == "raised E" and told.startswith("raised EEEE"))
        assert CANARY not in told + output
        assert len(output) < 70_000
        assert output.replace("\n", "").replace("\t", "").isprintable()
        session.start_test(2)
        again = outcome(lambda: session.module.attack())
        assert again.split(" ")[0] == told.split(" ")[0]


def test_others_are_graded_as_without_it(zygote, submission):
    """An honest submission between attacks gets the same answers, and nothing is left running."""
    honest = submission("import numpy as np\n\ndef net_input(x, w, b):\n    return x @ w + b\n")
    for name in ("timeout/endless_loop", "crashed/exit_0", "raised/memory_in_a_list", "crashed/flood_of_output"):
        with zygote.open(submission((CASES / f"{name}.py").read_bytes()), LIMITS["timeout cpu"]) as bad:
            bad.start_test(1)
            with pytest.raises(BaseException):  # noqa: B017, PT011 - which one is tested above
                bad.module.attack()
        with zygote.open(honest, USUAL) as good:
            good.start_test(1)
            assert good.module.net_input(np.array([0.1, 0.2]), np.array([1.0, 2.0]), 0.3) == 0.8
    gc.collect()
    assert children_of(zygote._process.pid) == []


def test_open_files_of_the_trusted_process_reach_no_child(submission):
    """However many files are open when the zygote starts, a child has its five and not the control socket."""
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(150)]
    try:
        with open_zygote() as zygote:
            content = (CASES / "harmless/counts_its_descriptors.py").read_bytes()
            with zygote.open(submission(content), USUAL) as session:
                session.start_test(1)
                assert session.module.attack() == [0, 1, 2, 3, 4]
    finally:
        for descriptor in opened:
            os.close(descriptor)


def test_what_one_child_imports_no_other_can_change(zygote, submission):
    """The library in shared memory is read-only for good: a later submission imports the real modules."""
    with zygote.open(submission((CASES / "harmless/rewrites_the_library.py").read_bytes()), USUAL) as bad:
        bad.start_test(1)
        assert bad.module.attack() == [-1, -1, -1]
    source = "def order():\n    import graphlib\n    return list(graphlib.TopologicalSorter({2: [1]}).static_order())\n"
    with zygote.open(submission(source), USUAL) as good:
        good.start_test(1)
        assert good.module.order() == [1, 2]


def children_of(parent: int) -> list[int]:
    """Give the processes whose parent is this one."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found.append(int(name))
    return found
