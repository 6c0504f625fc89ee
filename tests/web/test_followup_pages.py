"""From an announced result to a matter, its unit's desk and the page that all may read."""

from followup import queries
from followup.office import Actor, Office, Post
from followup.offices import commands as offices
from sessions.signin.commands import print_badges
from tests.cast import Congress, FixedClock
from tests.followup.town import Town
from tests.sessions.handouts.files import jpeg
from tests.web.browse import HOME, Browser, Hall
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
    assert_told_to_those_with_posts(hall, congress, matter)


def assert_told_to_those_with_posts(hall: Hall, congress: Congress, matter: str) -> None:
    assert "Who hears of this warning" not in hall.browser().see(matter).text
    clerk = hall.visitor(congress, congress.clerk)
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


class Handed:
    """A matter that was handed to 交通局, the congress office and that unit."""

    def __init__(self, hall: Hall, congress: Congress) -> None:
        town = hall.do(Town(congress.db, congress).set_up)
        self.at = f"/matters/{hall.do(town.open)}"
        congress.codes.update(hall.do(print_badges, congress.db, congress.outsider, None))
        self.office = hall.visitor(congress, congress.outsider)
        self.roads = hall.visitor(congress, congress.deputies[1])
        self.water = town.orgs["水利站"]
        self.unit = {"office": "unit", "org": town.orgs["交通局"]}
        self.me = {"office": "congress_office", "org": town.orgs["清河镇人大"]}
        self.public = hall.browser()

    def does(self, who: Browser, kind: str, told: dict[str, str], status: int = 303) -> str:
        answer = who.act(f"{self.at}/do/{kind}", told | {"form": told["org"] + kind})
        assert answer.status_code == status, answer.text
        return answer.text


def test_a_matter_that_was_handed_back_goes_to_a_unit_again(
    hall: Hall, sitting: Called
) -> None:
    one = Handed(hall, sitting())
    office, roads = one.office, one.roads
    time = {"to": one.unit["org"], "duty": "done", "until": "2029-12-20", "reason": "雨季"}
    time |= one.me
    kept = one.does(office, "Extended", time | {"until": "soon"}, 422)
    assert "雨季" in kept, "nothing typed is lost"
    one.does(roads, "Extended", time, 403)
    one.does(roads, "Returned", one.unit | {"reason": "非本单位职责"})
    assert "Handed back" in one.public.see(one.at).text
    again = one.me | {"to": one.water, "part": "lead", "due_on": "2029-11-30"}
    one.does(office, "Assigned", again | {"to": "nobody"}, 422)
    one.does(office, "Assigned", again | {"to": one.unit["org"]})
    one.does(office, "Extended", time)
    assert "雨季" in one.public.see(one.at).text

    page = office.get(one.at).text
    reason = page.split('name="event">')[1].split('<option value="')[1].split('"')[0]
    hide = one.me | {"event": reason, "reason": "涉及个人"}
    one.does(office, "Hidden", hide | {"event": "x"}, 422)
    one.does(office, "Hidden", hide)
    assert sum(words in one.public.see(one.at).text for words in ("雨季", "非本单位职责")) == 1


def test_a_plan_is_changed_with_a_reason(hall: Hall, sitting: Called) -> None:
    one = Handed(hall, sitting())
    milestones, lines = "1 | 勘察 | 40 | 2029-03-31", "1 | 县财政 | 300"
    plan = one.me | {"milestones": milestones, "lines": lines, "reason": "细化"}
    wrong = one.does(
        one.office, "PlanChanged", plan | {"milestones": "1 | 勘察 | 40 | 春天"}, 422
    )
    assert "Line 1 cannot be read" in wrong
    assert "春天" in wrong
    one.does(one.office, "PlanChanged", plan)
    assert "勘察" in one.public.see(one.at).text
    one.does(one.roads, "Accepted", one.unit)
    done = one.unit | {"seq": "1", "text": "图已画好"}
    files = {"file": ("a.jpg", jpeg(), "image/jpeg")}
    headers = {"origin": HOME}
    sent = one.roads.post(f"{one.at}/do/MilestoneDone", data=done, files=files, headers=headers)
    assert sent.status_code == 303, sent.text
    one.does(one.roads, "Paid", one.unit | {"line": "1", "amount": "20"})
    one.does(one.office, "PlanChanged", plan | {"milestones": ""}, 422)
    one.does(one.office, "PlanChanged", plan | {"lines": ""}, 422)
