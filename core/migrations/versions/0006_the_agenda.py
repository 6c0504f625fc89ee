"""The agenda becomes a tree with planned times; meetings have a day and stand in sessions."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("date", "starts"):
        op.add_column(
            "meeting", sa.Column(name, sa.String(), nullable=False, server_default="")
        )
    op.add_column(
        "meeting", sa.Column("changes", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("meeting", sa.Column("changed_at", Moment(), nullable=True))
    op.execute("UPDATE meeting SET changed_at = called_at")
    op.add_column("item", sa.Column("depth", sa.Integer(), nullable=False, server_default="0"))
    for name in ("unit", "starts", "reason"):
        op.add_column("item", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("item", sa.Column("lasts", sa.Integer(), nullable=True))
    op.create_table(
        "congress_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("congress", sa.String(), nullable=False),
        sa.Column("formed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_congress_session")),
    )
    op.create_table(
        "sitting",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_sitting_meeting_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["session"],
            ["congress_session.id"],
            name=op.f("fk_sitting_session_congress_session"),
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_sitting")),
    )
    op.create_index(op.f("ix_sitting_session"), "sitting", ["session"])
