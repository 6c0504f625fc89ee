"""What can change about the pool of experts."""

from consult.experts import store
from consult.experts.events import ExpertListed, ExpertRemoved
from consult.experts.expert import Expert, check_expert, read_fields
from core.database import Database
from core.ids import new_id
from core.journal import HOUSE


async def list_expert(db: Database, by: str, name: str, fields: str, unit: str) -> str:
    """Put somebody into the pool. Gives the expert's id."""
    expert = Expert(new_id(), name, read_fields(fields), unit)
    check_expert(name, expert.fields)
    async with db.transaction() as tx:
        await store.add_expert(tx.connection, expert)
        tx.record(
            ExpertListed(
                meeting=HOUSE, name=name, fields="、".join(expert.fields), unit=unit, by=by
            )
        )
    return expert.id


async def remove_expert(db: Database, by: str, expert: str) -> None:
    async with db.transaction() as tx:
        if await store.remove_expert(tx.connection, expert):
            tx.record(ExpertRemoved(meeting=HOUSE, expert=expert, by=by))
