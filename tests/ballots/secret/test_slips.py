"""Paper slips beside the phones: one person has one of the two, and two people count."""

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.commands import first_draft, with_candidates
from ballots.method import Blank, Mode, OverBudget
from ballots.paper import ballot
from ballots.queries import round_view
from ballots.rounds.commands import close_round
from ballots.secret import queries as secret
from ballots.secret.boxes import Boxes
from ballots.secret.slips.commands import SlipTotals, give_slip, slip_tally, type_slips
from ballots.secret.verify import verify_archive
from ballots.tally import ItemCount, tally
from core.checking import State
from core.database import Database
from core.errors import NotHere
from core.zipped import read_zip
from minyi.players import simulated_ballot
from tests.ballots.secret.voting import GRACE, opened_vote
from tests.cast import FixedClock, projects, refused

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
    with refused("slips-total", no=1, total=1, valid=0):
        await type_slips(db, here.teller, vote.round, SlipTotals(1, 1, {**none, 1: (1, 0, 0)}))


THREE = (1, 2, 3)
RANK, GRADE = {"mode": Mode.RANK}, {"mode": Mode.GRADE}
CAPPED: dict[str, Any] = {"mode": Mode.PICK, "max_marks": 3, "budget_cap": Decimal(301)}
CAPPED |= {"over_budget": OverBudget.REFUSE}  # 100.50, 200.50 and 300.50 stand
SHORT: list[tuple[dict[str, Any], dict[int, tuple[int, int, int]], str]] = [
    (GRADE, {1: (2, 1, 0), 2: (0, 0, 0), 3: (0, 0, 0)}, "slips-total"),
    (GRADE, {1: (2, 0, 0), 2: (0, 0, 0)}, "total-missing"),
    (GRADE, {1: (-1, 0, 0), 2: (0, 0, 0), 3: (0, 0, 0)}, "number-negative"),
    (GRADE | {"max_marks": 1}, dict.fromkeys(THREE, (1, 0, 0)), "slips-over-marked"),
    (RANK, {1: (3, 3, 0), 2: (0, 0, 0), 3: (0, 0, 0)}, "slips-total"),
    (RANK, {1: (2, 7, 0), 2: (0, 0, 0), 3: (0, 0, 0)}, "rank-sum-impossible"),
    (RANK, {1: (0, 1, 0), 2: (0, 0, 0), 3: (0, 0, 0)}, "rank-sum-impossible"),
    (RANK, {1: (2, 6, 0), 2: (2, 6, 0), 3: (2, 6, 0)}, "ranks-impossible"),
    (RANK, {1: (2, 2, 0), 2: (2, 2, 0), 3: (2, 2, 0)}, "ranks-impossible"),
    (RANK | {"max_marks": 1}, dict.fromkeys(THREE, (1, 1, 0)), "slips-over-marked"),
    (CAPPED, {1: (2, 0, 0), 2: (2, 0, 0), 3: (1, 0, 0)}, "slips-over-budget"),
]


@pytest.mark.parametrize(("terms", "totals", "code"), SHORT)
def test_what_two_slips_cannot_hold_is_refused_by_every_mode(
    terms: dict[str, Any], totals: dict[int, tuple[int, int, int]], code: str
) -> None:
    method = with_candidates(replace(first_draft("x"), **terms), projects(3))
    with refused(code):
        slip_tally(method, SlipTotals(2, 0, totals), given=2)


@given(st.data())
def test_typed_slips_count_as_the_ballots_on_them(data: st.DataObject) -> None:
    mode = data.draw(st.sampled_from(Mode))
    most = {Mode.PICK: 3, Mode.CHOOSE_ONE: 1}.get(mode)
    method = replace(first_draft("x"), mode=mode, max_marks=most, blank=Blank.NOT_MARKED)
    method = with_candidates(method, projects(3))
    heap = [simulated_ballot(method, random.Random(seed)) for seed in range(4)]
    heap = [ballot(dict(one.marks[: data.draw(st.integers(0, 3))])) for one in heap]
    counted = tally(method, heap)
    typed = {item.no: figures(mode, item, len(heap)) for item in counted.items}
    assert slip_tally(method, SlipTotals(5, 1, typed), given=9) == replace(
        counted, returned=5, invalid=1
    )


def figures(mode: Mode, item: ItemCount, valid: int) -> tuple[int, int, int]:
    if mode is Mode.GRADE:
        return item.satisfied, item.basically, item.unsatisfied
    if mode is Mode.RANK:
        return item.for_, item.rank_sum - 3 * (valid - item.for_), 0
    return item.for_, item.against, item.abstain
