"""A file beside a vote: on record, exchangeable until the opening, and without any effect."""

import hashlib

import pytest

from ballots import queries as ballots
from ballots.funding.commands import attach_advice
from ballots.funding.queries import attached_to, beside_round, content_beside
from ballots.outcome import Outcome
from ballots.reruns.commands import void_round
from ballots.round import Kind
from ballots.rounds.commands import announce_result, close_round, count_round, seal_round
from core.database import Database
from core.errors import NotHere
from core.ids import PaperId, RoundId
from core.people import Role
from tests.ballots.funding.approvals import SPLIT, file_of
from tests.cast import Congress, in_session, refused
from tests.test_architecture import drawn

OTHER = file_of({1: 500, 2: 400, 3: 100}, ["1,2"] * 3)


async def vote_on(db: Database) -> tuple[Congress, PaperId]:
    congress = await in_session(db, deputies=6)
    return congress, await congress.adopted(3, 2)


async def opened(congress: Congress, paper: PaperId) -> RoundId:
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+-.", "+-.", "++.", ".++", "+.+", "+.+"])
    return round


async def test_the_journal_has_hash_and_totals_and_no_approvals(db: Database) -> None:
    congress, paper = await vote_on(db)
    await attach_advice(db, congress.clerk, paper, SPLIT)
    [told] = await congress.told("AdviceAttached")
    assert told["file_hash"] == hashlib.sha256(SPLIT).hexdigest()
    assert (told["residents"], told["projects"], told["budget"]) == (10, 3, "1000")
    assert told["by"] == congress.clerk.name
    assert set(told) == {
        *("paper", "item", "file_hash", "residents"),
        *("projects", "budget", "currency", "by"),
    }


async def test_another_file_takes_its_place_until_the_opening_and_never_after(
    db: Database,
) -> None:
    congress, paper = await vote_on(db)
    await attach_advice(db, congress.clerk, paper, SPLIT)
    round = await seal_round(db, congress.clerk, paper, Kind.RECORDED)
    last = await attach_advice(db, congress.clerk, paper, OTHER)
    await void_round(db, congress.chair, round, "错发")
    await opened(congress, paper)
    with refused("advice-after-opening"):
        await attach_advice(db, congress.clerk, paper, SPLIT)
    assert await congress.read(attached_to, congress.meeting, paper) == last
    assert len(await congress.told("AdviceAttached")) == 2


async def test_not_even_after_an_opened_round_was_void(db: Database) -> None:
    congress, paper = await vote_on(db)
    round = await opened(congress, paper)
    await void_round(db, congress.chair, round, "停电")
    with refused("advice-after-opening"):
        await attach_advice(db, congress.clerk, paper, SPLIT)


async def test_only_a_clerk_of_this_meeting_attaches(db: Database) -> None:
    congress, paper = await vote_on(db)
    with refused("not-your-move"):
        await attach_advice(db, congress.acting(Role.CHAIR), paper, SPLIT)
    with pytest.raises(NotHere):
        await attach_advice(db, congress.outsider, paper, SPLIT)


async def test_a_refusal_does_not_repeat_a_whole_file(db: Database) -> None:
    congress, paper = await vote_on(db)
    long = file_of({1: 1, "x" * 5000: 1}, ["1"])
    with refused("advice-not-candidates", projects=["x" * 40]):
        await attach_advice(db, congress.clerk, paper, long)
    assert await congress.told("AdviceAttached") == []


async def result_of(db: Database, content: bytes | None) -> Outcome:
    congress, paper = await vote_on(db)
    if content is not None:
        await attach_advice(db, congress.clerk, paper, content)
    round = await opened(congress, paper)
    outcome = await congress.announce(round)
    shown = await congress.read(ballots.round_view, congress.meeting, round)
    assert shown.outcome == outcome
    return outcome


async def test_the_result_is_the_same_with_and_without_it(db: Database) -> None:
    without = await result_of(db, None)
    assert await result_of(db, SPLIT) == without
    assert await result_of(db, file_of({1: 9, 2: 9, 3: 9}, ["3"] * 9)) == without


def test_nothing_that_counts_or_decides_can_read_it() -> None:
    imports = {file.module: file.imports for file in drawn()}
    seen, left = set[str](), {"ballots.deciding.decision", "ballots.counting.commands"}
    left |= {"ballots.secret.counting.commands", "ballots.rounds.commands", "ballots.queries"}
    assert left <= set(imports), "need the files that decide"
    while left:
        seen |= left
        names = {name for module in left for name in imports[module]}
        found = {part for name in names for part in (name, name.rpartition(".")[0])}
        left = (found & set(imports)) - seen
    assert [name for name in seen if name.startswith("ballots.funding")] == []


async def test_it_is_shown_beside_the_announced_result_and_never_before(db: Database) -> None:
    congress, paper = await vote_on(db)
    await attach_advice(db, congress.clerk, paper, SPLIT)
    round = await opened(congress, paper)

    async def is_hidden() -> bool:
        with pytest.raises(NotHere):
            await congress.read(content_beside, congress.meeting, round)
        return await congress.read(beside_round, congress.meeting, round) is None

    assert await is_hidden()
    await close_round(db, congress.chair, round)
    assert await is_hidden()
    await count_round(db, congress.teller, round)
    assert await is_hidden()
    await announce_result(db, congress.chair, round)
    beside = await congress.read(beside_round, congress.meeting, round)
    assert beside is not None
    assert [no for no, _ in beside.chosen] == [1]
    assert await congress.read(content_beside, congress.meeting, round) == SPLIT
