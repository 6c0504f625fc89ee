"""What can change about matters. Every event passes `record`, whoever it comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, TypeAlias

from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.ids import new_id
from followup import store
from followup.acts import check_act
from followup.calendar import Calendar, calendar_of, day_of, months_after
from followup.event import Assigned, MatterEvent, MatterOpened, event_from, events_of
from followup.figures import store as figures
from followup.figures.counting import counts_of, heard_of
from followup.holidays import SEEDED
from followup.links import store as link_store
from followup.matter import MatterKind, Part, check_plan
from followup.office import Actor, Office, Org
from followup.offices.store import list_workdays
from followup.outbox import store as outbox
from followup.outbox.notice import of_day, of_event
from followup.plan import line_rows, milestone_rows
from followup.progress import progress
from followup.proposal import Draft
from followup.refusing import check_event
from followup.rhythm import store as rhythms
from followup.rhythm.review import rhythm
from followup.summary import View, summary, view
from followup.terms import Terms

Act: TypeAlias = tuple[Actor, type[MatterEvent], dict[str, Any]]

TOGETHER = 200  # matters whose rows are made again in one transaction


async def calendar(tx: Transaction) -> Calendar:
    return calendar_of([*SEEDED, *await list_workdays(tx.connection)])


async def actor_of(tx: Transaction, by: Actor) -> Actor:
    """Whoever says so must hold the post now; the name of the organisation is ours."""
    for post, org_name in await store.list_posts(tx.connection, by.person):
        if post.office is by.office and by.org in ("", post.org):
            return Actor(by.person, by.name, post.office, post.org, org_name)
    raise Forbidden("not-your-office", offices=[by.office])


async def office_of(tx: Transaction, by: Actor) -> Actor:
    """The congress office, for what belongs to no single matter."""
    if by.office is not Office.CONGRESS_OFFICE:
        raise Forbidden("not-your-office", offices=[Office.CONGRESS_OFFICE])
    return await actor_of(tx, by)


def _stamp(tx: Transaction, by: Actor, number: int, on: date | None = None) -> dict[str, Any]:
    """What every event says of itself. Those of one moment are told apart by `number`."""
    return {
        "id": f"{number:06d}-{new_id()}",
        "on": (on or day_of(tx.now)).isoformat(),
        "at": tx.now.isoformat(),
        "by": by.name,
        "office": by.office.value,
        "org": by.org,
        "org_name": by.org_name,
    }


async def record(
    db: Database, by: Actor, matter: str, kind: type[MatterEvent], **facts: Any
) -> str:
    """One event of one matter by somebody with a post; refused if it would have no effect."""
    async with db.transaction() as tx:
        return await add_event(tx, await actor_of(tx, by), matter, kind, facts)


async def add_event(
    tx: Transaction,
    by: Actor,
    matter: str,
    kind: type[MatterEvent],
    facts: dict[str, Any],
) -> str:
    """The same inside a transaction, for an actor who is known already (a link, an import)."""
    (made,) = await add_events(tx, matter, [(by, kind, facts)])
    return made


async def add_events(tx: Transaction, matter: str, acts: Sequence[Act]) -> list[str]:
    """Several at once in this order, all of them or none."""
    entries = (await store.journals(tx.connection, [matter]))[matter]
    await store.load_matter(tx.connection, matter)
    terms = await store.load_terms(tx.connection)
    told = events_of(entries)
    now, made, before = progress(told, terms), list[MatterEvent](), None
    for number, (by, kind, facts) in enumerate(acts, start=len(entries) + 1):
        if before not in (None, kind):
            now = progress([*told, *made], terms)
        check_act(kind, now.state, by.office)
        event = event_from(kind.__name__, matter, {**_stamp(tx, by, number), **facts})
        check_event(now, event)
        made.append(event)
        before = kind
    idle = set(progress([*told, *made], terms).idle)
    if any(one.id in idle for one in made):
        raise Refused("act-without-effect")
    for event in made:
        tx.record(event)
    days = await calendar(tx)
    seen = view([*told, *made], terms, days, day_of(tx.now))
    await _keep(tx, seen, days, len(entries) + len(made), made)
    return [one.id for one in made]


async def _keep(
    tx: Transaction,
    seen: View,
    days: Calendar,
    number: int,
    new: Iterable[MatterEvent] = (),
) -> None:
    """All rows that are made from the events, and the messages about what is `new`."""
    await _keep_all(tx, [(seen, number)], days, tuple(new))


async def _keep_all(
    tx: Transaction,
    some: Sequence[tuple[View, int]],
    days: Calendar,
    new: Sequence[MatterEvent] = (),
) -> None:
    """The same of many: a few statements for all of them, not a dozen for each."""
    made = [(seen, summary(seen, days, number)) for seen, number in some]
    ids = [one.id for _, one in made]
    ranks = await outbox.ranks_of(tx.connection, ids)
    await store.save_summaries(tx.connection, [one for _, one in made])
    rates = {one.id: counts_of(seen, days) for seen, one in made}
    said = [heard for seen, _ in made for heard in heard_of(seen)]
    await figures.save_counts(tx.connection, rates, said)
    year = {one.id: rhythm(seen.progress, seen.as_of) for seen, one in made}
    await rhythms.save_rhythms(tx.connection, year)
    for seen, one in made:
        told = [notice for event in new for notice in of_event(seen, event)]
        told += of_day(seen, one, ranks.get(one.id))
        await outbox.post(tx.connection, tx.now, one.id, one.level, told)


async def open_matters(db: Database, by: Actor, drafts: Sequence[Draft]) -> list[str]:
    """The drafts become matters, each with its plan and its units, all or none."""
    async with db.transaction() as tx:
        actor = await office_of(tx, by)
        terms, days = await store.load_terms(tx.connection), await calendar(tx)
        known = await store.list_orgs(tx.connection)
        return [await _open(tx, actor, one, known, terms, days) for one in drafts]


async def open_one(tx: Transaction, by: Actor, draft: Draft) -> str:
    """One matter inside a transaction, by an office that is known already."""
    terms, days = await store.load_terms(tx.connection), await calendar(tx)
    return await _open(tx, by, draft, await store.list_orgs(tx.connection), terms, days)


async def _open(
    tx: Transaction,
    by: Actor,
    draft: Draft,
    known: dict[str, Org],
    terms: Terms,
    days: Calendar,
) -> str:
    if not draft.title:
        raise Refused("field-empty", "title")
    check_plan(draft.milestones, draft.lines)
    unknown = {draft.lead, *draft.assists} - set(known) - {""}
    if unknown:
        raise Refused("no-such-org", "lead")
    matter, year = new_id(), str(draft.decided_on.year)
    no = f"{year}-{await store.count_numbers(tx.connection, year) + 1:03d}"
    opened = {
        **_stamp(tx, by, 1, min(draft.decided_on, day_of(tx.now))),
        "no": no,
        "kind": draft.kind.value,
        "level": draft.level.value,
        "title": draft.title,
        "text": draft.text,
        "place": draft.place,
        "category": draft.category,
        "is_urgent": draft.is_urgent,
        "decided_on": draft.decided_on.isoformat(),
        "decided_by": draft.decided_by,
        "milestones": milestone_rows(draft.milestones),
        "lines": line_rows(draft.lines),
        "links": [asdict(one) for one in draft.links],
    }
    made = [event_from(MatterOpened.__name__, matter, opened)]
    made += _hand_over(tx, by, matter, draft, known, terms, days)
    for event in made:
        tx.record(event)
    seen = view(made, terms, days, day_of(tx.now))
    await _keep(tx, seen, days, len(made), made)
    await link_store.add_links(tx.connection, matter, draft.links)
    return matter


def _hand_over(
    tx: Transaction,
    by: Actor,
    matter: str,
    draft: Draft,
    known: dict[str, Org],
    terms: Terms,
    days: Calendar,
) -> list[MatterEvent]:
    parts = [(draft.lead, Part.LEAD)] * bool(draft.lead)
    parts += [(org, Part.ASSIST) for org in draft.assists if org != draft.lead]
    dates = deadlines(draft.kind, draft.is_urgent, day_of(tx.now), terms, days)
    due = draft.due_on.isoformat() if draft.due_on else ""
    return [
        event_from(
            Assigned.__name__,
            matter,
            {
                **_stamp(tx, by, number),
                "to": org,
                "to_name": known[org].name,
                "part": part.value,
                **dates,
                "due_on": due,
            },
        )
        for number, (org, part) in enumerate(parts, start=2)
    ]


def deadlines(
    kind: MatterKind, is_urgent: bool, day: date, terms: Terms, days: Calendar
) -> dict[str, str]:
    """When a unit accepts, and answers what is not a project, if handed over on `day`."""
    accept = terms.urgent_accept_days if is_urgent else terms.accept_days
    answer = months_after(day, terms.answer_months)
    if is_urgent:
        answer = days.add(day, terms.urgent_answer_days)
    return {
        "accept_by": days.add(day, accept).isoformat(),
        "answer_by": "" if kind is MatterKind.PROJECT else answer.isoformat(),
    }


async def refresh(db: Database) -> int:
    """Make the rows anew that are of another day; returns how many. Harmless to repeat."""
    async with db.reading() as connection:
        stale = await store.list_stale(connection, day_of(db.clock()))
    for first in range(0, len(stale), TOGETHER):
        async with db.transaction() as tx:
            terms = await store.load_terms(tx.connection)
            days = await calendar(tx)
            some = await store.journals(tx.connection, stale[first : first + TOGETHER])
            seen = [
                (view(events_of(entries), terms, days, day_of(tx.now)), len(entries))
                for entries in some.values()
            ]
            await _keep_all(tx, seen, days)
    return len(stale)
