"""What can be read of satisfaction votes: what may be put on one, and what came of it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from core import journal
from followup import store as matters
from followup.links import store as links
from followup.matter import LinkTo
from followup.summary import Summary
from followup.yearly.graded import ANNOUNCED, CALLED, Graded, graded, meeting_of

MOST = 200  # items on a ballot


async def of_year(connection: AsyncConnection, year: str) -> list[Summary]:
    """The matters that were decided in this year, by number."""
    found = await matters.list_matters(connection, {"year": year}, MOST)
    return sorted(found, key=lambda one: one.no)


async def grades_of(connection: AsyncConnection, matter: str) -> list[Graded]:
    """What congresses have announced of this matter, the first first."""
    title = (await matters.load_matter(connection, matter)).title
    found = []
    for link in await links.list_links(connection, matter):
        if link.to is LinkTo.GRADED_ITEM:
            kinds = (ANNOUNCED, *CALLED)
            entries = await journal.of_kinds(connection, meeting_of(link), kinds)
            found.append(graded(entries, link, title))
    return sorted((one for one in found if one), key=lambda one: one.on)
