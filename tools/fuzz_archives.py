"""Throws broken and hostile archives at the reader of submissions, for as long as it is told.

    sound archives of every kind, with bytes changed, cut, doubled, moved     an intake or an IntakeError,
    archives built to be odd: links, bombs, colliding and differing names     in time, in bounded memory,
    what broke something once, or was refused in a way of its own (corpus)    and every text safe to print

Run by `make fuzz-archives`. Every case follows from its number, so `--first N --cases 1` gives one again. Prints each
finding with its number; ends with 1 when there was one.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import re
import signal
import sys
import tarfile
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import FrameType

from process_size import peak_mib

from grader.collect import Intake, collect_submissions
from grader.errors import IntakeError

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "collect" / "corpus"
SLUGS = ("neuron_output", "activations", "backprop")
CODE = b"def net_input(x, w, b):\n    return x @ w + b\n"
DEADLINE_SECONDS = 30  # the reader's caps bound the work; the rest is for a busy machine
MOST_MIB = 300
NAMES = [
    "ada/neuron_output.py", "class/ada/neuron_output.py", "class/ADA/neuron_output.py", "class/ada/Neuron_Output.py",
    "class/bob/backprop/backprop.py", "../ada/neuron_output.py", "/etc/neuron_output.py", "C:\\ada\\neuron_output.py",
    "ada\\neuron_output.py", "a/../../neuron_output.py", "ada/neuron_output.py/x", "ada//neuron_output.py",
    "./ada/./neuron_output.py", "ada/\u202eyp.neuron_output.py", "ada/\x1b[31mneuron_output.py", "", "/", ".", "..",
    "x" * 300 + "/neuron_output.py", "/".join("d" * 40) + "/neuron_output.py", "ada/neuron_output.py\0.txt",
    "jose\u0301/neuron_output.py", "jos\u00e9/neuron_output.py", "manifest.json", "ada/manifest.json", "ada.zip",
    "adalovelace_123_456_neuron_output.py", "adalovelace_LATE_123_456_neuron_output-2.py",
    "Ada Lovelace_77_assignsubmission_file_/neuron_output.py", "submission_metadata.yml", "submission_1/backprop.py",
    "hw-submissions/hw-ada/neuron_output.py", "con", "ada/neuron_output.ipynb", "__MACOSX/ada/._neuron_output.py",
]  # fmt: skip
CONTENTS = [
    CODE,
    b"",
    b"\0" * 100,
    b"\xff\xfe",
    CODE * 50,
    b"{}",
    b'{"format":1,"course":"c","student":"ada"}',
    b"- x: [\n",
]


class Hung(BaseException):
    """A case that took longer than it may."""


def make_zip(rng: random.Random) -> bytes:
    """Give a zip of odd names; often something about it is a lie."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for _ in range(rng.randint(1, 8)):
            info = zipfile.ZipInfo("x", (rng.choice([1980, 2026, 2107]), 1, 1, 0, 0, 0))
            info.filename = rng.choice(NAMES)
            info.external_attr = rng.choice([0, 0o100644, 0o120777, 0o040755, 0o010644, 0o060644]) << 16
            info.compress_type = rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
            archive.writestr(
                info, rng.choice(CONTENTS) if rng.random() < 0.95 else bytes(rng.choice([1 << 16, 1 << 21]))
            )
    data = target.getvalue()
    if rng.random() < 0.3:  # the local name differs from the one in the list
        at = data.find(b"neuron_output")
        if at >= 0:
            data = data[:at] + b"activations__" + data[at + 13 :]
    if rng.random() < 0.2:
        data = rng.randbytes(rng.randint(1, 50)) + data
    if rng.random() < 0.2:
        data += rng.choice([data, rng.randbytes(30), b"PK\x05\x06" + bytes(18)])
    return data


