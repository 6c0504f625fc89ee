"""Asking for a closed matter to be opened again: by its reporter, or by three residents."""

from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.errors import Refused
from followup import event as e
from followup.commands import add_event
from followup.intake import store as reports
from followup.office import Actor, Office
from followup.rating import store as slips
from followup.rating.given import typed_code
from sessions.queries import secret_hash

RESIDENT = Actor("", "", Office.RESIDENT)


async def ask_reopening(db: Database, matter: str, typed: str, reason: str) -> None:
    """By the code of a report that became this matter, or of a slip to rate it.

    The token in the chain is made of the code itself, which is kept nowhere: who has the files
    finds nobody by it, and who asks twice is counted once.
    """
    code = typed_code(typed)
    async with db.transaction() as tx:
        is_originator = await _has_reported(tx.connection, matter, code)
        if not is_originator and not await _was_invited(tx.connection, matter, code):
            raise Refused("reopen-code", "code")
        token = secret_hash(f"{matter} {code}")
        facts = {"token": token, "is_originator": is_originator, "text": reason}
        await add_event(tx, RESIDENT, matter, e.ReopenAsked, facts)


async def _has_reported(connection: AsyncConnection, matter: str, code: str) -> bool:
    return matter in await reports.matters_of_code(connection, secret_hash(code))


async def _was_invited(connection: AsyncConnection, matter: str, code: str) -> bool:
    """Of the last asking alone: whoever was asked twice has two slips."""
    slip = await slips.find_slip(connection, secret_hash(code))
    last = await slips.last_number(connection, matter)
    return slip is not None and slip[:2] == (matter, last)
