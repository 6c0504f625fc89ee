"""From an announced result to a matter, its unit's desk and the page that all may read."""

from followup import queries
from followup.office import Actor, Office, Post
from followup.offices import commands as offices
from tests.cast import Congress, FixedClock
from tests.web.browse import Hall
from tests.web.conftest import Called


async def announced(congress: Congress) -> str:
    paper = await congress.adopted(3, 1)
    round = await congress.open_round(paper)
    await congress.cast_all(round, ["+--"] * 6)
    await congress.announce(round)
    return round


async def give(hall: Hall, congress: Congress, office: Office) -> str:
    """A post in the unit for a deputy."""
    async with hall.house.db.reading() as connection:
        known = await queries.orgs(connection)
    unit = next(one.id for one in known.values() if one.kind == "gov_unit")
    by = Actor(congress.clerk.person, congress.clerk.name, Office.CONGRESS_OFFICE)
    post = Post(congress.deputies[1].person, unit, office)
    await offices.give_post(hall.house.db, by, post)
    return unit


def test_a_result_becomes_a_matter_that_its_unit_accepts(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    hall.do(announced, congress)
    clerk = hall.visitor(congress, congress.clerk)
    desk = f"/m/{congress.meeting}/desk/matters"
    assert (
        clerk.act(f"{desk}/found", {"name": "清河镇人大", "level": "town"}).status_code == 303
    )
    assert clerk.act(f"{desk}/units", {"unit": "交通局"}).status_code == 303
    unit = hall.do(give, hall, congress, Office.UNIT)
    sheet = clerk.see(desk).sheet("/desk/matters")
    lead = {name: unit for name in sheet.values if name.startswith("lead-")}
    assert clerk.act(desk, sheet.values | lead).status_code == 303
    assert "2026-001" in clerk.see(desk).text, "the way back to the matter"

    public = hall.browser()
    board = public.see("/matters")
    assert "no report yet" in board.text
    matter = next(one for one in board.links if one.startswith("/matters/"))
    assert congress.clerk.name not in public.see(matter).part("main")

    assert clerk.get("/matters-desk").status_code == 403
    own = hall.visitor(congress, congress.deputies[1])
    assert "accept or return" in own.see("/matters-desk").text
    act = {"office": "unit", "org": unit}
    told = {"period": "2026Q1", "claimed": "5", "text": "好"}
    refused = own.act(f"{matter}/do/Reported", act | told)
    assert refused.status_code == 422
    assert "Accept the matter first." in refused.text
    assert own.act(f"{matter}/do/Accepted", act).status_code == 303
    assert clerk.act(f"{matter}/do/Reported", act | told).status_code == 403
    assert own.act(f"{matter}/do/Reported", act | told).status_code == 303
    assert "the unit says 5 %" in public.see(matter).text
    clock.advance(days=500)
    assert "Who hears of this warning" not in public.see(matter).text
    heard = clerk.see(matter).text.split("Who hears of this warning")[1]
    assert f"{congress.deputies[1].name}（交通局）" in heard
    assert f"{congress.clerk.name}（清河镇人大）" in heard
    assert "nobody has this post" in heard, "no presidium has been entered"


def test_the_office_builds_its_units_and_gives_posts_on_a_page(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    clerk = hall.visitor(congress, congress.clerk)
    assert clerk.get("/matters-office").status_code == 403
    desk = f"/m/{congress.meeting}/desk/matters"
    assert desk in clerk.see(f"/m/{congress.meeting}/desk").links
    clerk.act(f"{desk}/found", {"name": "清河镇人大", "level": "town"})
    at = "/matters-office"
    asked = {"name": "交通局", "level": "town", "kind": "gov_unit"}
    sheet = clerk.see(at).sheet("/units")
    assert clerk.act(f"{at}/units", sheet.values | asked).status_code == 303
    unit = hall.do(unit_of, hall)
    unknown = {"person": "nobody", "org": unit, "office": "unit"}
    assert clerk.act(f"{at}/posts", unknown).status_code == 422
    person = congress.deputies[1]
    post = unknown | {"person": person.person}
    hall.visitor(congress, person)
    assert clerk.act(f"{at}/posts", post).status_code == 303
    own = hall.visitor(congress, person)
    own.see("/matters-desk")
    assert own.get(at).status_code == 403
    assert own.act(f"{at}/posts", post).status_code == 403
    assert clerk.act(f"{at}/posts/take", post).status_code == 303
    assert own.get("/matters-desk").status_code == 403
    day = {"day": "2026-12-31", "source": "县府办通知"}
    assert clerk.act(f"{at}/days", day | {"day": "tomorrow"}).status_code == 422
    assert clerk.act(f"{at}/days", day).status_code == 303
    terms = clerk.see(at).sheet("/terms").values
    assert clerk.act(f"{at}/terms", terms | {"accept_days": "9"}).status_code == 303
    assert clerk.see(at).sheet("/terms").values["accept_days"] == "9"
    assert "县府办通知" in clerk.see(at).text


async def unit_of(hall: Hall) -> str:
    async with hall.house.db.reading() as connection:
        known = await queries.orgs(connection)
    return next(one.id for one in known.values() if one.kind == "gov_unit")
