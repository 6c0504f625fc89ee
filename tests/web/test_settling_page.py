"""What a result leaves open is settled in one act; what cannot be held is voided."""

import pytest

from ballots import queries as ballots
from ballots.method import Mode, Tie
from tests.cast import Congress
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called


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
    assert "尚缺的 1 个名额留待下次会议决定。" in chair.see(f"/m/{congress.meeting}/minutes").text


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
