"""Links between matters and what they come of, as the visitor may follow them, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots.secret import queries as secret
from consult import queries as consult
from consult.contribution.fold import Contribution
from consult.contribution.said import Circle, EntryId
from consult.queries import YardView
from consult.stools.stool import voice_of
from core.people import Role
from followup import commands
from followup.calendar import day_of
from followup.links import queries
from followup.links.queries import Origin
from followup.matter import Link, LinkTo
from followup.summary import Summary
from sessions import queries as sessions
from sessions.archive import queries as archives
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Way:
    """What a matter comes from, with the addresses that this visitor may open."""

    origin: Origin
    vote: str = ""
    contribution: str = ""
    minutes: str = ""
    archive: str = ""


async def ways(visit: Visit, links: Iterable[Link]) -> list[Way]:
    async with visit.house.db.reading() as connection:
        found = await queries.origins(connection, links)
        return [await _way(visit, connection, one) for one in found]


async def _way(visit: Visit, connection: AsyncConnection, one: Origin) -> Way:
    if not one.meeting:
        return Way(one)
    at = f"/m/{one.meeting}"
    member = None
    if visit.holder is not None:
        member = await sessions.find_member(connection, one.meeting, visit.holder.person)
    minutes = f"{at}/minutes" if member else ""
    kept = await archives.of_meeting(connection, one.meeting)
    archive = next((f"/archives/{kind.hash}" for kind in kept if kind.is_open), "")
    if one.link.to is LinkTo.BALLOT_ITEM:
        box = "" if member else await secret.public_box(connection, one.round)
        vote = f"{at}/rounds/{one.round}" if member else box and f"/r/{box}"
        return Way(one, vote=vote, minutes=minutes, archive=archive)
    contribution = ""
    if one.link.to is LinkTo.STATEMENT:
        if await _reads(visit, connection, one):
            contribution = f"{at}/stool/said/{one.item}"
        elif member is not None and Role.CLERK in member.roles:
            contribution = f"{at}/desk/consult/resolution/of/{one.item}"
    return Way(one, contribution=contribution, minutes=minutes, archive=archive)


async def _reads(visit: Visit, connection: AsyncConnection, one: Origin) -> bool:
    """Whether this phone sits on a stool there that may read the contribution."""
    seat = visit.house.signer.seat(visit.request, one.meeting)
    if seat is None:
        return False
    yard = await consult.yard_view(connection, one.meeting)
    said = yard.state.contributions.get(EntryId(one.item))
    if said is None:
        return False
    is_public = said.stands and said.said.circle is Circle.PUBLIC
    return is_public or said.voice == voice_of(seat.stool)


async def came_of(visit: Visit, to: LinkTo, to_id: str) -> dict[str, Summary]:
    """The matters that come of it, by the end of their link, as they stand today."""
    async with visit.house.db.reading() as connection:
        found = await queries.came_of(connection, to, to_id)
    today = day_of(visit.house.db.clock())
    if any(one.as_of != today for one in found.values()):
        await commands.refresh(visit.house.db)
        async with visit.house.db.reading() as connection:
            found = await queries.came_of(connection, to, to_id)
    return found


async def came_of_round(visit: Visit, meeting: str, round: str) -> list[Summary]:
    found = await came_of(visit, LinkTo.BALLOT_ITEM, f"{meeting}/{round}/")
    return list(found.values())


async def came_of_said(
    visit: Visit, yard: YardView, said: Iterable[Contribution]
) -> dict[str, list[Summary]]:
    """By contribution: its own matter, and that of whatever it was made one matter with."""
    meeting = yard.consultation.meeting
    found = await came_of(visit, LinkTo.STATEMENT, f"{meeting}/")
    return {
        one.id: [
            found[f"{meeting}/{part.id}"]
            for part in (one, *yard.matter(one))
            if f"{meeting}/{part.id}" in found
        ]
        for one in (said if found else ())
    }
