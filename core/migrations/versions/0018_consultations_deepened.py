"""Consultations go deeper: open for days online."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consult_window",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("opens_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_consult_window_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_consult_window")),
    )
    op.create_table(
        "outside_reaction",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_outside_reaction_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint(
            "meeting", "statement", "voice", name=op.f("pk_outside_reaction")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_reaction_voice", "reaction", ["meeting", "voice"], unique=False)
