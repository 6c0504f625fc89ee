"""A matter is rated back to back on phones, and nobody can find out who said what."""

import json
import re
from collections.abc import Mapping

import sqlalchemy as sa

from core.database import Database
from followup import commands, queries
from followup import event as e
from followup.calendar import day_of
from followup.office import Office, Post
from followup.offices import commands as offices
from sessions.signin.commands import print_badges
from tests.cast import Congress, FixedClock
from tests.followup.town import Town
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called

GOOD = {"attitude": "satisfied", "result": "satisfied"}
SO_SO = {"attitude": "satisfied", "result": "basically"}
BAD = {"attitude": "unsatisfied", "result": "unsatisfied"}
CODE = re.compile(r'class="slip-code"><bdi>([^<]+)<')
CLAIM = {"achieved": "A", "text": "路已修好"}


class Round:
    """A matter that is checked on the spot, the offices around it, and who may rate it."""

    def __init__(self, hall: Hall, congress: Congress) -> None:
        self.hall, self.congress = hall, congress
        self.town: Town = hall.do(Town(hall.house.db, congress).set_up)
        congress.codes.update(hall.do(print_badges, congress.db, congress.outsider, None))
        self.matter: str = hall.do(self.town.open)
        self.at = f"/matters/{self.matter}"
        self.desk = f"{self.at}/rating"
        self.office = hall.visitor(congress, congress.outsider)
        self.chair = hall.visitor(congress, congress.deputies[0])
        self.unit = hall.visitor(congress, congress.deputies[1])
        self.raters = congress.deputies[3:]
        self.finish()

    def finish(self) -> None:
        """The unit takes it, says that it is done, and the office has looked at it."""
        db, roads = self.hall.house.db, self.town.roads
        self.hall.do(commands.record, db, roads, self.matter, e.Accepted)
        self.hall.do(commands.record, db, roads, self.matter, e.ClaimedDone, **CLAIM)
        seen = {"passed": True, "text": "现场看过"}
        self.hall.do(commands.record, db, self.town.office, self.matter, e.Verified, **seen)

    def ask(self, residents: int = 0) -> None:
        ticks = {f"deputy-{one.person}": "1" for one in self.raters}
        self.office.done(self.desk, "/ask", ticks | {"residents": str(residents)})

    def slips(self) -> list[str]:
        made = self.office.press(self.desk, "/slips")
        assert made.status_code == 200
        return CODE.findall(made.text)

    def rate(self, number: int, grades: Mapping[str, str], text: str = "") -> None:
        """One deputy rates by phone, through the list of what waits."""
        phone = self.hall.visitor(self.congress, self.raters[number])
        assert f"{self.at}/rate" in phone.see("/rate").links
        assert f"{self.at}/rate" in phone.see(self.at).links
        page = phone.done(f"{self.at}/rate", "/rate", {**grades, "text": text})
        assert "Your rating is in" in page.text
        assert f"{self.at}/rate" not in phone.see("/rate").links

    def close(self) -> None:
        self.office.done(self.desk, "/close")

    def state(self) -> str:
        return self.hall.do(state, self.hall.house.db, self.matter)

    def public(self) -> str:
        return self.hall.browser().see(self.at).text


async def state(db: Database, matter: str) -> str:
    async with db.reading() as connection:
        return (await queries.board(connection, {})).matters[0].state


async def told(db: Database, matter: str) -> list[tuple[str, dict[str, str], str]]:
    async with db.reading() as connection:
        entries = await queries.journal_of(connection, matter)
    return [(one.kind, one.facts, one.at) for one in entries]


