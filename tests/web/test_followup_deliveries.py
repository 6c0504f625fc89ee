"""People without phones: named, told by a contact person, and owed until then."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from followup import queries
from followup.office import Office, Post
from followup.offices import commands as offices
from sessions.signin.commands import print_badges
from tests.cast import FixedClock
from tests.followup.town import Town
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


NAMED = {"receivers": "王桂英家\n3号凳\n王桂英家\n", "contact": "周敏", "form": "n"}
WAY = {"way": "visit"}


@dataclass(frozen=True)
class Scene:
    """A matter two households are to be told of, by a contact person of the water station."""

    town: Town
    matter: str
    org: str
    office: Browser
    contact: Browser
    unit: Browser

    @property
    def at(self) -> str:
        return f"/matters/{self.matter}/deliveries"


@pytest.fixture
def scene(hall: Hall, called: Called, clock: FixedClock) -> Scene:
    congress = called()
    clock.moment = START
    town = hall.do(Town(hall.house.db, congress).set_up)
    matter, org = hall.do(town.open), town.orgs["水利站"]
    walker = congress.deputies[4]
    post = Post(walker.person, org, Office.CONTACT)
    hall.do(offices.give_post, town.db, town.office, post)
    congress.codes.update(hall.do(print_badges, town.db, congress.outsider, None))
    office = hall.visitor(congress, congress.outsider)
    contact = hall.visitor(congress, walker)
    unit = hall.visitor(congress, congress.deputies[1])
    assert unit.act(f"/matters/{matter}/deliveries", NAMED | {"org": org}).status_code == 403
    assert office.act(f"/matters/{matter}/deliveries", NAMED | {"org": org}).status_code == 303
    return Scene(town, matter, org, office, contact, unit)


def test_who_is_told_stands_on_slips_and_nowhere_public(hall: Hall, scene: Scene) -> None:
    long = {"receivers": "长" * 41, "org": scene.org}
    refused = scene.office.act(scene.at, NAMED | long)
    assert refused.status_code == 422
    assert "长" * 41 in refused.text, "nothing typed is lost"
    page = scene.contact.see(f"/matters/{scene.matter}/slips")
    assert (page.text.count("王桂英家"), page.text.count("3号凳")) == (1, 1)
    assert "王桂英家" not in scene.unit.get(scene.at).text
    public = hall.browser().see(f"/matters/{scene.matter}").text
    assert "told: 0 of 2" in public
    everything = public + hall.browser().see("/matters.json").text
    everything += hall.do(chain, hall, scene.matter)
    assert "王桂英" not in everything
    assert "周敏" not in everything


def test_the_news_is_owed_until_it_is_brought(
    hall: Hall, scene: Scene, clock: FixedClock
) -> None:
    contact, office = scene.contact, scene.office
    assert "2 deliveries" in contact.see("/matters-desk").text
    first, second = [one for one in contact.see("/deliveries").sheets if "tick" in one.action]
    assert scene.unit.act(first.action, WAY).status_code == 403
    assert contact.act(first.action, WAY).status_code == 303
    assert contact.act(first.action, WAY).status_code == 422, "once"
    assert "told: 1 of 2" in hall.browser().see(f"/matters/{scene.matter}").text
    clock.moment = START + timedelta(days=21)
    assert "late:" in office.see("/deliveries").text
    found = hall.do(scene.town.page, scene.matter)
    owed = [one for one in found.seen.warning.reasons if one.facts.get("duty") == "deliver"]
    assert [one.org for one in owed] == [scene.org], "unmet, it colours like any duty"
    assert office.act(second.action, WAY).status_code == 303
    assert "Everybody has been told." in contact.see("/deliveries").text
    assert "3号凳\n王桂英家" in office.get(scene.at).text, "proposed for the next time"
    assert "3号凳\n王桂英家" not in contact.get(scene.at).text


async def chain(hall: Hall, matter: str) -> str:
    async with hall.house.db.reading() as connection:
        return str(await queries.journal_of(connection, matter))
