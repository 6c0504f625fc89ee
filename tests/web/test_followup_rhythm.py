"""The year of a matter: reviews due, planned in a meeting, held, and looked back at."""

from datetime import UTC, date, datetime

from followup import event as e
from followup.event import MatterEvent
from followup.office import Office
from followup.progress import progress
from followup.rhythm.review import Review, Step, rhythm
from followup.terms import Terms
from sessions.signin.commands import print_badges
from tests.cast import FixedClock
from tests.followup.matters import begun, opened, said
from tests.followup.town import Town
from tests.web.browse import Browser, Hall
from tests.web.conftest import Called


def steps(events: list[MatterEvent], day: date) -> list[Step]:
    return list(rhythm(progress(events, Terms()), day))


def of(found: list[Step]) -> list[tuple[Review, int]]:
    return [(one.review, one.year) for one in found]


def test_a_year_asks_for_plan_progress_and_result_and_the_next_looks_back() -> None:
    year = [(Review.PLAN, 2026), (Review.MID_YEAR, 2026), (Review.YEAR_END, 2026)]
    assert of(steps(begun(), date(2026, 12, 1))) == year
    late = opened(decided_on="2026-09-01")
    assert of(steps([late], date(2026, 12, 1))) == [year[0], year[2]], "no middle of the year"
    assert of(steps([opened(kind="suggestion")], date(2026, 12, 1))) == []
    held = said(
        e.Reviewed,
        "2026-05-20",
        Office.CONGRESS_OFFICE,
        **{"review": "spring", "year": 2026, "finding": "basically", "text": "路面开裂"},
    )
    found = steps([*begun(), held], date(2026, 6, 1))
    assert (Review.AUTUMN, 2026) in of(found), "what was found wanting is seen again"


def spring(hall: Hall, called: Called, clock: FixedClock) -> tuple[str, Browser, Browser]:
    """In April, with two matters: the congress office, and a unit."""
    congress = called()
    clock.moment = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
    town = hall.do(Town(hall.house.db, congress).set_up)
    matter, _ = hall.do(town.open), hall.do(town.open, "安全饮水")
    congress.codes.update(hall.do(print_badges, town.db, congress.outsider, None))
    office = hall.visitor(congress, congress.outsider)
    return matter, office, hall.visitor(congress, congress.deputies[1])


def test_one_press_makes_the_meeting_and_tells_the_matters(
    hall: Hall, called: Called, clock: FixedClock
) -> None:
    matter, office, unit = spring(hall, called, clock)
    at = "/matters-rhythm"
    assert unit.get(at).status_code == 403
    late = office.see(f"{at}?year=2026").text
    assert "late: it was due by 31 March 2026" in late
    assert "held: 0 of 2 · ■ late: 2" in late
    asked = {"year": "2026", "review": "plan", "title": "年初问计划", "date": "2026-04-10"}
    asked |= {"form": "plan"}
    for year in ("-1", "9999999", "²²²²", "0000", "9999"):
        assert office.get(f"{at}?year={year}&review=none").status_code == 200, year
    refused = office.act(at, asked)
    assert refused.status_code == 422
    assert "Tick the matters" in refused.text
    take = {f"take-{matter}": "1"}
    assert office.act(at, asked | take | {"date": "soon"}).status_code == 422
    answer = office.act(at, asked | take)
    assert answer.status_code == 303
    meeting = answer.headers["location"].removesuffix("/desk")
    agenda = office.see(f"{meeting}/desk/agenda").text
    for words in ("村道硬化", "Report on how it is handled", "milestones settled", "Grades"):
        assert words in agenda
    assert "planned for 10 April 2026" in office.see(f"{at}?year=2026&review=plan").text
    result = {"year": "2026", "review": "plan", "finding": "basically", "text": "资金未落实"}
    assert unit.act(f"{at}/{matter}", result).status_code == 403
    assert office.act(f"{at}/{matter}", result | {"text": ""}).status_code == 422
    assert office.act(f"{at}/{matter}", result).status_code == 303
    page = office.see(f"{at}?year=2026&review=plan").text
    assert "held on 2 April 2026" in page
    assert "held: 1 of 2" in page
    life = hall.browser().see(f"/matters/{matter}").text
    assert "Review held" in life
    assert "资金未落实" in life
