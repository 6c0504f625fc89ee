"""What can change about deliveries: somebody is to be told, and has been told."""

from collections.abc import Sequence

from core.database import Database
from core.errors import Refused
from core.ids import new_id
from followup import event as e
from followup.calendar import day_of
from followup.commands import actor_of, add_event, add_events, calendar, office_of
from followup.deliveries import store
from followup.deliveries.delivery import Delivery, Way
from followup.office import Actor
from followup.store import list_orgs, load_terms


async def name_receivers(
    db: Database,
    by: Actor,
    matter: str,
    org: str,
    contact: tuple[str, str],
    wanted: Sequence[str],
) -> None:
    """These are to be told by the contact person (name and telephone) of an organisation."""
    async with db.transaction() as tx:
        actor = await office_of(tx, by)
        known = await list_orgs(tx.connection)
        if org not in known:
            raise Refused("no-such-org", "org")
        days = await calendar(tx)
        terms = await load_terms(tx.connection)
        due = days.add(day_of(tx.now), terms.deliver_days)
        new = [
            Delivery(
                id=new_id(),
                matter=matter,
                org=org,
                org_name=known[org].name,
                contact=contact[0],
                phone=contact[1],
                receiver=one,
                due=due,
            )
            for one in wanted
        ]
        told = {"to": org, "to_name": known[org].name, "due_on": due.isoformat()}
        events = [(actor, e.DeliveryDue, {"delivery": one.id, **told}) for one in new]
        await add_events(tx, matter, events)
        await store.add(tx.connection, new)


async def tick(db: Database, by: Actor, delivery: str, way: Way) -> str:
    """They were told, today; answers the matter."""
    async with db.transaction() as tx:
        actor = await actor_of(tx, by)
        one = await store.load(tx.connection, delivery)
        facts = {"delivery": delivery, "way": way.value}
        await add_event(tx, actor, one.matter, e.Delivered, facts)
        await store.mark(tx.connection, delivery, day_of(tx.now), by.name, way)
    return one.matter
