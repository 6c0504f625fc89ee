"""What is read for the road: a consultation as a parcel, and whose parcels are taken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from consult import store as consultations
from consult.contribution.entry import Entry
from consult.contribution.store import list_entries
from consult.courier import store
from consult.courier.carried import carried_kinds
from consult.courier.parcel import Chair, Head, Line, Parcel
from consult.reactions.store import list_reactions
from consult.stools.store import list_stools
from core import journal
from core.errors import NotHere
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Courier:
    """A machine whose parcels are taken in."""

    fingerprint: str
    name: str
    trusted_by: str
    trusted_at: datetime


async def couriers(connection: AsyncConnection) -> list[Courier]:
    rows = await store.list_couriers(connection)
    return [Courier(one.fingerprint, one.name, one.trusted_by, one.trusted_at) for one in rows]


async def entries_of(connection: AsyncConnection, meeting: str) -> list[Entry]:
    return await list_entries(connection, meeting)


async def parcel_of(connection: AsyncConnection, meeting: str) -> Parcel:
    """All of a consultation that travels: nothing of phones, badges and officers."""
    known = await sessions.load_meeting(connection, meeting)
    found = await consultations.find_consultation(connection, meeting)
    if found is None:
        raise NotHere("consultation")
    hashes = await store.card_hashes(connection, meeting)
    told = await journal.of_kinds(connection, meeting, carried_kinds().keys())
    return Parcel(
        Head(
            meeting=meeting,
            title=known.title,
            congress=known.congress,
            place=known.place,
            held_on=known.held_on,
            date=known.date,
            starts=known.starts,
            form=found.form,
            topic=found.topic,
            grid=found.grid,
            phase=found.phase,
            closed_at=found.closed_at.isoformat() if found.closed_at else "",
        ),
        tuple(
            Chair(
                id=one.id,
                number=one.number,
                card_hash=hashes[one.id],
                household=one.household,
                name=one.name,
                sex=one.sex,
                age_band=one.age_band,
                grid=one.grid,
            )
            for one in await list_stools(connection, meeting)
        ),
        tuple(await list_entries(connection, meeting)),
        tuple(await list_reactions(connection, meeting)),
        tuple(Line(one.at, one.kind, one.facts) for one in told),
    )
