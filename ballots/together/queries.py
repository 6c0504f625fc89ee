"""Which papers are cast together, in the order of their agenda items."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from ballots import store
from ballots.adoption import Paper
from ballots.round import Phase, Round
from core.ids import PaperId
from sessions import queries as sessions


async def papers_together(connection: AsyncConnection, paper: Paper) -> list[Paper]:
    """All papers of this one's voting session, itself among them."""
    papers = await store.list_session(connection, paper.meeting, paper.session or paper.id)
    if len(papers) < 2:
        return papers
    view = await sessions.meeting_view(connection, paper.meeting)
    place = {item.id: at for at, item in enumerate(view.agenda)}
    return sorted(papers, key=lambda one: place[one.item])


async def rounds_together(
    connection: AsyncConnection, round: Round, phase: Phase
) -> list[Round]:
    """The rounds of the same voting session that are in this phase as well."""
    paper = await store.load_paper(connection, round.meeting, round.paper)
    papers = [one.id for one in await papers_together(connection, paper)]
    return _sorted(papers, await store.list_rounds(connection, round.meeting), phase)


async def rounds_beside(connection: AsyncConnection, round: Round) -> list[Round]:
    """The rounds that were opened together with this one, or wait to be; itself among them."""
    paper = await store.load_paper(connection, round.meeting, round.paper)
    papers = [one.id for one in await papers_together(connection, paper)]
    if len(papers) < 2:
        return [round]
    listed = await store.list_rounds(connection, round.meeting)
    beside = [one for one in listed if one.opened_at == round.opened_at]
    if round.opened_at is None:
        return _sorted(papers, beside, round.phase)
    return sorted(
        (one for one in beside if one.paper in papers and one.phase is not Phase.VOID),
        key=lambda one: papers.index(one.paper),
    )


async def voided_beside(connection: AsyncConnection, round: Round) -> list[Round]:
    """The rounds that were opened together with this one and became void since."""
    paper = await store.load_paper(connection, round.meeting, round.paper)
    papers = [one.id for one in await papers_together(connection, paper)]
    if len(papers) < 2 or round.opened_at is None:
        return []
    found = _sorted(papers, await store.list_rounds(connection, round.meeting), Phase.VOID)
    return [one for one in found if one.opened_at == round.opened_at and one.id != round.id]


def _sorted(papers: Sequence[PaperId], rounds: Sequence[Round], phase: Phase) -> list[Round]:
    found = [one for one in rounds if one.paper in papers and one.phase is phase]
    return sorted(found, key=lambda one: papers.index(one.paper))
