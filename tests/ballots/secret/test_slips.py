"""Paper slips beside the phones: one person has one of the two, and two people count."""

import pytest

from ballots.queries import round_view
from ballots.rounds.commands import close_round
from ballots.secret import queries as secret
from ballots.secret.boxes import Boxes
from ballots.secret.case import State
from ballots.secret.slips.commands import SlipTotals, give_slip, type_slips
from ballots.secret.verify import verify_archive
from ballots.secret.zipped import read_zip
from core.database import Database
from core.errors import NotHere
from tests.ballots.secret.voting import GRACE, opened_vote
from tests.cast import FixedClock, refused

TYPED = SlipTotals(2, 0, {1: (2, 0, 0), 2: (0, 2, 0), 3: (0, 1, 1)})


async def test_the_roll_allows_each_person_one_of_the_two(db: Database, boxes: Boxes) -> None:
    vote = await opened_vote(db, boxes)
    here = vote.congress
    on_paper, by_phone = here.deputies[1], here.deputies[2]
    await give_slip(db, here.teller, vote.round, on_paper.person)
    await give_slip(db, here.teller, vote.round, on_paper.person)
    with refused("paper-slip-given"):
        await vote.issue(on_paper)
    await vote.issue(by_phone)
    with refused("papers-on-phone", name=by_phone.name):
        await give_slip(db, here.teller, vote.round, by_phone.person)
    with pytest.raises(NotHere):
        await give_slip(db, here.teller, vote.round, here.guest.person)
    with refused("not-your-move"):
        await give_slip(db, here.scrutineer, vote.round, here.deputies[3].person)
    handed = await here.read(secret.handed, here.meeting, vote.round)
    assert [line.person for line in handed.by_slip] == [on_paper.person]
    assert [line.person for line in handed.by_phone] == [by_phone.person]
    assert len(handed.neither) == 6


async def test_phones_and_slips_are_counted_together_and_shown_apart(
    db: Database, boxes: Boxes, clock: FixedClock
) -> None:
    vote = await opened_vote(db, boxes)
    here = vote.congress
    for one in here.deputies[6:]:
        await give_slip(db, here.clerk, vote.round, one.person)
    await vote.cast_all(["+--"] * 6)
    await close_round(db, here.chair, vote.round)
    assert await type_slips(db, here.teller, vote.round, TYPED) is False
    clock.advance(seconds=GRACE + 1)
    await vote.frozen()
    with refused("slips-not-agreed"):
        await vote.count()
    wrong = SlipTotals(2, 1, {1: (1, 0, 0), 2: (0, 1, 0), 3: (0, 1, 0)})
    assert await type_slips(db, here.clerk, vote.round, wrong) is False
    with refused("slips-not-agreed"):
        await vote.count()
    assert await type_slips(db, here.clerk, vote.round, TYPED) is True
    outcome = await vote.count()
    assert (outcome.issued, outcome.returned) == (8, 8)
    assert [item.for_ for item in outcome.items] == [8, 0, 0]
    view = await here.read(round_view, here.meeting, vote.round)
    assert view.box is not None
    assert view.box.on_paper is not None
    assert [item.for_ for item in view.box.on_paper.items] == [2, 0, 0]
    await vote.announce()
    report = verify_archive(read_zip(await vote.archive()))
    assert report.named(State.FAILS) == ()
    assert [one["given"] for one in await here.told("SlipGiven")] == [1, 2]
    assert len(await here.told("SlipsTyped")) == 3, "each entry stays on record"


async def test_totals_that_so_few_slips_cannot_hold_are_refused(
    db: Database, boxes: Boxes
) -> None:
    vote = await opened_vote(db, boxes)
    here = vote.congress
    await give_slip(db, here.clerk, vote.round, here.deputies[7].person)
    with refused("slips-not-now"):
        await type_slips(db, here.teller, vote.round, TYPED)
    await close_round(db, here.chair, vote.round)
    with refused("slips-too-many", returned=2, given=1):
        await type_slips(db, here.teller, vote.round, TYPED)
    none = {1: (0, 0, 0), 2: (0, 0, 0), 3: (0, 0, 0)}
    with refused("slips-invalid"):
        await type_slips(db, here.teller, vote.round, SlipTotals(1, 2, none))
    with refused("total-too-large"):
        await type_slips(db, here.teller, vote.round, SlipTotals(1, 1, {**none, 1: (1, 0, 0)}))
