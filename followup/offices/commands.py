"""What the congress office sets up: who is who, which days are worked, when it turns red."""

from dataclasses import asdict

from core.database import Database, Transaction
from core.errors import Refused
from core.ids import new_id
from core.journal import HOUSE
from followup import store
from followup.calendar import Special
from followup.commands import office_of
from followup.events import OrgAdded, PostGiven, PostTaken, TermsSet, WorkdaySet
from followup.office import POSTS, Actor, Office, Org, OrgKind, Post, Tier, check_org
from followup.offices.store import save_workday
from followup.terms import Terms, check_terms
from sessions import queries as sessions


async def add_org(
    db: Database, by: Actor, name: str, level: Tier, kind: OrgKind, parent: str
) -> str:
    async with db.transaction() as tx:
        await office_of(tx, by)
        known = await store.list_orgs(tx.connection)
        org = Org(new_id(), parent or None, level, kind, name)
        check_org(org, known)
        await store.add_org(tx.connection, org)
        _tell_org(tx, org, by.name)
    return org.id


def _tell_org(tx: Transaction, org: Org, by: str) -> None:
    tx.record(
        OrgAdded(
            meeting=HOUSE,
            org=org.id,
            parent=org.parent,
            level=org.level.value,
            kind=org.kind.value,
            name=org.name,
            by=by,
        )
    )


async def found_office(db: Database, person: str, by: str, name: str, level: Tier) -> str:
    """The first congress, and its office: by a holder who may call meetings, for themselves."""
    async with db.transaction() as tx:
        known = await store.list_orgs(tx.connection)
        org = Org(new_id(), None, level, OrgKind.CONGRESS, name)
        check_org(org, known)
        await store.add_org(tx.connection, org)
        _tell_org(tx, org, by)
        await _give(tx, Post(person, org.id, Office.CONGRESS_OFFICE), name, by)
    return org.id


async def _give(tx: Transaction, post: Post, org_name: str, by: str) -> None:
    await store.add_post(tx.connection, post)
    facts = {"person": post.person, "org": post.org, "office": post.office.value}
    tx.record(PostGiven(meeting=HOUSE, org_name=org_name, by=by, **facts))


async def give_post(db: Database, by: Actor, post: Post) -> None:
    """The congress office appoints. An auditor holds no other post, as in a meeting."""
    async with db.transaction() as tx:
        await office_of(tx, by)
        known = await store.list_orgs(tx.connection)
        if post.org not in known or post.office not in POSTS:
            raise Refused("no-such-org", "org")
        if post.person not in {one for one, _ in await sessions.holders(tx.connection)}:
            raise Refused("no-such-holder", "person")
        held = {one.office for one, _ in await store.list_posts(tx.connection, post.person)}
        if held and (Office.AUDITOR in held) != (post.office is Office.AUDITOR):
            raise Refused("auditor-alone", "office")
        await _give(tx, post, known[post.org].name, by.name)


async def take_post(db: Database, by: Actor, post: Post) -> None:
    async with db.transaction() as tx:
        await office_of(tx, by)
        await store.drop_post(tx.connection, post)
        facts = {"person": post.person, "org": post.org, "office": post.office.value}
        tx.record(PostTaken(meeting=HOUSE, by=by.name, **facts))


async def set_workday(db: Database, by: Actor, one: Special) -> None:
    """A day of the calendar is corrected; all colours follow with the next refresh."""
    async with db.transaction() as tx:
        await office_of(tx, by)
        await save_workday(tx.connection, one)
        await store.forget_day(tx.connection)
        day, source = one.day.isoformat(), one.source
        told = WorkdaySet(
            meeting=HOUSE, day=day, is_workday=one.is_workday, source=source, by=by.name
        )
        tx.record(told)


async def set_terms(db: Database, by: Actor, terms: Terms) -> None:
    async with db.transaction() as tx:
        await office_of(tx, by)
        await store.save_terms(tx.connection, check_terms(terms), by.name)
        await store.forget_day(tx.connection)
        tx.record(TermsSet(meeting=HOUSE, terms=asdict(terms), by=by.name))
