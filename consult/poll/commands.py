"""What can change about a poll's register and its draw."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace

from consult.poll import draw, store
from consult.poll.events import (
    PollBegun,
    PollListPublished,
    PollListWithdrawn,
    PollNamesDeleted,
    PollPanelDrawn,
    PollRegisterImported,
    PollSeedDrawn,
)
from consult.poll.poll import (
    MOST_SEATS,
    POLL_MOVES,
    PanelPlace,
    Poll,
    PollId,
    PollPhase,
    Resident,
)
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.ids import new_id
from core.moves import check_move
from core.people import Role
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member

NUMBER = re.compile(r"[0-9]{1,40}", re.ASCII)
SALT_BYTES = 16


async def begin_poll(db: Database, by: Member, title: str) -> PollId:
    async with db.transaction() as tx:
        await check_may_write(tx, by)
        poll = Poll(PollId(new_id()), by.meeting, title)
        await store.save_poll(tx.connection, poll)
        tx.record(PollBegun(meeting=by.meeting, poll=poll.id, title=title, by=by.name))
    return poll.id


async def check_may_write(tx: Transaction, by: Member) -> None:
    if Role.CLERK not in by.roles:
        raise Forbidden("not-your-move", then="poll", roles=[str(Role.CLERK)])
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")


async def load(tx: Transaction, by: Member, poll: str) -> Poll:
    """The poll, for a clerk of its meeting who may still write in it."""
    await check_may_write(tx, by)
    return await store.load_poll(tx.connection, by.meeting, poll)


async def _drafted(tx: Transaction, by: Member, poll: str) -> Poll:
    found = await load(tx, by, poll)
    if found.phase is not PollPhase.DRAFT:
        raise Refused("poll-list-published")
    return found


async def import_register(
    db: Database, by: Member, poll: str, residents: Sequence[Resident]
) -> None:
    """Take a whole register in place of the one before; only before it is published."""
    async with db.transaction() as tx:
        found = await _drafted(tx, by, poll)
        await store.replace_residents(tx.connection, found.id, residents)
        tx.record(
            PollRegisterImported(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                residents=len(residents),
                by=by.name,
            )
        )


async def plan_draw(
    db: Database, by: Member, poll: str, seats: int, strata: Sequence[str], ages: Sequence[int]
) -> None:
    """Say how many seats there are and by what residents are parted into strata."""
    async with db.transaction() as tx:
        found = await _drafted(tx, by, poll)
        residents = await store.list_residents(tx.connection, found.id)
        if not 1 <= seats <= min(MOST_SEATS, max(len(residents), 1)):
            raise Refused("poll-too-many-seats", field="seats", residents=len(residents))
        planned = replace(found, seats=seats, strata=tuple(strata), ages=tuple(ages))
        await store.save_poll(tx.connection, planned)


async def publish_list(db: Database, by: Member, poll: str) -> str:
    """Fix the register, and publish the hash of its list before any number is drawn."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        check_move(POLL_MOVES, found.phase, PollPhase.PUBLISHED, by.roles)
        residents = draw.stratified(found, await store.list_residents(tx.connection, found.id))
        if not residents or not found.seats:
            raise Refused("poll-nothing-to-publish")
        strata = draw.plan(residents, found.seats)
        salt = secrets.token_hex(SALT_BYTES)
        register = draw.register_hash(residents, salt)
        digest = draw.list_hash(draw.public_list(residents, register, found.seats))
        told = replace(
            found,
            phase=PollPhase.PUBLISHED,
            salt=salt,
            register_hash=register,
            list_hash=digest,
            published_at=tx.now,
        )
        await store.replace_residents(tx.connection, found.id, residents)
        await store.save_poll(tx.connection, told)
        tx.record(
            PollListPublished(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                residents=len(residents),
                seats=found.seats,
                strata=[
                    {"name": one.name, "residents": one.residents, "seats": one.seats}
                    for one in strata
                ],
                list_hash=digest,
                by=by.name,
            )
        )
    return digest


async def withdraw_list(db: Database, by: Member, poll: str, reason: str) -> None:
    """Take a published list back because of a mistake; impossible once the number is drawn."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        check_move(POLL_MOVES, found.phase, PollPhase.DRAFT, by.roles)
        await store.save_poll(
            tx.connection, replace(found, phase=PollPhase.DRAFT, list_hash="")
        )
        tx.record(
            PollListWithdrawn(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                list_hash=found.list_hash,
                reason=reason,
                by=by.name,
            )
        )


async def draw_panel(db: Database, by: Member, poll: str, number: str, witnesses: str) -> None:
    """Write down the number that fell in public; the panel follows from it and the list."""
    if not NUMBER.fullmatch(number):
        raise Refused("poll-number-unreadable", field="number", typed=number[:20])
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        check_move(POLL_MOVES, found.phase, PollPhase.DRAWN, by.roles)
        residents = await store.list_residents(tx.connection, found.id)
        register = draw.register_hash(residents, found.salt)
        text = draw.public_list(residents, register, found.seats)
        if draw.list_hash(text) != found.list_hash:
            raise Refused("poll-list-changed")
        seeded = replace(found, phase=PollPhase.DRAWN, drawn_number=number, witnesses=witnesses)
        panel = draw.drawn(residents, found.seats, seeded.seed)
        await store.save_poll(tx.connection, seeded)
        await store.replace_residents(tx.connection, found.id, panel)
        tx.record(
            PollSeedDrawn(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                list_hash=found.list_hash,
                number=number,
                witnesses=witnesses,
                by=by.name,
            )
        )
        _tell_panel(tx, seeded, panel)


def _tell_panel(tx: Transaction, poll: Poll, panel: Sequence[Resident]) -> None:
    order = sorted(panel, key=lambda one: (one.stratum, one.rank))
    seated: dict[str, list[int]] = {one.stratum: [] for one in order}
    for one in order:
        if one.place is PanelPlace.INVITED:
            seated[one.stratum].append(one.number)
    tx.record(
        PollPanelDrawn(
            meeting=poll.meeting,
            poll=poll.id,
            title=poll.title,
            panel=seated,
            seats=poll.seats,
            reserve=sum(one.place is PanelPlace.RESERVE for one in panel),
        )
    )


async def forget_names(db: Database, by: Member, poll: str) -> None:
    """Delete names, households and phones once the report is out; numbers and strata stay."""
    async with db.transaction() as tx:
        found = await load(tx, by, poll)
        if found.phase is not PollPhase.REPORTED:
            raise Refused("poll-names-needed")
        residents = await store.list_residents(tx.connection, found.id)
        await store.forget_names(tx.connection, found.id)
        await store.save_poll(tx.connection, replace(found, names_gone=True, salt=""))
        tx.record(
            PollNamesDeleted(
                meeting=by.meeting,
                poll=found.id,
                title=found.title,
                residents=len(residents),
                by=by.name,
            )
        )
