"""What a matter comes from, and what came of a vote or a promise."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotHere
from followup import store as matters
from followup.links import store
from followup.matter import Link, LinkTo
from followup.summary import Summary
from sessions import queries as sessions


@dataclass(frozen=True, slots=True)
class Origin:
    """One end of a link, in parts. All but `link` are empty where it is not known here."""

    link: Link
    meeting: str = ""
    title: str = ""
    held_on: str = ""
    round: str = ""
    item: str = ""  # the number of the project on its paper, or the id of the contribution
    matter: Summary | None = None


async def origins(connection: AsyncConnection, links: Iterable[Link]) -> tuple[Origin, ...]:
    return tuple([await _origin(connection, link) for link in links])


async def _origin(connection: AsyncConnection, link: Link) -> Origin:
    if link.to is LinkTo.MATTER:
        try:
            return Origin(link, matter=await matters.load_matter(connection, link.to_id))
        except NotHere:
            return Origin(link)
    meeting, _, rest = link.to_id.partition("/")
    found = await sessions.find_meeting(connection, meeting)
    if found is None:
        return Origin(link)
    round, _, item = rest.rpartition("/")
    return Origin(link, found.id, found.title, found.held_on, round, item)


async def came_of(connection: AsyncConnection, to: LinkTo, to_id: str) -> dict[str, Summary]:
    """The matters by what they come from: all whose link begins with `to_id`."""
    return {link.to_id: row for row, link in await store.list_linked(connection, to, to_id)}
