"""A warning climbs by the clock: the unit, the congress office, the presidium."""

from datetime import date

import pytest

from followup.calendar import Calendar
from followup.escalation import FARTHEST, Rung, rungs
from followup.office import Office
from followup.summary import view
from followup.terms import Terms
from followup.warning import Colour
from tests.followup import matters as m

TERMS = Terms()


def climbed(today: str) -> list[tuple[Office, str]]:
    """A project that was begun, and of which nothing was heard after that."""
    events = m.begun()

    def colour_on(day: date) -> Colour:
        told = [one for one in events if one.on <= day.isoformat()]
        return view(told, TERMS, m.CHINA, day).warning.colour

    found = rungs(colour_on, TERMS, m.CHINA, date.fromisoformat(today))
    return [(one.office, one.since.isoformat()) for one in found]


def test_a_project_nobody_reports_on_climbs_to_the_presidium() -> None:
    assert climbed("2026-03-02") == []
    unit = (Office.UNIT, "2026-03-24")  # five working days before the first milestone
    assert climbed("2026-03-25") == [unit]
    early = climbed("2026-04-01")
    assert [office for office, _ in early] == [
        Office.UNIT,
        Office.CONGRESS_OFFICE,
        Office.PRESIDIUM,
    ]
    assert early[1] == (Office.CONGRESS_OFFICE, "2026-04-01"), "red, so at once"
    day = m.CHINA.add(date(2026, 4, 1), TERMS.presidium_after)
    assert early[2] == (Office.PRESIDIUM, day.isoformat())
    assert climbed("2026-04-14")[1:] == early[1:], "the clock does not start anew each day"


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([Colour.YELLOW], [Office.UNIT, Office.CONGRESS_OFFICE]),
        ([Colour.WHITE], [Office.UNIT]),
        ([Colour.CLEAR], []),
    ],
)
def test_each_colour_has_its_rungs(days: list[Colour], told: list[Office]) -> None:
    found = rungs(lambda _: days[0], TERMS, Calendar(), date(2026, 6, 1))
    assert [one.office for one in found] == told
    assert all(one.is_reached(date(2026, 6, 1)) for one in found), "it has stood for weeks"


def test_a_day_without_a_warning_sets_the_clock_back() -> None:
    today, clear = date(2026, 6, 12), date(2026, 6, 10)

    def colour_on(day: date) -> Colour:
        return Colour.CLEAR if day == clear else Colour.YELLOW

    assert rungs(colour_on, TERMS, Calendar(), today) == (
        Rung(Office.UNIT, date(2026, 6, 11)),
        Rung(Office.CONGRESS_OFFICE, date(2026, 6, 16)),
    )


def test_it_does_not_look_back_for_ever() -> None:
    asked: set[date] = set()

    def colour_on(day: date) -> Colour:
        asked.add(day)
        return Colour.RED

    rungs(colour_on, TERMS, Calendar(), date(2026, 6, 12))
    assert len(asked) == FARTHEST + 1
