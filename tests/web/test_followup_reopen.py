"""A closed matter is opened again by its reporter alone, or by three who hold a slip."""

from followup import commands
from followup import event as e
from followup.intake.commands import Turn, send_report, turn_report
from followup.intake.queries import open_reports
from followup.office import Tier
from followup.rating import commands as rating
from followup.rating.given import Graded
from tests.cast import Congress, FixedClock
from tests.followup.rated import checked, finished
from tests.followup.town import Town
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called

GOOD = (Graded.SATISFIED, Graded.SATISFIED, "")


async def closed(hall: Hall, congress: Congress) -> tuple[str, list[str]]:
    """All are satisfied; the codes of the residents' slips are kept by the test."""
    town, matter = await checked(hall.house.db, congress)
    return matter, await all_satisfied(hall, congress, town, matter)


async def all_satisfied(hall: Hall, congress: Congress, town: Town, matter: str) -> list[str]:
    db = hall.house.db
    await rating.ask_ratings(db, town.office, matter, [congress.deputies[3].person], 6)
    slips = await rating.print_slips(db, town.office, matter)
    for code in slips:
        await rating.rate_with_slip(db, code, *GOOD)
    await rating.close_ratings(db, town.office, matter)
    await commands.record(db, town.office, matter, e.Closed, text="办结")
    return slips


def asks(phone: Browser, matter: str, code: str, status: int = 303) -> str:
    told = {"form": "reopen", "code": code, "text": "路面又裂了"}
    answer = phone.act(f"/matters/{matter}/reopen", told)
    assert answer.status_code == status, answer.text
    return answer.text


def test_three_with_a_slip_open_it_again_and_one_cannot_count_thrice(
    hall: Hall, sitting: Called
) -> None:
    matter, slips = hall.do(closed, hall, sitting())
    phone = hall.browser()
    assert "Not in order after all?" in phone.see(f"/matters/{matter}").text
    assert "路面又裂了" in asks(phone, matter, "2222 2222 2222", 422), "nothing typed is lost"
    asks(phone, matter, slips[0])
    asks(phone, matter, slips[0], 422)
    asks(phone, matter, slips[1].upper())
    page = phone.see(f"/matters/{matter}").text
    assert "2 people have asked for it." in page
    assert "路面又裂了" not in page
    asks(phone, matter, slips[2])
    assert "Not in order after all?" not in phone.see(f"/matters/{matter}").text


def test_it_stays_closed_after_its_time(hall: Hall, sitting: Called, clock: FixedClock) -> None:
    matter, slips = hall.do(closed, hall, sitting())
    clock.advance(days=91)
    phone = hall.browser()
    assert "Not in order after all?" not in phone.see(f"/matters/{matter}").text
    for code in slips[:3]:
        asks(phone, matter, code, 422)


async def reported(hall: Hall, congress: Congress) -> tuple[str, str]:
    """A report made a matter, done, rated and closed; and the reporter's code."""
    db = hall.house.db
    town = await Town(db, congress).set_up()
    code = await foreign(hall)
    async with db.reading() as connection:
        [report] = await open_reports(connection)
    into = Turn("停水", "东头断水", True, Tier.TOWN, town.orgs["交通局"])
    matter = await turn_report(db, town.office, report.id, into)
    await finished(db, town, matter)
    await all_satisfied(hall, congress, town, matter)
    return matter, code


def test_the_reporter_alone_opens_it_again(hall: Hall, sitting: Called) -> None:
    matter, code = hall.do(reported, hall, sitting())
    asks(hall.browser(), matter, code)
    page = hall.browser().see(f"/matters/{matter}").text
    assert "opened again" in page


def test_the_reporter_of_something_else_cannot(hall: Hall, sitting: Called) -> None:
    matter, _ = hall.do(closed, hall, sitting())
    code = hall.do(foreign, hall)
    asks(hall.browser(), matter, code, 422)


async def foreign(hall: Hall) -> str:
    said = {
        "title": "水",
        "text": "断水",
        "place": "东头",
        "photo": "",
        "name": "",
        "phone": "",
    }
    return await send_report(hall.house.db, said, is_deputy=False, is_urgent=True)
