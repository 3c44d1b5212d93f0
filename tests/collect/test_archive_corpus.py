"""Small archives that the fuzzer found worth keeping: each was read or refused in a way of its own."""

import shutil
from pathlib import Path

import fuzz_archives as fuzz
import pytest

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
@pytest.mark.parametrize("place", ["{name}", "class/{name}", "class/ada/{name}"])
def test_every_archive_of_the_corpus_is_an_intake_or_a_sentence(path, place, tmp_path):
    """By itself, as a student's archive, and in a student's folder."""
    target = tmp_path / place.format(name=path.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, target)

    fuzz.check(tmp_path / place.partition("/")[0].format(name=path.name))


def test_the_corpus_is_small_and_says_different_things(tmp_path):
    """It is there, fits into a few kilobytes, and reaches many ways of being refused."""
    ways = {way for path in CORPUS for way in fuzz.ways(fuzz.check(path))}

    assert sum(path.stat().st_size for path in CORPUS) < 64 << 10
    assert len(ways) >= 15, ways


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_first_cases_of_the_fuzzer_hold(tmp_path):
    """A short form of `make fuzz-archives`."""
    for number in range(150):
        place, data = fuzz.make_case(number, [])
        path = tmp_path / place
        if path.parent.is_file():
            path.parent.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        fuzz.check(tmp_path / place.partition("/")[0])
        path.unlink()
