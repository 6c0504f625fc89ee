"""By delegation, on the page of a round and as a file; never of a secret round."""

import pytest

from ballots import queries as ballots
from core.ids import RoundId
from tests.cast import Congress, FixedClock
from tests.web.browse import CHINESE, Browser, Hall
from tests.web.conftest import Called
from tests.web.records import rows_of
from tests.web.scenes import adopted, vote_secretly

# 45 deputies in three delegations of 15: the first two differ within, the third is of one mind.
SIGNS = ["+-o", "-++"] * 15 + ["+++"] * 15


@pytest.fixture
def congress(sitting: Called) -> Congress:
    return sitting(deputies=45)


def voted(hall: Hall, congress: Congress, signs: list[str]) -> tuple[RoundId, str]:
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    hall.do(congress.cast_all, round, signs)
    hall.do(congress.announce, round)
    return round, f"/m/{congress.meeting}/rounds/{round}"


@pytest.fixture
def guest(hall: Hall, congress: Congress) -> Browser:
    return hall.visitor(congress, congress.guest, CHINESE)


def test_a_delegation_of_one_mind_is_told_with_another(
    hall: Hall, congress: Congress, guest: Browser
) -> None:
    _, at = voted(hall, congress, SIGNS)
    page = guest.see(at)
    assert page.sins == []
    first, second, third = dict.fromkeys(one.delegation for one in congress.deputies)
    assert f"“其他代表团”是{first}、{third}" in page.text
    header, *lines = rows_of(guest.get(f"{at}/breakdown.csv").content)
    assert header == [
        *("no", "name", "group", "of", "ballots"),
        *("for", "against", "abstain", "illegible"),
    ]
    assert [line[2:] for line in lines if line[0] == "1"] == [
        [second, second, "15", "7", "8", "0", "0"],
        ["其他代表团", f"{first}、{third}", "30", "23", "7", "0", "0"],
    ]


def test_the_lines_make_up_the_result(hall: Hall, congress: Congress, guest: Browser) -> None:
    round, at = voted(hall, congress, SIGNS)
    _, *lines = rows_of(guest.get(f"{at}/breakdown.csv").content)
    view = hall.do(congress.read, ballots.round_view, congress.meeting, round)
    assert view.outcome is not None
    for item in view.outcome.items:
        told = [list(map(int, line[5:])) for line in lines if line[0] == str(item.no)]
        columns = [sum(column) for column in zip(*told, strict=True)]
        figures = [item.for_, item.against, item.abstain, item.illegible]
        assert columns == figures


def test_where_nothing_may_be_told_the_page_says_why(
    hall: Hall, congress: Congress, guest: Browser
) -> None:
    _, at = voted(hall, congress, ["+++"] * 45)
    assert "不公布各代表团的表决情况" in guest.see(at).text
    assert len(rows_of(guest.get(f"{at}/breakdown.csv").content)) == 1, "only the header"


def test_nothing_is_told_before_the_announcement(
    hall: Hall, congress: Congress, guest: Browser
) -> None:
    round = hall.do(congress.open_round, hall.do(adopted, congress, 3, 1))
    hall.do(congress.cast_all, round, SIGNS)
    hall.do(congress.count, round)
    at = f"/m/{congress.meeting}/rounds/{round}"
    for browser in (guest, hall.visitor(congress, congress.scrutineer, CHINESE)):
        assert "代表团表决情况" not in browser.see(at).text
        assert browser.get(f"{at}/breakdown.csv").status_code == 404


def test_a_later_change_of_the_roster_changes_nothing_that_was_told(
    hall: Hall, congress: Congress, guest: Browser
) -> None:
    _, at = voted(hall, congress, SIGNS)
    before = guest.get(f"{at}/breakdown.csv").content
    one = congress.deputies[0]

    async def move() -> None:
        async with hall.house.db.transaction() as tx:
            await tx.connection.exec_driver_sql(
                "UPDATE member SET delegation = '别的' WHERE person = ?", (one.person,)
            )

    hall.do(move)
    assert guest.get(f"{at}/breakdown.csv").content == before


def test_a_secret_round_has_none(hall: Hall, congress: Congress, clock: FixedClock) -> None:
    vote = hall.do(vote_secretly, hall, congress, clock)
    at = f"/m/{congress.meeting}/rounds/{vote.round}"
    guest = hall.visitor(congress, congress.guest, CHINESE)
    for page in (guest.see(at), guest.see(f"/r/{vote.id}")):
        assert "代表团表决情况" not in page.text
        assert "breakdown.csv" not in " ".join(page.links)
    assert guest.get(f"{at}/breakdown.csv").status_code == 404
