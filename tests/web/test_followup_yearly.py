"""The matters of a year are graded by the congress, and their pages say how."""

from dataclasses import replace

from ballots import queries as ballots
from ballots.adoption import Hands
from ballots.casting.commands import Cast
from ballots.commands import adopt_method, draft_method
from ballots.method import Grade, Secrecy
from ballots.paper import ballot
from core.ids import PaperId
from followup.links import store as links
from followup.matter import LinkTo
from followup.office import Office, Post
from followup.offices import commands as offices
from sessions import queries as sessions
from tests.cast import Congress
from tests.followup.town import Town
from tests.web.browse import Hall
from tests.web.conftest import Called

GOOD, FAIR, BAD = Grade.SATISFIED, Grade.BASICALLY, Grade.UNSATISFIED
FIRST, SECOND = [GOOD, GOOD, GOOD, GOOD, FAIR, BAD], [BAD, BAD, BAD, BAD, GOOD, FAIR]


async def held_vote(congress: Congress, matter: str) -> None:
    """The paper that the matter is linked to is adopted, cast by name, and announced."""
    async with congress.db.reading() as connection:
        found = await links.list_links(connection, matter)
        [link] = [one for one in found if one.to is LinkTo.GRADED_ITEM]
        paper = PaperId(link.to_id.split("/")[1])
        drafted = await ballots.load_paper(connection, congress.meeting, paper)
        call = await sessions.roll_call(connection, congress.meeting)
    by_name = replace(drafted.method, secrecy=Secrecy.RECORDED)
    await draft_method(congress.db, congress.clerk, paper, by_name)
    await congress.turn_to(paper)
    await adopt_method(congress.db, congress.chair, paper, Hands(call.present, 0, 0))
    round = await congress.open_round(paper)
    for who, one, other in zip(congress.deputies, FIRST, SECOND, strict=False):
        marks = ballot({1: one, 2: other})
        await congress.urn.put(Cast(congress.meeting, who.person, ((round, marks),)))
    await congress.announce(round)


async def as_office(town: Town, congress: Congress) -> None:
    post = Post(congress.clerk.person, town.orgs["清河镇人大"], Office.CONGRESS_OFFICE)
    await offices.give_post(town.db, town.office, post)


def test_the_result_of_the_vote_stands_on_the_page_of_each_matter(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    town = hall.do(Town(hall.house.db, congress).set_up)
    road, bridge = hall.do(town.open, "村道硬化"), hall.do(town.open, "桥头路灯")
    clerk = hall.visitor(congress, congress.clerk)
    at = f"/m/{congress.meeting}/desk/matters/vote"
    assert "The congress office puts" in clerk.see(f"{at}?year=2026").text
    hall.do(as_office, town, congress)
    page = clerk.see(f"{at}?year=2026")
    assert "No matter was decided in 2025" in clerk.see(f"{at}?year=2025").text
    sheet = next(one for one in page.sheets if one.method == "post")
    nothing = {"year": "2026", "title": "满意度测评"}
    assert "Tick at least one" in clerk.act(at, nothing).text
    put = clerk.act(at, sheet.values)
    assert put.status_code == 303, put.text
    desk = clerk.see(put.headers["location"])
    assert "村道硬化" in desk.text
    assert "Graded by the congress" not in hall.browser().see(f"/matters/{road}").text
    hall.do(held_vote, congress, road)
    first = hall.browser().see(f"/matters/{road}").text
    assert "satisfied 4, basically 1, unsatisfied 1 of 6 valid ballots" in first
    second = hall.browser().see(f"/matters/{bridge}").text
    assert "satisfied 1, basically 1, unsatisfied 4 of 6 valid ballots" in second
    proposed = clerk.see(f"/m/{congress.meeting}/desk/matters")
    assert not any("take-" in name for one in proposed.sheets for name in one.values), "no news"
