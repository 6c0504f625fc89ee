"""Papers cast together; what a result left open, and how it was settled."""

import sqlalchemy as sa
from alembic import op

from core.schema import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("round", sa.Column("settles", sa.String(), nullable=True))
    # Until now a round that followed another was always the run-off of a tie.
    op.execute("UPDATE round SET settles = 'tie' WHERE follows IS NOT NULL")
    op.add_column("round", sa.Column("told_at", Moment(), nullable=True))
    op.add_column("round", sa.Column("groups", sa.Text(), nullable=True))
    op.add_column("paper", sa.Column("session", sa.String(), nullable=True))
    op.create_table(
        "settlement",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"], ["round.id"], name=op.f("fk_settlement_round_round")
        ),
        sa.PrimaryKeyConstraint("round", "matter", name=op.f("pk_settlement")),
        sqlite_with_rowid=False,
    )
