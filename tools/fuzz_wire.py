"""Answers of a student's process that no honest one gives, for as long as it is told: `make fuzz-wire SECONDS=600`.

    built      trees of random kinds with items that belong to them, almost belong, or do not
    damaged    frames of the corpus, and built ones, with bytes changed, doubled, taken out, lengths that lie
    largest    as much as a frame may hold, in arrays, bytes, text and trees

Each goes through the whole trusted side of a call: lengths, header, nonce, values, handles, exceptions, callbacks,
syntax trees. It may give a value, an error of the student's, or the end of the child. It may give nothing else, take
longer than 5 s, or make this process larger than 300 MiB. A round follows from its number: `--first N --rounds 1` gives
one again; `--save FOLDER` keeps the frames of findings. The exit code is 1 when there was a finding.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, process_time

import msgspec
from process_size import peak_mib

from grader.errors import SandboxLost, StudentFault, StudentStopped
from grader.execute import Session, exchange
from grader.execute.deadline import Deadline
from grader.execute.transport import ChildEnded, Ending, Output, Pieces, Violation
from grader.execute.wire import LENGTHS, MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, Answer, Tree, read_lengths
from grader.execute.wire import WireError as BadFrame
from grader.model import Limits, Submission

CORPUS = Path(__file__).parents[1] / "tests" / "execute" / "corpus"
MOST_MIB = 300
SLOWEST_SECONDS = 5.0
NONCE = 1
VERBS = ("value", "raised", "refused", "callback", "callable", "invalid", "hello", "")
KINDS = ("l", "t", "d", "c", "i", "b", "a", "n", "h", "m", "f", "g", "x", "y", "#", "e", "", "é", "aa")
DTYPES = ("b1", "i1", "i8", "u8", "f2", "f4", "f8", "c8", "c16", "U4", "O", "V8", "f16", "M8", "")
NUMBERS = (0, 1, -1, 2, 7, 255, 10_000, 10_001, 1 << 31, -(1 << 31), (1 << 63) - 1, -(1 << 63), 1 << 23, (1 << 23) + 1)
TEXTS = (
    "", "x", "f8", "0x" + "f" * 40, "-0x1", "0x" + "f" * 20_000, "__class__", "\x1b[2J", "\ud7ff", "ValueError",
    "KeyError", "SystemExit", "StopIteration", "ExceptionGroup", "UnicodeDecodeError", "LinAlgError", "a" * 3_000,
)  # fmt: skip
encode = msgspec.msgpack.Encoder().encode


class Script:
    """A transport whose child says what it is told to say."""

    def __init__(self, frames: list[bytes]) -> None:
        self.output = Output(1 << 16)
        self.used = False
        self._frames = frames

    def send(self, pieces: Pieces, deadline: Deadline) -> None:
        """Take no notice of what is asked."""

    def receive(self, deadline: Deadline) -> tuple[bytes, memoryview]:
        """Give the next frame as a confined child's would be read: nothing is taken because a header says so."""
        if not self._frames:
            raise ChildEnded
        data = bytearray(self._frames.pop(0))
        if len(data) < LENGTHS.size:
            raise ChildEnded
        try:
            header, payload = read_lengths(data)
        except BadFrame:
            raise Violation("protocol") from None
        start = LENGTHS.size
        if len(data) < start + header + payload:
            raise ChildEnded
        if len(data) > start + header + payload:
            raise Violation("protocol")
        return bytes(data[start : start + header]), memoryview(data)[start + header :]

    def cpu_seconds(self) -> float | None:
        """Give None: no process."""
        return None

    def waited_seconds(self) -> float:
        """Tell that it has not waited for a processor."""
        return 0.0

    def memory_mib(self) -> float | None:
        """Give None: no process."""
        return None

    def is_idle(self) -> bool:
        """Give False: there is one session."""
        return False

    def close(self, grace_seconds: float = 0) -> Ending:
        """Give an end by a signal of ours."""
        return Ending(-9, False)


def framed(header: bytes, payload: bytes = b"") -> bytes:
    """Give a frame."""
    return LENGTHS.pack(len(header), len(payload)) + header + payload


def answer(verb: str, value: object, payload: bytes = b"", nonce: int = NONCE) -> bytes:
    """Give the frame of an answer."""
    return framed(encode(Answer(nonce, verb, value)), payload)  # type: ignore[arg-type]  # wrong ones are meant


