"""Residents' approvals: attached at the clerk's desk, shown apart from the announced result."""

import asyncio
from time import perf_counter

import pytest

from ballots import queries as ballots
from ballots.funding.commands import attach_advice
from ballots.method import Secrecy
from ballots.round import Kind
from ballots.rounds.commands import open_round, seal_round
from ballots.secret.commands import prepare_box
from core.ids import PaperId, RoundId
from tests.ballots.funding.approvals import SPLIT, file_of, large
from tests.ballots.secret.voting import SITE, vote_of
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, ENGLISH, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted
from web.advice import AdvicePanel, advice_panel

TITLE = "只按居民意见会选出哪些项目"


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


def desk_of(
    hall: Hall, congress: Congress, stand: int = 3, **terms: object
) -> tuple[PaperId, str]:
    paper = hall.do(adopted, congress, stand, 2, **terms)
    known = hall.do(congress.read, ballots.load_paper, congress.meeting, paper)
    return paper, f"/m/{congress.meeting}/desk/votes/{known.item}"


def opened(hall: Hall, congress: Congress, paper: PaperId) -> RoundId:
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["+-+", "+-+", "+++", ".++", "+.+", "+.+"])
    return round


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_the_clerk_attaches_a_file_until_the_opening(
    hall: Hall, congress: Congress, language: str
) -> None:
    paper, at = desk_of(hall, congress)
    clerk = hall.visitor(congress, congress.clerk, language)
    assert clerk.see(at).offers("/advice")
    for content, residents in ((SPLIT, "10"), (file_of({1: 1, 2: 1, 3: 1}, ["1"]), "1")):
        answer = clerk.act(f"{at}/advice", file=("approvals", "意见.pb", content))
        assert answer.status_code == 303
        page = clerk.see(at)
        assert (page.language, page.sins) == (language, [])
        assert f"✓ {residents} " in page.part("approvals")
    opened(hall, congress, paper)
    assert not clerk.see(at).offers("/advice")
    assert clerk.act(f"{at}/advice", file=("approvals", "a.pb", SPLIT)).status_code == 422


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_file_of_other_projects_is_refused_with_its_line(
    hall: Hall, congress: Congress, language: str
) -> None:
    _, at = desk_of(hall, congress)
    clerk = hall.visitor(congress, congress.clerk, language)
    other = file_of({1: 5, 7: 5, "B2": 5}, ["1"])
    answer = clerk.act(f"{at}/advice", file=("approvals", "a.pb", other))
    said = "第12行：本次表决没有下列编号的候选项目：7、B2。"
    said = said if language == CHINESE else "Line 12: no candidate of this vote has such a num"
    assert answer.status_code == 422
    assert said in Page(answer.text).part("approvals"), "at the field"
    answer = clerk.act(f"{at}/advice", file=("approvals", "a.pb", b"1;2"))
    assert answer.status_code == 422
    assert clerk.act(f"{at}/advice").status_code == 422, "no file at all"


def test_only_the_clerk_may(hall: Hall, congress: Congress) -> None:
    _, at = desk_of(hall, congress)
    chair = hall.visitor(congress, congress.chair)
    answer = chair.act(f"{at}/advice", file=("approvals", "a.pb", SPLIT))
    assert answer.status_code == 403


@pytest.fixture
def round(hall: Hall, congress: Congress) -> RoundId:
    paper, _ = desk_of(hall, congress)
    hall.do(attach_advice, hall.house.db, congress.clerk, paper, SPLIT)
    return opened(hall, congress, paper)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_both_lists_stand_beside_the_announced_result_only(
    hall: Hall, congress: Congress, round: RoundId, language: str
) -> None:
    at = f"/m/{congress.meeting}/rounds/{round}"
    guest = hall.visitor(congress, congress.guest, language)
    scrutineer = hall.visitor(congress, congress.scrutineer, language)
    assert "aside" not in guest.see(at).tags
    hall.do(congress.count, round)
    for browser in (guest, scrutineer):
        assert "aside" not in browser.see(at).tags
    chair = hall.visitor(congress, congress.chair)
    assert chair.act(f"{at}/announce").status_code == 303
    page = guest.see(at)
    assert (page.language, page.sins, "aside" in page.tags) == (language, [], True)
    words = [TITLE, "本栏不是决定的组成部分", "10 位居民", "1 / 2", "1,000 CNY"]
    if language == ENGLISH:
        words = [
            "approvals alone would fund",
            "no part of the decision",
            "10 residents",
            "1 / 2",
        ]
    assert [word for word in words if word not in page.text] == []


def test_the_files_of_the_result_do_not_know_of_it(
    hall: Hall, congress: Congress, round: RoundId
) -> None:
    hall.do(congress.announce, round)
    guest = hall.visitor(congress, congress.guest, CHINESE)
    at = f"/m/{congress.meeting}/rounds/{round}"
    for name in ("result.json", "result.csv"):
        assert "approv" not in guest.get(f"{at}/{name}").text
    assert TITLE not in guest.see(f"/m/{congress.meeting}/minutes").text


def test_the_public_page_of_a_secret_round_has_it_too(
    hall: Hall, congress: Congress, clock: FixedClock
) -> None:
    house = hall.house

    async def held() -> str:
        paper = await congress.adopted(3, 1, secrecy=Secrecy.SECRET)
        await attach_advice(house.db, congress.clerk, paper, SPLIT)
        round = await seal_round(house.db, congress.chair, paper, Kind.SECRET)
        await prepare_box(house.db, house.boxes.vault, congress.chair, round, "春", SITE)
        await open_round(house.db, congress.chair, round)
        vote = await vote_of(congress, house.boxes, round)
        await vote.close(clock)
        await vote.count()
        await vote.announce()
        return vote.id

    page = hall.browser(CHINESE).see(f"/r/{hall.do(held)}")
    assert (page.sins, TITLE in page.text) == ([], True)


def test_a_large_file_is_worked_out_once_and_beside_the_loop(
    hall: Hall, congress: Congress
) -> None:
    paper, _ = desk_of(hall, congress, stand=30)
    hall.do(attach_advice, hall.house.db, congress.clerk, paper, large(30, 6_000))
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["+" * 2 + "-" * 28] * 6)
    hall.do(congress.announce, round)
    view = hall.do(congress.read, ballots.round_view, congress.meeting, round)

    async def ready() -> AdvicePanel:
        """Asked again for as long as the page says that it is being worked out."""
        while True:
            panel = await advice_panel(hall.house, view)
            assert panel is not None
            if panel.advice is not None:
                return panel

    async def asked() -> tuple[AdvicePanel, float, float]:
        """The panel, how long it took, and the longest time nothing else could be done."""
        task = asyncio.ensure_future(ready())
        start = last = perf_counter()
        longest = 0.0
        while not task.done():
            await asyncio.sleep(0.002)  # as any other work of the loop would take its turn
            longest, last = max(longest, perf_counter() - last), perf_counter()
        return await task, perf_counter() - start, longest

    first, took, longest = hall.do(asked)
    assert longest < took / 2, "need a loop that turns meanwhile"
    again, _, _ = hall.do(asked)
    assert again.advice is first.advice
