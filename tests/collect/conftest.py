"""A class on disk and in archives, and what collecting it gives, in the shortest words."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.collect import Intake, collect_submissions

SLUGS = ("neuron_output", "activations", "backprop")


@pytest.fixture
def slugs() -> tuple[str, ...]:
    """The exercises of the course."""
    return SLUGS


@pytest.fixture
def make_tree(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes files by path below a new folder."""

    def make(name: str, files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / name
        root.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a zip file with these members, in this order."""

    def make(name: str, members: Mapping[str, str | bytes] | list[tuple[str, str | bytes]]) -> Path:
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in members.items() if isinstance(members, Mapping) else members:
                info = zipfile.ZipInfo(path, (2026, 10, 1, 12, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        return target

    return make


@pytest.fixture
def zip_of(tmp_path: Path) -> Callable[[bytes], Path]:
    """A function that writes bytes as class.zip."""

    def write(data: bytes) -> Path:
        target = tmp_path / "class.zip"
        target.write_bytes(data)
        return target

    return write


@pytest.fixture
def make_tar(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a tar file (gzip if the name ends in gz) with these members, in this order."""

    def make(name: str, members: Mapping[str, bytes | str] | list[tarfile.TarInfo]) -> Path:
        target = tmp_path / name
        with tarfile.open(target, "w:gz" if name.endswith("gz") else "w") as archive:
            for member in members if isinstance(members, list) else ():
                archive.addfile(member, io.BytesIO(bytes(member.size)))
            for path, content in members.items() if isinstance(members, Mapping) else ():
                data = content if isinstance(content, bytes) else content.encode()
                info = tarfile.TarInfo(path)
                info.size, info.mtime = len(data), 1_790_856_000
                archive.addfile(info, io.BytesIO(data))
        return target

    return make


@pytest.fixture(params=["class.tar", "class.tar.gz"])
def tar_of(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """A function that writes bytes as a tar file, plain and through gzip."""

    def write(*parts: bytes) -> Path:
        target = tmp_path / request.param
        data = b"".join(parts)
        target.write_bytes(gzip.compress(data, 1) if request.param.endswith("gz") else data)
        return target

    return write


@pytest.fixture
def root(make_tree: Callable[..., Path]) -> Path:
    """A class with an honest student and an empty folder of eve's."""
    root = make_tree("class", {"ada/backprop.py": "honest"})
    (root / "eve").mkdir()
    return root


@pytest.fixture
def files(make_tree: Callable[..., Path]) -> dict[str, Path]:
    """A student's two files, to be packed."""
    root = make_tree("work", {"neuron_output.py": "a", "backprop/backprop.py": "b"})
    return {"neuron_output": root / "neuron_output.py", "backprop": root / "backprop/backprop.py"}


@pytest.fixture
def pairs() -> Callable[[Intake], list[tuple[str, str, bytes]]]:
    """A function that gives (student, exercise, content) of every submission that can be read."""
    return lambda intake: [(one.student, one.exercise, one.content) for one in intake.submissions if not one.unreadable]


@pytest.fixture
def unreadable() -> Callable[[Intake], dict[tuple[str, str], str]]:
    """A function that gives the sentence of every submission that cannot be read."""
    return lambda intake: {(one.student, one.exercise): one.unreadable for one in intake.submissions if one.unreadable}


@pytest.fixture
def reasons() -> Callable[[Intake], dict[str, str]]:
    """A function that gives the reason of everything that was not understood, by path."""
    return lambda intake: {row.path: row.reason for row in intake.not_understood}


@pytest.fixture
def take() -> Callable[..., Intake]:
    """A function that collects from one or more sources."""

    def collect(*sources: Path, **options: object) -> Intake:
        return collect_submissions(sources, SLUGS, **options)

    return collect
