"""The sandbox's promises one by one: what a child has, what is seen from outside, what fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxLost, SandboxUnavailable
from grader.model import Limits

if sys.platform != "linux":
    pytest.skip("the sandbox exists on Linux only", allow_module_level=True)

from grader.execute import confined, keeper, open_zygote, seccomp
from grader.execute.confine import read_status
from grader.execute.doctor import doctor


def test_what_a_child_has(confined):
    """A small environment, neutral arguments, one thread, an unprivileged user, no module of the trusted side."""
    session = confined(
        "import os, sys, threading\n\ndef look():\n"
        "    return {'environment': sorted(os.environ), 'argv': sys.argv, 'uid': os.getuid(), 'gid': os.getgid(),\n"
        "            'threads': threading.active_count(), 'path': sys.path, 'flags': sys.flags.no_site,\n"
        "            'modules': [name for name in sys.modules if name.startswith('grader')]}\n"
    )
    found = session.module.look()

    assert set(found["environment"]) <= set(keeper._ENVIRONMENT) | {"LC_CTYPE"}
    assert found["argv"] == ["neuron_output.py"]
    assert found["uid"] == (65534 if os.getuid() == 0 else os.getuid())
    assert found["threads"] == 1
    assert found["path"] == []
    trusted = {
        "session",
        "exchange",
        "keeper",
        "confined",
        "proxy",
        "objects",
        "callbacks",
        "faults",
        "deadline",
        "doctor",
    }
    assert not {name.rpartition(".")[2] for name in found["modules"]} & trusted
    assert not any(name.startswith(("grader.judge", "grader.record", "grader.pipeline")) for name in found["modules"])


def test_what_the_kernel_says_of_a_child(zygote):
    """Seen from outside: no privileges to gain or held, a filter, one thread, limits as they were asked for."""
    child = zygote.launch(Limits(memory_mib=100, cpu_seconds=2))
    try:
        status = read_status(Path(f"/proc/{child._pid}/status").read_bytes())
        limits = Path(f"/proc/{child._pid}/limits").read_text()
    finally:
        child.close()
    rows = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()[1:]}

    assert {name: status[name] for name in ("NoNewPrivs", "Seccomp", "CapEff", "Threads")} == {
        "NoNewPrivs": 1, "Seccomp": 2, "CapEff": 0, "Threads": 1,
    }  # fmt: skip
    for name in ("Max core file size", "Max file size", "Max locked memory", "Max processes"):
        assert rows[name] == ["0", "0"]
    assert rows["Max open files"] == ["16", "16"]
    assert int(rows["Max cpu time"][1]) == int(rows["Max cpu time"][0]) + 1
    assert abs(int(rows["Max address space"][0]) - (100 << 20) - status["VmSize"] * 1024) < 16 << 20


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("NoNewPrivs:\t1", "NoNewPrivs:\t0"), ("Seccomp:\t2", "Seccomp:\t0"), ("CapEff:\t0", "CapEff:\t1")],
)
def test_source_is_sent_only_after_attestation(line, wrong, zygote, submission, monkeypatch):
    """A child that the kernel describes otherwise gets no source: the sandbox is lost, and no mark is."""
    sent = []
    monkeypatch.setattr(confined.ConfinedChild, "send", lambda self, pieces, deadline: sent.append(pieces))
    monkeypatch.setattr(confined, "read_status", lambda text: read_status(text.replace(line.encode(), wrong.encode())))
    with zygote.open(submission("x = 1\n"), Limits()) as session:
        session.start_test(1)
        with pytest.raises(SandboxLost, match=f"attestation.*{line.partition(':')[0]}"):
            _ = session.module

    assert sent == []


@pytest.mark.parametrize(
    ("broken", "step"),
    [
        ("landlock.restrict = refuse", "landlock"),
        ("walls.filter.install.__func__.__globals__['ctypes'].get_errno = lambda: 1; seccomp_off()", "seccomp"),
        ("confine._limit = refuse", "resource limits"),
        ("confine._PR_SET_NO_NEW_PRIVS = 9999", "no new privileges"),
        ("landlock.restrict = lambda version: None; seccomp_nothing()", "self test"),
        ("walls = replace(walls, parent=1)", "death with the parent"),
    ],
)
def test_a_step_that_fails_is_named(broken, step):
    """Whichever step does not hold, the process says which, and goes no further."""
    program = f"""
