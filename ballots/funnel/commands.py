"""What can change about a funnel. A concluded stage is never edited: it is concluded again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ballots import commands as votes
from ballots.events import (
    FunnelBegun,
    FunnelEntriesListed,
    FunnelStageConcluded,
    FunnelStagesPlanned,
    FunnelVotesTyped,
)
from ballots.funnel import store
from ballots.funnel.course import Step
from ballots.funnel.funnel import Conclusion, Entry, Funnel, Sheet, Stage, StageKind, with_entry
from ballots.funnel.queries import view_of
from ballots.funnel.ruling import Ruling, by_delegations, by_organ
from ballots.funnel.table import MOST_DELEGATIONS
from ballots.queries import vote_on
from core.database import Database, Transaction
from core.errors import Forbidden, NotHere, Refused
from core.ids import FunnelId, new_id
from core.people import Role
from sessions import queries as sessions
from sessions.queries import MeetingPhase, Member

MOST_STAGES = 9


async def begin_funnel(db: Database, by: Member, title: str) -> FunnelId:
    async with db.transaction() as tx:
        await _check_may_write(tx, by)
        funnel = Funnel(FunnelId(new_id()), by.meeting, title)
        await store.add_funnel(tx.connection, funnel)
        tx.record(FunnelBegun(meeting=by.meeting, funnel=funnel.id, title=title, by=by.name))
    return funnel.id


async def _check_may_write(tx: Transaction, by: Member) -> None:
    if Role.CLERK not in by.roles:
        raise Forbidden("not-your-move", then="funnel", roles=[str(Role.CLERK)])
    meeting = await sessions.load_meeting(tx.connection, by.meeting)
    if meeting.phase is MeetingPhase.CLOSED:
        raise Refused("meeting-closed")


async def _load(tx: Transaction, by: Member, funnel: str) -> Funnel:
    await _check_may_write(tx, by)
    return await store.load_funnel(tx.connection, by.meeting, funnel)


async def list_entries(db: Database, by: Member, funnel: str, entries: Sequence[Entry]) -> None:
    """Take a whole list of collected projects in place of the one before."""
    await _relist(db, by, funnel, lambda _: tuple(entries))


async def put_entry(
    db: Database, by: Member, funnel: str, entry: Entry, replacing: int | None
) -> None:
    """Add one collected project, or edit the one that had the number `replacing`."""

    await _relist(db, by, funnel, lambda listed: with_entry(listed, entry, replacing))


async def drop_entry(db: Database, by: Member, funnel: str, no: int) -> None:
    await _relist(db, by, funnel, lambda listed: tuple(one for one in listed if one.no != no))


async def _relist(
    db: Database,
    by: Member,
    funnel: str,
    change: Callable[[tuple[Entry, ...]], tuple[Entry, ...]],
) -> None:
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        if known.has_begun:
            raise Refused("funnel-begun")
        entries = change(known.entries)
        await store.save_entries(tx.connection, known.id, entries)
        tx.record(
            FunnelEntriesListed(
                meeting=by.meeting,
                funnel=known.id,
                title=known.title,
                entries=[store.entry_facts(one) for one in entries],
                by=by.name,
            )
        )


async def put_stage(db: Database, by: Member, funnel: str, stage: Stage) -> None:
    """Add a stage at the end, or edit one that has not been concluded.

    The votes that were typed for it stay.
    """
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        before = known.stage(stage.position)
        if before is None and stage.position != len(known.stages) + 1:
            raise NotHere("stage")
        if stage.position > MOST_STAGES:
            raise Refused("funnel-too-many-stages", most=MOST_STAGES)
        _check_not_concluded(known, stage.position)
        await _check_item(tx, by, stage)
        sheet = before.sheet if before else Sheet()
        await store.save_stage(tx.connection, known.id, replace(stage, sheet=sheet))
        await _tell_plan(tx, by, known)


async def _check_item(tx: Transaction, by: Member, stage: Stage) -> None:
    if stage.kind is not StageKind.CONGRESS:
        return
    if stage.item is None:
        raise Refused("choose-one", field="item")
    await sessions.load_item(tx.connection, by.meeting, stage.item)


async def drop_last_stage(db: Database, by: Member, funnel: str) -> None:
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        if not known.stages:
            raise NotHere("stage")
        _check_not_concluded(known, len(known.stages))
        await store.drop_stage(tx.connection, known.id, len(known.stages))
        await _tell_plan(tx, by, known)


def _check_not_concluded(funnel: Funnel, position: int) -> None:
    if funnel.of_stage(position):
        raise Refused("funnel-stage-concluded")


async def _tell_plan(tx: Transaction, by: Member, known: Funnel) -> None:
    planned = await store.load_funnel(tx.connection, by.meeting, known.id)
    tx.record(
        FunnelStagesPlanned(
            meeting=by.meeting,
            funnel=known.id,
            title=known.title,
            stages=[store.stage_facts(one) for one in planned.stages],
            by=by.name,
        )
    )


async def type_votes(
    db: Database, by: Member, funnel: str, position: int, sheet: Sheet
) -> None:
    """Take the votes of all delegations in place of what was typed before."""
    await _retype(db, by, funnel, position, lambda _: dict(sheet.votes))


async def type_delegation(
    db: Database, by: Member, funnel: str, position: int, name: str, given: Mapping[int, int]
) -> None:
    """Take the votes of one delegation; without any it is known and not in yet."""
    await _retype(db, by, funnel, position, lambda votes: {**votes, name: given})


async def drop_delegation(
    db: Database, by: Member, funnel: str, position: int, name: str
) -> None:
    def change(votes: Mapping[str, Mapping[int, int]]) -> dict[str, Mapping[int, int]]:
        return {one: given for one, given in votes.items() if one != name}

    await _retype(db, by, funnel, position, change)


async def _retype(
    db: Database,
    by: Member,
    funnel: str,
    position: int,
    change: Callable[[Mapping[str, Mapping[int, int]]], dict[str, Mapping[int, int]]],
) -> None:
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        stage = known.stage(position)
        if stage is None or stage.kind is not StageKind.ADVISORY:
            raise NotHere("stage")
        votes = change(stage.sheet.votes)
        if len(votes) > MOST_DELEGATIONS:
            raise Refused("funnel-too-many-delegations", most=MOST_DELEGATIONS)
        await store.save_sheet(tx.connection, known.id, position, Sheet(votes))
        tx.record(
            FunnelVotesTyped(
                meeting=by.meeting,
                funnel=known.id,
                stage=position,
                votes={
                    name: {str(no): many for no, many in given.items()}
                    for name, given in votes.items()
                },
                by=by.name,
            )
        )


async def conclude(
    db: Database, by: Member, funnel: str, position: int, ruling: Ruling
) -> Conclusion:
    """Conclude a stage, or correct it by concluding it again and saying what was wrong."""
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        view = await view_of(tx.connection, known)
        written = known.of_stage(position)
        step = view.step(position)
        stage = replace(step.stage, keep=(written and ruling.keep) or step.stage.keep)
        told = _concluded(replace(step, stage=stage), ruling)
        if written and not ruling.wrong:
            raise Refused("funnel-wrong-missing", field="wrong")
        if written and told.kept != written[-1].kept:
            await _check_no_vote_after(tx, known, position)
        told = replace(
            told,
            number=len(written) + 1,
            wrong=ruling.wrong if written else "",
            at=tx.now,
            by=by.name,
        )
        await store.save_stage(tx.connection, known.id, stage)
        await store.add_conclusion(tx.connection, known.id, told)
        _tell_conclusion(tx, by, known, told)
    return told


def _tell_conclusion(tx: Transaction, by: Member, known: Funnel, told: Conclusion) -> None:
    tx.record(
        FunnelStageConcluded(
            meeting=by.meeting,
            funnel=known.id,
            title=known.title,
            stage=told.stage,
            conclusion=dict(store.conclusion_facts(told)),
            entered=len(told.fates),
            kept=len(told.kept),
            wrong=told.wrong,
            by=by.name,
        )
    )


def _concluded(step: Step, ruling: Ruling) -> Conclusion:
    if step.names is None:
        raise Refused("funnel-not-yet")
    if step.stage.kind is StageKind.ADVISORY:
        return by_delegations(step.stage, step.names, ruling)
    if step.stage.kind is StageKind.DECISION:
        return by_organ(step.stage, step.names, step.votes, ruling)
    raise Refused("funnel-by-vote")


async def _check_no_vote_after(tx: Transaction, known: Funnel, position: int) -> None:
    """Once a ballot of the congress is prepared, who stands on it cannot change behind it."""
    for stage in known.stages:
        if stage.position <= position or stage.item is None:
            continue
        vote = await vote_on(tx.connection, known.meeting, stage.item)
        if vote is not None and vote.is_in_use:
            raise Refused("funnel-vote-prepared")


async def put_on_ballot(db: Database, by: Member, funnel: str, position: int) -> None:
    """Make those who are left the candidate projects of the vote this stage is linked to."""
    async with db.transaction() as tx:
        known = await _load(tx, by, funnel)
        step = (await view_of(tx.connection, known)).step(position)
        if step.names is None:
            raise Refused("funnel-not-yet")
        if step.stage.item is None:
            raise Refused("funnel-without-vote")
        item = await sessions.load_item(tx.connection, by.meeting, step.stage.item)
        left = [one.project for one in known.entries if one.no in step.names]
    paper = await votes.draft_paper(db, by, item.id, item.title)
    await votes.list_projects(db, by, paper, left)
