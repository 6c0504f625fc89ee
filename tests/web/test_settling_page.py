"""What a result leaves open is settled in one act; what cannot be held is voided."""

import pytest

from ballots import queries as ballots
from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.method import Mode, Shortfall, Tie
from ballots.together.commands import join_session
from core.ids import RoundId
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called
from tests.web.scenes import vote_secretly


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


@pytest.fixture
def chair(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.chair)


@pytest.fixture
def at(congress: Congress) -> str:
    return f"/m/{congress.meeting}/chair"


@pytest.mark.parametrize(
    ("tie", "bad", "good", "says"),
    [
        (Tie.LOT, {"how": "lot", "seed": " "}, {"how": "lot", "seed": "3-5-1"}, "“3-5-1”"),
        (
            Tie.PRESIDIUM,
            {"how": "presidium", "note": "主席团会议"},
            {"how": "presidium", "chosen-2": "1", "note": "主席团会议"},
            "主席团决定，入选：2 号",
        ),
    ],
)
def test_a_tie_is_settled_without_voting_again(
    hall: Hall,
    congress: Congress,
    tie: Tie,
    bad: dict[str, str],
    good: dict[str, str],
    says: str,
) -> None:
    chair = hall.visitor(congress, congress.chair, CHINESE)
    paper = hall.do(congress.adopted, 3, 1, tie=tie, majority=())
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["++-"] * 5)
    hall.do(congress.announce, round)
    act = f"/m/{congress.meeting}/rounds/{round}/settle"
    refused = chair.act(act, bad)
    assert refused.status_code == 422
    assert bad.get("note", "") in refused.text
    assert chair.act(act, good).status_code == 303
    assert says in chair.see(f"/m/{congress.meeting}/rounds/{round}").text
    assert says in chair.see(f"/m/{congress.meeting}/minutes").text


def test_what_the_method_leaves_to_the_meeting_is_asked(hall: Hall, congress: Congress) -> None:
    chair = hall.visitor(congress, congress.chair, CHINESE)
    paper = hall.do(congress.adopted, 3, 2, rounds_max=1)
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.announce, round)
    act = f"/m/{congress.meeting}/rounds/{round}/settle"
    assert "留待下次会议" in chair.see(f"/m/{congress.meeting}/chair").text
    assert chair.act(act, {"how": "next_session"}).status_code == 303
    assert (
        "尚缺的 1 个名额留待下次会议决定。" in chair.see(f"/m/{congress.meeting}/minutes").text
    )


def test_a_prepared_vote_that_nobody_can_hold_is_voided_and_the_meeting_closed(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    paper = hall.do(congress.adopted, 3, 1, mode=Mode.RANK, majority=())
    chair.act(f"/m/{congress.meeting}/papers/{paper}/seal")
    round = hall.do(congress.read, ballots.votes, congress.meeting)[-1].rounds[-1].round.id
    assert "vote by show of hands" not in chair.see(at).text
    act = f"/m/{congress.meeting}/rounds/{round}"
    assert chair.act(f"{act}/repeat", {"reason": "散会", "kind": "hands"}).status_code == 422
    assert chair.act(f"/m/{congress.meeting}/close").status_code == 422
    assert chair.act(f"{act}/void", {"reason": ""}).status_code == 422
    assert chair.act(f"{act}/void", {"reason": "人数不足"}).status_code == 303
    assert chair.act(f"/m/{congress.meeting}/close").status_code == 303


def test_a_form_of_endless_papers_is_refused(hall: Hall, congress: Congress) -> None:
    deputy = hall.visitor(congress, congress.deputies[1])
    many = ",".join(f"r{no}" for no in range(1000))
    answer = deputy.act(f"/m/{congress.meeting}/rounds/r0/cast", {"papers": many})
    assert answer.status_code == 422
    assert "20" in answer.text


def test_a_tie_that_is_settled_is_not_told_as_open(hall: Hall, congress: Congress) -> None:
    chair = hall.visitor(congress, congress.chair, CHINESE)
    paper = hall.do(congress.adopted, 3, 1, tie=Tie.PRESIDIUM, majority=())
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["++-"] * 5)
    hall.do(congress.announce, round)
    own = f"/m/{congress.meeting}/rounds/{round}"
    assert "定为入选" not in chair.see(own).text
    assert chair.act(f"{own}/settle", {"how": "presidium", "chosen-2": "1"}).status_code == 303
    page = chair.see(own).text
    assert "票数相等，定为入选" in page
    assert "票数相等，未入选" in page
    assert "入选项目：" in page


