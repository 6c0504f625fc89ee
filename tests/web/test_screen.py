"""The projector: no account, no half-made state, and no count before it is announced."""

import pytest

from ballots import queries as ballots
from ballots.adoption import Hands
from ballots.commands import adopt_method
from ballots.method import LiveTally
from ballots.round import Kind
from ballots.rounds.commands import (
    announce_result,
    close_round,
    count_round,
    open_round,
    seal_round,
)
from core.ids import RoundId
from sessions.commands import close_meeting
from tests.cast import Congress, make_congress
from tests.web.browse import CHINESE, ENGLISH, Hall, Page
from tests.web.conftest import Called
from tests.web.scenes import adopted, put_on

FIVE = ["+--", "+-o", "+..", "+-.", "-+-"]  # cast by the first five of six


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=6)


def shown(hall: Hall, congress: Congress, language: str = ENGLISH) -> Page:
    link = f"/s/{hall.house.signer.screen_token(congress.meeting)}"
    page = hall.browser(language).see(link)
    assert page.sins == []
    return page


async def voting(congress: Congress, live: LiveTally) -> RoundId:
    """The vote's item is on, its round is open, and five of six have cast."""
    paper = await adopted(congress, 3, 1, live_tally=live)
    round = await congress.open_round(paper)
    await congress.cast_all(round, FIVE)
    return round


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_while_people_come_in_it_shows_who_counts_and_who_is_here(
    hall: Hall, congress: Congress, language: str
) -> None:
    page = shown(hall, congress, language)
    assert page.language == language
    assert "青禾县第十八届人民代表大会" in page.part("stage")
    assert page.part("attendance").startswith("6")


def test_it_shows_neither_names_nor_doors_of_others(hall: Hall, congress: Congress) -> None:
    page = shown(hall, congress)
    assert page.sheets == []
    assert not any(who.name in page.text for who in congress.deputies)
    assert [link for link in page.links if not link.startswith(("/static/", "/s/"))] == []


@pytest.mark.parametrize("live", list(LiveTally))
def test_while_the_vote_is_open_it_shows_what_the_method_says(
    hall: Hall, congress: Congress, live: LiveTally
) -> None:
    hall.do(voting, congress, live)
    page = shown(hall, congress)
    assert (page.part("turnout").startswith("5 / 6")) is (live is not LiveTally.NONE)
    assert ("svg" in page.tags) is (live is LiveTally.FULL)
    if live is LiveTally.NONE:
        assert page.part("turnout") == "", "not even how many have voted"


@pytest.mark.parametrize("live", [LiveTally.NONE, LiveTally.TURNOUT, LiveTally.FULL])
def test_between_the_close_and_the_announcement_it_shows_no_count(
    hall: Hall, congress: Congress, live: LiveTally
) -> None:
    db, round = hall.house.db, hall.do(voting, congress, live)
    hall.do(close_round, db, congress.chair, round)
    before = shown(hall, congress)
    hall.do(count_round, db, congress.teller, round)
    after = shown(hall, congress)
    for page in (before, after):
        assert not {"svg", "table"} & set(page.tags)
        assert "第1号民生实事" not in page.text
    assert before.part("stage") == after.part("stage"), "a count is not betrayed by a change"


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_after_the_announcement_it_shows_votes_threshold_and_the_reason(
    hall: Hall, congress: Congress, language: str
) -> None:
    round = hall.do(voting, congress, LiveTally.TURNOUT)
    hall.do(congress.announce, round)
    page = shown(hall, congress, language)
    assert page.tags.count("rect") == 3
    assert page.tags.count("line") == 1, "the threshold"
    votes = page.part("stage").split()
    assert "4" in votes
    view = hall.do(congress.read, ballots.round_view, congress.meeting, round)
    assert view.outcome is not None
    assert view.outcome.threshold == 4
    guest = hall.visitor(congress, congress.guest, language)
    result = guest.get(f"/m/{congress.meeting}/rounds/{round}/result.json").json()
    assert result["because"] in page.text


def test_every_state_of_a_meeting_has_its_picture(hall: Hall) -> None:
    congress = hall.do(make_congress, hall.house.db, 6)
    pictures = [shown(hall, congress).part("stage")]
    hall.do(congress.gather)
    pictures.append(shown(hall, congress).part("stage"))
    hall.do(congress.open)
    pictures.append(shown(hall, congress).part("stage"))
    paper = hall.do(congress.vote_item, 3, 1)
    db, chair = hall.house.db, congress.chair
    hall.do(put_on, congress)
    pictures.append(shown(hall, congress).part("stage"))
    hall.do(adopt_method, db, chair, paper, Hands(6, 0, 0))
    pictures.append(shown(hall, congress).part("stage"))
    round = hall.do(seal_round, db, chair, paper, Kind.RECORDED)
    pictures.append(shown(hall, congress).part("stage"))
    for act in (open_round, close_round):
        hall.do(act, db, chair, round)
        pictures.append(shown(hall, congress).part("stage"))
    hall.do(count_round, db, chair, round)
    hall.do(announce_result, db, chair, round)
    pictures.append(shown(hall, congress).part("stage"))
    hall.do(close_meeting, db, chair)
    pictures.append(shown(hall, congress).part("stage"))
    assert len(set(pictures)) == len(pictures) == 10


@pytest.mark.parametrize("how", ["changed", "of another house", "empty", "a meeting's name"])
def test_a_link_that_nobody_signed_shows_nothing(
    hall: Hall, congress: Congress, how: str
) -> None:
    good = hall.house.signer.screen_token(congress.meeting)
    token = {
        "changed": good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "of another house": "Im0i.abc",
        "empty": ".",
        "a meeting's name": congress.meeting,
    }[how]
    assert hall.browser().get(f"/s/{token}").status_code == 404


def test_a_link_to_a_meeting_that_is_gone_is_not_here(hall: Hall) -> None:
    token = hall.house.signer.screen_token("gone")
    assert hall.browser().get(f"/s/{token}").status_code == 404
