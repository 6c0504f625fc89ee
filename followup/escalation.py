"""Whom a warning is told, and from which day on: the clock by which it climbs. Pure.

The unit hears of it at once; the congress office when a yellow one stays, or at once of a red
one; the presidium when a red one stays. Nobody sets the clock by hand: it runs from the days on
which the colour stood, so the same events and calendar give the same rungs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from followup.calendar import DAY, Calendar
from followup.office import Office
from followup.terms import Terms
from followup.warning import RANK, Colour

FARTHEST = 60  # days looked back: longer than any step of the clock


@dataclass(frozen=True, slots=True)
class Rung:
    """An office, and the working day from which on the warning is its own."""

    office: Office
    since: date

    def is_reached(self, today: date) -> bool:
        return self.since <= today


def standing_since(
    colour_on: Callable[[date], Colour], least: Colour, today: date
) -> date | None:
    """The first day of the run up to `today` on which the colour was at least this.

    None if it is not today. A run longer than `FARTHEST` days begins that many days ago.
    """
    if RANK[colour_on(today)] < RANK[least]:
        return None
    day = today
    while (today - day).days < FARTHEST and RANK[colour_on(day - DAY)] >= RANK[least]:
        day -= DAY
    return day


def rungs(
    colour_on: Callable[[date], Colour], terms: Terms, calendar: Calendar, today: date
) -> tuple[Rung, ...]:
    """Who hears of the colour of `today`, from which working day on; lowest first.

    The next rung that is still ahead is named too, so that everybody knows what comes.
    """
    known: dict[date, Colour] = {}

    def seen(day: date) -> Colour:
        if day not in known:
            known[day] = colour_on(day)
        return known[day]

    white, yellow, red = (
        standing_since(seen, least, today)
        for least in (Colour.WHITE, Colour.YELLOW, Colour.RED)
    )
    found: list[Rung] = []
    if white is not None:
        found.append(Rung(Office.UNIT, calendar.on_or_after(white)))
    if yellow is not None:
        waits = calendar.add(yellow, terms.office_after)
        at_once = [red] if red is not None else []
        found.append(Rung(Office.CONGRESS_OFFICE, calendar.on_or_after(min([waits, *at_once]))))
    if red is not None:
        found.append(Rung(Office.PRESIDIUM, calendar.add(red, terms.presidium_after)))
    return tuple(found)
