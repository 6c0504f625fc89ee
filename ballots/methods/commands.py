"""What happens to a method around its adoption: it is deliberated, and it may be amended."""

import json
from dataclasses import replace

from ballots import store
from ballots.adoption import ADOPTION_MOVES, Standing
from ballots.commands import standing_rounds
from ballots.events import MethodDeliberated, MethodReopened
from ballots.methods.check import check_method
from ballots.methods.contract import method_to_json
from ballots.round import check_may_be_held
from core.database import Database
from core.errors import Refused
from core.moves import check_move
from sessions.queries import Member

OPINIONS_LENGTH, REASON_LENGTH = 500, 200


async def deliberate_method(
    db: Database, by: Member, paper: str, opinions: str, shown: str | None = None
) -> None:
    """Record what the delegations said of the draft; an edit makes it a draft again.

    `shown` is the fingerprint of the text they had before them. Said again, the later opinions
    take the place of the earlier, and the journal keeps both.
    """
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        check_move(ADOPTION_MOVES, known.standing, Standing.DELIBERATED, by.roles)
        if shown is not None and shown != known.fingerprint:
            raise Refused("method-changed")
        check_method(known.method)
        check_may_be_held(known.method)
        if not (opinions := opinions.strip()[:OPINIONS_LENGTH]):
            raise Refused("field-empty", field="opinions")
        after = replace(known, standing=Standing.DELIBERATED, opinions=opinions)
        await store.save_paper(tx.connection, after)
        tx.record(
            MethodDeliberated(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                title=known.method.title,
                opinions=opinions,
                method=json.loads(method_to_json(known.method)),
                by=by.name,
            )
        )


async def amend_method(db: Database, by: Member, paper: str, reason: str) -> None:
    """Open an adopted method for amendment: a draft again, which needs another adoption.

    Not once a ballot of it is prepared. The adopted text stays in the journal with the reason.
    """
    async with db.transaction() as tx:
        known = await store.load_paper(tx.connection, by.meeting, paper)
        if known.standing is not Standing.ADOPTED:
            raise Refused("method-not-adopted", title=known.method.title)
        check_move(ADOPTION_MOVES, known.standing, Standing.DRAFT, by.roles)
        if await standing_rounds(tx, known):
            raise Refused("method-in-use")
        if not (reason := reason.strip()[:REASON_LENGTH]):
            raise Refused("field-empty", field="reason")
        await store.save_paper(tx.connection, known.drafted())
        tx.record(
            MethodReopened(
                meeting=by.meeting,
                paper=known.id,
                item=known.item,
                title=known.method.title,
                reason=reason,
                method=json.loads(method_to_json(known.method)),
                by=by.name,
            )
        )
