"""Archives with random bytes changed: whatever they hold, there is an intake or a sentence."""

import gzip
import io
import random
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest

from grader.collect import Intake, collect_submissions, pack_submission
from grader.errors import IntakeError

ROUNDS = 400
SLUGS = ("neuron_output", "activations", "backprop")


def _members() -> dict[str, bytes]:
    """Give a small class with everything an archive can hold."""
    code = b"def net_input(x, w, b):\n    return x @ w + b\n"
    return {
        "class/ada/neuron_output.py": code,
        "class/ada/backprop/backprop.py": code * 5,
        "class/José/activations.py": b"",
        "class/bob/neuron_output.py": bytes(range(256)),
        "class/bob/notes.txt": b"x",
        "class/" + "long" * 40 + "/backprop.py": code,
    }


def _zip(compression: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in _members().items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, compression)
    return target.getvalue()


def _tar(form: int) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name, data in _members().items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            info.mtime = 1_790_000_000.5 if form == tarfile.PAX_FORMAT else 1_790_000_000
            archive.addfile(info, io.BytesIO(data))
    return target.getvalue()


ARCHIVES = {
    "stored.zip": lambda: _zip(zipfile.ZIP_STORED),
    "deflated.zip": lambda: _zip(zipfile.ZIP_DEFLATED),
    "gnu.tar": lambda: _tar(tarfile.GNU_FORMAT),
    "pax.tar": lambda: _tar(tarfile.PAX_FORMAT),
    "pax.tar.gz": lambda: gzip.compress(_tar(tarfile.PAX_FORMAT), mtime=0),
}


def mutate(data: bytes, rng: random.Random) -> bytes:
    """Give the data with a few bytes changed, a piece cut out, doubled or moved, or the end cut off."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(changed)), rng.randint(1, 40)
        choice = rng.randrange(7)
        if choice <= 1:
            changed[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        elif choice == 2:
            changed[at] ^= 1 << rng.randrange(8)
        elif choice == 3:
            changed[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"\xff\xff\xff\x7f", b"PK\x05\x06", b"7777"))
        elif choice == 4:
            del changed[at : at + length]
        elif choice == 5:
            changed[at:at] = changed[rng.randrange(len(changed)) :][:length]
        else:
            del changed[at if rng.random() < 0.2 else len(changed) - 1 - length % len(changed) :]
        if not changed:
            return b""
    return bytes(changed)


def fix_checksums(data: bytes) -> bytes:
    """Give a tar with right header checksums, so that changed headers are read further."""
    fixed = bytearray(data)
    for at in range(0, len(fixed) - 511, 512):
        if fixed[at + 257 : at + 262] == b"ustar":
            fixed[at + 148 : at + 156] = b" " * 8
            fixed[at + 148 : at + 155] = b"%06o\0" % sum(fixed[at : at + 512])
    return bytes(fixed)


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("place", ["source", "nested"])
def test_changed_archive_is_an_intake_or_a_sentence(name, place, tmp_path):
    """No change of an archive's bytes leads to anything but an intake or an IntakeError."""
    rng = random.Random(f"{name} {place}")
    original = ARCHIVES[name]()
    (tmp_path / "class").mkdir()
    target = tmp_path / "class" / f"eve.{name.split('.', 1)[1]}"
    for round_number in range(ROUNDS // 2):
        data = mutate(original, rng)
        if name.endswith(".tar") and round_number % 2:
            data = fix_checksums(data)
        target.write_bytes(data)
        check_intake(target if place == "source" else tmp_path / "class")


def test_changed_tar_inside_a_sound_stream(tmp_path):
    """The same for a tar in a gzip stream that is itself sound."""
    rng = random.Random(20261001)
    original = _tar(tarfile.PAX_FORMAT)
    target = tmp_path / "class.tar.gz"
    for _ in range(ROUNDS // 2):
        target.write_bytes(gzip.compress(fix_checksums(mutate(original, rng)), 1))
        check_intake(target)


def test_changed_packet_is_an_intake_or_a_sentence(tmp_path):
    """The same for what `submit` packed; a receipt that holds goes with the packed bytes."""
    rng = random.Random(20261002)
    (tmp_path / "backprop.py").write_text("x = 1\n" * 20)
    source = tmp_path / "ada.zip"
    receipt = pack_submission(
        {"backprop": tmp_path / "backprop.py"}, "ada", source, datetime(2026, 1, 1, tzinfo=UTC), "c"
    )
    original = source.read_bytes()
    for _ in range(ROUNDS):
        source.write_bytes(mutate(original, rng))
        intake = check_intake(source)
        for check in intake.receipts if intake else ():
            if check.holds and check.code == receipt.code:
                assert [one.content for one in intake.submissions if one.student == "ada"] == [b"x = 1\n" * 20]


@pytest.mark.parametrize("signature", [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"\x1f\x8b", b"", b"ustar"])
def test_random_bytes_behind_a_signature(signature, tmp_path):
    """Bytes that only begin like an archive are an intake or a sentence."""
    rng = random.Random(signature)
    for _ in range(60):
        (tmp_path / "x.zip").write_bytes(signature + rng.randbytes(rng.randrange(2000)))
        check_intake(tmp_path / "x.zip")


def check_intake(source) -> Intake | None:
    """Collect, and hold what comes out to what every intake promises."""
    try:
        intake = collect_submissions([source], SLUGS)
    except IntakeError:
        return None
    for one in intake.submissions:
        assert one.exercise in SLUGS
        assert one.student.isprintable()
        assert one.submitted_at.tzinfo is not None
        assert bool(one.unreadable) <= (one.content == b"")
        assert len(one.content) <= 1 << 20
        assert one.source.isprintable()
        assert one.unreadable.isprintable()
    assert all(row.path.isprintable() and row.reason.isprintable() for row in intake.not_understood)
    return intake