def make_tar(rng: random.Random) -> bytes:
    """Give a tar of odd names, links and devices; sometimes compressed."""
    target = io.BytesIO()
    form = rng.choice([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for _ in range(rng.randint(1, 8)):
            info = tarfile.TarInfo(rng.choice(NAMES).replace("\0", "") or "x")
            info.type = rng.choice([b"0", b"0", b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7"])
            info.linkname = rng.choice(["", "/etc/passwd", "../../x", "ada/neuron_output.py"])
            info.mtime = rng.choice([0, -1, 1_790_000_000, 8**11 - 1, 1e12, 1_790_000_000.25])
            data = rng.choice(CONTENTS) if info.type in (b"0", b"7") else b""
            info.size = len(data)
            try:
                archive.addfile(info, io.BytesIO(data))
            except (ValueError, UnicodeError, OverflowError):
                continue  # this form cannot say it
    data = target.getvalue()
    return gzip.compress(data, 1, mtime=0) if rng.random() < 0.4 else data


def make_bomb(rng: random.Random) -> bytes:
    """Give a small archive that unpacks to much, holds very many entries, or holds archives."""
    kind = rng.randrange(4)
    if kind == 0:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        return b"".join(packer.compress(bytes(1 << 20)) for _ in range(rng.choice([16, 64]))) + packer.flush()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == 1:
            for number in range(rng.choice([200, 2000])):
                archive.writestr(f"s{number}/neuron_output.py", b"")
        elif kind == 2:
            for number in range(30):
                archive.writestr(f"s{number}/neuron_output.py", bytes(1 << 20))
        else:
            inner = make_zip(rng)
            archive.writestr("ada.zip", inner)
            archive.writestr("class/bob.zip", inner)
    return target.getvalue()


def change(data: bytes, rng: random.Random) -> bytes:
    """Give the data with a few bytes changed, a piece cut out, doubled or moved, or the end cut off."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        if not changed:
            break
        at, length = rng.randrange(len(changed)), rng.randint(1, 40)
        kind = rng.randrange(7)
        if kind <= 1:
            changed[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        elif kind == 2:
            changed[at] ^= 1 << rng.randrange(8)
        elif kind == 3:
            changed[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", b"PK\x05\x06", b"7777"))
        elif kind == 4:
            del changed[at : at + length]
        elif kind == 5:
            changed[at:at] = changed[rng.randrange(len(changed)) :][:length]
        elif rng.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def mend_tar(data: bytes) -> bytes:
    """Give a tar with right header checksums, so that changed headers are read further."""
    mended = bytearray(data)
    for at in range(0, len(mended) - 511, 512):
        if mended[at + 257 : at + 262] == b"ustar":
            mended[at + 148 : at + 156] = b" " * 8
            mended[at + 148 : at + 155] = b"%06o\0" % sum(mended[at : at + 512])
    return bytes(mended)


def make_case(number: int, corpus: list[bytes]) -> tuple[str, bytes]:
    """Give the archive of that number, and a file name for it."""
    rng = random.Random(f"archive {number}")  # noqa: S311 - cases that can be made again are no secret
    makers: list[Callable[[random.Random], bytes]] = [make_zip, make_zip, make_tar, make_tar]
    if corpus:
        makers.append(lambda rng: rng.choice(corpus))
    if number % 50 == 0:
        makers = [make_bomb]
    data = rng.choice(makers)(rng)
    if rng.random() < 0.7:
        data = change(data, rng)
        if rng.random() < 0.5:
            data = mend_tar(data)
        if rng.random() < 0.1 and data[:2] != b"\x1f\x8b":
            data = gzip.compress(data, 1, mtime=0)
    return rng.choice(["x.zip", "x.tar", "x.tar.gz", "class/ada.zip", "class/ada/homework.tar.gz", "x"]), data


def check(source: Path) -> Intake | None:
    """Collect, and hold what comes out to what every intake promises; raises AssertionError when it does not."""
    try:
        intake = collect_submissions([source], SLUGS)
    except IntakeError as error:
        need(str(error).isprintable(), "an error that is not safe to print")
        return None
    for one in intake.submissions:
        need(one.exercise in SLUGS, "an exercise that the course has not")
        need(one.student.isprintable(), "a student that is not safe to print")
        need("/" not in one.student, "a student that is no name")
        need(one.submitted_at.tzinfo is not None, "a time without a zone")
        need(len(one.content) <= 1 << 20, "a content above the limit")
        need(not (one.unreadable and one.content), "a content that is also refused")
        need(one.source.isprintable() and one.unreadable.isprintable(), "a text that is not safe to print")
    for row in intake.not_understood:
        need(row.path.isprintable() and row.reason.isprintable(), "a row that is not safe to print")
    return intake


def need(holds: bool, otherwise: str) -> None:
    """Raise an AssertionError where something does not hold."""
    if not holds:
        raise AssertionError(otherwise)


def ways(intake: Intake | None) -> set[str]:
    """Give the ways in which files of an archive were read and refused, without their numbers and names."""
    if intake is None:
        return {"not opened"}
    words = {one.unreadable.partition(" ")[2] or "taken" for one in intake.submissions}
    words |= {row.reason for row in intake.not_understood}
    return {
        re.sub(r"\(.*?\)|\w+\.py|from \S+|lies in .*|it is .*", "N", re.sub(r"\d[\d,]*", "N", word)) for word in words
    }


def main() -> int:
    """Run cases until the time is over; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cases", type=int, default=None)
    parser.add_argument("--save", type=Path, help="folder for small cases that were refused in a way of their own")
    options = parser.parse_args()

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise Hung

    signal.signal(signal.SIGALRM, late)
    warnings.simplefilter("ignore")  # zipfile's, about the names that are doubled on purpose
    corpus = [path.read_bytes() for path in sorted(CORPUS.glob("*"))]
    seen: set[str] = set()
    findings, slowest, number = 0, 0.0, options.first
    started = monotonic()
    with tempfile.TemporaryDirectory(prefix="grader-fuzz-") as name:
        while monotonic() - started < options.seconds and (
            options.cases is None or number < options.first + options.cases
        ):
            place, data = make_case(number, corpus)
            path = Path(name) / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            began = monotonic()
            signal.alarm(DEADLINE_SECONDS)
            try:
                found = ways(check(Path(name) / place.partition("/")[0]))
            except Hung:
                findings += 1
                print(f"case {number} ({place}, {len(data)} bytes): no end within {DEADLINE_SECONDS} s", flush=True)
            except Exception as error:
                findings += 1
                print(f"case {number} ({place}, {len(data)} bytes): {type(error).__name__}: {error}", flush=True)
            else:
                if found - seen and options.save and len(data) <= 1200:
                    suffix = "zip" if data[:2] == b"PK" else "tar.gz" if data[:2] == b"\x1f\x8b" else "tar"
                    (options.save / f"{number:07}.{suffix}").write_bytes(data)
                seen |= found
            finally:
                signal.alarm(0)
            slowest = max(slowest, monotonic() - began)
            path.unlink()
            number += 1
    mib = peak_mib()
    if mib > MOST_MIB:
        findings += 1
        print(f"memory: {mib:.0f} MiB, more than {MOST_MIB}")
    print(
        f"{number - options.first} archives in {monotonic() - started:.0f} s, read and refused in {len(seen)} ways; "
        f"the slowest took {slowest:.1f} s; at most {mib:.0f} MiB; {findings} findings"
    )
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
