"""What can be done about badges at the server's own terminal. All of it is journalled."""

from core.database import Database
from core.ids import PersonId, new_id
from core.journal import HOUSE
from sessions import store
from sessions.signin import store as badges
from sessions.signin.commands import issue_badges
from sessions.signin.events import OwnerBadgeMade

TERMINAL = "terminal"


async def first_badge(db: Database, name: str) -> tuple[PersonId, str] | None:
    """The first clerk of a new server and their badge's code; None if there is anybody."""
    async with db.transaction() as tx:
        if await store.anybody(tx.connection):
            return None
        person = PersonId(new_id())
        await store.add_people(tx.connection, [{"id": person, "name": name, "may_call": True}])
        tx.record(OwnerBadgeMade(meeting=HOUSE, first=True, by=TERMINAL))
        return person, (await issue_badges(tx, [person]))[person]


async def operator_badge(db: Database) -> str | None:
    """A new badge for the first clerk, made at the server's own terminal: the way back in."""
    async with db.transaction() as tx:
        person = await badges.find_caller(tx.connection)
        if person is None:
            return None
        await badges.save_pin(tx.connection, person, None)
        tx.record(OwnerBadgeMade(meeting=HOUSE, first=False, by=TERMINAL))
        return (await issue_badges(tx, [person]))[person]
