"""The demonstration: made once, gone on with after a restart, and played by legal ballots."""

import asyncio
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ballots import queries as ballots
from ballots.commands import first_draft, with_candidates
from ballots.method import Mode, OverBudget, Secrecy, VoteMethod
from ballots.methods.check import check_method
from ballots.paper import Mark, check_ballot
from core.clock import system_clock
from core.database import Database
from minyi.demo import ON_LEAVE, Demonstration, demonstration, roster
from minyi.players import simulated_ballot
from minyi.serve import _first_badge
from sessions import queries as sessions
from tests.cast import projects
from tests.web.browse import Hall, running
from web.settings import Settings, settings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return settings(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def made(folder: Settings) -> Demonstration:
    return demonstration(folder)


def test_it_is_made_once_and_a_restart_goes_on_with_it(
    folder: Settings, made: Demonstration
) -> None:
    again = demonstration(folder)
    assert again == made
    with running(folder.data) as hall:
        assert len(hall.do(meetings_of, hall, made)) == 1


async def meetings_of(hall: Hall, made: Demonstration) -> list[str]:
    async with hall.house.db.reading() as connection:
        found = await sessions.my_meetings(connection, made.players[0])
    return [meeting.id for meeting, _ in found]


def test_its_doors_are_kept_from_other_users_of_the_machine(
    folder: Settings, made: Demonstration
) -> None:
    assert (folder.data / "demo.json").stat().st_mode & 0o077 == 0


def test_each_door_opens(folder: Settings, made: Demonstration) -> None:
    with running(folder.data) as hall:
        for name, path in made.doors:
            assert hall.browser().get(path).status_code == 200, name


def test_the_hall_is_full_enough_and_the_vote_is_ready(
    folder: Settings, made: Demonstration
) -> None:
    with running(folder.data) as hall:
        call, vote = hall.do(state_of, hall, made)
    assert (call.entitled, call.on_leave) == (60, ON_LEAVE)
    assert call.has_quorum
    assert len(vote.paper.projects) == 12
    assert (vote.paper.method.seats, vote.paper.method.secrecy) == (10, Secrecy.SECRET)


async def state_of(hall: Hall, made: Demonstration) -> tuple[sessions.RollCall, ballots.Vote]:
    [meeting] = await meetings_of(hall, made)
    async with hall.house.db.reading() as connection:
        [vote] = await ballots.votes(connection, meeting)
        return await sessions.roll_call(connection, meeting), vote


def test_another_servers_folder_is_left_alone(tmp_path: Path) -> None:
    house = settings(tmp_path)
    assert asyncio.run(_first_badge(house)) is not None
    with pytest.raises(SystemExit, match="another server"):
        demonstration(house)
    assert not (tmp_path / "demo.json").exists()


def test_a_folder_that_is_half_made_is_not_taken_for_a_demonstration(tmp_path: Path) -> None:
    house = settings(tmp_path)

    async def anything() -> None:
        db = Database(house.database, system_clock, lambda _: None)
        await db.migrate()
        await db.close()

    asyncio.run(anything())
    assert len(demonstration(house).players) == 57


def test_sixty_people_have_sixty_names_or_are_told_apart() -> None:
    people = roster()
    assert len(people) == 60 + 1, "and a scrutineer"
    assert len({(one.name, one.delegation, one.id_tail) for one in people}) == len(people)


@st.composite
def methods(draw: st.DrawFn) -> VoteMethod:
    stand = draw(st.integers(1, 40))
    draft = with_candidates(first_draft("票决办法"), projects(stand))
    mode = draw(st.sampled_from(Mode))
    most = 1 if mode is Mode.CHOOSE_ONE else draw(st.integers(1, stand))
    capped = mode is Mode.PICK or draw(st.booleans())
    spends = draw(st.none() | st.decimals(0, 5000, places=2))
    return replace(
        draft,
        mode=mode,
        max_marks=most if capped else None,
        budget_cap=spends,
        over_budget=draw(st.sampled_from(OverBudget)),
    )


@hypothesis_settings(deadline=None)  # the machine may be busy
@given(methods(), st.integers())
def test_a_simulated_ballot_is_legal_by_any_method_that_can_be_held(
    method: VoteMethod, seed: int
) -> None:
    check_method(method)
    made = simulated_ballot(method, random.Random(seed))
    check_ballot(method, made)
    if method.budget_cap is None:
        assert made.made == (method.most_marks or len(method.candidates))


def test_the_same_deputy_always_casts_the_same_ballot() -> None:
    method = replace(with_candidates(first_draft("x"), projects(12)), max_marks=10)
    first, again = (simulated_ballot(method, random.Random("round person")) for _ in range(2))
    assert first == again
    assert set(dict(first.marks).values()) <= {Mark.FOR, Mark.AGAINST, Mark.ABSTAIN}