async def tables(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept of ratings outside the chain."""
    found = {}
    async with db.reading() as connection:
        for name in ("rating_invited", "rating_slip", "rating_box"):
            rows = await connection.execute(sa.text(f"select * from {name}"))
            found[name] = [tuple(row) for row in rows]
    return found


def test_xunyang_basically_satisfied_a_hearing_still_not_handed_over_again(
    hall: Hall, sitting: Called
) -> None:
    case = Round(hall, sitting(8))
    case.ask()
    for number in range(5):
        case.rate(number, SO_SO if number == 0 else GOOD)
    case.close()
    assert case.state() == "face_to_face"
    public = case.public()
    assert "5 of 5 invited have rated" in public
    assert "80.0% 4/5 20.0% 1/5 0.0% 0/5" in public, "result"
    assert "100.0% 5/5" in public, "attitude apart"
    assert "a hearing face to face is due" in public

    held = {"held_on": "2020-01-01", "met": "局长李明", "present": "23", "text": "答应补种树"}
    refused = case.office.refused(case.desk, "/hearing", held)
    assert "The hearing was on a day from" in refused.text
    assert "答应补种树" in refused.text, "nothing typed is lost"
    today = day_of(hall.house.db.clock()).isoformat()
    case.office.done(case.desk, "/hearing", held | {"held_on": today})
    public = case.public()
    assert "答应补种树" in public
    assert "李明" not in public, "names are for those inside"
    assert case.state() == "rating", "the same people are asked again"
    for number in range(5):
        case.rate(number, BAD)
    case.close()
    assert case.state() == "unsettled"

    handed_over_again(case)
    public = case.public()
    assert "second hand-over" in public
    assert "80.0% 4/5" in public, "the first rating stays"
    assert "0.0% 0/5 0.0% 0/5 100.0% 5/5" in public
    case.finish()
    case.ask()
    assert case.state() == "rating"


def handed_over_again(case: Round) -> None:
    assert not case.office.see(case.desk).offers("/again"), "the presidium's alone"
    again = {"due_on": "2020-01-01", "reason": "两次评价均不满意"}
    assert "a day to come" in case.chair.refused(case.desk, "/again", again).text
    case.chair.done(case.desk, "/again", again | {"due_on": "2099-06-30"})
    assert case.state() == "assigned"


def test_a_slip_counts_once_and_an_answer_too_few_keeps_what_was_typed(
    hall: Hall, sitting: Called
) -> None:
    case = Round(hall, sitting())
    case.ask(residents=9)
    codes = case.slips()
    assert len(set(codes)) == 9
    phone = hall.browser()
    at = f"/rate/{codes[0].replace('-', '')}"
    half = phone.refused(at, at, {"attitude": "satisfied", "text": "路灯还差两盏"})
    assert "Choose one of the three answers." in half.text
    assert "路灯还差两盏" in half.text
    assert half.sheet(at).values["attitude"] == "satisfied"
    typed = phone.get("/rate", params={"code": codes[0].upper()})
    assert typed.headers["location"] == at, "typed off the paper"
    phone.done(at, at, SO_SO)
    twice = phone.act(at, GOOD | {"text": "再来一次"})
    assert twice.status_code == 422
    assert "This slip has been used." in twice.text
    assert "再来一次" in twice.text
    assert not phone.see(at).offers(at)
    assert phone.get("/rate/22222222").status_code == 422
    assert len(json.loads(str(hall.do(tables, hall.house.db)["rating_box"][0][1]))) == 1

    fresh = case.slips()
    assert len(fresh) == 8, "one is used"
    assert phone.get(f"/rate/{codes[1]}").status_code == 422, "printed again: the old are void"
    for code in fresh[:7]:
        phone.done(f"/rate/{code}", f"/rate/{code.replace('-', '')}", GOOD)
    case.close()
    late = phone.see(f"/rate/{fresh[7]}")
    assert "This rating is closed." in late.text
    assert phone.act(f"/rate/{fresh[7]}", GOOD).status_code == 422
    public = case.public()
    assert "8 of 9 invited have rated" in public
    assert "Deputy · 3 invited, fewer than 5 have rated: nothing is shown" in public
    assert case.state() == "rated", "one of eight is not more than a fifth"


TURNS = [3, 0, 4, 1, 2]


def rate_in_turns(case: Round, clock: FixedClock, codes: list[str]) -> None:
    """Deputies and residents by turns, with time between them."""
    for turn, number in enumerate(TURNS):
        clock.advance(minutes=17)
        case.rate(number, SO_SO if turn % 2 else GOOD, text=f"话{turn}")
        case.hall.browser().done(f"/rate/{codes[number]}", codes[number], GOOD)


def test_while_it_lasts_nothing_leads_from_a_rating_to_a_rater(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    case = Round(hall, sitting(10))
    case.ask(residents=5)
    codes = [one.replace("-", "") for one in case.slips()]
    unseen = unit_sees(case)
    rate_in_turns(case, clock, codes)
    kept = hall.do(tables, hall.house.db)
    assert {len(one) for one in kept["rating_invited"]} == {4}, "asked, has rated: no more"
    box = json.loads(str(kept["rating_box"][0][1]))
    fields = {"token", "office", "attitude", "result", "text"}
    assert all(set(one) == fields for one in box)
    assert [one["token"] for one in box] == sorted(one["token"] for one in box)
    names = {one.person for one in case.raters} | {one.name for one in case.raters}
    assert not any(one in json.dumps(box, ensure_ascii=False) for one in names)
    chain = hall.do(told, hall.house.db, case.matter)
    assert "Rated" not in {kind for kind, _, _ in chain}, "nothing is told before the closing"
    assert unit_sees(case) == unseen, "not even how many"


def test_in_the_chain_neither_order_nor_time_leads_to_a_rater(
    hall: Hall, sitting: Called, clock: FixedClock
) -> None:
    case = Round(hall, sitting(10))
    case.ask(residents=5)
    codes = [one.replace("-", "") for one in case.slips()]
    rate_in_turns(case, clock, codes)
    clock.advance(hours=5)
    case.close()
    chain = hall.do(told, hall.house.db, case.matter)
    rated = [(facts, at) for kind, facts, at in chain if kind == "Rated"]
    closing = chain[-1][2]
    assert len(rated) == 10
    assert {(at, facts["at"]) for facts, at in rated} == {(closing, closing)}, "one moment"
    tokens = [facts["token"] for facts, _ in rated]
    assert tokens == sorted(tokens)
    assert {(facts["by"], facts["org"]) for facts, _ in rated} == {("", "")}
    kept = hall.do(tables, hall.house.db)
    assert kept["rating_box"] == []
    took_part = {row[3] for name in ("rating_invited", "rating_slip") for row in kept[name]}
    assert took_part == {0}, "nor is it kept who took part"
    left = {str(value) for table in kept.values() for row in table for value in row}
    assert left.isdisjoint(tokens)
    assert left.isdisjoint(codes), "of a code only its hash is kept"
    assert not any(f"话{turn}" in unit_sees(case) for turn in range(5))
    assert "话3" in case.office.see(case.desk).text, "the office reads them, without grades"
    assert case.unit.get(case.desk).status_code == 403
    assert case.unit.get("/matters-export.zip").status_code == 403


def unit_sees(case: Round) -> str:
    """Every page and export that a unit can open."""
    paths = (case.at, "/matters", "/matters-desk", "/matters-figures", "/rate", "/matters-mine")
    files = ("/matters.csv", "/matters.json", "/matters-figures.csv", "/matters-figures.json")
    return " ".join(page_text(case.unit, one) for one in (*paths, *files))


def page_text(unit: Browser, path: str) -> str:
    answer = unit.get(path)
    assert answer.status_code == 200, path
    return answer.text


def test_a_unit_has_no_way_in_by_another_post_and_rates_nothing_of_its_own(
    hall: Hall, sitting: Called
) -> None:
    congress = sitting(8)
    case = Round(hall, congress)
    own = {f"deputy-{congress.deputies[1].person}": "1", "residents": "5"}
    assert "cannot rate it" in case.office.refused(case.desk, "/ask", own).text
    assert "Invite at least one" in case.office.refused(case.desk, "/ask").text
    case.ask()
    assert f"{case.at}/rate" not in case.unit.see(case.at).links
    assert case.unit.get(f"{case.at}/rate").status_code == 404
    assert case.unit.act(f"{case.at}/rate", BAD).status_code == 403
    case.rate(0, BAD, text="没人来过")
    late = Post(case.raters[1].person, case.town.orgs["交通局"], Office.UNIT)
    hall.do(offices.give_post, hall.house.db, case.town.office, late)
    moved = hall.visitor(congress, case.raters[1]).act(f"{case.at}/rate", GOOD)
    assert moved.status_code == 422, "invited before the post was given"
    case.close()
    assert "没人来过" in case.office.see(case.desk).text
    office = Post(congress.outsider.person, case.town.orgs["交通局"], Office.UNIT)
    hall.do(offices.give_post, hall.house.db, case.town.office, office)
    assert "没人来过" not in case.office.see(case.desk).text, "and a post in a unit"
    assert case.office.get("/matters-export.zip").status_code == 403
