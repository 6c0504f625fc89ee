"""The clerk joins papers to one voting session, or parts them again."""

from ballots import store
from ballots.adoption import Paper, check_cast_together
from ballots.commands import standing_rounds
from ballots.events import PapersJoined
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.people import Role
from sessions.queries import Member


async def join_session(db: Database, by: Member, paper: str, lead: str | None) -> None:
    """Have this paper cast together with `lead` and all that go with it; None: by itself."""
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        if Role.CLERK not in by.roles:
            raise Forbidden("not-your-move", then="session", roles=[str(Role.CLERK)])
        await _check_not_begun(tx, known)
        first = await store.load_paper(tx.connection, by.meeting, lead) if lead else None
        if first is not None:
            await _check_may_join(tx, known, first)
        session = (first.session or first.id) if first else None
        if session == known.session:
            return
        await store.save_session(tx.connection, known.id, session)
        tx.record(
            PapersJoined(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                title=known.method.title,
                session=session,
                with_=first.method.title if first else "",
                by=by.name,
            )
        )


async def _check_may_join(tx: Transaction, paper: Paper, lead: Paper) -> None:
    if lead.id == paper.id:
        raise Refused("session-with-itself", field="session")
    if len(await store.list_session(tx.connection, paper.meeting, paper.id)) > 1:
        raise Refused("session-has-others", field="session")
    await _check_not_begun(tx, lead)
    check_cast_together(paper, lead)


async def _check_not_begun(tx: Transaction, paper: Paper) -> None:
    if await standing_rounds(tx, paper):
        raise Refused("method-in-use")
