"""Reports that become matters, and who brought them; ratings, and who was asked for them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "matter_count",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_count_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", "figure", name=op.f("pk_matter_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "matter_heard",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("rater", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("org_name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("year", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("basically", sa.Integer(), nullable=False),
        sa.Column("unsatisfied", sa.Integer(), nullable=False),
        sa.Column("attitude", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_heard_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", "rater", "number", name=op.f("pk_matter_heard")),
        sqlite_with_rowid=False,
    )
    # What they are made of is there: the next reader makes the rows anew.
    op.execute("UPDATE matter SET as_of = '0001-01-01'")
    _reports()
    _outbox()
    _deliveries()
    _ratings()
    _rhythm()


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("is_deputy", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("photo", sa.String(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("joins", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_state"), "report", ["state"], unique=False)
    op.create_table(
        "report_contact",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["report.id"], name=op.f("fk_report_contact_report_report")
        ),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_report_contact")),
        sa.UniqueConstraint("code", name=op.f("uq_report_contact_code")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("org_name", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_next_try"), "outbox", ["next_try"], unique=False)
    op.create_index(op.f("ix_outbox_sent_at"), "outbox", ["sent_at"], unique=False)
    op.create_table(
        "outbox_address",
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["org"], ["org.id"], name=op.f("fk_outbox_address_org_org")),
        sa.PrimaryKeyConstraint("org", name=op.f("pk_outbox_address")),
    )


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("org", sa.String(), nullable=False),
        sa.Column("org_name", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("delivered_by", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_delivery_matter_matter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_matter"), "delivery", ["matter"], unique=False)
    op.create_index(
        op.f("ix_delivery_delivered_on"), "delivery", ["delivered_on"], unique=False
    )


def _ratings() -> None:
    op.create_table(
        "rating_invited",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("has_rated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_rating_invited_matter_matter")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_rating_invited_person_person")
        ),
        sa.PrimaryKeyConstraint("matter", "number", "person", name=op.f("pk_rating_invited")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_rating_invited_person", "rating_invited", ["person"], unique=False)
    op.create_table(
        "rating_slip",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("has_rated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_rating_slip_matter_matter")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rating_slip")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rating_slip_matter"), "rating_slip", ["matter"], unique=False)
    op.create_table(
        "rating_box",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_rating_box_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", name=op.f("pk_rating_box")),
        sqlite_with_rowid=False,
    )


def _rhythm() -> None:
    op.create_table(
        "matter_review",
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["matter"], ["matter.id"], name=op.f("fk_matter_review_matter_matter")
        ),
        sa.PrimaryKeyConstraint("matter", "review", "year", name=op.f("pk_matter_review")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_matter_review_year", "matter_review", ["year", "review"], unique=False)
