"""Archives of whole meetings on the shelf, and an index of what stands in them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("copy", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("congress", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("last_at", sa.String(), nullable=False),
        sa.Column("retention", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_archive")),
    )
    op.create_index(op.f("ix_archive_meeting"), "archive", ["meeting"])
    op.create_table(
        "archive_passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("archive", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["archive"], ["archive.hash"], name=op.f("fk_archive_passage_archive_archive")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_passage")),
    )
    op.create_index(op.f("ix_archive_passage_archive"), "archive_passage", ["archive"])
    # Only the index: the texts stand beside it.
    op.execute("CREATE VIRTUAL TABLE archive_index USING fts5(terms, content='')")
