"""The first schema: the meeting, the door, and votes by name or by hands."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("meeting", "number", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("congress", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("current_item", sa.String(), nullable=True),
        sa.Column("called_at", Moment(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("may_call", sa.Boolean(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "badge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_badge_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_badge_secret_hash")),
    )
    op.create_index(op.f("ix_badge_person"), "badge", ["person"], unique=False)
    op.create_table(
        "item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("started_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_item_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_meeting"), "item", ["meeting"], unique=False)
    op.create_table(
        "member",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("id_tail", sa.String(), nullable=False),
        sa.Column("attendance", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("arrived_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_member_meeting_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_member_person_person")
        ),
        sa.PrimaryKeyConstraint("meeting", "person", name=op.f("pk_member")),
    )
    op.create_index("ix_member_person", "member", ["person"], unique=False)
    op.create_table(
        "device",
        sa.Column("badge", sa.String(), nullable=False),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("bound_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["badge"], ["badge.id"], name=op.f("fk_device_badge_badge")),
        sa.PrimaryKeyConstraint("badge", "device_hash", name=op.f("pk_device")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "device_refusal",
        sa.Column("badge", sa.String(), nullable=False),
        sa.Column("device_hash", sa.String(), nullable=False),
        sa.Column("refused_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge"], ["badge.id"], name=op.f("fk_device_refusal_badge_badge")
        ),
        sa.PrimaryKeyConstraint("badge", "device_hash", name=op.f("pk_device_refusal")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("adoption", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_paper_item_item")),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_paper_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("item", name=op.f("uq_paper_item")),
    )
    op.create_index(op.f("ix_paper_meeting"), "paper", ["meeting"], unique=False)
    op.create_table(
        "project",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("investment", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("completes", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_project_paper_paper")),
        sa.PrimaryKeyConstraint("paper", "no", name=op.f("pk_project")),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("follows", sa.String(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("running", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["follows"], ["round.id"], name=op.f("fk_round_follows_round")),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_round_meeting_meeting")
        ),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_round_paper_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("paper", "number", name=op.f("uq_round_paper")),
    )
    op.create_index(op.f("ix_round_meeting"), "round", ["meeting"], unique=False)
    op.create_index(op.f("ix_round_paper"), "round", ["paper"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_ballot_person_person")
        ),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_ballot_round_round")),
        sa.PrimaryKeyConstraint("round", "person", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roll",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_roll_person_person")),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_roll_round_round")),
        sa.PrimaryKeyConstraint("round", "person", name=op.f("pk_roll")),
        sqlite_with_rowid=False,
    )
