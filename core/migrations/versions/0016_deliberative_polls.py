"""Deliberative polls: the register and its draw, and, apart from it, cards and answers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "poll",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("strata", sa.String(), nullable=False),
        sa.Column("ages", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("register_hash", sa.String(), nullable=False),
        sa.Column("list_hash", sa.String(), nullable=False),
        sa.Column("drawn_number", sa.String(), nullable=False),
        sa.Column("witnesses", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("names_gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_poll_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
    )
    op.create_index(op.f("ix_poll_meeting"), "poll", ["meeting"])
    op.create_table(
        "poll_resident",
        sa.Column("poll", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column("village", sa.String(), nullable=False),
        sa.Column("grid", sa.String(), nullable=False),
        sa.Column("household", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll"], ["poll.id"], name=op.f("fk_poll_resident_poll_poll")),
        sa.PrimaryKeyConstraint("poll", "number", name=op.f("pk_poll_resident")),
    )
    for table, key in (("poll_questionnaire", "version"), ("poll_group", "round")):
        op.create_table(
            table,
            sa.Column("poll", sa.String(), nullable=False),
            sa.Column(key, sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("text", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["poll"], ["poll.id"], name=op.f(f"fk_{table}_poll_poll")),
            sa.PrimaryKeyConstraint("poll", key, name=op.f(f"pk_{table}")),
        )
    op.create_table(
        "poll_card",
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("poll", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["poll"], ["poll.id"], name=op.f("fk_poll_card_poll_poll")),
        sa.PrimaryKeyConstraint("seat", name=op.f("pk_poll_card")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_poll_card_poll"), "poll_card", ["poll"])
    op.create_table(
        "poll_answer",
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("wave", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat"], ["poll_card.seat"], name=op.f("fk_poll_answer_seat_poll_card")
        ),
        sa.PrimaryKeyConstraint("seat", "wave", name=op.f("pk_poll_answer")),
        sqlite_with_rowid=False,
    )
