"""Secret rounds: devices, boxes, the marked register, paper slips, witnesses, complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "voting_device",
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting"], ["meeting.id"], name=op.f("fk_voting_device_meeting_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_voting_device_person_person")
        ),
        sa.PrimaryKeyConstraint("meeting", "person", name=op.f("pk_voting_device")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "box",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("manifest_hash", sa.String(), nullable=False),
        sa.Column("freshness", sa.String(), nullable=False),
        sa.Column("papers", sa.Integer(), nullable=False),
        sa.Column("scrutineers", sa.Integer(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=True),
        sa.Column("checkpoint_hash", sa.String(), nullable=True),
        sa.Column("checkpoint_number", sa.Integer(), nullable=True),
        sa.Column("checkpoint_signature", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_box_round_round")),
        sa.PrimaryKeyConstraint("round", name=op.f("pk_box")),
        sa.UniqueConstraint("id", name=op.f("uq_box_id")),
        sa.UniqueConstraint("checkpoint_number", name=op.f("uq_box_checkpoint_number")),
    )
    _by_person("issue", "person", "request_hash", "device", "signature")
    _by_person("slip", "person")
    _by_person("slip_count", "teller", "count")
    op.create_table(
        "witness",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_witness_round_round")),
        sa.ForeignKeyConstraint(
            ["person"], ["person.id"], name=op.f("fk_witness_person_person")
        ),
        sa.PrimaryKeyConstraint("round", "person", "what", name=op.f("pk_witness")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "complaint",
        sa.Column("round", sa.String(), nullable=False),
        sa.Column("leaf", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f("fk_complaint_round_round")),
        sa.PrimaryKeyConstraint("round", "leaf", name=op.f("pk_complaint")),
        sqlite_with_rowid=False,
    )


def _by_person(table: str, person: str, *texts: str) -> None:
    """A row for each person of a round, without time and without an order of arrival."""
    op.create_table(
        table,
        sa.Column("round", sa.String(), nullable=False),
        sa.Column(person, sa.String(), nullable=False),
        *(
            sa.Column(name, sa.Text() if name == "count" else sa.String(), nullable=False)
            for name in texts
        ),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name=op.f(f"fk_{table}_round_round")),
        sa.ForeignKeyConstraint(
            [person], ["person.id"], name=op.f(f"fk_{table}_{person}_person")
        ),
        sa.PrimaryKeyConstraint("round", person, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
