"""A Submission goes in, a session comes out: the student's module as a proxy, its code in a process of its own."""

from grader.execute.doctor import DoctorRow, doctor
from grader.execute.exchange import Usage
from grader.execute.own import open_own
from grader.execute.plain import open_plain
from grader.execute.sandbox import begin_origin, open_zygote, share_origin
from grader.execute.session import Session

__all__ = [
    "DoctorRow", "Session", "Usage", "begin_origin", "doctor", "open_own", "open_plain", "open_zygote", "share_origin",
]  # fmt: skip
