"""What runs on macOS and Windows: plain children, without anything that those systems lack."""

import subprocess
import sys

PROGRAM = '''
import multiprocessing, os, queue, select, signal, socket, subprocess, sys, threading, traceback  # as they are here
import hashlib
from datetime import UTC, datetime

# What Windows does not have; whoever uses it from here on is found out.
for module in ("fcntl", "resource", "pwd", "grp", "termios", "_posixshmem", "pty", "tty", "crypt", "spwd", "syslog"):
    sys.modules[module] = None
LACKING = {
    os: "fork forkpty pipe2 killpg setsid getuid geteuid setgroups setresuid set_blocking pidfd_open mkfifo "
    "sched_getaffinity memfd_create wait3 wait4 WIFEXITED statvfs getpgid uname",
    select: "poll epoll",
    signal: "SIGKILL SIGXCPU SIGALRM SIGHUP SIGUSR1 SIGPIPE alarm setitimer pidfd_send_signal pthread_kill",
    socket: "AF_UNIX send_fds recv_fds",
}
# There it is TerminateProcess; here its own way needs signal.SIGKILL.
subprocess.Popen.kill = lambda self: self.poll() is None and os.kill(self.pid, 9)
for module, names in LACKING.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
sys.platform = "win32"

from grader.errors import SandboxUnavailable, StudentCrashed, StudentTimeout
from grader.execute import doctor, open_plain, open_zygote
from grader.model import Limits, Submission

source = b"""
import numpy as np

class Neuron:
    def __init__(self, w):
        self.w = np.array(w)

    def forward(self, x):
        print("forward")
        return x @ self.w

def apply(f, x):
    return f(x)

def loop():
    while True:
        pass

def leave():
    import os
    os._exit(5)

def large(x):
    return x + 1
"""
submission = Submission(
    student="ada", exercise="neuron", content=source, sha256=hashlib.sha256(source).hexdigest(),
    submitted_at=datetime(2030, 1, 1, tzinfo=UTC),
)
import numpy as np

with open_plain() as opener, opener.open(submission, Limits(cpu_seconds=2, wall_seconds=4)) as session:
    session.start_test(1)
    neuron = session.module.Neuron([1.0, 2.0])
    print(neuron.forward(np.array([3.0, 4.0])), session.take_output().strip())
    print(session.module.apply(lambda x: x + 1, 4), len(session.syntax_tree().body))
    print(session.module.large(np.zeros((1000, 200))).sum())
    for name in ("loop", "leave"):
        session.start_test(2)
        try:
            getattr(session.module, name)()
        except (StudentTimeout, StudentCrashed) as error:
            print(type(error).__name__)
    session.start_test(3)
    print(session.module.apply(abs, -2.5))
try:
    open_zygote()
except SandboxUnavailable as error:
    print(error.step, "WSL2" in str(error))
print([(row.name, row.ok) for row in doctor()][:1])
'''


def test_plain_children_use_nothing_that_windows_lacks():
    """With what Windows lacks taken away, a session works, ends on time, and the sandbox says where to go."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "11.0 forward",
        "5 6",
        "200000.0",
        "StudentTimeout",
        "StudentCrashed",
        "2.5",
        "operating system True",
        "[('operating system', False)]",
    ]


def test_plain_child_whose_program_lives_on(plain, submission):
    """A program that the student's code has started and left behind holds nobody up."""
    from grader.model import Limits

    start = "subprocess.Popen(['sleep', '20'], start_new_session=True)"
    source = f"import subprocess\n\ndef start():\n    {start}\n    return 1\n"

    with plain.open(submission(source), Limits()) as session:
        session.start_test(1)
        assert session.module.start() == 1
