"""What can change about reports: they come in, join, become matters or are declined."""

from dataclasses import dataclass

from core.database import Database
from core.errors import Refused
from core.ids import new_id
from core.journal import HOUSE
from followup.calendar import day_of
from followup.commands import office_of, open_one
from followup.intake import store
from followup.intake.events import ReportDeclined, ReportReceived, ReportTurned
from followup.intake.report import Report, ReportState, check_waiting
from followup.matter import MatterKind
from followup.office import Actor, Tier
from followup.proposal import Draft
from sessions.queries import secret_hash


async def send_report(
    db: Database, values: dict[str, str], is_deputy: bool, is_urgent: bool, joins: str = ""
) -> str:
    """Take a report in; the code it can be looked up by is told only now.

    `joins` is the report it is the same as: whoever sends it is a further reporter. A code in
    `values` was given with the form: sent a second time, it is the same report.
    """
    code = values.get("code") or new_id()
    async with db.transaction() as tx:
        if await store.is_code(tx.connection, secret_hash(code)):
            return code
        if joins:
            check_waiting(await store.load(tx.connection, joins))
        one = Report(
            id=new_id(),
            is_deputy=is_deputy,
            title=values["title"],
            text=values["text"],
            place=values["place"],
            photo=values["photo"],
            is_urgent=is_urgent,
            received_at=tx.now,
            received_on=day_of(tx.now),
            state=ReportState.JOINED if joins else ReportState.RECEIVED,
            joins=joins,
        )
        contact = values["name"], values["phone"]
        await store.add(tx.connection, one, secret_hash(code), *contact)
        tx.record(
            ReportReceived(
                meeting=HOUSE,
                report=one.id,
                is_deputy=is_deputy,
                is_urgent=is_urgent,
                joins=joins,
            )
        )
    return code


@dataclass(frozen=True, slots=True)
class Turn:
    """How a report is to stand on the public board. The reporter's own words are not published
    unread: there may be a neighbour's name in them."""

    title: str
    text: str
    is_urgent: bool
    level: Tier
    lead: str = ""


async def turn_report(db: Database, by: Actor, report: str, into: Turn) -> str:
    """The report becomes a matter in one step, handed over if a unit is chosen."""
    async with db.transaction() as tx:
        actor = await office_of(tx, by)
        one = await store.load(tx.connection, report)
        check_waiting(one)
        draft = Draft(
            kind=MatterKind.SUGGESTION,
            level=into.level,
            title=into.title,
            text=into.text,
            place=one.place,
            is_urgent=into.is_urgent,
            decided_on=day_of(tx.now),
            lead=into.lead,
        )
        matter = await open_one(tx, actor, draft)
        await store.save(tx.connection, report, state=ReportState.TURNED, matter=matter)
        tx.record(ReportTurned(meeting=HOUSE, report=report, matter=matter, by=by.name))
    return matter


async def decline_report(db: Database, by: Actor, report: str, reason: str) -> None:
    """Nothing comes of it; the reporter reads why."""
    if not reason:
        raise Refused("field-empty", "reason")
    async with db.transaction() as tx:
        await office_of(tx, by)
        check_waiting(await store.load(tx.connection, report))
        changes = {"state": ReportState.DECLINED, "reason": reason}
        await store.save(tx.connection, report, **changes)
        tx.record(ReportDeclined(meeting=HOUSE, report=report, reason=reason, by=by.name))
