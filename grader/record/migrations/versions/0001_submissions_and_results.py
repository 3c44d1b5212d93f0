"""Submissions by content, results by exercise version, findings to count."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# A migration stays as it was written, so it does not import tables.py, which moves on.
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables of the first form."""
    op.create_table(
        "content",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "submission",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("submitted_at", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("readable", sa.Boolean, nullable=False),
        sa.Column("unreadable", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("taken_in_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint(
            "course", "student", "exercise", "submitted_at", "sha256", "readable", name="uq_submission_course"
        ),
    )
    op.create_table(
        "result",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("submission_id", KEY, sa.ForeignKey("submission.id", ondelete="CASCADE"), nullable=False),
        sa.Column("exercise_version", sa.Text, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("points", sa.Text),
        sa.Column("max_points", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("tests", sa.Text, nullable=False),
        sa.Column("toolkit_version", sa.Text, nullable=False),
        sa.Column("seed", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("submission_id", "exercise_version", name="uq_result_submission_id"),
    )
    op.create_table(
        "finding",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("result_id", KEY, sa.ForeignKey("result.id", ondelete="CASCADE"), nullable=False),
        sa.Column("test_id", sa.Text, nullable=False),
        sa.Column("diagnosis", sa.Text, nullable=False),
    )
    op.create_index("ix_finding_result_id", "finding", ["result_id"])
