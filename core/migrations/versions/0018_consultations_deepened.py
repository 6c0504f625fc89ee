"""Machines whose parcels are taken in, ways up the ladder, their steps and their days."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "courier",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("trusted_by", sa.String(), nullable=False),
        sa.Column("trusted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_courier")),
    )
    _the_ladder()
    _days_online()
    _in_the_hall()
    op.create_table(
        "voice_tie",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("stool", sa.String(), nullable=False),
        sa.Column("badge", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_voice_tie_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("meeting", "stool", name=op.f("pk_voice_tie")),
        sa.UniqueConstraint("meeting", "badge", name=op.f("uq_voice_tie_meeting")),
    )


def _the_ladder() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("point", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("home", sa.String(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["consultation.meeting"], name=op.f("fk_referral_meeting_consultation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("entry", name=op.f("uq_referral_entry")),
    )
    op.create_table(
        "referral_step",
        sa.Column("referral", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("due", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral"], ["referral.id"], name=op.f("fk_referral_step_referral_referral")
        ),
        sa.PrimaryKeyConstraint("referral", "seq", name=op.f("pk_referral_step")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ladder_term",
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("level", name=op.f("pk_ladder_term")),
    )
    op.create_table(
        "settled_at_home",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_settled_at_home_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_settled_at_home")),
    )


def _days_online() -> None:
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


def _in_the_hall() -> None:
    op.create_table(
        "hall_notice",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("corrected_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_hall_notice_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("meeting", name=op.f("pk_hall_notice")),
    )
    op.create_table(
        "hall_department",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("invited_on", sa.String(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_hall_department_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_hall_department")),
        sa.UniqueConstraint("id", name=op.f("uq_hall_department_id")),
    )
    op.create_index(op.f("ix_hall_department_meeting"), "hall_department", ["meeting"])
    op.create_table(
        "hall_expert",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("expert", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"],
            ["consultation.meeting"],
            name=op.f("fk_hall_expert_meeting_consultation"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_hall_expert")),
        sa.UniqueConstraint("id", name=op.f("uq_hall_expert_id")),
        sa.UniqueConstraint("meeting", "expert", name=op.f("uq_hall_expert_meeting")),
    )
    op.create_index(op.f("ix_hall_expert_meeting"), "hall_expert", ["meeting"])
