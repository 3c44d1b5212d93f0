"""The programs that the kernel gets for a child: verdicts on system calls (seccomp), and rights given up (Landlock)."""

import os
import platform
import struct
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the sandbox exists on Linux only", allow_module_level=True)

from grader.execute import landlock, seccomp

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
