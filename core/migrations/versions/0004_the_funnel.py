"""Funnels: how many collected projects become few, stage after stage."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "funnel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_funnel_meeting_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funnel")),
    )
    op.create_index(op.f("ix_funnel_meeting"), "funnel", ["meeting"])
    op.create_table(
        "funnel_entry",
        sa.Column("funnel", sa.String(), nullable=False),
        sa.Column("no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("investment", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("completes", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funnel"], ["funnel.id"], name=op.f("fk_funnel_entry_funnel_funnel")
        ),
        sa.PrimaryKeyConstraint("funnel", "no", name=op.f("pk_funnel_entry")),
    )
    op.create_table(
        "funnel_stage",
        sa.Column("funnel", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("keep", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funnel"], ["funnel.id"], name=op.f("fk_funnel_stage_funnel_funnel")
        ),
        sa.ForeignKeyConstraint(["item"], ["item.id"], name=op.f("fk_funnel_stage_item_item")),
        sa.PrimaryKeyConstraint("funnel", "position", name=op.f("pk_funnel_stage")),
    )
    op.create_table(
        "funnel_conclusion",
        sa.Column("funnel", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funnel"], ["funnel.id"], name=op.f("fk_funnel_conclusion_funnel_funnel")
        ),
        sa.PrimaryKeyConstraint("funnel", "stage", "number", name=op.f("pk_funnel_conclusion")),
    )
