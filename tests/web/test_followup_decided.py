"""What was chosen and promised becomes matters, with the plan that the office wrote."""

from dataclasses import replace

from consult.commands import move_on
from consult.consultation import ConsultPhase
from consult.resolution.commands import confirm, dispose
from consult.resolution.entries import Confirmed
from followup import queries
from followup.matter import LinkTo
from tests.cast import Congress, FixedClock
from tests.consult.resolved import AID, LIGHT, PROMISE, TODAY, disposed, key, talked
from tests.web.browse import Hall, Person
from tests.web.conftest import Called
from tests.web.test_followup_pages import announced, unit_of


def office(hall: Hall, person: Person, meeting: str) -> str:
    """The desk of a clerk who is the congress office, with one unit."""
    desk = f"/m/{meeting}/desk/matters"
    person.act(f"{desk}/found", {"name": "清河县人大", "level": "county"})
    person.act(f"{desk}/units", {"unit": "交通局"})
    person.act(f"{desk}/units", {"unit": "水利站"})
    return desk


def only(hall: Hall) -> queries.MatterPage:
    async def read() -> queries.MatterPage:
        async with hall.house.db.reading() as connection:
            [one] = (await queries.board(connection, {})).matters
            return await queries.matter_page(connection, one.id, (), hall.house.db.clock())

    return hall.do(read)


def plan(key: str, unit: str) -> dict[str, str]:
    """What the office types; one weight is no number, one amount is missing."""
    typed = {"title": "通村公路硬化", "level": "village", "m1-name": "路基完成"}
    typed |= {"m1-weight": "heavy", "b1-source": "县财政", "b1-amount": "12.5"}
    typed |= {"b2-source": "村自筹", "b2-amount": ""}
    named = {f"{name}-{key}": value for name, value in typed.items()}
    return {**named, f"assist-{key}-{unit}": "1"}


def test_a_plan_is_written_before_it_is_confirmed_and_nothing_typed_is_lost(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    hall.do(announced, congress)
    clerk = hall.visitor(congress, congress.clerk)
    desk = office(hall, clerk, congress.meeting)
    values = clerk.see(desk).sheet("/desk/matters").values
    [key] = [name.removeprefix("take-") for name in values if name.startswith("take-")]
    assert values[f"level-{key}"] == "county", "the level of the congress that follows"
    typed = values | plan(key, hall.do(unit_of, hall))
    refused = clerk.refused(desk, "/desk/matters", typed)
    again = refused.sheet("/desk/matters").values
    assert {name: again[name] for name in typed} == typed
    assert "heavy" in refused.text, "the sentence names what is no number"
    typed |= {f"m1-weight-{key}": "60", f"b2-amount-{key}": "3"}
    for row in (2, 3):
        typed |= dict.fromkeys(
            (f"m{row}-{what}-{key}" for what in ("name", "weight", "due")), ""
        )
    early = clerk.refused(desk, "/desk/matters", typed | {f"due-{key}": "2020-01-01"})
    assert "no day can be before that" in early.text
    assert clerk.act(desk, typed).status_code == 303
    seen = only(hall)
    now, matter = seen.seen.progress, seen.seen.progress.matter
    assert matter is not None
    assert (matter.title, matter.level) == ("通村公路硬化", "village")
    assert [(one.name, one.weight) for one in matter.milestones] == [("路基完成", 60)]
    assert [(one.source, str(one.planned)) for one in matter.lines] == [
        ("县财政", "12.5"),
        ("村自筹", "3"),
    ]
    assert [one.part for one in now.assignments] == ["assist"]
    assert clerk.act(desk, typed).status_code == 422, "pressed twice: there is one matter"


async def settled(congress: Congress) -> None:
    """One promise before everybody, and one to a household on its need; then closed."""
    await disposed(congress)
    aid = replace(PROMISE, contribution=AID, words="低保名额补上", seen="钱到账")
    await dispose(congress.db, congress.clerk, aid, key(48), TODAY)
    await confirm(congress.db, congress.clerk, Confirmed(6, 1, 1, 8), key(50))
    await move_on(congress.db, congress.clerk, ConsultPhase.CLOSED)


def test_a_promise_is_proposed_with_its_day_and_a_private_one_says_nothing(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    hall.do(talked, congress)
    hall.do(settled, congress)
    clerk = hall.visitor(congress, congress.clerk)
    desk = office(hall, clerk, congress.meeting)
    shown = clerk.see(desk)
    values = shown.sheet("/desk/matters").values
    assert f"take-{LIGHT}" in values
    assert f"take-{AID}" not in values, "there, and not ticked"
    assert values[f"title-{AID}"] == ""
    assert "低保" not in shown.text
    assert values[f"due-{LIGHT}"] == "2026-02-10"
    assert "Checked by: 人大代表陈静" in shown.text
    refused = clerk.refused(desk, "/desk/matters", {f"take-{AID}": "1"})
    assert refused.sheet("/desk/matters").values[f"title-{AID}"] == ""
    assert clerk.press(desk, "/desk/matters").status_code == 303
    seen = only(hall)
    matter = seen.seen.progress.matter
    assert matter is not None
    assert (matter.kind, matter.title) == ("resolution", "换新三盏太阳能路灯")
    [link] = seen.links
    assert (link.to, link.to_id) == (LinkTo.STATEMENT, f"{congress.meeting}/{LIGHT}")


def test_links_are_shown_both_ways_to_those_who_may_follow_them(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    congress = sitting()
    round = hall.do(announced, congress)
    clerk, public = hall.visitor(congress, congress.clerk), hall.browser()
    desk = office(hall, clerk, congress.meeting)
    result = f"/m/{congress.meeting}/rounds/{round}"
    assert desk in clerk.see(result).links
    assert clerk.press(desk, "/desk/matters").status_code == 303
    address = f"/matters/{only(hall).summary.id}"
    deputy = hall.visitor(congress, congress.deputies[0])
    clock.advance(days=400)
    shown = deputy.see(result)
    assert address in shown.links
    assert desk not in shown.links
    assert "red: far too late" in shown.text, "the colour of today"
    assert {result, f"/m/{congress.meeting}/minutes"} <= set(deputy.see(address).links)
    page = public.see(address)
    assert "no. 1 of the paper" in page.text
    assert not [one for one in page.links if one.startswith("/m/")]


def test_a_card_and_a_thread_lead_to_what_came_of_the_words(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting()
    codes, phone = hall.do(talked, congress), hall.browser()
    assert phone.act(f"/t/{codes[1]}").status_code == 303
    hall.do(settled, congress)
    clerk, at = hall.visitor(congress, congress.clerk), f"/m/{congress.meeting}"
    desk = office(hall, clerk, congress.meeting)
    assert desk in clerk.see(f"{at}/desk/consult/resolution").links
    assert clerk.press(desk, "/desk/matters").status_code == 303
    address = f"/matters/{only(hall).summary.id}"
    own = phone.see(f"/t/{codes[1]}")
    assert address in own.links
    assert "on course" in own.text
    assert address not in phone.see(f"/t/{codes[2]}").links
    ending = f"{at}/desk/consult/resolution/of/{LIGHT}"
    assert address in clerk.see(ending).links
    assert address in clerk.see(f"{at}/consult/said/{LIGHT}").links
    assert ending in clerk.see(address).links
    shown, public = phone.see(address), hall.browser().see(address)
    thread = f"{at}/stool/said/{LIGHT}"
    assert thread in shown.links
    assert address in phone.see(thread).links
    assert "Promised in a consultation" in public.text
    assert thread not in public.links
