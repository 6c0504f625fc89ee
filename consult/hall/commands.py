"""What can be prepared for a hall consultation: notice, departments, experts."""

from dataclasses import replace
from datetime import date, tzinfo

from consult.commands import load_for
from consult.consultation import Consultation, ConsultPhase
from consult.experts.queries import all_experts
from consult.hall import store
from consult.hall.department import MOST_DEPARTMENTS, Department, InviteReply, check_reply
from consult.hall.events import (
    HallDepartmentDropped,
    HallDepartmentInvited,
    HallDepartmentReplied,
    HallExpertDropped,
    HallExpertPicked,
    HallNoticePublished,
)
from consult.hall.notice import Notice, ahead, check_notice, day_of, says_the_same
from consult.hall.picking import Pick, check_pick
from consult.hall.queries import prepared
from core.database import Database, Transaction
from core.errors import NotHere, Refused
from core.ids import new_id
from core.journal import Fact
from sessions.queries import Member, load_meeting


async def write_notice(
    db: Database, by: Member, written: Notice, zone: tzinfo, *, out: bool
) -> None:
    """Keep the draft of the notice, or publish it (`out`). Published, it is only corrected."""
    async with db.transaction() as tx:
        consultation = await _open_for(tx, by)
        known = await store.find_notice(tx.connection, by.meeting)
        published = known.published_at if known else None
        if published is None and not out:
            await store.save_notice(tx.connection, by.meeting, written)
            return
        check_notice(written, consultation.topic)
        if published and known and says_the_same(known, written):
            return  # pressed twice
        corrected = tx.now if published else None
        notice = replace(written, published_at=published or tx.now, corrected_at=corrected)
        await store.save_notice(tx.connection, by.meeting, notice)
        meeting = await load_meeting(tx.connection, by.meeting)
        held = day_of(meeting.date, meeting.held_on)
        tx.record(_published(by, consultation.topic, notice, held, zone))


def _published(by: Member, topic: str, notice: Notice, held: str, zone: tzinfo) -> Fact:
    return HallNoticePublished(
        meeting=by.meeting,
        topic=topic,
        background=notice.background,
        questions=notice.asked,
        organiser=notice.organiser,
        held_on=held,
        days=ahead(notice.published_at, held, zone).days,
        corrects=notice.corrected_at is not None,
        by=by.name,
    )


async def _open_for(tx: Transaction, by: Member) -> Consultation:
    consultation = await load_for(tx, by)
    if consultation.phase is ConsultPhase.CLOSED:
        raise Refused("consult-closed")
    return consultation


async def invite(db: Database, by: Member, name: str, person: str, invited_on: date) -> str:
    """Write down that a department was invited. Gives its id; the same name is the same one."""
    async with db.transaction() as tx:
        await _open_for(tx, by)
        known = await store.list_departments(tx.connection, by.meeting)
        if name in {one.name for one in known}:
            raise Refused("department-invited", field="name", name=name)
        if len(known) >= MOST_DEPARTMENTS:
            raise Refused("departments-many", field="name", most=MOST_DEPARTMENTS)
        one = Department(new_id(), name, person, invited_on.isoformat())
        await store.add_department(tx.connection, by.meeting, one)
        tx.record(
            HallDepartmentInvited(
                meeting=by.meeting,
                department=name,
                who=person,
                invited_on=one.invited_on,
                by=by.name,
            )
        )
    return one.id


async def note_reply(
    db: Database, by: Member, department: str, reply: InviteReply, person: str, words: str
) -> None:
    """Write down what a department replied; who is sent takes the place of who was asked."""
    check_reply(reply, person, words)
    async with db.transaction() as tx:
        await _open_for(tx, by)
        known = await store.load_department(tx.connection, by.meeting, department)
        who = person if reply is InviteReply.SENDS else known.person
        why = words if reply is InviteReply.DECLINES else ""
        new = replace(known, reply=reply, person=who, words=why)
        if new == known:
            return
        await store.save_reply(tx.connection, new)
        tx.record(
            HallDepartmentReplied(
                meeting=by.meeting,
                department=new.name,
                reply=reply,
                who=who,
                words=why,
                by=by.name,
            )
        )


async def drop_department(db: Database, by: Member, department: str) -> None:
    """Take an invitation back. Two who press at once want the same."""
    async with db.transaction() as tx:
        await _open_for(tx, by)
        known = await store.list_departments(tx.connection, by.meeting)
        for one in known:
            if one.id == department:
                await store.drop_department(tx.connection, one.id)
                tx.record(
                    HallDepartmentDropped(meeting=by.meeting, department=one.name, by=by.name)
                )


async def pick_expert(db: Database, by: Member, expert: str, reason: str = "") -> str:
    """Pick somebody of the pool for this topic; again, to say why in spite of a conflict."""
    async with db.transaction() as tx:
        await _open_for(tx, by)
        before = await prepared(tx.connection, by.meeting)
        pick = next((one for one in before.picks if one.expert == expert), None)
        if pick is None:
            found = next((e for e in await all_experts(tx.connection) if e.id == expert), None)
            if found is None:
                raise NotHere("expert")
            pick = Pick(new_id(), found.id, found.name, found.fields, found.unit, "")
        elif pick.reason == reason or not reason:
            return pick.id
        conflict = before.conflict(pick.unit)
        check_pick(conflict, reason)
        await store.save_pick(tx.connection, by.meeting, replace(pick, reason=reason))
        tx.record(
            HallExpertPicked(
                meeting=by.meeting,
                expert=pick.name,
                fields=pick.fields,
                unit=pick.unit,
                conflict=conflict,
                reason=reason,
                by=by.name,
            )
        )
    return pick.id


async def drop_expert(db: Database, by: Member, pick: str) -> None:
    """Do without an expert after all."""
    async with db.transaction() as tx:
        await _open_for(tx, by)
        for one in await store.list_picks(tx.connection, by.meeting):
            if one.id == pick:
                await store.drop_pick(tx.connection, pick)
                tx.record(HallExpertDropped(meeting=by.meeting, expert=one.name, by=by.name))
