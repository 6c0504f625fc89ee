"""The chair holds the ceremony of a vote: begins it, holds its rites, passes some over."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from ballots import store as papers
from ballots.adoption import Hands, Paper, check_hands
from ballots.ceremony import store
from ballots.ceremony.ceremony import (
    REASON_LENGTH,
    Held,
    Rite,
    check_due,
    check_officers,
    key,
)
from ballots.ceremony.events import (
    CeremonyBegun,
    OfficersRejected,
    RiteHeld,
    RitePassedOver,
)
from ballots.ceremony.queries import as_facts, due_rite, figures, officers_of, standing
from ballots.commands import check_current
from ballots.queries import Vote, vote_on
from ballots.together.queries import papers_together
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.people import Role
from sessions import queries as sessions
from sessions.queries import Member


async def begin_ceremony(db: Database, by: Member, paper: str) -> None:
    """Lead through the ceremony of this vote from here on. Twice is as once."""
    async with db.transaction() as tx:
        known = await _check_chair(tx, by, paper)
        if await store.is_begun(tx.connection, known.id):
            return
        for one in await papers_together(tx.connection, known):
            await store.begin(tx.connection, one.id, tx.now)
        tx.record(CeremonyBegun(**_about(by, known), title=known.method.title))


Also: TypeAlias = Callable[[Transaction, Member], Awaitable[object]]


async def hold_rite(
    db: Database, by: Member, paper: str, rite: Rite, also: Also | None = None
) -> None:
    """The sentence was said, the thing was done: with the figures of this moment.

    `also` is what another room does with it: in the same transaction, so that a second click
    does it no second time.
    """
    if rite is Rite.OFFICERS:
        raise Refused("bad-request")  # it needs the hands: `elect_officers`
    async with db.transaction() as tx:
        known = await _check_chair(tx, by, paper)
        vote = await _check_now(tx, by, known, rite)
        if also is not None:
            await also(tx, by)
        await _keep(tx, by, vote, rite, await figures(tx.connection, by.meeting, vote, rite))


async def elect_officers(
    db: Database, by: Member, paper: str, chief: str, hands: Hands, note: str
) -> None:
    """Scrutineers and tellers are put to a show of hands, as they stand on the roster.

    选举法 Art. 43: neither candidates nor their near relatives; here, nor staff of a unit that
    is responsible for a candidate project, unless the note says why.
    """
    async with db.transaction() as tx:
        known = await _check_chair(tx, by, paper)
        vote = await _check_now(tx, by, known, Rite.OFFICERS)
        found = await officers_of(tx.connection, by.meeting, vote)
        note = note.strip()[:REASON_LENGTH]
        check_officers(found.scrutineers, chief, found.conflicts, note)
        call = await sessions.roll_call(tx.connection, by.meeting)
        check_hands(hands, call.present)
        names = {one.person: one.name for one in found.scrutineers}
        told = {
            "scrutineers": list(names.values()),
            "chief": names[chief],
            "tellers": [one.name for one in found.tellers],
            "for": hands.for_,
            "against": hands.against,
            "abstain": hands.abstain,
            "conflicts": as_facts(found.conflicts),
            "note": note,
        }
        if 2 * hands.for_ > call.present:
            await _keep(tx, by, vote, Rite.OFFICERS, told)
        else:
            tx.record(OfficersRejected(**_about(by, known), figures=told))


async def pass_over(db: Database, by: Member, paper: str, rite: Rite, reason: str) -> None:
    """Go on without this rite; the reason stands in the minutes."""
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise Refused("field-empty", field="reason")
    async with db.transaction() as tx:
        known = await _check_chair(tx, by, paper)
        vote = await _check_now(tx, by, known, rite)
        view = standing(vote)
        _, round = key(rite, view.round if view else None)
        await store.add_rite(
            tx.connection, known.id, Held(rite, round, tx.now, by.name, reason)
        )
        tx.record(RitePassedOver(**_about(by, known), rite=rite, reason=reason))


async def _check_chair(tx: Transaction, by: Member, paper: str) -> Paper:
    if Role.CHAIR not in by.roles:
        raise Forbidden("not-your-move", then="ceremony", roles=[str(Role.CHAIR)])
    known = await papers.load_paper(tx.connection, by.meeting, paper)
    await check_current(tx, by, known)
    return known


async def _check_now(tx: Transaction, by: Member, known: Paper, rite: Rite) -> Vote:
    """The vote, if this rite is what comes next. A second click finds it held."""
    vote = await vote_on(tx.connection, by.meeting, known.item)
    if vote is None or not await store.is_begun(tx.connection, known.id):
        raise Refused("rite-not-due")
    check_due(rite, due_rite(vote, await store.list_rites(tx.connection, known.id)))
    return vote


async def _keep(
    tx: Transaction, by: Member, vote: Vote, rite: Rite, told: dict[str, Any]
) -> None:
    view = standing(vote)
    _, round = key(rite, view.round if view else None)
    held = Held(rite, round, tx.now, by.name, facts=told)
    await store.add_rite(tx.connection, vote.paper.id, held)
    tx.record(RiteHeld(**_about(by, vote.paper), rite=rite, figures=told))


def _about(by: Member, known: Paper) -> dict[str, Any]:
    return {"meeting": by.meeting, "paper": known.id, "item": known.item, "by": by.name}
