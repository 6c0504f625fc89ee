"""The clerk lays a file of residents' approvals beside a vote."""

from asyncio import to_thread

from ballots import store
from ballots.funding import store as shelf
from ballots.funding.advice import Attached, attached
from ballots.funding.events import AdviceAttached
from ballots.project import clean
from core.database import Database, Transaction
from core.errors import Forbidden, Refused
from core.ids import PaperId
from core.people import Role
from sessions.queries import Member

LONGEST = 40  # characters of a bad cell that are repeated to the clerk


async def attach_advice(db: Database, by: Member, paper: PaperId, content: bytes) -> Attached:
    """Keep the file with its hash, in place of any before, until a round has been opened."""
    async with db.reading() as connection:
        known = await store.load_paper(connection, by.meeting, paper)
    try:
        advice = await to_thread(attached, known.id, known.method, content)
    except Refused as refusal:  # its facts may be as long as a file
        refusal.field = "approvals"
        refusal.facts = {name: _shown(fact) for name, fact in refusal.facts.items()}
        raise
    async with db.transaction() as tx:
        await _check_may_attach(tx, by, paper)
        now = await store.load_paper(tx.connection, by.meeting, paper)
        if now.method.numbers != known.method.numbers:
            raise Refused("method-changed")
        await shelf.save_advice(tx.connection, advice, content)
        tx.record(
            AdviceAttached(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                file_hash=advice.file_hash,
                residents=advice.residents,
                projects=len(advice.numbers),
                budget=str(advice.budget),
                currency=advice.currency,
                by=by.name,
            )
        )
    return advice


async def _check_may_attach(tx: Transaction, by: Member, paper: PaperId) -> None:
    if Role.CLERK not in by.roles:
        raise Forbidden("not-your-move", then="advice", roles=[str(Role.CLERK)])
    rounds = await store.list_rounds(tx.connection, by.meeting, paper)
    if any(one.opened_at is not None for one in rounds):
        raise Refused("advice-after-opening")


def _shown(fact: object) -> object:
    if isinstance(fact, list):
        return [_shown(one) for one in fact]
    return clean(fact)[:LONGEST] if isinstance(fact, str) else fact
