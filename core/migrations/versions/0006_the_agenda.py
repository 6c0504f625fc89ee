"""The agenda becomes a tree with planned times; meetings have a day."""

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
