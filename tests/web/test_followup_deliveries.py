"""People without phones: named, told by a contact person, and owed until then."""

from datetime import UTC, datetime, timedelta

from followup import queries
from followup.office import Office, Post
from followup.offices import commands as offices
from sessions.signin.commands import print_badges
from tests.cast import FixedClock
from tests.followup.town import Town
from tests.web.browse import Hall
from tests.web.conftest import Called

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def test_people_without_phones_are_owed_the_news_until_they_are_told(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    congress = called()
    clock.moment = START
    town = hall.do(Town(hall.house.db, congress).set_up)
    matter, water = hall.do(town.open), town.orgs["水利站"]
    walker, other = congress.deputies[4], congress.deputies[3]
    post = Post(walker.person, water, Office.CONTACT)
    hall.do(offices.give_post, town.db, town.office, post)
    congress.codes.update(hall.do(print_badges, town.db, congress.outsider, None))
    office = hall.visitor(congress, congress.outsider)
    at = f"/matters/{matter}/deliveries"
    named = {
        "receivers": "王桂英家\n3号凳\n王桂英家\n",
        "org": water,
        "contact": "周敏",
        "form": "n",
    }
    assert hall.visitor(congress, other).act(at, named).status_code == 403
    refused = office.act(at, named | {"receivers": "长" * 41})
    assert refused.status_code == 422
    assert "长" * 41 in refused.text, "nothing typed is lost"
    assert office.act(at, named).status_code == 303

    page = office.see(f"/matters/{matter}/slips")
    assert (page.text.count("王桂英家"), page.text.count("3号凳")) == (1, 1)
    public = hall.browser().see(f"/matters/{matter}").text
    assert "told: 0 of 2" in public
    everything = public + hall.browser().see("/matters.json").text
    assert "王桂英" not in everything
    assert "周敏" not in everything
    assert "王桂英" not in hall.do(chain, hall, matter)
    contact = hall.visitor(congress, walker)
    assert "2 deliveries" in contact.see("/matters-desk").text
    sheets = [one for one in contact.see("/deliveries").sheets if "tick" in one.action]
    assert len(sheets) == 2
    way = {"way": "visit"}
    stranger = hall.visitor(congress, congress.deputies[1])  # of another unit
    assert stranger.act(sheets[0].action, way).status_code == 403
    assert contact.act(sheets[0].action, way).status_code == 303
    assert contact.act(sheets[0].action, way).status_code == 422, "once"
    assert "told: 1 of 2" in hall.browser().see(f"/matters/{matter}").text

    clock.moment = START + timedelta(days=21)
    assert "late:" in office.see("/deliveries").text
    found = hall.do(town.page, matter)
    owed = [one for one in found.seen.warning.reasons if one.facts.get("duty") == "deliver"]
    assert [one.org for one in owed] == [water], "unmet, it colours like any duty"
    assert office.act(sheets[1].action, way).status_code == 303
    assert "Everybody has been told." in contact.see("/deliveries").text


async def chain(hall: Hall, matter: str) -> str:
    async with hall.house.db.reading() as connection:
        return str(await queries.journal_of(connection, matter))