def test_the_public_page_tells_how_a_secret_tie_was_settled(
    hall: Hall, congress: Congress, chair: Browser, clock: FixedClock
) -> None:
    terms = {"tie": Tie.LOT, "majority": ()}
    vote = hall.do(vote_secretly, hall, congress, clock, ["++."] * 5, **terms)
    act = f"/m/{congress.meeting}/rounds/{vote.round}/settle"
    assert chair.act(act, {"how": "lot", "seed": "3-5-1"}).status_code == 303
    page = hall.browser().see(f"/r/{vote.id}")
    assert "By public lot with the number “3-5-1”" in page.text
    assert "3-5-1|1|number" in page.text
    assert "✓ tied, then chosen" in page.text
    assert page.sins == []


def test_what_was_ticked_is_kept_when_the_note_or_the_number_is_refused(
    hall: Hall, congress: Congress, chair: Browser, at: str
) -> None:
    paper = hall.do(congress.adopted, 3, 1, tie=Tie.PRESIDIUM, majority=())
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["++-"] * 5)
    hall.do(congress.announce, round)
    act = f"/m/{congress.meeting}/rounds/{round}/settle"
    both = {"how": "presidium", "chosen-1": "1", "chosen-2": "1", "note": "八人同意"}
    answer = chair.act(act, both)
    assert answer.status_code == 422
    assert answer.text.count('value="1" checked') == 2
    assert "八人同意" in answer.text


def test_the_phones_are_told_who_stands_in_a_second_round(
    hall: Hall, congress: Congress, chair: Browser
) -> None:
    terms = {"shortfall": Shortfall.SECOND_ROUND, "rounds_max": 2}
    paper = hall.do(congress.adopted, 3, 2, **terms)
    round = hall.do(congress.open_round, paper)
    hall.do(congress.cast_all, round, ["+--"] * 5)
    hall.do(congress.announce, round)
    act = f"/m/{congress.meeting}/rounds/{round}/second-round"
    assert chair.act(act).status_code == 303
    deputy = hall.visitor(congress, congress.deputies[1], CHINESE)
    page = deputy.see(f"/m/{congress.meeting}").text
    assert "第1号民生实事" not in page
    assert "第2号民生实事" in page


def test_everybody_is_told_of_a_void_round(
    hall: Hall, congress: Congress, chair: Browser
) -> None:
    paper = hall.do(congress.adopted, 3, 1)
    round = hall.do(congress.open_round, paper)
    act = f"/m/{congress.meeting}/rounds/{round}/void"
    assert chair.act(act, {"reason": "会场断网"}).status_code == 303
    deputy = hall.visitor(congress, congress.deputies[1], CHINESE)
    assert "会场断网" in deputy.see(f"/m/{congress.meeting}").text
    ballot = deputy.see(f"/m/{congress.meeting}/rounds/{round}/ballot").text
    assert "作废" in ballot
    screen = hall.browser().see(f"/s/{hall.house.signer.screen_token(congress.meeting)}")
    assert "会场断网" in screen.text


def test_the_rest_of_a_session_says_which_paper_became_void(
    hall: Hall, congress: Congress, chair: Browser
) -> None:
    first, second = hall.do(opened_together, congress)
    act = f"/m/{congress.meeting}/rounds/{first}/void"
    assert chair.act(act, {"reason": "名单有误。"}).status_code == 303
    deputy = hall.visitor(congress, congress.deputies[1], CHINESE)
    moved = deputy.get(f"/m/{congress.meeting}/rounds/{first}/ballot")
    assert moved.status_code == 303
    assert moved.headers["location"].endswith(f"/rounds/{second}/ballot")
    assert "（原因：名单有误）" in deputy.see(moved.headers["location"]).text


async def opened_together(congress: Congress) -> tuple[RoundId, RoundId]:
    db, here = congress.db, congress
    first, second = await here.vote_item(3, 1), await here.vote_item(2, 1)
    await join_session(db, here.clerk, second, first)
    await here.turn_to(first)
    for paper in (first, second):
        await adopt_method(db, here.chair, paper, Hands(6, 0, 0))
    round = await here.open_round(first)
    found = await here.read(ballots.votes, here.meeting)
    return round, found[1].rounds[0].round.id
