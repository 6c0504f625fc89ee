"""What each big screen of the hall shows, and how."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "screen",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("ratio", sa.String(), nullable=False),
        sa.Column("is_large", sa.Boolean(), nullable=False),
        sa.Column("shows", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("is_blank", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_screen_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen")),
    )
    op.create_index(op.f("ix_screen_meeting"), "screen", ["meeting"])
