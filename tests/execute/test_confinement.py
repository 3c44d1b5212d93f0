"""The sandbox's promises one by one: each layer's program, what a child has, what is seen from outside, what fails."""

import os
import platform
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxLost, SandboxUnavailable
from grader.model import Limits

if sys.platform != "linux":
    pytest.skip("the sandbox exists on Linux only", allow_module_level=True)

from grader.execute import confined, keeper, landlock, open_zygote, seccomp
from grader.execute.confine import read_status
from grader.execute.doctor import doctor

ALLOW, KILL, EACCES, ENOSYS = 0x7FFF0000, 0x80000000, 0x00050000 | 13, 0x00050000 | 38
EXEC = 4


def verdict(program: bytes, arch: int, number: int, prot: int = 0) -> int:
    """Run a BPF program as the kernel would on one system call (arguments: three longs, the third is prot)."""
    data = struct.pack("<iIQ6Q", number, arch, 0, 0, 4096, prot, 0, 0, 0)
    code = [struct.unpack_from("<HBBI", program, start) for start in range(0, len(program), 8)]
    register, at = 0, 0
    while True:
        kind, yes, no, value = code[at]
        at += 1
        match kind:
            case 0x20:
                (register,) = struct.unpack_from("<I", data, value)
            case 0x15:
                at += yes if register == value else no
            case 0x35:
                at += yes if register >= value else no
            case 0x45:
                at += yes if register & value else no
            case 0x06:
                return value


@pytest.mark.parametrize("machine", seccomp.TABLES)
def test_verdict_on_every_system_call(machine):
    """Every number gets the verdict of its table, all others EACCES; mappings only without PROT_EXEC."""
    table = seccomp.TABLES[machine]
    program = seccomp.assemble(table)
    told = {number: verdict(program, table.arch, number) for number in range(600)}

    expected = dict.fromkeys(range(600), EACCES)
    for numbers, result in (
        (table.allowed, ALLOW),
        (table.killed, KILL),
        (table.absent, ENOSYS),
        (table.without_exec, ALLOW),
    ):
        expected.update(dict.fromkeys(numbers.values(), result))
    assert told == expected
    for number in table.without_exec.values():
        assert [verdict(program, table.arch, number, prot) for prot in (0, 1, 3, EXEC, 7)] == [ALLOW] * 3 + [EACCES] * 2


def test_other_architectures_are_killed():
    """A call through another architecture's entry ends the process, x32 too."""
    for machine, table in seccomp.TABLES.items():
        program = seccomp.assemble(table)
        for other in (0x40000003, 0xC000003E, 0xC00000B7, 0x40000028, 0):
            if other != table.arch:
                assert verdict(program, other, 0) == KILL
        if machine == "x86_64":
            assert verdict(program, table.arch, 0x40000000) == verdict(program, table.arch, 0x40000001) == KILL


def test_tables_name_the_same_calls():
    """Both architectures decide alike; `time` exists on x86_64 only."""
    one, other = (seccomp.TABLES[machine] for machine in ("x86_64", "aarch64"))

    assert set(one.allowed) - set(other.allowed) == {"time"}
    assert set(other.allowed) <= set(one.allowed)
    for kind in ("killed", "without_exec", "absent"):
        assert set(getattr(one, kind)) == set(getattr(other, kind))
    for table in (one, other):
        numbers = [
            number
            for kind in (table.allowed, table.killed, table.without_exec, table.absent)
            for number in kind.values()
        ]
        assert len(numbers) == len(set(numbers))


def test_numbers_are_the_kernels():
    """The table of this machine agrees with the kernel's header, where that is installed."""
    headers = {"x86_64": "x86_64-linux-gnu/asm/unistd_64.h", "aarch64": "asm-generic/unistd.h"}
    header = Path("/usr/include") / headers[platform.machine()]
    if not header.exists():
        pytest.skip(f"{header} is not there (linux-libc-dev)")
    lines = [line.split() for line in header.read_text().splitlines() if line.startswith("#define __NR")]
    numbers = {
        name.removeprefix("__NR3264_").removeprefix("__NR_"): value for _, name, value, *_ in lines if value.isdigit()
    }
    table = seccomp.TABLES[platform.machine()]
    for known in (table.allowed, table.killed, table.without_exec, table.absent):
        assert {name: numbers.get(name) for name in known} == {name: str(number) for name, number in known.items()}


@pytest.mark.parametrize(
    ("abi", "rights"),
    [(1, [13]), (2, [14]), (3, [15]), (4, [15, 2]), (5, [16, 2]), (6, [16, 2, 2]), (9, [16, 2, 2])],
)
def test_landlock_asks_for_all_that_its_version_knows(abi, rights, monkeypatch):
    """Every file right of the version, the network from 4, signals and abstract sockets from 6, and no rule."""
    asked = []

    def call(number, *arguments):
        asked.append((number, arguments))
        return os.open(os.devnull, os.O_RDONLY) if number == 444 else 0

    monkeypatch.setattr(landlock, "_call", call)
    landlock.restrict(abi)

    attributes = asked[0][1][0]
    assert list(struct.unpack(f"={len(attributes) // 8}Q", attributes)) == [(1 << bits) - 1 for bits in rights]
    assert [number for number, _ in asked] == [444, 446]


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
