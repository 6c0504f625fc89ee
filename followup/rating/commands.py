"""A matter is rated: asked for, put into the box, closed; then heard, and handed over again."""

from collections.abc import Collection
from datetime import date

from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.ids import new_id
from core.journal import HOUSE
from followup import event as e
from followup import store as matters
from followup.acts import MatterState, check_act
from followup.calendar import day_of
from followup.commands import Act, actor_of, add_event, add_events, calendar, deadlines
from followup.office import Actor, Office, OrgKind
from followup.progress import progress
from followup.rating import store
from followup.rating.events import RatingSlipsPrinted
from followup.rating.given import Graded, Said, check_invited, said, typed_code
from followup.standing import Progress
from sessions import queries as sessions


async def _standing(tx: Transaction, matter: str) -> Progress:
    await matters.load_matter(tx.connection, matter)
    entries = (await matters.journals(tx.connection, [matter]))[matter]
    return progress(e.events_of(entries), await matters.load_terms(tx.connection))


async def ask_ratings(
    db: Database, by: Actor, matter: str, deputies: Collection[str], residents: int
) -> None:
    """Open a round: these deputies by name, and so many residents by slips."""
    check_invited(len(deputies), residents)
    async with db.transaction() as tx:
        actor, now = await actor_of(tx, by), await _standing(tx, matter)
        known = {person for person, _ in await sessions.house_deputies(tx.connection)}
        if not known.issuperset(deputies):
            raise Refused("no-such-deputy", "deputies")
        if not set(deputies).isdisjoint(await unit_people(tx, now)):
            raise Refused("rater-of-unit", "deputies")
        asked = {"deputies": len(set(deputies)), "residents": residents}
        await add_event(tx, actor, matter, e.RateRequested, asked)
        await store.invite(tx.connection, matter, len(now.ballots) + 1, set(deputies))


async def unit_people(tx: Transaction, now: Progress) -> set[str]:
    """Whoever has a post in a unit of this matter: nobody rates their own work."""
    own = {one.org for one in now.assignments}
    listed = await matters.list_posts(tx.connection)
    return {post.person for post, _ in listed if post.org in own}


async def print_slips(db: Database, by: Actor, matter: str) -> list[str]:
    """A code for each invited resident who has not rated. They are told only now."""
    async with db.transaction() as tx:
        actor, now = await actor_of(tx, by), await _standing(tx, matter)
        check_act(e.RatingClosed, now.state, actor.office)
        number, asked = len(now.ballots), now.ballots[-1].residents
        _, used = await store.count_slips(tx.connection, matter, number)
        codes = {new_id() for _ in range(asked - used)}
        hashed = [sessions.secret_hash(one) for one in codes]
        await store.print_slips(tx.connection, matter, number, hashed)
        told = RatingSlipsPrinted(meeting=HOUSE, matter=matter, slips=len(codes), by=actor.name)
        tx.record(told)
    return sorted(codes)


async def rate_as_deputy(
    db: Database, person: str, matter: str, attitude: Graded, result: Graded, text: str
) -> None:
    """The rating of an invited deputy; who it was is not in it."""
    async with db.transaction() as tx:
        number = await _open_number(tx, matter)
        invited = await store.list_invited(tx.connection, matter, number)
        if person not in invited:
            raise Forbidden("not-invited")
        if invited[person]:
            raise Refused("rated-already")
        if person in await unit_people(tx, await _standing(tx, matter)):
            raise Refused("rater-of-unit")  # the post was given after the invitation
        await store.mark_person(tx.connection, matter, number, person)
        rating = said(_token(), Office.DEPUTY, attitude, result, text)
        await store.put_in(tx.connection, matter, rating)


async def rate_with_slip(
    db: Database, code: str, attitude: Graded, result: Graded, text: str
) -> None:
    """The rating of whoever holds this slip."""
    hashed = sessions.secret_hash(typed_code(code))
    async with db.transaction() as tx:
        slip = await store.find_slip(tx.connection, hashed)
        if slip is None:
            raise Refused("slip-unknown")
        matter, number, is_used = slip
        if await _open_number(tx, matter) != number:
            raise Refused("rating-over")
        if is_used:
            raise Refused("slip-used")
        await store.mark_slip(tx.connection, hashed)
        rating = said(_token(), Office.RESIDENT, attitude, result, text)
        await store.put_in(tx.connection, matter, rating)


def _token() -> str:
    return new_id() + new_id()  # 118 bits


async def _open_number(tx: Transaction, matter: str) -> int:
    now = await _standing(tx, matter)
    if now.state is not MatterState.RATING:
        raise Refused("rating-over")
    return len(now.ballots)


async def close_ratings(db: Database, by: Actor, matter: str) -> None:
    """Empty the box into the chain in one act: all of one moment, in the box's own order."""
    async with db.transaction() as tx:
        actor = await actor_of(tx, by)
        inside = await store.empty_box(tx.connection, matter)
        await store.forget_who(tx.connection, matter)
        acts = [_rated(one) for one in inside]
        await add_events(tx, matter, [*acts, (actor, e.RatingClosed, {})])


def _rated(one: Said) -> Act:
    facts = {"token": one.token, "attitude": one.attitude, "result": one.result}
    return Actor("", "", one.office), e.Rated, {**facts, "text": one.text}


async def hold_hearing(
    db: Database, by: Actor, matter: str, held_on: date, met: str, present: int, text: str
) -> None:
    """知情议政会 was held; the same people are asked again."""
    async with db.transaction() as tx:
        actor, now = await actor_of(tx, by), await _standing(tx, matter)
        check_act(e.FaceToFaceHeld, now.state, actor.office)
        closed_on = now.ballots[-1].closed_on or held_on
        if not closed_on <= held_on <= day_of(tx.now):
            raise Refused("hearing-day", "held_on", first=closed_on.isoformat())
        facts = {"held_on": held_on.isoformat(), "met": met, "present": present, "text": text}
        await add_event(tx, actor, matter, e.FaceToFaceHeld, facts)
        number = len(now.ballots)
        invited = await store.list_invited(tx.connection, matter, number)
        await store.invite(tx.connection, matter, number + 1, invited)


async def hand_over_again(
    db: Database, by: Actor, matter: str, to: str, due_on: date, reason: str
) -> None:
    """二次交办 by the presidium: a new round for a unit, with a new deadline."""
    async with db.transaction() as tx:
        actor, now = await actor_of(tx, by), await _standing(tx, matter)
        check_act(e.HandedOverAgain, now.state, actor.office)
        unit = (await matters.list_orgs(tx.connection)).get(to)
        if unit is None or unit.kind is OrgKind.CONGRESS:
            raise Refused("no-such-org", "to")
        today = day_of(tx.now)
        if due_on <= today:
            raise Refused("deadline-past", "due_on")
        assert now.matter is not None
        terms, days = await matters.load_terms(tx.connection), await calendar(tx)
        kind, is_urgent = now.matter.kind, now.matter.is_urgent
        dates = deadlines(kind, is_urgent, today, terms, days)
        facts = {"to": to, "to_name": unit.name, "accept_by": dates["accept_by"]}
        facts |= {"due_on": due_on.isoformat(), "reason": reason}
        await add_event(tx, actor, matter, e.HandedOverAgain, facts)
