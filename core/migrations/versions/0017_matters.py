"""Matters that are followed until they are done."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "org",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["org.id"], name=op.f("fk_org_parent_org")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org")),
    )
    op.create_table(
        "post",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["org"], ["org.id"], name=op.f("fk_post_org_org")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_post_person_person")),
        sa.PrimaryKeyConstraint("person", "org", "office", name=op.f("pk_post")),
    )
    op.create_table(
        "matter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("lead_name", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("claimed", sa.Integer(), nullable=True),
        sa.Column("planned", sa.String(), nullable=False),
        sa.Column("paid", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("no", name=op.f("uq_matter_no")),
    )
    op.create_index(op.f("ix_matter_as_of"), "matter", ["as_of"], unique=False)
    op.create_index("ix_matter_late", "matter", ["rank", "late", "no"], unique=False)
    op.create_table(
        "matter_duty",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_duty_matter_matter")
        ),
        sa.PrimaryKeyConstraint(
            "matter", "org", "duty", "ref", "round", name=op.f("pk_matter_duty")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_matter_duty_org", "matter_duty", ["org", "due"], unique=False)
    op.create_table(
        "matter_unit",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_unit_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", "org", name=op.f("pk_matter_unit")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_matter_unit_org"), "matter_unit", ["org"], unique=False)
    op.create_table(
        "matter_link",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_link_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", "to", "to_id", name=op.f("pk_matter_link")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_matter_link_to", "matter_link", ["to", "to_id"], unique=False)
    op.create_table(
        "workday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_workday", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_workday")),
    )
    op.create_table(
        "matter_terms",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_matter_terms")),
    )
