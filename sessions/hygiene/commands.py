"""Personal data whose term is over are deleted when a person has seen how much and confirms."""

from core.database import Database
from core.errors import Refused
from core.journal import HOUSE
from sessions.hygiene import store
from sessions.hygiene.due import Due
from sessions.hygiene.events import PersonalDataDeleted
from sessions.hygiene.queries import ripe


async def delete_due(
    db: Database, confirmed: str, by: str, meeting: str = "", person: str = ""
) -> Due:
    """Delete what is due. `confirmed` is the fingerprint of the figures that were looked at.

    `person` is who confirms: their own badge still opens the door they stand in.
    """
    async with db.transaction() as tx:
        found = await ripe(tx.connection, tx.now, meeting, person)
        if not found.due.total:
            raise Refused("nothing-due")
        if found.due.fingerprint != confirmed:
            raise Refused("due-changed")
        await store.delete_due(tx.connection, found.persons, found.meetings)
        due = found.due
        tx.record(
            PersonalDataDeleted(
                meeting=HOUSE,
                of_meeting=meeting,
                badges=due.badges,
                devices=due.devices,
                refusals=due.refusals,
                pins=due.pins,
                id_tails=due.id_tails,
                by=by,
            )
        )
    return due
