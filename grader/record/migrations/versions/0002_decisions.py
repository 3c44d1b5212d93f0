"""Adjustments and extensions, what regrades replaced, and where a result was made."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A migration stays as it was written, so it does not import tables.py, which moves on.
KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _decision(name: str, *own: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", KEY, primary_key=True),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        *own,
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("undone_by", sa.Text, nullable=False),
        sa.Column("undone_at", sa.BigInteger),
    )
    op.create_index(f"ix_{name}_course_student_exercise", name, ["course", "student", "exercise"])


def upgrade() -> None:
    """Add the tables; of what is there, only `result` gets a column, and no table is written anew."""
    op.add_column("result", sa.Column("environment", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "former_result",
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
        sa.Column("environment", sa.Text, nullable=False),
        sa.Column("replaced_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_former_result_submission_id", "former_result", ["submission_id"])
    _decision("adjustment", sa.Column("sets", sa.Boolean, nullable=False), sa.Column("points", sa.Text, nullable=False))
    _decision("extension", sa.Column("due", sa.BigInteger), sa.Column("extra_attempts", sa.Integer, nullable=False))
