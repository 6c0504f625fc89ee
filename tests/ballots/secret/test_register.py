"""The register of a secret vote: who might vote, and no moment beside any name."""

import sqlalchemy as sa

from ballots.register import store
from ballots.rounds.commands import open_round
from ballots.secret.boxes import Boxes
from ballots.secret.commands import prepare_box
from core.database import Database
from sessions.attendance.commands import mark_attendance
from sessions.attendance.marking.commands import leave_meeting
from sessions.attendance.rollcall import Attendance
from sessions.signin.commands import arrive
from tests.ballots.secret.voting import SITE, sealed_vote, vote_of
from tests.cast import FixedClock, refused


async def test_a_secret_register_has_no_moment_and_tells_late_comers_at_the_close(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    congress, round = await sealed_vote(db, boxes, deputies=9)
    late, gone = congress.deputies[4], congress.deputies[5]
    await mark_attendance(db, congress.clerk, late.person, Attendance.ABSENT, "")
    await prepare_box(db, boxes.vault, congress.chair, round, "春", SITE)
    vote = await vote_of(congress, boxes, round)
    await open_round(db, congress.chair, round)
    await leave_meeting(db, gone)
    with refused("has-left"):
        await vote.issue(gone)
    await arrive(db, late)
    await vote.issue(late)
    assert await congress.told("RegisterExtended") == [], "its moment would be a trace"
    await vote.close(clock)
    [fact] = await congress.told("RegisterExtended")
    assert [one["person"] for one in fact["added"]] == [late.person]
    async with db.reading() as connection:
        moments = await connection.execute(sa.select(store.roll.c.added_at))
        assert set(moments.scalars()) == {None}