def run(frame: bytes, verb: str) -> str:
    """Put a frame where an answer belongs, and give in a word what came of it; raises what is a finding."""
    exchange.new_nonce = lambda: NONCE
    honest = [answer("value", None), answer("value", Tree("l", ["f", True]))]
    frames = {
        "call": [*honest, frame, frame],
        "parse": [frame],
        "run": [honest[0], frame],
    }[verb]
    submission = Submission(
        student="s", exercise="e", content=b"", sha256="", submitted_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    with Session(submission, Limits(), lambda limits: Script(frames)) as session:
        session.start_test(1)
        try:
            if verb == "parse":
                value: object = session.syntax_tree()
            else:
                value = session.module.f(abs, len)
        except SandboxLost:
            if verb != "parse":  # a parser that never saw the student's code run gives a tree, or it is our fault
                raise
            return "SandboxLost"
        except (StudentFault, StudentStopped) as error:
            return type(error).__name__.partition("[")[0]
        except TypeError as error:
            if type(error) is TypeError:  # not one of the student's
                raise
            return "StudentRaised"
        return "value" if value is not None else "None"


def some_node(rng: random.Random, depth: int = 0) -> object:
    """Give a random tree."""
    match rng.randrange(8 if depth < 5 else 5):
        case 0:
            return rng.choice((None, True, False))
        case 1:
            return rng.choice(NUMBERS)
        case 2:
            return rng.choice((0.0, -0.0, 1.5, float("nan"), float("inf"), 5e-324))
        case 3 | 4:
            return rng.choice(TEXTS)
    kind = rng.choice(KINDS)
    count = rng.choice((0, 1, 2, 2, 3, 4, 40))
    items = [some_node(rng, depth + 1) for _ in range(count)]
    if kind in ("a", "n") and rng.random() < 0.8:
        items = [rng.choice(DTYPES), *(rng.choice((0, 1, 2, 3, *NUMBERS)) for _ in range(rng.choice((0, 1, 2, 33))))]
    if kind == "f" and rng.random() < 0.8:
        items = [rng.randrange(4), Tree("t", items[:3]), Tree("d", ["key", 1] if rng.random() < 0.3 else [])]
    if kind == "h" and rng.random() < 0.8:
        items = [rng.choice(NUMBERS), rng.choice(TEXTS), rng.random() < 0.5]
    return Tree(kind, items)  # type: ignore[arg-type]  # wrong ones are meant


def largest(number: int) -> bytes:
    """Give a frame as large as one may be."""
    items = MAX_HEADER_BYTES - 100
    match number % 8:
        case 0:
            return answer("value", Tree("a", ["f8", MAX_PAYLOAD_BYTES // 8]), bytes(MAX_PAYLOAD_BYTES))
        case 1:
            return answer("value", Tree("b", [MAX_PAYLOAD_BYTES]), bytes(MAX_PAYLOAD_BYTES))
        case 2:
            return answer("value", Tree("l", [None] * items))
        case 3:
            return answer("value", "x" * items)
        case 4:
            return answer("value", Tree("l", [Tree("a", ["f8", 0])] * (items // 6)))
        case 5:
            return answer("value", Tree("l", [Tree("a", ["u1", 1 << 20])] * 64), bytes(MAX_PAYLOAD_BYTES))
        case 6:
            return answer("callback", Tree("f", [1, Tree("t", [None] * 300_000), Tree("d", [])]))
        case _:
            keys = [key for number in range(90_000) for key in (f"k{number}", 0)]
            return answer("value", Tree("d", keys))  # type: ignore[arg-type]  # wrong on purpose


def damaged(rng: random.Random, frame: bytes) -> bytes:
    """Give the frame with some of its bytes changed; as a rule with lengths that are right again."""
    head, body = frame[: LENGTHS.size], bytearray(frame[LENGTHS.size :])
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(body) + 1)
        match rng.randrange(4):
            case 0 if at < len(body):
                body[at] = rng.choice((rng.randrange(256), 0xC7, 0xD9, 0xDC, 0xDD, 0xDE, 0xDF, 0xC0, 0x90, 0x80, 0xFF))
            case 1:
                body[at:at] = rng.randbytes(rng.randrange(1, 9))
            case 2:
                del body[at : at + rng.randrange(1, 9)]
            case _:
                body[at:at] = body[at : at + rng.randrange(1, 30)] * rng.randrange(1, 50)
    if rng.random() < 0.1:
        return LENGTHS.pack(rng.choice((0, 1, 1 << 20, (1 << 20) + 1, (1 << 32) - 1)), rng.choice(LENGTH_LIES)) + body
    if rng.random() < 0.05:
        return head + body
    header = min(LENGTHS.unpack(head)[0], len(body)) if len(head) == LENGTHS.size else len(body)
    header += rng.choice((0, 0, 0, len(body) - header))
    return LENGTHS.pack(header, len(body) - header) + body


LENGTH_LIES = (0, 1, MAX_PAYLOAD_BYTES, MAX_PAYLOAD_BYTES + 1, 1 << 40, (1 << 64) - 1)


def frames_of(number: int, corpus: list[bytes]) -> Iterator[bytes]:
    """Give a round's frames."""
    rng = random.Random(number)  # noqa: S311 - a round is to be found again, not to be secret
    if number % 200 == 0:
        yield largest(number // 200)
    for _ in range(20):
        payload = rng.randbytes(rng.choice((0, 0, 8, 16, 64)))
        built = answer(rng.choice(VERBS), some_node(rng), payload, NONCE if rng.random() < 0.95 else 2)
        yield built
        yield damaged(rng, rng.choice([*corpus, built]))


def main() -> int:
    """Run for the time, print what was seen, give 1 when there was a finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--rounds", type=int, default=1 << 60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    corpus = [file.read_bytes() for file in sorted(CORPUS.glob("*.bin"))]
    seen: Counter[str] = Counter()
    findings, number, end = 0, options.first, monotonic() + options.seconds
    while number < options.first + options.rounds and monotonic() < end and findings < 20:
        for frame in frames_of(number, corpus):
            for verb in ("call", "run", "parse"):
                started = process_time()
                try:
                    seen[run(frame, verb)] += 1
                    wrong = ""
                except (Exception, SandboxLost) as error:
                    wrong = f"{type(error).__name__}: {error}"[:300]
                if process_time() - started > SLOWEST_SECONDS:
                    wrong = f"took {process_time() - started:.1f} s of computing time"
                if wrong:
                    findings += 1
                    print(f"round {number}, {verb}: {wrong}\n    {frame[:80]!r}")
                    if options.save:
                        options.save.mkdir(parents=True, exist_ok=True)
                        (options.save / f"{number}-{verb}.bin").write_bytes(frame)
        number += 1
    size = peak_mib()
    print(f"{number - options.first:,} rounds, {seen.total():,} answers, {findings} findings, at most {size:.0f} MiB")
    print(", ".join(f"{word} {count:,}" for word, count in seen.most_common()))
    if size > MOST_MIB:
        print(f"more than {MOST_MIB} MiB")
    return int(findings > 0 or size > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
