"""What can change about notices: one is given, or withdrawn with a reason."""

from core.database import Database
from core.errors import Refused
from core.ids import NoticeId, new_id
from sessions import store as meeting_store
from sessions.meeting import Member
from sessions.notices import store
from sessions.notices.events import NoticeGiven, NoticeWithdrawn
from sessions.notices.notice import (
    MOST_NOTICES,
    To,
    check_delegation,
    check_reason,
    check_text,
)


async def give_notice(
    db: Database, by: Member, text: str, to: To, delegation: str = ""
) -> NoticeId:
    check_text(text)
    delegation = delegation if to is To.DELEGATION else ""
    made = NoticeId(new_id())
    async with db.transaction() as tx:
        known = await store.list_notices(tx.connection, by.meeting)
        if len(known) >= MOST_NOTICES:
            raise Refused("notices-full", field="text", most=MOST_NOTICES)
        lines = await meeting_store.list_lines(tx.connection, by.meeting)
        check_delegation(to, delegation, {one.delegation for one in lines if one.delegation})
        row = {
            "id": made,
            "meeting": by.meeting,
            "number": max((one.number for one in known), default=0) + 1,
            "at": tx.now,
            "text": text,
            "to": to,
            "delegation": delegation,
            "by": by.name,
            "reason": "",
        }
        await store.add_notice(tx.connection, row)
        tx.record(
            NoticeGiven(
                meeting=by.meeting,
                notice=made,
                text=text,
                to=to,
                delegation=delegation,
                by=by.name,
            )
        )
    return made


async def withdraw_notice(db: Database, by: Member, notice: str, reason: str) -> None:
    """Those who got it see from now on that it no longer holds, and why."""
    check_reason(reason)
    async with db.transaction() as tx:
        found = await store.load_notice(tx.connection, by.meeting, notice)
        if not found.stands:
            raise Refused("notice-withdrawn")
        await store.save_notice(tx.connection, notice, reason=reason)
        tx.record(
            NoticeWithdrawn(
                meeting=by.meeting, notice=notice, text=found.text, reason=reason, by=by.name
            )
        )
