"""The ceremony of a vote: what was held of it, and what was passed over."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unit = sa.Column("unit", sa.String(), server_default="", nullable=False)
    op.add_column("member", unit)
    op.create_table(
        "ceremony",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name=op.f("fk_ceremony_paper_paper")),
        sa.PrimaryKeyConstraint("paper", name=op.f("pk_ceremony")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rite",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("rite", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper"], ["ceremony.paper"], name=op.f("fk_rite_paper_ceremony")
        ),
        sa.PrimaryKeyConstraint("paper", "round", "rite", name=op.f("pk_rite")),
        sqlite_with_rowid=False,
    )
