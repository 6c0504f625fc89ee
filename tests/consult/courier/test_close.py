"""A yard that was closed on a laptop comes home: what its close set going goes on here."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from consult.commands import move_on
from consult.consultation import ConsultPhase
from consult.courier import commands
from consult.courier.parcel import fingerprint
from consult.ladder.queries import file_of_referral, referrals
from consult.resolution.commands import confirm
from consult.resolution.entries import Confirmed
from core.database import Database
from tests.cast import FixedClock, in_session
from tests.conftest import url_of
from tests.consult.courier.test_courier import LAPTOP, bring, read
from tests.consult.resolved import ROAD, disposed, key, talked


async def test_what_was_sent_up_in_the_yard_goes_its_way_from_the_close(
    db: Database, tmp_path: Path, clock: FixedClock
) -> None:
    congress = await in_session(db, deputies=3)
    await commands.trust_courier(db, "周敏", fingerprint(LAPTOP.public), "三村笔记本")
    await talked(congress)
    await db.close()
    shutil.copy(tmp_path / "minyi.db", tmp_path / "yard.db")
    yard = Database(url_of(tmp_path / "yard.db"), clock, lambda _: None)
    try:
        await disposed(replace(congress, db=yard))
        await confirm(yard, congress.clerk, Confirmed(6, 1, 1, 8), key(50))
        await move_on(yard, congress.clerk, ConsultPhase.CLOSED)
        at = clock()
        parcel = await read(yard, congress.meeting)
    finally:
        await yard.close()
    clock.advance(days=3)
    for _ in range(2):
        await bring(congress, db, parcel)
        [found] = await congress.read(referrals, clock())
        assert (found.referral.entry, found.referral.last.at) == (ROAD, at)
        assert found.referral.last.due == at + timedelta(days=7), "the road was no holiday"
        [told] = await congress.told("ContributionSentUp")
        assert told["referral"] == found.referral.id, "as it was told in the yard"
        assert len(await congress.told("PromiseMade")) == 1
        file = await congress.read(file_of_referral, found.referral.id)
        assert file["entries"][0]["stool"] == 4
