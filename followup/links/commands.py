"""What comes of a decision is opened once: two who press at the same time open no two."""

from collections.abc import Sequence

from core.database import Database
from core.errors import Refused
from followup.commands import office_of, open_one
from followup.links import store
from followup.office import Actor
from followup.proposal import Draft


async def follow(db: Database, by: Actor, drafts: Sequence[Draft]) -> list[str]:
    """The drafts become matters, all or none; refused if one of them is followed already."""
    async with db.transaction() as tx:
        actor = await office_of(tx, by)
        for link in (link for one in drafts for link in one.links):
            found = await store.list_linked(tx.connection, link.to, link.to_id)
            if any(known.to_id == link.to_id for _, known in found):
                raise Refused("followed-already")
        return [await open_one(tx, actor, one) for one in drafts]
