"""The chair settles what a result left open; it is told, and it happens once."""

from dataclasses import replace

import pytest

from ballots import queries
from ballots.adoption import Hands
from ballots.commands import adopt_method, draft_method, draft_paper, first_draft, list_projects
from ballots.method import Secrecy, Shortfall, Tie
from ballots.outcome import Next
from ballots.reruns.commands import run_off, second_round
from ballots.rounds.commands import open_round
from ballots.settling.commands import settle
from core.database import Database
from core.errors import Forbidden
from core.people import Role
from tests.ballots.test_run_off import signs, vote_again, voted
from tests.cast import Congress, in_session, projects, refused

TIED = [12, 9, 9, 3]


async def chosen(congress: Congress) -> list[int]:
    [vote] = await congress.read(queries.votes, congress.meeting)
    return [no for no, _ in vote.chosen]


async def test_a_lot_gives_the_place_and_is_told_with_its_seed(db: Database) -> None:
    congress, round, _ = await voted(db, TIED, seats=2, tie=Tie.LOT)
    settled = await settle(db, congress.chair, round, Next.LOT, seed="4 2 6")
    assert settled.chosen[0] in (2, 3)
    assert await chosen(congress) == [1, *settled.chosen]
    [facts] = await congress.told("PlacesSettled")
    assert (facts["seed"], facts["tied"], facts["places"]) == ("4 2 6", [2, 3], 1)
    assert [one["no"] for one in facts["chosen"]] == [1, *settled.chosen]
    with refused("nothing-open"):
        await settle(db, congress.chair, round, Next.LOT, seed="other")


async def test_the_presidium_gives_the_place(db: Database) -> None:
    congress, round, _ = await voted(db, TIED, seats=2, tie=Tie.PRESIDIUM)
    with refused("named-other-than-places", places=1):
        await settle(db, congress.chair, round, Next.PRESIDIUM)
    await settle(db, congress.chair, round, Next.PRESIDIUM, named=(3,), note="主席团会议")
    assert await chosen(congress) == [1, 3]


async def test_only_ways_of_the_method_are_open(db: Database) -> None:
    congress, round, _ = await voted(db, TIED, seats=2)
    for way in Next:
        with refused("nothing-open"):
            await settle(db, congress.chair, round, way, seed="7")
    await run_off(db, congress.chair, round)


async def test_a_result_settles_nothing_before_it_is_announced(db: Database) -> None:
    congress, round, _ = await voted(db, TIED, seats=2, tie=Tie.LOT)
    again = await congress.open_round(await congress.adopted(4, 2, tie=Tie.LOT))
    with refused("not-announced"):
        await settle(db, congress.chair, again, Next.LOT, seed="7")
    with refused("item-not-current"):
        await settle(db, congress.chair, round, Next.LOT, seed="7")


async def test_the_chair_settles_and_nobody_else(db: Database) -> None:
    congress, round, _ = await voted(db, TIED, seats=2, tie=Tie.LOT)
    for role in set(Role) - {Role.CHAIR}:
        with pytest.raises(Forbidden):
            await settle(db, congress.acting(role), round, Next.LOT, seed="7")


async def test_a_run_off_that_ends_level_is_the_last_and_the_meeting_decides(
    db: Database,
) -> None:
    congress, round, _ = await voted(db, TIED, seats=2)
    again = await run_off(db, congress.chair, round)
    await open_round(db, congress.chair, again)
    outcome = await congress.announce(again)
    assert outcome.next is Next.ASK
    with refused("nothing-open"):
        await run_off(db, congress.chair, again)
    await settle(db, congress.chair, again, Next.EMPTY, note="代表大会决定空缺")
    assert await chosen(congress) == [1]
    [vote] = await congress.read(queries.votes, congress.meeting)
    assert vote.open_matter is None


async def test_a_second_round_fills_the_places_and_keeps_the_majority(db: Database) -> None:
    congress, round, _ = await voted(
        db, [12, 6, 5, 3], seats=2, shortfall=Shortfall.SECOND_ROUND
    )
    again = await second_round(db, congress.chair, round)
    known = await congress.read(queries.round_view, congress.meeting, again)
    assert (known.round.method.numbers, known.round.method.seats) == ((2, 3, 4), 1)
    assert known.depth == 2
    await open_round(db, congress.chair, again)
    await congress.cast_all(again, ["..+."] * 7 + [".+.."] * 5)
    await congress.announce(again)
    assert await chosen(congress) == [1, 3]


async def test_a_second_round_that_fills_nothing_is_the_last(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 6, 5, 3], seats=2)
    again = await second_round(db, congress.chair, round)
    await open_round(db, congress.chair, again)
    await congress.announce(again)
    with refused("nothing-open"):
        await second_round(db, congress.chair, again)
    with refused("round-exists"):
        await settle(db, congress.chair, round, Next.NEXT_SESSION)
    await settle(db, congress.chair, again, Next.NEXT_SESSION)
    assert await chosen(congress) == [1]


async def test_a_settled_shortfall_has_no_second_round(db: Database) -> None:
    congress, round, _ = await voted(db, [12, 6, 5, 3], seats=2)
    await settle(db, congress.chair, round, Next.EMPTY)
    with refused("nothing-open"):
        await second_round(db, congress.chair, round)


async def test_a_tie_and_a_shortfall_of_two_categories_are_settled_one_after_the_other(
    db: Database,
) -> None:
    congress = await in_session(db, 12)
    paper = await draft_paper(db, congress.clerk, await congress.add_item(), "票决办法")
    listed = [replace(one, category="教育" if one.no < 4 else "交通") for one in projects(4)]
    await list_projects(db, congress.clerk, paper, listed)
    method = replace(
        first_draft("票决办法"),
        seats=3,
        seats_by_category={"教育": 2, "交通": 1},
        secrecy=Secrecy.RECORDED,
    )
    await draft_method(db, congress.clerk, paper, method)
    await congress.turn_to(paper)
    await adopt_method(db, congress.chair, paper, Hands(12, 0, 0))
    round = await congress.open_round(paper)
    await congress.cast_all(round, signs([12, 9, 9, 3], 12))
    await congress.announce(round)
    _, outcome = await vote_again(congress, round, [2, 3], favourite=2)
    assert outcome.chosen == (2,)
    assert await chosen(congress) == [1, 2]
    again = await second_round(db, congress.chair, round)
    known = await congress.read(queries.round_view, congress.meeting, again)
    assert known.round.method.numbers == (4,)
