"""Matters are put on the ballot of a satisfaction vote: the link between the two."""

from collections.abc import Mapping

from core.database import Database
from followup import store as matters
from followup.commands import office_of
from followup.links import store as links
from followup.office import Actor
from followup.yearly.graded import item_link


async def link_vote(
    db: Database, by: Actor, meeting: str, paper: str, listed: Mapping[int, str]
) -> None:
    """`listed` has the matter of each number on the paper."""
    async with db.transaction() as tx:
        await office_of(tx, by)
        for no, matter in listed.items():
            await matters.load_matter(tx.connection, matter)
            await links.add_links(tx.connection, matter, [item_link(meeting, paper, no)])
