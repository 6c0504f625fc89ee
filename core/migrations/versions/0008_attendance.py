"""Leaves with hours, who has left, attendees by kind; recounts, and the register of a vote."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("kind", "leave_from", "leave_to"):
        op.add_column("member", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("member", sa.Column("left_at", Moment(), nullable=True))
    op.add_column("member", sa.Column("back_at", Moment(), nullable=True))
    op.add_column("meeting", sa.Column("recount", sa.Text(), nullable=True))
    op.add_column("roll", sa.Column("added_at", Moment(), nullable=True))
    op.create_table(
        "register",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_register_round_round")),
        sa.PrimaryKeyConstraint("round", name=op.f("pk_register")),
    )
