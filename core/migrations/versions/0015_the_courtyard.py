"""A meeting can be a consultation: with grids, experts, stools, and a log of what is said."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grid",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("deputies", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid")),
    )
    op.create_table(
        "expert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expert")),
    )
    op.create_table(
        "consultation",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_consultation_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_consultation")),
    )
    op.create_table(
        "stool",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("card_hash", sa.String(), nullable=True),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("age_band", sa.String(), nullable=True),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("joined_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting"], ["consultation.meeting"], name=op.f("fk_stool_meeting_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stool")),
        sa.UniqueConstraint("card_hash", name=op.f("uq_stool_card_hash")),
        sa.UniqueConstraint("meeting", "number", name=op.f("uq_stool_meeting")),
    )
    op.create_index(op.f("ix_stool_meeting"), "stool", ["meeting"])
    op.create_table(
        "consult_entry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("typed_by", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_consult_entry_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_consult_entry")),
        sa.UniqueConstraint("id", name=op.f("uq_consult_entry_id")),
    )
    op.create_index(op.f("ix_consult_entry_meeting"), "consult_entry", ["meeting"])
    op.create_table(
        "reaction",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("typed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["consultation.meeting"], name=op.f("fk_reaction_meeting_consultation")
        ),
        sa.PrimaryKeyConstraint("meeting", "statement", "voice", name=op.f("pk_reaction")),
        sqlite_with_rowid=False,
    )
