"""What can change about a consultation as a whole."""

from consult import store
from consult.consultation import (
    CONSULT_MOVES,
    Consultation,
    ConsultForm,
    ConsultPhase,
    check_topic,
)
from consult.events import ConsultationMoved, ConsultationSetUp
from consult.grids.store import load_grid
from consult.hall.adoption import check_all_adopted
from consult.hall.events import HallRecordTold
from consult.hall.record.record import check_questions
from consult.ladder.commands import close_resolution
from consult.queries import YardView, yard_view
from consult.resolution.resolution import check_may_close
from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.moves import check_move
from sessions.queries import Member


async def set_up(
    db: Database, by: Member, form: ConsultForm, topic: str, grid: str = ""
) -> None:
    """Make this meeting a consultation, or change what it is about before it is closed."""
    check_topic(topic)
    async with db.transaction() as tx:
        found = await store.find_consultation(tx.connection, by.meeting)
        if found and found.phase is ConsultPhase.CLOSED:
            raise Refused("consult-closed")
        name = (await load_grid(tx.connection, grid, field="grid")).name if grid else ""
        values = {"form": form, "topic": topic, "grid": grid}
        if found:
            await store.save_consultation(tx.connection, by.meeting, **values)
        else:
            begun = {"meeting": by.meeting, "phase": ConsultPhase.GATHERING, "closed_at": None}
            await store.add_consultation(tx.connection, values | begun)
        tx.record(
            ConsultationSetUp(meeting=by.meeting, form=form, topic=topic, grid=name, by=by.name)
        )


async def move_on(db: Database, by: Member, then: ConsultPhase) -> None:
    """Go to another phase. What must hold before a close is asked here."""
    async with db.transaction() as tx:
        yard = await yard_view(tx.connection, by.meeting)
        check_move(CONSULT_MOVES, yard.consultation.phase, then, by.roles)
        closed_at = tx.now if then is ConsultPhase.CLOSED else None
        if closed_at:
            check_may_close(yard.consultation, yard.state)
            if yard.consultation.form is ConsultForm.HALL:
                _tell_record(tx, yard, by)
            await close_resolution(tx, yard)
        await store.save_consultation(
            tx.connection, by.meeting, phase=then, closed_at=closed_at
        )
        tx.record(
            ConsultationMoved(
                meeting=by.meeting,
                phase=then,
                stools=yard.here,
                spoke=yard.spoke,
                contributions=len(yard.state.standing),
                by=by.name,
            )
        )


def _tell_record(tx: Transaction, yard: YardView, by: Member) -> None:
    """How many confirm the record of a hall consultation. Nobody can be made to."""
    record = yard.state.record
    check_all_adopted(yard.not_weighed)
    check_questions(record)
    tx.record(
        HallRecordTold(
            meeting=by.meeting,
            confirmed=len(record.confirmed),
            on_paper=record.on_paper,
            objected=len(record.objected),
            participants=len(yard.participants),
            by=by.name,
        )
    )


async def load_for(tx: Transaction, by: Member) -> Consultation:
    """The consultation of staff's meeting; the second lock behind the door."""
    found = await store.find_consultation(tx.connection, by.meeting)
    if found is None:
        raise NotHere("consultation")
    if not by.is_powerful:
        raise Forbidden("not-your-door")
    return found
