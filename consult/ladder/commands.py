"""What can change about what was sent up. Whoever acts first writes down what time has done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from consult.contribution.store import list_entries
from consult.grids.grid import Grid, Level
from consult.grids.store import list_grids
from consult.ladder import store
from consult.ladder.events import ContributionSentUp, LadderTermsSet, ReferralStepped
from consult.ladder.file import file_of
from consult.ladder.queries import days_of
from consult.ladder.referral import (
    ARRIVES,
    DAYS,
    MOST_DAYS,
    Referral,
    Step,
    StepKind,
    above,
    by_now,
    check_neighbour,
    check_step,
    due,
    place,
)
from consult.queries import YardView
from consult.resolution.entries import Disposed, Ending
from consult.resolution.events import PromiseMade
from consult.resolution.resolution import Point, home_level, resolution
from consult.stools.stool import voice_of
from core import journal
from core.database import Database, Transaction
from core.errors import Refused
from core.ids import MeetingId, new_id
from core.journal import HOUSE

CLOSE = (PromiseMade.__name__, ContributionSentUp.__name__)
ID = re.compile(r"[a-z0-9]{12}")


async def close_resolution(
    tx: Transaction, yard: YardView, told: Sequence[journal.Entry] = ()
) -> None:
    """With the close promises are told whole, and what is sent up sets out with its file.

    Done once more, as when a closed log is merged, nothing sets out twice and nothing is told
    twice. `told` is what the other machine's journal has told and ours is about to.
    """
    settled, meeting = 0, yard.consultation.meeting
    gone = {one.entry for one in await store.list_referrals(tx.connection, meeting)}
    known = [*await journal.of_kinds(tx.connection, meeting, CLOSE), *told]
    promises = [one.facts for one in known if one.kind == PromiseMade.__name__]
    sent = {one.facts["entry"]: one for one in known if one.kind == ContributionSentUp.__name__}
    for point in resolution(yard.state):
        said = point.ending
        if said is None or point.first.id in gone:
            continue
        if said.ending is Ending.SENT_UP:
            await _send_up(tx, yard, point, said, sent.get(point.first.id))
            continue
        settled += 1
        promise = _promise(yard, point, said)
        if said.ending is Ending.PROMISED and journal.facts_of(promise) not in promises:
            tx.record(promise)
    level = home_level(yard.grid)
    await store.put_settled(tx.connection, meeting, level, settled)


def _promise(yard: YardView, point: Point, said: Disposed) -> PromiseMade:
    public = point.is_public
    return PromiseMade(
        meeting=yard.consultation.meeting,
        entry=point.first.id,
        point=point.number,
        kind=point.first.said.kind,
        text=point.first.text if public else "",
        words=said.words if public else "",
        who=said.who if public else "",
        due=said.due,
        seen=said.seen if public else "",
        checks=said.checks if public else "",
        topic=yard.consultation.topic,
        form=yard.consultation.form,
        grid=yard.grid.name if yard.grid else "",
    )


async def _send_up(
    tx: Transaction,
    yard: YardView,
    point: Point,
    said: Disposed,
    told: journal.Entry | None,
) -> None:
    """Its clock runs from the close, also if that was on a laptop that comes home later."""
    grids = {one.id: one for one in await list_grids(tx.connection)}
    days, level = await days_of(tx.connection), Level(said.level)
    grid = place(grids, yard.consultation.grid, level)
    at = min(datetime.fromisoformat(told.at), tx.now) if told else tx.now
    until = due(at, level, days)
    by = point.history[-1].by
    step = Step(StepKind.SENT, at, level, grid, by, said.words, until)
    public = point.is_public
    referral = Referral(
        id=await _name(tx, told),
        meeting=yard.consultation.meeting,
        entry=point.first.id,
        point=point.number,
        is_public=public,
        title=point.first.text if public else "",
        topic=yard.consultation.topic,
        home=home_level(yard.grid),
        steps=(step,),
    )
    entries = await list_entries(tx.connection, referral.meeting)
    stools = {str(voice_of(one.id)): one.number for one in yard.stools}
    file = file_of(entries, [p.id for p in point.parts], yard.counted(point.first.id), stools)
    await store.add_referral(tx.connection, referral, file)
    if not told:
        tx.record(_set_out(referral, step, grids))


def _set_out(referral: Referral, step: Step, grids: Mapping[str, Grid]) -> ContributionSentUp:
    return ContributionSentUp(
        meeting=MeetingId(referral.meeting),
        referral=referral.id,
        entry=referral.entry,
        point=referral.point,
        text=referral.title,
        words=step.words if referral.is_public else "",
        level=step.level,
        grid=grids[step.grid].name if step.grid else "",
        due=step.due.isoformat(),
    )


async def _name(tx: Transaction, told: journal.Entry | None) -> str:
    """As it was told; whatever a parcel says is a name only if it is one that nobody has."""
    name = str(told.facts["referral"]) if told else ""
    is_free = ID.fullmatch(name) and not await store.list_referrals(tx.connection, id=name)
    return name if is_free else new_id()


async def write_down_all(db: Database, by: str) -> int:
    """Write down all the steps that time alone has made by now. Gives how many."""
    async with db.transaction() as tx:
        written = 0
        for one in await store.list_referrals(tx.connection):
            written += (await _present(tx, by, one.id))[1]
        if not written:
            raise Refused("nothing-ran-out")
    return written


async def receive(db: Database, by: str, referral: str) -> None:
    await _step_on(db, by, referral, StepKind.RECEIVED, "")


async def answer(db: Database, by: str, referral: str, words: str) -> None:
    """Settle it at the level where it is."""
    await _step_on(db, by, referral, StepKind.ANSWERED, words)


async def send_on(db: Database, by: str, referral: str, words: str) -> None:
    """Pass it to the level above, for it is beyond this one."""
    await _step_on(db, by, referral, StepKind.SENT_ON, words)


async def pass_across(db: Database, by: str, referral: str, words: str, grid: str) -> None:
    """Pass it to a neighbour of the same level: once on its whole way."""
    await _step_on(db, by, referral, StepKind.PASSED_ACROSS, words, grid)


async def write_down_time(db: Database, by: str, referral: str) -> None:
    """Write down the steps that time alone has made."""
    async with db.transaction() as tx:
        _, new, _ = await _present(tx, by, referral)
        if not new:
            raise Refused("nothing-ran-out")


async def _present(
    tx: Transaction, by: str, id: str
) -> tuple[Referral, int, Mapping[str, Grid]]:
    """The referral as it is by now, written down so; how many steps that took; the grids."""
    written = await store.load_referral(tx.connection, id)
    grids = {one.id: one for one in await list_grids(tx.connection)}
    found = by_now(written, tx.now, await days_of(tx.connection), grids)
    known = len(written.steps)
    new = found.steps[known:]
    await store.add_steps(tx.connection, id, known, new)
    for step in new:
        tx.record(_told(found, step, grids, by))
    return found, len(new), grids


async def _step_on(
    db: Database, by: str, id: str, kind: StepKind, words: str, grid: str = ""
) -> None:
    async with db.transaction() as tx:
        found, _, grids = await _present(tx, by, id)
        check_step(found, kind, words)
        last = found.last
        step = replace(last, kind=kind, at=tx.now, by=by, words=words)
        if kind is StepKind.SENT_ON:
            level = above(last.level) or last.level
            step = replace(step, level=level, grid=place(grids, found.known_grid, level))
        if kind is StepKind.PASSED_ACROSS:
            check_neighbour(found, grids.get(grid))
            step = replace(step, grid=grid)
        # Passing it across gives no new days: the clock is the level's, not the desk's.
        if kind in ARRIVES and kind is not StepKind.PASSED_ACROSS:
            days = await days_of(tx.connection)
            step = replace(step, due=due(tx.now, step.level, days))
        await store.add_steps(tx.connection, id, len(found.steps), [step])
        tx.record(_told(found, step, grids, by))


def _told(
    referral: Referral, step: Step, grids: Mapping[str, Grid], by: str
) -> ReferralStepped:
    return ReferralStepped(
        meeting=HOUSE,
        referral=referral.id,
        consultation=referral.meeting,
        entry=referral.entry,
        point=referral.point,
        text=referral.title,
        step=step.kind,
        level=step.level,
        grid=grids[step.grid].name if step.grid in grids else "",
        words=step.words if referral.is_public else "",
        due=step.due.isoformat(),
        by=by,
    )


async def set_terms(db: Database, by: str, days: Mapping[Level, int]) -> None:
    """How many days each level has. Clocks that run already keep their day."""
    for level in DAYS:
        if not 1 <= days.get(level, 0) <= MOST_DAYS:
            raise Refused("number-outside-range", field=level, least=1, most=MOST_DAYS)
    async with db.transaction() as tx:
        await store.put_terms(tx.connection, {level: days[level] for level in DAYS})
        tx.record(
            LadderTermsSet(
                meeting=HOUSE, days={str(level): days[level] for level in DAYS}, by=by
            )
        )