import os, platform, sys
from dataclasses import replace
from grader.execute import confine, landlock, seccomp

def refuse(*arguments):
    raise PermissionError(1, "Operation not permitted")

def seccomp_off():
    seccomp._PR_SET_SECCOMP = 9999

def seccomp_nothing():
    seccomp._PR_SET_SECCOMP = 38  # sets no_new_privs once more, and no filter
    seccomp._MODE_FILTER = 1

    def install(self):
        pass
    seccomp.Filter.install = install

pid = os.fork()
if pid:
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
walls = confine.Walls(seccomp.Filter(platform.machine()), landlock.abi(), os.getppid(), os.getuid() == 0)
{broken}
try:
    confine.confine(walls, confine.Budget(4 << 30, 60))
except confine.StepFailed as failure:
    print(failure.step, flush=True)
    os._exit(3)
print("confined", flush=True)
os._exit(0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.returncode) == (step, 3), done.stderr


def test_no_landlock_is_no_sandbox(monkeypatch):
    """Where the zygote reports a step that failed, opening refuses with that step; nothing falls back."""
    monkeypatch.setattr(
        keeper,
        "_BOOTSTRAP",
        keeper._BOOTSTRAP.replace(
            "from grader.execute.zygote",
            "from grader.execute import landlock\nlandlock.abi = lambda: 0\nfrom grader.execute.zygote",
        ),
    )

    with pytest.raises(SandboxUnavailable, match="landlock"):
        open_zygote()


def test_child_dies_with_its_zygote_and_the_zygote_with_us():
    """When the trusted process is killed, nothing of the sandbox is left a moment later."""
    program = """
import os, time, hashlib
from datetime import UTC, datetime
from grader.execute import open_zygote
from grader.model import Limits
zygote = open_zygote()
child = zygote.launch(Limits())
print(zygote._process.pid, child._pid, flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in done.stdout.split()]

    assert len(pids) == 2
    assert all(_is_gone(pid) for pid in pids)


def _is_gone(pid: int) -> bool:
    """Wait until a process has ended (its parent may be slow to reap it); False after ten seconds."""
    import time

    for _ in range(1000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_doctor_sees_all_of_it():
    """On a machine where the tests run, every row holds, and each names what it found."""
    rows = {row.name: row for row in doctor()}

    assert [name for name, row in rows.items() if not row.ok] == []
    expected = "operating system,Python,architecture,Landlock,seccomp,no new privileges,unprivileged user,/proc"
    assert set(rows) >= {*expected.split(","), "self test", "a call", "a forbidden file"}
    assert all(row.fact for row in rows.values())


def test_the_page_on_security_says_what_the_code_does():
    """Every number that docs/security.md promises is the one in force."""
    from grader.execute import callbacks, confine, wire
    from grader.execute.transport import Output

    root = Path(__file__).parents[2]
    page = " ".join((root / "docs" / "security.md").read_text().split())
    attacks = len(list((root / "tests" / "hostile").rglob("*.py")))
    promised = [
        f"at most {wire.MAX_HEADER_BYTES >> 20} MiB and {wire.MAX_NODES:,} values, nested {wire.MAX_DEPTH} deep",
        f"at most {wire.MAX_PAYLOAD_BYTES >> 20} MiB of arrays",
        f"{callbacks.MAX_CALLS:,} calls, {callbacks.MAX_BYTES >> 20} MiB and {callbacks.MAX_SECONDS:.0f} s of our own",
        f"arguments of at most {callbacks.MAX_CALL_BYTES >> 20} MiB",
        f"prints more than {Output.FLOOD_BYTES >> 20} MiB",
        f"uid and gid {confine.UNPRIVILEGED}",
        f"{confine._FILES} descriptors, {confine._STACK_BYTES >> 20} MiB of stack",
        ", ".join(f"`{name}`" for name in ("NoNewPrivs", "Seccomp", "CapEff", "Threads")),
    ]
    assert [sentence for sentence in promised if sentence not in page] == []
    assert attacks > 250
    for machine in seccomp.TABLES:
        assert machine in page
