"""One row a matter and day, made from its events: what boards are read from. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from followup.calendar import Calendar
from followup.duties import Owed, days_late, duties, next_due
from followup.event import MatterEvent
from followup.matter import Duty
from followup.money import Money, money
from followup.progress import progress
from followup.standing import Progress
from followup.terms import Terms
from followup.warning import RANK, Warning, warning


@dataclass(frozen=True, slots=True)
class Due:
    """An open duty; `late` in working days, negative while there is time."""

    org: str
    duty: str
    ref: str
    round: int
    due: date
    late: int


@dataclass(frozen=True, slots=True)
class View:
    """All that is computed of a matter on a day."""

    progress: Progress
    owed: tuple[Owed, ...]
    money: Money
    warning: Warning
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """As it is kept. Nobody types it in; it is thrown away and made again."""

    id: str
    no: str
    as_of: date
    number: int
    kind: str
    level: str
    title: str
    place: str
    decided_on: date
    state: str
    colour: str
    rank: int
    late: int
    lead: str
    lead_name: str
    round: int
    percent: int | None
    claimed: int | None
    planned: str
    paid: str
    duty: str
    due: date | None
    reports: int
    dues: tuple[Due, ...] = ()
    units: tuple[str, ...] = ()


def view(events: Iterable[MatterEvent], terms: Terms, calendar: Calendar, today: date) -> View:
    """State, duties, money and colour: a function of events, terms, calendar and day alone."""
    now = progress(events, terms)
    owed = duties(now, calendar)
    paid = money(now.matter.lines if now.matter else (), now.taken)
    return View(now, owed, paid, warning(now, owed, paid, calendar, today), today)


def _still(seen: View, calendar: Calendar) -> tuple[Due, ...]:
    """What is open, and how late it is."""
    return tuple(
        Due(
            one.org,
            one.duty,
            one.ref,
            one.round,
            one.due,
            days_late(one, seen.progress, calendar, seen.as_of),
        )
        for one in seen.owed
        if one.is_open
    )


def summary(seen: View, calendar: Calendar, number: int) -> Summary:
    now, matter = seen.progress, seen.progress.matter
    assert matter is not None, "the first event opens it"
    still = _still(seen, calendar)
    first = next_due(seen.owed)
    return Summary(
        id=matter.id,
        no=matter.no,
        as_of=seen.as_of,
        number=number,
        kind=matter.kind,
        level=matter.level,
        title=matter.title,
        place=matter.place,
        decided_on=matter.decided_on,
        state=now.state,
        colour=seen.warning.colour,
        rank=RANK[seen.warning.colour],
        late=max([one.late for one in still], default=0),
        lead=now.lead.org if now.lead else "",
        lead_name=now.lead.org_name if now.lead else "",
        round=now.round,
        percent=now.percent,
        claimed=now.claimed,
        planned=str(seen.money.planned),
        paid=str(seen.money.paid),
        duty=first.duty if first else "",
        due=first.due if first else None,
        reports=sum(one.duty is Duty.REPORT and one.met_on is not None for one in seen.owed),
        dues=still,
        units=tuple(sorted({one.org for one in now.assignments if one.returned_on is None})),
    )
