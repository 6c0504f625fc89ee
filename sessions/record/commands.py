"""What can change about the record of a meeting: all that it knows is read from the journal."""

from core.database import Database
from core.errors import Refused
from sessions import queries
from sessions.meeting import MeetingPhase, Member
from sessions.minutes import Minutes
from sessions.record.events import MinutesClosed, MinutesRemarked, MinutesSigned
from sessions.record.record import (
    Office,
    Place,
    check_may_close,
    check_may_sign,
    check_place,
    check_remark,
    text_hash,
)


async def add_remark(
    db: Database, by: Member, place: Place, text: str, *, corrects: bool = False
) -> None:
    """Add something to the minutes; what stands there stays."""
    text = text.strip()
    check_remark(text)
    async with db.transaction() as tx:
        meeting = await queries.load_meeting(tx.connection, by.meeting)
        if meeting.phase not in (MeetingPhase.OPEN, MeetingPhase.CLOSED):
            raise Refused("minutes-not-begun")
        minutes = await queries.minutes(tx.connection, by.meeting)
        check_place(place, *_places(minutes))
        titles = {item.item: item.title for item in minutes.items}
        tx.record(
            MinutesRemarked(
                meeting=by.meeting,
                item=place.item,
                title=titles.get(place.item, ""),
                act=place.act,
                corrects=corrects,
                text=text,
                by=by.name,
            )
        )


def _places(minutes: Minutes) -> tuple[dict[str, list[int]], list[int]]:
    items: dict[str, list[int]] = {}
    for item in minutes.items:
        items.setdefault(item.item, []).extend(act.number for act in item.acts)
    return items, [act.number for act in minutes.before]


async def sign_minutes(
    db: Database, by: Member, office: Office, text: str, upto: int, seen: str
) -> None:
    """Sign the minutes as they stand.

    `text` holds all entries up to `upto`, and `seen` is the hash that the signer was shown.
    Who signs first signs that text, who signs second the one that was signed first.
    """
    async with db.transaction() as tx:
        meeting = await queries.load_meeting(tx.connection, by.meeting)
        minutes = await queries.minutes(tx.connection, by.meeting)
        pending = minutes.record.pending
        check_may_sign(meeting.phase, minutes.record, by, office)
        digest = pending.sha256 if pending else text_hash(text)
        if seen != digest or (pending is None and upto != minutes.last_number):
            raise Refused("minutes-moved")
        tx.record(
            MinutesSigned(
                meeting=by.meeting,
                office=office,
                person=by.person,
                upto=pending.upto if pending else upto,
                sha256=digest,
                text="" if pending else text,
                by=by.name,
            )
        )


async def close_minutes(db: Database, by: Member) -> None:
    """Nothing is added to this text any more; what comes later is a supplement."""
    async with db.transaction() as tx:
        minutes = await queries.minutes(tx.connection, by.meeting)
        version = check_may_close(minutes.record)
        tx.record(MinutesClosed(meeting=by.meeting, sha256=version.sha256, by=by.name))
